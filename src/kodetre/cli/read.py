"""`kodetre read`: who has read which pages."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import NothingMatched, WrongUse
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from kodetre.document.reading import DocumentReading
    from kodetre.model.read_pages import ReadState
    from kodetre.project.project import Project
    from kodetre.services.read_pages import Signed


@dataclass(frozen=True, slots=True)
class Pages:
    """Which pages, and what becomes of them."""

    pages: Annotated[
        str | None,
        typer.Option(
            "--pages", metavar="LABELS", help="You have read these, by their printed numbers: 1-40 or iv,1-12."
        ),
    ] = None
    all: Annotated[bool, typer.Option("--all", help="You have read all of the document.")] = False
    withdraw: Annotated[bool, typer.Option("--withdraw", help="You have not, after all.")] = False


@grouped
def read(
    pages: Pages,
    name: Annotated[
        str | None, typer.Argument(metavar="[DOCUMENT]", help="Id or file name; without pages it is listed.")
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Sign for pages that you have read, and list who has read what: signed for, or on the screen of a coding session."""
    from kodetre.project.project import find
    from kodetre.services.read_pages import SignRequest, sign

    opened = find(project)
    if pages.pages is None and not pages.all:
        if pages.withdraw:
            how = msg("for example: kodetre read D1 --pages 3 --withdraw")
            raise WrongUse("--withdraw", msg("wants to know which pages"), next_step=how)
        _list(opened, name, json=json)
        return
    if pages.pages is not None and pages.all:
        raise WrongUse("--all", msg("and --pages say different things"), next_step=msg("leave one of them out"))
    if name is None:
        how = msg("for example: kodetre read D1 --pages 1-40")
        raise WrongUse("read", msg("wants to know which document"), next_step=how)
    state: ReadState = "withdrawn" if pages.withdraw else "read"
    signed = sign(opened, SignRequest(name, None if pages.all else pages.pages, coder, state))
    told = _told(signed, withdrawn=pages.withdraw)
    with out.telling(told):
        if json:
            out.json_line({**_as_json(signed.reading), "coder": signed.coder, "step": signed.step})
        elif signed.step:
            out.line(f"{told}.")
        else:
            out.line(msg("Nothing is new: it is so already."))


def _told(signed: "Signed", *, withdrawn: bool) -> str:
    """What was signed for, in words."""
    reading = signed.reading
    where = reading.document
    if reading.paged:
        where = msg("{id}, pages {pages}", id=reading.document, pages=reading.labels(signed.numbers))
    if withdrawn:
        return msg("{coder} no longer signs for {where}", coder=signed.coder, where=where)
    return msg("{coder} has read {where}", coder=signed.coder, where=where)


def _list(project: "Project", name: str | None, *, json: bool) -> None:
    from kodetre.document.filters import Filters
    from kodetre.services.read_pages import list_read

    readings = list_read(project, Filters(document=(name,) if name is not None else ()))
    if json:
        for reading in readings:
            out.json_line(_as_json(reading))
        return
    if not any(reading.readers for reading in readings):
        how = msg("sign for what you have read: kodetre read D1 --pages 1-40")
        raise NothingMatched("", msg("nobody has signed for any page, or had one on the screen"), next_step=how)
    rows: list[tuple[object, ...]] = []
    for reading in readings:
        pages = str(len(reading.pages)) if reading.paged else "–"
        for reader in reading.readers:
            whole = msg("all of it") if not reading.paged else ""
            signed, shown, partly = (
                (reading.labels(numbers) or whole if numbers else "")
                for numbers in (reader.signed, reader.shown, reader.partly)
            )
            partly = msg("in part") if partly and not reading.paged else partly
            rows.append((reading.document, pages, reader.coder, signed, shown, partly))
        if not reading.readers:
            rows.append((reading.document, pages, "", "", "", ""))
    heads = (
        msg("document"), msg("pages"), msg("coder"), msg("signed for"), msg("whole on the screen"), msg("partly on the screen"),
    )  # fmt: skip
    out.table(heads, rows)


def _as_json(reading: "DocumentReading") -> dict[str, object]:
    readers = [
        {
            "coder": reader.coder,
            "signed": list(reader.signed),
            "on_screen": list(reader.shown),
            "partly_on_screen": list(reader.partly),
            "signed_in_another_file": list(reader.outdated),
            "last": reader.last.isoformat() if reader.last is not None else None,
        }
        for reader in reading.readers
    ]
    return {"document": reading.document, "pages": len(reading.pages) if reading.paged else None, "readers": readers}
