"""The list of documents in CSL-JSON, which Zotero, pandoc and citeproc read."""

import json
from collections.abc import Iterable

from kodetre.controls import left_out
from kodetre.model.documents import CSL_TYPES, DocumentInfo, authors_of

_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en"}
_FIELDS = {
    "publisher": "publisher", "URL": "url", "DOI": "doi", "container-title": "container", "volume": "volume", "issue": "issue",
    "page": "page", "number": "reference",
}  # fmt: skip


def written(documents: Iterable[tuple[DocumentInfo, str]]) -> str:
    """The documents as CSL-JSON (schema 1.0.2), in the order given; a year that is a guess is marked as `circa`."""
    return json.dumps([_item(document) for document, _ in documents], ensure_ascii=False, indent=2) + "\n"


def _item(document: DocumentInfo) -> dict[str, object]:
    data = document.metadata
    item: dict[str, object] = {"id": document.id, "type": document.csl_type, "title": _plain(document.display_title)}
    authors = authors_of(data.author or data.group)
    if authors:
        item["author"] = [
            {"family": _plain(author.family), "given": _plain(author.given)}
            if author.given
            else {"literal": _plain(author.family)}
            for author in authors
        ]
    if issued := _date(data.issued or data.year):
        item["issued"] = {**issued, "circa": True} if data.year_guessed else issued
    if accessed := _date(data.accessed):
        item["accessed"] = accessed
    for name, field in _FIELDS.items():
        if value := _plain(document.field(field)):
            item[name] = value
    if genre := data.genre or ("" if data.type in CSL_TYPES else data.type):
        item["genre"] = _plain(genre)
    if document.language in _LANGUAGES:
        item["language"] = _LANGUAGES[document.language]
    return item


def _plain(text: str) -> str:
    return " ".join(left_out(text).split())


def _date(written_date: str) -> dict[str, object]:
    """A date as CSL has it; one that is no date of ours is given as it is written."""
    parts = written_date.split("-")
    if all(part.isascii() and part.isdigit() for part in parts):
        return {"date-parts": [[int(part) for part in parts]]}
    return {"literal": _plain(written_date)} if written_date else {}
