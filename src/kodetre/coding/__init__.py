"""Coding: what is suggested, the session over it, and decisions from a file. No screen, no files, no database."""
