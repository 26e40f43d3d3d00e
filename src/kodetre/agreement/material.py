"""What coders have marked and read, laid out along one line of characters. Pure.

Documents follow one another on the line, so that one question to an array is one to all of them.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from kodetre.agreement.ratings import MISSING, Floats, Integers, Ratings
from kodetre.agreement.unit import TOLERANCE, Unit
from kodetre.agreement.unitizing import Continuum, Passages

_BETWEEN = 1
"""Characters between two documents on the line, so that nothing goes over from one into the next."""


@dataclass(frozen=True, slots=True)
class ReadDocument:
    """A document that is compared: how long it is, its units and its paragraphs as (start, end), none where the unit is the
    character; and the stretch that each coder has read, by name, for those who have read some of it.
    """

    id: str
    length: int
    units: Sequence[tuple[int, int]] | NDArray[np.integer]
    paragraphs: Sequence[tuple[int, int]] | NDArray[np.integer]
    read: Mapping[str, tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage of a document that a coder has given a code: [start, end)."""

    document: str
    coder: str
    code: str
    start: int
    end: int


@dataclass(frozen=True)
class Material:
    """Documents and marks on one line. Make it with `lay_out`."""

    coders: tuple[str, ...]
    unit: Unit
    tolerance: int
    base: Integers
    """Where each document begins on the line."""
    length: Integers
    unit_start: Integers
    unit_end: Integers
    unit_document: Integers
    paragraph_start: Integers
    read_start: Integers
    """Coders × documents; where a coder has read nothing of a document, the stretch is empty."""
    read_end: Integers
    code: NDArray[np.object_]
    coder: Integers
    start: Integers
    end: Integers

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return len(self.base)

    @cached_property
    def continuum(self) -> Continuum:
        """The stretches that all coders have read."""
        start, end = self.read_start.max(axis=0), self.read_end.min(axis=0)
        common = np.nonzero(start < end)[0]
        return Continuum(start[common], end[common], common, self.documents)

    def code_ratings(self, codes: Collection[str], by_paragraph: bool = False) -> Ratings:
        """Which units each coder has given one of some codes: 1 or 0. Clusters are documents, or paragraphs."""
        chosen = self._with_codes(codes)
        start, end, document = self._units(chosen)
        rated = np.stack([self._covered(coder, chosen, start, end) for coder in range(len(self.coders))]).astype(
            np.int64
        )
        return self._ratings(rated, 2, (start, end, document), by_paragraph)

    def value_ratings(
        self, values: Mapping[str, int], by_paragraph: bool = False
    ) -> tuple[Ratings, list[frozenset[int]]]:
        """Which value each coder has given each unit, with what each category stands for: a set of the values that `values` has for
        codes, empty where the coder gave none; several of them together are a value of their own.
        """
        chosen = self._with_codes(values)
        start, end, document = self._units(chosen)
        by_value = _by_value(values)
        numbers = list(by_value)
        masks = np.zeros((len(self.coders), len(start)), dtype=object if len(numbers) > _BITS else np.int64)
        for place, number in enumerate(numbers):
            own = self._with_codes(by_value[number])
            for coder in range(len(self.coders)):
                masks[coder] |= self._covered(coder, own, start, end).astype(masks.dtype) << place
        distinct, rated = np.unique(np.append(masks.reshape(-1), 0), return_inverse=True)
        sets = [_members(int(mask), numbers) for mask in distinct]
        shape = masks.shape
        rated = rated.reshape(-1)[:-1].reshape(shape).astype(np.int64)
        return self._ratings(rated, len(sets), (start, end, document), by_paragraph), sets

    def passages(self, codes: Collection[str]) -> Passages:
        """What each coder marked with one of some codes, as passages with the value 1; those that overlap are one."""
        chosen = self._with_codes(codes)
        parts = []
        for coder in range(len(self.coders)):
            start, end = self._merged(coder, chosen)
            parts.append((np.full(len(start), coder), start, end, np.ones(len(start), dtype=np.int64)))
        return Passages(*(np.concatenate(column) for column in zip(*parts, strict=True)))

    def value_passages(self, values: Mapping[str, int]) -> tuple[Passages, list[frozenset[int]]]:
        """The same with the values of codes; what has several values at once is a passage of a value of its own. A passage's
        value is the place of its set in the list, which begins with the empty one.
        """
        sets: dict[frozenset[int], int] = {frozenset(): 0}
        rows: list[tuple[int, int, int, int]] = []
        chosen = {number: self._with_codes(codes) for number, codes in _by_value(values).items()}
        for coder in range(len(self.coders)):
            merged = {number: self._merged(coder, own) for number, own in chosen.items()}
            edges = np.unique(np.concatenate([np.concatenate(pair) for pair in merged.values()]))
            inside = [_within(*pair, edges[:-1]) for pair in merged.values()]
            for place in range(len(edges) - 1):
                held = frozenset(number for number, has in zip(merged, inside, strict=True) if has[place])
                if held:
                    value = sets.setdefault(held, len(sets))
                    rows.append((coder, int(edges[place]), int(edges[place + 1]), value))
        columns = np.array(rows, dtype=np.int64).reshape(-1, 4)
        return Passages(*columns.T), list(sets)

    def excerpts_alike(self, codes: Collection[str]) -> tuple[Floats, Floats, Floats]:
        """Of two coders, for each document: how many passages with one of some codes both have, with both ends alike within the
        tolerance, and how many each has. Those that reach out of what both have read are left out.
        """
        chosen = self._with_codes(codes)
        counts = []
        merged = [self._in_common(*self._merged(coder, chosen)) for coder in (0, 1)]
        alike = _matched(merged[0], merged[1], self.tolerance)
        for start in (alike, merged[0][0], merged[1][0]):
            document = np.searchsorted(self.base, start, side="right") - 1
            counts.append(np.bincount(document, minlength=self.documents).astype(np.float64))
        return counts[0], counts[1], counts[2]

    def _in_common(self, start: Integers, end: Integers) -> tuple[Integers, Integers]:
        """The passages that overlap what all have read."""
        common = self.continuum
        if not len(common.start):
            return start[:0], end[:0]
        place = np.searchsorted(common.start, end - 1, side="right") - 1
        kept = (place >= 0) & (start < common.end[np.maximum(place, 0)])
        return start[kept], end[kept]

    def _with_codes(self, codes: Collection[str]) -> Integers:
        """The marks, by place, with one of some codes."""
        by_code = self._by_code
        places = [by_code[code] for code in dict.fromkeys(codes) if code in by_code]
        return np.sort(np.concatenate(places)) if places else np.zeros(0, dtype=np.int64)

    @cached_property
    def _by_code(self) -> dict[str, Integers]:
        places: dict[str, list[int]] = {}
        for place, code in enumerate(self.code):
            places.setdefault(str(code), []).append(place)
        return {code: np.array(own, dtype=np.int64) for code, own in places.items()}

    def _merged(self, coder: int, chosen: Integers) -> tuple[Integers, Integers]:
        """A coder's passages among some marks, in order; those that overlap are one."""
        own = chosen[self.coder[chosen] == coder]
        order = own[np.lexsort((self.end[own], self.start[own]))]
        start, end = self.start[order], self.end[order]
        if not len(start):
            return start, end
        reach = np.maximum.accumulate(end)
        first = np.concatenate([[True], start[1:] >= reach[:-1]])
        last = np.concatenate([first[1:], [True]])
        return start[first], reach[last]

    def _covered(self, coder: int, chosen: Integers, start: Integers, end: Integers) -> NDArray[np.bool_]:
        """Which units a coder's marks cover: more of them than the tolerance, or, of shorter ones, all but a character."""
        own_start, own_end = self._merged(coder, chosen)
        overlap = _length_before(own_start, own_end, end) - _length_before(own_start, own_end, start)
        least = 0 if self.unit in (Unit.character, Unit.word) else np.minimum(self.tolerance, end - start - 1)
        covered: NDArray[np.bool_] = overlap > least
        return covered

    def _units(self, chosen: Integers) -> tuple[Integers, Integers, Integers]:
        """The units with their documents; of characters, runs in which no coder begins or ends to mark or to read."""
        if self.unit is not Unit.character:
            return self.unit_start, self.unit_end, self.unit_document
        edges = np.unique(
            np.concatenate(
                [
                    self.base, self.base + self.length, self.start[chosen], self.end[chosen],
                    self.paragraph_start, self.read_start.reshape(-1), self.read_end.reshape(-1),
                ]
            )
        )  # fmt: skip
        start, end = edges[:-1], edges[1:]
        document = np.searchsorted(self.base, start, side="right") - 1
        inside = end <= (self.base + self.length)[document]
        return start[inside], end[inside], document[inside]

    def _ratings(
        self, rated: Integers, categories: int, units: tuple[Integers, Integers, Integers], by_paragraph: bool
    ) -> Ratings:
        start, end, document = units
        read = (start < self.read_end[:, document]) & (end > self.read_start[:, document])
        if len(self.coders) == 2:
            read &= read.all(axis=0)  # of two, what one of them has not read says nothing
        weights = (end - start).astype(np.float64) if self.unit is Unit.character else np.ones(len(start))
        clusters, count = document, self.documents
        if by_paragraph:
            clusters = np.maximum(0, np.searchsorted(self.paragraph_start, start, side="right") - 1)
            count = max(1, len(self.paragraph_start))
        return Ratings(np.where(read, rated, MISSING), categories, weights, clusters, count)


