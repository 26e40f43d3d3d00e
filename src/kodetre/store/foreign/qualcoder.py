"""A QualCoder project: a folder with data.qda, an SQLite database, and the files of its sources.

Its tables have changed from version to version (v1 to v17 of the database are known): what is there is told by their columns.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from kodetre.exchange.placing import placed_selections
from kodetre.exchange.qda import (
    Loss,
    QdaArea,
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

DATABASE = "data.qda"
FOLDER = "documents"
_Row = Mapping[str, object]


def is_qualcoder(tables: frozenset[str]) -> bool:
    """Whether tables are those of a QualCoder project."""
    return {"source", "code_name", "code_text"} <= tables


def read_qualcoder(database: Path) -> QdaProject:
    """The project in a database. Raises DamagedFile, TooLarge."""
    with opened(database) as foreign:
        return _Reader(foreign, database).read()


class _Reader:
    def __init__(self, foreign: Foreign, path: Path) -> None:
        self.foreign = foreign
        self.folder = path.parent / FOLDER
        self.about: _Row = next(iter(foreign.rows("project", "databaseversion date memo about", "date")), {})
        self.born = text_of(self.about.get("date")) or path.parent.name
        self.name = path.parent.stem if path.name == DATABASE else path.stem
        self.users: dict[str, QdaUser] = {}
        self.count: Counter[str] = Counter()
        self.variables: dict[str, QdaVariable] = {}

    def read(self) -> QdaProject:
        codes = self._codes()
        self._variables()
        sources = [source for row in self._source_rows() if (source := self._source(row)) is not None]
        cases = self._cases({source.guid for source in sources})
        notes = self._notes()
        version = text_of(self.about.get("databaseversion"))
        return QdaProject(
            self.name, f"{text_of(self.about.get('about')) or 'QualCoder'}, database {version}".rstrip(", "),
            text_of(self.about.get("memo")), users=tuple(self.users.values()), codes=tuple(codes),
            variables=tuple(self.variables.values()), cases=tuple(cases), sources=tuple(sources), notes=tuple(notes),
            losses=tuple(self._losses()),
        )  # fmt: skip

    def _guid(self, kind: str, *names: object) -> str:
        return derived_guid(f"qualcoder {kind}", self.born, *map(str, names))

    def _user(self, name: object) -> str:
        coder = text_of(name).strip()
        if not coder:
            return ""
        if coder not in self.users:
            self.users[coder] = QdaUser(derived_guid("coder", coder), coder)
        return self.users[coder].guid

    def _codes(self) -> list[QdaCode]:
        """Categories and codes, parents before children; a code may stand under a category or, newer, under a code."""
        categories = self.foreign.rows("code_cat", "catid name memo supercatid", "catid")
        rows = self.foreign.rows("code_name", "cid name memo catid color supercid", "cid")
        waiting: list[tuple[QdaCode, str]] = []
        for row in categories:
            above = self._guid("category", row["supercatid"]) if row["supercatid"] is not None else ""
            guid = self._guid("category", row["catid"])
            waiting.append((QdaCode(guid, text_of(row["name"]), above, text_of(row["memo"]), codable=False), above))
        for row in rows:
            above = self._guid("category", row["catid"]) if row["catid"] is not None else ""
            above = self._guid("code", row["supercid"]) if row["supercid"] is not None else above
            guid, colour = self._guid("code", row["cid"]), text_of(row["color"]).lower()
            waiting.append((QdaCode(guid, text_of(row["name"]), above, text_of(row["memo"]), _colour(colour)), above))
        return _in_order(waiting)

    def _variables(self) -> None:
        for row in self.foreign.rows("attribute_type", "name memo valuetype", "name"):
            name = text_of(row["name"])
            kind = "Float" if text_of(row["valuetype"]) == "numeric" else "Text"
            self.variables[name] = QdaVariable(derived_guid("variable", name), name, kind, text_of(row["memo"]))

    def _values(self, of: str, id: object) -> tuple[QdaValue, ...]:
        values: list[QdaValue] = []
        for row in self._attributes:
            variable = self.variables.get(text_of(row["name"]))
            if variable is not None and row["attr_type"] == of and row["id"] == id and text_of(row["value"]):
                values.append(QdaValue(variable.guid, variable.kind, text_of(row["value"])))
        return tuple(values)

    @property
    def _attributes(self) -> Sequence[_Row]:
        if not hasattr(self, "_kept_attributes"):
            self._kept_attributes = self.foreign.rows("attribute", "name attr_type value id", "attrid")
        return self._kept_attributes

    def _source_rows(self) -> list[dict[str, object]]:
        self._texts = _by(
            self.foreign.rows("code_text", "ctid cid fid seltext pos0 pos1 owner date memo", "ctid"), "fid"
        )
        self._boxes = _by(
            self.foreign.rows("code_image", "imid id x1 y1 width height cid memo date owner pdf_page", "imid"), "id"
        )
        self._annotated = _by(self.foreign.rows("annotation", "anid fid pos0 pos1 memo owner date", "anid"), "fid")
        return self.foreign.rows("source", "id name fulltext mediapath memo owner date", "id")

    def _source(self, row: _Row) -> QdaSource | None:
        id, name, media = row["id"], text_of(row["name"]), text_of(row["mediapath"])
        kind = media.lstrip("/").partition("/")[0].partition(":")[0]
        if kind in ("images", "audio", "video") and not text_of(row["fulltext"]).strip():
            self.count[kind] += 1
            self.count["codings of them"] += len(self._boxes.get(id, ()))
            return None
        raw = [self._selection(one, id) for one in self._texts.get(id, ())]
        raw += [self._annotation(one, id) for one in self._annotated.get(id, ())]
        text, selections, reading = placed_selections(text_of(row["fulltext"]), tuple(raw))
        file = Path(media).name if media.lower().endswith(".pdf") else ""
        here = bool(file) and (self.folder / file).is_file()
        areas = tuple(self._area(one, id) for one in self._boxes.get(id, ()))
        if not here and areas:
            self.count["boxes without their PDF"] += len(areas)
        if not here and not text.strip():
            self.count["without text"] += 1
            return None
        return QdaSource(
            self._guid("source", id), name, "pdf" if here else "text", text, file if here else "", "", text_of(row["memo"]),
            self._user(row["owner"]), time_of(row["date"]), selections, areas if here else (), (), (), self._values("file", id),
            self._guid("representation", id) if here else "", reading,
        )  # fmt: skip

    def _selection(self, row: _Row, source: object) -> QdaSelection:
        user, created = self._user(row["owner"]), time_of(row["date"])
        place = source, row["cid"], row["pos0"], row["pos1"], row["owner"]
        coding = QdaCoding(self._guid("coding", *place), self._guid("code", row["cid"]), user, created)
        return QdaSelection(
            "", number_of(row["pos0"]), number_of(row["pos1"]), text_of(row["seltext"]), text_of(row["memo"]), user, created,
            (coding,),
        )  # fmt: skip

    def _annotation(self, row: _Row, source: object) -> QdaSelection:
        user, created = self._user(row["owner"]), time_of(row["date"])
        return QdaSelection("", number_of(row["pos0"]), number_of(row["pos1"]), "", text_of(row["memo"]), user, created)

    def _area(self, row: _Row, source: object) -> QdaArea:
        user, created = self._user(row["owner"]), time_of(row["date"])
        left, low = number_of(row["x1"]), number_of(row["y1"])
        corners = (left, low, left + number_of(row["width"]), low + number_of(row["height"]))
        coding = QdaCoding(self._guid("area coding", row["imid"]), self._guid("code", row["cid"]), user, created)
        page = number_of(row["pdf_page"])
        guid = self._guid("area", row["imid"])
        return QdaArea(guid, page, corners, "", text_of(row["memo"]), user, created, (coding,), is_exact=False)

    def _cases(self, sources: set[str]) -> list[QdaCase]:
        members = _by(self.foreign.rows("case_text", "caseid fid pos0 pos1", "id"), "caseid")
        lengths = {row["id"]: len(text_of(row["fulltext"])) for row in self.foreign.rows("source", "id fulltext", "id")}
        cases: list[QdaCase] = []
        for row in self.foreign.rows("cases", "caseid name memo", "caseid"):
            whole: list[str] = []
            for one in members.get(row["caseid"], ()):
                guid = self._guid("source", one["fid"])
                if number_of(one["pos0"]) <= 0 and number_of(one["pos1"]) >= lengths.get(one["fid"], 0) - 1:
                    whole += [guid] if guid in sources and guid not in whole else []
                else:
                    self.count["parts of sources"] += 1
            name = text_of(row["name"])
            values = self._values("case", row["caseid"])
            cases.append(QdaCase(derived_guid("case", name), name, text_of(row["memo"]), (), values, tuple(whole)))
        return cases

    def _notes(self) -> list[QdaNote]:
        notes: list[QdaNote] = []
        for row in self.foreign.rows("journal", "jid name jentry date owner", "jid"):
            user = self._user(row["owner"])
            text = text_of(row["jentry"])
            notes.append(
                QdaNote(self._guid("journal", row["jid"]), text_of(row["name"]), text, user, time_of(row["date"]))
            )
        return notes

    def _losses(self) -> list[Loss]:
        self.count["codings of them"] += len(self.foreign.rows("code_av", "avid", "avid"))
        self.count["graph"] = len(self.foreign.rows("graph", "grid", "grid"))
        reasons = {
            "images": (msg("pictures"), msg("kodetre reads text")),
            "audio": (msg("sound recordings"), msg("kodetre reads text")),
            "video": (msg("films"), msg("kodetre reads text")),
            "codings of them": (msg("codings"), msg("of pictures, sound and film")),
            "boxes without their PDF": (
                msg("codings"),
                msg("of boxes on pages of a PDF that is not in the project's folder"),
            ),
            "without text": (msg("sources"), msg("have no text")),
            "graph": (msg("graphs"), msg("kodetre draws its own")),
            "parts of sources": (
                msg("parts of cases"),
                msg("are stretches of a source; a group is of whole documents"),
            ),
        }
        return [Loss(self.count[name], what, why) for name, (what, why) in reasons.items() if self.count[name]]


def _by(rows: Sequence[_Row], name: str) -> dict[object, list[_Row]]:
    grouped: dict[object, list[_Row]] = {}
    for row in rows:
        grouped.setdefault(row[name], []).append(row)
    return grouped


def _colour(written: str) -> str:
    digits = written.removeprefix("#")
    return written if len(digits) == 6 and all(digit in "0123456789abcdef" for digit in digits) else ""


def _in_order(waiting: list[tuple[QdaCode, str]]) -> list[QdaCode]:
    """Codes with those above them first; one whose way up leads in a circle, or to nothing, stands at the top."""
    known = {code.guid for code, _ in waiting}
    placed: list[QdaCode] = []
    there: set[str] = set()
    while waiting:
        later: list[tuple[QdaCode, str]] = []
        for code, above in waiting:
            if above in known and above not in there:
                later.append((code, above))
                continue
            placed.append(code if above in there else replace(code, parent=""))
            there.add(code.guid)
        if len(later) == len(waiting):
            first, _ = later.pop(0)
            placed.append(replace(first, parent=""))
            there.add(first.guid)
        waiting = later
    return placed
