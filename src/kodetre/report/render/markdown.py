"""Tables as Markdown."""

import re
from collections.abc import Iterator, Sequence

from kodetre.report.render.shape import on_screen, sections_of
from kodetre.report.tables import Column, Marked, Number, Table, Value

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|#~$&])")
_INVISIBLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def escaped(text: str) -> str:
    """Text as Markdown that shows just that text, on one line."""
    return _SPECIAL.sub(r"\\\1", _INVISIBLE.sub("", " ".join(text.split(" "))).replace("\n", " "))


def render(tables: Sequence[Table], language: str) -> str:
    """The tables one after another, each under its title."""
    return "\n".join(line for table in tables for line in _table(table, language)) + "\n"


def _table(table: Table, language: str) -> Iterator[str]:
    yield f"# {escaped(table.title)}"
    yield ""
    places = on_screen(table)
    columns = [table.columns[place] for place in places]
    for section in sections_of(table, places):
        if section.heading:
            yield f"## {escaped(section.heading)}"
            yield ""
        yield "| " + " | ".join(escaped(column.label) for column in columns) + " |"
        yield "| " + " | ".join("---:" if column.numeric else "---" for column in columns) + " |"
        for row in section.rows:
            yield (
                "| "
                + " | ".join(_cell(value, column, language) for value, column in zip(row, columns, strict=True))
                + " |"
            )
        yield ""
    for note in table.notes:
        yield f"*{escaped(note)}*"
        yield ""


def _cell(value: Value, column: Column, language: str) -> str:
    if isinstance(value, Number):
        return value.said(language)
    if isinstance(value, Marked):
        return f"{value.count} \\*" if value.expected else str(value.count)
    if column.key == "excerpt":
        return f"«{escaped(str(value))}»"
    return escaped(str(value))
