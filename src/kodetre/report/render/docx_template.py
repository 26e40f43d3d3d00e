"""The Word document of a thesis as a template: its styles, page, header and footer, and nothing of what it says."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.oxml import serialize_part_xml
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile, UnknownKind

_LARGEST = 200_000_000
"""Bytes that a template unpacks to."""
_CONTENTS = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = {
    "wordprocessingml.template.main+xml": "is a Word template (.dotx)",
    "ms-word.document.macroEnabled.main+xml": "is a Word document with macros (.docm)",
    "ms-word.template.macroEnabledTemplate.main+xml": "is a Word template with macros (.dotm)",
}
_SAVE = "open it in Word or LibreOffice and save it as a Word document (.docx)"
_KEPT_PARTS = frozenset(
    {
        RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.THEME, RELATIONSHIP_TYPE.FONT_TABLE,
        RELATIONSHIP_TYPE.NUMBERING, RELATIONSHIP_TYPE.WEB_SETTINGS, RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES,
    }
)  # fmt: skip
"""What a document has beside its text that the look of another one needs."""


def open_template(path: Path, data: bytes) -> Any:  # noqa: ANN401
    """A document with the styles, page, header and footer of a file, and without its text.

    Raises EmptyFile, EncryptedFile, UnknownKind for what is no Word document (.docx), DamagedFile.
    """
    _check(path, data)
    try:
        document = Document(BytesIO(data))
        _emptied(document)
    except (DamagedFile, UnknownKind):
        raise
    except Exception as error:
        raise DamagedFile(path, "is a broken Word document", next_step=_ANEW) from error
    return document


_ANEW = "open it in Word or LibreOffice and save it anew"


def _check(path: Path, data: bytes) -> None:
    if not data:
        raise EmptyFile(path, "is empty (0 bytes)", next_step="name the thesis, or a document with its styles")
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        what = "asks for a password, or is in Word's old format (.doc)"
        raise EncryptedFile(path, what, next_step=f"{_SAVE}, without a password")
    if not data.startswith(b"PK"):
        raise UnknownKind(path, "is no Word document (.docx)", next_step=_SAVE)
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            if sum(part.file_size for part in parts.infolist()) > _LARGEST:
                raise DamagedFile(path, "unpacks to more than 200 MB", next_step="is it the right file?")
            kinds = parts.read(_CONTENTS).decode("utf-8", "replace") if _CONTENTS in parts.namelist() else ""
            if parts.testzip() is not None:
                raise DamagedFile(path, "is a broken Word document", next_step=_ANEW)
    except DamagedFile:
        raise
    except Exception as error:
        raise DamagedFile(path, "is a broken Word document", next_step=_ANEW) from error
    for kind, what in _OTHERS.items():
        if kind in kinds:
            raise UnknownKind(path, what, next_step=_SAVE)
    if _MAIN not in kinds:
        raise UnknownKind(path, "is no Word document (.docx)", next_step=_SAVE)


def _emptied(document: Any) -> None:  # noqa: ANN401
    """Leave the page of the last section, with the header and footer that it shows, and nothing of the text."""
    body = document.element.body
    sections = list(body.iter(qn("w:sectPr")))
    page = body.get_or_add_sectPr()
    for mark in ("w:headerReference", "w:footerReference"):
        for kind in ("default", "first", "even"):
            _inherited(page, sections, mark, kind)
    for left in [child for child in body if child is not page]:
        body.remove(left)
    for name in ("w:type", "w:sectPrChange"):
        for child in page.findall(qn(name)):
            page.remove(child)
    for columns in page.findall(qn("w:cols")):
        page.remove(columns)
    _forgotten(document)


def _inherited(page: Any, sections: list[Any], mark: str, kind: str) -> None:  # noqa: ANN401
    """Give the last section the header or footer that it has from one before it."""
    for section in reversed(sections):
        for reference in section.findall(qn(mark)):
            if reference.get(qn("w:type"), "default") == kind:
                if section is not page:
                    page.insert(0, reference)
                return


def _forgotten(document: Any) -> None:  # noqa: ANN401
    """Take out what only the text needed: pictures, links, comments, the words of footnotes, a picture of the first page."""
    part = document.part
    used: set[str] = set()
    for child in document.element.iter():
        used.update(child.attrib.values())
    for id, relation in list(part.rels.items()):
        if relation.reltype in (RELATIONSHIP_TYPE.FOOTNOTES, RELATIONSHIP_TYPE.ENDNOTES):
            _without_words(relation.target_part)
        elif relation.reltype not in _KEPT_PARTS and id not in used:
            del part.rels[id]
    package = part.package
    for id, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[id]


def _without_words(notes: Any) -> None:  # noqa: ANN401
    """Leave of footnotes what parts them from the text, which the settings name."""
    root = parse_xml(notes.blob)
    for note in list(root):
        if note.get(qn("w:type")) is None:
            root.remove(note)
    notes._blob = serialize_part_xml(root)
