"""What tells a name from an ordinary word: how documents write it, the word lists, and what is known of names. Pure.

A capital inside a sentence speaks for a name; at the beginning of one, of an item or of a cell it says nothing. A word that is
in a word list, or that divides into such words, or that documents write small, is a name only where they write it with a capital
inside sentences more often than small.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kodetre.actors.kinds import ORGANISATION_WORD, SURE_WORD
from kodetre.actors.words import Word, sentences_of, split, words_of
from kodetre.language.lexicon import known
from kodetre.language.splits import borders
from kodetre.model.documents import Document

_SHOUTED = 5
"""Letters from which an ordinary word in capitals is one that is shouted, and no acronym."""
_SMALL_END = re.compile(r".*-[a-zæøåäöáš]{2,}")
"""AKAN-kontakten: what is called after a name."""
_PLACE_END = re.compile(
    r".+(?:fjorde?n?|dale?n?|vika?|nese?t?|sunde?t?|berge?t?|bygda?|stad|haug|lande?t?|strand|øya?|vanne?t?|vatne?t?|elva?|bru"
    r"|havn|hamn|borg|sjøen|set|seter|sæter|heim|rud|ås|lia?|moe?n?|bakken?|rike)"
)
"""How names of places end, whose parts are words."""
_LEAST_PART = 4
_OFTEN, _MORE = 2, 3
"""How often ordinary words must have a capital inside a sentence to be a name, and how much more often than none."""
_NUMBERED = re.compile(r"[^\W\d_]{1,3}-?\d[\w-]*", re.IGNORECASE)
"""E39, CO2, IS-1742."""
_NOBODY = frozenset(
    "AS ASA IKS KF HF HMS IKT IT ID PC TV OL VM KI AI TWh KWh GWh kWh MW GW GMO NOU BNP HIV AIDS "
    "Meld St Prop Innst Ot Prp Rt Kap Jf Mfl".split()
)
"""What is written in capitals and is nobody, and what laws and papers of parliament are cited with."""
_LAW = re.compile(r".{3,}(?:loven|lova|lovens|forskriften|forskrifta|konvensjonen|direktivet)")


@dataclass(frozen=True, slots=True)
class Written:
    """What documents tell of words."""

    small: Mapping[str, int]
    """How often a word is written small."""
    inside: Mapping[str, int]
    """How often words with capitals, one after another, stand inside a sentence."""
    pairs: frozenset[str]
    """Two words after one another, both written small."""
    names: frozenset[str] = frozenset()
    """What is a name for other reasons: lists of the documents, the register of municipalities, what the user says."""
    long_names: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    """Those of several words, as words, by the first of them; the longest first."""

    def is_ordinary(self, word: str) -> bool:
        """Whether it is a word that is no name by itself."""
        lower = word.lower()
        for form in (lower, lower.removesuffix("s")):
            if form in self.small or known(form):
                return True
        return bool(borders(lower)) and _PLACE_END.fullmatch(lower) is None

    def is_known(self, word: str) -> bool:
        """Whether it is a name for other reasons than how it is written, also in the genitive."""
        return word in self.names or word.removesuffix("s") in self.names

    def is_mostly_capital(self, word: str) -> bool:
        """Whether an ordinary word has a capital inside sentences so often that it is a name: Rødt."""
        inside, small = self.inside.get(word, 0), self.small.get(word.lower(), 0)
        return inside > _MORE * small and (small == 0 or inside >= _OFTEN)

    def is_name(self, word: Word, following: Word | None, *, running: bool) -> bool:
        """Whether a single word with a capital is a name."""
        text = word.text
        if self.is_known(text) or SURE_WORD.fullmatch(text):
            return True
        if _SMALL_END.fullmatch(text) or _NUMBERED.fullmatch(text) or _LAW.fullmatch(text) or text in _NOBODY:
            return False
        if text.isupper() and len(text) > 1:
            return len(text) < _SHOUTED or not self.is_ordinary(text)
        if ORGANISATION_WORD.fullmatch(text) and text.lower() not in self.small:
            return True
        if self.is_ordinary(text):
            return self.is_mostly_capital(text)
        if not word.first or text in self.inside:
            return True
        goes_on = following is not None and following.close and not following.is_capital
        return running and goes_on and not _ends_as_a_word(text.lower())

    def is_phrase(self, words: list[Word]) -> bool:
        """Whether several words with capitals after one another are a name, none of which may be one by itself."""
        phrase = " ".join(word.text for word in words)
        if phrase in self.names:
            return True
        capitals = [word.text for word in words if word.is_capital]
        if not words[-1].is_capital and len(capitals) == 1 and self.is_mostly_capital(capitals[0]):
            return True
        ordinary = [text for text in capitals if not self.is_known(text) and self.is_ordinary(text)]
        if all(text.isupper() for text in capitals):
            return not any(len(text) >= _SHOUTED for text in ordinary)
        if len(ordinary) < len(capitals):
            return True
        least = _OFTEN if all(text.lower() in self.small for text in capitals) else 1
        return self.inside.get(phrase, 0) >= least and " ".join(capitals[:2]).lower() not in self.pairs


def _ends_as_a_word(lower: str) -> bool:
    """Whether a word that nobody knows ends in one that the lists have: Naloksonspray."""
    if _PLACE_END.fullmatch(lower):
        return False
    return any(known(lower[cut:]) for cut in range(2, len(lower) - _LEAST_PART + 1))


def written_in(documents: Iterable[Document], names: Iterable[str] = ()) -> Written:
    """How words are written in documents; `names` are what is known to be names."""
    small: Counter[str] = Counter()
    inside: Counter[str] = Counter()
    pairs: set[str] = set()
    for document in documents:
        for sentence in sentences_of(document):
            words = words_of(document.text, sentence.span)
            before = None
            for place, word in enumerate(words):
                if not word.is_capital:
                    small[word.text] += 1
                    if before is not None and not before.is_capital:
                        pairs.add(f"{before.text} {word.text}")
                elif sentence.running and not word.first and before is not None and _is_inside(before, word):
                    inside[_run(words, place)] += 1
                before = word
    known_as_names = frozenset(names)
    return Written(small, inside, frozenset(pairs), known_as_names, _by_first_word(known_as_names))


def _by_first_word(names: Iterable[str]) -> dict[str, tuple[tuple[str, ...], ...]]:
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(split(name))
        if len(words) > 1:
            by_first.setdefault(words[0], []).append(words)
    return {first: tuple(sorted(listed, key=lambda words: (-len(words), words))) for first, listed in by_first.items()}


def _is_inside(before: Word, word: Word) -> bool:
    """Whether a capital stands after a small word, or after a comma."""
    return word.between == "," or (word.close and not before.is_capital and not before.text.isdigit())


def _run(words: list[Word], place: int) -> str:
    """The words with capitals that begin at a place."""
    after = place + 1
    while after < len(words) and words[after].close and words[after].is_capital:
        after += 1
    return " ".join(word.text for word in words[place:after])
