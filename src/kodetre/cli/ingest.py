"""`kodetre ingest`: take documents into the project."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.errors import ExitCode, KodetreError, MissingFile, NothingMatched

if TYPE_CHECKING:
    from kodetre.services.ingest import Ingested, Outcome


class Recognise(StrEnum):
    """Whether text is recognised in pages that are pictures."""

    off = "off"
    auto = "auto"


@dataclass(slots=True)
class _Summary:
    taken: "list[Ingested]" = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[KodetreError] = field(default_factory=list)
    updated: dict[str, list[str]] = field(default_factory=dict)
    interrupted: bool = False

    def take(self, outcome: "Outcome") -> None:
        """Count an outcome in."""
        from kodetre.services.ingest import Failed, Ingested, Skipped, Updated

        match outcome:
            case Ingested():
                self.taken.append(outcome)
            case Skipped(file, reason):
                self.skipped.append((file, reason))
            case Failed(error):
                self.failed.append(error)
            case Updated(id, fields):
                self.updated[id] = list(fields)


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files and folders; folders are gone through.")
    ],
    metadata: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="CSV or YAML with title, author, year, group, type and reference by file name."
        ),
    ] = None,
    ocr: Annotated[
        Recognise, typer.Option(help="auto: recognise the text of pages that have none, with OCRmyPDF and Tesseract.")
    ] = Recognise.off,
    again: Annotated[
        bool, typer.Option("--again", help="Read files again that are there already, for a newer kodetre reads better.")
    ] = False,
    replaces: Annotated[
        str, typer.Option(metavar="ID", help="The one file given is a newer version of this document.")
    ] = "",
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="How many files to read at once; otherwise one for each core.")
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take documents in: PDF, DOCX, HTML, TXT and MD.

    A file that is there already is recognised by its content and skipped; one that has changed becomes a new version of
    its document, with every coding found again in it; one that cannot be read is reported, and the rest goes on.
    """
    from kodetre.ingest.find import find as find_files
    from kodetre.project.project import find
    from kodetre.services.ingest import IngestOptions, Read, take_in

    opened = find(project)
    listed = opened.listed_metadata(metadata)
    found = find_files(paths)
    summary = _Summary()
    summary.failed.extend(MissingFile(path, why, next_step="check the path") for path, why in found.refused)
    summary.skipped.extend((opened.display(path), reason) for path, reason in found.skipped)
    if not found.files and not found.refused:
        where = ", ".join(str(path) for path in paths)
        raise NothingMatched(
            where, "no documents here", next_step="kodetre reads .pdf, .docx, .html, .txt and .md files"
        )
    options = IngestOptions(jobs or os.cpu_count() or 1, ocr.value, again, replaces)
    with opened.store() as store, _progress() as show:
        try:
            for outcome in take_in(opened, store, found.files, listed, opened.coder(coder), options):
                if isinstance(outcome, Read):
                    show(outcome)
                else:
                    summary.take(outcome)
        except KeyboardInterrupt:
            summary.interrupted = True
    if json:
        _print_json(summary)
    else:
        _print(summary)
    if summary.interrupted:
        talk.say("Interrupted. The documents above are whole; run the same command again for the rest.")
        raise typer.Exit(ExitCode.INTERRUPTED)
    if summary.failed:
        raise typer.Exit(ExitCode.UNREADABLE_INPUT)


@contextmanager
def _progress() -> Iterator[Any]:
    """A bar on stderr with the name of the file; nothing where stderr is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True, highlight=False)
    columns = (
        BarColumn(24),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.description}", markup=False),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=None)

        def show(read: Any) -> None:  # noqa: ANN401
            bar.update(task, completed=read.done, total=read.total, description=talk.printable(read.following))

        yield show


def _print(summary: _Summary) -> None:
    if summary.taken:
        out.table(
            ("", "document", "group", "pages", "words", "note"),
            [
                (
                    one.info.id,
                    one.info.file,
                    one.info.metadata.group,
                    one.info.pages if one.info.paged else "–",
                    one.info.words,
                    "; ".join((*_moved(one), *one.notes)),
                )
                for one in summary.taken
            ],
            numeric=(3, 4),
        )
    for file, reason in summary.skipped:
        talk.say(f"Skipped {talk.printable(file)}: {reason}.")
    for id, fields in summary.updated.items():
        talk.say(f"{id}: the list has given a new {', '.join(fields)}.")
    for error in summary.failed:
        talk.error(error)
    new = [one.info for one in summary.taken if one.moved is None]
    newer = [one.info for one in summary.taken if one.moved is not None]
    out.line(
        f"Taken in: {len(new)} documents, {sum(info.pages for info in new if info.paged)} pages, "
        f"{sum(info.words for info in new)} words."
        + (f" Newer versions: {len(newer)}." if newer else "")
        + f" Skipped: {len(summary.skipped)}. Not read: {len(summary.failed)}."
    )
    _what_next(summary)


def _moved(one: "Ingested") -> tuple[str, ...]:
    """What became of the codings of a document that was read anew."""
    if one.moved is None:
        return ()
    counts = (one.moved.exact, "found again"), (one.moved.near, "found near"), (one.moved.adrift, "adrift")
    said = ", ".join(f"{count} {what}" for count, what in counts if count)
    return (f"a newer version; codings: {said}" if said else "a newer version",)


def _what_next(summary: _Summary) -> None:
    near = sum(one.moved.near for one in summary.taken if one.moved)
    adrift = sum(one.moved.adrift for one in summary.taken if one.moved)
    if near or adrift:
        talk.say(
            f"{near} codings stand in words that have changed, and {adrift} stand nowhere now; none is lost. "
            "See them: kodetre adrift"
        )
    changed = next((one.info.id for one in summary.taken if one.moved), None)
    if changed:
        talk.say(f"What changed in the text: kodetre documents diff {changed}")
    missing = [one.info.id for one in summary.taken if not one.info.metadata.group]
    if missing:
        talk.say(f'No group yet for {", ".join(missing)}: kodetre documents set {missing[0]} group="Drammen kommune"')
    unread = [one.info for one in summary.taken if one.info.status != "ok" and one.info.file.lower().endswith(".pdf")]
    if unread:
        from kodetre.ingest.readers import ocr

        talk.say(f"To recognise the text of pages that have none: kodetre ingest {unread[0].file} --ocr auto")
        if ocr.missing():
            talk.say(f"  First {ocr.INSTALL}")


def _print_json(summary: _Summary) -> None:
    out.json_line(
        {
            "taken": [
                {"id": one.info.id, "file": one.info.file, "sha256": one.info.sha256, "pages": one.info.pages,
                 "words": one.info.words, "status": one.info.status, "notes": list(one.notes),
                 **({"moved": asdict(one.moved)} if one.moved is not None else {})}
                for one in summary.taken
            ],
            "skipped": [{"file": file, "reason": reason} for file, reason in summary.skipped],
            "failed": [{"file": error.where, "reason": error.what, "next_step": error.next_step} for error in summary.failed],
            "updated": summary.updated,
        }
    )  # fmt: skip
