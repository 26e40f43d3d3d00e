"""Reports that are wanted, made and written."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kodetre.cli import out, talk
from kodetre.cli.outputs import OutputFile, Outputs, takes_a_stream
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg
from kodetre.report.render import BINARY, FIGURES
from kodetre.services.report import WrittenFigure, WrittenReport, make
from kodetre.services.report_request import ReportRequest, check
from kodetre.services.report_stream import StreamedReport, can_stream, streamed

_AT_ONCE = 1 << 20
"""Letters that go to the screen at once."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A report that is wanted, and the file or folder that it goes to; None is the screen."""

    request: ReportRequest
    output: Path | None


@dataclass(frozen=True, slots=True)
class _Planned:
    """A report with the place of each of its formats; None is the screen."""

    request: ReportRequest
    places: dict[str, Path | None]

    def files(self) -> list[Path]:
        """The files that it is written to, but for its figures."""
        return [place for place in self.places.values() if place is not None]

    def figure_files(self, report: WrittenReport) -> list[OutputFile]:
        """Its figures as files."""
        first = self.places[self.request.formats[0]]
        if not self.request.figures or first is None:
            return []
        files: list[OutputFile] = []
        for figure in report.figures:
            files += _files_of(figure, first.parent / FIGURES)
        return files


def make_and_write(wanted: Sequence[Wanted], outputs: Outputs) -> None:
    """Make reports and write them to the screen, to files or into folders; nothing is written when one of them cannot be.

    Raises OutputFailed, OutputRefused, OutputExists, WrongUse for a report that has no place to go to, and what `make` raises.
    """
    planned = [_planned(report) for report in wanted]
    places: list[Path] = []
    for plan in planned:
        places += plan.files()
    outputs.check(places)
    if len(planned) == 1 and can_stream(planned[0].request):
        _stream(planned[0], outputs)
        return
    made = [(plan, make(plan.request, talk.say)) for plan in planned]
    for plan, report in made:
        places += [file.path for file in plan.figure_files(report)]
    outputs.check(places)
    for plan, report in made:
        _write(plan, report, outputs)


def _stream(plan: _Planned, outputs: Outputs) -> None:
    """Make a report while it is written: whole or not at all, and on the screen when it is made."""
    ((_, place),) = plan.places.items()
    with streamed(plan.request, talk.say) as report:
        if place is not None and not takes_a_stream(place):
            outputs.write_with(place, lambda part: _write_parts(part, report))
            talk.say(msg("Wrote {place}: {rows}.", place=place, rows=counted(report.rows, "row")))
            return
        with TemporaryDirectory(prefix="kodetre-") as folder:
            made = Path(folder) / "report"
            _write_parts(made, report)
            if place is not None:
                outputs.copy(made, place)
                talk.say(msg("Wrote {place}: {rows}.", place=place, rows=counted(report.rows, "row")))
                return
            with made.open(encoding="utf-8", newline="") as text:
                while lines := text.readlines(_AT_ONCE):
                    out.verbatim("".join(lines))


def _write_parts(path: Path, report: StreamedReport) -> None:
    with path.open("wb") as file:
        for part in report.parts:
            file.write(part.encode("utf-8", "replace"))


def _planned(wanted: Wanted) -> _Planned:
    """A report with its places. Raises WrongUse, InvalidReport for what cannot be."""
    check(wanted.request)
    if wanted.request.figures and wanted.output is None:
        raise WrongUse("--figures", msg("wants a place to write to"), next_step=msg("name a folder: --output reports/"))
    return _Planned(wanted.request, _places(wanted.request, wanted.output))


def _write(plan: _Planned, report: WrittenReport, outputs: Outputs) -> None:
    """Write a report, and say where it is."""
    for format, place in plan.places.items():
        if place is None:
            out.verbatim(report.by_format[format].decode("utf-8"))
        else:
            outputs.write([OutputFile(place, report.by_format[format])])
            talk.say(msg("Wrote {place}: {rows}.", place=place, rows=counted(report.rows, "row")))
    if not plan.request.figures:
        return
    outputs.write(plan.figure_files(report))
    for figure in report.figures:
        folder = plan.files()[0].parent / FIGURES
        talk.say(msg("Wrote {folder}.svg, .png, .pdf and .csv.", folder=folder / figure.name))
    if not report.figures:
        talk.say(msg("There is nothing to draw."))


def _places(request: ReportRequest, output: Path | None) -> dict[str, Path | None]:
    """Where each format goes: the screen, the file that was named, or a file in the folder that was named."""
    formats = request.formats
    if output is None:
        if len(formats) > 1 or formats[0] in BINARY:
            what = msg("cannot all be on the screen") if len(formats) > 1 else msg("is no text for the screen")
            where = "reports/" if len(formats) > 1 else f"{request.kind}.{_ending(formats[0])}"
            raise WrongUse(", ".join(formats), what, next_step=msg("name a place: --output {where}", where=where))
        return {formats[0]: None}
    if len(formats) == 1 and not output.is_dir() and (output.suffix or output.exists()):
        return {formats[0]: output}
    return {format: output / f"{request.kind}.{_ending(format)}" for format in formats}


def _ending(format: str) -> str:
    """How the name of a file of this format ends: csv of csv-excel."""
    return format.partition("-")[0]


def _files_of(figure: WrittenFigure, folder: Path) -> list[OutputFile]:
    """A figure as SVG, PNG and PDF, and its numbers as CSV."""
    return [OutputFile(folder / f"{figure.name}.{format}", data) for format, data in figure.by_format.items()]
