"""A codebook file to a `Codebook`, or every mistake in it with line and column."""

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import cast

from kodetre.codebook.tree import Code, Codebook, Dimension, Keyword, Repeated, Unit, stands_under
from kodetre.errors import BadPattern, CodebookError, Problem
from kodetre.i18n.message import by_number, msg
from kodetre.matching.parse import parse as parse_pattern
from kodetre.matching.patterns import Pattern, expressions_in, without_kin, words_in
from kodetre.matching.trial import endless
from kodetre.userfile import read_text
from kodetre.yamlfile import Checker, MappingNode, Node, Scalar, SequenceNode, parse

_TOP = ("title", "version", "unit", "kin", "pairs", "dimensions")
_DIMENSION = ("label", "question", "explains", "codes", "repeat")
_REPEAT = ("under", "codes")
_CODE = (
    "label",
    "definition",
    "use_when",
    "not_when",
    "examples",
    "keywords",
    "but_not",
    "kin",
    "no_kin",
    "colour",
    "expects",
    "codes",
)
_KEY = re.compile(r"[^\W_][\w-]*")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_PALETTE = ("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#b8860b", "#56b4e9", "#7f5f9f", "#5f6f52")
"""Given in turn to top codes without a colour; after Okabe & Ito (2008), which colour-blind people can tell apart."""

DEEPEST = 8


def load(path: Path, *, parts: bool = True, tried: bool = False) -> Codebook:
    """The codebook in a file. Without `parts`, a keyword that asks for a part of speech is a mistake; with `tried`, one whose
    regular expression can take forever.

    Raises MissingFile or BadEncoding when it cannot be read, CodebookError with every mistake when it is not right.
    """
    return from_text(read_text(path), str(path), parts=parts, tried=tried)


def from_text(text: str, file: str, *, parts: bool = True, tried: bool = False) -> Codebook:
    """The codebook in a text; `file` is what its mistakes are said to be in. Raises CodebookError."""
    problems: list[Problem] = []
    root = parse(text, file, problems)
    reader = _Reader(file, parts, tried)
    reader.problems.extend(problems)
    codebook = None
    if root is not None:
        codebook = reader.codebook(root)
    elif not problems:
        reader.problems.append(Problem(file, 1, 1, msg("the codebook is empty; it needs at least 'dimensions:'")))
    if reader.problems or codebook is None:
        raise CodebookError(
            file,
            sorted(set(reader.problems)),
            next_step=by_number(
                len(reader.problems), "mend it, then: kodetre codebook check", "mend them, then: kodetre codebook check"
            ),
        )
    digest = hashlib.sha256(text.encode()).hexdigest()
    return replace(codebook, sha256=digest, source=text)


