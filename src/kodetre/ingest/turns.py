"""Whose turn it is in a transcript: found by the document's own regularity. Pure.

A plan has lines like *Mål:* and *Tiltak:* as regularly as an interview has *I:* and *Kari:*. What tells them apart is that labels
of a transcript are names, initials or roles, that they take turns, and that somebody asks.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from kodetre.language.persons import ASKERS, INITIALS, ROLES, is_person, without_number
from kodetre.model.documents import Reading

Speakers = Literal["auto", "yes", "no"]
"""Whether turns are looked for: where the document is a transcript by all signs, in any case, or not at all."""

_TIME = r"[\[(]?\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d{1,3})?[\])]?"
_LABEL = re.compile(
    rf"\s*(?:{_TIME}\s+)?(?P<label>[^\W_][^:\n\t.!?;]{{0,39}}?(?:\.[^:\n\t.!?;]{{1,20}}?)?)\s*(?:{_TIME}\s*)?:(?=\s|$)\s*"
)
_MOST_WORDS = 4
_FEWEST_TURNS = 4
_TURNS = 0.3
"""The share of paragraphs from the first turn to the last that begin one."""
_CHANGES = 0.6
"""The share of turns that are another's than the one before."""
_ASKED = 0.25
"""The share of turns of somebody who asks that have a question."""


@dataclass(frozen=True, slots=True)
class Lead:
    """How a line or paragraph begins, and what it says: `bold` is what stands in bold type before all else."""

    text: str
    bold: str = ""
    heading: bool = False

    @property
    def label(self) -> str:
        """Whose turn it may begin; empty where nothing speaks for one."""
        if self.heading:
            return ""
        label = label_of(self.text)
        if not label and self.bold and len(self.bold) < len(self.text.strip()):
            label = _plausible(self.bold.rstrip(" :"))
        elif not label and self.bold:
            label = (
                _plausible(self.bold.rstrip(" :")) if self.bold.rstrip().endswith(":") or is_person(self.bold) else ""
            )
        return label


def label_of(line: str) -> str:
    """The label with a colon that a line begins with: *Kari:*, *I:*, *[00:01:20] Informant 2:*. Empty where it has none."""
    match = _LABEL.match(line)
    return _plausible(match["label"]) if match is not None else ""


def after_label(line: str) -> str:
    """What a line says after its label."""
    match = _LABEL.match(line)
    return line[match.end() :] if match is not None else line


def _plausible(label: str) -> str:
    """A label as it is written, when it can be one by its form: few words, each with a capital or a number."""
    words = label.split()
    if not 0 < len(words) <= _MOST_WORDS:
        return ""
    if not all(
        word[:1].isupper() or word[:1].isdigit() or word[:1] == "(" or word in ("av", "de", "von") for word in words
    ):
        return " ".join(words) if without_number(label) in ROLES else ""
    return " ".join(words) if any(letter.isalpha() for letter in label) else ""


def speakers_in(leads: Sequence[Lead], mode: Speakers = "auto") -> dict[str, str]:
    """Who speaks in a document: the name of each as it is written first, by the label without regard to case."""
    if mode == "no":
        return {}
    labels = [lead.label for lead in leads]
    names: dict[str, str] = {}
    for label in labels:
        if label:
            names.setdefault(label.casefold(), label)
    counts = Counter(label.casefold() for label in labels if label)
    like = {key for key, name in names.items() if is_person(name)}
    recurring = {key for key, count in counts.items() if count > 1}
    if mode == "yes":
        return {key: names[key] for key in names if key in recurring | like}
    asking = {key for key in recurring if _share_of_questions(key, leads, labels) >= _ASKED}
    speaking = recurring & like
    if any(without_number(names[key]) in ASKERS for key in asking):
        speaking = recurring
    once = {key for key in like - recurring if len(key) > INITIALS}
    if not asking & speaking or len(speaking | once) < 2 or not _take_turns(labels, speaking | once):
        return {}
    return {key: names[key] for key in names if key in speaking | once}


def _share_of_questions(key: str, leads: Sequence[Lead], labels: Sequence[str]) -> float:
    own = [lead.text for lead, label in zip(leads, labels, strict=True) if label.casefold() == key]
    return sum("?" in text for text in own) / len(own)


def _take_turns(labels: Sequence[str], speaking: set[str]) -> bool:
    """Whether those who speak do it in turns, and from the first to the last hardly anything else stands there."""
    turns = [(place, label.casefold()) for place, label in enumerate(labels) if label.casefold() in speaking]
    if len(turns) < _FEWEST_TURNS:
        return False
    stretch = turns[-1][0] - turns[0][0] + 1
    changes = sum(before[1] != after[1] for before, after in pairwise(turns))
    others = Counter(label.casefold() for label in labels if label and label.casefold() not in speaking)
    return (
        len(turns) >= _TURNS * stretch
        and changes >= _CHANGES * (len(turns) - 1)
        and sum(count for count in others.values() if count > 1) <= len(turns) / 2
    )


def whose(leads: Sequence[Lead], speakers: dict[str, str]) -> list[str]:
    """The speaker of each paragraph: whose turn began last, until a heading; empty before the first turn."""
    current, each = "", []
    for lead in leads:
        if lead.heading:
            current = ""
        elif (key := lead.label.casefold()) in speakers:
            current = speakers[key]
        each.append(current)
    return each


def with_speakers(reading: Reading, mode: Speakers) -> Reading:
    """What was read with the speaker of each block, where its reader has not told them already."""
    if mode == "no" or any(block.speaker for block in reading.blocks):
        return reading
    leads = [
        Lead("" if block.kind == "table" else block.span.of(reading.text), heading=block.kind == "heading")
        for block in reading.blocks
    ]
    speakers = speakers_in(leads, mode)
    if not speakers:
        return reading
    blocks = [
        replace(block, speaker=name) if name and block.kind in ("paragraph", "list_item") else block
        for block, name in zip(reading.blocks, whose(leads, speakers), strict=True)
    ]
    return replace(reading, blocks=tuple(blocks))
