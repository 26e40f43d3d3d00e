"""Reports as Markdown."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from kodetre import controls
from kodetre.i18n.messages import word
from kodetre.i18n.quotes import in_quotes
from kodetre.report.figure import Figure
from kodetre.report.render import FIGURES
from kodetre.report.render.layout import Pair, Section, Shown, cell_text, on_screen, sections_of
from kodetre.report.report import Report
from kodetre.report.table import Column, Indented, Marked, Runs, Table

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&])")
_SHORT = 80
_INDENT = "\u2003"


def escaped(text: str) -> str:
    """Text as Markdown that shows just that text, on one line."""
    return _known(text) if len(text) < _SHORT else _escaped(text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", controls.left_out(text).replace("\n", " "))


_known = lru_cache(maxsize=1 << 14)(_escaped)  # citations and coders come again and again


def render(report: Report) -> str:
    """The tables one after another, each under its title, and the figures, which lie in a folder beside."""
    lines = list(_contents(report)) if len(report.tables) > 2 else []
    for table in report.tables:
        lines += _table(table, report.language)
    for figure in report.figures:
        lines += _figure(figure, report.language)
    return "\n".join(lines) + "\n"


def _contents(report: Report) -> Iterator[str]:
    """The parts of a long report, with links as most readers of Markdown make them of headings."""
    yield f"**{escaped(word(report.language, 'contents'))}**"
    yield ""
    for table in report.tables:
        anchor = re.sub(r"[^\w\- ]", "", table.title.lower()).replace(" ", "-")
        yield f"- [{escaped(table.title)}](#{anchor})"
    yield ""


def _figure(figure: Figure, language: str) -> Iterator[str]:
    yield f"![{escaped(figure.title)}]({FIGURES}/{figure.name}.svg)"
    yield ""
    if figure.table.kind == "figure":
        yield from _rows(figure.table, language)


def _table(table: Table, language: str) -> Iterator[str]:
    yield f"# {escaped(table.title)}"
    yield ""
    if table.prose:
        places = on_screen(table)
        for section in sections_of(table, places):
            yield from _headings(section)
            for row in section.rows:
                yield " ".join(
                    _cell(value, table.columns[place], language) for value, place in zip(row, places, strict=True)
                )
                yield ""
    else:
        yield from _rows(table, language)
    for note in table.notes:
        yield f"*{escaped(note)}*"
        yield ""


def _rows(table: Table, language: str) -> Iterator[str]:
    places = on_screen(table)
    columns = [table.columns[place] for place in places]
    writers = [_writer(column, language) for column in columns]
    for section in sections_of(table, places):
        yield from _headings(section)
        yield _row([escaped(column.label) for column in columns])
        yield _row(["---:" if column.numeric else "---" for column in columns])
        for row in section.rows:
            yield _row([write(value) for write, value in zip(writers, row, strict=True)])
        yield ""


def _headings(section: Section) -> Iterator[str]:
    """The headings that a section begins with, the outermost first."""
    headings = (*section.above, (len(section.path), section.heading))
    for level, heading in headings if section.heading else ():
        yield f"##{'#' * level} {escaped(heading)}"
        yield ""


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _writer(column: Column, language: str) -> Callable[[Shown], str]:
    """What writes the cells of a column. A text is written once: most stand in many rows."""
    known: dict[str, str] = {}

    def write(value: Shown) -> str:
        if type(value) is not str:
            return _cell(value, column, language)
        written = known.get(value)
        if written is None:
            written = known[value] = _cell(value, column, language)
        return written

    return write if column.key != "excerpt" else lambda value: _cell(value, column, language)


def _cell(value: Shown, column: Column, language: str) -> str:
    if isinstance(value, str):
        return escaped(in_quotes(value, language) if column.key == "excerpt" else value)
    if isinstance(value, Indented):
        return _INDENT * value.depth + escaped(value.label)
    if isinstance(value, Pair):
        return escaped(value.format(language))
    if isinstance(value, Marked):
        return value.format(language).replace("*", "\\*")
    if isinstance(value, Runs):
        return "".join(
            f"*{escaped(text)}*" if italic and text.strip() else escaped(text) for text, italic in value.parts
        )
    return cell_text(value, column, language)
