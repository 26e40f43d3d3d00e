"""`kodetre documents`: list them, read one, set what is known of one."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import documents_diff, out, talk
from kodetre.cli.options import CoderOption, ForceOption, JsonOption, ProjectOption, grouped
from kodetre.controls import shown
from kodetre.errors import NothingMatched, WrongUse
from kodetre.i18n.message import msg, term

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.console import RenderableType

    from kodetre.cli.outputs import OutputFile, Outputs
    from kodetre.model.documents import Block, Document, DocumentInfo, Page
    from kodetre.project.project import Project
    from kodetre.services.documents import DrawnPage, DrawPagesRequest

app = typer.Typer(
    help="List the documents, read one, set its metadata, find what is to be mended.", invoke_without_command=True
)
NameArgument = Annotated[str, typer.Argument(metavar="ID", help="The document: D1, or its file name.")]


@app.callback()
def documents(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the documents of the project."""
    if ctx.invoked_subcommand is not None:
        return
    from kodetre.project.project import find
    from kodetre.services.documents import list_documents

    listed = list_documents(find(project))
    if json:
        for info in listed:
            out.json_line(_listed_as_json(info))
    elif listed:
        columns = (
            "",
            msg("title"),
            msg("author"),
            msg("year"),
            msg("group"),
            msg("lang"),
            msg("pages"),
            msg("words"),
            msg("file"),
        )
        out.table(columns, [_row(info) for info in listed], numeric=(6, 7))
    else:
        raise NothingMatched(
            "", msg("there are no documents yet"), next_step=msg("take some in: kodetre ingest corpus/")
        )


def _row(info: "DocumentInfo") -> tuple[object, ...]:
    data = info.metadata
    pages = info.pages if info.paged else "–"
    file = info.file if info.status == "ok" else msg("{file} ({status})", file=info.file, status=term(info.status))
    return info.id, data.title, data.author, data.shown_year, data.group, info.language, pages, info.words, file


def _listed_as_json(info: "DocumentInfo") -> dict[str, object]:
    from kodetre.model.documents import METADATA_FIELDS

    data = info.metadata
    return {
        "id": info.id,
        "file": info.file,
        "sha256": info.sha256,
        "title": data.title,
        "author": data.author,
        "year": data.year,
        "group": data.group,
        "language": info.language,
        "status": info.status,
        "pages": info.pages,
        "words": info.words,
        "type": data.type,
        "reference": data.reference,
        "year_guessed": data.year_guessed,
        **{name: info.field(name) for name in METADATA_FIELDS[6:]},
    }


@dataclass(frozen=True, slots=True)
class ImageOptions:
    """A picture of a page instead of its text."""

    image: Annotated[
        bool, typer.Option("--image", help="Draw the page as PNG, with an outline around everything that was read.")
    ] = False
    output: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Where the picture goes; otherwise D1-side-57.png here.")
    ] = None
    force: ForceOption = False


