"""A file that lists reports to be made in one go."""

from pathlib import Path
from typing import Any, cast, get_args

from kodetre.cli.report import Format, Kind, Wish
from kodetre.errors import BadRecipe
from kodetre.report.comparing import Within
from kodetre.report.gather import Filters
from kodetre.yamlfile import Checker, Sequence, parse, read_text

_KEYS = ("report", "format", "output", "within", "code", "group", "document", "coder", "origin")
_FORMATS = (*(one.value for one in Format), "csv-excel")


def read_recipe(path: Path) -> list[Wish]:
    """The reports that a YAML file lists. Places are seen from the file. Raises BadRecipe with every mistake, MissingFile."""
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    wishes: list[Wish] = []
    if root is None:
        if not checker.problems:
            raise BadRecipe(path, "lists no reports", next_step="see docs/reports.md for one")
    elif not isinstance(root, Sequence):
        checker.note(root, "expected a list of reports, each beginning with '- report: excerpts'")
    else:
        for item in root.items:
            node = checker.mapping(item, "a report", _KEYS)
            if node is None:
                continue
            kind = checker.choice(node, "report", tuple(one.value for one in Kind), "")
            formats = list(checker.texts(node, "format"))
            for one in formats:
                if one.text not in _FORMATS:
                    checker.note(one, f"'{one.text}' is no format, expected one of: {', '.join(_FORMATS)}")
            where = checker.text(node, "output", required=True)
            within = checker.choice(node, "within", get_args(Within), "paragraph")
            filters = (tuple(one.text for one in checker.texts(node, name)) for name in _KEYS[4:])
            names = tuple(one.text for one in formats) or (Path(where).suffix.lstrip(".") or "md",)
            if not formats and names[0] not in _FORMATS:
                checker.note(node.get("output") or node, f"'{where}' has the ending of no format; say 'format:'")
            wishes.append(Wish(kind, names, path.parent / where, cast(Any, within), Filters(*filters)))
    if checker.problems:
        problems = "\n".join(str(problem) for problem in sorted(checker.problems))
        raise BadRecipe(path, f"has mistakes, and nothing was made\n{problems}", next_step="mend them, and try again")
    return wishes
