"""The codes of another program's project beside those of the codebook: which are the same, which are new, and where these go."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kodetre.codebook.edit import Edited, Grafted, graft
from kodetre.codebook.load import DEEPEST, endless_in, from_text
from kodetre.codebook.tree import Codebook, Dimension
from kodetre.controls import left_out
from kodetre.errors import BadPattern
from kodetre.exchange.description import Described, read
from kodetre.exchange.keys import key_of
from kodetre.exchange.qda import Loss, QdaCode, QdaProject
from kodetre.i18n.message import msg
from kodetre.matching.parse import parse
from kodetre.matching.patterns import words_in
from kodetre.model.exchanged import Exchanged, derived_guid
from kodetre.project.templates import EMPTY, template
from kodetre.userfile import read_text

_LONGEST_LABEL = 200


@dataclass(slots=True)
class Codes:
    """What becomes of a project's codes: the codebook with them, the key of each by its GUID, how many are new and how many were
    there, what is to be remembered, and what is lost.
    """

    edited: Edited
    keys: dict[str, str] = field(default_factory=dict)
    new: int = 0
    known: int = 0
    dimensions: frozenset[str] = frozenset()
    """GUIDs of codes that are dimensions here."""
    exchanged: list[Exchanged] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)


def place_codes(
    codebook: Codebook, file: str, project: QdaProject, kept: Iterable[Exchanged], *, unused: bool
) -> Codes:
    """Find the codes of a project in a codebook, and put the others into it.

    A code is the same by the GUID that it came with before, or by its names from the top. `unused` says that nothing has been
    coded by the codebook: then the example of an empty one gives way. Raises CodebookError, CannotEdit.
    """
    return _Placing(codebook, file, project, kept, unused=unused).placed()


class _Placing:
    def __init__(
        self, codebook: Codebook, file: str, project: QdaProject, kept: Iterable[Exchanged], *, unused: bool
    ) -> None:
        self.codebook = codebook
        self.file = file
        self.project = project
        self.rows = {(row.kind, row.name): row for row in kept}
        self.by_guid = {row.guid: row.name for row in self.rows.values() if row.kind == "code"}
        self.by_guid |= {derived_guid("code", code.key): code.key for code in codebook.codes()} | self.by_guid
        self.without = _examples(codebook) if unused and project.codes else ()
        self.keys: dict[str, str] = {}
        self.dimension_of: dict[str, str] = {}
        self.taken = {code.key for code in codebook.codes() if code.dimension not in self.without}
        self.fields: dict[str, dict[str, str]] = {}
        self.grafted: dict[str, list[tuple[str, dict[str, object]]]] = {}
        self.new = self.known = 0
        self.exchanged: list[Exchanged] = []
        self.losses: list[Loss] = []
        self.unread = 0
        self.deep = 0
        self.paths = {
            (code.dimension, *self._labels(code.key)): code.key
            for code in codebook.codes()
            if code.dimension not in self.without
        }

    def _labels(self, key: str) -> tuple[str, ...]:
        parts = key.split(".")
        above = (self.codebook.find(".".join(parts[:count])) for count in range(1, len(parts) + 1))
        return tuple(code.label.casefold() for code in above if code is not None)

    def placed(self) -> Codes:
        tops: dict[str, Described] = {}
        described = {code.guid: _described(code) for code in self.project.codes}
        for code in self.project.codes:
            if not code.parent and described[code.guid].dimension:
                tops[code.guid] = described[code.guid]
                self._dimension(described[code.guid].dimension, code.name, described[code.guid], code.guid)
        in_sets: dict[str, str] = {}
        for one in self.project.sets:
            about = read(one.description)
            if about.dimension:
                self._dimension(about.dimension, one.name, about, one.guid)
                in_sets |= dict.fromkeys(one.codes, key_of(about.dimension))
        for code in self.project.codes:
            if code.guid in tops:
                continue
            in_dimension = code.parent in tops
            parent = "" if in_dimension or not code.parent else self.keys.get(code.parent, "")
            if in_dimension:
                dimension = key_of(tops[code.parent].dimension)
            elif code.guid in in_sets:
                dimension = in_sets[code.guid]
            else:
                dimension = self.dimension_of.get(code.parent) or ""
            self._code(code, described[code.guid], parent, dimension)
        edited = self._edited()
        if self.unread:
            why = msg("cannot be read, or ask for a part of speech; they stand in the definition")
            self.losses.append(Loss(self.unread, msg("keywords"), why))
        if self.deep:
            why = msg("stand more than {deepest} deep; they stand higher, with the names above them", deepest=DEEPEST)
            self.losses.append(Loss(self.deep, msg("places of codes"), why))
        return Codes(edited, self.keys, self.new, self.known, frozenset(tops), self.exchanged, self.losses)

    def _dimension(self, key: str, label: str, described: Described, guid: str) -> None:
        """A dimension that the project has as a code at its top, or as a set of codes."""
        key = key_of(key)
        there = self.codebook.dimension(key)
        if there is None or key in self.without:
            fields = {"label": _label(label), "question": described.question, "explains": described.explains}
            self.fields[key] = {name: value for name, value in fields.items() if value}
            self.grafted.setdefault(key, [])
        if guid != derived_guid("dimension", key) and ("dimension", key) not in self.rows:
            self.exchanged.append(Exchanged("dimension", key, guid))

    def _code(self, code: QdaCode, described: Described, parent: str, dimension: str) -> None:
        key = self._same(code, described, parent, dimension)
        if key:
            found = self.codebook.find(key)
            assert found is not None
            self.known += 1
            self.dimension_of[code.guid] = found.dimension
        else:
            dimension = dimension or self._own_dimension()
            parent, name = self._high_enough(parent, code.name)
            last = key_of(described.key) if described.key else key_of(name)
            key = _free(f"{parent}.{last}" if parent else last, self.taken)
            self.grafted.setdefault(dimension, []).append((key, self._fields(name, code, described)))
            self.new += 1
            self.dimension_of[code.guid] = dimension
        self.keys[code.guid] = key
        self.taken.add(key)
        row = self.rows.get(("code", key))
        data = {} if code.codable else {"codable": False}
        if row is None and (code.guid != derived_guid("code", key) or data):
            self.exchanged.append(Exchanged("code", key, code.guid, data))

    def _same(self, code: QdaCode, described: Described, parent: str, dimension: str) -> str:
        """The key of the code that this one is; empty when it is new."""
        known = self.by_guid.get(code.guid)
        if (
            known is not None
            and known in self.taken
            and self.codebook.find(known) is not None
            and known not in self.keys.values()
        ):
            return known
        wanted = f"{parent}.{described.key}" if parent and described.key else described.key
        there = self.codebook.find(wanted) if wanted else None
        if there is not None and there.key in self.taken and there.label.casefold() == _label(code.name).casefold():
            return there.key
        if parent and self.codebook.find(parent) is None:
            return ""
        labels = (*(self._labels(parent) if parent else ()), _label(code.name).casefold())
        dimensions = [dimension] if dimension else [one.key for one in self.codebook.dimensions]
        for one in dimensions:
            found = self.paths.get((one, *labels))
            if found is not None and found not in self.keys.values():
                return found
        return ""

    def _own_dimension(self) -> str:
        """The dimension for codes that come without one: the project's."""
        key = key_of(self.project.name)
        if key not in self.fields and self.codebook.dimension(key) is None:
            self.fields[key] = {"label": _label(self.project.name)}
            self.exchanged.append(Exchanged("dimension", key, derived_guid("dimension", key), {"flat": True}))
        return key

    def _high_enough(self, parent: str, name: str) -> tuple[str, str]:
        names = [name]
        while parent.count(".") >= DEEPEST:
            self.deep += len(names) == 1
            parent, _, last = parent.rpartition(".")
            names.insert(0, last)
        return parent, " › ".join(names)

    def _fields(self, name: str, code: QdaCode, described: Described) -> dict[str, object]:
        good: list[str] = []
        bad: list[str] = []
        for keyword in dict.fromkeys(" ".join(one.split()) for one in described.keywords):
            (good if _is_keyword(keyword) else bad).append(keyword)
        self.unread += len(bad)
        definition = "\n".join(part for part in (described.definition, ", ".join(bad)) if part)
        fields: dict[str, object] = {
            "label": _label(name), "definition": _text(definition), "use_when": _text(described.use_when),
            "not_when": _text(described.not_when), "examples": [_text(one) for one in described.examples if _text(one)],
            "keywords": good, "but_not": list(described.but_not),
            "no_kin": [one for one in described.no_kin if one in good], "colour": code.colour,
            "expects": list(described.expects),
        }  # fmt: skip
        return {field: value for field, value in fields.items() if value}

    def _edited(self) -> Edited:
        if not self.new and not self.fields:
            return Edited(self.codebook.source, self.codebook)
        self._mend_expectations()
        dimensions = [
            Grafted(key, self.fields.get(key, {}), tuple(self.grafted.get(key, ())))
            for key in dict.fromkeys((*self.fields, *self.grafted))
            if self.grafted.get(key) or key in self.fields
        ]
        return graft(self.codebook, self.file, [one for one in dimensions if one.codes or one.fields], self.without)

    def _mend_expectations(self) -> None:
        """Codes expect only such as there are, in a dimension that says what it explains."""
        codes: dict[str, set[str]] = {}
        for dimension in self.codebook.dimensions:
            if dimension.key not in self.without:
                codes[dimension.key] = {code.key for code in dimension.codes}
        for key, listed in self.grafted.items():
            codes.setdefault(key, set()).update(one for one, _ in listed)
        lost = 0
        for key, listed in self.grafted.items():
            there = self.codebook.dimension(key) if key not in self.without else None
            explains = there.explains if there is not None else self.fields.get(key, {}).get("explains", "")
            known = codes.get(explains, set()) if explains != key else set()
            for _, fields in listed:
                wanted = fields.pop("expects", [])
                assert isinstance(wanted, list)
                expected = [one for one in wanted if one in known]
                lost += len(wanted) - len(expected)
                if expected:
                    fields["expects"] = expected
            tops = [fields for code, fields in listed if "." not in code]
            if explains and (not known or any("expects" not in fields for fields in tops)):
                if there is not None:
                    without = [fields for fields in tops if "expects" not in fields]
                    for fields in without:
                        fields["expects"] = sorted(known)[:1]
                    why = msg(
                        "stand at the top of {key}, which asks what each expects; look at it: kodetre codebook show",
                        key=key,
                    )
                    self.losses.append(Loss(len(without), msg("codes"), why))
                else:
                    self.fields[key].pop("explains", None)
                    for _, fields in listed:
                        lost += _length(fields.pop("expects", None))
        if lost:
            self.losses.append(Loss(lost, msg("expectations"), msg("name codes that there are not")))


