"""Which cases the documents of a project, and stretches of them, belong to. Pure."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kodetre.document.case_values import common_type, typed
from kodetre.document.metadata_values import BadValue
from kodetre.model.cases import AttributeType, AttributeValue, Case
from kodetre.model.documents import Span

SpeakerSpans = Callable[[str, str], Sequence[Span]]
"""A document's id and a speaker's name: the stretches that they say."""
Belongs = tuple[Case, ...]


def no_speakers(document: str, speaker: str) -> Sequence[Span]:
    """Nobody speaks."""
    return ()


@dataclass(frozen=True, slots=True)
class ProjectCases:
    """All cases of a project, with who belongs to them. `groups` has what each document is compared by: it belongs to the case of
    that name and of the kind `group_kind`.
    """

    cases: tuple[Case, ...] = ()
    group_kind: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    declared: Mapping[str, Mapping[str, AttributeType]] = field(default_factory=dict)
    """The types of attributes that kodetre.yaml declares, by kind."""
    speaker_spans: SpeakerSpans = field(default=no_speakers, repr=False)
    _of_kind: dict[str, "KindMembership"] = field(default_factory=dict, repr=False)

    @property
    def kinds(self) -> list[str]:
        """Every kind of case, that of the groups too."""
        return list(dict.fromkeys([*(case.kind for case in self.cases), *self.declared, self.group_kind]))

    def types(self, kind: str) -> dict[str, AttributeType]:
        """The types of a kind's attributes: as declared, else as they have been used."""
        used: dict[str, list[AttributeType]] = {}
        for case in self.cases:
            if case.kind == kind:
                for name, value in case.attributes.items():
                    used.setdefault(name, []).append(value.type)
        return {name: common_type(types) for name, types in used.items()} | dict(self.declared.get(kind, {}))

    def of_kind(self, kind: str) -> "KindMembership":
        """Who belongs to the cases of a kind."""
        if kind not in self._of_kind:
            self._of_kind[kind] = _membership(self, kind)
        return self._of_kind[kind]

    def misfit(self, kind: str, attribute: str) -> tuple[Case, str] | None:
        """A case with a value that is not of the type of its attribute, as one that was given before another type was declared."""
        type = self.types(kind).get(attribute)
        if type is None:
            return None
        for case in self.cases:
            written = case.attributes.get(attribute) if case.kind == kind else None
            if written is not None and self.value(case, attribute, type) is None:
                return case, written.written
        return None

    def value(self, case: Case, attribute: str, type: AttributeType) -> AttributeValue | None:
        """What a case has for an attribute, of this type; None where it has nothing that is of it."""
        value = case.attributes.get(attribute)
        if value is None or value.type == type:
            return value
        try:
            return typed(value.written, type)
        except BadValue:
            return None


@dataclass(frozen=True, slots=True)
class KindMembership:
    """Who belongs to the cases of one kind: whole documents, and stretches of them, each by the document's id."""

    whole: Mapping[str, Belongs]
    parts: Mapping[str, tuple[tuple[Span, Case], ...]]

    def of(self, document: str, span: Span) -> Belongs:
        """The cases that a stretch of a document belongs to: those of the document, and those of stretches that it overlaps."""
        whole = self.whole.get(document, ())
        parts = self.parts.get(document)
        if not parts:
            return whole
        cases = {case.key: case for case in whole}
        for stretch, case in parts:
            if stretch.overlaps(span):
                cases.setdefault(case.key, case)
        return tuple(cases.values())

    def spans(self, document: str, cases: Iterable[Case]) -> list[Span]:
        """The stretches of a document that belong to one of some cases, not overlapping, in the order of the text."""
        wanted = {case.key for case in cases}
        return merged(span for span, case in self.parts.get(document, ()) if case.key in wanted)


def merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order as stretches that do not overlap."""
    stretches: list[Span] = []
    for span in sorted(spans):
        if stretches and span.start <= stretches[-1].end:
            stretches[-1] = replace(stretches[-1], end=max(stretches[-1].end, span.end))
        else:
            stretches.append(span)
    return stretches


def _membership(project: ProjectCases, kind: str) -> KindMembership:
    whole: dict[str, dict[tuple[str, str], Case]] = {}
    parts: dict[str, list[tuple[Span, Case]]] = {}
    of_kind = [case for case in project.cases if case.kind == kind]
    if kind == project.group_kind:
        by_name = {case.name: case for case in of_kind}
        for document, name in project.groups.items():
            if name:
                case = by_name.setdefault(name, Case(kind, name))
                whole.setdefault(document, {})[case.key] = case
    for case in of_kind:
        for link in case.links:
            if link.target == "document":
                whole.setdefault(link.document, {})[case.key] = case
            elif link.target == "speaker":
                spans = project.speaker_spans(link.document, link.speaker)
                parts.setdefault(link.document, []).extend((span, case) for span in spans)
            elif link.span is not None:
                parts.setdefault(link.document, []).append((link.span, case))
    return KindMembership(
        {document: tuple(cases.values()) for document, cases in whole.items()},
        {document: tuple(sorted(of, key=lambda part: part[0])) for document, of in parts.items()},
    )
