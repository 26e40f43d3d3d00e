"""Deciding on suggestions, and giving codes to what is looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kodetre.errors import NotPossible
from kodetre.i18n.message import counted, msg
from kodetre.model.codings import Change, Decision, NewCoding, StepKind

if TYPE_CHECKING:
    from kodetre.codebook.tree import Code
    from kodetre.session.state import SessionState


def accept(state: "SessionState", _: str) -> str:
    """Code the excerpt as suggested."""
    suggestion = state.current_suggestion()
    before = _answered_before(state)
    state.decide("accept", suggestion.code, "", StepKind.ACCEPT)
    return msg("Coded with {code}{before}.", code=suggestion.code, before=before)


def reject(state: "SessionState", _: str) -> str:
    """Say that it does not belong here."""
    suggestion = state.current_suggestion()
    before = _answered_before(state)
    state.decide("reject", "", "", StepKind.REJECT)
    return msg("Rejected for {code}{before}.", code=suggestion.code, before=before)


def defer(state: "SessionState", _: str) -> str:
    """Leave it for the end."""
    state.current_suggestion()
    before = _answered_before(state)
    state.decide("defer", "", "", StepKind.DEFER)
    return msg("Deferred{before}; it comes again at the end.", before=before)


_ANSWERED = {"accept": msg("accepted"), "reject": msg("rejected"), "defer": msg("deferred")}


def _answered_before(state: "SessionState") -> str:
    """That an answer takes the place of an earlier one; empty where there was none."""
    verdict = state.verdict(state.current_suggestion())
    return (
        msg(", in place of your answer before: {answered}", answered=_ANSWERED[verdict])
        if verdict in ("accept", "reject")
        else ""
    )


def section(state: "SessionState", _: str) -> str:
    """Accept all that is suggested for this code in this section, as one step."""
    current = state.current_suggestion()
    locator = state.locator(current.document)
    section = locator.section(current.span.start)
    accepted = [
        s
        for s in state.queue.of(current.document, current.code)
        if state.verdict(s) in (None, "defer") and locator.section(s.span.start) == section
    ]
    if not accepted:
        raise NotPossible("", msg("everything suggested for this code in this section is decided on"))
    change = Change(
        tuple(NewCoding(s.document, s.span, s.code, "manual") for s in accepted),
        decisions=tuple(Decision(s.document, s.span, s.code, "accept") for s in accepted),
    )
    recorded = state.record(StepKind.ACCEPT_SECTION, change, f"{current.code}, {len(accepted)}")
    for suggestion, id in zip(accepted, recorded.codings, strict=True):
        state.note(suggestion, "accept", () if id in recorded.known else (id,), recorded)
    state.digits.give(current.code)
    state.advance()
    where = msg(" in «{section}»", section=section[-1]) if section else ""
    return msg(
        "Coded {suggestions} with {code}{where}.",
        suggestions=counted(len(accepted), "suggestion"),
        code=current.code,
        where=where,
    )


def recode(state: "SessionState", argument: str) -> str:
    """Code a selection; give a suggestion or a coding another code."""
    codes = state.named(argument)
    if state.focus == "coding":
        coding = state.own_coding()
        change = Change(recoded=((coding.id, codes[0].key),))
        also = state.as_new(coding.document, coding.span, codes[1:])
        state.record(StepKind.RECODE, replace(change, codings=also), f"{coding.code} → {codes[0].key}")
        state.digits.give(*(code.key for code in codes))
        return msg("Coded with {keys} instead of {code}.", keys=_keys(codes), code=coding.code)
    if state.focus == "selection":
        return _code_selection(state, codes)
    suggestion = state.current_suggestion()
    before = _answered_before(state)
    own = suggestion.code in {code.key for code in codes}
    also = state.as_new(suggestion.document, state.adjusted_to or suggestion.span, codes[1:])
    state.decide("accept" if own else "reject", codes[0].key, "", StepKind.RECODE, also)
    state.digits.give(*(code.key for code in codes[1:]))
    return msg("Coded with {keys} instead of {code}{before}.", keys=_keys(codes), code=suggestion.code, before=before)


def _code_selection(state: "SessionState", codes: "Sequence[Code]") -> str:
    assert state.selected is not None
    document, span = state.selected
    recorded = state.record(StepKind.CODE, Change(state.as_new(document, span, codes)), _keys(codes))
    state.digits.give(*(code.key for code in codes))
    state.selected, state.coding_id = None, recorded.codings[0]
    return msg("Coded with {keys}.", keys=_keys(codes))


def add(state: "SessionState", argument: str) -> str:
    """Code the same excerpt with further codes, and stay."""
    codes = state.named(argument)
    if state.focus == "selection":
        return _code_selection(state, codes)
    document, span = state.subject()
    present = {c.code for c in state.codings_mirror.of(document) if c.span == span and c.coder == state.coder}
    new = [code for code in codes if code.key not in present]
    if not new:
        raise NotPossible(codes[0].key, msg("stands on this excerpt already"))
    state.record(StepKind.ADD, Change(state.as_new(document, span, new)), _keys(new))
    state.digits.give(*(code.key for code in new))
    return msg("Coded with {keys} too.", keys=_keys(new))


def last_used(state: "SessionState", argument: str) -> str:
    """Code with one of the codes used last, by its digit; a suggestion of the same code is accepted."""
    key = state.digits.code(int(argument)) if argument.isdecimal() and len(argument) < 3 else None
    if key is None:
        listed = ", ".join(f"{digit} {code}" for digit, code in state.digits)
        raise NotPossible(
            "",
            msg("'{argument}' is none of the codes used last", argument=argument),
            next_step=listed or msg("none was used yet"),
        )
    if state.focus == "suggestion":
        verdict = state.verdict(state.current_suggestion())
        if verdict in ("accept", "reject"):
            raise NotPossible(
                "",
                msg(
                    "this suggestion is {answered} already, and a digit adds nothing to it", answered=_ANSWERED[verdict]
                ),
                next_step=msg("+ adds a further code, c gives it another one, n goes on"),
            )
        if state.code_in_focus == key:
            return accept(state, "")
    return add(state, key)


def go_on(state: "SessionState", _: str) -> str:
    """Look at the next suggestion."""
    if state.focus in ("selection", "coding"):
        state.selected, state.coding_id = None, ""
        state.show_current()
        return msg("Back to the suggestions.")
    if not state.queue.step(1):
        raise NotPossible("", msg("this is the last one"), next_step=msg("a, r or d decides on it"))
    state.show_current()
    return msg("The next one.")


def back(state: "SessionState", _: str) -> str:
    """Look at the suggestion before."""
    if not state.queue.step(-1):
        raise NotPossible("", msg("this is the first one"), next_step=msg("u takes back the last action"))
    state.show_current()
    return msg("Back to the one before.")


def _keys(codes: "Iterable[Code]") -> str:
    return ", ".join(code.key for code in codes)
