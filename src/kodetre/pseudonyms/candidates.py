"""What may be names of people in documents, for somebody to decide on: speakers, and capitalised words that are in no word list."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kodetre.language.lexicon import known
from kodetre.language.persons import NAMES_THAT_ARE_WORDS, is_role
from kodetre.model.documents import Reading, Span
from kodetre.model.pseudonyms import Key, NameCandidate
from kodetre.pseudonyms.names import Names

_CAPITAL = re.compile(r"[^\W\d_a-zæøåà-ÿ][^\W\d_]+(?:[-’'][^\W\d_]+)*")
_FOLLOWS = re.compile(r"[ \u00a0](?:(?:de|von|van|av)[ \u00a0])?(?=[^\W\d_a-zæøåà-ÿ])")
_MOST_WORDS = 4
_CONTEXT = 40
_ACRONYM = 5
"""Letters of a word in capitals up to which it is rather an agency."""


@dataclass(slots=True)
class _Gathered:
    """A name with how often it was met, where, and one of the places."""

    count: int = 0
    where: dict[str, None] = field(default_factory=dict)
    excerpt: str = ""
    speaks: bool = False


def candidates(
    readings: Iterable[tuple[str, Reading]],
    key: Key,
    people: Mapping[str, str] | None = None,
    told: Iterable[tuple[str, str]] = (),
) -> list[NameCandidate]:
    """What may be names in what was read, each with what it is called by: speakers first, then those that stand there most often.

    `people` are names that are known from elsewhere, by where, such as cases; they come with the speakers. `told` are short texts
    in which there may be names, after where they stand. What the key has, or has as no name, is left out, and so are pseudonyms.
    """
    known_of = {
        name: where for name, where in (people or {}).items() if _CAPITAL.match(name) is not None and not is_role(name)
    }
    gathered = {name: _Gathered(speaks=True) for name in known_of}
    for where, text in told:
        for name, span in _names_in(text, ()):
            own = gathered.setdefault(name, _Gathered())
            own.count += 1
            own.where[where] = None
            own.excerpt = own.excerpt or _excerpt(text, span)
    for where, reading in readings:
        speaking = {block.speaker for block in reading.blocks if block.speaker and not is_role(block.speaker)}
        for name, span in _names_in(reading.text, speaking):
            own = gathered.setdefault(name, _Gathered())
            own.count += 1
            own.where[where] = None
            own.speaks = own.speaks or name in speaking
            own.excerpt = own.excerpt or _excerpt(reading.text, span)
    for name, where in known_of.items():
        if not gathered[name].count:
            gathered[name] = _Gathered(1, {where: None}, name, speaks=True)
    names = Names(key.forms())
    not_names = {word.casefold() for word in (*key.not_names, *key.pseudonyms)}
    merged = _without_genitives(gathered)
    listed = [
        NameCandidate(name, own.count, tuple(own.where), own.excerpt, own.speaks)
        for name, own in merged.items()
        if name.casefold() not in not_names and not names.any(name)
    ]
    return sorted(listed, key=lambda each: (not each.speaks, -each.count, each.name))


def _names_in(text: str, speaking: Iterable[str]) -> Iterator[tuple[str, Span]]:
    spoken: set[str] = set()
    for name in speaking:
        spoken.update((name, *name.split()))
    place = 0
    while (match := _CAPITAL.search(text, place)) is not None:
        place = match.end()
        if not _may_be(match[0]) and match[0] not in spoken:
            continue
        words = 1
        while (
            words < _MOST_WORDS and (gap := _FOLLOWS.match(text, place)) and (more := _CAPITAL.match(text, gap.end()))
        ):
            place, words = more.end(), words + 1
        yield " ".join(text[match.start() : place].split()), Span(match.start(), place)


def _may_be(word: str) -> bool:
    lower = word.casefold()
    if word.isupper() and len(word) <= _ACRONYM and lower not in NAMES_THAT_ARE_WORDS:
        return False
    if lower in NAMES_THAT_ARE_WORDS:
        return True
    parts = re.split(r"[-’']", lower)
    return not any(known(form) for form in (lower, lower.removesuffix("s"), parts[-1] if len(parts) > 1 else lower))


def _without_genitives(gathered: dict[str, _Gathered]) -> dict[str, _Gathered]:
    """The names, those in the genitive with those that are not: Peters is Peter's."""
    counts = Counter({name: own.count for name, own in gathered.items()})
    for name in [name for name in counts if name.endswith("s") and name[:-1] in counts]:
        own, plain = gathered.pop(name), gathered[name[:-1]]
        plain.count += own.count
        plain.where |= own.where
    return gathered


def _excerpt(text: str, span: Span) -> str:
    start, end = max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)
    return " ".join(text[start:end].split())
