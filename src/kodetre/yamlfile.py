"""YAML with the place of everything, so that a mistake can be pointed at by line and column.

Every scalar stays the letters that were written: `no`, `1e3` and `2022` are text. An alias (*name) is what its anchor (&name)
holds, with the anchor's place, and `<<` takes a mapping's names over. What they unfold into counts as if it were written out, so
that a small file does not become an enormous one.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from kodetre.errors import Problem
from kodetre.i18n.message import msg

DEEPEST = 50
"""Lists and mappings in one another, over which a text is nothing that people write: a codebook's codes use twenty."""
MOST_VALUES = 100_000
"""Names and values of a file: metadata of ten thousand documents, or ten thousand codes."""


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


def parse(text: str, file: str, problems: list[Problem]) -> Node | None:
    """The tree of a YAML text, or None when it is empty or cannot be parsed; mistakes are added to `problems`.

    A text that is nested deeper, or holds more values, than anything people write is such a mistake; no more of it is read.
    """
    if "\x00" in text:
        problems.append(Problem(file, text[: text.index("\x00")].count("\n") + 1, 1, msg("holds a NUL byte")))
        return None
    if (root := _quickly(text, file)) is not None:
        return root
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            if (refusal := builder.take(event)) is not None:
                problems.append(refusal)
                return None
    except yaml.MarkedYAMLError as error:
        where = error.problem_mark or error.context_mark
        line, column = (where.line + 1, where.column + 1) if where else (1, 1)
        problems.append(Problem(file, line, column, _plainly(error, text, line)))
        return None
    except yaml.YAMLError as error:
        problems.append(Problem(file, 1, 1, msg("is not YAML: {error}", error=error)))
        return None
    problems += builder.problems
    return builder.root


_QUICK = getattr(yaml, "CSafeLoader", None)
"""libyaml's parser, ten times as quick, where PyYAML was built with it."""
_READ_OTHERWISE = re.compile(
    "[\t\r\ufeff\x85\u2028\u2029]|^(?:%|---|\\.\\.\\.)|[|>][-+0-9]*#|(?:^|[,[{:-])\\s*\\?", re.M
)
"""What the two parsers do not read alike, or do not count columns alike in: tabs, marks of byte order, line breaks but one;
directives and borders of documents; a comment right after | or >; names that begin with a question mark.
"""


def _quickly(text: str, file: str) -> Node | None:
    """The tree of a text in which nothing is wrong, by libyaml; None where anything is, which is for the other parser to say."""
    if _QUICK is None or _READ_OTHERWISE.search(text):
        return None
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_QUICK):
            if builder.take(event) is not None:
                return None
    except (yaml.YAMLError, ValueError):  # ValueError: half a letter, which is no UTF-8
        return None
    return None if builder.problems else builder.root


@dataclass(slots=True)
class _Open:
    """A list or a mapping whose end has not been read yet, with what has been read of it."""

    mapping: bool
    line: int
    column: int
    anchor: str = ""
    before: int = 0
    """How many names and values there were before it."""
    height: int = 0
    """How many lists and mappings stand in one another below it."""
    nodes: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Anchored:
    """What an anchor holds: how many names and values, and how many lists and mappings in one another."""

    node: Node
    count: int
    height: int


