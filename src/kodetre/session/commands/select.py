"""Which letters an action is done to: selecting, adjusting, copying."""

from typing import TYPE_CHECKING

from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.codings import Change, StepKind
from kodetre.model.documents import Span
from kodetre.session.selection import by_words, sentence_at, word_at

if TYPE_CHECKING:
    from kodetre.session.state import SessionState


def span(state: "SessionState", argument: str) -> str:
    """Adjust the excerpt of a suggestion, a selection or a coding."""
    if state.selected is not None and state.coding is None and not argument:
        raise NotPossible("", msg("the selection is what it is; code it with c"))
    if state.coding is not None:
        coding = state.own_coding()
        if state.selected is not None and not argument:
            _, excerpt = state.selected
        else:
            excerpt = state.adjusted(argument, coding.document, coding.span)
        state.selected = None
        state.record(StepKind.SPAN, Change(placed=((coding.id, excerpt),)), coding.code)
        return msg("The coding has another excerpt.")
    if state.selected is not None:
        document, span = state.selected
        state.mark(document, state.adjusted(argument, document, span))
        return msg("The selection is adjusted.")
    suggestion = state.current_suggestion()
    state.adjusted_to = state.adjusted(argument, suggestion.document, suggestion.span, suggestion.hits)
    return msg("The excerpt is adjusted.")


def select(state: "SessionState", argument: str) -> str:
    """Select by words: in this paragraph, after it, or anywhere in the document."""
    document = state.documents[state.document]
    block = state.locator().paragraph(state.offset)
    try:
        span = by_words(document.text, block, argument, msg("the paragraph"))
    except NotPossible:
        try:
            span = by_words(document.text, Span(state.offset, len(document.text)), argument, msg("what follows"))
        except NotPossible:
            span = by_words(document.text, Span(0, len(document.text)), argument, document.id)
    return _marked(state, span)


def word(state: "SessionState", _: str) -> str:
    """Select the word."""
    return _marked(
        state, word_at(state.documents[state.document].text, state.locator().paragraph(state.offset), state.offset)
    )


def sentence(state: "SessionState", _: str) -> str:
    """Select the sentence."""
    return _marked(state, sentence_at(state.split(), state.locator().paragraph(state.offset), state.offset))


def paragraph(state: "SessionState", _: str) -> str:
    """Select the paragraph."""
    return _marked(state, state.locator().paragraph(state.offset))


def again(state: "SessionState", _: str) -> str:
    """Select what was selected last."""
    if state.last_selected is None:
        raise NotPossible("", msg("nothing was selected yet"))
    state.mark(*state.last_selected)
    return _describe(state)


def drop(state: "SessionState", _: str) -> str:
    """Let go of a selection or coding."""
    state.selected, state.coding_id, state.adjusted_to = None, "", None
    return msg("Let go.")


def _marked(state: "SessionState", span: Span) -> str:
    state.mark(state.document, span)
    return _describe(state)


def _describe(state: "SessionState") -> str:
    assert state.selected is not None
    words = state.words(*state.selected)
    return msg("Selected: «{words}»", words=words if len(words) <= 80 else words[:40] + " … " + words[-38:])


def copy(state: "SessionState", _: str) -> str:
    """The excerpt with its citation."""
    document, span = state.subject()
    words = state.words(document, span)
    return f"«{words}» {state.services.cite(state.documents[document], span)}"
