"""Codings as Web Annotations (W3C Recommendation 2017, JSON-LD), as Annotation for Transparent Inquiry uses them and Hypothes.is
reads them. Pure.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_PDF_FRAGMENT = "http://tools.ietf.org/rfc/rfc3778"


@dataclass(frozen=True, slots=True)
class Annotated:
    """A coding as an annotation: what is quoted with the words around it, on which page of what, with which code, by whom, when,
    and what is said of it. `page` is 0 where there is none.
    """

    id: str
    source: str
    title: str
    quote: str
    before: str
    after: str
    start: int
    end: int
    page: int
    label: str
    code: str
    coder: str
    created: str
    memo: str = ""


def annotations(listed: Sequence[Annotated]) -> bytes:
    """The annotations as one collection."""
    page = {"type": "AnnotationPage", "startIndex": 0, "items": [_annotation(one) for one in listed]}
    collection = {"@context": _CONTEXT, "type": "AnnotationCollection", "total": len(listed), "first": page}
    return (json.dumps(collection, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _annotation(one: Annotated) -> dict[str, object]:
    body: list[dict[str, str]] = [{"type": "TextualBody", "purpose": "tagging", "value": one.code}]
    if one.memo:
        body.append({"type": "TextualBody", "purpose": "commenting", "format": "text/plain", "value": one.memo})
    selectors: list[dict[str, object]] = [
        {"type": "TextQuoteSelector", "exact": one.quote, "prefix": one.before, "suffix": one.after},
        {"type": "TextPositionSelector", "start": one.start, "end": one.end},
    ]
    if one.page:
        selectors.append({"type": "FragmentSelector", "conformsTo": _PDF_FRAGMENT, "value": f"page={one.page}"})
        if one.label:
            selectors.append({"type": "PageSelector", "index": one.page - 1, "label": one.label})
    return {
        "id": f"urn:uuid:{one.id}", "type": "Annotation", "motivation": "classifying", "created": one.created,
        "creator": {"type": "Person", "name": one.coder}, "body": body,
        "target": [{"source": one.source, "title": one.title, "selector": selectors}],
    }  # fmt: skip
