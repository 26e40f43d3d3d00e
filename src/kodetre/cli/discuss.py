"""`kodetre discuss`: what two coders have coded otherwise, and what holds."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.keyed import Screen, go_through
from kodetre.cli.options import CodeFilter, CoderOption, DocumentFilter, GroupFilter, JsonOption, ProjectOption, grouped
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodetre.model.codings import Coding
    from kodetre.services.discuss import OpenDiscussion
    from kodetre.session.discussing import Discussing


@dataclass(frozen=True, slots=True)
class Between:
    """Between whom, on what, and whose what holds becomes."""

    coders: Annotated[
        str, typer.Option("--coders", metavar="NAMES", help="The two who discuss, with a comma: Kari,Ola.")
    ] = ""
    consensus: Annotated[
        str, typer.Option("--as", metavar="NAME", help="The coder whose codings are those that hold.")
    ] = "konsensus"
    code: CodeFilter = None
    document: DocumentFilter = None
    group: GroupFilter = None


@grouped
def discuss(
    between: Between,
    plain: Annotated[bool, typer.Option("--plain", help="Line by line instead of full-screen.")] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Go through what two coders have coded otherwise, and say what holds and why: it becomes a third coder's.

    Both originals stay. Reports take the result with --coder konsensus.
    """
    from kodetre.document.filters import Filters
    from kodetre.project.project import find
    from kodetre.services.discuss import DiscussRequest, open_discussion

    opened = find(project)
    filters = Filters(
        code=tuple(between.code or ()), document=tuple(between.document or ()), group=tuple(between.group or ())
    )
    names = tuple(name.strip() for name in between.coders.split(",") if name.strip())
    request = DiscussRequest(opened, filters, names, between.consensus, coder, looking=json)
    with open_discussion(request) as discussion:
        if json:
            _list(discussion)
            return
        if discussion.agreed:
            places = counted(discussion.agreed, "place")
            talk.say(msg("{places} that both coded alike: now {name}'s too.", places=places, name=between.consensus))
        _run(discussion.session, plain=plain, theme=opened.settings.theme)
    talk.say(
        msg(
            "Report on it: kodetre report discussion; the result: kodetre report excerpts --coder {name}",
            name=between.consensus,
        )
    )


def _run(session: "Discussing", *, plain: bool, theme: str) -> None:
    def on_screen() -> Screen:
        from kodetre.tui.discuss import DiscussApp

        return DiscussApp(session, theme=theme)

    from kodetre.cli.discuss_plain import DiscussPlain

    go_through(None if plain or not session.left else on_screen, lambda answers: DiscussPlain(session, answers))


def _list(discussion: "OpenDiscussion") -> None:
    """The places that are to be discussed, for programs."""
    one, other = discussion.session.coders
    for place in discussion.session.places:
        about = {"document": place.document, "start": place.span.start, "end": place.span.end, "code": place.code}
        out.json_line({**about, one: _as_json(place.one), other: _as_json(place.other)})


def _as_json(codings: "Sequence[Coding]") -> list[dict[str, object]]:
    return [{"start": each.span.start, "end": each.span.end, "memo": each.memo} for each in codings]
