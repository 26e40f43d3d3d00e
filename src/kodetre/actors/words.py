"""The words of a document as names are looked for in them: with a capital or without, and where in a sentence. Pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kodetre.language.addresses import addresses, may_be_address
from kodetre.language.sentences import sentences
from kodetre.model.documents import Document, Span

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*-?")
_ABBREVIATED = re.compile(r"[^\W\d_]+\.[a-zæøåäöáš].*")
"""Kom.adm: two words cut short, and no name."""
_OPENING = '«"“(:•–'
_QUOTE = re.compile(r"\s[”\"'’]")
"""What opens a quotation where the same sign closes it."""
_MARKER = re.compile(r"\d[\d.]*|\w")
"""What numbers an item of a list: 1, 4.2, a."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, or a cell of a table, with the number of its block."""

    paragraph: int
    span: Span
    running: bool
    """Whether it is of a text that is read on, and no cell."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a sentence."""

    text: str
    span: Span
    first: bool
    """Whether a sentence, or what is as good as one, begins with it."""
    between: str
    """What stands between it and the word before, without blanks."""

    @property
    def close(self) -> bool:
        """Whether only blanks part it from the word before."""
        return not self.between

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital, and is not cut short."""
        return self.text[:1].isupper() and _ABBREVIATED.fullmatch(self.text) is None


def split(name: str) -> list[str]:
    """The words of a name."""
    return _WORD.findall(name)


def sentences_of(document: Document) -> Iterator[Sentence]:
    """The sentences that names are looked for in; of a table, its cells."""
    for number, block in enumerate(document.reading.blocks):
        if block.kind == "heading" or block.part != "body":
            continue
        for start, end in sentences(document.text, block.start, block.end):
            at = start
            for cell in document.text[start:end].split("\t"):
                if cell.strip():
                    yield Sentence(number, Span(at, at + len(cell)), block.kind != "table")
                at += len(cell) + 1


def words_of(text: str, sentence: Span) -> list[Word]:
    """The words of a sentence, without those of addresses."""
    places = [match.span() for match in _WORD.finditer(text, sentence.start, sentence.end)]
    suspicious = [start for start, end in places if may_be_address(text[start:end]) or text[end : end + 1] == "@"]
    skipped = [Span(*ends) for ends in addresses(text, suspicious)] if suspicious else []
    words: list[Word] = []
    last = sentence.start
    numbered = True
    for start, end in places:
        raw = text[last:start]
        between = raw.strip()
        opened = between[-1:] in _OPENING if between else False
        first = numbered or opened or _QUOTE.fullmatch(raw[-2:]) is not None
        if not any(Span(start, end).overlaps(address) for address in skipped):
            words.append(Word(text[start:end], Span(start, end), first, between))
        numbered = numbered and _MARKER.fullmatch(text[start:end]) is not None
        last = end
    return words
