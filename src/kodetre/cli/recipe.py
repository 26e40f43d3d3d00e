"""A file that lists reports to be made in one go."""

from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from kodetre.agreement.unit import Unit
from kodetre.cli.make_report import Wanted
from kodetre.document.filters import Filters
from kodetre.document.periods import Period, periods_in
from kodetre.errors import BadRecipe, InvalidReport, NotPossible, UnreadableInput
from kodetre.i18n.message import joined, msg
from kodetre.project.project import Project
from kodetre.report.levels import levels_in
from kodetre.report.options import CSV_FOR_EXCEL, Format, Measure, Options, Per, Repeats, Within
from kodetre.report.tables import NAMES
from kodetre.services.report_request import ReportRequest, check
from kodetre.suggestions.recall import LEAST, MOST, is_recall
from kodetre.userfile import read_text
from kodetre.yamlfile import Checker, MappingNode, SequenceNode, parse

_FILTERS = ("code", "group", "document", "coder", "origin", "actor", "where")
_CHOICES = ("measure", "per", "within", "unit", "repeats")
_SWITCHES = ("figures", "pages", "comments", "excerpts")
_TEXTS = ("by", "rows", "columns", "chapter", "template", "coders", "dimension", "before", "periods", "rate")
_KEYS = (
    "report",
    "format",
    "output",
    "typical",
    "minimum",
    "recall",
    "margin",
    "pattern",
    *_CHOICES,
    *_SWITCHES,
    *_TEXTS,
    *_FILTERS,
)
_FORMATS = (*(format.value for format in Format), CSV_FOR_EXCEL)
_MOST_TYPICAL = 1_000_000
Choice = TypeVar("Choice", bound=StrEnum)


def read_recipe(path: Path, project: Project) -> list[Wanted]:
    """The reports that a YAML file lists. Places are seen from the file. Raises BadRecipe with every mistake, MissingFile."""
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    planned: list[Wanted] = []
    if root is None:
        if not checker.problems:
            raise BadRecipe(path, msg("lists no reports"), next_step=msg("see docs/reports.md for one"))
    elif not isinstance(root, SequenceNode):
        checker.note(root, msg("expected a list of reports, each beginning with '- report: excerpts'"))
    else:
        for item in root.items:
            node = checker.mapping(item, msg("a report"), _KEYS)
            if node is not None:
                planned.append(_planned(checker, node, path.parent, project))
    if checker.problems:
        problems = joined((problem.told() for problem in sorted(checker.problems)), "\n")
        raise BadRecipe(
            path,
            msg("has mistakes, and nothing was made\n{problems}", problems=problems),
            next_step=msg("mend them, and try again"),
        )
    return planned


def _planned(checker: Checker, node: MappingNode, folder: Path, project: Project) -> Wanted:
    """One report of a recipe; what is wrong is noted."""
    kind = checker.choice(node, "report", NAMES, "")
    output = checker.text(node, "output", required=True)
    formats = _formats(checker, node, output)
    request = ReportRequest(
        project,
        kind,
        _options(checker, node),
        Filters(*(_texts(checker, node, name) for name in _FILTERS)),
        formats,
        figures=_switch(checker, node, "figures"),
        pages=_switch(checker, node, "pages"),
        comments=_switch(checker, node, "comments"),
        chapter=checker.text(node, "chapter"),
        template=_template(checker, node, folder),
    )
    if kind and set(formats) <= set(_FORMATS):
        try:
            check(request)
        except (NotPossible, UnreadableInput) as error:
            checker.note(node, f"{error.where} {error.what}")
    return Wanted(request, folder / output)


def _template(checker: Checker, node: MappingNode, folder: Path) -> Path | None:
    """The document whose looks Word takes, as seen from the recipe."""
    name = checker.text(node, "template")
    return folder / name if name else None


