"""An excerpt as it is quoted: on one line, with an ellipsis where a sentence goes on outside it. Pure."""

from kodetre.model.codings import Anchor

_ENDS = ".!?:;"
_CLOSING = "»”\"')]"


def quoted(anchor: Anchor) -> str:
    """The words of an excerpt, with … where it begins or ends inside a sentence.

    A table row's cells have a bar between them, its rows a slash; line breaks are spaces.
    """
    before, after = cut(anchor)
    return f"{'… ' if before else ''}{one_line(anchor.quote)}{' …' if after else ''}"


def cut(anchor: Anchor) -> tuple[bool, bool]:
    """Whether the sentence began before the excerpt, and whether it goes on after it."""
    return _cut_before(anchor), _cut_after(anchor)


def one_line(text: str) -> str:
    """Text on one line: a table row's cells with a bar between, its rows and paragraphs with a slash."""
    if text.isprintable() and "  " not in text:  # no white space in it but single blanks
        return text.strip(" ")
    if "\n" not in text and "\t" not in text:
        return " ".join(text.split())
    rows = []
    for row in text.split("\n"):
        cells = [" ".join(cell.split()) for cell in row.split("\t")]
        rows.append(" | ".join(cell for cell in cells if cell))
    return " / ".join(row for row in rows if row)


def _cut_before(anchor: Anchor) -> bool:
    """Whether the sentence began before the excerpt."""
    before = _line(anchor.before, last=True).rstrip(_CLOSING)
    return bool(before) and before[-1] not in _ENDS and (before[-1].isalnum() or before[-1] in ",–—-")


def _cut_after(anchor: Anchor) -> bool:
    """Whether the sentence goes on after the excerpt."""
    ended = anchor.quote.rstrip().rstrip(_CLOSING)[-1:]
    after = _line(anchor.after, last=False)
    return ended not in _ENDS and bool(after) and (after[0].isalnum() or after[0] in ",–—-(«")


def _line(text: str, *, last: bool) -> str:
    """What stands in the same paragraph and table cell, next to the excerpt."""
    if "\n" not in text and "\t" not in text:
        return text.strip()
    lines = text.replace("\t", "\n").split("\n")
    return (lines[-1] if last else lines[0]).strip()
