"""A code tree out of a table: each row a code, its columns told by their names in bokmål, nynorsk or English. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodetre.exchange import description
from kodetre.exchange.keys import key_of
from kodetre.exchange.qda import QdaCode
from kodetre.model.exchanged import derived_guid

FIELDS = ("key", "label", "parent", "definition", "use_when", "not_when", "examples", "keywords", "colour")
_NAMES = {
    "key": "key nøkkel tag code_id id",
    "label": "label name navn namn code kode kategori category tema theme",
    "parent": "parent over forelder overkode overordna overordnet hovedkode hovudkode parent_code",
    "definition": "definition definisjon description beskrivelse skildring forklaring",
    "use_when": "use_when inclusion include inklusjon brukes_når brukast_når ta_med",
    "not_when": "not_when exclusion exclude eksklusjon brukes_ikke_når brukast_ikkje_når hold_utenfor",
    "examples": "examples example eksempel eksempler døme",
    "keywords": "keywords keyword nøkkelord søkeord",
    "colour": "colour color farge",
}
_LISTS = (";", "\n")


@dataclass(frozen=True, slots=True)
class CodeTable:
    """The codes of a table; which column each field was taken from; the columns that were left; rows without a name."""

    codes: tuple[QdaCode, ...]
    columns: Mapping[str, str]
    left: tuple[str, ...]
    without_name: int


def code_table(rows: Sequence[Sequence[str]], given: Mapping[str, str]) -> CodeTable | None:
    """The codes in rows, the first of which names the columns; `given` says which column a field is (field, column). None where
    no column names the codes.
    """
    header = [" ".join(cell.split()) for cell in rows[0]] if rows else []
    columns = _columns(header, given)
    if "label" not in columns and "key" not in columns:
        return None
    place = {field: header.index(column) for field, column in columns.items()}
    codes: dict[str, QdaCode] = {}
    without = 0
    for row in rows[1:]:
        values = {field: row[at].strip() if at < len(row) else "" for field, at in place.items()}
        name = values.get("label") or values.get("key", "").rpartition(".")[2]
        if not name:
            without += any(cell.strip() for cell in row)
            continue
        parent = _parent(values, codes)
        code = _code(values, name, parent)
        codes.setdefault(code.guid, code)
    left = tuple(column for column in header if column and column not in columns.values())
    return CodeTable(tuple(codes.values()), columns, left, without)


def _columns(header: Sequence[str], given: Mapping[str, str]) -> dict[str, str]:
    columns = {field: column for field, column in given.items() if column in header}
    for field, names in _NAMES.items():
        for column in header:
            plain = column.casefold().replace(" ", "_").replace("-", "_")
            if field not in columns and plain in names.split() and column not in columns.values():
                columns[field] = column
    return columns


def _parent(values: Mapping[str, str], codes: dict[str, QdaCode]) -> str:
    """The GUID of the code above: the one named, by key or name, or the one that the key says; made where no row has it."""
    named = values.get("parent") or values.get("key", "").rpartition(".")[0]
    if not named:
        return ""
    for code in codes.values():
        if named.casefold() in (code.name.casefold(), key_of(code.name)):
            return code.guid
    for code in codes.values():
        if description.read(code.description).key == named.rpartition(".")[2]:
            return code.guid
    parts = named.split(".") if values.get("parent") != named else [named]
    above = ""
    for part in parts:
        guid = derived_guid("code table", above, part.casefold())
        codes.setdefault(guid, QdaCode(guid, part, above))
        above = guid
    return above


def _code(values: Mapping[str, str], name: str, parent: str) -> QdaCode:
    last = values.get("key", "").rpartition(".")[2]
    described = description.Described(
        values.get("definition", ""), values.get("use_when", ""), values.get("not_when", ""),
        _several(values.get("examples", "")), _several(values.get("keywords", "")),
        key=key_of(last) if last and key_of(last) != key_of(name) else "",
    )  # fmt: skip
    guid = derived_guid("code table", parent, name.casefold())
    colour = values.get("colour", "").lower()
    return QdaCode(
        guid,
        name,
        parent,
        description.written(described),
        colour if colour.startswith("#") and len(colour) == 7 else "",
    )


def _several(text: str) -> tuple[str, ...]:
    for sign in _LISTS:
        text = text.replace(sign, "\n")
    return tuple(part.strip() for part in text.split("\n") if part.strip())