class _Reader(Checker):
    """Walks the tree of a codebook file once and notes what is wrong."""

    def __init__(self, file: str, parts: bool, tried: bool) -> None:
        super().__init__(file)
        self.parts = parts
        self.tried = tried
        self.seen: dict[str, Scalar] = {}
        self.kin = True
        """Whether keywords take their counterparts in the other written standard, unless a code says otherwise."""

    def codebook(self, root: Node) -> Codebook | None:
        top = self.mapping(root, msg("a codebook"), _TOP)
        if top is None:
            return None
        self.kin = self._takes_kin(top, default=True)
        dimensions: list[Dimension] = []
        node = top.get("dimensions")
        if node is None:
            self.note(top, msg("'dimensions' is missing: a codebook has one or more trees of codes"))
        elif (listed := self.mapping(node, "dimensions")) is not None:
            if not listed.entries:
                self.note(node, msg("'dimensions' is empty"))
            for key, value in listed.entries:
                self._key(key, msg("a dimension"))
                if (dimension := self._dimension(key, value)) is not None:
                    dimensions.append(dimension)
            self._expectations(listed, dimensions)
        return Codebook(
            title=self.text(top, "title", default="Codebook"),
            version=self.text(top, "version"),
            unit=cast(Unit, self.choice(top, "unit", ("paragraph", "sentence"), "paragraph")),
            dimensions=tuple(dimensions),
            pairs=self._pairs(top),
        )

    def _key(self, key: Scalar, of: str) -> str:
        name = unicodedata.normalize("NFC", key.text)
        if not _KEY.fullmatch(name):
            self.note(
                key,
                msg(
                    "'{key_text}' cannot be the key of {of}: use letters (æ, ø and å too), digits, - and _, "
                    "beginning with a letter or digit",
                    key_text=key.text,
                    of=of,
                ),
            )
        return name

    def _dimension(self, key: Scalar, node: Node) -> Dimension | None:
        mapping = self.mapping(node, msg("a dimension"), _DIMENSION)
        if mapping is None:
            return None
        name = unicodedata.normalize("NFC", key.text)
        codes: list[Code] = []
        listed = mapping.get("codes")
        if listed is None:
            self.note(key, msg("dimension '{name}' has no 'codes'", name=name))
        else:
            self._codes(listed, name, "", "", codes)
        if (repeats := mapping.get("repeat")) is not None:
            nodes = repeats.items if isinstance(repeats, SequenceNode) else (repeats,)
            for place, repeat in enumerate(nodes):
                self._repeat(repeat, name, place, codes)
        return Dimension(
            name, self.text(mapping, "label", default=name), self.text(mapping, "question"), tuple(codes),
            self.text(mapping, "explains"),
        )  # fmt: skip

    def _codes(self, node: Node, dimension: str, parent: str, colour: str, into: list[Code]) -> None:
        listed = self.mapping(node, "codes")
        if listed is None:
            return
        if parent.count(".") >= DEEPEST:
            self.note(node, msg("codes are nested more than {deepest} deep", deepest=DEEPEST))
            return
        for place, (key, value) in enumerate(listed.entries):
            name = self._key(key, msg("a code"))
            path = f"{parent}.{name}" if parent else name
            if (first := self.seen.get(path)) is not None:
                self.note(
                    key, msg("code '{path}' stands twice; the first is on line {line}", path=path, line=first.line)
                )
                continue
            self.seen[path] = key
            if isinstance(value, Scalar) and not value.text:
                self.note(key, msg("code '{path}' is empty; it needs at least a 'label:'", path=path))
                continue
            mapping = self.mapping(value, msg("a code"), _CODE)
            if mapping is None:
                continue
            own = self._colour(mapping) or colour or _PALETTE[place % len(_PALETTE)]
            into.append(self._code(mapping, key, path, dimension, own))
            if (children := mapping.get("codes")) is not None:
                self._codes(children, dimension, path, own, into)

    def _repeat(self, node: Node, dimension: str, place: int, codes: list[Code]) -> None:
        """The same codes under several codes, each time with the keys and colour of the code above; put in where they stand."""
        mapping = self.mapping(node, "repeat", _REPEAT)
        if mapping is None:
            return
        listed = mapping.get("codes")
        if listed is None:
            self.note(mapping, msg("'repeat' has no 'codes'"))
            return
        under = self._under(mapping, codes)
        noted: set[tuple[int, int]] = set()
        for parent in under:
            before = len(self.problems)
            made: list[Code] = []
            self._codes(listed, dimension, parent.key, parent.colour, made)
            fresh = [problem for problem in self.problems[before:] if (problem.line, problem.column) not in noted]
            self.problems[before:] = fresh  # a mistake in the codes is told once
            noted.update((problem.line, problem.column) for problem in fresh)
            parents = tuple(each.key for each in under)
            repeated = [
                replace(code, repeated=Repeated(place, code.key[len(parent.key) + 1 :], parents)) for code in made
            ]
            last = max(at for at, code in enumerate(codes) if stands_under(code.key, parent.key))
            codes[last + 1 : last + 1] = repeated

    def _under(self, mapping: MappingNode, codes: Sequence[Code]) -> list[Code]:
        """The codes that others are repeated under."""
        by_key = {code.key: code for code in codes if code.repeated is None}
        under: dict[str, Code] = {}
        named = list(self.texts(mapping, "under"))
        if not named:
            self.note(mapping.get("under") or mapping, msg("'repeat' says under which codes: 'under: [a, b]'"))
        for text in named:
            key = unicodedata.normalize("NFC", text.text.strip())
            if key not in by_key:
                self.note(text, msg("'{key}' is no code of this dimension", key=key))
            elif any(stands_under(key, other) or stands_under(other, key) for other in under):
                self.note(text, msg("'{key}' stands twice, or under another one of the list", key=key))
            else:
                under[key] = by_key[key]
        return list(under.values())

    def _code(self, mapping: MappingNode, key: Scalar, path: str, dimension: str, colour: str) -> Code:
        if mapping.get("label") is None:
            self.note(key, msg("code '{path}' has no 'label'", path=path))
        return Code(
            key=path,
            label=self.text(mapping, "label", default=key.text),
            dimension=dimension,
            definition=self.text(mapping, "definition"),
            use_when=self.text(mapping, "use_when"),
            not_when=self.text(mapping, "not_when"),
            examples=tuple(example.text.strip() for example in self.texts(mapping, "examples")),
            keywords=self._without_kin(mapping, self._keywords(mapping)),
            but_not=frozenset(form.text.strip().lower() for form in self.texts(mapping, "but_not")),
            colour=colour,
            expects=tuple(code.text.strip() for code in self.texts(mapping, "expects")),
        )

    def _colour(self, mapping: MappingNode) -> str:
        colour = self.text(mapping, "colour")
        if colour and not _COLOUR.fullmatch(colour):
            self.note(
                mapping.get("colour") or mapping,
                msg("'{colour}' is no colour; write it as '#0072b2', in quotes", colour=colour),
            )
            return ""
        return colour.lower()

    def _keywords(self, mapping: MappingNode) -> tuple[Keyword, ...]:
        keywords: list[Keyword] = []
        seen: dict[str, int] = {}
        for node in self.texts(mapping, "keywords"):
            written = unicodedata.normalize("NFC", " ".join(node.text.split()))
            if not written:
                self.note(node, msg("an empty keyword; remove the line, or quote a keyword that begins with #"))
                continue
            if written in seen:
                self.note(
                    node,
                    msg(
                        "keyword '{written}' stands twice; the first is on line {seen}",
                        written=written,
                        seen=seen[written],
                    ),
                )
                continue
            seen[written] = node.line
            try:
                pattern = parse_pattern(written)
                if not self.parts and (asking := [word.part for word in words_in(pattern) if word.part]):
                    what = msg(
                        "keyword '{written}' asks for {asking}, and no analyser tells parts of speech here",
                        written=written,
                        asking=asking[0],
                    )
                    self.note(
                        node,
                        msg("{what}; in kodetre.yaml: words: {{analyser: spacy, model: nb_core_news_sm}}", what=what),
                    )
                    continue
                if self.tried and (what := endless_in(pattern)):
                    self.note(node, msg("keyword '{written}': {what}", written=written, what=what))
                    continue
                keywords.append(Keyword(written, pattern, f"{self.file}:{node.line}:{node.column}"))
            except BadPattern as error:
                hint = f"; {error.next_step}" if error.next_step else ""
                self.note(
                    node,
                    msg("keyword '{written}': {reason}{hint}", written=written, reason=error.reason, hint=hint),
                    shift=error.column,
                )
        return tuple(keywords)

    def _takes_kin(self, mapping: MappingNode, *, default: bool) -> bool:
        """What `kin: yes` or `kin: no` says."""
        return self.choice(mapping, "kin", ("yes", "no", "true", "false"), "yes" if default else "no") in (
            "yes",
            "true",
        )

    def _without_kin(self, mapping: MappingNode, keywords: tuple[Keyword, ...]) -> tuple[Keyword, ...]:
        """The keywords of a code; those without kin where the codebook, the code or its `no_kin` says so."""
        takes = self._takes_kin(mapping, default=self.kin)
        written = {keyword.written for keyword in keywords}
        alone: set[str] = set()
        for node in self.texts(mapping, "no_kin"):
            name = unicodedata.normalize("NFC", " ".join(node.text.split()))
            if name not in written:
                self.note(node, msg("'{name}' under no_kin is no keyword of this code", name=name))
            alone.add(name)
        return tuple(
            keyword
            if takes and keyword.written not in alone
            else replace(keyword, pattern=without_kin(keyword.pattern))
            for keyword in keywords
        )

    def _pairs(self, top: MappingNode) -> tuple[tuple[str, str], ...]:
        pairs = []
        for node in self.texts(top, "pairs"):
            words = [word.strip().lower() for word in node.text.split("=")]
            if len(words) != 2 or not all(word and len(word.split()) == 1 for word in words):
                self.note(
                    node,
                    msg(
                        "'{node_text}' is no pair; write two words with = between: tjeneste = teneste",
                        node_text=node.text,
                    ),
                )
            else:
                pairs.append((words[0], words[1]))
        return tuple(pairs)

    def _expectations(self, listed: MappingNode, dimensions: list[Dimension]) -> None:
        """Whether each dimension that explains another names real codes of it."""
        by_key = {dimension.key: dimension for dimension in dimensions}
        for key, value in listed.entries:
            dimension = by_key.get(unicodedata.normalize("NFC", key.text))
            if dimension is None or not isinstance(value, MappingNode):
                continue
            explained = by_key.get(dimension.explains)
            if dimension.explains and (explained is None or explained is dimension):
                what = msg("'{explains}' is no other dimension of this codebook", explains=dimension.explains)
                self.note(value.get("explains") or key, what)
                continue
            known = {code.key for code in explained.codes} if explained else set()
            for path, mapping in (*_codes_of(value), *_repeated_in(value)):
                self._expects(path, mapping, dimension, explained, known)

    def _expects(
        self, path: str, mapping: MappingNode, dimension: Dimension, explained: Dimension | None, known: set[str]
    ) -> None:
        node = mapping.get("expects")
        if explained is None:
            if node is not None:
                self.note(
                    node,
                    msg(
                        "'expects' needs 'explains:' on dimension '{dimension_key}', naming what it explains",
                        dimension_key=dimension.key,
                    ),
                )
            return
        named = list(self.texts(mapping, "expects"))
        if not named and "." not in path:
            what = msg(
                "'{path}' names no category of '{explained_key}' that it is expected to explain; add 'expects: [...]'",
                path=path,
                explained_key=explained.key,
            )
            self.note(node or self.seen[path], what)
        for code in named:
            if code.text.strip() not in known:
                self.note(
                    code,
                    msg(
                        "'{code_text}' is no code of dimension '{explained_key}'",
                        code_text=code.text,
                        explained_key=explained.key,
                    ),
                )