@app.command("show")
@grouped
def show(
    name: NameArgument,
    picture: ImageOptions,
    page: Annotated[
        str | None, typer.Option(metavar="LABEL", help="Only this page, by the label that is printed on it.")
    ] = None,
    furniture: Annotated[
        bool,
        typer.Option(
            "--furniture", help="What was taken out of the text instead: headers, footers, page and line numbers."
        ),
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Read a document in the terminal, with page labels in the margin."""
    from kodetre.cli.outputs import Outputs
    from kodetre.project.project import find
    from kodetre.services.documents import DrawPagesRequest, pages_of, read_document

    if picture.image and furniture:
        raise WrongUse(
            "--furniture", msg("lists lines and draws nothing"), next_step=msg("--image crosses them out on the page")
        )
    if picture.image:
        if page is None:
            raise WrongUse("--image", msg("draws one page at a time"), next_step=msg("say which: --page 57"))
        opened = find(project)
        _write_images(opened, DrawPagesRequest(name, page, picture.output), Outputs(opened, force=picture.force))
        return
    document = read_document(find(project), name)
    if furniture:
        _list_furniture(document, page, json=json)
    elif json:
        out.json_line(_as_json(document))
    else:
        for note in document.reading.notes:
            talk.say(msg("{document_id}: {note}.", document_id=document.id, note=note))
        _draw(document, {page.number for page in pages_of(document, page)})


def _list_furniture(document: "Document", page: str | None, *, json: bool) -> None:
    """The lines that were taken out of the pages, each with its page."""
    from kodetre.services.documents import furniture_of

    lines = furniture_of(document, page)
    if json:
        out.json_line({"id": document.id, "furniture": [asdict(line) for line in lines]})
    elif lines:
        out.table(
            (msg("page"), msg("where"), msg("text")),
            [(line.label, term(line.place), shown(line.text)) for line in lines],
        )
    else:
        out.line(msg("Nothing was taken out of {document}.", document=document.id))


def _write_images(project: "Project", request: "DrawPagesRequest", outputs: "Outputs") -> None:
    """Write the pictures, and say where they are."""
    from kodetre.cli.outputs import OutputFile
    from kodetre.services.documents import draw_pages

    if request.target is not None:
        outputs.check([request.target])
    images = draw_pages(project, request)
    files = [OutputFile(request.target or Path(image.name), image.png) for image in images]
    outputs.write(files)
    names = ", ".join(str(file.path) for file in files)
    with out.telling(msg("Wrote {names}", names=names)):
        _say_where(images, files)


def _say_where(images: "Sequence[DrawnPage]", files: "Sequence[OutputFile]") -> None:
    for image, file in zip(images, files, strict=True):
        out.line(
            msg(
                "{path}: page {page_label} of {document_id} {metadata_title}",
                path=file.path,
                page_label=image.page.label,
                document_id=image.document.id,
                metadata_title=image.document.metadata.title,
            )
        )


def _as_json(document: "Document") -> dict[str, object]:
    info = document.info
    data = info.metadata
    return {
        "id": info.id,
        "sha256": info.sha256,
        "title": data.title,
        "author": data.author,
        "year": data.year,
        "group": data.group,
        "language": info.language,
        "notes": list(document.reading.notes),
        "pages": [_page_as_json(page) for page in document.reading.pages],
        "blocks": [_block_as_json(block, document) for block in document.reading.blocks],
    }


def _page_as_json(page: "Page") -> dict[str, object]:
    return {"number": page.number, "label": page.label, "start": page.start, "end": page.end}


def _block_as_json(block: "Block", document: "Document") -> dict[str, object]:
    values: dict[str, object] = {
        "kind": block.kind,
        "level": block.level,
        "text": block.span.of(document.text),
        "start": block.start,
        "end": block.end,
        "page_first": block.page_first,
        "page_last": block.page_last,
        "language": block.language or document.info.language,
    }
    if block.rows is not None:
        values |= {"rows": [list(row) for row in block.rows], "header": block.header}
    if block.aside:
        values["aside"] = True
    if block.speaker:
        values |= {"speaker": block.speaker, "interviewer": block.asks}
    if times := [[start, at] for start, at in document.reading.times if block.start <= start < block.end]:
        values["times"] = times
    return values


def _draw(document: "Document", numbers: set[int]) -> None:
    """The blocks on some pages, with the label of each page in the margin where it begins."""
    from rich.rule import Rule
    from rich.text import Text

    pages = document.reading.pages
    current = 0
    for block in document.reading.blocks:
        if numbers.isdisjoint(range(block.page_first, block.page_last + 1)):
            continue
        if block.page_first != current and document.reading.paged:
            current = block.page_first
            out.rich(Rule(Text(f"[{pages[current - 1].label}]"), style="dim", align="right"))
        if block.kind == "table":
            _draw_table(block)
        else:
            out.rich(_drawn(block, shown(block.span.of(document.text))))


def _drawn(block: "Block", text: str) -> "RenderableType":
    """A block that is no table, as its kind is drawn."""
    from rich.padding import Padding
    from rich.text import Text

    if block.aside:
        return Padding(Text(f"┃ {text}"), (0, 0, 1, 4))
    match block.kind:
        case "heading":
            return Text(f"\n{'#' * block.level} {text}", style="bold")
        case "list_item":
            return Padding(Text(f"• {text}"), (0, 0, 0, 2 * max(1, block.level)))
        case "footnote" | "caption":
            return Padding(Text(text, style="dim"), (0, 0, 1, 4))
        case _:
            return Text(text + "\n")


def _draw_table(block: "Block") -> None:
    rows = block.rows or ()
    if rows:
        header = rows[0] if block.header else tuple("" for _ in rows[0])
        out.table(header, rows[block.header :])


@app.command("set")
def set_metadata(
    name: NameArgument,
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help='For example: group="Drammen kommune" year=2022')
    ],
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Set what is known of a document: title, author, issued, year, group, type, publisher, url, doi and more."""
    from kodetre.project.project import find
    from kodetre.services import documents as service

    result = service.set_metadata(find(project), service.MetadataRequest(name, tuple(values), coder))
    changed = ", ".join(f"{field}: {value}" for field, value in result.values.items() if field in result.changed)
    with out.telling(msg("{document} has {changed}", document=result.document, changed=changed) if changed else ""):
        for field, value in result.values.items():
            out.line(f"{result.document} {field}: {value}" + ("" if field in result.changed else msg(" (as before)")))


@app.command("check")
def check(json: JsonOption = False, project: ProjectOption = None) -> None:
    """Find what is to be mended: files that are gone or have changed, codings without a code or a place, codings made twice."""
    from kodetre.project.project import find
    from kodetre.services.check_documents import check_documents

    findings = check_documents(find(project))
    if json:
        for finding in findings:
            out.json_line(asdict(finding))
    elif findings:
        columns = (msg("document"), msg("codings"), msg("what"), "", msg("what to do"))
        rows = [(f.document, f.count or "", term(f.fault.value), f.what, f.next_step) for f in findings]
        out.table(columns, rows, numeric=(1,))
    else:
        out.line(msg("Nothing is to be mended."))


app.command("diff")(documents_diff.diff)
