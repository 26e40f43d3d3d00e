"""`kodetre codings`: what has been coded."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CodeFilter, DocumentFilter, GroupFilter, JsonOption, OriginFilter, ProjectOption
from kodetre.errors import NothingMatched

if TYPE_CHECKING:
    from kodetre.document.location import Locator
    from kodetre.model.codings import Coding


def codings(
    code: CodeFilter = None,
    document: DocumentFilter = None,
    group: GroupFilter = None,
    coder: Annotated[
        list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's. Can be repeated.")
    ] = None,
    origin: OriginFilter = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """List codings, with filters."""
    from kodetre.document.filters import Filters
    from kodetre.document.location import Locator
    from kodetre.project.project import find
    from kodetre.services.selection import select_in

    opened = find(project)
    filters = Filters(*(tuple(values or ()) for values in (code, group, document, coder, origin)))
    with opened.store() as store:
        kept = store.codings.kept()
        selection = select_in(store, opened.codebook(), opened.settings.group_by, filters, kept)
        wanted = [one for one in kept if selection.lets(one)]
        found = [one for one in wanted if one.found != "adrift"]
        named = dict.fromkeys(one.document for one in found)
        locators = {id: Locator.of(store.documents.get(id)) for id in named}
        adrift = len(wanted) - len(found)
    if adrift:
        talk.say(f"{adrift} codings are adrift and not in this list: kodetre adrift")
    if json:
        for one in found:
            out.json_line(as_json(one, locators[one.document]))
    if not found:
        raise NothingMatched("", "no codings", next_step="make some with: kodetre code")
    if not json:
        _draw(found, locators)


def as_json(coding: "Coding", locator: "Locator") -> dict[str, object]:
    """A coding as programs see it."""
    page, _ = locator.pages(coding.span)
    return {
        "id": coding.id, "document": coding.document, "start": coding.span.start, "end": coding.span.end,
        "quote": coding.anchor.quote, "code": coding.code, "coder": coding.coder, "created": coding.created,
        "origin": coding.origin, "memo": coding.memo, "page": page.number, "label": page.label,
    }  # fmt: skip


def _draw(found: "list[Coding]", locators: "dict[str, Locator]") -> None:
    from kodetre.cli.excerpt import short

    out.table(
        ("document", "page", "code", "excerpt", "coder", "origin", "memo"),
        [
            (one.document, locators[one.document].page_label(one.span), one.code, short(one.anchor.quote, 90), one.coder,
             one.origin, one.memo)
            for one in found
        ],
    )  # fmt: skip
    out.line(f"{len(found)} codings.")
