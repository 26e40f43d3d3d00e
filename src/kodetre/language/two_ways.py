"""What the norm of nynorsk (2012) lets be written in two ways, one of them bokmål's: *skuleveg* and *skoleveg*, *sjukeløn* and
*sjukelønn*, *innbyggjar* and *innbyggar*. Texts have both, often the one side by side with the other.
"""

import re

from kodetre.language import lexicon

_IN_THE_MIDDLE = (
    ("skole", r"skule", "skole"),
    ("kjør", r"køyr", "kjør"),
    ("gjør", r"gjer(?!d)", "gjør"),
    ("høy", r"høg(?!d|re|st|ti)", "høy"),
    ("formål", r"føremål", "formål"),
    ("hjerte", r"hjarte", "hjerte"),
    ("lønn", r"løn(?!n)", "lønn"),
    ("grønn", r"grøn(?!n)", "grønn"),
    ("vennlig", r"venleg", "vennleg"),
    ("vennlig", r"vennleg", "venleg"),
    ("bilde", r"bilete", "bilde"),
)
_STEMS_WITH_J = "bygg brygg dekk følg legg merk rekk styrk søk tenk".split()
_TWO_WAYS: tuple[tuple[str, re.Pattern[str], str], ...] = (
    *((bokmal, re.compile(pattern), into) for bokmal, pattern, into in _IN_THE_MIDDLE),
    *((stem, re.compile(stem + "j"), stem) for stem in _STEMS_WITH_J),
)
"""What bokmål has in a word, what nynorsk has there, and what it may have in its place."""
_LONG = 7
"""Letters from which on what bokmål has too is the same word there: *skoleveg*, but not *høyre*."""


def in_two_ways(word: str, kin: str) -> frozenset[str]:
    """The other ways in which a nynorsk kin of a bokmål word may be written."""
    ways = {kin}
    for bokmal, pattern, into in _TWO_WAYS:
        if bokmal in word:
            ways |= {pattern.sub(into, way) for way in ways}
    return frozenset(way for way in ways - {word, kin} if len(way) >= _LONG or not lexicon.known_in("nb", way))
