"""Reports as one self-contained HTML page that opens without a network."""

import base64
import json
import re
from functools import cache
from importlib import resources
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment
from markupsafe import Markup

from kodetre.i18n.messages import word
from kodetre.report.explorer import Explorer
from kodetre.report.figures import Figure
from kodetre.report.render.layout import on_screen, said, sections_of
from kodetre.report.report import Report
from kodetre.report.table import Marked, Runs, Table, Value, count_of
from kodetre.report.tables.matrix import SUMS

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
_SCRIPT_WORDS = (
    "of_count", "nothing_fits", "in_document", "on_page", "memo", "no_group", "no_date", "page_short", "manual",
    "keyword", "imported", "quote", "print_limit", "together", "overlapping", "hide_page",
)  # fmt: skip


def render(report: Report) -> str:
    """The page. Every text is escaped, and what documents say reaches the page's script as data only."""
    language = report.language
    explorer = report.explorer
    shown = [table for table in report.tables if explorer is None or table.kind != "excerpts"]
    environment = Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["clean"] = lambda text: _CONTROL.sub("", str(text))
    page = environment.from_string(_part("page.html.jinja"))
    figures = [_figure(figure, language) for figure in report.figures]
    title = report.title or report.tables[0].title
    return page.render(
        title=title, language=language, say=lambda name, **values: word(language, name, **values),
        tables=[_shown(table, language, linked=explorer is not None) for table in shown], figures=figures,
        explorer=explorer is not None, notes=report.tables[-1].notes, style=Markup(_part("page.css")),  # noqa: S704
        script=Markup(_part("page.js")), data=Markup(_data(explorer, language)) if explorer else "",  # noqa: S704
        choices=_choices(explorer) if explorer else {},
    )  # fmt: skip


@cache
def _part(name: str) -> str:
    return (resources.files("kodetre.report.render") / "web" / name).read_text("utf-8")


def _data(explorer: Explorer, language: str) -> str:
    """The data as JSON that no text can end early: every < is written by its number."""
    images = {
        document: [
            {
                "label": image.label, "width": image.width, "height": image.height, "boxes": image.boxes,
                "jpeg": base64.b64encode(image.jpeg).decode("ascii"),
            }
            for image in found
        ]
        for document, found in explorer.images.items()
    }  # fmt: skip
    words = {name: word(language, name, **_OPEN) for name in _SCRIPT_WORDS}
    data = {**explorer.data, "images": images, "words": words}
    plain = json.dumps(data, ensure_ascii=False, separators=(",", ":"), default=list)
    return plain.encode("utf-8", "replace").decode("utf-8").replace("<", "\\u003c")


_OPEN = {name: "{" + name + "}" for name in ("count", "total", "label", "text", "code", "other")}


def _choices(explorer: Explorer) -> dict[str, Any]:
    """What the filters offer."""
    data: Any = explorer.data
    return {
        "codes": data["codes"],
        "groups": list(dict.fromkeys(d["group"] for d in data["documents"])),
        "documents": [(d["id"], d["source"], d["title"]) for d in data["documents"]],
        "coders": data["coders"],
        "years": sorted({d["year"] for d in data["documents"]}),
    }


def _figure(figure: Figure, language: str) -> dict[str, object]:
    from kodetre.report.render.drawing import draw

    drawn = base64.b64encode(draw(figure, language, ("svg",))["svg"]).decode("ascii")
    return {
        "title": figure.title,
        "name": figure.name,
        "svg": drawn,
        "table": _shown(figure.table, language, linked=False),
    }


def _shown(table: Table, language: str, *, linked: bool) -> dict[str, object]:
    """A table as the template wants it: cells with what they say, where they lead, and how full they are."""
    places = on_screen(table)
    columns = [table.columns[place] for place in places]
    keys = [column.key for column in table.columns]
    heat = {c.key for c in columns if table.kind == "matrix" and c.numeric and c.key not in SUMS}
    most = max((count_of(row[p]) for row in table.rows for p, key in enumerate(keys) if key in heat), default=0)
    sections, start = [], 0
    for section in sections_of(table, places):
        rows = []
        for number, row in enumerate(section.rows, start):
            whole = dict(zip(keys, table.rows[number], strict=True))
            cells = []
            for value, column in zip(row, columns, strict=True):
                count = count_of(value)
                cells.append(
                    {
                        "text": said(value, column, language),
                        "runs": value.parts if isinstance(value, Runs) else None,
                        "column": column,
                        "expected": value.expected if isinstance(value, Marked) else None,
                        "count": count,
                        "share": round(count / most, 3) if most and column.key in heat else None,
                        "link": _leads_to(table, column.key, whole) if linked and count > 0 else "",
                    }
                )
            rows.append(cells)
        start += len(section.rows)
        sections.append({"heading": section.heading, "rows": rows})
    return {
        "kind": table.kind, "title": table.title, "columns": columns, "sections": sections, "notes": table.notes,
        "prose": table.prose,
    }  # fmt: skip


def _leads_to(table: Table, column: str, row: dict[str, Value]) -> str:
    """The filters that show the excerpts behind a count, as the page's address; empty where there are none."""
    kind, name = column.partition(":")[::2]
    asked: dict[str, str] = {}
    match table.kind, kind:
        case ("frequencies", "document" | "group" | "year"):
            asked = {"code": str(row["code"]), kind: name or "-"}
        case ("frequencies", "total") | ("codebook", "codings"):
            asked = {"code": str(row["code"])}
        case ("matrix", "total"):
            asked = {"code": str(row["code"]), "once": "1"}
        case ("compare", "count"):
            asked = {"code": str(row["code"]), "group": name or "-"}
        case ("timeline", "count"):
            asked = {"code": str(row["code"]), "year": name or "-"}
        case ("cooccurrence", "first"):
            asked = {"code": str(row["code"])}
        case ("cooccurrence", "second"):
            asked = {"code": str(row["other"])}
        case ("cooccurrence", "both"):
            asked = {"code": str(row["code"]), "with": str(row["other"]), "within": table.within}
        case ("documents" | "progress", "codings"):
            asked = {"document": str(row["document"])}
            if table.kind == "progress":
                asked["coder"] = str(row["coder"])
        case ("matrix", key) if key not in ("code", "label", "outside"):
            asked = {"code": str(row["code"]), "with": column, "once": "1"}
    return f"#?{urlencode(asked)}" if asked else ""
