"""Conditions on cases, as they are typed: kommune.innbyggere >= 50000 and not informant.lar = ja. Pure.

    condition  = all { "or" all }
    all        = part { "and" part }
    part       = "not" part | "(" condition ")" | comparison
    comparison = kind [ "." attribute ] sign value
    sign       = "=" | "!=" | "<" | "<=" | ">" | ">="
    value      = a word or number, or any text in quotation marks

Without an attribute it is the case's name that is compared. A stretch of text fulfils a comparison when it belongs to a case that
does; a case without a value of the attribute fulfils none.
"""

import operator
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import Any

from kodetre.document.case_values import as_number, days_of, typed
from kodetre.document.membership import KindMembership, ProjectCases, merged
from kodetre.document.metadata_values import BadValue
from kodetre.errors import BadCondition
from kodetre.i18n.message import msg, term
from kodetre.i18n.slips import what_there_is
from kodetre.model.cases import AttributeType, AttributeValue, Case, CaseKey
from kodetre.model.documents import Span

_SIGNS: dict[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq, "!=": operator.ne, "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge,
}  # fmt: skip
_ORDERED = ("whole", "number", "date")
_TOKEN = re.compile(
    r"""(?P<sign>!=|<=|>=|==|=|<|>|≤|≥|≠)|(?P<bracket>[()])|"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<quoted>[«“](?:[^»”]*)[»”])"""
    r"""|(?P<word>[^\s()=<>!≤≥≠"'«»“”]+)"""
)
_SAME_SIGN = {"≤": "<=", "≥": ">=", "≠": "!="}
_AND, _OR, _NOT = frozenset({"and", "og"}), frozenset({"or", "eller"}), frozenset({"not", "ikke", "ikkje"})
_DEEPEST = 50


@dataclass(frozen=True, slots=True)
class Comparison:
    """A kind, an attribute of it (empty: its name), a sign, and the value as it was written; `column` is its place, from 0."""

    kind: str
    attribute: str
    sign: str
    value: str
    column: int = 0
    value_column: int = 0


@dataclass(frozen=True, slots=True)
class Not:
    """What is so when the other is not."""

    part: "Expression"