def _by_value(values: Mapping[str, int]) -> dict[int, list[str]]:
    """The codes of each value, in the order of the values."""
    codes: dict[int, list[str]] = {number: [] for number in sorted(set(values.values()))}
    for code, number in values.items():
        codes[number].append(code)
    return codes


def _members(mask: int, numbers: Sequence[int]) -> frozenset[int]:
    """The values whose bits are set."""
    return frozenset(number for place, number in enumerate(numbers) if mask >> place & 1)


_BITS = 62
"""Values that a set of them can be kept of in a whole number of the machine's."""


def lay_out(
    documents: Sequence[ReadDocument],
    marks: Sequence[Mark],
    coders: Sequence[str],
    unit: Unit,
    tolerance: int = TOLERANCE,
) -> Material:
    """Put documents and what coders marked in them on one line. Marks of others and of other documents are left out."""
    lengths = np.array([document.length for document in documents], dtype=np.int64)
    base = np.concatenate([[0], np.cumsum(lengths + _BETWEEN)[:-1]]).astype(np.int64) if len(lengths) else lengths
    place = {document.id: number for number, document in enumerate(documents)}
    who = {coder: number for number, coder in enumerate(coders)}
    wanted = [mark for mark in marks if mark.document in place and mark.coder in who]
    offset = np.array([base[place[mark.document]] for mark in wanted], dtype=np.int64)
    read = np.zeros((2, len(coders), len(documents)), dtype=np.int64)
    for number, document in enumerate(documents):
        for coder, (start, end) in document.read.items():
            if coder in who:
                read[:, who[coder], number] = start + base[number], end + base[number]
    return Material(
        tuple(coders),
        unit,
        tolerance,
        base,
        lengths,
        *_stretches([document.units for document in documents], base),
        _stretches([document.paragraphs for document in documents], base)[0],
        read[0],
        read[1],
        np.array([mark.code for mark in wanted], dtype=object),
        np.array([who[mark.coder] for mark in wanted], dtype=np.int64),
        np.array([mark.start for mark in wanted], dtype=np.int64) + offset,
        np.array([mark.end for mark in wanted], dtype=np.int64) + offset,
    )


