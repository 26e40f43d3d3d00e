-- Lists of documents ask for everything of a version but its text, and what stands behind the text in its row cannot be read
-- without going through it. So the rest is in the index that versions are looked up with.
DROP INDEX version_by_document;
CREATE INDEX version_in_short ON version (document, id, step, sha256, file, language, status, notes, paged, words, created);
