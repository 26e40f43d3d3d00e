"""A project as REFI-QDA: the XML in the order of the schema, and the archive around it. The same project gives the same bytes."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import IO, Any

from lxml import etree

from kodetre.exchange.qda import (
    QdaArea,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaValue,
)
from kodetre.exchange.refi.names import CODEBOOK, INTERNAL, MEMBERS, PROJECT, VALUE_OF
from kodetre.model.moments import write_moment

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_DAY = (1980, 1, 1, 0, 0, 0)
"""What a zip archive without a time says."""
_LARGEST_MEMBER = 2**31 - 1
_Xml = Any


def write_project(target: IO[bytes], project: QdaProject, files: Mapping[str, Path]) -> None:
    """Write a project into an archive (.qdpx). `files` says where the file of each member is that a source names; a source's own
    text is written from the project.
    """
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive:
        with archive.open(_member("project.qde"), "w", force_zip64=True) as xml:
            _xml(xml, project)
        for source in project.sources:
            if source.kind == "text" or source.representation:
                name = f"{MEMBERS}/{_text_member(source)}"
                archive.writestr(_member(name), source.text.encode("utf-8", "replace"))
            for member in (source.file, source.rich):
                if member:
                    with archive.open(_member(f"{MEMBERS}/{member}"), "w", force_zip64=True) as out:
                        _copy(files[member], out)


def write_codebook(project: QdaProject) -> bytes:
    """The codes of a project as a codebook (.qdc)."""
    target = io.BytesIO()
    with etree.xmlfile(target, encoding="utf-8") as xml:
        xml.write_declaration()
        with xml.element("CodeBook", nsmap={None: CODEBOOK}, **_given(origin=project.origin)):
            _codes(xml, project.codes)
            if project.sets:
                with xml.element("Sets"):
                    for one in project.sets:
                        _codebook_set(xml, one)
    return target.getvalue()


def _member(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _DAY)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return info


def _copy(path: Path, out: IO[bytes]) -> None:
    with path.open("rb") as file:
        while piece := file.read(1 << 20):
            out.write(piece)


def _text_member(source: QdaSource) -> str:
    return f"{source.representation or source.guid}.txt"


def _given(**attributes: str | None) -> dict[str, str]:
    """The attributes that have a value."""
    return {name: _clean(value) for name, value in attributes.items() if value}


def _clean(text: str) -> str:
    """Text without what XML 1.0 has no place for."""
    return text if text.isprintable() else _NOT_XML.sub("\ufffd", text)


@cache
def _when(created: datetime | None) -> str:
    return write_moment(created) if created is not None else ""


def _xml(target: IO[bytes], project: QdaProject) -> None:
    attributes = {
        "name": _clean(project.name),
        **_given(
            origin=project.origin,
            creatingUserGUID=project.users[0].guid if project.users else "",
            creationDateTime=_when(project.created),
            modifiedDateTime=_when(project.modified),
        ),
    }
    with etree.xmlfile(target, encoding="utf-8") as xml:
        xml.write_declaration(standalone=True)
        with xml.element("Project", nsmap={None: PROJECT}, **attributes):
            _several(xml, "Users", project.users, lambda user: _leaf(xml, "User", guid=user.guid, name=user.name))
            if project.codes:
                with xml.element("CodeBook"):
                    _codes(xml, project.codes)
            _several(
                xml, "Variables", project.variables,
                lambda one: _described(
                    xml, "Variable", one.description, guid=one.guid, name=one.name, typeOfVariable=one.kind
                ),
            )  # fmt: skip
            _several(xml, "Cases", project.cases, lambda case: _case(xml, case))
            _several(xml, "Sources", project.sources, lambda source: _source(xml, source))
            _several(xml, "Notes", project.notes, lambda note: _note(xml, note))
            _several(xml, "Sets", project.sets, lambda one: _set(xml, one))
            _text(xml, "Description", project.description)
            _refs(xml, "NoteRef", project.project_notes)


def _several(xml: _Xml, name: str, things: Sequence[Any], write: Callable[[Any], None]) -> None:
    """A container, where there is something to be in it: the schema has no empty ones."""
    if things:
        with xml.element(name):
            for thing in things:
                write(thing)


def _leaf(xml: _Xml, tag: str, /, **attributes: str) -> None:
    with xml.element(tag, **_given(**attributes)):
        pass


def _described(xml: _Xml, tag: str, description: str, /, **attributes: str) -> None:
    with xml.element(tag, **_given(**attributes)):
        _text(xml, "Description", description)


def _text(xml: _Xml, name: str, text: str) -> None:
    if text:
        with xml.element(name):
            xml.write(_clean(text))


def _refs(xml: _Xml, name: str, guids: Iterable[str]) -> None:
    for guid in guids:
        with xml.element(name, targetGUID=guid):
            pass


def _codes(xml: _Xml, codes: Sequence[QdaCode]) -> None:
    under: dict[str, list[QdaCode]] = {}
    for code in codes:
        under.setdefault(code.parent, []).append(code)
    with xml.element("Codes"):
        for code in under.get("", ()):
            _code(xml, code, under)


def _code(xml: _Xml, code: QdaCode, under: Mapping[str, Sequence[QdaCode]]) -> None:
    attributes = {"guid": code.guid, "name": _clean(code.name) or "?", "isCodable": "true" if code.codable else "false"}
    with xml.element("Code", **attributes, **_given(color=code.colour)):
        _text(xml, "Description", code.description)
        _refs(xml, "NoteRef", code.notes)
        for child in under.get(code.guid, ()):
            _code(xml, child, under)


def _values(xml: _Xml, values: Iterable[QdaValue]) -> None:
    for value in values:
        with xml.element("VariableValue"):
            _refs(xml, "VariableRef", (value.variable,))
            with xml.element(VALUE_OF[value.kind]):
                xml.write(_clean(value.value))


def _case(xml: _Xml, case: QdaCase) -> None:
    with xml.element("Case", **_given(guid=case.guid, name=case.name)):
        _text(xml, "Description", case.description)
        _refs(xml, "CodeRef", case.codes)
        _values(xml, case.values)
        _refs(xml, "SourceRef", case.sources)
        _refs(xml, "SelectionRef", case.selections)


def _source(xml: _Xml, source: QdaSource) -> None:
    about = _given(creatingUser=source.user, creationDateTime=_when(source.created))
    if source.kind == "text":
        paths = _given(
            richTextPath=f"{INTERNAL}{source.rich}" if source.rich else "",
            plainTextPath=f"{INTERNAL}{_text_member(source)}",
        )
        with xml.element("TextSource", **_given(guid=source.guid, name=source.name), **paths, **about):
            _text(xml, "Description", source.description)
            _selections(xml, source.selections)
            _end_of_source(xml, source)
        return
    path = {"path": f"{INTERNAL}{source.file}"} if source.file else {}
    with xml.element("PDFSource", **_given(guid=source.guid, name=source.name), **path, **about):
        _text(xml, "Description", source.description)
        for area in source.areas:
            _area(xml, area)
        if source.representation:
            text = _given(
                guid=source.representation, name=source.name, plainTextPath=f"{INTERNAL}{_text_member(source)}"
            )
            with xml.element("Representation", **text):
                _selections(xml, source.selections)
        _end_of_source(xml, source)


def _end_of_source(xml: _Xml, source: QdaSource) -> None:
    for coding in source.codings:
        _coding(xml, coding)
    _refs(xml, "NoteRef", source.notes)
    _values(xml, source.values)


def _selections(xml: _Xml, selections: Iterable[QdaSelection]) -> None:
    for one in selections:
        attributes = _given(
            guid=one.guid, name=one.quote, startPosition=str(one.start), endPosition=str(one.end), creatingUser=one.user,
            creationDateTime=_when(one.created),
        )  # fmt: skip
        with xml.element("PlainTextSelection", **attributes):
            _text(xml, "Description", one.description)
            for coding in one.codings:
                _coding(xml, coding)
            _refs(xml, "NoteRef", one.notes)


def _area(xml: _Xml, area: QdaArea) -> None:
    corners = dict(zip(("firstX", "firstY", "secondX", "secondY"), map(str, area.corners), strict=True))
    about = _given(creatingUser=area.user, creationDateTime=_when(area.created))
    with xml.element("PDFSelection", **_given(guid=area.guid, name=area.name), page=str(area.page), **corners, **about):
        _text(xml, "Description", area.description)
        for coding in area.codings:
            _coding(xml, coding)
        _refs(xml, "NoteRef", area.notes)


def _coding(xml: _Xml, coding: QdaCoding) -> None:
    about = _given(guid=coding.guid, creatingUser=coding.user, creationDateTime=_when(coding.created))
    with xml.element("Coding", **about):
        _refs(xml, "CodeRef", (coding.code,))
        _refs(xml, "NoteRef", coding.notes)


def _note(xml: _Xml, note: QdaNote) -> None:
    about = _given(creatingUser=note.user, creationDateTime=_when(note.created))
    with xml.element("Note", **_given(guid=note.guid, name=note.name), **about), xml.element("PlainTextContent"):
        xml.write(_clean(note.text))


def _set(xml: _Xml, one: QdaSet) -> None:
    with xml.element("Set", guid=one.guid, name=_clean(one.name)):
        _text(xml, "Description", one.description)
        _refs(xml, "MemberCode", one.codes)
        _refs(xml, "MemberSource", one.sources)
        _refs(xml, "MemberNote", one.notes)


def _codebook_set(xml: _Xml, one: QdaSet) -> None:
    """A set in a codebook, whose schema has members by `guid` and no sources (QDC 1.0)."""
    with xml.element("Set", guid=one.guid, name=_clean(one.name)):
        _text(xml, "Description", one.description)
        for code in one.codes:
            with xml.element("MemberCode", guid=code):
                pass
