"""How the sources of one type are cited, as kodetre.yaml says it: *(Intervju, {case}, {case.rolle}, {year})*. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from kodetre.i18n.message import msg

FIELDS = ("author", "year", "title", "page", "date", "group", "type", "id", "speaker", "time", "case")
"""What may stand in braces; of a case its attributes too, {case.rolle}."""
_CLOSE = 0.6
_ATTRIBUTE = re.compile(r"case\.[^\W\d][\w-]*")
_TOKEN = re.compile(r"\{\{|\}\}|\{([^{}]*)\}|[{}]")
_SEPARATOR = re.compile(r"[,;:]?\s+$")


class BadTemplate(ValueError):
    """A template that cannot be: `what` says why, `next_step` how to write it."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step


@dataclass(frozen=True, slots=True)
class Template:
    """A template taken apart: words, and names of fields, in turns; it begins and ends with words, which may be empty."""

    parts: tuple[str, ...]

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the fields."""
        return self.parts[1::2]

    def cite(self, values: Mapping[str, str]) -> str:
        """The citation. What is not known is left out, with what parts it from what stands before."""
        written = self.parts[0]
        for name, words in zip(self.parts[1::2], self.parts[2::2], strict=True):
            value = values.get(name, "")
            if not value:
                shortened = _SEPARATOR.sub("", written)
                written, words = (shortened, words) if shortened != written else (written, words.lstrip(" ,;:"))
            written += value + words
        return written


def template(written: str) -> Template:
    """A template as it is written in kodetre.yaml. Raises BadTemplate."""
    parts, words, place = [], "", 0
    for token in _TOKEN.finditer(written):
        words += written[place : token.start()]
        place = token.end()
        if token[0] in ("{{", "}}"):
            words += token[0][0]
        elif token[1] is None:
            raise BadTemplate(
                msg("a brace in '{written}' has no other half", written=written),
                msg("write a field as {{year}}, and a brace itself twice"),
            )
        else:
            parts += [words, _field(token[1].strip())]
            words = ""
    if not parts:
        raise BadTemplate(
            msg("'{written}' names no field, and would cite every source alike", written=written),
            msg("the fields are: {fields}", fields=", ".join(FIELDS)),
        )
    return Template((*parts, words + written[place:]))


def _field(name: str) -> str:
    if name in FIELDS or _ATTRIBUTE.fullmatch(name):
        return name.lower()
    close = get_close_matches(name, FIELDS, 1, _CLOSE)
    raise BadTemplate(
        msg("there is no field '{name}'", name=name),
        msg("did you mean {close}?", close=close[0])
        if close
        else msg("the fields are: {fields}, and case.NAME for an attribute", fields=", ".join(FIELDS)),
    )
