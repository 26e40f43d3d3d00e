"""Which letters an action is done to: selecting, adjusting, copying."""

from kodetre.errors import WrongUse
from kodetre.model.codings import Change
from kodetre.model.documents import Span
from kodetre.session.selection import by_words, sentence_at, word_at
from kodetre.session.state import Desk


def span(desk: Desk, argument: str) -> str:
    """Adjust the excerpt of a suggestion, a selection or a coding."""
    if desk.selected is not None and desk.coding is None and not argument:
        raise WrongUse("", "the selection is what it is; code it with c")
    if (coding := desk.coding) is not None:
        desk.own_coding()
        span = (
            desk.selected[1]
            if desk.selected and not argument
            else desk.adjusted(argument, coding.document, coding.span)
        )
        desk.selected = None
        desk.record("span", Change(placed=((coding.id, span),)), coding.code)
        return "The coding has another excerpt."
    if desk.selected is not None:
        document, span = desk.selected
        desk.mark(document, desk.adjusted(argument, document, span))
        return "The selection is adjusted."
    suggestion = desk.asked()
    desk.adjusted_to = desk.adjusted(argument, suggestion.document, suggestion.span, suggestion.hits)
    return "The excerpt is adjusted."


def select(desk: Desk, argument: str) -> str:
    """Select by words: in this paragraph, after it, or anywhere in the document."""
    document = desk.documents[desk.document]
    block = desk.places().paragraph(desk.offset)
    try:
        span = by_words(document.text, block, argument, "the paragraph")
    except WrongUse:
        try:
            span = by_words(document.text, Span(desk.offset, len(document.text)), argument, "what follows")
        except WrongUse:
            span = by_words(document.text, Span(0, len(document.text)), argument, document.id)
    return _marked(desk, span)


def word(desk: Desk, _: str) -> str:
    """Select the word."""
    return _marked(desk, word_at(desk.documents[desk.document].text, desk.places().paragraph(desk.offset), desk.offset))


def sentence(desk: Desk, _: str) -> str:
    """Select the sentence."""
    return _marked(desk, sentence_at(desk.split(), desk.places().paragraph(desk.offset), desk.offset))


def paragraph(desk: Desk, _: str) -> str:
    """Select the paragraph."""
    return _marked(desk, desk.places().paragraph(desk.offset))


def again(desk: Desk, _: str) -> str:
    """Select what was selected last."""
    if desk.last_selected is None:
        raise WrongUse("", "nothing was selected yet")
    desk.mark(*desk.last_selected)
    return _said_of_selection(desk)


def drop(desk: Desk, _: str) -> str:
    """Let go of a selection or coding."""
    desk.selected, desk.coding_id, desk.adjusted_to = None, "", None
    return "Let go."


def _marked(desk: Desk, span: Span) -> str:
    desk.mark(desk.document, span)
    return _said_of_selection(desk)


def _said_of_selection(desk: Desk) -> str:
    assert desk.selected is not None
    words = desk.words(*desk.selected)
    return f"Selected: «{words if len(words) <= 80 else words[:40] + ' … ' + words[-38:]}»"


def copy(desk: Desk, _: str) -> str:
    """The excerpt with its citation."""
    document, span = desk.subject()
    words = desk.words(document, span)
    return f"«{words}» {desk.around.cite(desk.documents[document], span)}"
