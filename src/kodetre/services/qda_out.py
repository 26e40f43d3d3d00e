"""A project of kodetre's as other programs have it: a `QdaProject`, the files that go with it, and what they cannot hold."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from kodetre import __version__
from kodetre.codebook.tree import Codebook, Dimension
from kodetre.document.boxes import around, boxes_of
from kodetre.errors import KodetreError
from kodetre.exchange import description
from kodetre.exchange.profiles import Profile
from kodetre.exchange.qda import (
    Loss,
    QdaArea,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSet,
    QdaSource,
    QdaUser,
    QdaValue,
    QdaVariable,
    SourceKind,
)
from kodetre.exchange.values import settled
from kodetre.i18n.message import msg
from kodetre.model.codings import Coding, Memo
from kodetre.model.documents import METADATA_FIELDS, Document, Span
from kodetre.model.exchanged import derived_guid
from kodetre.pdf.frame import Frame
from kodetre.pdf.frames import frames_of
from kodetre.project.originals import is_pdf, pdf_of
from kodetre.project.project import Project
from kodetre.services.qda_cases import lost_of, with_own
from kodetre.services.qda_losses import lost_there
from kodetre.services.qda_shapes import (
    Guids,
    areas_of,
    corners_of,
    in_utf16,
    of_code,
    of_dimension,
    selection_name,
    sets_of,
    time_of,
    titled,
)
from kodetre.store import Store
from kodetre.userfile import sha256_of

_LONGEST_NAME = 250


@dataclass(slots=True)
class Outgoing:
    """What is to be written, and where the file of each member of the archive is."""

    project: QdaProject
    files: dict[str, Path] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)


def gather(project: Project, profile: Profile) -> Outgoing:
    """All that is in a project and that other programs can hold. Raises CodebookError, MissingFile."""
    with project.store() as store:
        return _Gathering(project, store, profile).gathered()


class _Gathering:
    def __init__(self, project: Project, store: Store, profile: Profile) -> None:
        self.project = project
        self.store = store
        self.profile = profile
        self.codebook: Codebook = project.codebook()
        self.guids = Guids(store.exchange.kept())
        self.kept = store.codings.kept()
        self.memos: dict[tuple[str, str], list[Memo]] = defaultdict(list)
        for memo in store.codings.memos():
            self.memos[memo.target, memo.subject].append(memo)
        self.infos = store.documents.all()
        self.notes: list[QdaNote] = []
        self.files: dict[str, Path] = {}
        self.losses: list[Loss] = []
        self.times: list[datetime] = [info.ingested for info in self.infos]
        self.structure = 0
        self.astral = False

    def gathered(self) -> Outgoing:
        standing = [coding for coding in self.kept if coding.found != "adrift"]
        self.times += [coding.created for coding in self.kept]
        by_document: dict[str, list[Coding]] = defaultdict(list)
        for coding in standing:
            by_document[coding.document].append(coding)
        codes, sets = self._codes({coding.code for coding in standing})
        known = {code.guid for code in codes}
        standing_codes = {coding.code for coding in standing}
        gone = sorted(code for code in standing_codes if self.guids.of("code", code) not in known)
        names = self._source_names()
        sources = tuple(self._source(id, names[id], by_document[id]) for id in names)
        selections: set[str] = set()
        for source in sources:
            selections |= {one.guid for one in source.selections}
        variables, sources, cases = self._variables(sources, known, selections)
        project_notes, about = self._project_notes()
        data = self.guids.data("project", "project")
        qda = QdaProject(
            name=str(data.get("name") or self.project.settings.name),
            origin=f"kodetre {__version__}",
            description="\n\n".join(part for part in (str(data.get("description") or ""), about) if part),
            created=min(self.times, default=None),
            modified=max(self.times, default=None),
            users=self._users(),
            codes=(*codes, *self._codes_gone(gone)),
            variables=variables,
            cases=cases,
            sources=sources,
            notes=tuple(self.notes),
            project_notes=project_notes,
            sets=(
                *sets,
                *sets_of(self.guids, known, {each.guid for each in sources}, {note.guid for note in self.notes}),
            ),
        )
        self._count_losses(standing, gone)
        self.losses += lost_there(self.profile, qda, sum(map(len, self.memos.values())))
        return Outgoing(qda, self.files, self.losses)

    def _count_losses(self, standing: Sequence[Coding], gone: Sequence[str]) -> None:
        adrift = len(self.kept) - len(standing)
        decisions = [one for one in self.store.codings.decisions() if one.verdict != "accept"]
        origins = Counter(coding.origin for coding in standing if coding.origin != "imported")
        listed = [
            (adrift, msg("codings"), msg("adrift: they stand nowhere in the newest text of their document")),
            (len(gone), msg("codes"), msg("are not in the codebook; they go out with their key for a name")),
            (len(decisions), msg("decisions"),
             msg("suggestions that were rejected or deferred have no place in other programs")),
            (len(self.store.judgements.live()), msg("judgements"),
             msg("answers of drawn paragraphs have no place in other programs")),
            (len(self.store.read_log.signed()), msg("signatures for pages"),
             msg("who has read what has no place in REFI-QDA")),
            (len(self.store.speakers.asking()), msg("interviewers"),
             msg("go out as anybody who speaks; REFI-QDA has nothing that says who asks")),
            (len(self.store.read_log.searches()), msg("kept searches"), msg("have no place in REFI-QDA")),
            (len(self.store.synthesis.live()), msg("texts of the synthesis"),
             msg("have no place in REFI-QDA; kodetre report synthesis has them")),
            (sum(origins.values()), msg("origins of codings"),
             msg("whether they were read or made by keywords; they come back as imported")),
            (self.structure, msg("documents"), msg("their headings, lists and tables go out as plain text")),
            (len(self.codebook.pairs), msg("pairs of words"), msg("of the codebook have no place in other programs")),
            *lost_of(self.store.cases.all()),
        ]  # fmt: skip
        self.losses += [Loss(count, what, why) for count, what, why in listed if count]
        if self.astral and self.profile.utf16:
            self.losses.append(
                Loss(
                    1, msg("ways of counting"), msg("offsets after letters outside the first plane are in UTF-16 units")
                )
            )

    # -- users, codes ------------------------------------------------------------------------------------------------
    def _user(self, name: str) -> str:
        return self.guids.of("coder", name)

    def _users(self) -> tuple[QdaUser, ...]:
        names = {coding.coder for coding in self.kept}
        names |= {memo.coder for memo in chain.from_iterable(self.memos.values())}
        names |= {row.name for row in self.guids.all("coder")}
        named = (str(row.data["coder"]) for row in (*self.guids.all("source"), *self.guids.all("area")))
        names |= {name for name in named if name}
        return tuple(QdaUser(self._user(name), name) for name in sorted(names))

    def _codes(self, used: set[str]) -> tuple[list[QdaCode], list[QdaSet]]:
        codes: list[QdaCode] = []
        sets: list[QdaSet] = []
        for dimension in self.codebook.dimensions:
            top = ""
            guid = self.guids.of("dimension", dimension.key)
            if self.profile.sets:
                members = tuple(self.guids.of("code", code.key) for code in dimension.codes)
                text = description.written(of_dimension(dimension), self.project.settings.language)
                if not self.guids.data("dimension", dimension.key).get("flat"):
                    sets.append(QdaSet(guid, dimension.label, text, members))
            elif not self.guids.data("dimension", dimension.key).get("flat"):
                top = guid
                text = description.written(of_dimension(dimension), self.project.settings.language)
                codes.append(QdaCode(guid, dimension.label, "", text, "", codable=False))
            codes += self._codes_of(dimension, top, used)
        return codes, sets

    def _codes_of(self, dimension: Dimension, top: str, used: set[str]) -> list[QdaCode]:
        codes: list[QdaCode] = []
        names: set[tuple[str, str]] = set()
        for code in dimension.codes:
            parent = self.guids.of("code", code.parent) if code.parent else top
            name = code.label if (parent, code.label) not in names else f"{code.label} ({code.key.rpartition('.')[2]})"
            names.add((parent, name))
            text = description.written(of_code(code), self.project.settings.language)
            refs, about = self._memos("code", code.key, self.guids.of("code", code.key), "")
            text = "\n\n".join(part for part in (text, about) if part)
            codable = code.key in used or bool(self.guids.data("code", code.key).get("codable", True))
            codes.append(QdaCode(self.guids.of("code", code.key), name, parent, text, code.colour, codable, refs))
        return codes

    def _codes_gone(self, gone: Sequence[str]) -> list[QdaCode]:
        return [QdaCode(self.guids.of("code", key), key) for key in gone]

    # -- memos -------------------------------------------------------------------------------------------------------
    def _memos(self, target: str, subject: str, guid: str, own: str) -> tuple[tuple[str, ...], str]:
        """The notes on something, and the text of those that go out as its description: all, or by the profile only the coder's own
        that came so."""
        refs: list[str] = []
        texts: list[str] = []
        for memo in self.memos.get((target, subject), ()):
            self.times += [memo.created] if memo.created is not None else []
            as_text = self.profile.descriptions or (
                bool(own) and memo.coder == own and ("description", guid) in self.guids.rows
            )
            if as_text:
                texts.append(memo.text)
                continue
            user = self._user(memo.coder)
            note = self._note_guid(derived_guid("note", target, guid, user))
            title, text = titled(memo.text)
            self.notes.append(QdaNote(note, title, text, user, memo.created))
            refs.append(note)
        return tuple(refs), "\n\n".join(texts)

    def _note_guid(self, derived: str) -> str:
        row = self.guids.rows.get(("note", derived))
        return row.guid if row is not None else derived

    def _out(self, uuid: str) -> str:
        """The GUID that a document goes out with."""
        return self.guids.of_document(uuid)

    def _project_notes(self) -> tuple[tuple[str, ...], str]:
        refs: list[str] = []
        texts: list[str] = []
        for (target, subject), _ in list(self.memos.items()):
            if target == "project":
                more, about = self._memos("project", subject, f"project {subject}", "")
                refs += more
                texts += [about] if about else []
        return tuple(refs), "\n\n".join(texts)

    # -- sources -----------------------------------------------------------------------------------------------------
    def _source_names(self) -> dict[str, str]:
        """A name for each document, by its id: that of its file, each once."""
        names: dict[str, str] = {}
        taken: set[str] = set()
        for info in self.infos:
            name = plain = info.file.rsplit("/", 1)[-1] or info.id
            number = 2
            while name.casefold() in taken:
                stem, dot, ending = plain.rpartition(".")
                name = f"{stem} ({number}).{ending}" if dot else f"{plain} ({number})"
                number += 1
            taken.add(name.casefold())
            names[info.id] = name
        return names

    def _source(self, id: str, name: str, codings: Sequence[Coding]) -> QdaSource:
        document = self.store.documents.get(id)
        info = document.info
        refs, about = self._memos("document", id, info.uuid, self._owner_of_description(info.uuid))
        selections = self._selections(document, codings)
        self.astral = self.astral or (self.profile.utf16 and any(ord(letter) > 0xFFFF for letter in document.text))
        if self.profile.utf16 and self.astral:
            selections = in_utf16(document.text, selections)
        file, rich = "", ""
        areas: list[QdaArea] = []
        guid = self._out(info.uuid)
        original = self._original(document)
        if original is not None and is_pdf(document):
            file = f"{guid}.pdf"
            self.files[file] = original
            frames = self._frames(document, original)
            areas = [*self._areas(document, codings, selections, frames), *self._kept_areas(info.uuid)]
        elif original is not None and info.file.lower().endswith(".docx"):
            rich = f"{guid}.docx"
            self.files[rich] = original
        elif any(block.kind != "paragraph" for block in document.reading.blocks):
            self.structure += 1
        kind: SourceKind = "pdf" if file else "text"
        values = tuple(QdaValue(f"={name}", "Text", value) for name, value in self._metadata(document))
        kept = self.guids.data("values", info.uuid).get("values") or ()
        values += tuple(QdaValue(*value) for value in kept)
        representation = derived_guid("representation", info.uuid) if file and document.text else ""
        row = self.guids.rows.get(("representation", info.uuid))
        if row is not None and representation:
            representation = row.guid
        return QdaSource(
            guid, name, kind, document.text, file, rich, about, self._taker(info.uuid), info.ingested, tuple(selections),
            tuple(areas), (), refs, values, representation, group=info.metadata.group,
        )  # fmt: skip

    def _owner_of_description(self, guid: str) -> str:
        return str(self.guids.data("description", guid).get("coder") or "")

    def _taker(self, uuid: str) -> str:
        """Who took a source in, where it came from another program that says so."""
        name = str(self.guids.data("source", uuid).get("coder") or "")
        return self._user(name) if name else ""

    @staticmethod
    def _metadata(document: Document) -> list[tuple[str, str]]:
        data = document.info.metadata
        values = [(name, getattr(data, name)) for name in METADATA_FIELDS if getattr(data, name) and name != "group"]
        if data.year and data.year_guessed:
            values.append(("year_guessed", "true"))
        return values

    def _original(self, document: Document) -> Path | None:
        """The file that a document was read from, where it goes out with the text and is still the one that was read."""
        ending = document.info.file.lower().rpartition(".")[2]
        if ending not in ("pdf", "docx"):
            return None
        if document.info.pseudonyms:
            why = msg("{id} goes out as text alone: its file has the names that pseudonyms stand for", id=document.id)
            self.losses.append(Loss(1, msg("files"), why))
            return None
        try:
            if is_pdf(document):
                return pdf_of(self.project, document)
            path = self.project.root / document.info.file
            if path.is_file() and sha256_of(path) == document.info.sha256:
                return path
        except KodetreError as error:
            self.losses.append(
                Loss(
                    1,
                    msg("files"),
                    msg(
                        "{id} goes out as text alone: {where} {what}",
                        id=document.id,
                        where=error.where,
                        what=error.what,
                    ),
                )
            )
            return None
        self.losses.append(
            Loss(1, msg("files"), msg("{id} goes out as text alone: its file is gone or has changed", id=document.id))
        )
        return None

    def _frames(self, document: Document, path: Path) -> list[Frame]:
        try:
            return frames_of(path)
        except KodetreError as error:
            self.losses.append(
                Loss(1, msg("files"), msg("the boxes of {id} do not go out: {what}", id=document.id, what=error.what))
            )
            return []

    def _selections(self, document: Document, codings: Sequence[Coding]) -> list[QdaSelection]:
        """Stretches of a document with their codings: one for each stretch and coder."""
        grouped: dict[tuple[Span, str], list[Coding]] = {}
        for coding in codings:
            grouped.setdefault((coding.span, coding.coder), []).append(coding)
        selections: list[QdaSelection] = []
        uuid = document.info.uuid
        for (span, coder), group in sorted(grouped.items()):
            user = self._user(coder)
            guid = self._selection_guid(uuid, span, coder)
            descriptions: list[str] = []
            made: list[QdaCoding] = []
            for coding in sorted(group, key=lambda one: (one.created, one.code)):
                refs, about = self._memos("coding", coding.id, coding.id, coding.coder)
                descriptions += [about] if about else []
                row = self.guids.rows.get(("coding", coding.id))
                guid_of = row.guid if row is not None else coding.id
                made.append(QdaCoding(guid_of, self.guids.of("code", coding.code), user, coding.created, refs))
            name = span.of(document.text)
            short = name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME].rstrip()}…"
            created = min(coding.created for coding in group)
            selections.append(
                QdaSelection(guid, span.start, span.end, short, "\n\n".join(descriptions), user, created, tuple(made))
            )
        return selections

    def _selection_guid(self, uuid: str, span: Span, coder: str) -> str:
        row = self.guids.rows.get(("selection", selection_name(uuid, span, coder)))
        return row.guid if row is not None else derived_guid("selection", uuid, f"{span.start}-{span.end}", coder)

    def _areas(
        self, document: Document, codings: Sequence[Coding], selections: Sequence[QdaSelection], frames: Sequence[Frame]
    ) -> list[QdaArea]:
        """The boxes of selections on their pages. The codings are the selection's, so that nobody counts them twice."""
        if not codings or not frames:
            return []
        words = self.store.documents.boxes(document.id)
        spans = {self._selection_guid(document.info.uuid, coding.span, coding.coder): coding.span for coding in codings}
        areas: list[QdaArea] = []
        for selection in selections:
            for page, boxes in boxes_of(words, spans[selection.guid]).items():
                if page > len(frames):
                    continue
                left, top, right, bottom = (side / 10 for side in around(boxes))
                first = frames[page - 1].in_pdf(left, bottom)
                second = frames[page - 1].in_pdf(right, top)
                corners = corners_of(first, second, frames[page - 1])
                own = derived_guid("box", selection.guid, str(page))
                guid = selection.guid if self.profile.one_identity and not areas_of(areas, selection.guid) else own
                areas.append(QdaArea(guid, page - 1, corners, selection.quote, "", selection.user, selection.created))
        return areas

    def _kept_areas(self, uuid: str) -> list[QdaArea]:
        """Boxes that came with a document, whose codings are of no text."""
        areas: list[QdaArea] = []
        for row in self.guids.all("area"):
            data: Mapping[str, Any] = row.data
            if data.get("source") != uuid:
                continue
            codings = tuple(
                QdaCoding(
                    one["guid"], self.guids.of("code", one["code"]), self._user(one["coder"]), time_of(one["created"])
                )
                for one in data["codings"]
            )
            corners = tuple(data["corners"])
            user = self._user(data["coder"]) if data.get("coder") else ""
            areas.append(
                QdaArea(
                    row.guid,
                    data["page"],
                    corners,
                    data["name"],
                    data["description"],
                    user,
                    time_of(data["created"]),
                    codings,
                )
            )
        return areas

    # -- variables, cases, sets --------------------------------------------------------------------------------------
    def _variables(
        self, sources: Sequence[QdaSource], codes: set[str], selections: set[str]
    ) -> tuple[tuple[QdaVariable, ...], tuple[QdaSource, ...], tuple[QdaCase, ...]]:
        variables = {
            row.guid: QdaVariable(row.guid, row.name, str(row.data["kind"]), str(row.data["description"]))
            for row in self.guids.all("variable")
        }
        valued: set[str] = set()
        for source in sources:
            valued |= {value.variable for value in source.values}
        for name in (*METADATA_FIELDS, "year_guessed"):
            guid = self.guids.of("variable", name)
            if f"={name}" in valued and guid not in variables:
                variables[guid] = QdaVariable(guid, name, "Boolean" if name == "year_guessed" else "Text")
        cases = self._cases(sources, codes, selections)
        for value in chain.from_iterable(case.values for case in cases):
            name = value.variable.removeprefix("=")
            guid = self.guids.of("variable", name)
            if value.variable.startswith("=") and guid not in variables:
                variables[guid] = QdaVariable(guid, name, value.kind)
        return settled(variables, sources, cases, lambda name: self.guids.of("variable", name))

    def _cases(self, sources: Sequence[QdaSource], codes: set[str], selections: set[str]) -> list[QdaCase]:
        by_group: dict[str, list[str]] = {}
        for source in sources:
            if source.group:
                by_group.setdefault(source.group, []).append(source.guid)
        there = {source.guid for source in sources}
        cases: list[QdaCase] = []
        rows = self.guids.all("case")
        listed = [row.name for row in rows] + [name for name in by_group if ("case", name) not in self.guids.rows]
        for name in listed:
            data = self.guids.data("case", name)
            refs = [self._out(uuid) for uuid in data.get("sources") or () if self._out(uuid) in there]
            refs += [guid for guid in by_group.get(name, ()) if guid not in refs]
            values = tuple(QdaValue(*value) for value in data.get("values") or ())
            code_refs = tuple(guid for guid in data.get("codes") or () if guid in codes)
            selected = tuple(guid for guid in data.get("selections") or () if guid in selections)
            about = str(data.get("description") or "")
            cases.append(QdaCase(self.guids.of("case", name), name, about, code_refs, values, tuple(refs), selected))
        guid_of = {info.id: self._out(info.uuid) for info in self.infos if self._out(info.uuid) in there}
        return with_own(cases, self.store.cases.all(), guid_of, self.project.settings.group_kind)
