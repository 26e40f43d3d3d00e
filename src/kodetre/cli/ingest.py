"""`kodetre ingest`: take documents into the project."""

from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import ExitCode, WrongUse
from kodetre.i18n.message import by_number, counted, joined, msg

if TYPE_CHECKING:
    from kodetre.services.ingest import Ingested, IngestResult


class Recognise(StrEnum):
    """Whether text is recognised in pages that are pictures."""

    off = "off"
    auto = "auto"


class Where(StrEnum):
    """Where files are read."""

    processes = "processes"
    dask = "dask"


class FindSpeakers(StrEnum):
    """Whether turns of speakers are looked for."""

    auto = "auto"
    yes = "yes"
    no = "no"


@dataclass(frozen=True, slots=True)
class ReadingOptions:
    """How files are read."""

    metadata: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="CSV or YAML with title, author, year, group, type and reference by file name."
        ),
    ] = None
    ocr: Annotated[
        Recognise, typer.Option(help="auto: recognise the text of pages that have none, with OCRmyPDF and Tesseract.")
    ] = Recognise.off
    again: Annotated[
        bool, typer.Option("--again", help="Read files again that are there already, for a newer kodetre reads better.")
    ] = False
    replaces: Annotated[
        str, typer.Option(metavar="ID", help="The one file given is a newer version of this document.")
    ] = ""
    library: Annotated[
        Path | None,
        typer.Option(
            "--from",
            metavar="FILE",
            help="A library of Zotero or another: CSL-JSON, RIS or BibTeX, with the files that it names.",
        ),
    ] = None
    speakers: Annotated[
        FindSpeakers,
        typer.Option(help="Whether paragraphs are turns of speakers: auto where all speaks for a transcript."),
    ] = FindSpeakers.auto
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be taken in.")] = False
    jobs: Annotated[
        int | None, typer.Option(min=1, max=1024, help="How many files to read at once; otherwise one for each core.")
    ] = None
    on: Annotated[Where, typer.Option(help="dask: by the workers of a Dask cluster. See docs/scale.md.")] = (
        Where.processes
    )
    scheduler: Annotated[
        str, typer.Option(metavar="ADDRESS", help="The scheduler of the cluster; otherwise one on this machine.")
    ] = ""


