"""The catalogues of the interface are whole, and nothing is said past them."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import translations

from kodetre.actors import kinds
from kodetre.cli.actors import Kind
from kodetre.i18n.terms import TERMS
from kodetre.model.codings import StepKind
from kodetre.services.check_documents import Fault
from kodetre.session.actions import ACTIONS
from kodetre.suggestions.proposals import Source

SAYS = {"line", "say", "warn", "prompt", "confirmed"}
WORDS = re.compile(r"[A-Za-z]{2,} +[a-z]{2,}")
FACES = ("cli", "tui", "services", "session", "store", "codebook", "project", "exchange")


@pytest.mark.slow
def test_every_sentence_is_in_bokmal_and_nynorsk() -> None:
    assert [problem for language in translations.TRANSLATED for problem in translations.mistakes(language)] == []


def test_every_word_that_comes_from_elsewhere_is_among_the_terms() -> None:
    named = [kind.value for kind in (*StepKind, *Fault, *Source, *Kind) if kind.value != kinds.UNKNOWN]
    actions = [kind.name.replace("_", " ") for kind in ACTIONS if not kind.short]
    assert [word for word in (*named, *actions) if word not in TERMS] == []


def said_past_the_catalogue(path: Path) -> Iterator[str]:
    """Where a sentence is said, or raised as an error, that is no message."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        said = node.args[:1] if name in SAYS else []
        said = said + [keyword.value for keyword in node.keywords if keyword.arg == "next_step"]
        for value in said:
            text = "".join(part.value for part in ast.walk(value) if _is_text(part)) if _is_plain(value) else ""
            if WORDS.search(text):
                yield f"{path.name}:{value.lineno}: {text[:60]}"


def _is_plain(node: ast.AST) -> bool:
    return isinstance(node, ast.JoinedStr) or _is_text(node)


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_nothing_is_said_past_the_catalogue() -> None:
    source = Path(translations.SOURCE)
    files = [path for room in FACES for path in sorted((source / room).rglob("*.py"))]
    assert [line for path in files for line in said_past_the_catalogue(path)] == []


MESSAGES = {"msg", "msg_of", "term", "counted", "by_number", "joined", "capitalised"}
DRAWS = {"Text", "assemble", "Static", "update", "SystemCommand"}
"""What Rich and Textual draw knows of no message: it is phrased first."""


def name_of(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def is_message(node: ast.AST) -> bool:
    """Whether an expression makes a message, or chooses between some."""
    match node:
        case ast.Call():
            return name_of(node) in MESSAGES
        case ast.IfExp():
            return is_message(node.body) or is_message(node.orelse)
        case ast.Tuple(elts=[first, *_]):
            return is_message(first)
    return False


def lost_messages(path: Path) -> Iterator[str]:
    """Where a message becomes plain English: drawn as it is, or put into an f-string."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        lost: list[ast.AST] = []
        if isinstance(node, ast.JoinedStr):
            lost = [part.value for part in node.values if isinstance(part, ast.FormattedValue)]
        elif isinstance(node, ast.Call) and (name_of(node) in DRAWS or (name_of(node) == "append" and node.keywords)):
            lost = list(node.args)
        yield from (f"{path.name}:{node.lineno}" for value in lost if is_message(value))  # type: ignore[attr-defined]


def test_no_message_is_drawn_or_put_together_in_english() -> None:
    source = Path(translations.SOURCE)
    files = [path for room in FACES for path in sorted((source / room).rglob("*.py"))]
    assert [line for path in files for line in lost_messages(path)] == []


def headings(path: Path) -> Iterator[str]:
    """The headings of the tables of a face that are plain text."""
    tree = ast.parse(path.read_text("utf-8"))
    named = {
        target.id: node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and name_of(node) == "table" and node.args:
            columns = node.args[0]
            columns = named.get(columns.id, columns) if isinstance(columns, ast.Name) else columns
            elements = columns.elts if isinstance(columns, ast.Tuple) else []
            yield from (
                f"{path.name}: {each.value}" for each in elements if isinstance(each, ast.Constant) and each.value
            )


def test_every_heading_of_a_table_is_a_message() -> None:
    files = sorted((Path(translations.SOURCE) / "cli").glob("*.py"))
    assert [heading for path in files for heading in headings(path)] == []


def test_every_noun_that_is_counted_is_written_where_the_catalogue_finds_it() -> None:
    calls = [
        (path.name, node)
        for path in sorted(Path(translations.SOURCE).rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "counted" and len(node.args) > 1
    ]
    assert len(calls) > 50
    assert [f"{name}:{call.lineno}" for name, call in calls if not isinstance(call.args[1], ast.Constant)] == []


def test_a_translation_with_a_value_that_its_sentence_has_not_is_refused() -> None:
    with pytest.raises(ValueError, match="has values that"):
        translations.take("nb", {"{file} is empty": "{fila} er tom"})
