"""Tables as one self-contained HTML page that opens without a network."""

import re
from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment

from kodetre.report.tables import Marked, Table
from kodetre.report.words import word

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")


def render(tables: Sequence[Table], language: str) -> str:
    """The page. Every text is escaped."""
    source = (resources.files("kodetre.report.render") / "page.html.jinja").read_text("utf-8")
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = lambda text: _CONTROL.sub("", str(text))
    page = environment.from_string(source)
    return page.render(
        tables=[_shown(table) for table in tables], language=language, contents=word(language, "contents"),
        marks={True: word(language, "expected"), False: word(language, "outside")},
    )  # fmt: skip


def _shown(table: Table) -> dict[str, object]:
    places = [place for place, column in enumerate(table.columns) if column.key not in table.hidden]
    sections = []
    start = 0
    for heading, count in table.sections or (("", len(table.rows)),):
        rows = [
            [
                {"value": row[place], "column": table.columns[place], "marked": isinstance(row[place], Marked)}
                for place in places
            ]
            for row in table.rows[start : start + count]
        ]
        sections.append({"heading": heading, "rows": rows})
        start += count
    return {
        "kind": table.kind, "title": table.title, "columns": [table.columns[place] for place in places],
        "sections": sections, "notes": table.notes,
    }  # fmt: skip
