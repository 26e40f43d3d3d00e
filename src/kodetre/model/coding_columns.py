"""Codings that are only counted: where they stand, whose they are and of which code, as columns of numbers, without an object each.

Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kodetre.model.codings import Coding
from kodetre.model.documents import number_of
from kodetre.model.marks import ORIGINS

Numbers = NDArray[np.int64]
CodingRow = tuple[int, int, int, str, str, datetime, str, str]
"""The number of the document, begin and end, code, coder, when it was made, how, and how it came to stand where it does."""


@dataclass(frozen=True, slots=True)
class Coded:
    """How often somebody has coded in a document, and on which days first and last."""

    count: int
    first: date
    last: date


@dataclass(frozen=True, slots=True)
class CodingColumns:
    """Codings that stand in their texts, a row of each by document and place: the number of the document (7 of D7), begin and end,
    and the places of code, coder, moment and origin among those that there are.
    """

    document: Numbers
    start: Numbers
    end: Numbers
    code: Numbers
    coder: Numbers
    moment: Numbers
    origin: Numbers
    codes: tuple[str, ...]
    coders: tuple[str, ...]
    moments: tuple[datetime, ...]
    near: int = 0
    """How many stand where nearly the same words do."""
    adrift: int = 0
    """How many more are kept that stand nowhere."""

    def __len__(self) -> int:
        return len(self.document)

    @classmethod
    def of(cls, codings: Iterable[Coding]) -> "CodingColumns":
        """The columns of some codings, in their order; of those that are adrift only how many they are."""
        return cls.of_rows([_row_of(coding) for coding in codings if coding.found != "adrift"])

    @classmethod
    def of_rows(cls, rows: Iterable[CodingRow], adrift: int = 0) -> "CodingColumns":
        """The columns of some rows, in their order."""
        columns: list[tuple[Any, ...]] = list(zip(*rows, strict=True)) or [()] * 8
        document, start, end, code, coder, moment, origin, found = columns
        codes, coders, moments = _Places(), _Places(), _Places()
        places = {name: place for place, name in enumerate(ORIGINS)}
        return cls(
            document=np.array(document, np.int64),
            start=np.array(start, np.int64),
            end=np.array(end, np.int64),
            code=codes.of(code),
            coder=coders.of(coder),
            moment=moments.of(moment),
            origin=np.array([places[name] for name in origin], np.int64),
            codes=tuple(codes),
            coders=tuple(coders),
            moments=tuple(moments),
            near=found.count("near"),
            adrift=adrift,
        )

    @property
    def is_unread(self) -> NDArray[np.bool_]:
        """Whether each was coded by a keyword, and nobody has read it."""
        unread: NDArray[np.bool_] = self.origin == ORIGINS.index("keyword")
        return unread

    def cells(self) -> frozenset[tuple[str, str]]:
        """The documents, by id, and codes that any of them is of."""
        documents, codes = np.divmod(np.unique(self.document * len(self.codes) + self.code), max(1, len(self.codes)))
        named = zip(documents.tolist(), codes.tolist(), strict=True)
        return frozenset((f"D{document}", self.codes[code]) for document, code in named)

    def by_document_and_coder(self) -> dict[tuple[str, str], Coded]:
        """How much each coder has coded in each document, by its id."""
        if not len(self):
            return {}
        both = self.document * len(self.coders) + self.coder
        days = np.array([moment.toordinal() for moment in self.moments], np.int64)[self.moment]
        order = np.argsort(both, kind="stable")
        both, days = both[order], days[order]
        begins = np.flatnonzero(np.concatenate(([True], both[1:] != both[:-1])))
        documents, coders = np.divmod(both[begins], len(self.coders))
        counts = np.diff(np.concatenate((begins, [len(both)])))
        first, last = np.minimum.reduceat(days, begins), np.maximum.reduceat(days, begins)
        rows = zip(*(row.tolist() for row in (documents, coders, counts, first, last)), strict=True)
        return {
            (f"D{document}", self.coders[coder]): Coded(count, date.fromordinal(begun), date.fromordinal(ended))
            for document, coder, count, begun, ended in rows
        }


class _Places(dict[Any, int]):
    """Names with their places, in the order in which they are first met."""

    def __missing__(self, name: Any) -> int:  # noqa: ANN401 - a text or a time
        self[name] = place = len(self)
        return place

    def of(self, names: Iterable[Any]) -> Numbers:
        """The places of some names."""
        return np.array(list(map(self.__getitem__, names)), np.int64)


def _row_of(coding: Coding) -> CodingRow:
    span = coding.span
    return (
        number_of(coding.document), span.start, span.end, coding.code, coding.coder, coding.created, coding.origin,
        coding.found,
    )  # fmt: skip
