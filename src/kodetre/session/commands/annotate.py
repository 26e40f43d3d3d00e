"""Memos, and new codes."""

import re
from typing import TYPE_CHECKING

from kodetre.codebook.find import find_code, label_from
from kodetre.errors import NotPossible
from kodetre.model.codings import Change, Memo, MemoTarget, StepKind
from kodetre.session.commands import decide

if TYPE_CHECKING:
    from kodetre.session.state import SessionState


def memo(state: "SessionState", argument: str) -> str:
    """Write on the coding; on a suggestion, accept it with a memo."""
    if not argument:
        raise NotPossible("", "the memo is empty", next_step="write a text, or accept without one")
    if state.coding is not None:
        coding = state.own_coding()
        state.record(StepKind.MEMO, Change(memos=(Memo("coding", coding.id, argument, state.coder),)), coding.code)
        return f"Memo on the coding with {coding.code}."
    if state.selected is not None:
        raise NotPossible("", "a memo wants a coding", next_step="code the selection first (c), then m")
    suggestion = state.current_suggestion()
    state.decide("accept", suggestion.code, argument, StepKind.MEMO)
    return f"Coded with {suggestion.code} and a memo."


def memo_document(state: "SessionState", argument: str) -> str:
    """Write on the document."""
    return _wrote(state, "document", state.document, argument)


def memo_code(state: "SessionState", argument: str) -> str:
    """Write on the code that is looked at."""
    key = state.code_in_focus
    if not key:
        raise NotPossible("", "no code is looked at", next_step="go to a suggestion or a coding first")
    return _wrote(state, "code", key, argument)


def _wrote(state: "SessionState", target: MemoTarget, subject: str, text: str) -> str:
    state.record(StepKind.MEMO, Change(memos=(Memo(target, subject, text, state.coder),)), subject)
    return f"Memo on {subject}." if text else f"The memo on {subject} is empty now."


def new(state: "SessionState", argument: str) -> str:
    """Put a code into the codebook, and code what is selected with it."""
    key, _, label = argument.partition(" ")
    if not key:
        raise NotPossible("", "a new code wants a key", next_step="for example: okonomi.gaver Gaver")
    added = _to_codebook(state, key, label.strip() or label_from(key))
    return f"{added}; {decide.add(state, key)}" if state.focus in ("selection", "coding") else f"{added}."


def in_vivo(state: "SessionState", argument: str) -> str:
    """A new code in the excerpt's own words."""
    document, span = state.subject()
    words = state.words(document, span)
    last = "-".join(re.findall(r"[^\W_]+", words.lower())[:5])
    if not last:
        raise NotPossible("", "there are no words in the excerpt to make a code of")
    parent = find_code(state.codebook, argument).key if argument else ""
    key = f"{parent}.{last}" if parent else last
    label = words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0] + " …"
    return f"{_to_codebook(state, key, label)}; {decide.add(state, key)}"


def _to_codebook(state: "SessionState", key: str, label: str) -> str:
    """Put a code into the codebook, and say so, without a full stop."""
    if state.codebook.find(key) is not None:
        raise NotPossible(key, "is a code already", next_step="choose another key")
    state.codebook = state.services.new_code(key, label)
    return f"{key} is in the codebook"
