"""Names in the text of a document: capitalised phrases inside sentences, and acronyms with their long form. Pure.

Headings, contents and reference lists are not looked at, nor are web and e-mail addresses. What a capital is worth: evidence.py.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kodetre.actors.evidence import Written
from kodetre.actors.kinds import HEAD, ORGANISATION_WORD
from kodetre.actors.register import is_municipality
from kodetre.actors.words import Word, sentences_of, words_of
from kodetre.model.documents import Document, Span

_TAILS = frozenset(
    "kommune kommunes fylkeskommune fylkeskommunes fylke universitet universitetssykehus sykehus sjukehus".split()
)
_OF = frozenset("for i av på til".split())
"""What may stand between the head of a name and the rest of it."""
_WITHIN = frozenset("de van von der den af".split())
"""What may stand between two capitals of a name of a person."""
_ROMAN = re.compile(r"[IVXLC]+\.?")
_LEAST_TITLE, _MOST_CAPITALS = 2, 0.8
"""Words, and the share of them with capitals, above which a line may be a title."""
_HALF = 0.5
_FIRST_NAMES = frozenset(
    "Ask Bjørn Bo Dag Even Frank Fred Hans Harald Hilde Jens Jo Kai Kari Knut Line Liv Odd Ola Per Peter Pål Roar Rune Siv Stein "
    "Terje Tone Tor Tove Trine Ulf Vår Åse".split()
)
"""First names that word lists have as well."""
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


def names_in(document: Document, written: Written) -> Iterator[Mention]:
    """Every name of a document, in order and without overlap."""
    for sentence in sentences_of(document):
        words = words_of(document.text, sentence.span)
        if _is_title(words, written):
            continue
        place = 0
        while place < len(words):
            after, is_name = _name_at(words, place, written, running=sentence.running)
            if is_name:
                span = Span(words[place].span.start, words[after - 1].span.end)
                yield Mention(" ".join(span.of(document.text).split()), document.id, span, sentence.paragraph)
            place = max(after, place + 1)


def _is_title(words: list[Word], written: Written) -> bool:
    """Whether nearly all words have a capital that are ordinary ones: a title, or a line of capitals, in which it says nothing."""
    capitals = [word.text for word in words if word.is_capital]
    if len(words) <= _LEAST_TITLE or len(capitals) <= _MOST_CAPITALS * len(words):
        return False
    ordinary = [text for text in capitals[1:] if not written.is_known(text) and written.is_ordinary(text)]
    return len(ordinary) > _HALF * len(capitals[1:])


def _name_at(words: list[Word], start: int, written: Written, *, running: bool) -> tuple[int, bool]:
    """The place after what may be a name that begins at a place, and whether it is one."""
    word = words[start]
    if not word.is_capital or _ROMAN.fullmatch(word.text) or (len(word.text) == 1):
        return start, False
    if (after := _end_of_known(words, start, written)) > start:
        return after, True
    if word.text.endswith("-"):
        after = _end_of_suspended(words, start)
        return after, after > start
    if word.text == "Statens" and not word.first and start + 1 < len(words) and words[start + 1].close:
        return start + 2, True  # Statens innkrevingssentral
    after = start + 1
    while after < len(words) and words[after].close and (following := _next_part(words, after, start)):
        after += following
    if after == start + 1:
        following_word = words[after] if after < len(words) else None
        is_head = HEAD.fullmatch(word.text) is not None and word.text.lower() in ("norsk", "statens")
        return after, not is_head and written.is_name(word, following_word, running=running)
    if _goes_on(words, start, after):
        return after, True
    is_ordinary = word.text not in _FIRST_NAMES and not written.is_known(word.text) and written.is_ordinary(word.text)
    if word.first and is_ordinary and _run_is_new(words[start:after], written):
        return start, False  # Styrke Mattilsynet: the name begins with the next word
    return after, word.text in _FIRST_NAMES or written.is_phrase(words[start:after])


def _run_is_new(words: list[Word], written: Written) -> bool:
    """Whether words with capitals are nowhere so inside a sentence, nor known as a name."""
    capitals = " ".join(word.text for word in words if word.is_capital)
    whole = " ".join(word.text for word in words)
    return capitals not in written.inside and whole not in written.names and words[-1].text not in _TAILS


def _goes_on(words: list[Word], start: int, after: int) -> bool:
    """Whether what stands at the beginning of a sentence is a name by what follows: Direktoratet for byggkvalitet."""
    return after > start + 1 and bool(HEAD.fullmatch(words[start].text))


def _next_part(words: list[Word], place: int, start: int) -> int:
    """How many words at a place go on with the name that begins at `start`."""
    word = words[place]
    if is_municipality(word.text) and is_municipality(words[place - 1].text):
        return 0  # a row of them in a table that was read as text
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


def _of_a_field(words: list[Word], place: int) -> int:
    """How many words *for helse og omsorg* has, which begins at a place."""
    after = place + 2
    if after + 1 < len(words) and words[after].text == "og" and words[after].close and words[after + 1].close:
        after += 2
    return after - place


def _end_of_suspended(words: list[Word], start: int) -> int:
    """*Barne-, ungdoms- og familiedirektoratet*: a name where the last word ends as one."""
    last = start + 1
    while last < len(words) and words[last].between == "," and words[last].text.endswith("-"):
        last += 1
    if last + 1 < len(words) and words[last].text == "og" and ORGANISATION_WORD.fullmatch(words[last + 1].text):
        return last + 2
    return start


def _end_of_known(words: list[Word], start: int, written: Written) -> int:
    """The place after a known name of several words that begins at a place; the place itself where none does."""
    for name in written.long_names.get(words[start].text, ()):
        after = start + len(name)
        if tuple(word.text for word in words[start:after]) == name:
            return after
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
