"""Keyword patterns and where they hit, over an index of the corpus' words."""
