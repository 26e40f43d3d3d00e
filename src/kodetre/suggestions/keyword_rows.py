"""Hits of a codebook's keywords gathered to the units of coding they stand in, as rows of numbers. Pure.

A suggestion is made of a row when it is shown; everything that is counted, sorted or left out is so over the numbers.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, partial

import numpy as np
from numpy.typing import NDArray

from kodetre.codebook.tree import Code
from kodetre.i18n.message import msg_of, translatable
from kodetre.language.spelling import fold
from kodetre.matching.everywhere import Keys, at, reaches_further, widest_first
from kodetre.matching.find import Matcher
from kodetre.matching.index import Numbers, Stretches
from kodetre.matching.patterns import words_in
from kodetre.model.documents import Span
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.suggestions.units import UnitArrays

HEADING_SHARE = 0.5
"""What a keyword in a heading above counts, as a share of its rarity."""
_DECIMALS = 3
_ALMOST_HALF = 1e-6

Real = NDArray[np.float64]
Flags = NDArray[np.bool_]
Whole = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KeywordHits:
    """The hits of a code's keywords in the order of the corpus, words that several of them hit once; and of each hit the place of
    its keyword among those of the code.
    """

    places: Stretches
    keyword: Numbers

    def some(self, which: NDArray[np.generic]) -> "KeywordHits":
        """Some of them."""
        return KeywordHits(self.places.some(which), self.keyword[which])


@dataclass(frozen=True, slots=True)
class CodeRows:
    """What the keywords of a code suggest: a row for each unit that they hit, in the order of the corpus.

    `unit` is the unit's number, `score` the sum of its keywords' rarities, `different` how many they are, `above` whether one of
    them stands in a heading above too. The hits of row *r* are those from `first[r]` to `first[r + 1]`; `from_above` has
    `row * keywords + keyword` for each keyword that stands in a heading above too, in order; `spread` in how many units each is.

    A large corpus has millions of rows, so numbers that can have 32 bits have no more.
    """

    code: Code
    unit: Numbers
    score: Real
    different: Numbers
    above: Flags
    first: Numbers
    start: Numbers
    end: Numbers
    keyword: Numbers
    from_above: Keys
    spread: Whole

    def __len__(self) -> int:
        return len(self.unit)

    def hits_of(self, keyword: int) -> tuple[Numbers, Numbers, Numbers]:
        """The hits of one of the keywords in units, in order: the unit, where it begins and where it ends."""
        own = np.flatnonzero(self.keyword == keyword)
        row = np.searchsorted(self.first, own, side="right") - 1
        return self.unit[row], self.start[own], self.end[own]


class UnitFinder:
    """The units of coding of a corpus, to be asked which one stretches of the documents stand in."""

    def __init__(self, arrays: UnitArrays) -> None:
        self.arrays = arrays
        self.document = np.repeat(np.arange(len(arrays.first) - 1, dtype=np.uint32), arrays.sizes)
        """The place of the document of each unit."""
        self._ends = at(self.document, arrays.end)

    @property
    def size(self) -> int:
        """How many units there are."""
        return len(self.document)

    def units(self, places: Stretches) -> tuple[Whole, Flags]:
        """For each of some stretches the unit that it may stand in, and whether it stands in it, all of it."""
        if not self.size:
            return np.zeros(len(places), np.int64), np.zeros(len(places), bool)
        unit = np.searchsorted(self._ends, at(places.document, places.start), side="right")
        there = unit < self.size
        unit[~there] = 0
        inside: Flags = there & (self.document[unit] == places.document)
        inside &= (self.arrays.start[unit] <= places.start) & (places.end <= self.arrays.end[unit])
        return unit, inside


def hits_of(code: Code, matcher: Matcher) -> KeywordHits:
    """Where a code's keywords hit; words that several of them hit are one hit, of the keyword that takes most of them.
    Raises NoParts, SlowKeyword.
    """
    number: dict[str, int] = {}
    places: list[Stretches] = []
    for keyword in code.keywords:
        number.setdefault(keyword.written, len(number))
        hits = keyword.everywhere(matcher)
        places.append(hits.some(_counted(hits, matcher, code.but_not)) if code.but_not else hits)
    numbers = np.array([number[keyword.written] for keyword in code.keywords], np.uint32)
    every = KeywordHits(Stretches.joined(places), np.repeat(numbers, np.array([len(own) for own in places], np.int64)))
    every = every.some(widest_first(every.places))
    return every.some(reaches_further(every.places)) if len(every.keyword) else every


def _counted(hits: Stretches, matcher: Matcher, but_not: frozenset[str]) -> Flags:
    """Which hits are on other words than those that the code leaves out."""
    index = matcher.index
    counted = np.ones(len(hits), bool)
    rows = zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
    for row, (document, start, end) in enumerate(rows):
        written = index.documents[document].written(Span(start, end), index.forms)
        counted[row] = written.lower() not in but_not
    return counted


def rows_of(code: Code, hits: KeywordHits, units: UnitFinder) -> CodeRows:
    """The units that hits stand in, with their scores.

    The score of a unit is the sum over its different keywords of their rarity, 1 - log(1 + units with it) / log(2 + all units),
    0 to 1 each; a keyword that also stands in a heading above counts half as much again.
    """
    unit, inside = units.units(hits.places)
    own, unit = hits.some(inside), unit[inside]
    begins = np.flatnonzero(np.concatenate(([True], unit[1:] != unit[:-1]))) if len(unit) else np.empty(0, np.int64)
    first = np.concatenate((begins, [len(unit)]))
    row = np.repeat(np.arange(len(begins)), np.diff(first))
    size = len(code.keywords)
    pairs, met = np.unique(row * size + own.keyword, return_index=True)
    pairs = pairs[np.argsort(met, kind="stable")]  # of each row in the order in which its keywords first hit
    pair_row, pair_keyword = np.divmod(pairs, max(1, size))
    spread = np.bincount(pair_keyword, minlength=size)
    rarity = np.array([1 - math.log(1 + count) / math.log(2 + units.size) for count in spread.tolist()])
    in_headings = _in_headings(hits.some(~inside), unit[begins], units, size)
    from_above = np.intersect1d(pairs, in_headings)
    is_above = np.isin(pairs, from_above)
    weight = rarity[pair_keyword] * (1 + HEADING_SHARE * is_above) if len(pairs) else np.empty(0)
    above = np.zeros(len(begins), bool)
    above[pair_row[is_above]] = True
    return CodeRows(
        code=code,
        unit=unit[begins].astype(np.uint32),
        score=_rounded(np.asarray(np.bincount(pair_row, weight, len(begins)), float)),
        different=np.bincount(pair_row, minlength=len(begins)).astype(np.uint32),
        above=above,
        first=first.astype(np.uint32),
        start=own.places.start,
        end=own.places.end,
        keyword=own.keyword,
        from_above=from_above,
        spread=spread,
    )


def _in_headings(elsewhere: KeywordHits, unit: Whole, units: UnitFinder, keywords: int) -> Keys:
    """For some units, by row, `row * keywords + keyword` of what hits in the headings above; in any order, some twice."""
    arrays, places = units.arrays, elsewhere.places
    first = arrays.first_heading.astype(np.int64)
    if not len(places) or not len(unit):
        return np.empty(0, np.int64)
    row, heading = _expanded(first[unit], first[unit + 1])
    document = units.document[unit][row]
    begin = np.searchsorted(at(places.document, places.start), at(document, arrays.heading_start[heading]))
    end = np.searchsorted(at(places.document, places.end), at(document, arrays.heading_end[heading]), side="right")
    which, hit = _expanded(begin, np.maximum(begin, end))
    keys: Keys = row[which] * keywords + elsewhere.keyword[hit]
    return keys


def _expanded(begin: Whole, end: Whole) -> tuple[Whole, Whole]:
    """Ranges of numbers in a row: which range each number is of, and the number."""
    counts = end - begin
    ends = np.cumsum(counts)
    which = np.repeat(np.arange(len(counts)), counts)
    return which, np.arange(len(which)) + (begin - (ends - counts))[which]


def _rounded(score: Real) -> Real:
    """Scores as `round` rounds them: NumPy multiplies first, which tells where a score stands almost between two."""
    rounded: Real = np.round(score, _DECIMALS)
    scaled = score * 10**_DECIMALS
    for place in np.flatnonzero(np.abs(scaled - np.floor(scaled) - 0.5) < _ALMOST_HALF).tolist():
        rounded[place] = round(float(score[place]), _DECIMALS)
    return rounded


class RowMaker:
    """Makes suggestions of the rows of a code."""

    def __init__(self, rows: CodeRows, matcher: Matcher, units: UnitFinder) -> None:
        self._rows = rows
        self._matcher = matcher
        self._units = units
        self._written = tuple(dict.fromkeys(keyword.written for keyword in rows.code.keywords))
        self._kin = cache(self._forms_of_kin)

    def suggestion(self, row: int, probability: float) -> Suggestion:
        """The suggestion of a row."""
        rows, arrays = self._rows, self._units.arrays
        unit = int(rows.unit[row])
        place = int(self._units.document[unit])
        document = self._matcher.index.ids[place]
        own = slice(*rows.first[row : row + 2].tolist())
        columns = rows.start[own].tolist(), rows.end[own].tolist(), rows.keyword[own].tolist()
        hits = tuple(
            Hit(document, Span(start, end), self._written[keyword])
            for start, end, keyword in zip(*columns, strict=True)
        )
        span = Span(int(arrays.start[unit]), int(arrays.end[unit]))
        keywords = dict.fromkeys(hit.keyword for hit in hits)
        from_above = self._from_above(row)
        forms = self._forms(place, hits)
        reasons = tuple(self._reason(keyword, forms[keyword], above=keyword in from_above) for keyword in keywords)
        score, above = float(rows.score[row]), bool(rows.above[row])
        return Suggestion(document, span, rows.code.key, hits, score, reasons, probability, above)

    @cached_property
    def _spread(self) -> Mapping[str, int]:
        return dict(zip(self._written, self._rows.spread.tolist(), strict=False))

    def _from_above(self, row: int) -> frozenset[str]:
        size = len(self._rows.code.keywords)
        begin, end = np.searchsorted(self._rows.from_above, (row * size, (row + 1) * size)).tolist()
        return frozenset(self._written[key % size] for key in self._rows.from_above[begin:end].tolist())

    def _reason(self, keyword: str, form: str, *, above: bool) -> str:
        """Why a keyword speaks for a unit: how many of all units it hits, and whether it stands in a heading above."""
        if above:
            pattern = translatable("{keyword} (in {count} of {total}, and in a heading above)")
        else:
            pattern = translatable("{keyword} (in {count} of {total})")
        return msg_of(pattern, keyword=keyword + form, count=self._spread[keyword], total=self._units.size)

    def _forms(self, document: int, hits: Sequence[Hit]) -> dict[str, str]:
        """For each keyword the first words it hit, in quotation marks, where they are not the keyword itself; and whether they are
        its kin.
        """
        index = self._matcher.index
        written = partial(index.documents[document].written, forms=index.forms)
        forms: dict[str, str] = {}
        for hit in hits:
            if hit.keyword in forms:
                continue
            form = " ".join(written(hit.span).split())
            others = self._kin(hit.keyword)
            of_kin = next((others[word] for word in fold(form).split() if word in others), "")
            described = f" «{form}»" if form.casefold() != hit.keyword.casefold() else ""
            forms[hit.keyword] = f"{described} (kin: {of_kin})" if of_kin else described
        return forms

    def _forms_of_kin(self, written: str) -> Mapping[str, str]:
        """The forms that a keyword takes for the sake of the word's counterpart in the other written standard, with that word."""
        keyword = {keyword.written: keyword for keyword in self._rows.code.keywords}[written]
        kin: dict[str, str] = {}
        for word in words_in(keyword.pattern):
            kin.update((self._matcher.lower[number], other) for number, other in self._matcher.only_kin(word).items())
        return kin
