"""What belongs to the cases of a kind, parted by case or by the value of an attribute. Pure."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import chain

from kodetre.document.case_values import as_number, days_of
from kodetre.document.citation import alphabetical
from kodetre.document.membership import KindMembership, merged
from kodetre.document.periods import Period, period_of
from kodetre.errors import InvalidReport
from kodetre.i18n.formats import Day, Number, whole
from kodetre.i18n.message import msg
from kodetre.i18n.messages import word
from kodetre.model.cases import GROUP_KIND, AttributeType, AttributeValue, Case
from kodetre.model.documents import DocumentInfo, Span
from kodetre.report.data import Excerpt, ReportData

END = 1 << 40
"""Behind the end of any text."""
NOWHERE = ""
"""What is said for a value that is not known, and for what belongs to no case."""


@dataclass(frozen=True, slots=True)
class CaseParts:
    """What belongs to one case, or to the cases with one value: its key (kommune:Drammen) and heading, the documents, of those that
    belong to it only in part the stretches, and the names of the cases. `holds` says whether an excerpt belongs to it.
    """

    key: str
    label: str
    documents: tuple[DocumentInfo, ...]
    parts: Mapping[str, Sequence[Span]]
    cases: frozenset[str]
    holds: Callable[[Excerpt], bool]


@dataclass(frozen=True, slots=True)
class CaseLevel:
    """A kind of case, or an attribute of it, that things are parted by: what each excerpt has there."""

    kind: str
    attribute: str
    type: AttributeType
    periods: Sequence[Period]
    membership: KindMembership
    data: ReportData
    _known: dict[str, list[str]] = field(default_factory=dict, repr=False)

    @property
    def kind_label(self) -> str:
        """The kind as it is called in the report: a person's own word, or the report's for the groups."""
        return self.data.say("group").lower() if self.kind == GROUP_KIND else self.kind.replace("_", " ")

    def name_of(self, case: Case) -> str:
        """What a case is parted by: its name, its value as it is kept, or the period that this lies in."""
        if not self.attribute:
            return case.name
        value = self.data.cases().value(case, self.attribute, self.type)
        if value is None:
            return NOWHERE
        return period_of(self.periods, value.written) if self.periods else value.written

    def names_of(self, excerpt: Excerpt) -> list[str]:
        """What an excerpt has there, each once; several where it belongs to several cases."""
        document = excerpt.document.id
        if document in self.membership.parts:
            return self._names(self.membership.of(document, excerpt.coding.span))
        if document not in self._known:
            self._known[document] = self._names(self.membership.whole.get(document, ()))
        return self._known[document]

    def _names(self, cases: Sequence[Case]) -> list[str]:
        return list(dict.fromkeys(self.name_of(case) for case in cases)) or [NOWHERE]

    def label_of(self, name: str) -> str:
        """How a name is written as a heading."""
        if not self.attribute or self.periods:
            empty = "no_period" if self.periods else "no_case"
            return name or self.data.say(empty, kind=self.kind_label)
        return shown(AttributeValue(self.type, name), self.data.language) if name else self.data.say("value_unknown")

    def sorted(self, names: Sequence[str]) -> list[str]:
        """Names in the order in which they are shown, what has none last."""
        present = [name for name in names if name]
        if self.periods:
            present = [period.name for period in self.periods]
        elif not self.attribute:
            present.sort(key=alphabetical)
        else:
            present.sort(key=self._order)
        return [*present, *([NOWHERE] if NOWHERE in names else [])]

    def _order(self, name: str) -> tuple[Decimal, date, str]:
        number, day, text = Decimal(0), date.min, ""
        if self.type in ("whole", "number"):
            number = as_number(name)
        elif self.type == "date":
            day, text = days_of(name)[0], name
        else:
            text = alphabetical(name)
        return number, day, text


def shown(value: AttributeValue, language: str) -> str:
    """A value as people read it in a report's language."""
    match value.type:
        case "whole":
            return whole(int(value.written), language)
        case "number":
            digits = len(value.written.partition(".")[2])
            return Number(float(value.written), digits).format(language)
        case "yes/no":
            return word(language, value.written)
        case "date":
            first, last = days_of(value.written)
            return Day(first).format(language) if first == last else value.written
    return value.written


