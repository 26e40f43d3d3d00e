"""`kodetre code`: the coding session, and a first pass by keywords alone."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import answers, out, talk
from kodetre.cli.options import CoderOption, ProjectOption, RecallOption, SuggestionSelection, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg
from kodetre.suggestions.order import DRAWN, Order

if TYPE_CHECKING:
    from kodetre.services.accept_all import AcceptedAll


@dataclass(frozen=True, slots=True)
class SessionView:
    """How a session is held."""

    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line, without a full screen: for SSH, screen readers and scripts.")
    ] = False
    accept_all: Annotated[
        bool,
        typer.Option("--accept-all", help="Code every suggestion without reading it; its origin is then 'keyword'."),
    ] = False
    min_probability: Annotated[
        float | None,
        typer.Option(min=0, max=1, help="Only suggestions that you accept with at least this probability, e.g. 0.7."),
    ] = None
    min_score: Annotated[
        float | None, typer.Option(min=0, help="Only suggestions whose keywords are together so rare.")
    ] = None
    order: Annotated[
        Order,
        typer.Option(
            help="As the documents read, code by code, rarest keywords first (score), most probable first with every sixth "
            "drawn at random (learned), or where your answer teaches most (doubt)."
        ),
    ] = Order.DOCUMENT
    blind: Annotated[bool, typer.Option("--blind", help="Hide what other coders have coded.")] = False
    recall: RecallOption = None


@grouped
def code(
    view: SessionView, selection: SuggestionSelection, coder: CoderOption = None, project: ProjectOption = None
) -> None:
    """Go through the suggestions and decide: accept, reject, another code, a memo. Everything is saved at once."""
    from kodetre.project.project import find
    from kodetre.services.suggest import SuggestRequest

    opened = find(project)
    wanted = SuggestRequest(selection.filters(), view.min_score or 0.0, coder, view.min_probability or 0.0)
    if view.accept_all:
        from kodetre.services.accept_all import accept_all

        if view.min_probability is None and view.min_score is None:
            raise WrongUse(
                "--accept-all",
                msg("needs to know how probable a suggestion must be"),
                next_step=msg(
                    "for example: --min-probability 0.7 (0 codes all; kodetre suggest shows what is how probable)"
                ),
            )
        _tell(accept_all(opened, wanted, talk.say))
        return
    from kodetre.services.code import SessionRequest, open_session

    request = SessionRequest(opened, wanted, view.order, view.blind, view.recall)
    if not view.plain and answers.is_terminal() and out.is_terminal() and talk.is_terminal():
        from kodetre.cli.full_screen import full_screen

        full_screen(request)
        return
    from kodetre.cli.plain import Plain

    if view.order is Order.LEARNED:
        talk.say(msg("The most probable first; {drawn}.", drawn=DRAWN))

    with open_session(request, talk.say) as session:
        plain = Plain(session, answers.stream())
        with out.telling(plain.done):
            plain.run()


def _tell(accepted: "AcceptedAll") -> None:
    if not accepted.suggestions:
        out.line(msg("Everything that the keywords suggest is decided already; nothing was coded."))
        return
    suggestions, documents = counted(accepted.suggestions, "suggestion"), counted(accepted.documents, "document")
    unread = msg("nobody has read it") if accepted.suggestions == 1 else msg("nobody has read them")
    done = msg(
        "Coded {suggestions} in {documents}, as origin 'keyword': {unread}",
        suggestions=suggestions,
        documents=documents,
        unread=unread,
    )
    with out.telling(done):
        out.line(msg("{done}.", done=done))
    if accepted.wrong:
        talk.say(msg("By their probabilities, expect about {wrong} of them to be wrong.", wrong=accepted.wrong))
    talk.say(msg("Take all of it back with: kodetre undo"))
