"""A project as QualCoder keeps it: data.qda, an SQLite database of its version 17 (QualCoder 4).

Its names are each once in the whole project, a coding has one memo, and an attribute is of files or of cases.
"""

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from pathlib import Path

from kodetre.errors import OutputFailed
from kodetre.exchange.qda import Loss, QdaProject, QdaSelection, QdaSource, QdaValue
from kodetre.i18n.message import msg
from kodetre.store.foreign.qualcoder_schema import SCHEMA

FOLDERS = ("audio", "documents", "images", "video")
"""The folders of a project; ours has files in documents alone."""
_VERSION = "v17"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_GREY = "#B8B8B8"
_NUMBERS = ("Integer", "Float")
_Rows = Iterable[Sequence[object]]


@dataclass(slots=True)
class ForQualCoder:
    """A project as rows of QualCoder's tables, and what they cannot hold."""

    tables: dict[str, list[Sequence[object]]] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def write(self, path: Path) -> None:
        """Write the database, in the place of an empty file. Raises OutputFailed."""
        try:
            with closing(sqlite3.connect(path)) as database, database:
                database.execute("PRAGMA journal_mode = OFF")
                for statement in SCHEMA:
                    database.execute(statement)
                for table, rows in self.tables.items():
                    _insert(database, table, rows)
        except sqlite3.Error as error:
            raise OutputFailed(
                path, msg("cannot be written ({error})", error=error), next_step=msg("choose another place")
            ) from error


def _insert(database: sqlite3.Connection, table: str, rows: _Rows) -> None:
    for row in rows:
        marks = ", ".join("?" * len(row))
        database.execute(f'INSERT INTO "{table}" VALUES ({marks})', tuple(row))  # noqa: S608 - tables are ours


def for_qualcoder(project: QdaProject, files: Mapping[str, str]) -> ForQualCoder:
    """A project for QualCoder. `files` are the names in its folder documents of the sources' PDFs, by the source's GUID."""
    return _Writer(project, files).written()


