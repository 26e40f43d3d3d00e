"""Deciding on suggestions, and giving codes to what is looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kodetre.codebook.tree import Code
from kodetre.errors import NotPossible
from kodetre.model.codings import Change, Decision, NewCoding, StepKind
from kodetre.session.state import SessionState


def accept(state: SessionState, _: str) -> str:
    """Code the excerpt as suggested."""
    suggestion = state.current_suggestion()
    state.decide("accept", suggestion.code, "", StepKind.ACCEPT)
    return f"Coded with {suggestion.code}."


def reject(state: SessionState, _: str) -> str:
    """Say that it does not belong here."""
    suggestion = state.current_suggestion()
    state.decide("reject", "", "", StepKind.REJECT)
    return f"Rejected for {suggestion.code}."


def defer(state: SessionState, _: str) -> str:
    """Leave it for the end."""
    state.current_suggestion()
    state.decide("defer", "", "", StepKind.DEFER)
    return "Deferred; it comes again at the end."


def section(state: SessionState, _: str) -> str:
    """Accept all that is suggested for this code in this section, as one step."""
    asked = state.current_suggestion()
    section = state.locator(asked.document).section(asked.span.start)
    all_of = [
        s
        for s in state.suggestions.open
        if s.document == asked.document
        and s.code == asked.code
        and state.suggestions.verdicts.get(s.key) in (None, "defer")
        and state.locator(s.document).section(s.span.start) == section
    ]
    if not all_of:
        raise NotPossible("", "everything suggested for this code in this section is decided on")
    change = Change(
        tuple(NewCoding(s.document, s.span, s.code, "manual") for s in all_of),
        decisions=tuple(Decision(s.document, s.span, s.code, "accept") for s in all_of),
    )
    recorded = state.record(StepKind.ACCEPT_SECTION, change, f"{asked.code}, {len(all_of)}")
    for s, id in zip(all_of, recorded.codings, strict=True):
        state.made[s.key] = (*state.made.get(s.key, ()), id)
        state.suggestions.decide(s.key, "accept")
        state.decided_at.append(recorded.created)
    state.used(asked.code)
    state.advance()
    where = f" in «{section[-1]}»" if section else ""
    return f"Coded {len(all_of)} suggestions with {asked.code}{where}."


def recode(state: SessionState, argument: str) -> str:
    """Code a selection; give a suggestion or a coding another code."""
    codes = state.named(argument)
    if state.focus == "coding":
        coding = state.own_coding()
        change = Change(recoded=((coding.id, codes[0].key),))
        also = state.as_new(coding.document, coding.span, codes[1:])
        state.record(StepKind.RECODE, replace(change, codings=also), f"{coding.code} → {codes[0].key}")
        state.used(*(code.key for code in codes))
        return f"Coded with {_keys(codes)} instead of {coding.code}."
    if state.focus == "selection":
        return _code_selection(state, codes)
    suggestion = state.current_suggestion()
    own = suggestion.code in {code.key for code in codes}
    also = state.as_new(suggestion.document, state.adjusted_to or suggestion.span, codes[1:])
    state.decide("accept" if own else "reject", codes[0].key, "", StepKind.RECODE, also)
    state.used(*(code.key for code in codes[1:]))
    return f"Coded with {_keys(codes)} instead of {suggestion.code}."


def _code_selection(state: SessionState, codes: Sequence[Code]) -> str:
    assert state.selected is not None
    document, span = state.selected
    recorded = state.record(StepKind.CODE, Change(state.as_new(document, span, codes)), _keys(codes))
    state.used(*(code.key for code in codes))
    state.selected, state.coding_id = None, recorded.codings[0]
    return f"Coded with {_keys(codes)}."


def add(state: SessionState, argument: str) -> str:
    """Code the same excerpt with further codes, and stay."""
    codes = state.named(argument)
    if state.focus == "selection":
        return _code_selection(state, codes)
    document, span = state.subject()
    there = {c.code for c in state.codings_mirror.of(document) if c.span == span and c.coder == state.coder}
    if (again := [code for code in codes if code.key in there]) and len(again) == len(codes):
        raise NotPossible(again[0].key, "stands on this excerpt already")
    new = [code for code in codes if code.key not in there]
    state.record(StepKind.ADD, Change(state.as_new(document, span, new)), _keys(new))
    state.used(*(code.key for code in new))
    return f"Coded with {_keys(new)} too."


def last_used(state: SessionState, argument: str) -> str:
    """Code with one of the codes used last, by its number."""
    number = int(argument) if argument.isdecimal() and len(argument) < 3 else 0
    if not 1 <= number <= len(state.recent):
        listed = ", ".join(f"{place} {key}" for place, key in enumerate(state.recent, start=1))
        raise NotPossible("", f"'{argument}' is none of the codes used last", next_step=listed or "none was used yet")
    key = state.recent[number - 1]
    if state.focus == "suggestion" and state.suggestions.current is not None and state.suggestions.current.code == key:
        return accept(state, "")
    return add(state, key)


def next_one(state: SessionState, _: str) -> str:
    """Look at the next suggestion."""
    if state.focus in ("selection", "coding"):
        state.selected, state.coding_id = None, ""
        state.show_current()
        return "Back to the suggestions."
    if not state.suggestions.step(1):
        raise NotPossible("", "this is the last one", next_step="a, r or d decides on it")
    state.show_current()
    return "The next one."


def back(state: SessionState, _: str) -> str:
    """Look at the suggestion before."""
    if not state.suggestions.step(-1):
        raise NotPossible("", "this is the first one", next_step="u takes back the last action")
    state.show_current()
    return "Back to the one before."


def _keys(codes: Iterable[Code]) -> str:
    return ", ".join(code.key for code in codes)
