"""How a report looks: Markdown, CSV, HTML, JSON, LaTeX, Word, Excel."""

from collections.abc import Callable

from kodetre.report.options import CSV_FOR_EXCEL
from kodetre.report.report import Report

TERMINAL = "terminal"
"""A report as a person reads it in a terminal: a format that nobody asks for by name."""
TEXT = ("md", "csv", CSV_FOR_EXCEL, "html", "json", "tex")
BINARY = ("docx", "xlsx")
FORMATS = (*TEXT, *BINARY)
FIGURES = "figures"
"""The folder beside a report in which its figures are."""


def render(report: Report, format: str) -> bytes:
    """The report in one of FORMATS, or as TERMINAL has it; text as UTF-8. Raises InvalidReport for what a format cannot hold."""
    if format in BINARY:
        return _binary(format)(report)
    return _text(format)(report).encode("utf-8", "replace")


def _binary(format: str) -> Callable[[Report], bytes]:
    if format == "docx":
        from kodetre.report.render.docx import render
    else:
        from kodetre.report.render.xlsx import render
    return render


def _text(format: str) -> Callable[[Report], str]:
    if format == CSV_FOR_EXCEL:
        from kodetre.report.render.csv import render_for_excel

        return render_for_excel
    match format:
        case "md":
            from kodetre.report.render.md import render
        case "csv":
            from kodetre.report.render.csv import render
        case "html":
            from kodetre.report.render.html import render
        case "json":
            from kodetre.report.render.json import render
        case "terminal":
            from kodetre.report.render.terminal import render
        case "tex":
            from kodetre.report.render.tex import render
        case _:
            raise ValueError(f"{format} is none of {', '.join(FORMATS)}")
    return render
