"""Words for people in bokmål, nynorsk and English, and how numbers and days are written in each."""
