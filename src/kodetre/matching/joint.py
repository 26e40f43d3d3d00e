"""Compounds that a text writes in pieces: *rus- og avhengighetsarbeid* is *rusarbeid* and *avhengighetsarbeid*.

A part that two compounds share is written once, and a hyphen hangs where it is left out. The compound that is meant is put
together for every border of the one that is written whole.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Literal

from kodetre.language.compounds import FormRole, role_of
from kodetre.language.inflection import Inflected
from kodetre.language.splits import borders
from kodetre.matching.index import IndexedDocument
from kodetre.matching.letters import Letters, WordLetters
from kodetre.matching.pieces import JointHit, JointWord

Side = Literal[-1, 1]

_CONJUNCTIONS = frozenset("og eller samt men enn som såvel vel så and".split())
_GAP = re.compile(r"[\s,/()–-]*")
_REACH = 9
"""Words from a hanging part to the compound that is written whole, at most: a series of several parts is longer than two."""


class JointWords:
    """Every compound that a corpus writes in pieces, in small letters, with the places where it is meant."""

    def __init__(self, documents: Sequence[IndexedDocument], lower: Sequence[str]) -> None:
        """`lower` holds the forms of the index that the documents belong to, in small letters."""
        self._places: dict[str, list[JointWord]] = {}
        for place, document in enumerate(documents):
            for part, whole in _pairs(document, lower):
                pieces = int(document.form[part]), int(document.form[whole])
                first, last = min(part, whole), max(part, whole)
                joint = JointWord(place, first, last, pieces, int(document.form[last]))
                for compound in _compounds(lower[pieces[0]], lower[pieces[1]], follows=part > whole, far=last - first):
                    self._places.setdefault(compound, []).append(joint)
        self._compounds = list(self._places)
        self._letters = Letters(self._compounds)

    @property
    def places(self) -> Mapping[str, Sequence[JointWord]]:
        """Every compound with where it is meant, in the order of the corpus."""
        return self._places

    def roles(self, word: Inflected) -> dict[int, FormRole]:
        """The numbers of the compounds that hold a word, and how."""
        return roles_in(self._letters, word)

    def at(self, place: int, role: FormRole) -> Iterator[JointHit]:
        """Where a compound, by its number, is meant, as a hit of a word that it holds in some role."""
        compound = self._compounds[place]
        for joint in self._places[compound]:
            yield JointHit(compound, role, joint)


def roles_in(letters: WordLetters, word: Inflected) -> dict[int, FormRole]:
    """The places of the words that hold a word, and how; looked at only where its letters occur."""
    roles: dict[int, FormRole] = {}
    for place in sorted(set(chain.from_iterable(map(letters.holding, word.stems)))):
        role = role_of(word, letters.words[place])
        if role is not None:
            roles[place] = role
    return roles


def _compounds(part: str, whole: str, *, follows: bool, far: int) -> Iterator[str]:
    """What a hanging part and the compound written whole can mean together."""
    for border in borders(whole):
        yield whole[:border] + part if follows else part + whole[border:]
    if not follows and far > 2 and not borders(whole):
        yield part + whole


def _pairs(document: IndexedDocument, lower: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Each hanging part with the compound that it shares a part with: their places in the document."""
    hanging = document.hanging
    if hanging is None:
        return
    after, before = hanging.after.tolist(), hanging.before.tolist()
    open_after, open_before = frozenset(after), frozenset(before)
    for part in after:
        if (whole := _whole(_around(document, part, 1), lower, open_after)) is not None:
            yield part, whole
    for part in before:
        if (whole := _whole(_around(document, part, -1), lower, open_before, nearest=True)) is not None:
            yield part, whole


def _around(document: IndexedDocument, part: int, step: Side) -> Iterator[tuple[int, int, str]]:
    """The words of its block after or before a hanging part, the nearest first: place, number of the form, and what stands
    between it and the word nearer to the part.
    """
    first, last = (part, part + _REACH) if step > 0 else (max(0, part - _REACH), part)
    stretch = slice(first, last + 1)
    starts, ends = document.start[stretch].tolist(), document.end[stretch].tolist()
    forms, blocks = document.form[stretch].tolist(), document.block[stretch].tolist()
    own = blocks[part - first]
    at = part - first
    while 0 <= at + step < len(forms) and blocks[at + step] == own:
        earlier = min(at, at + step)
        at += step
        yield first + at, forms[at], document.text[ends[earlier] : starts[earlier + 1]]


def _whole(
    words: Iterator[tuple[int, int, str]], lower: Sequence[str], others: Set[int], *, nearest: bool = False
) -> int | None:
    """The place of the compound written whole that a hanging part belongs to; over conjunctions and `others`, parts like it.

    With `nearest` it is the first word, else a word without borders may describe it.
    """
    joins, describes = False, False
    for at, form, gap in words:
        if not _GAP.fullmatch(gap):
            return None
        joins = joins or "/" in gap
        word = lower[form]
        if word in _CONJUNCTIONS:
            joins = True
        elif at in others:
            continue
        elif not joins or not word.isalpha():
            return None
        elif nearest or describes or borders(word):
            return at
        else:
            describes = True  # rus- og psykisk helsearbeid, helse- og sosiale tjenester
    return None
