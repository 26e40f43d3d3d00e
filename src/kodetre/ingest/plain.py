"""A text that another program has read to a `Reading`: its words stay where they are. Pure."""

import re
from collections.abc import Iterator
from dataclasses import replace

from kodetre.ingest.read import languages, references
from kodetre.model.documents import Block, Metadata, Page, Reading

_PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")
_ENDS = (".", ":", "!", "?", "»", '"')
_WRAPPED = 60
"""Letters from which on a line may be one of a paragraph that is broken into lines."""


def reading_of(text: str, metadata: Metadata | None = None) -> Reading:
    """A text with its paragraphs: blank lines part them; where there are none, each line is one. It has one page, made up."""
    blocks = tuple(_blocks(text))
    plain = Reading(
        text=text, pages=(Page(1, "1", 0, len(text)),), blocks=blocks, metadata=metadata or Metadata(),
        status="ok" if text.strip() else "no text", paged=False,
    )  # fmt: skip
    told, language = languages(plain)
    return replace(plain, blocks=references(told, text), language=language)


def _blocks(text: str) -> Iterator[Block]:
    last = 0
    for match in [*_PARAGRAPHS.finditer(text), None]:
        end = match.start() if match is not None else len(text)
        yield from _paragraphs(text, last, end)
        last = match.end() if match is not None else end


def _paragraphs(text: str, start: int, end: int) -> Iterator[Block]:
    """The paragraphs of a stretch without blank lines: its lines, unless these are one paragraph that is broken."""
    lines = text[start:end].split("\n")
    long = [len(line) >= _WRAPPED and not line.rstrip().endswith(_ENDS) for line in lines[:-1]]
    if len(lines) > 1 and sum(long) * 2 > len(long) and max(map(len, lines)) < 3 * _WRAPPED:
        lines = [text[start:end]]
    at = start
    for line in lines:
        body = line.strip()
        if body:
            first = at + len(line) - len(line.lstrip())
            yield Block("paragraph", 0, first, first + len(body), 1, 1)
        at += len(line) + 1
