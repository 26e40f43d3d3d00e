"""Names in the text of a document: capitalised phrases inside sentences, and acronyms with their long form. Pure.

Headings, contents and reference lists are not looked at, nor are web and e-mail addresses. A capital at the beginning of a
sentence says nothing by itself: it counts where the word is in no word list and nowhere written small.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kodetre.actors.kinds import HEAD, ORGANISATION_WORD
from kodetre.language.addresses import addresses, may_be_address
from kodetre.language.lexicon import known
from kodetre.language.sentences import sentences
from kodetre.model.documents import Document, Span

_WORD = re.compile(r"[^\W_]+(?:['’.&-][^\W_]+)*-?")
_TAILS = frozenset(
    "kommune kommunes fylkeskommune fylkeskommunes fylke universitet universitetssykehus sykehus sjukehus".split()
)
_OF = frozenset("for i av på til".split())
"""What may stand between the head of a name and the rest of it."""
_WITHIN = frozenset("de van von der den af".split())
"""What may stand between two capitals of a name of a person."""
_ROMAN = re.compile(r"[IVXLC]+\.?")
_OPENING = '«"“(:•–'
_PAIR = re.compile(r"[ \t]*\([ \t]*([^()\n]{2,80}?)[ \t]*\)")
_LEAST_ACRONYM, _MOST_ACRONYM = 2, 8


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands in a document."""

    name: str
    document: str
    span: Span
    paragraph: int
    """The number of the block that it stands in."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the documents tell of words: those that are written small, and those with a capital inside a sentence."""

    small: frozenset[str]
    capital: frozenset[str]

    def is_name(self, word: str) -> bool:
        """Whether a word at the beginning of a sentence is a name by what is known of it."""
        lower = word.lower()
        if ORGANISATION_WORD.fullmatch(word) or (word.isupper() and len(word) > 1):
            return True
        return lower not in self.small and (word in self.capital or not known(lower))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    span: Span
    first: bool
    """Whether a sentence, or what is as good as one, begins with it."""
    close: bool
    """Whether only a space parts it from the word before."""

    @property
    def is_capital(self) -> bool:
        return self.text[:1].isupper()


def sentences_of(document: Document) -> Iterator[tuple[int, Span]]:
    """The sentences that names are looked for in, with the number of their block; of a table, its cells."""
    for number, block in enumerate(document.reading.blocks):
        if block.kind == "heading" or block.part != "body":
            continue
        for start, end in sentences(document.text, block.start, block.end):
            at = start
            for cell in document.text[start:end].split("\t"):
                if cell.strip():
                    yield number, Span(at, at + len(cell))
                at += len(cell) + 1


def written_in(documents: Iterable[Document]) -> Written:
    """How words are written in documents."""
    small: set[str] = set()
    capital: set[str] = set()
    for document in documents:
        for _, sentence in sentences_of(document):
            for word in _words(document.text, sentence):
                if not word.is_capital:
                    small.add(word.text)
                elif not word.first:
                    capital.add(word.text)
    return Written(frozenset(small), frozenset(capital))


def names_in(document: Document, written: Written) -> Iterator[Mention]:
    """Every name of a document, in order and without overlap."""
    for number, sentence in sentences_of(document):
        words = _words(document.text, sentence)
        capitals = sum(word.is_capital for word in words)
        if len(words) > 2 and capitals > 0.8 * len(words):
            continue  # a title or a line of capitals, in which a capital says nothing
        place = 0
        while place < len(words):
            after = _end_of_name(words, place, written)
            if after > place:
                span = Span(words[place].span.start, words[after - 1].span.end)
                yield Mention(" ".join(span.of(document.text).split()), document.id, span, number)
            place = max(after, place + 1)


def _words(text: str, sentence: Span) -> list[_Word]:
    """The words of a sentence, without those of addresses."""
    places = [match.span() for match in _WORD.finditer(text, sentence.start, sentence.end)]
    suspicious = [start for start, end in places if may_be_address(text[start:end]) or text[end : end + 1] == "@"]
    skipped = [Span(*ends) for ends in addresses(text, suspicious)] if suspicious else []
    words: list[_Word] = []
    last = sentence.start
    for start, end in places:
        between = text[last:start].strip()
        first = not words or (between[-1:] in _OPENING and bool(between))
        if not any(Span(start, end).overlaps(address) for address in skipped):
            words.append(_Word(text[start:end], Span(start, end), first, not between))
        last = end
    return words


def _end_of_name(words: list[_Word], start: int, written: Written) -> int:
    """The place after the last word of the name that begins at a place; the place itself where none does."""
    word = words[start]
    if not word.is_capital or _ROMAN.fullmatch(word.text) or (len(word.text) == 1):
        return start
    if word.text.endswith("-"):
        return _end_of_suspended(words, start)
    after = start + 1
    while after < len(words) and words[after].close and (following := _next_part(words, after, start)):
        after += following
    if after == start + 1 and HEAD.fullmatch(word.text) and word.text.lower() in ("norsk", "statens"):
        return start
    if word.first and not written.is_name(word.text) and not _goes_on(words, start, after):
        return start
    return after


def _goes_on(words: list[_Word], start: int, after: int) -> bool:
    """Whether what stands at the beginning of a sentence is a name by what follows: Direktoratet for byggkvalitet."""
    return after > start + 1 and bool(HEAD.fullmatch(words[start].text))


def _next_part(words: list[_Word], place: int, start: int) -> int:
    """How many words at a place go on with the name that begins at `start`."""
    word = words[place]
    if word.is_capital or word.text in _TAILS:
        return 1
    following = words[place + 1] if place + 1 < len(words) and words[place + 1].close else None
    if following is None:
        return 0
    if word.text in _WITHIN and following.is_capital:
        return 2
    if word.text in _OF and place == start + 1 and HEAD.fullmatch(words[start].text):
        if following.is_capital:
            return 2
        return _of_a_field(words, place) if word.text == "for" else 0
    return 0


def _of_a_field(words: list[_Word], place: int) -> int:
    """How many words *for helse og omsorg* has, which begins at a place."""
    after = place + 2
    if after + 1 < len(words) and words[after].text == "og" and words[after].close and words[after + 1].close:
        after += 2
    return after - place


def _end_of_suspended(words: list[_Word], start: int) -> int:
    """*Helse- og omsorgsdepartementet*: a name where the last word ends as one."""
    last = start + 2
    if last < len(words) and words[start + 1].text == "og" and ORGANISATION_WORD.fullmatch(words[last].text):
        return last + 1
    return start


def acronyms_in(document: Document, mentions: Iterable[Mention]) -> Iterator[tuple[str, str]]:
    """Acronyms with their long forms where one stands in parentheses behind the other, in either order: (short, long)."""
    for mention in mentions:
        beside = _PAIR.match(document.text, mention.span.end)
        if beside is None:
            continue
        other = " ".join(beside[1].split())
        for short, long in ((mention.name, other), (other, mention.name)):
            if is_acronym_of(short, long):
                yield short, long


def is_acronym_of(short: str, long: str) -> bool:
    """Whether a short name is made of letters of a long one: the same first letter, the others in their order."""
    if not (_LEAST_ACRONYM <= len(short) <= _MOST_ACRONYM and short.isalpha() and short[0].isupper()):
        return False
    if len(long) <= len(short) + 1 or not long[:1].isupper() or long[0] != short[0]:
        return False
    rest = iter(long.lower())
    return all(letter in rest for letter in short.lower())
