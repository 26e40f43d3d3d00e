"""Memos, and new codes."""

import re
from typing import TYPE_CHECKING

from kodetre.codebook.find import find_code, label_from
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.codings import Change, Memo, MemoTarget, NewCoding, StepKind
from kodetre.model.documents import Span

if TYPE_CHECKING:
    from kodetre.session.state import SessionState

_KEY_LETTERS = 24
"""The most letters of a key that is made of words."""


def memo(state: "SessionState", argument: str) -> str:
    """Write on the coding; on a suggestion, accept it with a memo."""
    if not argument:
        raise NotPossible("", msg("the memo is empty"), next_step=msg("write a text, or accept without one"))
    if state.coding is not None:
        coding = state.own_coding()
        state.record(StepKind.MEMO, Change(memos=(Memo("coding", coding.id, argument, state.coder),)), coding.code)
        return msg("Memo on the coding with {code}.", code=coding.code)
    if state.selected is not None:
        raise NotPossible("", msg("a memo wants a coding"), next_step=msg("code the selection first (c), then m"))
    suggestion = state.current_suggestion()
    state.decide("accept", suggestion.code, argument, StepKind.MEMO)
    return msg("Coded with {code} and a memo.", code=suggestion.code)


def memo_document(state: "SessionState", argument: str) -> str:
    """Write on the document."""
    return _wrote(state, "document", state.document, argument)


def memo_code(state: "SessionState", argument: str) -> str:
    """Write on the code that is looked at."""
    key = state.code_in_focus
    if not key:
        raise NotPossible("", msg("no code is looked at"), next_step=msg("go to a suggestion or a coding first"))
    return _wrote(state, "code", key, argument)


def _wrote(state: "SessionState", target: MemoTarget, subject: str, text: str) -> str:
    state.record(StepKind.MEMO, Change(memos=(Memo(target, subject, text, state.coder),)), subject)
    return (
        msg("Memo on {subject}.", subject=subject)
        if text
        else msg("The memo on {subject} is empty now.", subject=subject)
    )


def new(state: "SessionState", argument: str) -> str:
    """Put a code into the codebook, and code what is selected with it, in one step."""
    key, _, label = argument.partition(" ")
    if not key:
        raise NotPossible("", msg("a new code wants a key"), next_step=msg("for example: okonomi.gaver Gaver"))
    excerpt = state.subject() if state.focus in ("selection", "coding") else None
    return _to_codebook(state, key, label.strip() or label_from(key), excerpt)


def in_vivo(state: "SessionState", argument: str) -> str:
    """A new code in the excerpt's own words, all of which are its label, and its coding, in one step.

    `argument` is the code that it comes under, or `=` and its own key in full; without one it comes to the top.
    """
    document, span = state.subject()
    words = state.words(document, span)
    return _to_codebook(state, in_vivo_key(state, argument, words), words, (document, span))


def in_vivo_key(state: "SessionState", argument: str, words: str) -> str:
    """The key of a code in its own words: the one that is named, else a short one of its first words under the code that is named.

    Raises NotPossible when there are no words to make a key of, UnknownCode for a code that there is not.
    """
    if argument.startswith("=") and (own := argument[1:].strip()):
        return own
    last = short_key(words)
    if not last:
        raise NotPossible("", msg("there are no words in the excerpt to make a code of"))
    parent = find_code(state.codebook, argument).key if argument else ""
    return f"{parent}.{last}" if parent else last


def short_key(words: str) -> str:
    """A key of the first words of an excerpt, as many whole words as fit in 24 letters; of a longer word its beginning."""
    key = ""
    for each in re.findall(r"[^\W_]+", words.lower()):
        longer = f"{key}-{each}" if key else each[:_KEY_LETTERS]
        if len(longer) > _KEY_LETTERS:
            break
        key = longer
    return key


def _to_codebook(state: "SessionState", key: str, label: str, excerpt: tuple[str, Span] | None) -> str:
    """Put a code into the codebook, code an excerpt with it in the same step, and say so."""
    from kodetre.session.services import NewCode  # with it comes what the keys alone do not need

    if state.codebook.find(key) is not None:
        raise NotPossible(key, msg("is a code already"), next_step=msg("choose another key"))
    if excerpt is None:
        state.codebook = state.services.new_code(NewCode(key, label))
        return msg("{key} is in the codebook.", key=key)
    document, span = excerpt
    codings = (NewCoding(document, span, key, "manual", coder=state.coder),)
    read = ((document, state.documents[document].info.version),)
    state.codebook = state.services.new_code(NewCode(key, label, codings, read))
    state.refresh_codings()
    if state.focus == "selection":
        state.turn_to_coding(document, span, key)
    state.digits.give(key)
    return msg("{key} is in the codebook; coded with {key}. u takes both back.", key=key)
