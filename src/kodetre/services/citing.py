"""Who cites the excerpts of a document: by author, year and page, or as kodetre.yaml says for sources of its type."""

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import chain

from kodetre.document.citation import Citer, OfType, author_of
from kodetre.document.citation_template import Template
from kodetre.document.location import Locator
from kodetre.document.membership import ProjectCases
from kodetre.model.cases import Case, CaseLink
from kodetre.model.documents import DocumentInfo, Span
from kodetre.project.project import Project
from kodetre.project.settings import Settings
from kodetre.report.case_sets import shown
from kodetre.services.cases import project_cases
from kodetre.store import Store

CaseFields = Callable[[str, Span, str], Mapping[str, str]]
"""What the case of a stretch of a document (by id), which begins in a speaker's words, is called and is: `case`, `case.rolle`."""
_CASE = "case"


def _no_case(document: str, span: Span, speaker: str) -> Mapping[str, str]:
    return {}


def citer_of(
    document: DocumentInfo, locator: Locator, year: str, settings: Settings, cases: CaseFields = _no_case
) -> Citer:
    """The citer of a document; `year` is its year with a letter where it needs one."""
    template = settings.citation_of(document.metadata.type)
    of_type = None
    if template is not None:
        asks = any(name.partition(".")[0] == _CASE for name in template.fields)

        def case(span: Span) -> Mapping[str, str]:
            return cases(document.id, span, locator.speaker(span)) if asks else {}

        of_type = OfType(template, document.metadata, case)
    return Citer(locator, author_of(document, settings.language), year, settings.language, of_type)


def case_fields(project: Project, store: Store) -> CaseFields:
    """What templates say of cases, as the store has it when they first ask.

    The nearest case is meant: one that the speaker is linked to, else one of the stretch's, of those it goes on with, of the
    document's, and last what documents are compared by, which is nobody's name where somebody speaks.
    """
    attributes = set(chain.from_iterable(_attributes(template) for _, template in project.settings.citations))

    @cache
    def known() -> tuple[ProjectCases, Mapping[str, list[tuple[Case, CaseLink]]]]:
        cases = project_cases(project, store, store.documents.all(), attributes)
        linked: dict[str, list[tuple[Case, CaseLink]]] = {}
        for case in cases.cases:
            for link in case.links:
                linked.setdefault(link.document, []).append((case, link))
        return cases, linked

    def fields(document: str, span: Span, speaker: str) -> Mapping[str, str]:
        cases, linked = known()
        case = next(_nearest(cases, linked.get(document, ()), span, speaker), None)
        if case is None:
            belongs = cases.of_kind(cases.group_kind).whole.get(document, ())
            case = belongs[0] if belongs else None
            named = "" if case is None or speaker else case.name
        else:
            named = case.name
        if case is None:
            return {}
        about = {f"{_CASE}.{name}": shown(value, project.settings.language) for name, value in case.attributes.items()}
        return {**about, _CASE: named} if named else about

    return fields


def _attributes(template: Template) -> Iterator[str]:
    for name in template.fields:
        field, point, attribute = name.partition(".")
        if field == _CASE and point:
            yield attribute


def _nearest(
    cases: ProjectCases, linked: "list[tuple[Case, CaseLink]] | tuple[()]", span: Span, speaker: str
) -> Iterator[Case]:
    """The cases that a stretch is linked to, the nearest first; of those equally near, the one that was made first."""
    if speaker:
        yield from (case for case, link in linked if link.target == "speaker" and link.speaker == speaker)
    stretches: list[tuple[Span, Case]] = []
    for case, link in linked:
        if link.target == "speaker":
            stretches += [(said, case) for said in cases.speaker_spans(link.document, link.speaker)]
        elif link.span is not None:
            stretches.append((link.span, case))
    yield from (case for said, case in sorted(stretches, key=lambda each: each[0]) if said.overlaps(span))
    yield from (case for case, link in linked if link.target == "document" and case.kind != cases.group_kind)
