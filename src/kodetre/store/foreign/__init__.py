"""Databases of other programs, read and written: they are SQLite too, and SQL is written here alone."""
