"""To a page, a heading, another document, or the next hit of a pattern."""

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from kodetre.session.state import SessionState

_PAGE = re.compile(r"^s(?:\.\s*| \s*)(?=\S)", re.IGNORECASE)
"""What a page may be written with: s. 57."""


def go(state: "SessionState", argument: str) -> str:
    """To a page, a document or a heading."""
    wanted = argument.strip()
    place = _place(state, wanted)
    if place is None:
        raise NotPossible(
            "",
            msg("'{wanted}' is no page, document or heading", wanted=wanted),
            next_step=msg("for example: 57, D2 or 3.1"),
        )
    state.selected, state.coding_id = None, ""
    state.go_to(*place)
    state.queue.turn_to(*place)
    page = state.locator().page_at(state.offset)
    return f"{state.document}{f', s. {page}' if page else ''}."


def _place(state: "SessionState", wanted: str) -> tuple[str, int] | None:
    """The document and the offset that are meant; None when nothing is."""
    for id, document in state.documents.items():
        file = document.info.file.casefold()
        if wanted.casefold() in (id.casefold(), file, file.rpartition("/")[2]):
            return id, 0
    name = _PAGE.sub("", wanted)
    if not name:
        return None
    offset = state.locator().find_page(name)
    if offset is None:
        offset = state.locator().find_heading(name)
    return (state.document, offset) if offset is not None else None


def find(state: "SessionState", argument: str) -> str:
    """Look for a pattern, and go to the first hit from here."""
    state.hits = state.services.search(argument)
    state.hit = -1
    if not state.hits:
        raise NothingMatched("", msg("'{argument}' stands nowhere in the documents", argument=argument))
    order = {id: number for number, id in enumerate(state.documents)}
    state.hits.sort(key=lambda hit: (order[hit.document], hit.span.start))
    places = [(order[hit.document], hit.span.start) for hit in state.hits]
    state.hit = bisect_left(places, (order[state.document], state.offset)) - 1
    if state.hit + 1 >= len(state.hits):
        state.hit = -1
    return _hop(state, 1)


def next_hit(state: "SessionState", _: str) -> str:
    """To the next hit."""
    return _hop(state, 1)


def hit_before(state: "SessionState", _: str) -> str:
    """To the hit before."""
    return _hop(state, -1)


def _hop(state: "SessionState", step: int) -> str:
    if not state.hits:
        raise NotPossible("", msg("nothing is looked for"), next_step=msg("f looks for a pattern"))
    hits = counted(len(state.hits), "hit")
    if not 0 <= state.hit + step < len(state.hits):
        raise NotPossible(
            "",
            msg("this is the last of {hits}", hits=hits) if step > 0 else msg("this is the first of {hits}", hits=hits),
        )
    state.hit += step
    hit = state.hits[state.hit]
    state.selected, state.coding_id = None, ""
    state.go_to(hit.document, hit.span.start)
    page = state.locator().page_at(state.offset)
    return msg(
        "Hit {hit} of {count}: {document}{page}.",
        hit=state.hit + 1,
        count=len(state.hits),
        document=hit.document,
        page=f", s. {page}" if page else "",
    )
