"""A Requal project: an SQLite database whose segments count letters from 1, the last one in, with the words that they are.

Written from the tables that Requal's own source makes; a category is above a code, and a code may be in several.
"""

from collections import Counter
from pathlib import Path

from kodetre.errors import NotPossible
from kodetre.exchange.placing import placed_selections
from kodetre.exchange.qda import (
    Loss,
    QdaCase,
    QdaCode,
    QdaCoding,
    QdaNote,
    QdaProject,
    QdaSelection,
    QdaSource,
    QdaUser,
    QdaValue,
    QdaVariable,
)
from kodetre.i18n.message import msg
from kodetre.model.exchanged import derived_guid
from kodetre.store.foreign.database import Foreign, number_of, opened, text_of, time_of

_Row = dict[str, object]


def is_requal(tables: frozenset[str]) -> bool:
    """Whether tables are those of Requal."""
    return {"projects", "documents", "codes", "segments", "requal_version"} <= tables


def read_requal(path: Path) -> QdaProject:
    """The project in a database. Raises NotPossible where there are several, DamagedFile, TooLarge."""
    with opened(path) as foreign:
        projects = foreign.rows("projects", "project_id project_name project_description created_at", "project_id")
        if len(projects) != 1:
            names = ", ".join(f"«{text_of(row['project_name'])}»" for row in projects[:5])
            what = msg("holds {number} projects, and not one: {names}", number=len(projects), names=names or "–")
            raise NotPossible(path, what, next_step=msg("keep each project of Requal's in a file of its own"))
        return _Reader(foreign, projects[0]).read()


