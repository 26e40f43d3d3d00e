"""Codes joined by AND, OR and NOT: which codings are meant by them. Pure.

`okonomi AND samarbeid` are the codings of each that share words with one of the other; `okonomi NOT geografi` those of the
first that share none with one of the second; NOT alone, all that share none. AND and NOT bind more tightly than OR and go
from left to right, as in keyword patterns, and parentheses say otherwise. A code stands for those under it too.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from kodetre.codebook.tree import stands_under
from kodetre.document.reading import together
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.codings import Coding
from kodetre.model.documents import Span

_TOKEN = re.compile(r"[()]|[^\s()]+")
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_DEEPEST = 100
"""Operators and parentheses of a query, over which it is nothing that people write."""


@dataclass(frozen=True, slots=True)
class Named:
    """A code, by its key."""

    key: str


@dataclass(frozen=True, slots=True)
class And:
    """Both at the same words."""

    left: "CodeQuery"
    right: "CodeQuery"


@dataclass(frozen=True, slots=True)
class Or:
    """Either."""

    left: "CodeQuery"
    right: "CodeQuery"


@dataclass(frozen=True, slots=True)
class Not:
    """What does not share words with it."""

    of: "CodeQuery"


CodeQuery = Named | And | Or | Not


def is_query(written: str) -> bool:
    """Whether what somebody wrote joins codes, and is not the name of one."""
    return any(token in _OPERATORS for token in _TOKEN.findall(written))


def parse_query(written: str, key_of: Callable[[str], str]) -> CodeQuery:
    """What somebody wrote; `key_of` gives the key of a code that is named, or raises.

    Raises NotPossible for what cannot be read, and what `key_of` raises.
    """
    return _Parser(written, key_of).parse()


class _Parser:
    """Recursive descent over the words of one query."""

    def __init__(self, written: str, key_of: Callable[[str], str]) -> None:
        self._written = written
        self._key_of = key_of
        self._tokens = _TOKEN.findall(written)
        self._at = 0

    def parse(self) -> CodeQuery:
        if sum(token in {*_OPERATORS, "("} for token in self._tokens) > _DEEPEST:
            raise self._wrong(msg("is nested too deeply"))
        query = self._either()
        if self._at < len(self._tokens):
            raise self._wrong(msg("a parenthesis is closed that was never opened"))
        return query

    def _wrong(self, what: str) -> NotPossible:
        how = msg("for example: --code 'okonomi AND samarbeid', --code 'okonomi NOT (geografi OR samarbeid)'")
        return NotPossible(self._written, what, next_step=how)

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self) -> str:
        token = self._peek()
        self._at += 1
        return token

    def _either(self) -> CodeQuery:
        query = self._joined()
        while self._peek() == "OR":
            self._take()
            query = Or(query, self._joined())
        return query

    def _joined(self) -> CodeQuery:
        query = self._one()
        while self._peek() in ("AND", "NOT"):
            if self._take() == "NOT" or self._peek() == "NOT":
                if self._peek() == "NOT":
                    self._take()
                query = And(query, Not(self._one()))
            else:
                query = And(query, self._one())
        return query

    def _one(self) -> CodeQuery:
        token = self._peek()
        if token == "NOT":  # noqa: S105 - a word of the query
            self._take()
            return Not(self._one())
        if token == "(":  # noqa: S105 - a sign of the query
            self._take()
            query = self._either()
            if self._take() != ")":
                raise self._wrong(msg("a parenthesis is not closed"))
            return query
        words: list[str] = []
        while (token := self._peek()) and token not in _OPERATORS and token not in ("(", ")"):
            words.append(self._take())
        if not words:
            before = self._tokens[self._at - 1] if self._at else ""
            if token and not before:
                raise self._wrong(msg("'{token}' has no code before it", token=token))
            raise self._wrong(msg("a code is missing after '{token}'", token=before or token))
        if self._peek() == "(":
            raise self._wrong(msg("AND, OR or NOT is missing before a parenthesis"))
        return Named(self._key_of(" ".join(words)))


def format_query(query: CodeQuery) -> str:
    """A query written so that it is read as the same."""
    match query:
        case Named(key):
            return key
        case Or(left, right):
            return f"{format_query(left)} OR {format_query(right)}"
        case And(left, Not(of)):
            return f"{_side(left)} NOT {_inner(of)}"
        case And(left, right):
            return f"{_side(left)} AND {_inner(right)}"
        case Not(of):
            return f"NOT {_inner(of)}"


def _side(query: CodeQuery) -> str:
    return f"({format_query(query)})" if isinstance(query, Or) else format_query(query)


def _inner(query: CodeQuery) -> str:
    return format_query(query) if isinstance(query, Named) else f"({format_query(query)})"


def codes_meant(query: CodeQuery) -> frozenset[str] | None:
    """The codes that a coding can be of to be meant, with those under them; None for any code."""
    match query:
        case Named(key):
            return frozenset({key})
        case Or(left, right):
            sides = codes_meant(left), codes_meant(right)
            return None if None in sides else frozenset().union(*(side for side in sides if side is not None))
        case And(left, Not()):
            return codes_meant(left)
        case And(left, right):
            sides = codes_meant(left), codes_meant(right)
            known = [side for side in sides if side is not None]
            return frozenset().union(*known) if known else None
        case Not():
            return None


@dataclass(slots=True)
class CodedPlaces:
    """Where codes stand in the documents: what a query is held against. Codings that are adrift stand nowhere."""

    spans: Mapping[str, Mapping[str, list[Span]]]
    """For each document the spans of each code by itself."""
    _under: dict[tuple[str, str], tuple[list[int], list[Span]]] = field(default_factory=dict)

    @classmethod
    def of(cls, codings: Iterable[Coding]) -> "CodedPlaces":
        """The places of some codings."""
        spans: dict[str, dict[str, list[Span]]] = {}
        for coding in codings:
            if coding.found != "adrift":
                spans.setdefault(coding.document, {}).setdefault(coding.code, []).append(coding.span)
        return cls(spans)

    def has(self, query: CodeQuery, document: str, span: Span) -> bool:
        """Whether a query holds of some words, whichever coding it is."""
        match query:
            case Named(key):
                return self._overlaps(key, document, span)
            case Or(left, right):
                return self.has(left, document, span) or self.has(right, document, span)
            case And(left, right):
                return self.has(left, document, span) and self.has(right, document, span)
            case Not(of):
                return not self.has(of, document, span)

    def means(self, query: CodeQuery, code: str, document: str, span: Span) -> bool:
        """Whether a query means a coding of a code at some words: one of a code that it names, at words of which the rest holds."""
        match query:
            case Named(key):
                return stands_under(code, key)
            case Or(left, right):
                return self.means(left, code, document, span) or self.means(right, code, document, span)
            case And(left, Not(of)):
                return self.means(left, code, document, span) and not self.has(of, document, span)
            case And(left, right):
                of_left = self.means(left, code, document, span) and self.has(right, document, span)
                return of_left or (self.means(right, code, document, span) and self.has(left, document, span))
            case Not(of):
                return not self.has(of, document, span)

    def _overlaps(self, key: str, document: str, span: Span) -> bool:
        starts, merged = self._merged(key, document)
        at = bisect_left(starts, span.end) - 1
        return at >= 0 and merged[at].end > span.start

    def _merged(self, key: str, document: str) -> tuple[list[int], list[Span]]:
        """The stretches of a document that have a code or one under it, in order, none touching another."""
        if (document, key) not in self._under:
            merged = together(self._of(key, document))
            self._under[document, key] = [each.start for each in merged], merged
        return self._under[document, key]

    def _of(self, key: str, document: str) -> Iterator[Span]:
        for code, spans in self.spans.get(document, {}).items():
            if stands_under(code, key):
                yield from spans
