"""Random documents, coded and then edited, with the truth known: every word remembers which word it was."""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count

from kodetre.model.codings import Anchor
from kodetre.model.documents import Span

_SYLLABLES = (
    "kom mu ne plan ru sar beid til skudd av tal sam ar helse sko le lands by år verk tje neste mål tiltak be for eld re"
).split()
_TEMPLATES = (
    "Kommunen skal styrke {0} innen {1} og rapportere til {2} hvert år.",
    "Ansvarlig for tiltaket er {0} i samarbeid med {1}.",
    "Det er satt av midler til {0} i {1}, og {2} følger opp arbeidet.",
    "Mål: {0}",
    "Tiltak",
)


@dataclass
class Paragraph:
    """A paragraph of a document: words, each with the number that it keeps through every edit but its own change."""

    words: list[tuple[int, str]]

    @property
    def text(self) -> str:
        return " ".join(word for _, word in self.words)


@dataclass
class Excerpt:
    """A coded excerpt: where it stood in the old text, and the numbers of its words."""

    anchor: Anchor
    numbers: frozenset[int]
    paragraph: Paragraph
    words: list[tuple[int, str]]
    """The words of the paragraph as they were."""


@dataclass
class Draft:
    """A document that is being written: paragraphs, and a source of new words."""

    chance: random.Random
    paragraphs: list[Paragraph] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=count)
    copies: dict[int, list[int]] = field(default_factory=dict)
    """The numbers of the copies of each word that were made by an edit."""

    def word(self) -> str:
        return "".join(self.chance.choices(_SYLLABLES, k=self.chance.randint(1, 4)))

    def fresh(self) -> Paragraph:
        """A new paragraph: of its own words, or one of the phrases that come again and again in plans."""
        if self.chance.random() < 0.3:
            filled = self.chance.choice(_TEMPLATES).format(*(self.word() for _ in range(3)))
            words = filled.split()
        else:
            words = [self.word() for _ in range(self.chance.choice((2, 4, 9, 25, 60)))]
            words[-1] += "."
        return self.numbered(words)

    def numbered(self, words: list[str]) -> Paragraph:
        return Paragraph([(next(self.numbers), word) for word in words])

    def copy_of(self, paragraph: Paragraph) -> Paragraph:
        copy = self.numbered([word for _, word in paragraph.words])
        for (number, _), (original, _) in zip(copy.words, paragraph.words, strict=True):
            self.copies.setdefault(original, []).append(number)
        return copy

    @property
    def text(self) -> str:
        return "\n\n".join(paragraph.text for paragraph in self.paragraphs)

    def spans(self) -> dict[int, Span]:
        """Where each word stands, by its number."""
        places: dict[int, Span] = {}
        at = 0
        for paragraph in self.paragraphs:
            for number, word in paragraph.words:
                places[number] = Span(at, at + len(word))
                at += len(word) + 1
            at += 1
        return places


def document(chance: random.Random) -> Draft:
    """A document of some paragraphs, of which a few stand twice."""
    draft = Draft(chance)
    for _ in range(chance.randint(3, 40)):
        again = draft.paragraphs and chance.random() < 0.15
        draft.paragraphs.append(draft.copy_of(chance.choice(draft.paragraphs)) if again else draft.fresh())
    return draft


def excerpts(draft: Draft) -> list[Excerpt]:
    """Whole paragraphs and parts of them."""
    places, text, chance = draft.spans(), draft.text, draft.chance
    coded: list[Excerpt] = []
    for paragraph in draft.paragraphs:
        if chance.random() < 0.5:
            continue
        first, last = 0, len(paragraph.words) - 1
        if chance.random() < 0.5:
            first, last = sorted(chance.choices(range(len(paragraph.words)), k=2))
        numbers = [number for number, _ in paragraph.words[first : last + 1]]
        span = Span(places[numbers[0]].start, places[numbers[-1]].end)
        coded.append(Excerpt(Anchor.at(text, span), frozenset(numbers), paragraph, list(paragraph.words)))
    return coded


def insert(draft: Draft) -> None:
    """A new paragraph somewhere."""
    draft.paragraphs.insert(draft.chance.randint(0, len(draft.paragraphs)), draft.fresh())


def delete(draft: Draft) -> None:
    """A paragraph goes."""
    if len(draft.paragraphs) > 1:
        draft.paragraphs.pop(draft.chance.randrange(len(draft.paragraphs)))


def move(draft: Draft) -> None:
    """A paragraph stands elsewhere."""
    paragraph = draft.paragraphs.pop(draft.chance.randrange(len(draft.paragraphs)))
    draft.paragraphs.insert(draft.chance.randint(0, len(draft.paragraphs)), paragraph)


