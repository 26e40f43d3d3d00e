"""What a learner sees of a text: for each unit of coding its lemmas and the parts of its compounds, as numbers.

Words that inflect alike count as one, and *tilskuddsordning* counts as itself, as *tilskudd* and as *ordning*: with some
tens of answers to learn from, that is worth more than the plain words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from kodetre.language import lexicon
from kodetre.matching.index import Index, IndexedDocument
from kodetre.suggestions.keywords import CodingUnits

Whole = NDArray[np.int64]
Real = NDArray[np.float64]

_SHORTEST_PART = 3
_SHORTEST_LAST = 4
_FEWEST_UNITS = 2
"""A term in a single unit says nothing about any other."""
_HEADING = "§"
"""Before the terms of the headings that a unit stands under: they are told from those of its own words."""


@lru_cache(maxsize=100_000)
def terms_of(form: str, lemma: str = "") -> tuple[str, ...]:
    """The terms of a word: its lemma (the one given, else the word lists'), and the parts where it is a compound. None for
    numbers and single letters.
    """
    small = form.lower()
    if len(small) < 2 or not any(map(str.isalpha, small)):
        return ()
    base = lemma or _lemma(small)
    return base, *_parts(base)


def _lemma(form: str) -> str:
    """One of the lemmas that the word lists give a form, itself where it is one; always the same one."""
    lemmas = lexicon.lemmas(form)
    return form if form in lemmas else min(lemmas, default=form)


def _parts(word: str) -> tuple[str, ...]:
    """The two parts of a compound, as lemmas, divided where the last part is longest; none where it is none."""
    first, hyphen, last = word.partition("-")
    if hyphen and len(first) >= 2 and len(last) >= _SHORTEST_PART:
        return first, _lemma(last)
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_LAST + 1):
        last = word[cut:]
        if lexicon.known(last) and (first := _first_part(word[:cut])):
            return first, _lemma(last)
    return ()


def _first_part(letters: str) -> str:
    """The word that stands before the last part, without the -s- or -e- that links them; empty where it is none."""
    if lexicon.is_lemma(letters):
        return letters
    unlinked = letters[:-1]
    is_linked = letters[-1] in "se" and len(unlinked) >= _SHORTEST_PART
    return unlinked if is_linked and lexicon.is_lemma(unlinked) else ""


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """Units of coding in the order of the corpus, with the terms of each, weighted (tf-idf, each unit of length 1).

    Unit *u* has the terms `term[begin[u]:begin[u + 1]]` with the weights in the same places of `weight`; `names[t]` is term
    *t*, with § before it where it is of a heading above.
    """

    names: tuple[str, ...]
    begin: Whole
    term: Whole
    weight: Real

    @property
    def size(self) -> int:
        """How many units."""
        return len(self.begin) - 1

    @property
    def unit(self) -> Whole:
        """The unit that each entry of `term` belongs to."""
        return np.repeat(np.arange(self.size), np.diff(self.begin))

    def times(self, weights: Real) -> Real:
        """For each unit the sum of the weights of its terms, `weights` having one for each term."""
        return summed(self.unit, self.weight * weights[self.term], self.size)

    def of(self, units: Whole) -> "UnitTerms":
        """Some units alone, in the order given."""
        counts = np.diff(self.begin)[units]
        begin = np.concatenate(([0], np.cumsum(counts)))
        places = np.arange(begin[-1]) + np.repeat(self.begin[:-1][units] - begin[:-1], counts)
        return UnitTerms(self.names, begin, self.term[places], self.weight[places])


def summed(place: Whole, amount: Real, size: int) -> Real:
    """The amounts summed up by their place, `size` sums."""
    return np.asarray(np.bincount(place, amount, size), np.float64)


def unit_terms(index: Index, units: Sequence[CodingUnits]) -> UnitTerms:
    """The terms of all units; `units` has those of each document of the index, in its order."""
    numbers: dict[str, int] = {}
    own = _TermsOfForms(index, numbers, "")
    above = _TermsOfForms(index, numbers, _HEADING)
    pairs: list[Whole] = []
    first = 0
    for indexed, of_document in zip(index.documents, units, strict=True):
        unit, form = _forms_in_units(indexed, of_document)
        pairs.append(own.pairs(unit + first, form))
        unit, form = _forms_in_headings(indexed, of_document)
        pairs.append(above.pairs(unit + first, form))
        first += len(of_document.spans)
    width = max(1, len(numbers))
    combined = np.concatenate(pairs, axis=1) if pairs else np.empty((2, 0), np.int64)
    distinct, count = np.unique(combined[0] * width + combined[1], return_counts=True)
    return _weighted(tuple(numbers), first, distinct, count)


class _TermsOfForms:
    """The numbers of the terms of each form of an index, looked up when a form is first met."""

    def __init__(self, index: Index, numbers: dict[str, int], prefix: str) -> None:
        self._index = index
        self._numbers = numbers
        self._prefix = prefix
        self._known: dict[int, Whole] = {}

    def pairs(self, unit: Whole, form: Whole) -> Whole:
        """Units and terms, one column each, for words given as units and forms."""
        if not len(form):
            return np.empty((2, 0), np.int64)
        distinct, which = np.unique(form, return_inverse=True)
        terms = [self._of(number) for number in distinct.tolist()]
        sizes = np.array([len(numbers) for numbers in terms])
        flat = np.concatenate(terms)
        begins = np.cumsum(sizes) - sizes
        counts = sizes[which]
        ends = np.cumsum(counts)
        places = np.arange(ends[-1]) + np.repeat(begins[which] - (ends - counts), counts)
        return np.stack((np.repeat(unit, counts), flat[places]))

    def _of(self, form: int) -> Whole:
        known = self._known.get(form)
        if known is None:
            lemma = self._index.lemmas[form] if self._index.lemmas else ""
            names = (self._prefix + term for term in dict.fromkeys(terms_of(self._index.forms[form], lemma)))
            known = np.array([self._numbers.setdefault(name, len(self._numbers)) for name in names], np.int64)
            self._known[form] = known
        return known


def _forms_in_units(indexed: IndexedDocument, units: CodingUnits) -> tuple[Whole, Whole]:
    """For each word that stands in a unit the unit's number in the document, and the word's form."""
    starts = np.array([span.start for span in units.spans], np.int64)
    ends = np.array([span.end for span in units.spans], np.int64)
    if not len(starts):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    place = np.searchsorted(starts, indexed.start.astype(np.int64), side="right") - 1
    inside = (place >= 0) & (indexed.end <= ends[np.maximum(place, 0)])
    return place[inside], indexed.form[inside].astype(np.int64)


def _forms_in_headings(indexed: IndexedDocument, units: CodingUnits) -> tuple[Whole, Whole]:
    """For each word of a heading above a unit the unit's number in the document, and the word's form."""
    unit_numbers: list[Whole] = []
    forms: list[Whole] = []
    for number, headings in enumerate(units.headings):
        for heading in headings:
            first, last = np.searchsorted(indexed.start, (heading.start, heading.end))
            forms.append(indexed.form[first:last].astype(np.int64))
            unit_numbers.append(np.full(last - first, number, np.int64))
    if not forms:
        return np.empty(0, np.int64), np.empty(0, np.int64)
    return np.concatenate(unit_numbers), np.concatenate(forms)


def _weighted(names: tuple[str, ...], size: int, distinct: Whole, count: Whole) -> UnitTerms:
    """Weights (1 + log tf) · log(N / df), units brought to length 1; terms of a single unit are left out."""
    width = max(1, len(names))
    unit, term = np.divmod(distinct, width)
    spread = np.bincount(term, minlength=width)
    kept = spread[term] >= _FEWEST_UNITS
    unit, term, count = unit[kept], term[kept], count[kept]
    weight = (1 + np.log(count)) * np.log(max(1, size) / spread[term])
    length = np.sqrt(summed(unit, weight**2, size))
    weight = weight / np.maximum(length, 1e-12)[unit]
    begin = np.concatenate(([0], np.cumsum(np.bincount(unit, minlength=size))))
    return UnitTerms(names, begin, term, weight)
