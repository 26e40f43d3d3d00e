"""How a report looks: Markdown, CSV, HTML, JSON, LaTeX, Word, Excel."""

from collections.abc import Callable, Sequence

from kodetre.report.tables import Table

TEXT = ("md", "csv", "csv-excel", "html", "json", "tex")
BINARY = ("docx", "xlsx")
FORMATS = (*TEXT, *BINARY)


def render(tables: Sequence[Table], format: str, language: str) -> bytes:
    """The tables in one of FORMATS; text as UTF-8."""
    if format in BINARY:
        return _binary(format)(tables, language)
    return _text(format)(tables, language).encode("utf-8", "replace")


def _binary(format: str) -> Callable[[Sequence[Table], str], bytes]:
    if format == "docx":
        from kodetre.report.render.word_document import render
    else:
        from kodetre.report.render.workbook import render
    return render


def _text(format: str) -> Callable[[Sequence[Table], str], str]:
    match format:
        case "md":
            from kodetre.report.render.markdown import render
        case "csv":
            from kodetre.report.render.separated import render
        case "csv-excel":
            from kodetre.report.render.separated import render_for_excel as render
        case "html":
            from kodetre.report.render.html import render
        case "json":
            from kodetre.report.render.machine import render
        case "tex":
            from kodetre.report.render.latex import render
        case _:
            raise ValueError(f"{format} is none of {', '.join(FORMATS)}")
    return render
