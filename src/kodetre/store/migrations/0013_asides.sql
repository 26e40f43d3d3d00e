-- Whether a block stands in a box beside the text. What an older kodetre read says nothing of it.
ALTER TABLE block ADD COLUMN aside INTEGER NOT NULL DEFAULT 0 CHECK (aside IN (0, 1));
