"""Who cites the excerpts of a document: by author, year and page, or as kodetre.yaml says for sources of its type."""

from collections.abc import Callable, Mapping

from kodetre.document.citation import Citer, OfType, author_of
from kodetre.document.location import Locator
from kodetre.model.documents import DocumentInfo, Span
from kodetre.project.settings import Settings

CaseFields = Callable[[str, Span], Mapping[str, str]]
"""What the case of a stretch of a document (by id) is called and is: `case`, `case.rolle`."""


def _no_case(document: str, span: Span) -> Mapping[str, str]:
    return {}


def citer_of(
    document: DocumentInfo, locator: Locator, year: str, settings: Settings, cases: CaseFields = _no_case
) -> Citer:
    """The citer of a document; `year` is its year with a letter where it needs one."""
    template = settings.citation_of(document.metadata.type)
    of_type = None
    if template is not None:
        of_type = OfType(template, document.metadata, lambda span: cases(document.id, span))
    return Citer(locator, author_of(document, settings.language), year, settings.language, of_type)
