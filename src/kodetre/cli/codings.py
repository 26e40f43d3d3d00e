"""`kodetre codings`: what has been coded."""

from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.cli.options import CodingSelection, JsonOption, ProjectOption, grouped
from kodetre.i18n.message import by_number, counted, msg, term

if TYPE_CHECKING:
    from kodetre.services.codings import CodingList, PlacedCoding

_LONGEST = 90
"""Characters of an excerpt that are shown."""


@grouped
def codings(selection: CodingSelection, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List codings, with filters."""
    from kodetre.project.project import find
    from kodetre.services.codings import list_codings, no_codings

    listed = list_codings(find(project), selection.filters())
    if listed.adrift:
        talk.say(
            by_number(
                listed.adrift,
                "{number} coding is adrift and not in this list: kodetre adrift",
                "{number} codings are adrift and not in this list: kodetre adrift",
            )
        )
    if not listed.codings:
        raise no_codings(listed)
    if json:
        for placed in listed.codings:
            out.json_line(_as_json(placed))
    else:
        _draw(listed)


def _as_json(placed: "PlacedCoding") -> dict[str, object]:
    """A coding as programs see it."""
    from kodetre.model.moments import write_moment

    coding = placed.coding
    return {
        "id": coding.id,
        "document": coding.document,
        "start": coding.span.start,
        "end": coding.span.end,
        "quote": coding.anchor.quote,
        "code": coding.code,
        "coder": coding.coder,
        "created": write_moment(coding.created),
        "origin": coding.origin,
        "memo": coding.memo,
        "page": placed.page.number,
        "label": placed.page.label,
    }


def _draw(listed: "CodingList") -> None:
    out.table(
        (msg("document"), msg("page"), msg("code"), msg("excerpt"), msg("coder"), msg("origin"), msg("memo")),
        [_row(placed) for placed in listed.codings],
    )
    out.line(msg("{codings}.", codings=counted(len(listed.codings), "coding")))


def _row(placed: "PlacedCoding") -> tuple[str, ...]:
    from kodetre.cli.excerpt import short

    coding = placed.coding
    excerpt = short(coding.anchor.quote, _LONGEST)
    return coding.document, placed.label, coding.code, excerpt, coding.coder, term(coding.origin), coding.memo
