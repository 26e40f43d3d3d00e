"""Reports as one self-contained HTML page that opens without a network."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from urllib.parse import urlencode

from jinja2 import Environment
from markupsafe import Markup

from kodetre import controls
from kodetre.i18n.formats import unbroken
from kodetre.i18n.messages import word
from kodetre.report.figure import Figure
from kodetre.report.kind import ReportKind, Row, load_kind
from kodetre.report.page_data import CodeData, PageData
from kodetre.report.render.layout import Pair, Shown, Stack, depth_of, on_screen, printed, sections_of
from kodetre.report.report import Report
from kodetre.report.table import Column, Marked, Runs, Table, count_of
from kodetre.report.tables import NAMES


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell as the template wants it: what it says, where it leads, and how full it is."""

    text: str
    runs: tuple[tuple[str, bool], ...] | None
    column: Column
    expected: bool | None
    count: int
    share: float | None
    link: str
    depth: int
    """How far in a code's label stands."""


@dataclass(frozen=True, slots=True)
class _Section:
    heading: str
    above: Sequence[tuple[int, str]]
    level: int
    rows: Sequence[Sequence[_Cell]]


@dataclass(frozen=True, slots=True)
class _Table:
    id: str
    title: str
    columns: Sequence[Column]
    sections: Sequence[_Section]
    notes: tuple[str, ...]
    prose: bool


@dataclass(frozen=True, slots=True)
class _Figure:
    title: str
    svg: str
    """The drawing in base64."""
    table: _Table


@dataclass(frozen=True, slots=True)
class _Choices:
    """What the filters offer."""

    codes: Sequence[CodeData]
    groups: Sequence[str]
    documents: Sequence[tuple[str, str, str]]
    coders: Sequence[str]
    years: Sequence[str]


_SCRIPTS = ("page.js", "comments.js", "wide.js")
_PLACES = ("excerpts", "reader", "figures", "main", "summary", "comments")
"""Names of places in the page that are no table's."""


def render(report: Report) -> str:
    """The page. Every text is escaped, and what documents say reaches the page's script as data only."""
    language = report.language
    page = report.page
    shown = [table for table in report.tables if page is None or table.kind != "excerpts" or table.above]
    if len(shown) > 1:
        shown = [_without_basis(table, report) for table in shown]
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = lambda text: controls.left_out(str(text))
    template = environment.from_string(_part("page.html.jinja"))
    return template.render(
        title=report.title or report.tables[0].title,
        language=language,
        say=lambda name, **values: word(language, name, **values),
        tables=_with_ids(shown, language, linked=page is not None),
        figures=[_figure(figure, language) for figure in report.figures],
        explorer=page is not None,
        commented=page is not None and page["comments"] is not None,
        summary=report.summary,
        summed=_summed(report, language),
        notes=report.basis or report.tables[-1].notes,
        style=Markup(_part("page.css")),  # noqa: S704
        script=Markup("\n".join(_part(name) for name in _SCRIPTS)),  # noqa: S704
        data=Markup(_as_json(page)) if page else "",  # noqa: S704
        choices=_choices(page) if page else None,
    )


def _without_basis(table: Table, report: Report) -> Table:
    """A table without the notes that stand once, at the foot of the page."""
    return replace(table, notes=tuple(note for note in table.notes if note not in report.basis))


def _summed(report: Report, language: str) -> list[_Table]:
    """The tables of the summary: coders, most used codes, and the matrix where there is one."""
    if report.summary is None:
        return []
    tables = [report.summary.coders, report.summary.most_used]
    tables += [_without_basis(table, report) for table in report.tables if table.kind == "matrix"][:1]
    shown: list[_Table] = []
    for number, table in enumerate(tables, start=1):
        drawn = _shown(table, language, _kind_of(table) if report.page is not None else None)
        shown.append(replace(drawn, id=f"summary-{number}"))
    return shown


