"""`kodetre adrift`: codings whose words have changed since they were marked, and putting them right."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.excerpt import short
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.cli.runs import inline
from kodetre.errors import NothingMatched, WrongUse

if TYPE_CHECKING:
    from kodetre.document.location import Locator
    from kodetre.model.codings import Adrift, Coding
    from kodetre.model.documents import Document, Span
    from kodetre.store import Store

app = typer.Typer(
    help="Codings whose document was read anew and whose words have changed: list them, place them, drop them.",
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
    from kodetre.document.location import Locator
    from kodetre.project.project import find

    with find(project).store() as store:
        lost = store.codings.adrift()
        near = [coding for coding in store.codings.live() if coding.found == "near"]
        named = dict.fromkeys(coding.document for coding in near)
        locators = {id: Locator.of(store.documents.get(id)) for id in named}
    if json:
        for one in lost:
            out.json_line({**_as_marked(one.coding), "label": one.label, "now": None})
        for coding in near:
            out.json_line({**_as_marked(coding), "now": _now(coding, locators[coding.document])})
        return
    if not lost and not near:
        out.line("No coding is adrift, and none stands in changed words.")
        return
    _draw(lost, near, locators)


def _as_marked(coding: "Coding") -> dict[str, object]:
    return {
        "id": coding.id, "document": coding.document, "code": coding.code, "coder": coding.coder, "memo": coding.memo,
        "found": coding.found, "quote": coding.marked or coding.anchor.quote,
    }  # fmt: skip


def _now(coding: "Coding", locator: "Locator") -> dict[str, object]:
    page, _ = locator.pages(coding.span)
    return {
        "start": coding.span.start, "end": coding.span.end, "text": coding.anchor.quote, "page": page.number,
        "label": page.label,
    }  # fmt: skip


def _draw(lost: "list[Adrift]", near: "list[Coding]", locators: "dict[str, Locator]") -> None:
    from kodetre.document.diff import words

    rows: list[tuple[object, ...]] = [
        (one.coding.id[:_SHORT], one.coding.document, f"({one.label})" if one.label else "", one.coding.code,
         "adrift", short(one.coding.marked or one.coding.anchor.quote, _LONGEST), one.coding.coder)
        for one in lost
    ]  # fmt: skip
    rows += [
        (c.id[:_SHORT], c.document, locators[c.document].page_label(c.span), c.code, "changed",
         inline(list(words(c.marked or c.anchor.quote, c.anchor.quote))), c.coder)
        for c in near
    ]  # fmt: skip
    out.table(
        ("coding", "document", "page", "code", "", "excerpt as it was marked, and what became of it", "coder"), rows
    )
    out.line(f"{len(lost)} adrift, {len(near)} in changed words.")
    talk.say("A page in brackets is that of the text in which the coding was made. Reports leave out what is adrift.")
    talk.say('  kodetre adrift place ID --quote "its words as they stand now"')
    talk.say("  kodetre adrift place ID      a changed one is right where it stands")
    talk.say("  kodetre adrift drop ID       take it back")


@app.command("place")
def place(
    id: IdArgument,
    quote: Annotated[str, typer.Option(metavar="TEXT", help="The excerpt as it stands in the newest text.")] = "",
    span: Annotated[str, typer.Option(metavar="START-END", help="Or its offsets in the text.")] = "",
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say where a coding stands in the newest text; without a quote or span, that it is right where it stands."""
    from kodetre.document.location import Locator
    from kodetre.model.codings import Change, StepKind
    from kodetre.project.project import find

    opened = find(project)
    with opened.store() as store:
        coding = _named(store, id)
        document = store.documents.get(coding.document)
        at = _span(coding, document, quote, span)
        change = Change(placed=((coding.id, at),), read=((document.id, document.info.version),))
        store.codings.record(StepKind.PLACE, opened.coder(coder), change, detail=coding.code)
    page, _ = Locator.of(document).pages(at)
    out.line(f"{coding.code} stands on page {page.label} of {document.id}: «{short(at.of(document.text), _LONGEST)}»")


@app.command("drop")
def drop(id: IdArgument, coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Take a coding back that has no place any more. `kodetre undo` brings it back."""
    from kodetre.model.codings import Change, StepKind
    from kodetre.project.project import find

    opened = find(project)
    with opened.store() as store:
        coding = _named(store, id)
        store.codings.record(StepKind.DROP, opened.coder(coder), Change(removed=(coding.id,)), detail=coding.code)
    out.line(f"Taken back: {coding.code} on {coding.document}.")


def _named(store: "Store", id: str) -> "Coding":
    found = [coding for coding in store.codings.kept() if id and coding.id.startswith(id.strip().lower())]
    if len(found) == 1:
        return found[0]
    if found:
        raise NothingMatched(id, f"begins the ids of {len(found)} codings", next_step="write more of the id")
    raise NothingMatched(id, "is no coding of this project", next_step="see: kodetre adrift")


def _span(coding: "Coding", document: "Document", quote: str, span: str) -> "Span":
    import re

    from kodetre.document.occurrences import occurrences
    from kodetre.model.documents import Span

    if quote and span:
        raise WrongUse("", "give a quote or a span, not both")
    if span:
        numbers = re.fullmatch(r"(\d+)-(\d+)", span.strip())
        if numbers is None or not int(numbers[1]) < int(numbers[2]) <= len(document.text):
            raise WrongUse(span, f"is no span of {document.id}", next_step=f"START-END, up to {len(document.text)}")
        return Span(int(numbers[1]), int(numbers[2]))
    if quote:
        found = occurrences(document.text, quote)
        if len(found) == 1:
            return found[0]
        if found:
            places = ", ".join(f"{one.start}-{one.end}" for one in found[:5])
            raise NothingMatched(
                quote, f"stands {len(found)} times in {document.id}", next_step=f"use --span: {places}"
            )
        raise NothingMatched(quote, f"does not stand in {document.id}", next_step="copy the words as they stand")
    if coding.found == "adrift":
        raise WrongUse(coding.id, "stands nowhere now", next_step="say where with --quote or --span, or drop it")
    return coding.span
