"""A file that lists reports to be made in one go."""

from enum import StrEnum
from pathlib import Path
from typing import Any

from kodetre.cli.report import Format, Kind
from kodetre.document.filters import Filters
from kodetre.errors import BadRecipe, WrongUse
from kodetre.report.options import By, Measure, Options, Per, Within
from kodetre.services.report_request import ReportRequest, check
from kodetre.yamlfile import Checker, MappingNode, SequenceNode, parse, read_text

_FILTERS = ("code", "group", "document", "coder", "origin")
_CHOICES: dict[str, type[StrEnum]] = {"by": By, "measure": Measure, "per": Per, "within": Within}
_SWITCHES = ("figures", "pages", "excerpts")
_TEXTS = ("rows", "columns", "chapter")
_KEYS = ("report", "format", "output", "typical", "pattern", *_CHOICES, *_SWITCHES, *_TEXTS, *_FILTERS)
_FORMATS = (*(one.value for one in Format), "csv-excel")


def read_recipe(path: Path) -> list[ReportRequest]:
    """The reports that a YAML file lists. Places are seen from the file. Raises BadRecipe with every mistake, MissingFile."""
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    requests: list[ReportRequest] = []
    if root is None:
        if not checker.problems:
            raise BadRecipe(path, "lists no reports", next_step="see docs/reports.md for one")
    elif not isinstance(root, SequenceNode):
        checker.note(root, "expected a list of reports, each beginning with '- report: excerpts'")
    else:
        for item in root.items:
            node = checker.mapping(item, "a report", _KEYS)
            if node is None:
                continue
            requests.append(_wish(checker, node, path))
    if checker.problems:
        problems = "\n".join(str(problem) for problem in sorted(checker.problems))
        raise BadRecipe(path, f"has mistakes, and nothing was made\n{problems}", next_step="mend them, and try again")
    return requests


def _wish(checker: Checker, node: MappingNode, path: Path) -> ReportRequest:
    """One report of a recipe; what is wrong is noted."""
    kind = checker.choice(node, "report", tuple(one.value for one in Kind if one is not Kind.pdf), "")
    formats = list(checker.texts(node, "format"))
    for one in formats:
        if one.text not in _FORMATS:
            checker.note(one, f"'{one.text}' is no format, expected one of: {', '.join(_FORMATS)}")
    where = checker.text(node, "output", required=True)
    names = tuple(one.text for one in formats) or (Path(where).suffix.lstrip(".") or "md",)
    if not formats and names[0] not in _FORMATS:
        checker.note(node.get("output") or node, f"'{where}' has the ending of no format; say 'format:'")
    asked: dict[str, Any] = {
        name: choices(checker.choice(node, name, tuple(choices), next(iter(choices))))
        for name, choices in _CHOICES.items()
        if node.get(name) is not None
    }
    switches = {name: checker.choice(node, name, ("true", "false"), "false") == "true" for name in _SWITCHES}
    texts = {name: checker.text(node, name) for name in _TEXTS}
    options = Options(
        **asked, typical=_count(checker, node), rows=texts["rows"] or None,
        columns=texts["columns"] or None, patterns=tuple(one.text for one in checker.texts(node, "pattern")),
        behind=switches["excerpts"],
    )  # fmt: skip
    filters = Filters(*(tuple(one.text for one in checker.texts(node, name)) for name in _FILTERS))
    request = ReportRequest(
        kind, names, path.parent / where, options, filters, switches["figures"], switches["pages"], texts["chapter"]
    )
    if kind and set(names) <= set(_FORMATS):
        try:
            check(request)
        except WrongUse as error:
            checker.note(node, f"{error.where} {error.what}")
    return request


def _count(checker: Checker, node: MappingNode) -> int | None:
    """How many typical excerpts are wanted."""
    text = checker.text(node, "typical")
    if text and not (text.isascii() and text.isdigit() and 0 < int(text) < 1_000_000):
        checker.note(node.get("typical") or node, f"'{text}' is no number of excerpts, expected 1 or more")
        return None
    return int(text) if text else None
