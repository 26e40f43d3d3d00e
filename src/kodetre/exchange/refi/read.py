"""A REFI-QDA project or codebook to a `QdaProject`: whatever program wrote it, and however it counts.

The XML is read piece by piece, without entities and without anything that it points at; each piece is let go when it is
understood, so that a project of a hundred thousand codings takes the memory of its codings.
"""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

from lxml import etree

from kodetre.errors import DamagedFile, TooLarge
from kodetre.exchange.placing import placed_selections
from kodetre.exchange.qda import (
    Loss,
    QdaArea,
    QdaCase,
    QdaCode,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaVariable,
)
from kodetre.exchange.refi.archive import LARGEST_TEXT, LARGEST_XML, Archive, Limited
from kodetre.exchange.refi.elements import (
    KINDS,
    SELECTIONS,
    Element,
    area_of,
    case_of,
    child_text,
    codings_of,
    colour_of,
    guid_of,
    in_area,
    let_go,
    line_of,
    refs_of,
    set_of,
    tag,
    text_selection,
    values_of,
)
from kodetre.exchange.refi.names import VALUE_OF, moment
from kodetre.i18n.message import msg
from kodetre.userfile import open_file

MOST_SELECTIONS = 500_000
MOST_CODES = 5_000
_SELECTION = b"Selection "
"""What the elements of selections begin with, before their attributes."""
_STEP = 1 << 20
_DEEPEST = 200
_MOST_IN_MEMORY = 3_000_000
"""Elements of a project; one with more is no project that people have coded."""
_OTHERS = {"PictureSource": "pictures", "AudioSource": "sound recordings", "VideoSource": "films"}


def read_qda(path: Path) -> QdaProject:
    """The project in a .qdpx, or the codes of a .qdc or .qde.

    Raises DamagedFile for what is no such file, EncryptedFile, TooLarge, MissingFile, NotAFile.
    """
    with open_file(path) as file:
        packed = file.read(4) == b"PK\x03\x04"
    if packed:
        with Archive(path) as archive:
            name = archive.project()
            with archive.opened(name, LARGEST_XML) as xml:
                _refuse_masses(path, xml)
            with archive.opened(name, LARGEST_XML) as xml:
                return _Reader(path, archive).read(xml)
    if path.suffix.lower() == ".qdpx":
        raise DamagedFile(path, msg("is no zip archive, or is cut off"), next_step=msg("export the project anew"))
    with open_file(path) as file:
        if path.stat().st_size > LARGEST_XML:
            raise TooLarge(path, msg("is larger than any that is meant"), next_step=msg("is it the right file?"))
        return _Reader(path, None).read(file)


def _refuse_masses(path: Path, xml: Limited) -> None:
    """Refuse a file with far more selections than anybody has made before it is read, which would take minutes. Raises TooLarge."""
    count, before = 0, b""
    while piece := xml.read(_STEP):
        count += (before + piece).count(_SELECTION)
        before = piece[1 - len(_SELECTION) :]
        if count > 1.1 * MOST_SELECTIONS:
            raise _too_many(path)


def _too_many(path: Path) -> TooLarge:
    what = msg("has more than {most_selections} selections", most_selections=MOST_SELECTIONS)
    return TooLarge(path, what, next_step=msg("is it the right file?"))


def unpack(path: Path, member: str, target: Path) -> None:
    """Write a member of a project's archive to a file. Raises DamagedFile, TooLarge, OSError."""
    with Archive(path) as archive:
        archive.unpack(member, target)


@dataclass(slots=True)
class _Open:
    """A source that is being read."""

    element: Element
    kind: str
    selections: list[QdaSelection] = field(default_factory=list)
    areas: list[QdaArea] = field(default_factory=list)
    content: str | None = None
    path: str = ""
    representation: str = ""
    others: int = 0
    """Codings of what has no text."""


