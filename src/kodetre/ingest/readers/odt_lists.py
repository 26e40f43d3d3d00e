"""How lists and headings of an OpenDocument text are numbered, level by level (OASIS OpenDocument 1.3, 16.30)."""

from dataclasses import dataclass
from typing import Any

from kodetre.ingest.readers.numbering import numeral

_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


@dataclass(frozen=True, slots=True)
class ListLevel:
    """How a level of a list style is numbered; no format for a bullet."""

    format: str = ""
    before: str = ""
    after: str = ""
    shown: int = 1
    start: int = 1


def levels_of(style: Any) -> dict[int, ListLevel]:  # noqa: ANN401
    """The levels of a list style or of the outline, from 1."""
    levels = {}
    for level in style.iterchildren("*"):
        number = level.get(_TEXT + "level", "")
        if number.isdigit():
            levels[int(number)] = ListLevel(
                _FORMATS.get(level.get(_STYLE + "num-format") or "", ""),
                level.get(_STYLE + "num-prefix") or "",
                level.get(_STYLE + "num-suffix") or "",
                integer(level.get(_TEXT + "display-levels")),
                integer(level.get(_TEXT + "start-value")),
            )
    return levels


def next_label(counts: list[int], level: int, styles: dict[int, ListLevel]) -> str:
    """Count one further at a level (from 1), and what is written there; empty for a bullet."""
    while len(counts) < level:
        counts.append(styles.get(len(counts) + 1, ListLevel()).start - 1)
    counts[level - 1] += 1
    del counts[level:]
    how = styles.get(level, ListLevel())
    if not how.format:
        return ""
    shown = range(max(1, level - how.shown + 1), level + 1)
    numbers = [numeral(counts[at - 1], styles.get(at, how).format or "decimal") for at in shown]
    return f"{how.before}{'.'.join(numbers)}{how.after}".strip()


def integer(text: str | None) -> int:
    """A number that is at least 1, or 1."""
    return int(text) if text is not None and text.isdigit() and int(text) > 0 else 1
