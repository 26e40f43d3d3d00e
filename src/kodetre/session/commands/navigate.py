"""To a page, a heading, another document, or the next hit of a pattern."""

import re
from bisect import bisect_left

from kodetre.errors import NothingMatched, WrongUse
from kodetre.session.state import Desk


def go(desk: Desk, argument: str) -> str:
    """To a page, a document or a heading."""
    wanted = argument.strip()
    place = _place(desk, wanted)
    if place is None:
        raise WrongUse("", f"'{wanted}' is no page, document or heading", next_step="for example: 57, D2 or 3.1")
    desk.selected, desk.coding_id = None, ""
    desk.stand(*place)
    desk.suggestions.turn_to(*place)
    page = desk.places().page(desk.offset)
    return f"{desk.document}{f', s. {page}' if page else ''}."


def _place(desk: Desk, wanted: str) -> tuple[str, int] | None:
    name = (
        re.sub(r"^s\.?\s*(?=\S)", "", wanted, flags=re.IGNORECASE)
        if re.match(r"s[. ]", wanted, re.IGNORECASE)
        else wanted
    )
    for id, document in desk.documents.items():
        if wanted.casefold() in (
            id.casefold(),
            document.info.file.casefold(),
            document.info.file.rpartition("/")[2].casefold(),
        ):
            return id, 0
    if not name:
        return None
    if (offset := desk.places().find_page(name)) is not None:
        return desk.document, offset
    if (offset := desk.places().find_heading(name)) is not None:
        return desk.document, offset
    return None


def find(desk: Desk, argument: str) -> str:
    """Look for a pattern, and go to the first hit from here."""
    desk.hits = desk.around.search(argument)
    desk.hit = -1
    if not desk.hits:
        raise NothingMatched("", f"'{argument}' stands nowhere in the documents")
    order = {id: place for place, id in enumerate(desk.documents)}
    desk.hits.sort(key=lambda hit: (order[hit.document], hit.span.start))
    here = (order[desk.document], desk.offset)
    desk.hit = bisect_left([(order[hit.document], hit.span.start) for hit in desk.hits], here) - 1
    if desk.hit + 1 >= len(desk.hits):
        desk.hit = -1
    return _hop(desk, 1)


def next_hit(desk: Desk, _: str) -> str:
    """To the next hit."""
    return _hop(desk, 1)


def hit_before(desk: Desk, _: str) -> str:
    """To the hit before."""
    return _hop(desk, -1)


def _hop(desk: Desk, step: int) -> str:
    if not desk.hits:
        raise WrongUse("", "nothing is looked for", next_step="f looks for a pattern")
    if not 0 <= desk.hit + step < len(desk.hits):
        raise WrongUse("", f"this is the {'last' if step > 0 else 'first'} of {len(desk.hits)} hits")
    desk.hit += step
    hit = desk.hits[desk.hit]
    desk.selected, desk.coding_id = None, ""
    desk.stand(hit.document, hit.span.start)
    page = desk.places().page(desk.offset)
    return f"Hit {desk.hit + 1} of {len(desk.hits)}: {hit.document}{f', s. {page}' if page else ''}."
