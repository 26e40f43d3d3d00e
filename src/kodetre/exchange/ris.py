"""The list of documents in RIS, which Zotero, EndNote and Mendeley read."""

from collections.abc import Iterable, Sequence

from kodetre.controls import left_out
from kodetre.model.documents import DocumentInfo, authors_of

_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en"}


def written(documents: Iterable[tuple[DocumentInfo, str]]) -> str:
    """The documents, each with its year and letter, as RIS (the tags of the 2011 specification), CRLF at line ends.

    A letter (2022b) is one thesis's, and a reference manager gives its own: it is left out.
    """
    return "".join("\r\n".join([*_entry(document), "ER  - ", "", ""]) for document, _ in documents)


def _entry(document: DocumentInfo) -> Sequence[str]:
    data = document.metadata
    authors = [f"{one.family}, {one.given}" if one.given else one.family for one in authors_of(data.author)]
    fields = [
        ("TY", "ELEC" if document.is_web_page else "RPRT"),
        *(("AU", author) for author in authors or [data.group]),
        ("PY", data.year), ("TI", document.display_title), ("M3", data.type), ("SN", data.reference),
        ("LA", _LANGUAGES.get(document.language, "")),
        ("ID", document.id),
    ]  # fmt: skip
    return [f"{tag}  - {' '.join(left_out(value).split())}" for tag, value in fields if value.strip()]