def endless_in(pattern: Pattern) -> str:
    """What is wrong with a pattern whose regular expression can take forever, as it was tried; empty when none does."""
    for expression in expressions_in(pattern):
        if text := endless(expression):
            return msg(
                "the regular expression can take forever, as on a long text that begins {text!r}; let no repeat "
                "stand inside another, nor alternatives that begin alike be repeated",
                text=text,
            )
    return ""


def _repeated_in(node: MappingNode) -> list[tuple[str, MappingNode]]:
    """The codes that a dimension repeats, as if they stood under one code."""
    repeats = node.get("repeat")
    nodes = repeats.items if isinstance(repeats, SequenceNode) else (repeats,)
    found: list[tuple[str, MappingNode]] = []
    for repeat in nodes:
        if isinstance(repeat, MappingNode):
            found += _codes_of(repeat, "*")
    return found


def _codes_of(node: MappingNode, parent: str = "") -> list[tuple[str, MappingNode]]:
    found: list[tuple[str, MappingNode]] = []
    codes = node.get("codes")
    if isinstance(codes, MappingNode):
        for key, value in codes.entries:
            if isinstance(value, MappingNode):
                path = f"{parent}.{key.text}" if parent else key.text
                found.append((unicodedata.normalize("NFC", path), value))
                found.extend(_codes_of(value, path))
    return found