class _Writer:
    def __init__(self, project: QdaProject, files: Mapping[str, str]) -> None:
        self.project = project
        self.files = files
        self.users = {user.guid: user.name for user in project.users}
        self.notes = {note.guid: note for note in project.notes}
        self.owner = project.users[0].name if project.users else "default"
        self.when = _written(project.modified or project.created)
        self.count: Counter[str] = Counter()
        self.out = ForQualCoder()
        self.codes: dict[str, int] = {}
        self.sources = {source.guid: number for number, source in enumerate(project.sources, start=1)}

    def written(self) -> ForQualCoder:
        about = self.project
        row = (
            _VERSION, self.when, about.description, about.origin, 0, 0, self.owner, "", None, None, None,
        )  # fmt: skip
        self._add("project", [row])
        self._codes()
        for source in about.sources:
            self._source(source)
        self._attributes()
        self._cases()
        self._journal()
        self._add("coder_names", [(name, 1) for name in sorted({self.owner, *self.users.values()})])
        self.count["sets"] = len(about.sets)
        self._tell()
        return self.out

    def _add(self, table: str, rows: _Rows) -> None:
        self.out.tables.setdefault(table, []).extend(rows)

    def _user(self, guid: str) -> str:
        return self.users.get(guid) or self.owner

    # -- codes -------------------------------------------------------------------------------------------------------
    def _codes(self) -> None:
        """What is not coded with is a category, where it stands under none but categories; everything else is a code."""
        categories: dict[str, int] = {}
        names = {"code_cat": _Names(), "code_name": _Names()}
        by_guid = {code.guid: code for code in self.project.codes}
        for code in self.project.codes:
            above = by_guid.get(code.parent)
            is_category = not code.codable and (above is None or above.guid in categories)
            table = "code_cat" if is_category else "code_name"
            name = names[table].free(code.name, above.name if above is not None else "")
            self.count["renamed"] += name != code.name
            memo = "\n\n".join(part for part in (code.description, self._memo(code.notes, "")) if part)
            if is_category:
                categories[code.guid] = number = len(categories) + 1
                super_category = categories.get(code.parent)
                self._add("code_cat", [(number, name, self.owner, self.when, memo, super_category)])
                continue
            self.codes[code.guid] = number = len(self.codes) + 1
            category, super_code = categories.get(code.parent), self.codes.get(code.parent)
            colour = code.colour.upper() or _GREY
            self._add("code_name", [(number, name, memo, category, self.owner, self.when, colour, super_code)])

    # -- sources -----------------------------------------------------------------------------------------------------
    def _source(self, source: QdaSource) -> None:
        id, owner = self.sources[source.guid], self._user(source.user)
        media = f"/docs/{self.files[source.guid]}" if source.guid in self.files else None
        memo = "\n\n".join(part for part in (source.description, self._memo(source.notes, source.user)) if part)
        row = (id, source.name, source.text, media, memo, owner, _written(source.created), None, None)
        self._add("source", [row])
        for selection in source.selections:
            self._selection(source, id, selection)
        for area in source.areas:
            left, low, right, high = area.corners
            for coding in area.codings:
                place = id, left, low, right - left, high - low, self.codes.get(coding.code)
                about = (
                    area.description or area.name,
                    _written(coding.created),
                    self._user(coding.user),
                    None,
                    area.page,
                )
                number = len(self.out.tables.get("code_image", ())) + 1
                self._add("code_image", [(number, *place, *about)])

    def _selection(self, source: QdaSource, id: int, selection: QdaSelection) -> None:
        quote = source.text[selection.start : selection.end]
        for place, coding in enumerate(selection.codings):
            code = self.codes.get(coding.code)
            if code is None:
                self.count["of categories"] += 1
                continue
            own = [selection.description] if place == 0 and selection.description else []
            memo = "\n\n".join([*own, *filter(None, [self._memo(coding.notes, coding.user)])])
            owner, number = self._user(coding.user), len(self.out.tables.get("code_text", ())) + 1
            where = (code, id, quote, selection.start, selection.end)
            self._add("code_text", [(number, *where, owner, _written(coding.created), memo, None, None)])

    def _memo(self, refs: Collection[str], user: str) -> str:
        """Notes on one thing as its one memo; before those of others than whose it is stands whose they are."""
        texts: list[str] = []
        for ref in refs:
            note = self.notes[ref]
            text = "\n\n".join(part for part in (note.name, note.text) if part)
            if user and note.user != user:
                self.count["of others"] += 1
                text = f"{self._user(note.user)}: {text}"
            texts.append(text)
        return "\n\n".join(texts)

    # -- attributes, cases, journal ----------------------------------------------------------------------------------
    def _attributes(self) -> None:
        """Every file has every attribute of files, and every case those of cases; QualCoder has an empty value where it is none."""
        of_files = _valued(source.values for source in self.project.sources)
        of_cases = _valued(case.values for case in self.project.cases)
        names = _Names()
        for variable in self.project.variables:
            for kind, valued in (("file", of_files), ("case", of_cases)):
                if variable.guid not in valued and (kind == "case" or variable.guid in of_cases):
                    continue
                name = names.free(variable.name, kind)
                self.count["renamed attributes"] += name != variable.name
                number = "numeric" if variable.kind in _NUMBERS else "character"
                self._add("attribute_type", [(name, self.when, self.owner, variable.description, kind, number)])
                self.count["kinds of values"] += variable.kind in ("Boolean", "Date", "DateTime")
                if kind == "file":
                    self._values(
                        name, kind, {self.sources[one.guid]: one.values for one in self.project.sources}, variable.guid
                    )
                else:
                    numbered = enumerate(self.project.cases, start=1)
                    self._values(name, kind, {number: one.values for number, one in numbered}, variable.guid)

    def _values(self, name: str, kind: str, by_id: Mapping[int, Sequence[QdaValue]], variable: str) -> None:
        for id, values in by_id.items():
            value = next((one.value for one in values if one.variable == variable), "")
            number = len(self.out.tables.get("attribute", ())) + 1
            self._add("attribute", [(number, name, kind, value, id, self.when, self.owner)])

    def _cases(self) -> None:
        lengths = {source.guid: len(source.text) for source in self.project.sources}
        for id, case in enumerate(self.project.cases, start=1):
            self._add("cases", [(id, case.name, case.description, self.owner, self.when)])
            self.count["codes of cases"] += len(case.codes)
            self.count["parts of cases"] += len(case.selections)
            for guid in case.sources:
                number = len(self.out.tables.get("case_text", ())) + 1
                row = (number, id, self.sources[guid], 0, lengths[guid], self.owner, self.when, "")
                self._add("case_text", [row])

    def _journal(self) -> None:
        names = _Names()
        for number, ref in enumerate(self.project.project_notes, start=1):
            note = self.notes[ref]
            name = names.free(note.name or msg("Memo {number}", number=number), "")
            created, owner = _written(note.created), self._user(note.user)
            self._add("journal", [(number, name, note.text or note.name, created, owner)])

    def _tell(self) -> None:
        reasons = {
            "renamed": (
                msg("codes"),
                msg("have the name of another; what they stand under, or a number, is put to it"),
            ),
            "renamed attributes": (msg("variables"), msg("of documents and of groups are two in QualCoder")),
            "of categories": (msg("codings"), msg("of what is a category in QualCoder, which is not coded with")),
            "of others": (msg("memos"), msg("by others than the coder stand in one memo, after a name")),
            "kinds of values": (msg("variables"), msg("of dates and of yes or no are text in QualCoder")),
            "codes of cases": (msg("codes"), msg("of groups of documents have no place in QualCoder")),
            "parts of cases": (msg("selections"), msg("of groups of documents have no place in QualCoder")),
            "sets": (msg("sets"), msg("have no place in QualCoder")),
        }
        self.out.losses += [
            Loss(self.count[name], what, why) for name, (what, why) in reasons.items() if self.count[name]
        ]


def _valued(values: Iterable[Iterable[QdaValue]]) -> set[str]:
    """The variables that something has a value of."""
    return {value.variable for value in chain.from_iterable(values)}


class _Names:
    """Names that are each used once, whatever the case of their letters."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def free(self, name: str, beside: str) -> str:
        """A name that is not taken: itself, with what tells it from others in brackets, or with a number."""
        number, free = 2, name
        if free.casefold() in self._taken and beside:
            free = f"{name} ({beside})"
        while free.casefold() in self._taken:
            free = f"{name} ({number})"
            number += 1
        self._taken.add(free.casefold())
        return free


def _written(moment: datetime | None) -> str:
    return (moment or _EPOCH).astimezone(UTC).strftime("%Y-%m-%d %H:%M:%S")
