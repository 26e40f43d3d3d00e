"""Hits gathered to suggestions, and the way through them. Pure."""
