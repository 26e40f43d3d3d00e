"""What a learner sees of a text: for each unit of coding its lemmas and the parts of its compounds, as numbers.

Words that inflect alike count as one, and *tilskuddsordning* counts as itself, as *tilskudd* and as *ordning*: with some
tens of answers to learn from, that is worth more than the plain words.
"""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kodetre.language import lexicon
from kodetre.matching.index import Index, IndexedDocument
from kodetre.suggestions.units import CodingUnits

Whole = NDArray[np.int64]
Real = NDArray[np.float64]
Words = tuple[Whole, Whole]
"""Words of a corpus: for each the number of the unit that it counts for, and that of its form."""

_SHORTEST_PART = 3
_SHORTEST_LAST = 4
_FEWEST_UNITS = 2
"""A term in a single unit says nothing about any other."""
_HEADING = "§"
"""Before the terms of the headings that a unit stands under: they are told from those of its own words."""


def terms_of(form: str, lemma: str = "", words: Container[str] | None = None) -> tuple[str, ...]:
    """The terms of a word: its lemma (the one given, else the word lists'), and the parts where it is a compound. None for
    numbers and single letters.

    With `words` a compound is only divided before one of these: asking a corpus first spares most questions to the word lists.
    """
    small = form.lower()
    if len(small) < 2 or not (small.isalpha() or any(map(str.isalpha, small))):
        return ()
    base = lemma or lexicon.lemma_of(small)
    return base, *_parts(base, words)


def _parts(word: str, words: Container[str] | None) -> tuple[str, ...]:
    """The two parts of a compound, as lemmas, divided where the last part is longest; none where it is none."""
    first, _, last = word.partition("-") if "-" in word else (word, "", "")
    if len(first) >= 2 and len(last) >= _SHORTEST_PART:
        return first, lexicon.lemma_of(last)
    for cut in range(_SHORTEST_PART, len(word) - _SHORTEST_LAST + 1):
        last = word[cut:]
        may_be = words is None or last in words
        if may_be and lexicon.known(last) and (first := _first_part(word[:cut])):
            return first, lexicon.lemma_of(last)
    return ()


def _first_part(letters: str) -> str:
    """The word that stands before the last part, without the -s- or -e- that links them; empty where it is none."""
    if lexicon.is_lemma(letters):
        return letters
    unlinked = letters[:-1]
    is_linked = letters[-1] in "se" and len(unlinked) >= _SHORTEST_PART
    return unlinked if is_linked and lexicon.is_lemma(unlinked) else ""


@dataclass(frozen=True, slots=True)
class FormTerms:
    """The terms of each form of an index: form *f* has `term[begin[f]:begin[f + 1]]`, its lemma first; none where it stands
    in no unit.
    """

    begin: Whole
    term: Whole

    def pairs(self, unit: Whole, form: Whole) -> Whole:
        """Units and terms, a row each, for words given as units and forms."""
        counts = np.diff(self.begin)[form]
        ends = np.cumsum(counts)
        size = int(ends[-1]) if len(ends) else 0
        places = np.arange(size) + np.repeat(self.begin[form] - (ends - counts), counts)
        return np.stack((np.repeat(unit, counts), self.term[places]))

    def lemma(self, form: int) -> int:
        """The number of a form's lemma, for a form that has terms."""
        return int(self.term[self.begin[form]])

    def summed(self, weights: Real) -> Real:
        """For each form the sum of the weights of its terms, `weights` having one for each term."""
        counts = np.diff(self.begin)
        return summed(np.repeat(np.arange(len(counts)), counts), weights[self.term], len(counts))


NO_FORMS = FormTerms(np.zeros(1, np.int64), np.empty(0, np.int64))


@dataclass(frozen=True, slots=True)
class UnitTerms:
    """Units of coding in the order of the corpus, with the terms of each, weighted (tf-idf, each unit of length 1).

    Unit *u* has the terms `term[begin[u]:begin[u + 1]]` with the weights in the same places of `weight`; `names[t]` is term
    *t*, with § before it where it is of a heading above. `of_forms` has the terms of words outside headings.
    """

    names: tuple[str, ...]
    begin: Whole
    term: Whole
    weight: Real
    of_forms: FormTerms = NO_FORMS

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

    def strength_of_forms(self, speaks: Real) -> Real:
        """How much each form of the index speaks for something, given how much each term does: the sum over its terms, rare
        ones counting more.
        """
        spread = np.bincount(self.term, minlength=len(self.names))
        rarity = np.log(max(1, self.size) / np.maximum(spread, 1))
        return self.of_forms.summed(rarity * speaks)

    def of(self, units: Whole) -> "UnitTerms":
        """Some units alone, in the order given."""
        counts = np.diff(self.begin)[units]
        begin = np.concatenate(([0], np.cumsum(counts)))
        places = np.arange(begin[-1]) + np.repeat(self.begin[:-1][units] - begin[:-1], counts)
        return UnitTerms(self.names, begin, self.term[places], self.weight[places], self.of_forms)


