"""Excerpts that a text cites: [[3f2a91c4]] for the source, [[3f2a91c4 quote]] for its words too. Pure."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_CITED = re.compile(r"\[\[\s*([0-9a-fA-F][0-9a-fA-F-]{3,35})(\s+(?:quote|sitat))?\s*\]\]")
SHORT = 8
"""Letters of a coding's id that a citation is shown with."""


@dataclass(frozen=True, slots=True)
class Cited:
    """An excerpt that is cited: the id as it is written, and whether its words are wanted."""

    id: str
    quoted: bool


def cited_in(text: str) -> list[Cited]:
    """What a text cites, in its order."""
    return [_cited(match) for match in _CITED.finditer(text)]


def _cited(match: re.Match[str]) -> Cited:
    return Cited(match[1].lower(), bool(match[2]))


def parts_of(text: str) -> Iterator[str | Cited]:
    """A text in pieces: letters, and what is cited between them."""
    at = 0
    for match in _CITED.finditer(text):
        yield text[at : match.start()]
        yield _cited(match)
        at = match.end()
    yield text[at:]


def recited(text: str, id_of: Callable[[str], str]) -> str:
    """A text that cites the same excerpts under other ids."""
    written: list[str] = []
    for part in parts_of(text):
        if isinstance(part, Cited):
            written.append(f"[[{id_of(part.id)}{' quote' if part.quoted else ''}]]")
        else:
            written.append(part)
    return "".join(written)


def resolved(id: str, ids: Iterable[str]) -> str:
    """The one id of some that begins with what is written; empty where there is none, or are several."""
    there = [each for each in ids if each.lower().startswith(id)]
    return there[0] if len(there) == 1 else ""
