"""Excerpts as a table: quote, source, coder, memo. Pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from kodetre.document.quote import quoted
from kodetre.i18n.formats import Day
from kodetre.report.data import Excerpt, ReportData
from kodetre.report.table import Column, Table, Value

_KEYS = (
    "code", "label", "excerpt", "citation", "document", "group", "page", "section", "coder", "origin", "memo", "created", "coding",
)  # fmt: skip
_HIDDEN = frozenset({"code", "document", "group", "page", "created", "coding"})
_STACKED = ("citation", "section", "other_codes", "coder", "origin")
_ORIGINS = ("manual", "keyword", "imported")


@dataclass(frozen=True, slots=True)
class Part:
    """Excerpts that stand together under a heading."""

    heading: str
    excerpts: Sequence[Excerpt]
    path: tuple[str, ...] = ()
    """The headings that this one stands under, the outermost first."""


def columns_of(data: ReportData) -> tuple[Column, ...]:
    """The columns of a table of excerpts."""
    return tuple(Column(key, data.say(key)) for key in _KEYS)


def rows_of(data: ReportData) -> Callable[[Excerpt], tuple[Value, ...]]:
    """What makes the row of an excerpt."""
    path, day = cache(data.codebook.label_path), cache(Day)
    origins = {name: data.say(name) for name in _ORIGINS}
    groups = data.groups

    def row_of(excerpt: Excerpt) -> tuple[Value, ...]:
        coding, document = excerpt.coding, excerpt.document.id
        code, anchor = coding.code, coding.anchor
        page, section, citation = excerpt.citer.standing(anchor.span)
        return (
            code, path(code), quoted(anchor), citation, document, groups[document], page, section, coding.coder,
            origins[coding.origin], coding.memo, day(coding.created.date()), coding.id,
        )  # fmt: skip

    return row_of


def listed(data: ReportData, title: str, parts: Iterable[Part], notes: tuple[str, ...], *, labelled: bool) -> Table:
    """Excerpts as a table with a section for each part that has some; `labelled`: people see each one's code."""
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    row_of = rows_of(data)
    for part in parts:
        if not part.excerpts:
            continue
        sections.append((f"{part.heading} ({len(part.excerpts)})", len(part.excerpts)))
        rows += map(row_of, part.excerpts)
    columns = columns_of(data)
    hidden = _HIDDEN if labelled else _HIDDEN | {"label"}
    return Table("excerpts", title, columns, tuple(rows), tuple(sections), hidden, notes, stacked=_STACKED)


def behind(data: ReportData, table: Table, parts: Iterable[Part]) -> Table:
    """The excerpts behind the counts of a table."""
    return listed(data, data.say("behind", title=table.title), parts, data.footer, labelled=True)