class _Reader:
    """Goes through the XML once."""

    def __init__(self, path: Path, archive: Archive | None) -> None:
        self._path = path
        self._archive = archive
        self._project: dict[str, Any] = {"name": path.stem}
        self._users: list[QdaUser] = []
        self._codes: list[QdaCode] = []
        self._variables: list[QdaVariable] = []
        self._cases: list[QdaCase] = []
        self._sources: list[QdaSource] = []
        self._notes: list[QdaNote] = []
        self._project_notes: list[str] = []
        self._sets: list[QdaSet] = []
        self._losses: list[Loss] = []
        self._open: list[_Open] = []
        self._count: Counter[str] = Counter()
        self._depth = 0
        self._seen: set[str] = set()

    def read(self, xml: IO[bytes] | Limited) -> QdaProject:
        """The whole."""
        try:
            self._walk(xml)
        except etree.XMLSyntaxError as error:
            if "entit" in str(error.msg).lower():
                raise self._declares() from error
            line = f":{error.lineno}" if error.lineno else ""
            what = msg("is no XML that can be read: {msg}", msg=error.msg)
            raise DamagedFile(f"{self._path}{line}", what, next_step=msg("export the project anew")) from error
        except (UnicodeDecodeError, LookupError) as error:
            raise DamagedFile(
                self._path, msg("is in letters that cannot be told"), next_step=msg("export it anew")
            ) from error
        self._count_others()
        return QdaProject(
            users=tuple(self._users), codes=tuple(self._codes), variables=tuple(self._variables),
            cases=tuple(self._cases), sources=tuple(self._sources), notes=tuple(self._notes),
            project_notes=tuple(self._project_notes), sets=tuple(self._sets), losses=tuple(self._losses), **self._project,
        )  # fmt: skip

    def _declares(self) -> DamagedFile:
        what = msg("declares entities or a type of its own, which no such file has")
        return DamagedFile(self._path, what, next_step=msg("do not open it; ask where it is from"))

    def _walk(self, xml: IO[bytes] | Limited) -> None:
        events = etree.iterparse(
            xml, events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
            remove_comments=True, remove_pis=True,
        )  # fmt: skip
        elements = 0
        for event, element in events:
            name = tag(element)
            if event == "start":
                elements += 1
                self._depth += 1
                self._start(element, name, elements)
            else:
                self._depth -= 1
                self._end(element, name)

    def _start(self, element: Element, name: str, elements: int) -> None:
        if elements == 1:
            self._root(element, name)
        if elements > _MOST_IN_MEMORY:
            raise TooLarge(
                self._path,
                msg("has more in it than any project is meant to hold"),
                next_step=msg("is it the right file?"),
            )
        if self._depth > _DEEPEST:
            raise DamagedFile(
                self._path,
                msg("is nested more than {deepest} deep", deepest=_DEEPEST),
                next_step=msg("export the project anew"),
            )
        if name in KINDS or (name == "Note" and tag(element.getparent()) == "Notes"):
            self._open.append(_Open(element, KINDS.get(name, "note")))
        elif name == "Representation" and self._open and tag(element.getparent()) == "PDFSource":
            source = self._open[-1]
            source.representation = guid_of(element.get("guid"))
            source.path = element.get("plainTextPath") or ""

    def _root(self, element: Element, name: str) -> None:
        document_type = element.getroottree().docinfo.internalDTD
        if document_type is not None:
            raise self._declares()
        if name not in ("Project", "CodeBook"):
            what = msg("is XML, and no REFI-QDA project or codebook (it begins with <{name}>)", name=name[:40])
            raise DamagedFile(self._path, what, next_step=msg("export it as REFI-QDA (.qdpx or .qdc)"))
        self._project |= {
            "name": line_of(element.get("name")) or self._path.stem, "origin": line_of(element.get("origin")),
            "created": moment(element.get("creationDateTime")), "modified": moment(element.get("modifiedDateTime")),
        }  # fmt: skip

    def _end(self, element: Element, name: str) -> None:
        parent = element.getparent()
        above = tag(parent)
        if name in SELECTIONS:
            self._selection(element, name)
        elif name == "PlainTextContent" and self._open and parent is not None:
            of_source = above == "Representation" and tag(parent.getparent()) == "PDFSource"
            if parent is self._open[-1].element or of_source:
                self._open[-1].content = element.text or ""
                element.text = None
        elif name in KINDS:
            self._source(self._open.pop(), name)
        elif name == "Note" and above == "Notes":
            self._note(self._open.pop())
        elif name == "User":
            guid = guid_of(element.get("guid"))
            self._users.append(QdaUser(guid, line_of(element.get("name")) or line_of(element.get("id"))))
        elif name == "Code" and above == "Codes":
            self._take_codes(element, "", 0)
        elif name == "Variable":
            kind = element.get("typeOfVariable") or "Text"
            about = kind if kind in VALUE_OF else "Text"
            guid = guid_of(element.get("guid"))
            self._variables.append(
                QdaVariable(guid, line_of(element.get("name")), about, child_text(element, "Description"))
            )
        elif name == "Case":
            self._cases.append(case_of(element))
        elif name == "Set":
            self._sets.append(set_of(element))
        elif name in ("Link", "Graph"):
            self._count[name] += 1
        elif above == "Project" and name == "Description":
            self._project["description"] = (element.text or "").strip()
        elif above == "Project" and name == "NoteRef":
            self._project_notes.append(guid_of(element.get("targetGUID")))
        else:
            return
        if name not in ("PlainTextContent",):
            let_go(element)

    def _take_codes(self, element: Element, parent: str, depth: int) -> None:
        guid = guid_of(element.get("guid")) or f"code {len(self._codes)}"
        if guid in self._seen:
            self._count["code twice"] += 1
            return
        self._seen.add(guid)
        if len(self._codes) >= MOST_CODES:
            raise TooLarge(
                self._path,
                msg("has more than {most_codes} codes", most_codes=MOST_CODES),
                next_step=msg("is it the right file?"),
            )
        name = line_of(element.get("name")) or "?"
        codable = (element.get("isCodable") or "true").strip() not in ("false", "0")
        refs = refs_of(element, "NoteRef")
        description = child_text(element, "Description")
        self._codes.append(QdaCode(guid, name, parent, description, colour_of(element.get("color")), codable, refs))
        for child in element:
            if tag(child) == "Code":
                self._take_codes(child, guid, depth + 1)

    def _selection(self, element: Element, name: str) -> None:
        self._count["selections"] += 1
        if self._count["selections"] > MOST_SELECTIONS:
            raise _too_many(self._path)
        if not self._open:
            return
        source = self._open[-1]
        codings = codings_of(element)
        if name == "PlainTextSelection" and source.kind in ("text", "pdf") and not in_area(element):
            source.selections.append(text_selection(element, codings))
        elif name == "PDFSelection" and source.kind == "pdf":
            source.areas.append(area_of(element, codings))
        else:
            source.others += len(codings)

    def _source(self, source: _Open, name: str) -> None:
        element = source.element
        if name in _OTHERS:
            self._count[_OTHERS[name]] += 1
            self._count["codings of them"] += source.others + len(codings_of(element))
            return
        pointed = source.path if source.kind == "pdf" else element.get("plainTextPath") or ""
        raw, missing = self._content(source.content, pointed)
        label = line_of(element.get("name")) or line_of(pointed.rpartition("/")[2])
        selections = tuple(source.selections)
        text, reading, elsewhere = "", "", ""
        if not missing:
            text, selections, reading = placed_selections(raw, selections)
        file = self._member(element.get("path") or element.get("currentPath") or "") if source.kind == "pdf" else ""
        if missing or not (text.strip() or file):
            elsewhere = (pointed if missing else "") or element.get("path") or element.get("currentPath") or ""
            if not elsewhere:
                self._losses.append(
                    Loss(1, msg("sources"), msg("«{label}» {why}", label=label, why=msg("has no text")))
                )
                return
        empty = sum(len(one.codings) for one in selections if one.start == one.end and one.placed)
        if empty:
            self._losses.append(
                Loss(empty, msg("codings"), msg("of selections of «{label}» that are empty", label=label))
            )
            selections = tuple(one for one in selections if one.start != one.end or not one.placed)
        rich = self._member(element.get("richTextPath") or "")
        self._sources.append(
            QdaSource(
                guid_of(element.get("guid")),
                label,
                "pdf" if source.kind == "pdf" else "text",
                text,
                file,
                rich,
                child_text(element, "Description"),
                guid_of(element.get("creatingUser")),
                moment(element.get("creationDateTime")),
                selections,
                tuple(source.areas),
                codings_of(element),
                refs_of(element, "NoteRef"),
                values_of(element),
                source.representation,
                reading,
                elsewhere=elsewhere,
            )
        )

    def _content(self, content: str | None, path: str) -> tuple[str, str]:
        """A source's text, and why there is none."""
        if content is not None:
            return content, ""
        if not path:
            return "", ""
        member = self._archive.find(path) if self._archive is not None else ""
        if not member or self._archive is None:
            return "", msg("has its text outside of the archive ({path})", path=path[:80])
        raw = self._archive.read(member, LARGEST_TEXT)
        return _decoded(raw), ""

    def _member(self, path: str) -> str:
        return self._archive.find(path) if self._archive is not None and path else ""

    def _note(self, source: _Open) -> None:
        element = source.element
        raw, missing = self._content(source.content, element.get("plainTextPath") or "")
        text = raw.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").strip()
        description = child_text(element, "Description")
        text = "\n\n".join(part for part in (text, description) if part)
        if missing:
            self._losses.append(
                Loss(1, msg("notes"), msg("«{label}» {why}", label=line_of(element.get("name")), why=missing))
            )
            return
        self._notes.append(
            QdaNote(
                guid_of(element.get("guid")),
                line_of(element.get("name")),
                text,
                guid_of(element.get("creatingUser")),
                moment(element.get("creationDateTime")),
            )
        )

    def _count_others(self) -> None:
        reasons = {
            "Link": (msg("links"), msg("kodetre has none between codes and excerpts")),
            "Graph": (msg("graphs"), msg("kodetre draws its own")),
            "code twice": (msg("codes"), msg("have the GUID of another code")),
            "pictures": (msg("pictures"), msg("kodetre reads text")),
            "sound recordings": (msg("sound recordings"), msg("kodetre reads text")),
            "films": (msg("films"), msg("kodetre reads text")),
            "codings of them": (msg("codings"), msg("of pictures, sound and film")),
        }
        for name, (what, why) in reasons.items():
            if self._count[name]:
                self._losses.append(Loss(self._count[name], what, why))


def _decoded(raw: bytes) -> str:
    """Text that should be UTF-8; what it is when it says so, or is not."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if raw.startswith(mark):
            return raw[2:].decode(encoding, "replace")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")