def case_level(data: ReportData, by: str, periods: Sequence[Period] = ()) -> CaseLevel:
    """What KIND or KIND.ATTRIBUTE parts things by. Raises InvalidReport for a value that is not of its attribute's type."""
    kind, _, attribute = by.partition(".")
    cases = data.cases()
    if attribute and (misfit := cases.misfit(kind, attribute)) is not None:
        what = msg(
            "{case} has '{value}', which is not of the type that is declared", case=misfit[0].name, value=misfit[1]
        )
        raise InvalidReport(f"--by {by}", what, next_step=msg("put it right: kodetre case set"))
    type = cases.types(kind).get(attribute, "text")
    return CaseLevel(kind, attribute, type, periods if attribute else (), cases.of_kind(kind), data)


def case_parts(data: ReportData, by: str, periods: Sequence[Period] = ()) -> list[CaseParts]:
    """What belongs to each case of a kind, or to the cases of each value of an attribute; what belongs to none comes last."""
    level = case_level(data, by, periods)
    placed: dict[str, dict[str, Sequence[Span] | None]] = {}
    cases: dict[str, set[str]] = {}
    for document in data.documents:
        for name, spans, of in _names_in(level, document):
            placed.setdefault(name, {})[document.id] = spans
            cases.setdefault(name, set()).update(of)
    parts: list[CaseParts] = []
    for name in level.sorted(list(placed)):
        inside = placed.get(name, {})
        documents = tuple(document for document in data.documents if document.id in inside)
        stretches = {id: spans for id, spans in inside.items() if spans is not None}
        holds = partial(_holds, level, name)
        members = frozenset(cases.get(name, ()))
        parts.append(CaseParts(f"{by}:{name}", level.label_of(name), documents, stretches, members, holds))
    return parts


def _holds(level: CaseLevel, name: str, excerpt: Excerpt) -> bool:
    return name in level.names_of(excerpt)


def _names_in(level: CaseLevel, document: DocumentInfo) -> Iterator[tuple[str, Sequence[Span] | None, set[str]]]:
    """What a document, or stretches of it, have at a level: the name, the stretches (None where it is all of the document), and
    the cases.
    """
    whole = level.membership.whole.get(document.id, ())
    parts = level.membership.parts.get(document.id, ())
    names: dict[str, set[str]] = {}
    for case in whole:
        names.setdefault(level.name_of(case), set()).add(case.name)
    for name, of in names.items():
        yield name, None, of
    spans: dict[str, list[Span]] = {}
    of_part: dict[str, set[str]] = {}
    for span, case in parts:
        name = level.name_of(case)
        if name not in names:
            spans.setdefault(name, []).append(span)
            of_part.setdefault(name, set()).add(case.name)
    if not whole:
        inside = merged(span for span, _ in parts)
        own = _between(inside) if parts else None
        spans_of_none = [*spans.pop(NOWHERE, ()), *own] if own is not None else None
        yield NOWHERE, merged(spans_of_none) if spans_of_none is not None else None, of_part.pop(NOWHERE, set())
    for name, stretches in spans.items():
        yield name, merged(stretches), of_part[name]


def _between(spans: Sequence[Span]) -> list[Span]:
    """The stretches of a text that lie outside of some, which do not overlap and are in order; to the end of any text."""
    ends = [0, *chain.from_iterable((span.start, span.end) for span in spans), END]
    between = (Span(start, end) for start, end in zip(ends[::2], ends[1::2], strict=True))
    return [span for span in between if span.start < span.end]