def _examples(codebook: Codebook) -> tuple[str, ...]:
    """The dimensions of a codebook that are the example of an empty one, unchanged."""
    empty = from_text(read_text(template(EMPTY)), "")
    shipped = {dimension.key: _without_places(dimension) for dimension in empty.dimensions}
    return tuple(one.key for one in codebook.dimensions if _without_places(one) == shipped.get(one.key))


def _without_places(dimension: Dimension) -> list[tuple[object, ...]]:
    """What a dimension's codes are, wherever its file is."""
    codes: list[tuple[object, ...]] = []
    for code in dimension.codes:
        codes.append((code.key, code.label, code.definition, tuple(one.written for one in code.keywords)))  # noqa: PERF401
    return codes


def _described(code: QdaCode) -> Described:
    """What is said of a code; where a heading is no heading of ours, it is all definition."""
    described = read(code.description)
    named = described.key or described.dimension
    if named and key_of(named) != named:
        return Described(code.description.strip())
    return replace(described, definition=described.definition)


def _length(value: object) -> int:
    return len(value) if isinstance(value, list) else 0


def _label(name: str) -> str:
    return " ".join(left_out(name).split())[:_LONGEST_LABEL] or "?"


def _text(text: str) -> str:
    return left_out(text).strip()


def _is_keyword(written: str) -> bool:
    try:
        pattern = parse(written)
    except BadPattern:
        return False
    return not any(word.part for word in words_in(pattern)) and not endless_in(pattern)


def _free(key: str, taken: Mapping[str, object] | set[str]) -> str:
    number, free = 2, key
    while free in taken:
        free = f"{key}_{number}"
        number += 1
    return free
