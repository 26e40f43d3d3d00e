"""Deciding on suggestions, and giving codes to what is looked at."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kodetre.codebook.tree import Code
from kodetre.errors import WrongUse
from kodetre.model.codings import Change, Decision, NewCoding
from kodetre.session.state import Desk


def accept(desk: Desk, _: str) -> str:
    """Code the excerpt as suggested."""
    suggestion = desk.asked()
    desk.decide("accept", suggestion.code, "", "accept")
    return f"Coded with {suggestion.code}."


def reject(desk: Desk, _: str) -> str:
    """Say that it does not belong here."""
    suggestion = desk.asked()
    desk.decide("reject", "", "", "reject")
    return f"Rejected for {suggestion.code}."


def defer(desk: Desk, _: str) -> str:
    """Leave it for the end."""
    desk.asked()
    desk.decide("defer", "", "", "defer")
    return "Deferred; it comes again at the end."


def section(desk: Desk, _: str) -> str:
    """Accept all that is suggested for this code in this section, as one step."""
    asked = desk.asked()
    section = desk.places(asked.document).section(asked.span.start)
    all_of = [
        s
        for s in desk.suggestions.open
        if s.document == asked.document
        and s.code == asked.code
        and desk.suggestions.verdicts.get(s.key) in (None, "defer")
        and desk.places(s.document).section(s.span.start) == section
    ]
    if not all_of:
        raise WrongUse("", "everything suggested for this code in this section is decided on")
    change = Change(
        tuple(NewCoding(s.document, s.span, s.code, "manual") for s in all_of),
        decisions=tuple(Decision(s.document, s.span, s.code, "accept") for s in all_of),
    )
    recorded = desk.record("accept section", change, f"{asked.code}, {len(all_of)}")
    for s, id in zip(all_of, recorded.codings, strict=True):
        desk.made[s.key] = (*desk.made.get(s.key, ()), id)
        desk.suggestions.decide(s.key, "accept")
        desk.decided_at.append(recorded.created)
    desk.used(asked.code)
    desk.onward()
    where = f" in «{section[-1]}»" if section else ""
    return f"Coded {len(all_of)} suggestions with {asked.code}{where}."


def recode(desk: Desk, argument: str) -> str:
    """Code a selection; give a suggestion or a coding another code."""
    codes = desk.named(argument)
    if desk.focus == "coding":
        coding = desk.own_coding()
        change = Change(recoded=((coding.id, codes[0].key),))
        also = desk.as_new(coding.document, coding.span, codes[1:])
        desk.record("recode", replace(change, codings=also), f"{coding.code} → {codes[0].key}")
        desk.used(*(code.key for code in codes))
        return f"Coded with {_keys(codes)} instead of {coding.code}."
    if desk.focus == "selection":
        return _code_selection(desk, codes)
    suggestion = desk.asked()
    own = suggestion.code in {code.key for code in codes}
    also = desk.as_new(suggestion.document, desk.adjusted_to or suggestion.span, codes[1:])
    desk.decide("accept" if own else "reject", codes[0].key, "", "recode", also)
    desk.used(*(code.key for code in codes[1:]))
    return f"Coded with {_keys(codes)} instead of {suggestion.code}."


def _code_selection(desk: Desk, codes: Sequence[Code]) -> str:
    assert desk.selected is not None
    document, span = desk.selected
    recorded = desk.record("code", Change(desk.as_new(document, span, codes)), _keys(codes))
    desk.used(*(code.key for code in codes))
    desk.selected, desk.coding_id = None, recorded.codings[0]
    return f"Coded with {_keys(codes)}."


def add(desk: Desk, argument: str) -> str:
    """Code the same excerpt with further codes, and stay."""
    codes = desk.named(argument)
    if desk.focus == "selection":
        return _code_selection(desk, codes)
    document, span = desk.subject()
    there = {c.code for c in desk.marks.of(document) if c.span == span and c.coder == desk.coder}
    if (again := [code for code in codes if code.key in there]) and len(again) == len(codes):
        raise WrongUse(again[0].key, "stands on this excerpt already")
    new = [code for code in codes if code.key not in there]
    desk.record("add", Change(desk.as_new(document, span, new)), _keys(new))
    desk.used(*(code.key for code in new))
    return f"Coded with {_keys(new)} too."


def last_used(desk: Desk, argument: str) -> str:
    """Code with one of the codes used last, by its number."""
    number = int(argument) if argument.isdecimal() and len(argument) < 3 else 0
    if not 1 <= number <= len(desk.recent):
        listed = ", ".join(f"{place} {key}" for place, key in enumerate(desk.recent, start=1))
        raise WrongUse("", f"'{argument}' is none of the codes used last", next_step=listed or "none was used yet")
    key = desk.recent[number - 1]
    if desk.focus == "suggestion" and desk.suggestions.current is not None and desk.suggestions.current.code == key:
        return accept(desk, "")
    return add(desk, key)


def next_one(desk: Desk, _: str) -> str:
    """Look at the next suggestion."""
    if desk.focus in ("selection", "coding"):
        desk.selected, desk.coding_id = None, ""
        desk.come()
        return "Back to the suggestions."
    if not desk.suggestions.step(1):
        raise WrongUse("", "this is the last one", next_step="a, r or d decides on it")
    desk.come()
    return "The next one."


def back(desk: Desk, _: str) -> str:
    """Look at the suggestion before."""
    if not desk.suggestions.step(-1):
        raise WrongUse("", "this is the first one", next_step="u takes back the last action")
    desk.come()
    return "Back to the one before."


def _keys(codes: Iterable[Code]) -> str:
    return ", ".join(code.key for code in codes)
