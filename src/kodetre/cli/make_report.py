"""A report that is wanted, made and written."""

from pathlib import Path

from kodetre.cli import out, talk
from kodetre.errors import WrongUse
from kodetre.i18n.plurals import counted
from kodetre.report.render import BINARY, FIGURES
from kodetre.services.report import WrittenFigure, make
from kodetre.services.report_request import ReportRequest, check


def make_and_write(request: ReportRequest, output: Path | None) -> None:
    """Make one report and write it to the screen, to a file or into a folder.

    Raises OutputFailed, WrongUse for a report that has no place to go to, and what `make` raises.
    """
    check(request)
    if request.figures and output is None:
        raise WrongUse("--figures", "wants a place to write to", next_step="name a folder: --output reports/")
    places = _places(request, output)
    report = make(request, talk.say)
    for format, place in places.items():
        if place is None:
            out.verbatim(report.by_format[format].decode("utf-8"))
        else:
            out.write_bytes(place, report.by_format[format])
            talk.say(f"Wrote {place}: {counted(report.rows, 'row')}.")
    if request.figures:
        first = places[request.formats[0]]
        assert first is not None
        _write_figures(report.figures, first.parent / FIGURES)


def _places(request: ReportRequest, output: Path | None) -> dict[str, Path | None]:
    """Where each format goes: the screen, the file that was named, or a file in the folder that was named."""
    formats = request.formats
    if output is None:
        if len(formats) > 1 or formats[0] in BINARY:
            what = "cannot all be on the screen" if len(formats) > 1 else "is no text for the screen"
            where = "reports/" if len(formats) > 1 else f"{request.kind}.{_ending(formats[0])}"
            raise WrongUse(", ".join(formats), what, next_step=f"name a place: --output {where}")
        return {formats[0]: None}
    if len(formats) == 1 and not output.is_dir() and output.suffix:
        return {formats[0]: output}
    try:
        output.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise out.failed(output, error) from error
    return {format: output / f"{request.kind}.{_ending(format)}" for format in formats}


def _ending(format: str) -> str:
    """How the name of a file of this format ends: csv of csv-excel."""
    return format.partition("-")[0]


def _write_figures(figures: tuple[WrittenFigure, ...], folder: Path) -> None:
    """Every figure as SVG, PNG and PDF, and its numbers as CSV."""
    for figure in figures:
        for format, data in figure.by_format.items():
            out.write_bytes(folder / f"{figure.name}.{format}", data)
        talk.say(f"Wrote {folder / figure.name}.svg, .png, .pdf and .csv.")
    if not figures:
        talk.say("There is nothing to draw.")
