"""YAML with the place of everything, so that a mistake can be pointed at by line and column.

Every scalar stays the letters that were written: `no`, `1e3` and `2022` are text. Anchors and aliases are refused:
nothing people write here needs them, and a small file could otherwise unfold into an enormous one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from kodetre.errors import BadEncoding, MissingFile, Problem, TooLarge

LARGEST = 5_000_000


@dataclass(frozen=True, slots=True)
class Scalar:
    """A value as it was written; `offset` is where its text begins within its line after quotes."""

    text: str
    line: int
    column: int
    quoted: bool = False

    @property
    def inside(self) -> int:
        """The 1-based column of the first letter of the text, after an opening quotation mark."""
        return self.column + (1 if self.quoted else 0)


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A YAML list."""

    items: "tuple[Node, ...]"
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A YAML mapping, in the order it was written."""

    entries: "tuple[tuple[Scalar, Node], ...]"
    line: int
    column: int

    def get(self, name: str) -> "Node | None":
        """The value under a key, or None."""
        return next((value for key, value in self.entries if key.text == name), None)


Node = Scalar | SequenceNode | MappingNode


def read_text(path: Path, largest: int = LARGEST) -> str:
    """The text of a UTF-8 file, with or without a byte order mark.

    Raises MissingFile when it cannot be opened, TooLarge, BadEncoding when it is not UTF-8.
    """
    try:
        if path.stat().st_size > largest:
            raise TooLarge(path, f"is larger than {largest // 1_000_000} MB", next_step="is it the right file?")
        data = path.read_bytes()
    except OSError as error:
        raise MissingFile(path, (error.strerror or "cannot be read").lower()) from error
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise BadEncoding(
            f"{path}:{line}", "is not UTF-8", next_step="save it as UTF-8 in the editor, and try again"
        ) from error


def parse(text: str, file: str, problems: list[Problem]) -> Node | None:
    """The tree of a YAML text, or None when it is empty or cannot be parsed; mistakes are added to `problems`."""
    if "\x00" in text:
        problems.append(Problem(file, text[: text.index("\x00")].count("\n") + 1, 1, "holds a NUL byte"))
        return None
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            mark = event.start_mark
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                what = "anchors and aliases (& and *) are not used here; write a text that begins with one in quotes"
                problems.append(Problem(file, mark.line + 1 if mark else 1, mark.column + 1 if mark else 1, what))
                return None
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 1, where.column + 1) if where else (1, 1)
        problems.append(Problem(file, line, column, _plainly(error, text, line)))
        return None
    except yaml.YAMLError as error:
        problems.append(Problem(file, 1, 1, f"is not YAML: {error}"))
        return None
    except RecursionError:
        problems.append(Problem(file, 1, 1, "is nested too deeply"))
        return None
    return _convert(root, file, problems) if root is not None else None


def _plainly(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    what = (error.problem or "is not YAML").removesuffix(".")
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())] or "'\\t'" in what:
        return "indented with a tab; YAML wants spaces"
    if "mapping values are not allowed" in what:
        return "a colon followed by a space inside a text; put the whole text in quotes"
    if "found character" in what and "cannot start any token" in what:
        return f"{what}; put the text in quotes"
    return f"YAML cannot be read here: {what}"


def _convert(node: yaml.Node, file: str, problems: list[Problem]) -> Node:
    line, column = node.start_mark.line + 1, node.start_mark.column + 1
    if isinstance(node, yaml.ScalarNode):
        return Scalar(node.value, line, column, node.style in ("'", '"'))
    if isinstance(node, yaml.SequenceNode):
        return SequenceNode(tuple(_convert(item, file, problems) for item in node.value), line, column)
    entries: list[tuple[Scalar, Node]] = []
    seen: dict[str, int] = {}
    for key_node, value_node in node.value:
        key = _convert(key_node, file, problems)
        if not isinstance(key, Scalar):
            problems.append(Problem(file, key.line, key.column, "expected a name here, found a list or a mapping"))
            continue
        if key.text in seen:
            what = f"'{key.text}' stands twice; the first is on line {seen[key.text]}"
            problems.append(Problem(file, key.line, key.column, what))
            continue
        seen[key.text] = key.line
        entries.append((key, _convert(value_node, file, problems)))
    return MappingNode(tuple(entries), line, column)


class Checker:
    """Takes values out of a tree and notes every mistake on the way, so that one run finds them all."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.problems: list[Problem] = []

    def note(self, at: Node, what: str, shift: int | None = None) -> None:
        """Note a mistake at a node, or `shift` characters into its text."""
        column = at.inside + shift if isinstance(at, Scalar) and shift is not None else at.column
        self.problems.append(Problem(self.file, at.line, column, what))

    def mapping(self, node: Node, what: str, known: tuple[str, ...] | None = None) -> MappingNode | None:
        """The node as a mapping; with `known`, every other key is a mistake."""
        if not isinstance(node, MappingNode):
            self.note(node, f"expected {what}, written as 'name: value' lines")
            return None
        if known is not None:
            for key, _ in node.entries:
                if key.text not in known:
                    self.note(key, f"unknown key '{key.text}'; {_nearest(key.text, known)}")
        return node

    def text(self, parent: MappingNode, name: str, *, required: bool = False, default: str = "") -> str:
        """The text under a key, trimmed."""
        node = parent.get(name)
        if node is None:
            if required:
                self.problems.append(Problem(self.file, parent.line, parent.column, f"'{name}' is missing"))
            return default
        if not isinstance(node, Scalar):
            self.note(node, f"'{name}' should be a text")
            return default
        if required and not node.text.strip():
            self.note(node, f"'{name}' is empty")
        return node.text.strip()

    def choice(self, parent: MappingNode, name: str, allowed: tuple[str, ...], default: str) -> str:
        """The text under a key when it is one of `allowed`; else the default, and a mistake noted."""
        value = self.text(parent, name, default=default)
        if value in allowed:
            return value
        self.note(parent.get(name) or parent, f"'{name}' is '{value}', expected one of: {', '.join(allowed)}")
        return default

    def texts(self, parent: MappingNode, name: str) -> Iterator[Scalar]:
        """The texts of a list under a key; a single text counts as a list of one."""
        node = parent.get(name)
        if node is None or (isinstance(node, Scalar) and not node.text and not node.quoted):
            return
        if isinstance(node, Scalar):
            yield node
        elif isinstance(node, SequenceNode):
            for item in node.items:
                if isinstance(item, Scalar):
                    yield item
                else:
                    self.note(item, f"'{name}' is a list of texts; put one that holds ': ' in quotes")
        else:
            self.note(node, f"'{name}' should be a list of texts")


def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return f"did you mean '{close[0]}'?" if close else f"expected one of: {', '.join(known)}"
