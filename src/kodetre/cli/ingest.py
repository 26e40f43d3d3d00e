"""`kodetre ingest`: take documents into the project."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.errors import KodetreError, MissingFile, NothingMatched

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kodetre.ingest.metadata import Listed
    from kodetre.model import DocumentInfo
    from kodetre.project import Project
    from kodetre.store import Store


@dataclass(slots=True)
class _Summary:
    taken: "list[tuple[DocumentInfo, tuple[str, ...]]]" = field(default_factory=list)
    skipped: list[tuple[str, str]] = field(default_factory=list)
    failed: list[KodetreError] = field(default_factory=list)
    updated: dict[str, list[str]] = field(default_factory=dict)
    interrupted: bool = False


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
    jobs: Annotated[
        int | None, typer.Option(min=1, max=64, help="How many files to read at once; otherwise one for each core.")
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take documents in: PDF, DOCX, HTML, TXT and MD.

    A file that is there already is recognised by its content and skipped; one that cannot be read is reported, and the
    rest goes on.
    """
    from kodetre.ingest.find import find as find_files
    from kodetre.project import find

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
    with opened.store() as store:
        _take_in(opened, store, found.files, listed, jobs or os.cpu_count() or 1, opened.coder(coder), summary)
    if json:
        _print_json(summary)
    else:
        _print(summary)
    if summary.interrupted:
        talk.say("Interrupted. The documents above are whole; run the same command again for the rest.")
        raise typer.Exit(130)
    if summary.failed:
        raise typer.Exit(4)


def _take_in(
    project: "Project",
    store: "Store",
    files: "Sequence[Path]",
    listed: "Listed",
    jobs: int,
    coder: str,
    summary: _Summary,
) -> None:
    from kodetre.ingest.metadata import listed_for
    from kodetre.ingest.read import sha256_of
    from kodetre.ingest.run import read_all

    hashes: dict[Path, str] = {}
    fresh: list[Path] = []
    for path in files:
        try:
            hashes[path] = sha256_of(path)
        except KodetreError as error:
            summary.failed.append(error)
            continue
        if (known := store.documents.known(hashes[path])) is not None:
            summary.skipped.append((project.display(path), f"is there already as {known}"))
            _update(store, known, listed_for(path, listed), coder, summary)
        else:
            fresh.append(path)
    step: int | None = None
    with _progress(len(fresh)) as advance:
        try:
            outcomes = read_all(fresh, jobs)
            advance(fresh[0].name if fresh else "", 0)
            for place, outcome in enumerate(outcomes):
                path = outcome.path
                if outcome.error is not None or outcome.reading is None:
                    summary.failed.append(outcome.error or MissingFile(path, "gave nothing"))
                elif (known := store.documents.known(hashes[path])) is not None:
                    summary.skipped.append((project.display(path), f"has the same content as {known}"))
                else:
                    info, step = store.documents.add(
                        outcome.reading, hashes[path], project.display(path), listed_for(path, listed), coder, step
                    )
                    summary.taken.append((info, (*outcome.reading.notes, *_same_place(store, info))))
                advance(fresh[place + 1].name if place + 1 < len(fresh) else "", 1)
        except KeyboardInterrupt:
            summary.interrupted = True


def _same_place(store: "Store", info: "DocumentInfo") -> tuple[str, ...]:
    """A note when a document was taken in before from the same path, with other content."""
    older = [d.id for d in store.documents.all() if d.file == info.file and d.id != info.id]
    return (
        (f"the same path as {', '.join(older)} with other content; {older[-1]} and its codings stay",) if older else ()
    )


def _update(store: "Store", id: str, values: "Mapping[str, str]", coder: str, summary: _Summary) -> None:
    """Metadata that the list has come to say of a document that is there already."""
    if values:
        summary.updated.update(store.documents.set_metadata({id: dict(values)}, coder, "list"))


@contextmanager
def _progress(total: int) -> Iterator[Any]:
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
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal or not total) as bar:
        task = bar.add_task("", total=total)

        def advance(name: str, count: int) -> None:
            bar.update(task, advance=count, description=talk.printable(name))

        yield advance


def _print(summary: _Summary) -> None:
    if summary.taken:
        out.table(
            ("", "document", "group", "pages", "words", "note"),
            [
                (
                    info.id,
                    info.file,
                    info.metadata.group,
                    info.pages if info.paged else "–",
                    info.words,
                    "; ".join(notes),
                )
                for info, notes in summary.taken
            ],
            numeric=(3, 4),
        )
    for file, reason in summary.skipped:
        talk.say(f"Skipped {file}: {reason}.")
    for id, fields in summary.updated.items():
        talk.say(f"{id}: the list has given a new {', '.join(fields)}.")
    for error in summary.failed:
        talk.error(error)
    pages = sum(info.pages for info, _ in summary.taken if info.paged)
    words = sum(info.words for info, _ in summary.taken)
    out.line(
        f"Taken in: {len(summary.taken)} documents, {pages} pages, {words} words. "
        f"Skipped: {len(summary.skipped)}. Not read: {len(summary.failed)}."
    )
    missing = [info.id for info, _ in summary.taken if not info.metadata.group]
    if missing:
        talk.say(f'No group yet for {", ".join(missing)}: kodetre documents set {missing[0]} group="Drammen kommune"')


def _print_json(summary: _Summary) -> None:
    out.json_line(
        {
            "taken": [
                {"id": info.id, "file": info.file, "sha256": info.sha256, "pages": info.pages, "words": info.words,
                 "status": info.status, "notes": list(notes)}
                for info, notes in summary.taken
            ],
            "skipped": [{"file": file, "reason": reason} for file, reason in summary.skipped],
            "failed": [{"file": error.where, "reason": error.what, "next_step": error.next_step} for error in summary.failed],
            "updated": summary.updated,
        }
    )  # fmt: skip