class _Reader:
    def __init__(self, foreign: Foreign, project: _Row) -> None:
        self.foreign = foreign
        self.project = project
        self.born = f"{text_of(project['created_at'])} {text_of(project['project_name'])}"
        self.users: dict[int, QdaUser] = {}
        self.count: Counter[str] = Counter()
        self.notes: dict[int, QdaNote] = {}
        self.variables: dict[int, QdaVariable] = {}

    def read(self) -> QdaProject:
        self._users()
        codes = self._codes()
        self._memos()
        self._variables()
        sources = self._sources()
        losses = [
            Loss(self.count["in several"], msg("codes"), msg("are in several categories; they stand under the first"))
        ]
        return QdaProject(
            text_of(self.project["project_name"]), "Requal", text_of(self.project["project_description"]),
            time_of(self.project["created_at"]), users=tuple(self.users.values()), codes=tuple(codes),
            variables=tuple(self.variables.values()), cases=tuple(self._cases({source.guid for source in sources})),
            sources=tuple(sources), notes=tuple(self.notes.values()), losses=tuple(one for one in losses if one.count),
        )  # fmt: skip

    def _guid(self, kind: str, id: object) -> str:
        return derived_guid(f"requal {kind}", self.born, str(id))

    def _users(self) -> None:
        for row in self.foreign.rows("users", "user_id user_login user_name", "user_id"):
            name = text_of(row["user_name"]).strip() or text_of(row["user_login"]).strip()
            if name:
                self.users[number_of(row["user_id"])] = QdaUser(derived_guid("coder", name), name)

    def _user(self, id: object) -> str:
        user = self.users.get(number_of(id))
        return user.guid if user is not None else ""

    def _codes(self) -> list[QdaCode]:
        """Categories, and the codes under them; a code in none stands at the top."""
        codes: list[QdaCode] = []
        for row in self.foreign.rows("categories", "category_id category_name category_description", "category_id"):
            guid, about = self._guid("category", row["category_id"]), text_of(row["category_description"])
            codes.append(QdaCode(guid, text_of(row["category_name"]), "", about, "", codable=False))
        above: dict[int, str] = {}
        for row in self.foreign.rows("categories_codes_map", "category_id code_id", "category_id"):
            guid = self._guid("category", row["category_id"])
            self.count["in several"] += above.setdefault(number_of(row["code_id"]), guid) != guid
        noted = self._noted("memos_codes_map", "code_id")
        known = {code.guid for code in codes}
        for row in self.foreign.rows("codes", "code_id code_name code_description code_color", "code_id"):
            id = number_of(row["code_id"])
            parent = above.get(id, "")
            codes.append(
                QdaCode(
                    self._guid("code", id), text_of(row["code_name"]), parent if parent in known else "",
                    text_of(row["code_description"]), _colour(text_of(row["code_color"])), notes=noted.get(id, ()),
                )
            )  # fmt: skip
        return codes

    def _memos(self) -> None:
        for row in self.foreign.rows("memos", "memo_id user_id text", "memo_id"):
            id = number_of(row["memo_id"])
            self.notes[id] = QdaNote(self._guid("memo", id), "", text_of(row["text"]), self._user(row["user_id"]))

    def _noted(self, table: str, on: str) -> dict[int, tuple[str, ...]]:
        """The memos on each of something."""
        noted: dict[int, tuple[str, ...]] = {}
        for row in self.foreign.rows(table, f"memo_id {on}", "memo_id"):
            id = number_of(row[on])
            noted[id] = (*noted.get(id, ()), self._guid("memo", row["memo_id"]))
        return noted

    def _variables(self) -> None:
        for row in self.foreign.rows("attributes", "attribute_id attribute_name", "attribute_id"):
            name, id = text_of(row["attribute_name"]), number_of(row["attribute_id"])
            self.variables[id] = QdaVariable(derived_guid("variable", name), name)
        rows = self.foreign.rows("attribute_values", "attribute_value_id value", "attribute_value_id")
        self.written = {number_of(row["attribute_value_id"]): text_of(row["value"]) for row in rows}

    def _valued(self, table: str, of: str) -> dict[int, tuple[QdaValue, ...]]:
        """The values of attributes that each of something has."""
        valued: dict[int, tuple[QdaValue, ...]] = {}
        for row in self.foreign.rows(table, f"{of} attribute_id attribute_value_id", of):
            variable = self.variables.get(number_of(row["attribute_id"]))
            value = self.written.get(number_of(row["attribute_value_id"]), "")
            if variable is not None and value:
                id = number_of(row[of])
                valued[id] = (*valued.get(id, ()), QdaValue(variable.guid, "Text", value))
        return valued

    def _sources(self) -> list[QdaSource]:
        marks: dict[int, list[QdaSelection]] = {}
        noted = self._noted("memos_segments_map", "segment_id")
        names = "segment_id doc_id code_id user_id segment_start segment_end segment_text"
        for row in self.foreign.rows("segments", names, "segment_id"):
            marks.setdefault(number_of(row["doc_id"]), []).append(self._segment(row, noted))
        whole: dict[int, list[str]] = {}
        for row in self.foreign.rows("memos_documents_map", "memo_id doc_id memo_start memo_end", "memo_id"):
            id, guid = number_of(row["doc_id"]), self._guid("memo", row["memo_id"])
            if number_of(row["memo_start"]) < 1:
                whole.setdefault(id, []).append(guid)
                continue
            user = next((note.user for note in self.notes.values() if note.guid == guid), "")
            start, end = number_of(row["memo_start"]) - 1, number_of(row["memo_end"])
            marks.setdefault(id, []).append(QdaSelection("", start, end, user=user, notes=(guid,)))
        values = self._valued("attributes_documents_map", "doc_id")
        sources: list[QdaSource] = []
        for row in self.foreign.rows(
            "documents", "doc_id user_id doc_name doc_description doc_text created_at", "doc_id"
        ):
            id = number_of(row["doc_id"])
            text, selections, reading = placed_selections(text_of(row["doc_text"]), tuple(marks.get(id, ())))
            sources.append(
                QdaSource(
                    self._guid("document", id), text_of(row["doc_name"]), "text", text, "", "", text_of(row["doc_description"]),
                    self._user(row["user_id"]), time_of(row["created_at"]), selections, notes=tuple(whole.get(id, ())),
                    values=values.get(id, ()), reading=reading,
                )
            )  # fmt: skip
        return [source for source in sources if source.text.strip()]

    def _segment(self, row: _Row, noted: dict[int, tuple[str, ...]]) -> QdaSelection:
        id, user = number_of(row["segment_id"]), self._user(row["user_id"])
        coding = QdaCoding(self._guid("segment", id), self._guid("code", row["code_id"]), user, notes=noted.get(id, ()))
        start, end = number_of(row["segment_start"]) - 1, number_of(row["segment_end"])
        return QdaSelection("", start, end, text_of(row["segment_text"]), user=user, codings=(coding,))

    def _cases(self, sources: set[str]) -> list[QdaCase]:
        members: dict[int, list[str]] = {}
        for row in self.foreign.rows("cases_documents_map", "case_id doc_id", "case_id"):
            guid = self._guid("document", row["doc_id"])
            if guid in sources:
                members.setdefault(number_of(row["case_id"]), []).append(guid)
        values = self._valued("attributes_cases_map", "case_id")
        cases: list[QdaCase] = []
        for row in self.foreign.rows("cases", "case_id case_name case_description", "case_id"):
            id, name = number_of(row["case_id"]), text_of(row["case_name"])
            about = text_of(row["case_description"])
            documents = tuple(dict.fromkeys(members.get(id, ())))
            cases.append(QdaCase(derived_guid("case", name), name, about, (), values.get(id, ()), documents))
        return cases


def _colour(written: str) -> str:
    """A colour as #rrggbb; Requal writes that, or rgb(r, g, b)."""
    plain = written.strip().lower()
    if plain.startswith("rgb(") and plain.endswith(")"):
        parts = [part.strip() for part in plain[4:-1].split(",")]
        if len(parts) == 3 and all(part.isdecimal() and int(part) < 256 for part in parts):
            return "#" + "".join(f"{int(part):02x}" for part in parts)
    digits = plain.removeprefix("#")
    return f"#{digits}" if len(digits) == 6 and all(digit in "0123456789abcdef" for digit in digits) else ""