@dataclass(frozen=True, slots=True)
class AllOf:
    """What is so when all are."""

    parts: tuple["Expression", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """What is so when one is."""

    parts: tuple["Expression", ...]


Expression = Comparison | Not | AllOf | AnyOf


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


def parse_where(text: str) -> Expression:
    """What a condition says. Raises BadCondition, with the place of the mistake."""
    return _Parser(text).whole()


class _Parser:
    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = list(_tokens(text))
        self.place = 0

    def whole(self) -> Expression:
        if not self.tokens:
            raise BadCondition(self.text, 0, msg("the condition is empty"), next_step=_example())
        expression = self._any(0)
        if (token := self._next()) is not None:
            raise BadCondition(
                self.text, token.column, msg("'{text}' stands where 'and' or 'or' is expected", text=token.text),
                next_step=msg("put a value of several words in quotation marks"),
            )  # fmt: skip
        return expression

    def _next(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _takes(self, words: frozenset[str]) -> bool:
        token = self._next()
        if token is not None and token.kind == "word" and token.text.casefold() in words:
            self.place += 1
            return True
        return False

    def _any(self, depth: int) -> Expression:
        parts = [self._all(depth)]
        while self._takes(_OR):
            parts.append(self._all(depth))
        return parts[0] if len(parts) == 1 else AnyOf(tuple(parts))

    def _all(self, depth: int) -> Expression:
        parts = [self._part(depth)]
        while self._takes(_AND):
            parts.append(self._part(depth))
        return parts[0] if len(parts) == 1 else AllOf(tuple(parts))

    def _part(self, depth: int) -> Expression:
        token = self._next()
        if depth > _DEEPEST and token is not None:
            raise BadCondition(self.text, token.column, msg("is nested too deeply"), next_step=_example())
        if self._takes(_NOT):
            return Not(self._part(depth + 1))
        if token is not None and token.text == "(" and token.kind == "bracket":
            self.place += 1
            inside = self._any(depth + 1)
            closing = self._next()
            if closing is None or closing.text != ")":
                raise BadCondition(
                    self.text, token.column, msg("this bracket is not closed"), next_step=msg("add the missing )")
                )
            self.place += 1
            return inside
        return self._comparison()

    def _comparison(self) -> Comparison:
        name = self._expect("word", msg("a kind of case, or KIND.ATTRIBUTE"))
        kind, dot, attribute = name.text.partition(".")
        if not kind or (dot and not attribute):
            raise BadCondition(
                self.text, name.column, msg("'{name}' is no KIND.ATTRIBUTE", name=name.text), next_step=_example()
            )
        sign = self._expect("sign", msg("one of = != < <= > >="))
        if sign.text == "==":
            raise BadCondition(self.text, sign.column, msg("'==' is no sign here"), next_step=msg("write = once"))
        value = self._next()
        if value is None or value.kind not in ("word", "quoted"):
            raise BadCondition(
                self.text,
                value.column if value else len(self.text),
                msg("a value is missing after '{sign}'", sign=sign.text),
                next_step=_example(),
            )
        self.place += 1
        written = _SAME_SIGN.get(sign.text, sign.text)
        return Comparison(kind.lower(), attribute.lower(), written, value.text, name.column, value.column)

    def _expect(self, kind: str, what: str) -> _Token:
        token = self._next()
        if token is None or token.kind != kind:
            raise BadCondition(
                self.text,
                token.column if token else len(self.text),
                msg("expected {what}", what=what),
                next_step=_example(),
            )
        self.place += 1
        return token


def _tokens(text: str) -> Iterator[_Token]:
    place = 0
    while place < len(text):
        if text[place].isspace():
            place += 1
            continue
        found = _TOKEN.match(text, place)
        if found is None:
            raise BadCondition(
                text, place, msg("'{sign}' means nothing here", sign=text[place]),
                next_step=msg("is a quotation mark missing, or one too many?"),
            )  # fmt: skip
        kind = found.lastgroup or ""
        inside = found[kind]
        if kind in ("double", "single", "quoted"):
            inside = inside[1:-1] if kind == "quoted" else inside
            kind = "quoted"
        yield _Token(kind, inside, place)
        place = found.end()


def _example() -> str:
    return msg('for example: "kommune.innbyggere >= 50000 and kommune.lar = ja"')


@dataclass(frozen=True, slots=True)
class Condition:
    """A condition in a project: which cases fulfil each of its comparisons is known."""

    expression: Expression
    fulfilling: dict[Comparison, frozenset[CaseKey]]
    memberships: dict[str, KindMembership]
    _outside: dict[str, bool] = field(default_factory=dict, repr=False)

    def holds(self, document: str, span: Span) -> bool:
        """Whether a stretch of a document fulfils it."""
        if not self.is_parted(document):
            return self.holds_outside(document)
        return self._holds(self.expression, lambda kind: self.memberships[kind].of(document, span))

    def holds_outside(self, document: str) -> bool:
        """Whether what belongs to no more than the whole document does fulfils it."""
        if document not in self._outside:
            self._outside[document] = self._holds(
                self.expression, lambda kind: self.memberships[kind].whole.get(document, ())
            )
        return self._outside[document]

    def lets_case(self, case: Case) -> bool:
        """Whether a case fulfils it by itself."""
        return self._holds(self.expression, lambda kind: (case,) if kind == case.kind else ())

    def is_parted(self, document: str) -> bool:
        """Whether stretches of the document belong to other cases than all of it."""
        return any(membership.parts.get(document) for membership in self.memberships.values())

    def holds_somewhere(self, document: str) -> bool:
        """Whether the document, or a stretch of it, fulfils it."""
        if self.holds_outside(document):
            return True
        last = 0
        for membership in self.memberships.values():
            last = max((span.end for span, _ in membership.parts.get(document, ())), default=last)
        return bool(self.spans(document, last))

    def spans(self, document: str, length: int) -> list[Span]:
        """The stretches of a text of this length that fulfil it, in order."""
        cuts = {0, length}
        for membership in self.memberships.values():
            for span, _ in membership.parts.get(document, ()):
                cuts.update((min(span.start, length), min(span.end, length)))
        ends = sorted(cuts)
        pieces = (Span(start, end) for start, end in pairwise(ends))
        return merged(piece for piece in pieces if self.holds(document, piece))

    def _holds(self, expression: Expression, cases: Callable[[str], Sequence[Case]]) -> bool:
        match expression:
            case Comparison():
                fulfilling = self.fulfilling[expression]
                return any(case.key in fulfilling for case in cases(expression.kind))
            case Not():
                return not self._holds(expression.part, cases)
            case AllOf():
                return all(self._holds(part, cases) for part in expression.parts)
            case AnyOf():
                return any(self._holds(part, cases) for part in expression.parts)


def comparisons(expression: Expression) -> Iterator[Comparison]:
    """Every comparison of a condition, from left to right."""
    match expression:
        case Comparison():
            yield expression
        case Not():
            yield from comparisons(expression.part)
        case AllOf() | AnyOf():
            for part in expression.parts:
                yield from comparisons(part)


def condition_of(texts: Sequence[str], cases: ProjectCases) -> Condition:
    """Conditions, all of which are to be fulfilled, in a project. Raises BadCondition for what the project has not: a kind, an
    attribute, a value of its type, an order of texts.
    """
    parts: list[Expression] = []
    fulfilling: dict[Comparison, frozenset[CaseKey]] = {}
    for text in texts:
        expression = parse_where(text)
        parts.append(expression)
        for comparison in comparisons(expression):
            fulfilling[comparison] = _fulfilling(text, comparison, cases)
    memberships = {comparison.kind: cases.of_kind(comparison.kind) for comparison in fulfilling}
    return Condition(parts[0] if len(parts) == 1 else AllOf(tuple(parts)), fulfilling, memberships)


def _fulfilling(text: str, comparison: Comparison, cases: ProjectCases) -> frozenset[CaseKey]:
    """The cases that fulfil a comparison. Raises BadCondition."""
    kind, attribute = comparison.kind, comparison.attribute
    if kind not in cases.kinds:
        raise BadCondition(
            text,
            comparison.column,
            msg("'{kind}' is no kind of case of this project", kind=kind),
            next_step=what_there_is(kind, cases.kinds),
        )
    of_kind = _of_kind(cases, kind)
    if not attribute:
        _check_order(text, comparison, "text")
        same = comparison.sign == "="
        wanted = " ".join(comparison.value.split()).casefold()
        return frozenset(case.key for case in of_kind if (case.name.casefold() == wanted) is same)
    types = cases.types(kind)
    if attribute not in types:
        raise BadCondition(
            text,
            comparison.column + len(kind) + 1,
            msg("'{attribute}' is no attribute of {kind}", attribute=attribute, kind=kind),
            next_step=what_there_is(attribute, types),
        )
    type = types[attribute]
    _check_order(text, comparison, type)
    if (misfit := cases.misfit(kind, attribute)) is not None:
        what = msg(
            "{case} has '{value}' as {attribute}, which is not of type {type}",
            case=misfit[0].name, value=misfit[1], attribute=attribute, type=term(type),
        )  # fmt: skip
        raise BadCondition(text, comparison.column, what, next_step=msg("put it right: kodetre case set"))
    try:
        wanted_value = typed(comparison.value, type)
    except BadValue as error:
        what = msg("{attribute} is of type {type}, and {what}", attribute=attribute, type=term(type), what=error.what)
        raise BadCondition(text, comparison.value_column, what, next_step=error.next_step) from error
    matching: set[CaseKey] = set()
    for case in of_kind:
        value = cases.value(case, attribute, type)
        if value is not None and _compares(value, comparison.sign, wanted_value):
            matching.add(case.key)
    return frozenset(matching)


def _of_kind(cases: ProjectCases, kind: str) -> list[Case]:
    """The cases of a kind, with the groups that nobody has made a case of."""
    present = {case.key: case for case in cases.cases if case.kind == kind}
    if kind == cases.group_kind:
        for name in cases.groups.values():
            if name:
                present.setdefault((kind, name), Case(kind, name))
    return list(present.values())


def _check_order(text: str, comparison: Comparison, type: AttributeType) -> None:
    if comparison.sign not in ("=", "!=") and type not in _ORDERED:
        raise BadCondition(
            text,
            comparison.column,
            msg(
                "{name} is of type {type}, which has no order",
                name=comparison.attribute or comparison.kind,
                type=term(type),
            ),
            next_step=msg("use = or !="),
        )


def _compares(value: AttributeValue, sign: str, other: AttributeValue) -> bool:
    """Whether a value stands so to another of its type. Of dates those are equal of which one lies within the other, and one is
    before another when all of it is.
    """
    if value.type == "date":
        return _dates_compare(days_of(value.written), sign, days_of(other.written))
    return _SIGNS[sign](_comparable(value), _comparable(other))


def _comparable(value: AttributeValue) -> Decimal | str:
    return as_number(value.written) if value.type in ("whole", "number") else value.written.casefold()


def _dates_compare(days: tuple[date, date], sign: str, other: tuple[date, date]) -> bool:
    (first, last), (from_, to) = days, other
    inside = (from_ <= first and last <= to) or (first <= from_ and to <= last)
    match sign:
        case "=":
            return inside
        case "!=":
            return not inside
        case "<":
            return last < from_
        case "<=":
            return last <= to
        case ">":
            return first > to
    return first >= from_
