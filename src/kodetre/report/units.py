"""The documents, groups or years that codes are counted in. Pure."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kodetre.model.documents import DocumentInfo
from kodetre.report.data import Excerpt, ReportData, grouped


@dataclass(frozen=True, slots=True)
class Unit:
    """A column of counts: its key and heading, the documents in it."""

    key: str
    label: str
    documents: tuple[DocumentInfo, ...]

    @property
    def words(self) -> int:
        """How many words its documents have."""
        return sum(d.words for d in self.documents)


def units(data: ReportData, by: str) -> list[Unit]:
    """The documents, groups or years that codes are counted in, in the order in which they are shown."""
    if by == "document":
        return [Unit(f"document:{d.id}", f"{d.id} {data.source(d)}", (d,)) for d in data.documents]
    if by == "group":
        return [
            Unit(
                f"group:{name}", name or data.say("no_group"),
                tuple(d for d in data.documents if data.groups[d.id] == name),
            )
            for name in data.group_names
        ]  # fmt: skip
    years = sorted({d.metadata.year for d in data.documents})
    return [
        Unit(f"year:{year}", year or data.say("no_date"), tuple(d for d in data.documents if d.metadata.year == year))
        for year in years
    ]


def unit_of(shown: Iterable[Unit]) -> dict[str, str]:
    """The key of the unit that each document is in, by the document's id."""
    return {d.id: unit.key for unit in shown for d in unit.documents}


def coded_words(data: ReportData, found: Sequence[Excerpt]) -> int:
    """How many words stand in excerpts, each counted once; a word is in one when it begins there."""
    count = 0
    for document, own in grouped(found, lambda one: one.document.id).items():
        starts, reached = data.words[document], 0
        for span in sorted(one.coding.span for one in own):
            first, last = bisect_left(starts, max(span.start, reached)), bisect_left(starts, span.end)
            count += max(0, last - first)
            reached = max(reached, span.end)
    return count
