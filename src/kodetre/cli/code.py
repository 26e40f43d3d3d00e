"""`kodetre code`: the coding session, and a first pass by keywords alone."""

import sys
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CodeFilter, CoderOption, DocumentFilter, GroupFilter, ProjectOption

if TYPE_CHECKING:
    from kodetre.model.suggestions import Suggestion
    from kodetre.services.suggest import Queue


class Order(StrEnum):
    """The way through the suggestions."""

    document = "document"
    code = "code"
    score = "score"


def code(
    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line, without a full screen: for SSH, screen readers and scripts.")
    ] = False,
    accept_all: Annotated[
        bool,
        typer.Option("--accept-all", help="Code every suggestion without reading it; its origin is then 'keyword'."),
    ] = False,
    min_score: Annotated[float, typer.Option(min=0, help="Only suggestions with at least this score.")] = 0.0,
    order: Annotated[
        Order, typer.Option(help="As the documents read, code by code, or best score first.")
    ] = Order.document,
    blind: Annotated[bool, typer.Option("--blind", help="Hide what other coders have coded.")] = False,
    code: CodeFilter = None,
    document: DocumentFilter = None,
    group: GroupFilter = None,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Go through the suggestions and decide: accept, reject, another code, a memo. Everything is saved at once."""
    from kodetre.document.filters import Filters
    from kodetre.project.project import find
    from kodetre.services.suggest import SuggestRequest, nothing_suggested, open_queue

    filters = Filters(code=tuple(code or ()), group=tuple(group or ()), document=tuple(document or ()))
    opened, request = find(project), SuggestRequest(filters, min_score, coder)
    if not (plain or accept_all) and sys.stdin.isatty() and sys.stdout.isatty():
        from kodetre.cli.full_screen import full_screen

        full_screen(opened, coder, lambda: open_queue(opened, request, talk.say),
                    lambda queue: _ordered(queue, order), filters, blind)  # fmt: skip
        return
    queue = open_queue(opened, request, talk.say)
    if not queue.all:
        raise nothing_suggested(queue)
    if accept_all:
        _accept_all(queue)
    else:
        _plain(queue, order, blind)


def _plain(queue: "Queue", order: Order, blind: bool) -> None:
    from kodetre.cli.plain import Plain
    from kodetre.services.code import session_services
    from kodetre.session.session import Session

    with queue.project.store() as store:
        around = session_services(
            queue.project, store, lambda: queue.corpus, queue.coder, blind or queue.project.settings.blind
        )
        session = Session(
            _ordered(queue, order),
            queue.corpus.documents,
            queue.codebook,
            queue.coder,
            store.codings,
            store.journal,
            around,
        )
        Plain(session, sys.stdin).run()


def _ordered(queue: "Queue", order: Order) -> "list[Suggestion]":
    places = {code.key: place for place, code in enumerate(queue.codebook.codes())}
    documents = {id: place for place, id in enumerate(queue.corpus.documents)}
    if order is Order.document:
        return sorted(queue.all, key=lambda s: (documents[s.document], s.span.start, places[s.code]))
    if order is Order.code:
        return sorted(queue.all, key=lambda s: (places[s.code], -s.score, documents[s.document], s.span.start))
    return queue.all


def _accept_all(queue: "Queue") -> None:
    from kodetre.model.codings import Change, Decision, NewCoding, StepKind

    if not queue.open:
        out.line("Everything that the keywords suggest is decided already; nothing was coded.")
        return
    change = Change(
        codings=tuple(NewCoding(s.document, s.span, s.code, "keyword") for s in queue.open),
        decisions=tuple(Decision(s.document, s.span, s.code, "accept") for s in queue.open),
        read=tuple(
            (id, queue.corpus.documents[id].info.version) for id in dict.fromkeys(s.document for s in queue.open)
        ),
    )
    with queue.project.store() as store:
        store.codings.record(
            StepKind.ACCEPT_ALL, queue.coder, change, codebook=queue.codebook, detail=f"{len(queue.open)} suggestions"
        )
    documents = len({s.document for s in queue.open})
    out.line(
        f"Coded {len(queue.open)} suggestions in {documents} documents, as origin 'keyword': nobody has read them."
    )
    talk.say("Take all of it back with: kodetre undo")
