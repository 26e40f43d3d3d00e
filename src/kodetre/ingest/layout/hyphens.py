"""Words broken at a line end: which hyphens go and which stay."""

import re
import unicodedata
from collections.abc import Set
from functools import lru_cache
from typing import Literal

from kodetre.language.lexicon import known
from kodetre.pdf.page import LINE_END_HYPHENS

Joint = Literal["join", "keep", "hang", "space"]

_HANGING = frozenset("og eller samt til men and or resp hhv".split())
_SYLLABLES = frozenset(("men", "til"))
"""Those of them that also end words: Dram-men, sub-til. Then the word list is asked."""
_PREFIXES = frozenset(("ikke", "ikkje"))
"""First parts that are set off by a hyphen: ikke-vold."""
_CAMEL = re.compile(r"[a-zæøå][A-ZÆØÅ]")
_SHORTEST_PART, _LONGEST_COMPOUND = 3, 40
_ADDRESS = re.compile(r"https?:|www\.", re.IGNORECASE)
_REST_OF_ADDRESS = re.compile(
    r"(?:no|com|org|net|eu|se|dk)(?:/|$)|[\w%-]+(?:/[\w.%-]+)+/?$|[\w%-]+\.(?:pdf|html?|aspx?|php|docx?)\b"
)
"""What goes on with an address that was broken in the middle of a name."""
_SMALL_WORDS = frozenset("og eller i på for til av med som er om the and og/eller hos fra ved kan har skal".split())
_URL = re.compile(r"https?:|www\.|\w@\w|\w/\w+/", re.IGNORECASE)
_REMEMBERED = 2**15
"""Words whose spelling is remembered: a text has the same ones again and again."""
_HYPHENS = "-‐" + LINE_END_HYPHENS
_PUNCTUATION = ".,;:!?()[]«»\"'”“’"


def joint(before: str, after: str, vocabulary: Set[str]) -> Joint:
    """How the last word of a line meets the first of the next.

    "join": the hyphen goes; "keep": it stays and the words close up (FACT-team); "hang": it stays with a space after
    it (rus- og psykisk helse); "space": there is no hyphen. `vocabulary` holds the document's own words in lower case.
    """
    if not before:
        return "space"
    if _ADDRESS.search(before) and _goes_on_as_address(before, after):
        return "keep"
    if before[-1] not in _HYPHENS or len(before) < 2 or not before[-2].isalnum():
        return "space"
    stem, head = before[:-1], after.strip(_PUNCTUATION)
    if _URL.search(before) or stem[-1].isdigit() or head[:1].isdigit():
        return "keep"  # § 1-1 is no § 11, whatever numbers there are
    first, second = stem.rpartition("/")[2].lstrip(_PUNCTUATION).lower(), head.lower()
    if (first + second) in vocabulary:
        return "join"
    if f"{first}-{second}" in vocabulary:
        return "keep"
    if second in _SYLLABLES and known(first + second):
        return "join"
    if second in _HANGING or after[:1] in "/(":
        return "hang"
    if not head or not head[0].isalpha() or head[0].isupper():
        return "keep"
    if len(first) == 1 or stem[-2:].isupper() or _CAMEL.search(stem) or first in _PREFIXES:
        return "keep"  # nobody breaks a word after one letter: e-post, A-lag
    shortest = 5 if stem[0].isupper() else 4  # names end as words do: Trond-heim
    return "keep" if len(second) >= shortest and _are_two_words(first, second) else "join"


def is_address(word: str) -> bool:
    """Whether there is the beginning of an address in a word."""
    return _ADDRESS.search(word) is not None


def _goes_on_as_address(before: str, after: str) -> bool:
    """Whether the next line begins with the rest of an address that the line before ends in."""
    if not after or _ADDRESS.match(after):
        return False
    small = re.split(r"[^\w-]", after.lower())[0] in _SMALL_WORDS
    if before[-1] in "/_=&?%#~+":
        return (after[0].islower() or after[0].isdigit()) and not small
    if after[0] in "/?=&#%_" and len(after) > 1:
        return True
    if before[-1] in _HYPHENS:
        return False
    return not small and _REST_OF_ADDRESS.match(after) is not None and (before[-1] == "." or before[-1].isalnum())


def _are_two_words(first: str, second: str) -> bool:
    """Whether a hyphen stands between two words: the second is one, the first is neither one that a word list has nor a compound
    of such (taxfree-salg), and together they are none either.
    """
    if len(first) < _SHORTEST_PART or len(second) < _SHORTEST_PART or not known(second):
        return False
    return not _is_compound(first) and not _is_compound(first + second)


def _is_compound(word: str, depth: int = 3) -> bool:
    """Whether a lower-case word is in a word list, or falls apart into words that are."""
    if known(word):
        return True
    if depth == 0 or len(word) > _LONGEST_COMPOUND:
        return False
    cuts = range(_SHORTEST_PART, len(word) - _SHORTEST_PART + 1)
    return any(
        known(word[cut:])
        and (
            _is_compound(word[:cut], depth - 1) or (word[cut - 1] in "se" and _is_compound(word[: cut - 1], depth - 1))
        )
        for cut in cuts
    )


def without_hyphen(word: str) -> str:
    """The word before a line end without its hyphen."""
    return word[:-1]


@lru_cache(_REMEMBERED)
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
