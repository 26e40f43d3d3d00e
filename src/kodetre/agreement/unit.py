"""What coders are compared on. Pure, and read by the command line, so that it loads nothing."""

from enum import StrEnum


class Unit(StrEnum):
    """The pieces of text that each coder has or has not given a code."""

    character = "character"
    word = "word"
    sentence = "sentence"
    paragraph = "paragraph"


TOLERANCE = 10
"""How many characters an end may be off and be the same end: a word, a full stop, a quotation mark."""
