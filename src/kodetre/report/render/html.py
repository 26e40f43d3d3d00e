"""Tables as one self-contained HTML page that opens without a network."""

import re
from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment

from kodetre.report.render.shape import on_screen, sections_of
from kodetre.report.tables import Marked, Number, Table
from kodetre.report.words import word

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def render(tables: Sequence[Table], language: str) -> str:
    """The page. Every text is escaped."""
    source = (resources.files("kodetre.report.render") / "page.html.jinja").read_text("utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = lambda text: _CONTROL.sub("", str(text))
    page = environment.from_string(source)
    return page.render(
        tables=[_shown(table, language) for table in tables], language=language, contents=word(language, "contents"),
        marks={True: word(language, "expected"), False: word(language, "outside")},
    )  # fmt: skip


def _shown(table: Table, language: str) -> dict[str, object]:
    places = on_screen(table)
    columns = [table.columns[place] for place in places]
    sections = [
        {
            "heading": section.heading,
            "rows": [
                [
                    {
                        "value": value.said(language) if isinstance(value, Number) else value,
                        "column": column,
                        "marked": isinstance(value, Marked),
                    }
                    for value, column in zip(row, columns, strict=True)
                ]
                for row in section.rows
            ],
        }
        for section in sections_of(table, places)
    ]
    return {
        "kind": table.kind, "title": table.title, "columns": columns, "sections": sections, "notes": table.notes,
    }  # fmt: skip
