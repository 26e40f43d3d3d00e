"""Pieces of the XML of REFI-QDA to what they say: whatever is missing or is not what it should be is nothing."""

import re
from collections.abc import Iterator
from typing import Any

from kodetre.exchange.qda import QdaArea, QdaCase, QdaCoding, QdaSelection, QdaSet, QdaValue
from kodetre.exchange.refi.names import VALUE_OF, moment

KINDS = {
    "TextSource": "text",
    "PDFSource": "pdf",
    "PictureSource": "picture",
    "AudioSource": "audio",
    "VideoSource": "video",
}
SELECTIONS = frozenset(
    {
        "PlainTextSelection",
        "PDFSelection",
        "PictureSelection",
        "AudioSelection",
        "VideoSelection",
        "TranscriptSelection",
    }
)
_GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?")
_OF_VALUE = {element: kind for kind, element in VALUE_OF.items()}
_LET_GO = SELECTIONS | {"User", "Code", "Variable", "Case", "Set", "Note", "Link", "Graph", *KINDS}
Element = Any


def tag(element: Element) -> str:
    """The name of an element without its namespace."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return str(element.tag).rpartition("}")[2]


def let_go(element: Element) -> None:
    """Give back the memory of an element that is understood, and of those before it."""
    element.clear(keep_tail=False)
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None and tag(parent[0]) in _LET_GO:
            del parent[0]


def in_area(element: Element) -> bool:
    """Whether a selection of text stands in the representation of a box on a page, and not of the source."""
    return any(tag(above) == "PDFSelection" for above in element.iterancestors())


def guid_of(written: str | None) -> str:
    """A GUID in small letters and without braces; empty for what is none."""
    match = _GUID.fullmatch((written or "").strip())
    return match[1].lower() if match else ""


def line_of(text: str | None) -> str:
    """A text on one line."""
    return " ".join((text or "").split())


def _number(written: str | None) -> int:
    try:
        number = int((written or "").strip())
    except ValueError:
        return -1
    return number if abs(number) < 1 << 40 else -1


def colour_of(written: str | None) -> str:
    """A colour as #rrggbb; empty for what is none."""
    plain = (written or "").strip().lower()
    if re.fullmatch("#[0-9a-f]{3}", plain):
        plain = "#" + "".join(2 * digit for digit in plain[1:])
    return plain if re.fullmatch("#[0-9a-f]{6}", plain) else ""


def child_text(element: Element, name: str) -> str:
    """The text of the first child of a name."""
    for child in element:
        if tag(child) == name:
            return (child.text or "").replace("\r\n", "\n").replace("\r", "\n").strip()
    return ""


def refs_of(element: Element, name: str) -> tuple[str, ...]:
    """The GUIDs that children of a name point at."""
    refs = (guid_of(child.get("targetGUID")) or guid_of(child.get("guid")) for child in element if tag(child) == name)
    return tuple(ref for ref in refs if ref)


def codings_of(element: Element) -> tuple[QdaCoding, ...]:
    """The codings of a selection or a source."""
    found: list[QdaCoding] = []
    for child in element:
        if tag(child) != "Coding":
            continue
        user, created, notes = (
            guid_of(child.get("creatingUser")),
            moment(child.get("creationDateTime")),
            refs_of(child, "NoteRef"),
        )
        for place_, code in enumerate(refs_of(child, "CodeRef")):
            guid = guid_of(child.get("guid")) if place_ == 0 else ""
            found.append(QdaCoding(guid, code, user, created, notes if place_ == 0 else ()))
    return tuple(found)


def text_selection(element: Element, codings: tuple[QdaCoding, ...]) -> QdaSelection:
    """A selection of text, with its offsets as they are written."""
    return QdaSelection(
        guid_of(element.get("guid")), _number(element.get("startPosition")), _number(element.get("endPosition")),
        (element.get("name") or "").strip(), child_text(element, "Description"), guid_of(element.get("creatingUser")),
        moment(element.get("creationDateTime")), codings, refs_of(element, "NoteRef"),
    )  # fmt: skip


def area_of(element: Element, codings: tuple[QdaCoding, ...]) -> QdaArea:
    """A box on a page."""
    first_x, first_y, second_x, second_y = (
        _number(element.get(one)) for one in ("firstX", "firstY", "secondX", "secondY")
    )
    text = ""
    for child in element:
        if tag(child) == "Representation":
            text = child_text(child, "PlainTextContent")
    return QdaArea(
        guid_of(element.get("guid")), _number(element.get("page")), (first_x, first_y, second_x, second_y),
        (element.get("name") or "").strip(), child_text(element, "Description"), guid_of(element.get("creatingUser")),
        moment(element.get("creationDateTime")), codings, refs_of(element, "NoteRef"), text,
    )  # fmt: skip


def values_of(element: Element) -> tuple[QdaValue, ...]:
    """The values of variables."""
    return tuple(_each_value(element))


def _each_value(element: Element) -> Iterator[QdaValue]:
    for child in element:
        if tag(child) != "VariableValue":
            continue
        variable = "".join(refs_of(child, "VariableRef")[:1])
        for part in child:
            kind = _OF_VALUE.get(tag(part))
            if kind and variable and (part.text or "").strip():
                yield QdaValue(variable, kind, (part.text or "").strip())


def case_of(element: Element) -> QdaCase:
    """A case."""
    return QdaCase(
        guid_of(element.get("guid")), line_of(element.get("name")), child_text(element, "Description"),
        refs_of(element, "CodeRef"), values_of(element), refs_of(element, "SourceRef"), refs_of(element, "SelectionRef"),
    )  # fmt: skip


def set_of(element: Element) -> QdaSet:
    """A set."""
    return QdaSet(
        guid_of(element.get("guid")), line_of(element.get("name")), child_text(element, "Description"),
        refs_of(element, "MemberCode"), refs_of(element, "MemberSource"), refs_of(element, "MemberNote"),
    )  # fmt: skip
