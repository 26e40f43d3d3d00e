"""A file to a `Reading`: find, read, lay out; many at once."""