def reword(draft: Draft) -> None:
    """Some words of a paragraph are others, or gone, or new."""
    paragraph, chance = draft.chance.choice(draft.paragraphs), draft.chance
    share = chance.choice((0.05, 0.2, 0.5))
    words: list[tuple[int, str]] = []
    for number, word in paragraph.words:
        if chance.random() >= share:
            words.append((number, word))
        elif chance.random() < 0.7:
            words.append((next(draft.numbers), draft.word()))
    paragraph.words = words or paragraph.words[:1]


def reword_neighbours(draft: Draft) -> None:
    """The paragraphs before and after one are written anew."""
    place = draft.chance.randrange(len(draft.paragraphs))
    for other in (place - 1, place + 1):
        if 0 <= other < len(draft.paragraphs):
            draft.paragraphs[other] = draft.fresh()


def duplicate(draft: Draft) -> None:
    """A paragraph is copied to another place, or to the place beside it."""
    place = draft.chance.randrange(len(draft.paragraphs))
    target = draft.chance.choice((place, place + 1, draft.chance.randint(0, len(draft.paragraphs))))
    draft.paragraphs.insert(target, draft.copy_of(draft.paragraphs[place]))


def join(draft: Draft) -> None:
    """Two paragraphs become one."""
    if len(draft.paragraphs) > 1:
        place = draft.chance.randrange(len(draft.paragraphs) - 1)
        draft.paragraphs[place].words += draft.paragraphs.pop(place + 1).words


EDITS = (insert, delete, move, reword, reword_neighbours, duplicate, join)


@dataclass
class Outcome:
    """What became of some excerpts: right, rightly adrift, adrift though it stands there (with a right proposal or not), wrong."""

    right: int = 0
    rightly_adrift: int = 0
    proposed: int = 0
    lost: int = 0
    wrong: list[str] = field(default_factory=list)


def tried(seed: int, edits: int) -> Outcome:
    """A document, some edits of it in one new version, and what became of its excerpts."""
    from kodetre.document.reanchor import find_again

    chance = random.Random(seed)
    draft = document(chance)
    old, coded = draft.text, excerpts(draft)
    draft.copies.clear()
    names: list[str] = []
    for _ in range(edits):
        edit = chance.choice(EDITS)
        edit(draft)
        names.append(edit.__name__)
    new, places = draft.text, draft.spans()
    outcome = Outcome()
    for excerpt, place in zip(coded, find_again(old, new, [one.anchor for one in coded]), strict=True):
        surviving = [places[number] for number in excerpt.numbers if number in places]
        if place.span is None:
            if not surviving:
                outcome.rightly_adrift += 1
            elif place.proposed is not None and _hits(place.proposed, surviving):
                outcome.proposed += 1
            else:
                outcome.lost += 1
        elif _hits(place.span, surviving) or _is_as_it_was(old, excerpt, new, place.span):
            outcome.right += 1
        elif _hits(place.span, _copies(excerpt, draft.copies, places)) and (
            _is_changed(excerpt, draft) or _keeps_a_neighbour(old, excerpt, new, place.span)
        ):
            outcome.right += (
                1  # a copy stands as the paragraph did, and the paragraph itself does not: nobody could tell
            )
        else:
            outcome.wrong.append(f"seed {seed} {names}: «{excerpt.anchor.quote[:60]}» → «{place.span.of(new)[:60]}»")
    return outcome


def _hits(span: Span, surviving: list[Span]) -> bool:
    """Whether a place has half of the words that are still there, and as many as others."""
    inside = [word for word in surviving if span.covers(word)]
    return bool(inside) and 2 * len(inside) >= len(surviving)


def _is_changed(excerpt: Excerpt, draft: Draft) -> bool:
    """Whether the excerpt's paragraph is gone or has other words now."""
    there = any(excerpt.paragraph is paragraph for paragraph in draft.paragraphs)
    return not there or excerpt.paragraph.words != excerpt.words


def _copies(excerpt: Excerpt, copies: dict[int, list[int]], places: dict[int, Span]) -> list[Span]:
    numbers = [copy for number in excerpt.numbers for copy in copies.get(number, ())]
    return [places[number] for number in numbers if number in places]


def _is_as_it_was(old: str, excerpt: Excerpt, new: str, span: Span) -> bool:
    """Whether nobody could see a difference: paragraph and neighbours are the same, or it is one of several alike in a row."""
    was, now = _around(old, excerpt.anchor.span), _around(new, span)
    return was == now or (was[1:4] == now[1:4] and now[1] + now[2] + now[3] in (now[0], now[4]))


def _keeps_a_neighbour(old: str, excerpt: Excerpt, new: str, span: Span) -> bool:
    """Whether a place has the paragraph before or after it that the excerpt had."""
    was, now = _around(old, excerpt.anchor.span), _around(new, span)
    return was[0] == now[0] or was[4] == now[4]


def _around(text: str, span: Span) -> list[str]:
    """The paragraph before, the parts of the own one before, in and after a stretch, and the paragraph after."""
    before, after = ["", *text[: span.start].split("\n\n")], [*text[span.end :].split("\n\n"), ""]
    return [*before[-2:], span.of(text), *after[:2]]
