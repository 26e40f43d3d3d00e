"""A report that is wanted, made and written."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.errors import WrongUse
from kodetre.report.figures import Figure
from kodetre.report.render import BINARY, FIGURES, render
from kodetre.report.report import Report
from kodetre.services.explorer import collecting_nothing
from kodetre.services.report import _made
from kodetre.services.report_request import ReportRequest, check

if TYPE_CHECKING:
    from kodetre.project.project import Project


def make(project: "Project", request: ReportRequest) -> None:
    """Make one report and write it. Raises WrongUse, NothingMatched, OutputFailed, UnknownDocument."""
    check(request)
    places = _places(request)
    with collecting_nothing():
        report, written = _made(project, request)
        rows = sum(len(table.rows) for table in report.tables)
        for format, place in places:
            data = written[format] if format in written else render(report, format)
            if place is None:
                out.verbatim(data.decode("utf-8"))
            else:
                out.write_bytes(place, data)
                talk.say(f"Wrote {place}: {rows} rows.")
        if request.figures and request.output is not None:
            folder = places[0][1]
            assert folder is not None
            _draw(report.figures, folder.parent / FIGURES, report.language)


def _places(request: ReportRequest) -> list[tuple[str, Path | None]]:
    """Where each format goes: the screen, the file that was named, or a file in the folder that was named."""
    if request.output is None:
        if len(request.formats) > 1 or request.formats[0] in BINARY:
            ending = request.formats[0].partition("-")[0]
            what = "cannot all be on the screen" if len(request.formats) > 1 else "is no text for the screen"
            where = "reports/" if len(request.formats) > 1 else f"{request.kind}.{ending}"
            raise WrongUse(", ".join(request.formats), what, next_step=f"name a place: --output {where}")
        return [(request.formats[0], None)]
    if len(request.formats) == 1 and not request.output.is_dir() and request.output.suffix:
        return [(request.formats[0], request.output)]
    try:
        request.output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise out.failed(request.output, error) from error
    return [(format, request.output / f"{request.kind}.{format.partition('-')[0]}") for format in request.formats]


def _draw(drawn: Sequence[Figure], folder: Path, language: str) -> None:
    """Every figure as SVG, PNG and PDF, and its numbers as CSV."""
    from kodetre.report.render.drawing import draw

    for figure in drawn:
        numbers = render(Report((figure.table,), language), "csv")
        for format, data in {**draw(figure, language), "csv": numbers}.items():
            out.write_bytes(folder / f"{figure.name}.{format}", data)
        talk.say(f"Wrote {folder / figure.name}.svg, .png, .pdf and .csv.")
    if not drawn:
        talk.say("There is nothing to draw.")