class _Builder:
    """Puts a tree together of what is read, and refuses what nobody writes."""

    def __init__(self, file: str) -> None:
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._file = file
        self._open: list[_Open] = []
        self._count = 0
        self._anchors: dict[str, _Anchored] = {}

    def take(self, event: yaml.Event) -> Problem | None:
        """Take the next piece; what is to be said when no more is to be read."""
        mark = event.start_mark
        line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        match event:
            case yaml.AliasEvent():
                if (refusal := self._alias(event.anchor or "", line, column)) is not None:
                    return refusal
            case yaml.DocumentStartEvent() if self.root is not None:
                return Problem(self._file, line, column, msg("a second document begins here; a file holds one"))
            case yaml.ScalarEvent():
                scalar = Scalar(event.value, line, column, event.style in ("'", '"'))
                self._add(scalar)
                if event.anchor:
                    self._anchors[event.anchor] = _Anchored(scalar, 1, 0)
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                is_mapping, anchor = isinstance(event, yaml.MappingStartEvent), event.anchor or ""
                self._open.append(_Open(is_mapping, line, column, anchor, self._count))
                if len(self._open) > DEEPEST:
                    return Problem(
                        self._file,
                        line,
                        column,
                        msg("is nested too deeply: {deepest} levels are the most", deepest=DEEPEST),
                    )
            case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                ended = self._open.pop()
                node = self._closed(ended)
                self._add(node, ended.height + 1)
                if ended.anchor:
                    self._anchors[ended.anchor] = _Anchored(node, self._count - ended.before, ended.height + 1)
        if self._count > MOST_VALUES:
            return Problem(
                self._file,
                line,
                column,
                msg("holds too much: {most_values:,} names and values are the most", most_values=MOST_VALUES),
            )
        return None

    def _alias(self, name: str, line: int, column: int) -> Problem | None:
        """What an alias stands for, in its place."""
        anchored = self._anchors.get(name)
        if anchored is None:
            what = msg(
                "'*{name}' names no anchor '&{name}' that stands above; a text that begins with * is put in quotes",
                name=name,
            )
            return Problem(self._file, line, column, what)
        if len(self._open) + anchored.height > DEEPEST:
            what = msg("is nested too deeply: {deepest} levels are the most", deepest=DEEPEST)
            return Problem(self._file, line, column, what)
        self._count += anchored.count - 1
        self._add(anchored.node, anchored.height)
        return None

    def _add(self, node: Node, height: int = 0) -> None:
        self._count += 1
        if self._open:
            self._open[-1].nodes.append(node)
            self._open[-1].height = max(self._open[-1].height, height)
        else:
            self.root = node

    def _closed(self, ended: _Open) -> Node:
        if not ended.mapping:
            return SequenceNode(tuple(ended.nodes), ended.line, ended.column)
        entries: list[tuple[Scalar, Node]] = []
        seen: dict[str, int] = {}
        taken_over: list[MappingNode] = []
        for key, value in zip(ended.nodes[::2], ended.nodes[1::2], strict=True):
            if isinstance(key, Scalar) and key.text == "<<" and not key.quoted:
                taken_over += self._mappings(value)
            elif not isinstance(key, Scalar):
                self._note(key, msg("expected a name here, found a list or a mapping"))
            elif key.text in seen:
                self._note(
                    key,
                    msg(
                        "'{key_text}' stands twice; the first is on line {seen}", key_text=key.text, seen=seen[key.text]
                    ),
                )
            else:
                seen[key.text] = key.line
                entries.append((key, value))
        for mapping in taken_over:
            for key, value in mapping.entries:
                if key.text not in seen:
                    seen[key.text] = key.line
                    entries.append((key, value))
        return MappingNode(tuple(entries), ended.line, ended.column)

    def _mappings(self, value: Node) -> list[MappingNode]:
        """The mappings whose names `<<` takes over: one, or a list of them."""
        nodes = value.items if isinstance(value, SequenceNode) else (value,)
        mappings = [node for node in nodes if isinstance(node, MappingNode)]
        if len(mappings) < len(nodes):
            self._note(value, msg("'<<' takes over a mapping, and here is none"))
        return mappings

    def _note(self, at: Node, what: str) -> None:
        self.problems.append(Problem(self._file, at.line, at.column, what))


def _plainly(error: yaml.MarkedYAMLError, text: str, line: int) -> str:
    what = (error.problem or msg("is not YAML")).removesuffix(".")
    lines = text.splitlines()
    written = lines[line - 1] if line <= len(lines) else ""
    if "\t" in written[: len(written) - len(written.lstrip())] or "'\\t'" in what:
        return msg("indented with a tab; YAML wants spaces")
    if "mapping values are not allowed" in what:
        return msg("a colon followed by a space inside a text; put the whole text in quotes")
    if "found character" in what and "cannot start any token" in what:
        return msg("{what}; put the text in quotes", what=what)
    return msg("YAML cannot be read here: {what}", what=what)


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
            self.note(node, msg("expected {what}, written as 'name: value' lines", what=what))
            return None
        if known is not None:
            for key, _ in node.entries:
                if key.text not in known:
                    self.note(
                        key,
                        msg(
                            "unknown key '{key_text}'; {nearest}", key_text=key.text, nearest=_nearest(key.text, known)
                        ),
                    )
        return node

    def text(self, parent: MappingNode, name: str, *, required: bool = False, default: str = "") -> str:
        """The text under a key, trimmed."""
        node = parent.get(name)
        if node is None:
            if required:
                self.problems.append(
                    Problem(self.file, parent.line, parent.column, msg("'{name}' is missing", name=name))
                )
            return default
        if not isinstance(node, Scalar):
            self.note(node, msg("'{name}' should be a text", name=name))
            return default
        if required and not node.text.strip():
            self.note(node, msg("'{name}' is empty", name=name))
        return node.text.strip()

    def choice(self, parent: MappingNode, name: str, allowed: tuple[str, ...], default: str) -> str:
        """The text under a key when it is one of `allowed`; else the default, and a mistake noted."""
        value = self.text(parent, name, default=default)
        if value in allowed:
            return value
        self.note(
            parent.get(name) or parent,
            msg(
                "'{name}' is '{value}', expected one of: {allowed}", name=name, value=value, allowed=", ".join(allowed)
            ),
        )
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
                    self.note(item, msg("'{name}' is a list of texts; put one that holds ': ' in quotes", name=name))
        else:
            self.note(node, msg("'{name}' should be a list of texts", name=name))


def _nearest(word: str, known: tuple[str, ...]) -> str:
    from difflib import get_close_matches

    close = get_close_matches(word, known, 1)
    return (
        msg("did you mean '{close}'?", close=close[0])
        if close
        else msg("expected one of: {known}", known=", ".join(known))
    )
