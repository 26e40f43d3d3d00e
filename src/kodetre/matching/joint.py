"""Compounds that a text writes in pieces: *rus- og avhengighetsarbeid* is *rusarbeid* and *avhengighetsarbeid*.

A part that two compounds share is written once, and a hyphen hangs where it is left out. The compound that is meant is put
together for every border of the one that is written whole.
"""

import re
from collections.abc import Iterator, Set
from dataclasses import dataclass
from itertools import chain
from typing import Literal

import numpy as np

from kodetre.language.compounds import FormRole, borders, role_of
from kodetre.language.inflection import Inflected
from kodetre.matching.index import Hanging, Index, IndexedDocument, Numbers
from kodetre.matching.letters import Letters

Side = Literal[-1, 1]

_CONJUNCTIONS = frozenset("og eller samt men enn som såvel vel så and".split())
_GAP = re.compile(r"[\s,/()–-]*")
_REACH = 9
"""Words from a hanging part to the compound that is written whole, at most: a series of several parts is longer than two."""


@dataclass(frozen=True, slots=True)
class JointWord:
    """Where a document (its place in the index) writes a compound in pieces: its first and last word, and the numbers of the
    forms that are written there, the part and the whole compound; `last_form` is the number of its last word's form.
    """

    document: int
    first: int
    last: int
    written: tuple[int, int]
    last_form: int


@dataclass(frozen=True, slots=True)
class JointHit:
    """A compound written in pieces that a keyword takes, in small letters, how, and where."""

    compound: str
    how: FormRole
    word: JointWord


class JointWords:
    """Every compound that a corpus writes in pieces, in small letters, with the places where it is meant."""

    def __init__(self, index: Index) -> None:
        self._places: dict[str, list[JointWord]] = {}
        lower = index.lower
        for place, document in enumerate(index.documents):
            for part, whole in _pairs(document, lower):
                pieces = int(document.form[part]), int(document.form[whole])
                first, last = min(part, whole), max(part, whole)
                joint = JointWord(place, first, last, pieces, int(document.form[last]))
                for compound in _compounds(lower[pieces[0]], lower[pieces[1]], follows=part > whole, far=last - first):
                    self._places.setdefault(compound, []).append(joint)
        self._compounds = list(self._places)
        self._letters = Letters(self._compounds)

    def hits(self, word: Inflected, wanted: Set[FormRole]) -> Iterator[JointHit]:
        """Where a word is meant in one of some roles."""
        for place, role in roles_in(self._letters, word).items():
            compound = self._compounds[place]
            if role in wanted:
                for joint in self._places[compound]:
                    yield JointHit(compound, role, joint)


def roles_in(letters: Letters, word: Inflected) -> dict[int, FormRole]:
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


def _pairs(document: IndexedDocument, lower: list[str]) -> Iterator[tuple[int, int]]:
    """Each hanging part with the compound that it shares a part with: their places in the document."""
    hanging = document.hanging
    if hanging is None:
        return
    for part in hanging.after.tolist():
        if (whole := _whole(document, lower, hanging, part, 1)) is not None:
            yield part, whole
    for part in hanging.before.tolist():
        if (whole := _whole(document, lower, hanging, part, -1)) is not None:
            yield part, whole


def _whole(document: IndexedDocument, lower: list[str], hanging: Hanging, part: int, step: Side) -> int | None:
    """The place of the compound written whole that a hanging part belongs to; over conjunctions and other such parts."""
    others = hanging.after if step > 0 else hanging.before
    joins, describes = False, 0
    at = part
    for _ in range(_REACH):
        before, at = at, at + step
        if not 0 <= at < len(document.form) or document.block[at] != document.block[part]:
            return None
        gap = document.text[document.end[min(before, at)] : document.start[max(before, at)]]
        if not _GAP.fullmatch(gap):
            return None
        joins = joins or "/" in gap
        word = lower[document.form[at]]
        if word in _CONJUNCTIONS:
            joins = True
        elif _holds(others, at):
            continue
        elif not joins or not word.isalpha():
            return None
        elif borders(word) or describes or step < 0:
            return at
        else:
            describes += 1  # rus- og psykisk helsearbeid, helse- og sosiale tjenester
    return None


def _holds(places: Numbers, at: int) -> bool:
    number = int(np.searchsorted(places, at))
    return number < len(places) and int(places[number]) == at