def _stretches(
    listed: Sequence[Sequence[tuple[int, int]] | NDArray[np.integer]], base: Integers
) -> tuple[Integers, Integers, Integers]:
    """Stretches of documents on the line: where they start and end, and of which document they are."""
    if not listed:
        nothing = np.zeros(0, dtype=np.int64)
        return nothing, nothing, nothing
    arrays = [np.asarray(stretches, dtype=np.int64).reshape(-1, 2) for stretches in listed]
    document = np.repeat(np.arange(len(arrays)), [len(array) for array in arrays])
    every = np.concatenate(arrays) + base[document][:, None]
    return every[:, 0], every[:, 1], document


def _within(start: Integers, end: Integers, points: Integers) -> NDArray[np.bool_]:
    """Which points are in one of some stretches, which are in order and do not overlap."""
    if not len(start):
        return np.zeros(len(points), dtype=np.bool_)
    before = np.searchsorted(start, points, side="right") - 1
    return (before >= 0) & (points < end[np.maximum(before, 0)])


def _length_before(start: Integers, end: Integers, points: Integers) -> Integers:
    """How much of some stretches, in order and without overlap, lies before each point."""
    if not len(start):
        return np.zeros(len(points), dtype=np.int64)
    sums = np.concatenate([[0], np.cumsum(end - start)])
    begun = np.searchsorted(start, points, side="right")
    beyond = np.where(begun > 0, np.maximum(0, end[np.maximum(begun - 1, 0)] - points), 0)
    length: Integers = sums[begun] - beyond
    return length


def _matched(one: tuple[Integers, Integers], other: tuple[Integers, Integers], tolerance: int) -> Integers:
    """Where those passages of one coder begin that the other has too: each of his is the partner of one at most."""
    starts: list[int] = []
    following = 0
    other_start, other_end = other
    for start, end in zip(*one, strict=True):
        while following < len(other_start) and other_start[following] < start - tolerance:
            following += 1
        partner = following
        while partner < len(other_start) and other_start[partner] <= start + tolerance:
            if abs(int(other_end[partner]) - int(end)) <= tolerance:
                starts.append(int(start))
                following = partner + 1
                break
            partner += 1
    return np.array(starts, dtype=np.int64)
