"""Codes in the same place. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from kodetre.i18n.formats import Number
from kodetre.report.data import Excerpt, ReportData, notes_of
from kodetre.report.options import Options, Within
from kodetre.report.table import Column, Table, Value
from kodetre.report.tables.excerpts import listed


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes, the places that each is in, and those that both are in."""

    one: str
    other: str
    first: int
    second: int
    both: int

    @property
    def jaccard(self) -> float:
        """Places with both over places with either (Jaccard 1912)."""
        return self.both / (self.first + self.second - self.both)


def pairs(data: ReportData, within: Within) -> list[Pair]:
    """The codes that are in the same place at least once, those that are most often so first.

    A place is the same excerpt, a paragraph (block), a section or a document. An excerpt that reaches over several paragraphs
    is in each of them.
    """
    places: dict[str, set[tuple[object, ...]]] = {}
    for one in data.excerpts:
        places.setdefault(one.coding.code, set()).update(_places_of(one, within))
    found = []
    for one_code, other in combinations(sorted(places, key=data.code_order()), 2):
        if both := len(places[one_code] & places[other]):
            found.append(Pair(one_code, other, len(places[one_code]), len(places[other]), both))
    return sorted(found, key=lambda pair: (-pair.both, pair.one, pair.other))


def cooccurrence(data: ReportData, options: Options) -> list[Table]:
    """Pairs of codes in the same place: in how many places each is, in how many both, and Jaccard's index."""
    path = data.codebook.label_path
    found = pairs(data, options.within)
    rows: list[tuple[Value, ...]] = [
        (p.one, p.other, path(p.one), path(p.other), p.first, p.second, p.both, Number(p.jaccard, 3)) for p in found
    ]
    columns = (
        Column("code", data.say("code")), Column("other", data.say("code")), Column("label", data.say("one_code")),
        Column("other_label", data.say("other_code")), Column("first", data.say("places_first"), True),
        Column("second", data.say("places_second"), True), Column("both", data.say("both"), True),
        Column("jaccard", "Jaccard", True),
    )  # fmt: skip
    notes = (data.say(f"within_{options.within}"), *notes_of(data))
    table = Table(
        "cooccurrence",
        data.say("cooccurrence"),
        columns,
        tuple(rows),
        (),
        frozenset({"code", "other"}),
        notes,
        within=options.within,
    )
    if not options.behind:
        return [table]
    parts = [(f"{path(p.one)} + {path(p.other)}", _behind(data, p, options.within)) for p in found]
    return [table, listed(data, data.say("behind", title=table.title), parts, data.footer, labelled=True)]


def _behind(data: ReportData, pair: Pair, within: Within) -> list[Excerpt]:
    """The excerpts of two codes that are in the same place, in the order of the text."""
    ours = [one for one in data.excerpts if one.coding.code in (pair.one, pair.other)]
    of: dict[tuple[object, ...], set[str]] = {}
    for one in ours:
        for place in _places_of(one, within):
            of.setdefault(place, set()).add(one.coding.code)
    return [one for one in ours if any(len(of[place]) == 2 for place in _places_of(one, within))]


def _places_of(one: Excerpt, within: Within) -> Iterator[tuple[object, ...]]:
    id, span = one.document.id, one.coding.span
    if within == "span":
        yield id, span
    elif within == "paragraph":
        for number in one.citer.locator.block_numbers(span):
            yield id, number
    elif within == "section":
        yield id, one.citer.locator.section_number(span.start)
    else:
        yield (id,)
