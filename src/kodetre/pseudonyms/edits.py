"""A text in which names were replaced, and where everything that pointed into the old one stands in the new. Pure."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.model.documents import Span
from kodetre.pseudonyms.names import Met, Names


@dataclass(frozen=True, slots=True)
class Replaced:
    """The new text, and the names that were replaced with where they stood in the old one."""

    text: str
    names: tuple[Met, ...]
    shifts: tuple[int, ...]
    """For each name how much longer the text has become until its end."""

    def start(self, offset: int) -> int:
        """Where what began at an offset begins now: what began within a name begins with the pseudonym."""
        number = bisect_right(self.names, offset, key=lambda met: met.start) - 1
        if number < 0:
            return offset
        met = self.names[number]
        if offset < met.end:
            return met.start + (self.shifts[number - 1] if number else 0)
        return offset + self.shifts[number]

    def end(self, offset: int) -> int:
        """Where what ended at an offset ends now: what ended within a name ends with the pseudonym."""
        number = bisect_right(self.names, offset - 1, key=lambda met: met.start) - 1
        if number < 0:
            return offset
        return max(offset, self.names[number].end) + self.shifts[number]

    def span(self, span: Span) -> Span:
        """A stretch of the old text in the new one."""
        return Span(self.start(span.start), self.end(span.end) if span.end > span.start else self.start(span.end))


def replaced(text: str, names: Names, stretches: Sequence[Span] | None = None) -> Replaced:
    """A text with pseudonyms in the place of names. No name goes over the end of a stretch, where stretches are given."""
    met: list[Met] = []
    for stretch in stretches if stretches is not None else (Span(0, len(text)),):
        own = names.met(stretch.of(text))
        met += [Met(each.start + stretch.start, each.end + stretch.start, each.pseudonym) for each in own]
    parts: list[str] = []
    shifts: list[int] = []
    place = shift = 0
    for each in met:
        pseudonym = each.pseudonym + _hyphen(text, each)
        parts += (text[place : each.start], pseudonym)
        shift += len(pseudonym) - (each.end - each.start)
        shifts.append(shift)
        place = each.end
    return Replaced("".join([*parts, text[place:]]), tuple(met), tuple(shifts))


def _hyphen(text: str, met: Met) -> str:
    """A hyphen where the rest of a compound would stand right against the pseudonym: P1-huset; none before an ending."""
    rest = text[met.end : met.end + 3]
    return "-" if len(rest) == 3 and rest.isalpha() and not _is_family(text, met.end) else ""


def _is_family(text: str, end: int) -> bool:
    length = end
    while length < len(text) and text[length].isalpha():
        length += 1
    return text[end:length].lower() in ("ene", "enes", "ane", "anes")


def without_names(text: str, names: Names) -> str:
    """A text with pseudonyms in the place of names."""
    return replaced(text, names).text
