"""Whether the text of a page can be read: some PDFs show letters and hold something else."""

import re
from collections.abc import Callable, Sequence
from itertools import islice

from kodetre.language.standards import FUNCTION_WORDS

_TOKEN = re.compile(r"[^\W\d_]+")
_FEWEST = 40
"""Words that a page must have to be judged."""
_MOST_ODD = 0.10
"""The share of characters that no font should give: private use, unassigned, replacement."""
_ODD = re.compile("[\x00-\x01\x03-\x08\x0e-\x1f\ue000-\uf8ff\ufff0-\ufffd\U000f0000-\U0010ffff]+")
_SAMPLE = 120
"""Words from the beginning that mostly tell that a page is all right."""
_LONGEST_MEAN = 18.0
"""Mean letters of a word over which the spaces are missing."""
_FEWEST_SMALL_WORDS = 0.06
_FEWEST_KNOWN = 0.15
_VOWELS = "aeiouyæøåäöáàâãéèêëíïóôúüýąęų"
_HARSH = re.compile(f"[^{_VOWELS}]{{4}}|^[^{_VOWELS}]+$")
_MOST_HARSH = 0.17
"""The share of longer words with four consonants in a row: 0.06 in bokmål, 0.11 in Polish, 0.21 to 0.84 when every letter
stands for another of the alphabet."""


def illegible(text: str, known: Callable[[str], bool]) -> bool:
    """Whether a page's text is garbage: odd characters, no spaces, or letters of which hardly any word makes sense.

    A text in a language that the word list does not know (Sami, Polish) is spelled so that it can be spoken, and is left alone.
    The word list is asked only where the small words that every text is full of are missing, which is seldom.
    """
    odd = sum(map(len, _ODD.findall(text))) if _ODD.search("".join(set(text))) else 0
    if odd and len(text) - text.count(" ") >= _FEWEST and odd > _MOST_ODD * (len(text) - text.count(" ")):
        return True
    start = [match[0].lower() for match in islice(_TOKEN.finditer(text), _SAMPLE)]
    if _is_text(start):
        return False
    words = [match[0].lower() for match in _TOKEN.finditer(text)]
    letters = sum(map(len, words))
    if letters > 5 * _FEWEST and letters > _LONGEST_MEAN * len(words):
        return True
    if len(words) < _FEWEST or _is_text(words):
        return False
    spelled = "".join(words)
    if not spelled.isascii() and sum(letter < "\u0250" for letter in spelled) < 0.5 * letters:
        return False  # another script
    longer = [word for word in words if len(word) > 3]
    if len(longer) < _FEWEST // 2 or sum(_HARSH.search(word) is not None for word in longer) < _MOST_HARSH * len(
        longer
    ):
        return False
    return sum(map(known, longer)) < _FEWEST_KNOWN * len(longer)


def _is_text(words: Sequence[str]) -> bool:
    """Whether there are small words among these, as in every text, and spaces between them."""
    small = sum(word in FUNCTION_WORDS for word in words)
    return (
        len(words) >= _FEWEST and small >= _FEWEST_SMALL_WORDS * len(words) and sum(map(len, words)) < 10 * len(words)
    )
