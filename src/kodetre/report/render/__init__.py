"""How a report looks: Markdown, CSV, HTML, JSON."""

from collections.abc import Callable, Sequence

from kodetre.report.tables import Table

FORMATS = ("md", "csv", "html", "json")


def render(tables: Sequence[Table], format: str, language: str) -> str:
    """The tables as text in one of FORMATS."""
    renderer: Callable[[Sequence[Table], str], str]
    match format:
        case "md":
            from kodetre.report.render.markdown import render as renderer
        case "csv":
            from kodetre.report.render.separated import render as renderer
        case "html":
            from kodetre.report.render.html import render as renderer
        case "json":
            from kodetre.report.render.machine import render as renderer
        case _:
            raise ValueError(f"{format} is none of {', '.join(FORMATS)}")
    return renderer(tables, language)