def _formats(checker: Checker, node: MappingNode, output: str) -> tuple[str, ...]:
    """The formats that are named, or else the one that the file's name ends in."""
    named = list(checker.texts(node, "format"))
    for format in named:
        if format.text not in _FORMATS:
            checker.note(
                format,
                msg(
                    "'{format_text}' is no format, expected one of: {formats}",
                    format_text=format.text,
                    formats=", ".join(_FORMATS),
                ),
            )
    if named:
        return tuple(format.text for format in named)
    ending = Path(output).suffix.lstrip(".") or Format.md.value
    if ending not in _FORMATS:
        checker.note(
            node.get("output") or node, msg("'{output}' has the ending of no format; say 'format:'", output=output)
        )
    return (ending,)


def _options(checker: Checker, node: MappingNode) -> Options:
    plain = Options()
    return Options(
        by=_levels(checker, node),
        typical=_count(checker, node, "typical"),
        measure=_choice(checker, node, "measure", Measure) or plain.measure,
        per=_choice(checker, node, "per", Per) or plain.per,
        within=_choice(checker, node, "within", Within) or plain.within,
        rows=checker.text(node, "rows") or None,
        columns=checker.text(node, "columns") or None,
        pattern=_texts(checker, node, "pattern"),
        excerpts=_switch(checker, node, "excerpts"),
        coders=_texts(checker, node, "coders"),
        unit=_choice(checker, node, "unit", Unit) or plain.unit,
        dimension=checker.text(node, "dimension") or None,
        before=checker.text(node, "before") or None,
        recall=_recall(checker, node),
        periods=_periods(checker, node),
        rate=_texts(checker, node, "rate"),
        repeats=_choice(checker, node, "repeats", Repeats) or plain.repeats,
        margin=_margin(checker, node),
        minimum=_count(checker, node, "minimum"),
    )


def _choice(checker: Checker, node: MappingNode, name: str, choices: type[Choice]) -> Choice | None:
    """What is chosen; None where nothing is, or where it is none of the choices."""
    if node.get(name) is None:
        return None
    chosen = checker.choice(node, name, tuple(choices), "")
    return choices(chosen) if chosen else None


def _levels(checker: Checker, node: MappingNode) -> tuple[str, ...]:
    """What it is by: a list, or a text with commas."""
    return levels_in(",".join(_texts(checker, node, "by")))


def _periods(checker: Checker, node: MappingNode) -> tuple[Period, ...]:
    """The periods, as a list or a text with commas."""
    written = ",".join(_texts(checker, node, "periods"))
    try:
        return periods_in(written) if written else ()
    except InvalidReport as error:
        checker.note(node.get("periods") or node, error.sentence())
        return ()


def _switch(checker: Checker, node: MappingNode, name: str) -> bool:
    return checker.choice(node, name, ("true", "false"), "false") == "true"


def _texts(checker: Checker, node: MappingNode, name: str) -> tuple[str, ...]:
    return tuple(text.text for text in checker.texts(node, name))


def _count(checker: Checker, node: MappingNode, name: str) -> int | None:
    """How many are wanted: typical excerpts, or codings at the least."""
    text = checker.text(node, name)
    if text and not (text.isascii() and text.isdigit() and 0 < int(text) < _MOST_TYPICAL):
        what = {
            "typical": msg("'{text}' is no number of excerpts, expected 1 or more", text=text),
            "minimum": msg("'{text}' is no number of codings, expected 1 or more", text=text),
        }
        checker.note(node.get(name) or node, what[name])
        return None
    return int(text) if text else None


def _margin(checker: Checker, node: MappingNode) -> float | None:
    """What still counts as alike; whether it can be one, the report says."""
    written = checker.text(node, "margin")
    try:
        return float(written) if written else None
    except ValueError:
        checker.note(node.get("margin") or node, msg("'{text}' is no margin, expected e.g. 1.5", text=written))
        return None


def _recall(checker: Checker, node: MappingNode) -> float | None:
    """The recall at which reading may stop."""
    written = checker.text(node, "recall")
    if not written:
        return None
    try:
        recall = float(written)
    except ValueError:
        recall = 0.0
    if is_recall(recall):
        return recall
    checker.note(
        node.get("recall") or node,
        msg("'recall' is '{written}', expected {least} to {most}", written=written, least=LEAST, most=MOST),
    )
    return None
