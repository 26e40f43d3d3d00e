"""TODO"""

from kodetre.model.documents import Document, Span


def page_label(document: Document, span: Span) -> str:
    """The printed label of the page, or pages (57–58), that a span stands on; empty where there are no pages."""
    if not document.reading.paged:
        return ""
    first, last = document.pages_of(span)
    return first.label if first.label == last.label else f"{first.label}–{last.label}"
