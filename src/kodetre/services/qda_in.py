"""Another program's project as kodetre takes it in: its sources as documents, its selections as codings, its notes as memos."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain

from kodetre.document.metadata_values import BadValue, checked
from kodetre.document.same_file import find_in_reading
from kodetre.exchange.qda import Loss, QdaArea, QdaCoding, QdaNote, QdaProject, QdaSelection, QdaSource, QdaValue
from kodetre.i18n.message import msg
from kodetre.ingest.plain import reading_of
from kodetre.model.codings import Anchor, Memo, MemoTarget, NewCoding
from kodetre.model.documents import METADATA_FIELDS, Document, Metadata, ReadFile, Reading, Span, WordBoxes
from kodetre.model.exchanged import Arrival, ArrivingDocument, Exchanged, LostCoding, derived_guid
from kodetre.model.moments import write_moment
from kodetre.services.qda_areas import place_area
from kodetre.services.qda_cases import arriving_cases, groups_of, kinds_known
from kodetre.services.qda_codes import Codes
from kodetre.services.qda_plan import Plan, SourceFile, SourceReport, There
from kodetre.services.qda_shapes import selection_name

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u202a-\u202e\u2066-\u2069]+')


def plan(
    project: QdaProject, codes: Codes, files: Mapping[str, SourceFile], there: There, coder: str, folder: str
) -> Plan:
    """Work out what a project brings. `files` are by the source's GUID; `folder` is where its files will be, as the project
    names it; `coder` is whose work is that which is nobody's.
    """
    return _Planning(project, codes, files, there, coder, folder).planned()


class _Planning:
    def __init__(
        self,
        project: QdaProject,
        codes: Codes,
        files: Mapping[str, SourceFile],
        there: There,
        coder: str,
        folder: str,
    ) -> None:
        self.project = project
        self.codes = codes
        self.files = files
        self.there = there
        self.coder = coder
        self.folder = folder
        self.users = {user.guid: user.name for user in project.users if user.name}
        self.notes = {note.guid: note for note in project.notes}
        self.used_notes: set[str] = set()
        self.variables = {variable.guid: variable for variable in project.variables}
        self.groups = groups_of(project, there.group_kind)
        self.sources: list[SourceReport] = []
        self.losses = [*project.losses, *codes.losses]
        self.count: Counter[str] = Counter()
        self.exchanged: list[Exchanged] = list(codes.exchanged)
        self.seen: set[str] = set()
        self.coding_memos: list[Memo] = []
        self.plan = Plan(Arrival(), self.sources, self.losses)
        self.file_names: set[str] = set()
        self.uuids: dict[str, str] = {}
        self.loose: dict[str, list[Memo]] = {}

    def planned(self) -> Plan:
        documents = [self._document(source) for source in self.project.sources]
        memos = [*self._code_memos(), *self.coding_memos, *self._project_memos()]
        on_documents = [document.memos for document in documents]
        self._remember()
        self._tell()
        cases = arriving_cases(self.project, self.uuids, self.groups, self.there.group_kind)
        self.plan.arrival = Arrival(tuple(documents), tuple(memos), tuple(self.exchanged), tuple(cases))
        self.plan.memos = sum(self._is_new(memo) for memo in (*memos, *chain.from_iterable(on_documents)))
        self.plan.groups = len(self.project.cases)
        return self.plan

    def _is_new(self, memo: Memo) -> bool:
        return memo.text not in self.there.memos.get(memo.target, "")

    # -- sources -----------------------------------------------------------------------------------------------------
    def _document(self, source: QdaSource) -> ArrivingDocument:
        file = self.files.get(source.guid)
        known = self.there.documents.get(source.guid)
        report = SourceReport(source.name, known.id if known is not None else "", reading=source.reading)
        self.sources.append(report)
        uuid = known.info.uuid if known is not None else self._uuid(source.guid)
        self.uuids[source.guid] = uuid
        marked, read = (None, None) if known is not None else self._texts(source, file)
        target = known.reading if known is not None else (read or marked or ReadFile(reading_of(""), "", "")).reading
        text = source.text
        made, lost, near = self._codings(source, uuid, report)
        if known is not None and text != target.text:
            made, more, moved = _found_again(text, target.text, made)
            lost, near = [*lost, *more], near + moved
        elif marked is not None and read is not None:
            _, more, moved = _found_again(text, target.text, made)
            report.adrift += len(more)
            near += moved
        by_box, boxless = self._areas(source, uuid, target, known, file)
        if not (marked is not None and read is not None):
            made += by_box
        else:
            boxless += len(by_box)
        self.count["areas without words"] += boxless
        key_of = {coding: (known.id, coding.span, coding.code, coding.coder) for coding in made} if known else {}
        there = sum(key in self.there.codings for key in key_of.values())
        report.codings, report.known, report.near = len(made) - there, there, near
        known_lost = sum(known is not None and self._is_lost(known.id, one) for one in lost)
        report.known += known_lost
        report.adrift += len(lost) - known_lost
        memos = self._source_memos(source, uuid)
        self._values(source, uuid)
        if source.user in self.users and known is None:
            self._keep(Exchanged("source", uuid, "", {"coder": self.users[source.user]}))
        if source.representation and source.representation != derived_guid("representation", uuid):
            self._keep(Exchanged("representation", uuid, source.representation))
        return ArrivingDocument(
            uuid,
            known.id if known is not None else "",
            marked,
            read,
            tuple(made),
            tuple(lost),
            tuple(memos),
            source.created,
        )

    def _is_lost(self, document: str, lost: LostCoding) -> bool:
        """Whether a coding is there already, and adrift."""
        return (document, lost.quote, lost.coding.code, lost.coding.coder or self.coder) in self.there.lost

    def _uuid(self, guid: str) -> str:
        """The GUID that a document is to have here: its own, or another where a document that was taken back has that."""
        number, free = 0, guid or derived_guid("document", self.project.name, str(len(self.sources)))
        while free in self.there.taken or free in self.uuids.values():
            number += 1
            free = derived_guid("document", guid, str(number))
        if free != guid and guid and guid not in self.uuids.values():
            self._keep(Exchanged("document", free, guid))
        return free

    def _texts(self, source: QdaSource, file: SourceFile | None) -> tuple[ReadFile | None, ReadFile | None]:
        """The text that the codings point into, and, where kodetre reads another in the source's file, that one."""
        metadata, guessed = self._metadata(source)
        if file is not None and file.why:
            self.losses.append(
                Loss(
                    1,
                    msg("files"),
                    msg("«{name}» comes as its text alone: its file {why}", name=source.name, why=file.why),
                )
            )
        reading = file.reading if file is not None else None
        is_same = reading is not None and reading.text == source.text
        if reading is not None and file is not None and (source.kind == "pdf" or is_same):
            name = self._name(source.name, file.path.suffix)
            self.plan.files[name] = file.path
            if guessed:
                reading = replace(reading, metadata=replace(reading.metadata, year=guessed, year_guessed=True))
            own = ReadFile(reading, file.sha256, f"{self.folder}/{name}", metadata)
            if is_same or not source.text.strip():
                return None, own
            return ReadFile(reading_of(source.text), file.sha256, f"{self.folder}/{name}"), own
        name = self._name(source.name, ".txt")
        data = source.text.encode("utf-8", "replace")
        self.plan.texts[name] = data
        plain = reading_of(source.text, Metadata(year=guessed, year_guessed=True) if guessed else None)
        return None, ReadFile(plain, hashlib.sha256(data).hexdigest(), f"{self.folder}/{name}", metadata)

    def _name(self, name: str, ending: str) -> str:
        """A name for a file: that of the source, without what no file may be called, once."""
        plain = _UNSAFE.sub("_", name).strip(" .")[:150] or "kilde"
        stem = plain[: -len(ending)] if plain.lower().endswith(ending) else plain
        number, free = 2, f"{stem}{ending}"
        while free.casefold() in self.file_names:
            free = f"{stem} ({number}){ending}"
            number += 1
        self.file_names.add(free.casefold())
        return free

    def _metadata(self, source: QdaSource) -> tuple[dict[str, str], str]:
        """The metadata that values of variables say, and a year that is a guess."""
        values = {
            self.variables[one.variable].name: one.value for one in source.values if one.variable in self.variables
        }
        metadata: dict[str, str] = {}
        for name in METADATA_FIELDS:
            try:
                value = checked(name, values.get(name, ""))
            except BadValue as error:
                self.losses.append(
                    Loss(
                        1,
                        msg("values"),
                        msg("{field} of «{name}»: {what}", field=name, name=source.name, what=error.what),
                    )
                )
                continue
            if value:
                metadata[name] = value
        if source.guid in self.groups and "group" not in metadata:
            metadata["group"] = self.groups[source.guid][0]
        if source.group and "group" not in metadata:
            metadata["group"] = source.group
        guessed = metadata.pop("year", "") if values.get("year_guessed") in ("true", "1") else ""
        return metadata, guessed

    def _values(self, source: QdaSource, uuid: str) -> None:
        """Values of variables that are no metadata here go out again as they came."""
        values = []
        for one in source.values:
            variable = self.variables.get(one.variable)
            if variable is not None and variable.name not in (*METADATA_FIELDS, "year_guessed"):
                values.append([one.variable, one.kind, one.value])
        if values:
            self._keep(Exchanged("values", uuid, "", {"values": values}))

    # -- codings -----------------------------------------------------------------------------------------------------
    def _codings(
        self, source: QdaSource, uuid: str, report: SourceReport
    ) -> tuple[list[NewCoding], list[LostCoding], int]:
        made: list[NewCoding] = []
        lost: list[LostCoding] = []
        whole = (
            QdaSelection("", 0, len(source.text), codings=source.codings) if source.codings and source.text else None
        )
        self.count["codings of whole sources"] += len(source.codings) if whole else 0
        for selection in (*source.selections, *((whole,) if whole else ())):
            first = len(made) + len(lost)
            for coding in selection.codings:
                new = self._coding(coding, selection.user, selection.created, Span(selection.start, selection.end))
                if new is None:
                    report.left += 1
                elif selection.placed:
                    made.append(new)
                elif selection.quote:
                    lost.append(LostCoding(new, selection.quote))
                else:
                    report.left += 1
                    self.count["without words"] += 1
            self._selection_memos(selection, source)
            if selection.placed and len(made) + len(lost) > first and made:
                self._selection_guid(selection, uuid, made[-1].coder)
        return made, lost, 0

    def _coding(self, coding: QdaCoding, user: str, created: datetime | None, span: Span) -> NewCoding | None:
        key = self.codes.keys.get(coding.code)
        if key is None:
            self.count["of dimensions" if coding.code in self.codes.dimensions else "of codes that there are not"] += 1
            return None
        id = coding.guid if coding.guid not in self.seen else ""
        self.seen.add(coding.guid)
        return NewCoding("", span, key, "imported", "", id, coding.created or created, self._coder(coding.user or user))

    def _coder(self, guid: str) -> str:
        if guid not in self.users:
            self.count["by nobody"] += 1
        return self.users.get(guid) or self.coder

    def _selection_guid(self, selection: QdaSelection, uuid: str, coder: str) -> None:
        derived = derived_guid("selection", uuid, f"{selection.start}-{selection.end}", coder)
        if selection.guid and selection.guid != derived:
            span = Span(selection.start, selection.end)
            self._keep(Exchanged("selection", selection_name(uuid, span, coder), selection.guid))

    def _areas(
        self, source: QdaSource, uuid: str, target: Reading, known: Document | None, file: SourceFile | None
    ) -> tuple[list[NewCoding], int]:
        """Codings of boxes on pages: by the words in them, where the source has no selections of text, or the box says its text."""
        made: list[NewCoding] = []
        boxless = 0
        in_text = {selection.guid for selection in source.selections if selection.guid}
        has_text = any(selection.codings for selection in source.selections)
        words = self.there.boxes.get(known.id, WordBoxes()) if known is not None else target.boxes
        frames = file.frames if file is not None else ()
        for area in source.areas:
            if area.guid in in_text or not area.codings:
                continue
            span = None
            if area.is_exact and (not has_text or area.text.strip()):
                span = place_area(area, target.text, words, frames)
            if span is None:
                boxless += len(area.codings)
                self._keep_area(area, uuid)
                continue
            for coding in area.codings:
                new = self._coding(coding, area.user, area.created, span)
                made += [new] if new is not None else []
        return made, boxless

    def _keep_area(self, area: QdaArea, uuid: str) -> None:
        codings = []
        for coding in area.codings:
            key = self.codes.keys.get(coding.code)
            if key is not None:
                created = coding.created or area.created
                coder = self._coder(coding.user or area.user)
                written = write_moment(created) if created is not None else ""
                codings.append({"guid": coding.guid, "code": key, "coder": coder, "created": written})
        data = {
            "source": uuid, "page": area.page, "corners": list(area.corners), "name": area.name,
            "description": area.description, "coder": self.users.get(area.user, ""),
            "created": write_moment(area.created) if area.created is not None else "", "codings": codings,
        }  # fmt: skip
        guid = area.guid or derived_guid("area", uuid, str(area.page), str(area.corners))
        self._keep(Exchanged("area", guid, guid, data))

    # -- memos -------------------------------------------------------------------------------------------------------
    def _memo(self, note: QdaNote, target: MemoTarget, subject: str) -> Memo:
        text = f"{note.name}\n\n{note.text}" if note.name and note.text else note.name or note.text
        return Memo(target, subject, text, self.users.get(note.user) or self.coder, note.created)

    def _noted(self, refs: Iterable[str], target: MemoTarget, subject: str, guid: str) -> list[Memo]:
        """The notes that something refers to, as memos on it: one for each coder."""
        memos: dict[str, Memo] = {}
        for ref in refs:
            note = self.notes.get(ref)
            if note is None:
                continue
            self.used_notes.add(ref)
            memo = self._memo(note, target, subject)
            derived = derived_guid("note", target, guid, note.user)
            if memo.coder not in memos and ref != derived:
                self._keep(Exchanged("note", derived, ref))
            before = memos.get(memo.coder)
            memos[memo.coder] = memo if before is None else replace(before, text=f"{before.text}\n\n{memo.text}")
        return list(memos.values())

    def _selection_memos(self, selection: QdaSelection, source: QdaSource) -> None:
        first = selection.codings[0] if selection.codings else None
        for coding in selection.codings:
            if coding.guid:
                self.coding_memos += self._noted(coding.notes, "coding", coding.guid, coding.guid)
        if first is not None and first.guid:
            self.coding_memos += self._noted(selection.notes, "coding", first.guid, first.guid)
            if selection.description:
                owner = self._named(first.user or selection.user)
                created = selection.created or first.created
                self.coding_memos.append(Memo("coding", first.guid, selection.description, owner, created))
                self._keep(Exchanged("description", first.guid, "", {"coder": owner}))
        elif first is None:
            self.count["selections without a code"] += 1
            self._loose(selection, source)

    def _named(self, guid: str) -> str:
        return self.users.get(guid) or self.coder

    def _loose(self, selection: QdaSelection, source: QdaSource) -> None:
        """What is said of a stretch that has no code is said of its document."""
        texts = [selection.description] if selection.description else []
        for ref in selection.notes:
            if (note := self.notes.get(ref)) is not None:
                self.used_notes.add(ref)
                texts.append(self._memo(note, "document", "").text)
        if texts:
            text = "\n\n".join((f"«{selection.quote}»", *texts))
            owner = self._named(selection.user)
            self.loose.setdefault(source.guid, []).append(Memo("document", "", text, owner, selection.created))

    def _source_memos(self, source: QdaSource, uuid: str) -> list[Memo]:
        memos = self._noted(source.notes, "document", "", uuid)
        if source.description:
            owner = self._named(source.user)
            memos.append(Memo("document", "", source.description, owner, source.created))
            self._keep(Exchanged("description", uuid, "", {"coder": owner}))
        memos += self.loose.get(source.guid, [])
        return _one_for_each(memos)

    def _code_memos(self) -> list[Memo]:
        memos: list[Memo] = []
        for code in self.project.codes:
            if code.guid in self.codes.keys:
                memos += self._noted(code.notes, "code", self.codes.keys[code.guid], code.guid)
        return memos

    def _project_memos(self) -> list[Memo]:
        """The notes on the project, and those that are on nothing."""
        row = self.there.kept.get(("project", "project"))
        known = str(row.data.get("description", "")) if row is not None else ""
        if self.project.description not in known and not self.there.empty:
            about = QdaNote("", "", self.project.description)
            return [self._memo(about, "project", ""), *self._loose_notes()]
        return self._loose_notes()

    def _loose_notes(self) -> list[Memo]:
        loose = [ref for ref in self.notes if ref not in self.used_notes and ref not in self.project.project_notes]
        return self._noted((*self.project.project_notes, *loose), "project", "", "project ")

    # -- what goes out again as it came ------------------------------------------------------------------------------
    def _keep(self, kept: Exchanged) -> None:
        self.exchanged.append(kept)

    def _remember(self) -> None:
        for user in self.project.users:
            if (
                user.name
                and user.guid != derived_guid("coder", user.name)
                and ("coder", user.name) not in self.there.kept
            ):
                self._keep(Exchanged("coder", user.name, user.guid))
        if self.there.empty:
            data = {"name": self.project.name, "description": self.project.description}
            self._keep(Exchanged("project", "project", "", data))
        for variable in self.project.variables:
            ours = variable.name in (*METADATA_FIELDS, "year_guessed") and variable.guid == derived_guid(
                "variable", variable.name
            )
            if not ours:
                data = {"kind": variable.kind, "description": variable.description}
                self._keep(Exchanged("variable", variable.name, variable.guid, data))
        kinds = kinds_known(self.project.cases, self.variables)
        for case in self.project.cases:
            if case.guid in kinds and not (case.description or case.codes or case.selections):
                continue
            several = [guid for guid in case.sources if len(self.groups.get(guid, ())) > 1]
            plain = not (case.description or case.values or case.codes or case.selections or several)
            if plain and case.guid == derived_guid("case", case.name) and case.sources:
                continue
            listed: dict[str, object] = {
                "description": case.description, "codes": list(case.codes),
                "values": [_as_list(value) for value in case.values],
                "sources": [self.uuids.get(guid, guid) for guid in case.sources], "selections": list(case.selections),
            }  # fmt: skip
            self._keep(Exchanged("case", case.name, case.guid, listed))
        for one in self.project.sets:
            if one.guid in self._dimension_sets():
                continue
            members: dict[str, object] = {
                "description": one.description, "codes": list(one.codes), "notes": list(one.notes),
                "sources": [self.uuids.get(guid, guid) for guid in one.sources],
            }  # fmt: skip
            self._keep(Exchanged("set", one.name, one.guid, members))

    def _dimension_sets(self) -> set[str]:
        from kodetre.exchange.description import read

        return {one.guid for one in self.project.sets if read(one.description).dimension}

    def _tell(self) -> None:
        reasons = {
            "of codes that there are not": (msg("codings"), msg("of codes that the file does not have")),
            "of dimensions": (msg("codings"), msg("of what is a dimension here and no code")),
            "without words": (msg("codings"), msg("whose place is nowhere in the text and that name no words")),
            "areas without words": (
                msg("codings"),
                msg("of boxes on pages and of no words of the text; they are kept and go out again"),
            ),
            "selections without a code": (
                msg("selections"),
                msg("without a code; what is said of them is a memo on the document"),
            ),
            "by nobody": (
                msg("codings"),
                msg("whose coder the file does not say; they are {coder}'s", coder=self.coder),
            ),
            "codings of whole sources": (msg("codings"), msg("of whole sources; they stand on the whole text")),
        }
        for name, (what, why) in reasons.items():
            if self.count[name]:
                self.losses.append(Loss(self.count[name], what, why))


def _as_list(value: QdaValue) -> list[str]:
    return [value.variable, value.kind, value.value]


def _one_for_each(memos: Sequence[Memo]) -> list[Memo]:
    """Memos of one coder on one thing as one."""
    joined: dict[str, Memo] = {}
    for memo in memos:
        before = joined.get(memo.coder)
        joined[memo.coder] = memo if before is None else replace(before, text=f"{before.text}\n\n{memo.text}")
    return list(joined.values())


def _found_again(old: str, new: str, codings: Sequence[NewCoding]) -> tuple[list[NewCoding], list[LostCoding], int]:
    """Codings of one text in another: where they stand there, and those that do not; how many stand in changed words."""
    places = find_in_reading(old, new, [Anchor.at(old, coding.span) for coding in codings])
    made: list[NewCoding] = []
    lost: list[LostCoding] = []
    near = 0
    for coding, place in zip(codings, places, strict=True):
        if place.span is not None:
            made.append(replace(coding, span=place.span))
            near += place.found == "near"
        else:
            lost.append(LostCoding(coding, coding.span.of(old), place.proposed))
    return made, lost, near
