"""An excerpt or a suggestion as it is shown in a terminal, with its keywords marked."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodetre.controls import shown
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.model.documents import Span
    from kodetre.services.suggest import PlacedSuggestion


def short(text: str, most: int) -> str:
    """A text on one line, cut to so many characters."""
    joined = " ".join(text.split())
    return joined if len(joined) <= most else joined[: most - 1] + "…"


def why(placed: "PlacedSuggestion", where: str) -> "Text":
    """How probable a suggestion is, where it stands (`where`, and its page), and why it is suggested."""
    from rich.text import Text

    suggestion = placed.suggestion
    page = f", s. {placed.label}" if placed.label else ""
    return Text.assemble(
        (phrase(msg("{in_ten:2} of 10  {where}{page}  ", in_ten=suggestion.in_ten, where=where, page=page)), "cyan"),
        ("; ".join(suggestion.reasons), "dim"),
    )


def marked(text: str, span: "Span", hits: "Sequence[Span]", *, excerpt: "Span | None" = None, most: int = 0) -> "Text":
    """The stretch of a text with hits in bold; what lies outside `excerpt` is dim. `most` cuts long ones, 0 never."""
    from rich.text import Text

    end = min(span.end, span.start + most) if most else span.end
    excerpted = Text(shown(text[span.start : end]).replace("\t", "  "), style="")
    if "\t" not in text[span.start : end]:
        for hit in hits:
            if span.start <= hit.start < end:
                excerpted.stylize("bold yellow", hit.start - span.start, min(hit.end, end) - span.start)
        if excerpt is not None:
            excerpted.stylize("dim", 0, max(0, excerpt.start - span.start))
            excerpted.stylize("dim", max(0, excerpt.end - span.start))
    if end < span.end:
        excerpted.append(" …", style="dim")
    return excerpted
