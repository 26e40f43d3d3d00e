"""`kodetre documents`: list them, read one, set what is known of one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import documents_diff, out, page_image, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.errors import NothingMatched, WrongUse

if TYPE_CHECKING:
    from kodetre.model.documents import Document, DocumentInfo, Page

app = typer.Typer(help="List the documents, read one, set its metadata.", invoke_without_command=True)


@app.callback()
def documents(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the documents of the project."""
    if ctx.invoked_subcommand is not None:
        return
    from kodetre.project.project import find

    with find(project).store() as store:
        found = store.documents.all()
    if json:
        for info in found:
            out.json_line(_listed(info))
        return
    if not found:
        raise NothingMatched("", "there are no documents yet", next_step="take some in: kodetre ingest corpus/")
    out.table(
        ("", "title", "author", "year", "group", "lang", "pages", "words", "file"),
        [
            (
                d.id, d.metadata.title, d.metadata.author, d.metadata.year, d.metadata.group, d.language,
                d.pages if d.paged else "–", d.words, d.file + ("" if d.status == "ok" else f" ({d.status})"),
            )
            for d in found
        ],
        numeric=(6, 7),
    )  # fmt: skip


def _listed(d: "DocumentInfo") -> dict[str, object]:
    data = d.metadata
    return {
        "id": d.id, "file": d.file, "sha256": d.sha256, "title": data.title, "author": data.author, "year": data.year,
        "group": data.group, "language": d.language, "status": d.status, "pages": d.pages, "words": d.words,
        "type": data.type, "reference": data.reference,
    }  # fmt: skip


@app.command("show")
def show(
    name: Annotated[str, typer.Argument(metavar="ID", help="The document: D1, or its file name.")],
    page: Annotated[
        str | None, typer.Option(metavar="LABEL", help="Only this page, by the label that is printed on it.")
    ] = None,
    image: Annotated[
        bool, typer.Option("--image", help="Draw the page as PNG, with an outline around everything that was read.")
    ] = False,
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the picture goes; otherwise D1-side-57.png here.")
    ] = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Read a document in the terminal, with page labels in the margin."""
    from kodetre.project.project import find

    opened = find(project)
    with opened.store() as store:
        document = store.documents.get(store.documents.find(name).id)
        boxes = store.documents.boxes(document.id) if image else None
    if boxes is not None:
        if page is None:
            raise WrongUse("--image", "draws one page at a time", next_step="say which: --page 57")
        page_image.write(opened, document, boxes, _pages(document, page), output)
    elif json:
        out.json_line(_shown(document))
    else:
        _draw(document, page)


def _shown(document: "Document") -> dict[str, object]:
    info, reading = document.info, document.reading
    data = info.metadata
    return {
        "id": info.id, "sha256": info.sha256, "title": data.title, "author": data.author, "year": data.year,
        "group": data.group, "language": info.language,
        "pages": [{"number": p.number, "label": p.label, "start": p.start, "end": p.end} for p in reading.pages],
        "blocks": [
            {
                "kind": b.kind, "level": b.level, "text": document.text[b.start : b.end], "start": b.start, "end": b.end,
                "page_first": b.page_first, "page_last": b.page_last,
                "language": b.language or info.language,
                **({"rows": [list(row) for row in b.rows], "header": b.header} if b.rows is not None else {}),
            }
            for b in reading.blocks
        ],
    }  # fmt: skip


def _pages(document: "Document", label: str | None) -> "list[Page]":
    """The pages with this label, all of them without one."""
    pages = document.reading.pages
    wanted = [p for p in pages if label is None or p.label == label]
    if not wanted:
        raise NothingMatched(
            document.id, f"has no page '{label}'", next_step=f"its pages are {pages[0].label} to {pages[-1].label}"
        )
    return wanted


def _draw(document: "Document", label: str | None) -> None:
    from rich.padding import Padding
    from rich.text import Text

    pages = document.reading.pages
    numbers = {p.number for p in _pages(document, label)}
    console = out.console()
    current = 0
    for block in document.reading.blocks:
        if not any(block.page_first <= number <= block.page_last for number in numbers):
            continue
        if block.page_first != current and document.reading.paged:
            current = block.page_first
            console.rule(Text(talk.printable(f"[{pages[current - 1].label}]")), style="dim", align="right")
        text = talk.printable(document.text[block.start : block.end])
        match block.kind:
            case "heading":
                console.print(Text(f"\n{'#' * block.level} {text}", style="bold"))
            case "list_item":
                console.print(Padding(Text(f"• {text}"), (0, 0, 0, 2 * max(1, block.level))))
            case "table":
                rows = block.rows or ()
                if rows:
                    head = rows[0] if block.header else tuple("" for _ in rows[0])
                    out.table(head, rows[block.header :])
            case "footnote" | "caption":
                console.print(Padding(Text(text, style="dim"), (0, 0, 1, 4)))
            case _:
                console.print(Text(text + "\n"))


@app.command("set")
def set_metadata(
    name: Annotated[str, typer.Argument(metavar="ID", help="The document: D1, or its file name.")],
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help='For example: group="Drammen kommune" year=2022')
    ],
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Set title, author, year, group, type or reference of a document."""
    from kodetre.model.documents import METADATA_FIELDS
    from kodetre.project.project import find

    wanted: dict[str, str] = {}
    for value in values:
        field, equals, text = value.partition("=")
        if not equals or field.strip() not in METADATA_FIELDS:
            raise WrongUse(
                value,
                "is no field and value",
                next_step=f"write FIELD=VALUE, with one of: {', '.join(METADATA_FIELDS)}",
            )
        wanted[field.strip()] = " ".join(text.split())
    opened = find(project)
    with opened.store() as store:
        id = store.documents.find(name).id
        changed = store.documents.set_metadata({id: wanted}, opened.coder(coder), "set").get(id, [])
    for field in wanted:
        out.line(f"{id} {field}: {wanted[field]}" + ("" if field in changed else " (as before)"))


app.command("diff")(documents_diff.diff)
