"""`kodetre adrift`: codings whose words have changed since they were marked, and putting them right."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.excerpt import short
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.cli.runs import inline
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.model.codings import Coding
    from kodetre.services.adrift import AdriftCoding, AdriftList, Proposal
    from kodetre.services.codings import PlacedCoding

app = typer.Typer(
    help="Codings whose document was read anew and whose words have changed: list them, confirm or place them, drop them.",
    invoke_without_command=True,
)
_LONGEST = 120
"""Characters of an excerpt that are shown."""
_SHORT = 8
"""Characters of a coding's id that are shown, and enough to name it by."""
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="The coding, by the first letters of its id.")]


@app.callback()
def adrift(ctx: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List codings that are adrift (their words stand nowhere in the newest text) or were found in changed words."""
    if ctx.invoked_subcommand is not None:
        return
    from kodetre.project.project import find
    from kodetre.services.adrift import list_adrift

    listed = list_adrift(find(project))
    if json:
        _print(listed)
    elif listed.adrift or listed.changed:
        _draw(listed)
    else:
        out.line(msg("No coding is adrift, and none stands in changed words."))


def _print(listed: "AdriftList") -> None:
    for adrift in listed.adrift:
        proposed = _proposed(adrift.proposal) if adrift.proposal is not None else None
        out.json_line({**_as_marked(adrift.lost.coding), "label": adrift.lost.label, "now": None, "proposed": proposed})
    for placed in listed.changed:
        out.json_line({**_as_marked(placed.coding), "now": _now(placed)})


def _as_marked(coding: "Coding") -> dict[str, object]:
    return {
        "id": coding.id,
        "document": coding.document,
        "code": coding.code,
        "coder": coding.coder,
        "memo": coding.memo,
        "found": coding.found,
        "quote": coding.marked or coding.anchor.quote,
    }


def _now(placed: "PlacedCoding") -> dict[str, object]:
    coding = placed.coding
    return {
        "start": coding.span.start,
        "end": coding.span.end,
        "text": coding.anchor.quote,
        "page": placed.page.number,
        "label": placed.page.label,
    }


def _proposed(proposal: "Proposal") -> dict[str, object]:
    return {
        "start": proposal.span.start,
        "end": proposal.span.end,
        "text": proposal.text,
        "page": proposal.page.number,
        "label": proposal.label,
    }


def _draw(listed: "AdriftList") -> None:
    columns = (
        msg("coding"),
        msg("document"),
        msg("page"),
        msg("code"),
        "",
        msg("excerpt as it was marked, and what became of it"),
        msg("coder"),
    )
    rows = [_adrift_row(adrift) for adrift in listed.adrift] + [_changed_row(placed) for placed in listed.changed]
    out.table(columns, rows)
    proposed = msg(" ({proposed} with a place proposed)", proposed=listed.proposed) if listed.proposed else ""
    out.line(
        msg(
            "{adrift} adrift{proposed}, {changed} in changed words.",
            adrift=len(listed.adrift),
            proposed=proposed,
            changed=len(listed.changed),
        )
    )
    talk.say(
        msg("A page in brackets is that of the text in which the coding was made. Reports leave out what is adrift.")
    )
    talk.say(msg('  kodetre adrift place ID --quote "its words as they stand now"'))
    talk.say(msg("  kodetre adrift place ID      a changed one is right where it stands"))
    if listed.proposed:
        talk.say(msg("  kodetre adrift confirm ID…   it stands where it is proposed to; --all for every one"))
    talk.say(msg("  kodetre adrift drop ID       take it back"))


def _adrift_row(adrift: "AdriftCoding") -> "tuple[str | Text, ...]":
    coding, proposal = adrift.lost.coding, adrift.proposal
    marked = coding.marked or coding.anchor.quote
    if proposal is not None:
        from kodetre.document.diff import words

        excerpt = inline(list(words(marked, proposal.text)))
        label = proposal.label or str(proposal.page.number)
        return coding.id[:_SHORT], coding.document, label, coding.code, "proposed", excerpt, coding.coder
    page = f"({adrift.lost.label})" if adrift.lost.label else ""
    return coding.id[:_SHORT], coding.document, page, coding.code, "adrift", short(marked, _LONGEST), coding.coder


def _changed_row(placed: "PlacedCoding") -> "tuple[str | Text, ...]":
    from kodetre.document.diff import words

    coding = placed.coding
    excerpt = inline(list(words(coding.marked or coding.anchor.quote, coding.anchor.quote)))
    return coding.id[:_SHORT], coding.document, placed.label, coding.code, "changed", excerpt, coding.coder


@app.command("place")
def place(
    id: IdArgument,
    quote: Annotated[str, typer.Option(metavar="TEXT", help="The excerpt as it stands in the newest text.")] = "",
    span: Annotated[str, typer.Option(metavar="START-END", help="Or its offsets in the text.")] = "",
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say where a coding stands in the newest text; without a quote or span, that it is right where it stands or is proposed."""
    from kodetre.project.project import find
    from kodetre.services import adrift as service

    placed = service.place(find(project), service.PlaceRequest(id, quote, span, coder))
    text = short(placed.text, _LONGEST)
    done = msg(
        "{code} stands on page {page_label} of {document}: «{text}»",
        code=placed.coding.code,
        page_label=placed.page.label,
        document=placed.document,
        text=text,
    )
    with out.telling(done):
        out.line(done)


@app.command("confirm")
def confirm(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="[ID…]", help="The codings, by the first letters of their ids.")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every coding for which a place is proposed.")] = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say that codings which are adrift stand where they are proposed to. `kodetre undo` takes it back."""
    from kodetre.project.project import find
    from kodetre.services import adrift as service

    if bool(ids) == every:
        raise WrongUse("", msg("name codings, or say --all"), next_step=msg("see what is proposed: kodetre adrift"))
    confirmed = service.confirm(find(project), tuple(ids or ()), coder)
    done = msg("{codings} placed where proposed", codings=counted(confirmed.placed, "coding"))
    with out.telling(done if confirmed.placed else ""):
        out.line(msg("{done}.", done=done))
    if confirmed.taken:
        talk.say(msg("{taken} not: a coding of the same coder and code stands there already.", taken=confirmed.taken))


@app.command("drop")
def drop(id: IdArgument, coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Take a coding back that has no place any more. `kodetre undo` brings it back."""
    from kodetre.project.project import find
    from kodetre.services import adrift as service

    coding = service.drop(find(project), id, coder)
    done = msg("Taken back: {code} on {document}", code=coding.code, document=coding.document)
    with out.telling(done):
        out.line(msg("{done}.", done=done))
