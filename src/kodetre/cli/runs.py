"""Two versions of a paragraph in one: what went out and what came in, in colour and with marks."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodetre.controls import shown

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.document.diff import Run

_AROUND = 60
"""Characters of what stayed that are shown beside a change."""
_MOST = 400
"""Characters that are shown of a paragraph that is new or gone."""


def inline(runs: "Sequence[Run]") -> "Text":
    """The runs after one another; `[-out-]` and `{+in+}` also where there is no colour. What stayed is cut short."""
    from rich.text import Text

    drawn = Text()
    for place, (what, words) in enumerate(runs):
        text = _one_line(shown(words))
        if what == "same":
            drawn.append(_cut(text, first=place == 0, last=place == len(runs) - 1), "dim")
        elif len(runs) == 1:
            drawn.append(text if len(text) <= _MOST else text[:_MOST] + " …", _colour(what))
        else:
            drawn.append(f"[-{text}-]" if what == "out" else f"{{+{text}+}}", _colour(what))
    return drawn


def _colour(what: str) -> str:
    return "red" if what == "out" else "green"


def _one_line(text: str) -> str:
    """Runs of white space as one space, at the ends too."""
    words = " ".join(text.split())
    return (" " if text[:1].isspace() else "") + words + (" " if words and text[-1:].isspace() else "")


def _cut(text: str, *, first: bool, last: bool) -> str:
    if len(text) <= 2 * _AROUND + 5 and not ((first or last) and len(text) > _AROUND):
        return text
    if first:
        return "… " + text[-_AROUND:]
    if last:
        return text[:_AROUND] + " …"
    return f"{text[:_AROUND]} … {text[-_AROUND:]}"
