"""Words broken at a line end: which hyphens go and which stay."""

import re
import unicodedata
from collections.abc import Set
from typing import Literal

from kodetre.language.lexicon import known
from kodetre.pdf.page import LINE_END_HYPHENS

Joint = Literal["join", "keep", "hang", "space"]

_HANGING = frozenset("og eller samt til men and or resp hhv".split())
_SYLLABLES = frozenset(("men", "til"))
"""Those of them that also end words: Dram-men, sub-til. Then the word list is asked."""
_URL = re.compile(r"https?:|www\.|\w@\w|\w/\w+/", re.IGNORECASE)
_HYPHENS = "-‐" + LINE_END_HYPHENS
_PUNCTUATION = ".,;:!?()[]«»\"'”“’"


def joint(before: str, after: str, vocabulary: Set[str]) -> Joint:
    """How the last word of a line meets the first of the next.

    "join": the hyphen goes; "keep": it stays and the words close up (FACT-team); "hang": it stays with a space after
    it (rus- og psykisk helse); "space": there is no hyphen. `vocabulary` holds the document's own words in lower case.
    """
    if not before or before[-1] not in _HYPHENS or len(before) < 2 or not before[-2].isalnum():
        return "space"
    if before[-1] == "\u00ad":
        return "join"
    stem, head = before[:-1], after.strip(_PUNCTUATION)
    if _URL.search(before):
        return "keep"
    first = stem.lstrip(_PUNCTUATION).lower()
    if (first + head.lower()) in vocabulary:
        return "join"
    if f"{first}-{head.lower()}" in vocabulary:
        return "keep"
    if head.lower() in _SYLLABLES and known(first + head.lower()):
        return "join"
    if head.lower() in _HANGING or after[:1] in "/(":
        return "hang"
    if not head or not head[0].isalpha() or head[0].isupper():
        return "keep"
    if stem[-1].isdigit() or len(first) == 1 or stem[-2:].isupper():
        return "keep"  # nobody breaks a word after one letter: e-post, A-lag
    return "join"


def without_hyphen(word: str) -> str:
    """The word before a line end without its hyphen."""
    return word[:-1]


def spelled(word: str) -> str:
    """A word's letters as they are read: pdfium's marks for a line-end hyphen as a hyphen, ligatures taken apart."""
    if word.isprintable() and (word.isascii() or (_UNUSUAL.search(word) is None and _is_composed(word))):
        return word
    if len(word) == 1 and "\uf000" <= word <= "\uf0ff":
        return _DINGBATS.get(word, "•")
    for mark in "\x02\ufffe":
        word = word.replace(mark, "-")
    word = word.replace("\u00ad", "") if not word.endswith("\u00ad") else word[:-1].replace("\u00ad", "") + "\u00ad"
    for ligature, letters in _LIGATURES.items():
        word = word.replace(ligature, letters)
    word = "".join(letter for letter in word if letter.isprintable() or unicodedata.category(letter) not in _NO_LETTERS)
    return unicodedata.normalize("NFC", word)


_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_DINGBATS = {
    "\uf06f": "☐", "\uf0a8": "☐", "\uf071": "☐", "\uf0fd": "☒", "\uf0fe": "☑", "\uf053": "☒", "\uf052": "☑", "\uf0fc": "✓",
    "\uf0fb": "✗", "\uf0e0": "→", "\uf0e8": "→",
}  # fmt: skip
"""What Word writes with Wingdings and has no letter for; every other such mark by itself is a bullet."""
_UNUSUAL = re.compile("[\u00ad\ufb00-\ufb06\ufffe]")
_NO_LETTERS = frozenset(("Cc", "Cs", "Zl", "Zp"))
"""Controls, halves of a letter, and separators of lines."""


def _is_composed(word: str) -> bool:
    return max(word) < "\u0300" or unicodedata.is_normalized("NFC", word)
