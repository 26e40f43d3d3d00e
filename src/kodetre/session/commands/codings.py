"""Codings that are there: going to them, taking them away, joining them."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.codings import Change, Coding, Memo, StepKind
from kodetre.model.documents import Span

if TYPE_CHECKING:
    from kodetre.session.state import SessionState


def go_to_coding(state: "SessionState", argument: str) -> str:
    """Go to a coding of the document: by its number, else the one at this place, and the next one there."""
    here = state.codings_mirror.of(state.document)
    if not here:
        raise NotPossible(state.document, msg("has no codings yet"))
    if argument:
        return _at_coding(state, _numbered(here, argument))
    at = [c for c in here if c.span.start <= state.offset < c.span.end]
    if not at:
        return _along(state, 1)
    ids = [c.id for c in at]
    place = ids.index(state.coding_id) + 1 if state.coding_id in ids else 0
    return _at_coding(state, at[place % len(at)])


def later(state: "SessionState", _: str) -> str:
    """Go to the next coding."""
    return _along(state, 1)


def earlier(state: "SessionState", _: str) -> str:
    """Go to the coding before."""
    return _along(state, -1)


def _along(state: "SessionState", step: int) -> str:
    here = state.codings_mirror.of(state.document)
    ids = [c.id for c in here]
    if state.coding_id in ids:
        place = ids.index(state.coding_id) + step
    else:
        starts = [c.span.start for c in here]
        place = bisect_right(starts, state.offset) if step > 0 else bisect_left(starts, state.offset) - 1
        if step > 0 and place and here[place - 1].span.start == state.offset:
            place -= 1
    if not 0 <= place < len(here):
        raise NotPossible(
            "",
            msg("there is no coding after this in {document}", document=state.document)
            if step > 0
            else msg("there is no coding before this in {document}", document=state.document),
        )
    return _at_coding(state, here[place])


def _at_coding(state: "SessionState", coding: Coding) -> str:
    state.selected, state.coding_id = None, coding.id
    state.go_to(coding.document, coding.span.start)
    number = [c.id for c in state.codings_mirror.of(coding.document)].index(coding.id) + 1
    memo = msg(" Memo: {memo}", memo=coding.memo) if coding.memo else ""
    return msg(
        "Coding {number}: {code}, by {coder}.{memo}", number=number, code=coding.code, coder=coding.coder, memo=memo
    )


def uncode(state: "SessionState", _: str) -> str:
    """Take the coding away."""
    coding = state.own_coding()
    state.record(StepKind.UNCODE, Change(removed=(coding.id,)), coding.code)
    state.coding_id, state.selected = "", None
    return msg("No longer coded with {code}.", code=coding.code)


def merge(state: "SessionState", argument: str) -> str:
    """Join the coding with another one of the same code."""
    coding = state.own_coding()
    other = _other(state, coding, argument)
    span = Span(min(coding.span.start, other.span.start), max(coding.span.end, other.span.end))
    memo = "\n\n".join(dict.fromkeys(text for text in (coding.memo, other.memo) if text))
    memos = (Memo("coding", coding.id, memo, state.coder),) if memo != coding.memo else ()
    placed = ((coding.id, span),) if span != coding.span else ()
    state.record(StepKind.MERGE, Change(removed=(other.id,), placed=placed, memos=memos), coding.code)
    return msg("Two codings with {code} are one.", code=coding.code)


def _other(state: "SessionState", coding: Coding, argument: str) -> Coding:
    """The coding to join with: by its number, else the nearest with the same code."""
    here = state.codings_mirror.of(coding.document)
    if argument:
        other = _numbered(here, argument)
    else:
        alike = [c for c in here if c.id != coding.id and c.code == coding.code and c.coder == state.coder]
        if not alike:
            raise NotPossible(coding.code, msg("has no other coding of yours in {document}", document=coding.document))
        other = min(alike, key=lambda c: max(c.span.start - coding.span.end, coding.span.start - c.span.end))
    if other.id == coding.id or other.code != coding.code or other.coder != state.coder:
        raise NotPossible(
            "", msg("two codings of yours with the same code can be joined"), next_step=msg("recode one first: c")
        )
    return other


def _numbered(codings: Sequence[Coding], argument: str) -> Coding:
    """The coding of a document with this number, counted from 1. Raises NotPossible."""
    number = int(argument) if argument.isdecimal() and len(argument) < 7 else 0
    if not 1 <= number <= len(codings):
        where = msg(" of {document}", document=codings[0].document) if codings else ""
        raise NotPossible(
            "",
            msg("'{argument}' is no coding{where}", argument=argument, where=where),
            next_step=msg("1 to {count}", count=len(codings)),
        )
    return codings[number - 1]
