"""What things of a project are when they go out: GUIDs, names, boxes, descriptions."""

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from kodetre.codebook.tree import Code, Dimension
from kodetre.exchange import description
from kodetre.exchange.keys import key_of
from kodetre.exchange.qda import QdaArea, QdaSelection, QdaSet
from kodetre.model.documents import Span
from kodetre.model.exchanged import Exchanged, derived_guid
from kodetre.model.moments import read_moment
from kodetre.pdf.frame import Frame

_TITLE = 80
"""Letters of a memo's first line up to which it is a title."""


class Guids:
    """The GUIDs of things that are known by their names: those that they came with, or the ones that follow from the names."""

    def __init__(self, kept: Iterable[Exchanged]) -> None:
        self.rows = {(row.kind, row.name): row for row in kept}

    def of(self, kind: str, name: str) -> str:
        """The GUID of a thing of some kind."""
        row = self.rows.get((kind, name))
        return row.guid if row is not None and row.guid else derived_guid(kind, name)

    def of_document(self, uuid: str) -> str:
        """The GUID that a document goes out with."""
        row = self.rows.get(("document", uuid))
        return row.guid if row is not None else uuid

    def data(self, kind: str, name: str) -> Mapping[str, Any]:
        """What else came with it."""
        row = self.rows.get((kind, name))
        return row.data if row is not None else {}

    def all(self, kind: str) -> list[Exchanged]:
        """Everything of a kind that came, in the order in which it did."""
        return [row for (of, _), row in self.rows.items() if of == kind]


def sets_of(guids: Guids, codes: set[str], sources: set[str], notes: set[str]) -> list[QdaSet]:
    """The sets that came with a project, of what goes out again."""
    sets: list[QdaSet] = []
    for row in guids.all("set"):
        data: Mapping[str, Any] = row.data
        listed = (guids.of_document(uuid) for uuid in data["sources"])
        sets.append(
            QdaSet(
                row.guid, row.name, data["description"],
                tuple(guid for guid in data["codes"] if guid in codes),
                tuple(guid for guid in listed if guid in sources),
                tuple(guid for guid in data["notes"] if guid in notes),
            )
        )  # fmt: skip
    return sets


def selection_name(uuid: str, span: Span, coder: str) -> str:
    """What a selection is known by: the document, the stretch and the coder."""
    return f"{uuid} {span.start}-{span.end} {coder}"


def areas_of(areas: Sequence[QdaArea], guid: str) -> bool:
    """Whether the last box has this GUID: a selection over several pages has one box of its own identity."""
    return any(area.guid == guid for area in areas[-3:])


def titled(text: str) -> tuple[str, str]:
    """A memo's title, where its first paragraph is one short line with more below it, and the rest."""
    first, gap, rest = text.partition("\n\n")
    if (
        gap
        and first.strip() == first
        and first
        and len(first) <= _TITLE
        and "\n" not in first
        and rest.strip() == rest != ""
    ):
        return (" ".join(first.split()), rest) if " ".join(first.split()) == first else ("", text)
    return "", text


def corners_of(first: tuple[float, float], second: tuple[float, float], frame: Frame) -> tuple[int, int, int, int]:
    """A box in whole points that is not empty and lies on its page."""
    left, right = sorted((first[0], second[0]))
    bottom, top = sorted((first[1], second[1]))
    whole = [int(left), int(bottom), max(int(left) + 1, round(right + 0.5)), max(int(bottom) + 1, round(top + 0.5))]
    edges = (int(frame.left), int(frame.bottom), int(frame.right + 0.999), int(frame.top + 0.999))
    whole[0], whole[1] = max(whole[0], edges[0]), max(whole[1], edges[1])
    whole[2], whole[3] = min(max(whole[2], whole[0] + 1), edges[2]), min(max(whole[3], whole[1] + 1), edges[3])
    return whole[0], whole[1], whole[2], whole[3]


def in_utf16(text: str, selections: Sequence[QdaSelection]) -> list[QdaSelection]:
    """Selections with their offsets in UTF-16 units."""
    wide = [place for place, letter in enumerate(text) if ord(letter) > 0xFFFF]
    moved = []
    for one in selections:
        start, end = one.start + bisect_left(wide, one.start), one.end + bisect_left(wide, one.end)
        moved.append(replace(one, start=start, end=end))
    return moved


def time_of(written: object) -> datetime | None:
    """A time that was kept; None where there was none."""
    return read_moment(str(written)) if written else None


def of_code(code: Code) -> description.Described:
    """What the codebook says of a code; its key where that does not follow from its name."""
    last = code.key.rpartition(".")[2]
    return description.Described(
        code.definition, code.use_when, code.not_when, code.examples, tuple(one.written for one in code.keywords),
        tuple(sorted(code.but_not)), code.without_kin, code.expects, "" if key_of(code.label) == last else last,
    )  # fmt: skip


def of_dimension(dimension: Dimension) -> description.Described:
    """What the codebook says of a dimension."""
    return description.Described(dimension=dimension.key, question=dimension.question, explains=dimension.explains)
