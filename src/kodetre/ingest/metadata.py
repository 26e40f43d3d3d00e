"""Metadata that people list beside their documents: corpus/documents.yaml, or a CSV given with --metadata."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kodetre.csvfile import BadCsv, first_line, rows
from kodetre.document.metadata_values import ALIASES, BadValue, checked, checked_together
from kodetre.errors import BadMetadata
from kodetre.i18n.message import joined, msg
from kodetre.model.documents import METADATA_FIELDS
from kodetre.userfile import LARGEST_TABLE, read_text
from kodetre.yamlfile import Checker, MappingNode, parse

Listed = dict[str, dict[str, str]]
"""Metadata fields by file name."""


def read_list(path: Path) -> Listed:
    """The metadata in a YAML or CSV file, by file name.

    Raises BadMetadata with every mistake and its line, MissingFile or BadEncoding when it cannot be read.
    """
    return _from_csv(path) if path.suffix.lower() in (".csv", ".tsv") else _from_yaml(path)


def listed_for(file: Path, listed: Mapping[str, Mapping[str, str]]) -> Mapping[str, str]:
    """What a list says of a file: by the end of its path, or by its name alone."""
    name = file.as_posix()
    for key, values in listed.items():
        if name == key or name.endswith("/" + key.removeprefix("./")):
            return values
    return {}


def _from_yaml(path: Path) -> Listed:
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    listed: Listed = {}
    if root is not None and (files := checker.mapping(root, msg("files, each with its metadata"))) is not None:
        for name, node in files.entries:
            fields = checker.mapping(
                node, msg("the metadata of {name_text}", name_text=name.text), (*METADATA_FIELDS, *ALIASES)
            )
            if fields is not None:
                listed[name.text] = _checked_fields(checker, fields)
    if checker.problems:
        problems = joined((problem.told() for problem in sorted(checker.problems)), "\n")
        raise BadMetadata(
            path,
            msg("has mistakes\n{problems}", problems=problems),
            next_step=msg("mend them, and ingest again; nothing was taken in"),
        )
    return listed


def _checked_fields(checker: Checker, fields: MappingNode) -> dict[str, str]:
    """The metadata of one file, with every mistake noted where it stands."""
    values: dict[str, str] = {}
    for key in METADATA_FIELDS:
        written = next((name for name in (key, *_named(key)) if fields.get(name) is not None), key)
        node = fields.get(written)
        if node is None:
            continue
        try:
            values[key] = checked(key, checker.text(fields, written))
        except BadValue as error:
            checker.note(node, f"{key}: {error.what}; {error.next_step}")
    try:
        return checked_together(values)
    except BadValue as error:
        checker.note(fields.get("year") or fields, f"{error.what}; {error.next_step}")
    return values


def _named(field: str) -> list[str]:
    """What a field may be called too."""
    return [alias for alias, name in ALIASES.items() if name == field]


def _separator(header: str, ending: str) -> str:
    """What stands between the values of a list."""
    if header.count(";") > header.count(","):
        return ";"
    return "\t" if ending == ".tsv" else ","


def _from_csv(path: Path) -> Listed:
    text = read_text(path, LARGEST_TABLE)
    try:
        return _from_rows(path, rows(text, _separator(first_line(text), path.suffix.lower())))
    except BadCsv as error:
        raise BadMetadata(f"{path}:{error.line}", error.what, next_step=error.next_step) from error


def _from_rows(path: Path, listed_rows: Iterator[tuple[int, list[str]]]) -> Listed:
    _, names = next(listed_rows, (1, []))
    header = [ALIASES.get(name.strip().lower(), name.strip().lower()) for name in names]
    unknown = [name for name in header if name not in ("file", *METADATA_FIELDS)]
    if "file" not in header or unknown:
        what = msg("unknown column '{unknown}'", unknown=unknown[0]) if unknown else msg("no column 'file'")
        raise BadMetadata(
            f"{path}:1",
            what,
            next_step=msg("the columns are: file, {metadata_fields}", metadata_fields=", ".join(METADATA_FIELDS)),
        )
    listed: Listed = {}
    for line, row in listed_rows:
        if not any(cell.strip() for cell in row):
            continue
        if len(row) > len(header):
            raise BadMetadata(f"{path}:{line}", msg("{values} values for {columns} columns", values=len(row), columns=len(header)),
                              next_step=msg("put a value that holds the separator in quotes"))  # fmt: skip
        values = dict(zip(header, (cell.strip() for cell in row), strict=False))
        name = values.pop("file")
        if not name:
            raise BadMetadata(f"{path}:{line}", msg("no file name"), next_step=msg("fill in the column 'file'"))
        try:
            filled = {key: checked(key, value) for key, value in values.items() if value}
            listed[name] = checked_together(filled)
        except BadValue as error:
            raise BadMetadata(f"{path}:{line}", error.what, next_step=error.next_step) from error
    return listed
