"""How the code reads, as far as that can be counted: comprehensions, parameters, docstrings, lines, silenced types.

What breaks a rule and is still there is listed with its number. The lists can only get shorter: a new breach fails, and so does
an entry that is no longer needed.
"""

import ast
import io
import tokenize
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).resolve().parent.parent / "src" / "kodetre"
FILES = sorted(SOURCE.rglob("*.py"))
MOST_PARAMETERS = 6
MOST_LINES = 500
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)

LOOPS_IN_LOOPS: dict[str, int] = {}
"""How many comprehensions of a file have several `for`, or another comprehension in them."""
TOO_MANY_PARAMETERS: dict[str, int] = {}
"""How many parameters such a public function has."""
SILENCED_TYPES: dict[str, int] = {
    "ingest/pool.py": 1,
}
"""How many lines of a file say `type: ignore`."""
DOORS = frozenset({"cli/out.py", "cli/talk.py"})
"""The files that write to the terminal; all others have them do it."""
STREAMS = frozenset({"stdout", "stderr", "__stdout__", "__stderr__"})
PRINTERS = frozenset({"print", "Console", "echo", "secho", "pprint", "print_exc", "print_exception", "input"})
"""What writes to stdout or stderr by itself."""


def name_of(path: Path) -> str:
    return path.relative_to(SOURCE).as_posix()


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"))


def public(tree: ast.Module | ast.ClassDef, within: str = "") -> Iterator[tuple[str, ast.AST]]:
    """The public classes, functions and methods of a module with their names, as one writes them."""
    for node in tree.body:
        if isinstance(node, (*FUNCTIONS, ast.ClassDef)) and not node.name.startswith("_"):
            yield within + node.name, node
        if isinstance(node, FUNCTIONS) and node.name == "__init__":
            yield within + node.name, node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from public(node, f"{within}{node.name}.")


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many parameters a caller sees."""
    written = function.args
    names = [argument.arg for argument in (*written.posonlyargs, *written.args, *written.kwonlyargs)]
    return sum(name not in ("self", "cls") for name in names)


def loops_in_loops(tree: ast.Module) -> int:
    """How many comprehensions have several `for`, or another comprehension in them."""
    count = 0
    for node in ast.walk(tree):
        if isinstance(node, COMPREHENSIONS):
            inner = [child for child in ast.walk(node) if isinstance(child, COMPREHENSIONS) and child is not node]
            count += len(node.generators) > 1 or bool(inner)
    return count


def ways_to_the_terminal(tree: ast.Module) -> list[str]:
    """What of a module reaches stdout or stderr without a door: a stream by its name, or a call that writes to one."""
    ways: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr in STREAMS and ast.unparse(node.value) == "sys":
            ways.append(f"sys.{node.attr}")
        elif isinstance(node, ast.ImportFrom) and node.module == "sys":
            ways += [f"sys.{alias.name}" for alias in node.names if alias.name in STREAMS]
        elif isinstance(node, ast.Call):
            called = ast.unparse(node.func).rpartition(".")[2]
            if called in PRINTERS:
                ways.append(called)
    return ways


def silenced_types(source: str) -> int:
    """How many comments tell the type checker to look away."""
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    comments = [token.string for token in tokens if token.type == tokenize.COMMENT]
    return sum("type: ignore" in comment for comment in comments)


def test_a_comprehension_has_one_for_and_no_other_comprehension_in_it() -> None:
    counts = {name_of(path): loops_in_loops(tree_of(path)) for path in FILES}
    assert {name: count for name, count in counts.items() if count} == LOOPS_IN_LOOPS


def test_no_public_function_has_more_than_six_parameters() -> None:
    wide: dict[str, int] = {}
    for path in FILES:
        for name, node in public(tree_of(path)):
            if isinstance(node, FUNCTIONS) and parameters(node) > MOST_PARAMETERS:
                wide[f"{name_of(path)}: {name}"] = parameters(node)
    assert wide == TOO_MANY_PARAMETERS


def test_no_type_is_silenced() -> None:
    counts = {name_of(path): silenced_types(path.read_text("utf-8")) for path in FILES}
    assert {name: count for name, count in counts.items() if count} == SILENCED_TYPES


def test_everything_public_has_a_docstring() -> None:
    without: list[str] = []
    for path in FILES:
        tree = tree_of(path)
        if tree.body and not ast.get_docstring(tree):
            without.append(name_of(path))
        for name, node in public(tree):
            documented = name.endswith("__init__") or ast.get_docstring(node)  # the class says what it is made from
            if not documented:
                without.append(f"{name_of(path)}: {name}")
    assert without == []


def test_no_file_is_longer_than_five_hundred_lines() -> None:
    lengths = {name_of(path): len(path.read_text("utf-8").splitlines()) for path in FILES}
    assert {name: length for name, length in lengths.items() if length > MOST_LINES} == {}


def test_two_files_write_to_the_terminal_and_no_others() -> None:
    ways = {name_of(path): ways_to_the_terminal(tree_of(path)) for path in FILES}
    assert {name for name, way in ways.items() if way} == DOORS


@pytest.mark.parametrize(
    ("written", "ways"),
    [
        ("import sys\nsys.stdout.write('a')", ["sys.stdout"]),
        ("from sys import stderr", ["sys.stderr"]),
        ("print('a')", ["print"]),
        ("rich.console.Console()", ["Console"]),
        ("typer.echo('a')", ["echo"]),
        ("import sys\nsys.argv, out.stdout, self.stderr", []),
        ("fingerprint(a)", []),
    ],
)
def test_a_way_to_the_terminal_is_seen(written: str, ways: list[str]) -> None:
    assert ways_to_the_terminal(ast.parse(written)) == ways


@pytest.mark.parametrize(
    ("written", "count"),
    [
        ("[a for a in b]", 0),
        ("[a for a in b if a]", 0),
        ("[a for b in c for a in b]", 1),
        ("[f(x for x in a) for a in b]", 1),
        ("{a: b for a in [c for c in d]}", 1),
        ("[a for a in b] + [c for c in d]", 0),
    ],
)
def test_loops_in_loops_are_told_from_others(written: str, count: int) -> None:
    assert loops_in_loops(ast.parse(written)) == count


def test_parameters_are_counted_as_a_caller_sees_them() -> None:
    (function,) = ast.parse("def f(self, a, /, b, *, c=1): ...").body
    assert isinstance(function, ast.FunctionDef)
    assert parameters(function) == 3


def test_a_silenced_type_is_a_comment_and_not_a_text() -> None:
    silenced = "type" + ": ignore"
    assert silenced_types(f'a = "# {silenced}"\nb = c  # {silenced}[x]\n') == 1


def test_what_is_public_is_known_by_its_name() -> None:
    module = ast.parse(
        "def a(): ...\ndef _b(): ...\nclass C:\n  def d(self): ...\n  def _e(self): ...\nclass _F:\n  def g(self): ..."
    )
    assert Counter(name for name, _ in public(module)) == Counter(["a", "C", "C.d"])
