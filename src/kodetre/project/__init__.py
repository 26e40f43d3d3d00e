"""A project's folder: its settings, its creation, and the files that documents were read from."""
