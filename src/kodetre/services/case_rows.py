"""Cases as rows of the tidy tables."""

from collections.abc import Sequence

from kodetre.exchange.tables import Value
from kodetre.model.cases import Case
from kodetre.model.documents import Document
from kodetre.model.moments import write_moment
from kodetre.project.settings import Settings

Rows = list[Sequence[Value]]


def case_tables(
    cases: Sequence[Case], documents: Sequence[Document], *, every: bool, settings: Settings
) -> dict[str, Rows]:
    """The rows of case_attributes, case_links and case_figures; without `every`, those of cases that some documents belong to."""
    groups = {document.id: document.info.field(settings.group_by) for document in documents}
    attributes: Rows = []
    links: Rows = []
    figures: Rows = []
    for case in cases:
        named = [id for id, group in groups.items() if case.kind == settings.group_kind and group == case.name]
        own = [link for link in case.links if link.document in groups and link.id]
        if not (every or named or own):
            continue
        for name, value in sorted(case.attributes.items()):
            attributes.append((case.kind, case.name, name, value.type, value.written))
        for id in named:
            links.append((None, case.kind, case.name, id, "document", None, None, None, None, None, None))
        for link in own:
            start, end = (link.span.start, link.span.end) if link.span is not None else (None, None)
            made = write_moment(link.created) if link.created is not None else None
            where = (link.document, link.target, start, end, link.speaker or None, link.quote or None)
            links.append((link.id, case.kind, case.name, *where, link.coder, made))
        for figure in case.figures:
            made = write_moment(figure.created) if figure.created is not None else None
            about = (figure.name, figure.year, figure.value, figure.unit, figure.document, figure.page, figure.source)
            figures.append((case.kind, case.name, *about, figure.topic, figure.coder, made))
    return {"case_attributes": attributes, "case_links": links, "case_figures": figures}