def _with_ids(tables: Sequence[Table], language: str, *, linked: bool) -> list[_Table]:
    """The tables, each with a name in the page that nothing else has; the first of a kind has the kind's."""
    taken = set(_PLACES if linked else _PLACES[2:])
    shown = []
    for table in tables:
        drawn = _shown(table, language, _kind_of(table) if linked else None)
        name, number = drawn.id, 2
        while name in taken:
            name, number = f"{drawn.id}-{number}", number + 1
        taken.add(name)
        shown.append(replace(drawn, id=name))
    return shown


@cache
def _part(name: str) -> str:
    return (resources.files("kodetre.report.render") / "web" / name).read_text("utf-8")


def _as_json(page: PageData) -> str:
    """The data as JSON that no text can end early: every < is written by its number."""
    plain = json.dumps(page, ensure_ascii=False, separators=(",", ":"))
    return controls.escaped(plain).encode("utf-8", "replace").decode("utf-8").replace("<", "\\u003c")


def _choices(page: PageData) -> _Choices:
    documents = page["documents"]
    return _Choices(
        codes=page["codes"],
        groups=list(dict.fromkeys(document["group"] for document in documents)),
        documents=[(document["id"], document["source"], document["title"]) for document in documents],
        coders=page["coders"],
        years=sorted({document["year"] for document in documents}),
    )


def _figure(figure: Figure, language: str) -> _Figure:
    from kodetre.report.render.drawing import draw

    drawn = base64.b64encode(draw(figure, language, ("svg",), titled=False)["svg"]).decode("ascii")
    return _Figure(figure.title, drawn, _shown(figure.table, language, None))


def _kind_of(table: Table) -> ReportKind | None:
    """The kind of report that a table is of; None for a table that stands beside that of its report."""
    return load_kind(table.kind) if table.kind in NAMES else None


def _shown(table: Table, language: str, kind: ReportKind | None) -> _Table:
    """A table with its cells; of a kind, its counts lead to the excerpts behind them."""
    places = on_screen(table)
    keys = [column.key for column in table.columns]
    most = _largest_shaded(table)
    sections, start = [], 0
    for section in sections_of(table, places):
        rows = []
        for values, shown in zip(table.rows[start : start + len(section.rows)], section.rows, strict=True):
            row = dict(zip(keys, values, strict=True))
            cells = []
            for place, value in zip(places, shown, strict=True):
                link = _link(table, table.columns[place], row, kind) if kind else ""
                cells.append(_cell(value, table.columns[place], language, most, link))
            rows.append(cells)
        start += len(section.rows)
        sections.append(_Section(section.heading, section.above, len(section.path), rows))
    columns = [table.columns[place] for place in places]
    return _Table(table.kind, table.title, columns, sections, table.notes, table.prose)


def _largest_shaded(table: Table) -> int:
    """The largest count that is shaded; 0 where none is."""
    places = [place for place in on_screen(table) if table.columns[place].shaded]
    largest = 0
    for row in table.rows:
        largest = max(largest, *(count_of(row[place]) for place in places)) if places else 0
    return largest


def _cell(value: Shown, column: Column, language: str, most: int, link: str) -> _Cell:
    count = 0 if isinstance(value, (Pair, Stack)) else count_of(value)
    return _Cell(
        text=printed(value, column, language),
        runs=_unbroken(value, language) if isinstance(value, Runs) else None,
        column=column,
        expected=value.expected if isinstance(value, Marked) else None,
        count=count,
        share=round(count / most, 3) if most and column.shaded else None,
        link=link,
        depth=depth_of(value),
    )


def _unbroken(value: Runs, language: str) -> tuple[tuple[str, bool], ...]:
    return tuple((unbroken(text, language), italic) for text, italic in value.parts)


def _link(table: Table, column: Column, row: Row, kind: ReportKind) -> str:
    """The address inside the page that shows the excerpts behind a count; empty where there are none."""
    asked = kind.leads_to(table, column.key, row) if count_of(row[column.key]) > 0 else {}
    return f"#?{urlencode(asked)}" if asked else ""