def summed(place: Whole, amount: Real, size: int) -> Real:
    """The amounts summed up by their place, `size` sums."""
    return np.asarray(np.bincount(place, amount, size), np.float64)


def unit_terms(index: Index, units: Sequence[CodingUnits]) -> UnitTerms:
    """The terms of all units; `units` has those of each document of the index, in its order."""
    inside: list[Words] = []
    above: list[Words] = []
    first = 0
    for indexed, of_document in zip(index.documents, units, strict=True):
        inside.append(_words_in_units(indexed, of_document, first))
        above.append(_words_of_headings(indexed, of_document, first))
        first += len(of_document.spans)
    numbers: dict[str, int] = {}
    unit, form = _joined(inside)
    unit_above, form_above = _joined(above)
    names = _names_of_forms(index, np.concatenate((form, form_above)))
    of_forms = _terms_of_forms(names, form, numbers, "")
    own = of_forms.pairs(unit, form)
    of_headings = _terms_of_forms(names, form_above, numbers, _HEADING).pairs(unit_above, form_above)
    width = max(1, len(numbers))
    pairs = np.concatenate((own, of_headings), axis=1)
    distinct, count = np.unique(pairs[0] * width + pairs[1], return_counts=True)
    return _weighted(tuple(numbers), first, distinct, count, of_forms)


def _joined(words: Sequence[Words]) -> Words:
    """The words of all documents one after the other."""
    empty = np.empty(0, np.int64)
    unit = np.concatenate([empty, *(units for units, _ in words)])
    form = np.concatenate([empty, *(forms for _, forms in words)])
    return unit, form


def _names_of_forms(index: Index, occurring: Whole) -> list[tuple[str, ...]]:
    """The terms of each form of the index by their names; none for a form that does not occur."""
    forms = np.unique(occurring)
    question = f"terms {blake2b(forms.tobytes(), digest_size=16).hexdigest()}"
    names: list[tuple[str, ...]] = [()] * len(index.forms)
    if (noted := index.recall_text(question)) is not None:
        for form, own in zip(forms.tolist(), noted.split("\n"), strict=bool(len(forms))):
            names[form] = tuple(own.split("\t")) if own else ()
        return names
    words = frozenset(form.lower() for form in index.forms)
    for form in forms.tolist():
        terms = terms_of(index.forms[form], index.lemmas[form] if index.lemmas else "", words)
        names[form] = tuple(dict.fromkeys(terms))
    index.note_text(question, "\n".join("\t".join(names[form]) for form in forms.tolist()))
    index.keep_notes()
    return names


def _terms_of_forms(
    names: Sequence[tuple[str, ...]], occurring: Whole, numbers: dict[str, int], prefix: str
) -> FormTerms:
    """The terms of the forms that occur; new terms get the next of the `numbers`."""
    counts = np.zeros(len(names) + 1, np.int64)
    terms: list[int] = []
    for form in np.unique(occurring).tolist():
        terms += [numbers.setdefault(prefix + name, len(numbers)) for name in names[form]]
        counts[form + 1] = len(names[form])
    return FormTerms(np.cumsum(counts), np.array(terms, np.int64))


def _words_in_units(indexed: IndexedDocument, units: CodingUnits, first: int) -> Words:
    """The words that stand in a unit; `first` is the number of the document's first unit."""
    starts = np.array([span.start for span in units.spans], np.int64)
    ends = np.array([span.end for span in units.spans], np.int64)
    if not len(starts):
        return np.empty(0, np.int64), np.empty(0, np.int64)
    place = np.searchsorted(starts, indexed.start.astype(np.int64), side="right") - 1
    inside = (place >= 0) & (indexed.end <= ends[np.maximum(place, 0)])
    return place[inside] + first, indexed.form[inside].astype(np.int64)


def _words_of_headings(indexed: IndexedDocument, units: CodingUnits, first: int) -> Words:
    """The words of the headings above each unit; `first` is the number of the document's first unit."""
    trails = list(chain.from_iterable(units.headings))
    unit_of_trail = np.repeat(np.arange(len(units.spans)), [len(headings) for headings in units.headings])
    starts = np.array([heading.start for heading in trails], indexed.start.dtype)
    ends = np.array([heading.end for heading in trails], indexed.start.dtype)
    begin, end = np.searchsorted(indexed.start, starts), np.searchsorted(indexed.start, ends)
    counts = end - begin
    places = np.arange(counts.sum()) + np.repeat(begin - (np.cumsum(counts) - counts), counts)
    return np.repeat(unit_of_trail, counts) + first, indexed.form[places].astype(np.int64)


def _weighted(names: tuple[str, ...], size: int, distinct: Whole, count: Whole, of_forms: FormTerms) -> UnitTerms:
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
    return UnitTerms(names, begin, term, weight, of_forms)
