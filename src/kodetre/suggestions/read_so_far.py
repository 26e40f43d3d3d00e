"""What coders have answered for every code, from columns of codings: how far they have read, without an object for each. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from kodetre.matching.everywhere import Keys, at
from kodetre.model.coding_columns import CodingColumns
from kodetre.model.codings import Decision
from kodetre.model.documents import number_of
from kodetre.suggestions.keyword_rows import UnitFinder
from kodetre.suggestions.learn import Answers
from kodetre.suggestions.probable import Units

_LONG_AGO = 0
"""The place in time of what has none."""
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class _Decided:
    """What a coder decided last on units, by unit: its place in time, and whether they accepted."""

    moment: int
    accepted: float


class ReadSoFar:
    """Codings and decisions of a project, to be asked what each coder has answered; `finder` knows the units of `units`."""

    def __init__(self, units: Units, finder: UnitFinder, columns: CodingColumns, decisions: Sequence[Decision]) -> None:
        self._units = units
        self._columns = columns
        self._decisions = decisions
        known = {number_of(id): place for place, id in enumerate(units.ids)}
        place = np.array([known.get(number, -1) for number in np.unique(columns.document).tolist()], np.int64)
        document = place[np.searchsorted(np.unique(columns.document), columns.document)]
        there = np.flatnonzero(document >= 0)
        first, after = _units_at(finder, document[there], columns.start[there], columns.end[there])
        sizes = np.maximum(0, after - first)
        ends = np.cumsum(sizes)
        self._row = np.repeat(there, sizes)
        self._unit = np.arange(len(self._row)) + np.repeat(first - (ends - sizes), sizes)
        moments = {*columns.moments, *(decision.created for decision in decisions if decision.created is not None)}
        self._when = {moment: place for place, moment in enumerate(sorted(moments), start=1)}
        self._moment = np.array([self._when[moment] for moment in columns.moments], np.int64)

    def answers(self, coder: str) -> dict[str, Answers]:
        """The units that a coder has answered for each code, oldest first, see `Learner.answers`."""
        columns, decided = self._columns, self._decided(coder)
        own = columns.coder == (columns.coders.index(coder) if coder in columns.coders else -1)
        pairs = np.flatnonzero((own & ~columns.is_unread)[self._row])
        row, unit = self._row[pairs], self._unit[pairs]
        code = columns.code[row]
        codes = [columns.codes[place] for place in np.unique(code).tolist()]
        answers: dict[str, Answers] = {}
        for key in dict.fromkeys([*decided, *codes]):
            coded = np.flatnonzero(code == columns.codes.index(key)) if key in codes else np.empty(0, np.int64)
            units, met = np.unique(unit[coded], return_index=True)  # the first coding of a unit says when
            answers[key] = _in_time(units, self._moment[columns.moment[row[coded[met]]]], decided.get(key, {}))
        return answers

    def _decided(self, coder: str) -> dict[str, dict[int, _Decided]]:
        """What a coder has decided last, by code and unit; not what nobody has read."""
        columns = self._columns
        unread = {
            (f"D{document}", start, end, columns.codes[code])
            for document, start, end, code in _of(columns, coder, columns.is_unread)
        }
        decided: dict[str, dict[int, _Decided]] = {}
        for decision in self._decisions:
            if decision.coder != coder or decision.verdict == "defer" or decision.key in unread:
                continue
            number = self._units.number(decision.document, decision.span)
            if number is not None:
                moment = self._when[decision.created] if decision.created is not None else _LONG_AGO
                accepted = float(decision.verdict == "accept")
                decided.setdefault(decision.code, {})[number] = _Decided(moment, accepted)
        return decided


def _of(columns: CodingColumns, coder: str, which: Flags) -> Iterable[tuple[int, int, int, int]]:
    """Document, begin, end and code of those of some codings that are a coder's."""
    own = which & (columns.coder == (columns.coders.index(coder) if coder in columns.coders else -1))
    numbers = (columns.document, columns.start, columns.end, columns.code)
    return zip(*(row[own].tolist() for row in numbers), strict=True)


def _units_at(finder: UnitFinder, document: Keys, start: Keys, end: Keys) -> tuple[Keys, Keys]:
    """For stretches of documents, by their places in the index, the first unit that each shares letters with, and the one after the
    last.
    """
    arrays = finder.arrays
    first = np.searchsorted(at(finder.document, arrays.end), _keys(document, start), side="right")
    after = np.searchsorted(at(finder.document, arrays.start), _keys(document, end), side="left")
    return first, after


def _keys(document: Keys, offset: Keys) -> Keys:
    keys: Keys = (document << 32) | offset
    return keys


def _in_time(coded: Keys, moment: Keys, decided: Mapping[int, _Decided]) -> Answers:
    """Answers by their time, and at one time as the documents read: units that were coded, each with its time, and what was decided
    on, which says when where it is of the same unit.
    """
    numbers = np.array(list(decided), np.int64)
    moments = np.array([each.moment for each in decided.values()], np.int64)
    accepted = np.array([each.accepted for each in decided.values()], float)
    accepted[np.isin(numbers, coded)] = 1.0
    more = ~np.isin(coded, numbers)
    units = np.concatenate((numbers, coded[more]))
    order = np.lexsort((units, np.concatenate((moments, moment[more]))))
    return Answers(units[order], np.concatenate((accepted, np.ones(int(more.sum()))))[order])