@grouped
def ingest(
    *,
    paths: Annotated[
        list[Path] | None, typer.Argument(metavar="PATH...", help="Files and folders; folders are gone through.")
    ] = None,
    reading: ReadingOptions,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take documents in: PDF, DOCX, ODT, RTF, HTML, TXT and MD, and captions of recordings: VTT and SRT.

    A file that is there already is recognised by its content and skipped; one that has changed becomes a new version of
    its document, with every coding found again in it; one that cannot be read is reported, and the rest goes on.
    """
    from kodetre.project.project import find
    from kodetre.services import ingest as service

    if not paths and reading.library is None:
        raise WrongUse(
            "ingest", msg("names nothing to take in"), next_step=msg("kodetre ingest corpus/, or --from library.json")
        )
    if reading.scheduler and reading.on is not Where.dask:
        raise WrongUse(f"--scheduler {reading.scheduler}", msg("means nothing here"), next_step=msg("add --on dask"))
    if reading.scheduler and reading.jobs:
        raise WrongUse(
            f"--jobs {reading.jobs}",
            msg("means nothing on a cluster that is there already"),
            next_step=msg("leave it out: the cluster says how many"),
        )
    request = service.IngestRequest(
        tuple(paths or ()),
        reading.metadata,
        reading.ocr.value,
        reading.again,
        reading.replaces,
        reading.jobs,
        coder,
        reading.library,
        reading.speakers.value,
        reading.dry_run,
        reading.on.value,
        reading.scheduler,
    )
    opened = find(project)
    with talk.progress() as show:
        result = service.ingest(opened, request, lambda read: show(read.done, read.total, read.following))
    for remark in result.without_file:
        talk.say(msg("{remark}.", remark=remark))
    if reading.dry_run:
        _draw_plan(result, json=json)
        return
    with out.telling(_summary(result).rstrip(".") if result.ingested or result.updated else ""):
        if json:
            _print(result)
        else:
            _draw(result)
    if result.interrupted:
        talk.say(msg("Interrupted. The documents above are whole; run the same command again for the rest."))
        raise typer.Exit(ExitCode.INTERRUPTED)
    if result.failed:
        raise typer.Exit(ExitCode.UNREADABLE_INPUT)


def _draw_plan(result: "IngestResult", *, json: bool) -> None:
    """What would be taken in, and that nothing was."""
    if json:
        for planned in result.planned:
            out.json_line({"file": planned.file, "known": planned.known, **planned.fields})
        return
    columns = (msg("file"), msg("title"), msg("author"), msg("issued"), msg("type"), msg("there as"))
    shown = ("title", "author", "issued", "type")
    rows = []
    for planned in result.planned:
        about = [planned.fields.get(name, "") for name in shown]
        rows.append((planned.file, *about, planned.known))
    if rows:
        out.table(columns, rows)
    for error in result.failed:
        talk.error(error)
    new = sum(not planned.known for planned in result.planned)
    out.line(msg("Would be taken in: {documents}. Nothing has been taken in.", documents=counted(new, "document")))


def _draw(result: "IngestResult") -> None:
    if result.ingested:
        columns = ("", msg("document"), msg("group"), msg("pages"), msg("words"), msg("note"))
        out.table(columns, [_row(ingested) for ingested in result.ingested], numeric=(3, 4))
    for skipped in result.skipped:
        talk.say(msg("Skipped {file}: {reason}.", file=skipped.file, reason=skipped.reason))
    for updated in result.updated:
        talk.say(
            msg(
                "{updated_id}: the list has given a new {fields}.",
                updated_id=updated.id,
                fields=", ".join(updated.fields),
            )
        )
    for error in result.failed:
        talk.error(error)
    out.line(_summary(result))
    _say_what_next(result)


def _row(ingested: "Ingested") -> tuple[object, ...]:
    info = ingested.info
    notes = joined((*_moved(ingested), *ingested.notes), "; ")
    return info.id, info.file, info.metadata.group, info.pages if info.paged else "–", info.words, notes


def _moved(ingested: "Ingested") -> tuple[str, ...]:
    """What became of the codings of a document that was read anew."""
    moved = ingested.moved
    if moved is None:
        return ()
    counts = (moved.exact, msg("found again")), (moved.near, msg("found near")), (moved.adrift, msg("adrift"))
    codings = joined((msg("{count} {what}", count=count, what=what) for count, what in counts if count), ", ")
    return (msg("a newer version; codings: {codings}", codings=codings) if codings else msg("a newer version"),)


def _summary(result: "IngestResult") -> str:
    """How many were taken in, and how many not."""
    documents = counted(len(result.new), "document")
    pages = counted(sum(info.pages for info in result.new if info.paged), "page")
    words = counted(sum(info.words for info in result.new), "word")
    newer = msg(" Newer versions: {count}.", count=len(result.newer)) if result.newer else ""
    left = msg(" Skipped: {skipped}. Not read: {failed}.", skipped=len(result.skipped), failed=len(result.failed))
    return msg(
        "Taken in: {documents}, {pages}, {words}.{newer}{left}",
        documents=documents,
        pages=pages,
        words=words,
        newer=newer,
        left=left,
    )


def _say_what_next(result: "IngestResult") -> None:
    """What there is to look at and to fill in."""
    near, adrift = result.moved.near, result.moved.adrift
    if near or adrift:
        standing = by_number(
            near,
            "{number} coding stands in words that have changed",
            "{number} codings stand in words that have changed",
        )
        lost = by_number(adrift, "{number} stands nowhere now", "{number} stand nowhere now")
        proposed = (
            msg(" (a place is proposed for {proposed})", proposed=result.moved.proposed)
            if result.moved.proposed
            else ""
        )
        talk.say(
            msg(
                "{standing}, and {lost}{proposed}; none is lost. See them: kodetre adrift",
                standing=standing,
                lost=lost,
                proposed=proposed,
            )
        )
    if result.newer:
        talk.say(msg("What changed in the text: kodetre documents diff {id}", id=result.newer[0].id))
    infos = [ingested.info for ingested in result.ingested]
    missing = [info.id for info in infos if not info.metadata.group]
    if missing:
        talk.say(
            msg(
                'No group yet for {missing}: kodetre documents set {first} group="Drammen kommune"',
                missing=", ".join(missing),
                first=missing[0],
            )
        )
    unread = [info for info in infos if info.status != "ok" and info.file.lower().endswith(".pdf")]
    if unread:
        from kodetre.services.ingest import missing_for_ocr

        talk.say(
            msg("To recognise the text of pages that have none: kodetre ingest {file} --ocr auto", file=unread[0].file)
        )
        if install := missing_for_ocr():
            talk.say(msg("  First {install}", install=install))


def _print(result: "IngestResult") -> None:
    out.json_line(
        {
            "taken": [_as_json(ingested) for ingested in result.ingested],
            "without_file": list(result.without_file),
            "skipped": [{"file": skipped.file, "reason": skipped.reason} for skipped in result.skipped],
            "failed": [
                {"file": error.where, "reason": error.what, "next_step": error.next_step} for error in result.failed
            ],
            "updated": {updated.id: list(updated.fields) for updated in result.updated},
        }
    )


def _as_json(ingested: "Ingested") -> dict[str, object]:
    info = ingested.info
    values: dict[str, object] = {
        "id": info.id,
        "file": info.file,
        "sha256": info.sha256,
        "pages": info.pages,
        "words": info.words,
        "status": info.status,
        "notes": list(ingested.notes),
    }
    if ingested.moved is not None:
        values["moved"] = asdict(ingested.moved)
    return values
