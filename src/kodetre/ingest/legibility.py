"""Whether the text of a page can be read: some PDFs show letters and hold something else."""

import re
import unicodedata
from collections.abc import Callable

from kodetre.language.standards import FUNCTION_WORDS

_TOKEN = re.compile(r"[^\W\d_]+")
_FEWEST = 40
"""Words that a page must have to be judged."""
_MOST_ODD = 0.10
"""The share of characters that no font should give: private use, unassigned, replacement."""
_LONGEST_MEAN = 18.0
"""Mean letters of a word over which the spaces are missing."""
_FEWEST_SMALL_WORDS = 0.02
_FEWEST_KNOWN = 0.15
_VOWELS = frozenset("aeiouyæøåäöáàâéèêëíïóôúüý")
_VOWEL_SHARE = (0.28, 0.55)
"""The share of vowels among the letters of languages written in Latin letters; a jumbled encoding falls outside."""


def illegible(text: str, known: Callable[[str], bool]) -> bool:
    """Whether a page's text is garbage: odd characters, no spaces, or letters of which hardly any word makes sense.

    A text in a language that the word list does not know (Sami, Polish) has vowels where they belong, and is left alone.
    The word list is asked only where the small words that every text is full of are missing, which is seldom.
    """
    shown = [letter for letter in text if not letter.isspace()]
    if len(shown) >= _FEWEST and sum(map(_odd, shown)) > _MOST_ODD * len(shown):
        return True
    words = [found[0].lower() for found in _TOKEN.finditer(text)]
    letters = sum(map(len, words))
    if letters > 5 * _FEWEST and letters > _LONGEST_MEAN * len(words):
        return True
    if len(words) < _FEWEST or sum(word in FUNCTION_WORDS for word in words) >= _FEWEST_SMALL_WORDS * len(words):
        return False
    vowels = sum(letter in _VOWELS for word in words for letter in word)
    if not "".join(words).isascii() and sum(letter < "\u0250" for word in words for letter in word) < 0.5 * letters:
        return False  # another script
    if _VOWEL_SHARE[0] * letters <= vowels <= _VOWEL_SHARE[1] * letters:
        return False
    longer = [word for word in words if len(word) > 2]
    return len(longer) >= _FEWEST and sum(map(known, longer)) < _FEWEST_KNOWN * len(longer)


def _odd(letter: str) -> bool:
    return letter >= "\u2fff" and (letter == "\ufffd" or unicodedata.category(letter) in ("Co", "Cn"))
