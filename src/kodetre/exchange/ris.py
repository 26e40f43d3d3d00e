"""The list of documents in RIS, which Zotero, EndNote and Mendeley read."""

from collections.abc import Iterable, Sequence

from kodetre.controls import left_out
from kodetre.i18n.message import msg
from kodetre.model.documents import CSL_TYPES, DocumentInfo, authors_of

_LANGUAGES = {"nb": "nb-NO", "nn": "nn-NO", "en": "en"}

_TYPES = {
    "report": "RPRT", "webpage": "ELEC", "article-journal": "JOUR", "article-magazine": "MGZN", "article-newspaper": "NEWS",
    "book": "BOOK", "chapter": "CHAP", "thesis": "THES", "legislation": "STAT", "bill": "BILL", "manuscript": "UNPB",
    "paper-conference": "CPAPER", "dataset": "DATA",
}  # fmt: skip


def written(documents: Iterable[tuple[DocumentInfo, str]]) -> str:
    """The documents, each with its year and letter, as RIS (the tags of the 2011 specification), CRLF at line ends.

    A letter (2022b) is one thesis's, and a reference manager gives its own: it is left out.
    """
    return "".join("\r\n".join([*_entry(document), "ER  - ", "", ""]) for document, _ in documents)


def _entry(document: DocumentInfo) -> Sequence[str]:
    data = document.metadata
    kind = "" if data.type in CSL_TYPES else data.type
    authors = [f"{one.family}, {one.given}" if one.given else one.family for one in authors_of(data.author)]
    fields = [
        ("TY", _TYPES.get(document.csl_type, "GEN")),
        *(("AU", author) for author in authors or [data.group]),
        ("PY", data.year), ("DA", data.issued.replace("-", "/")), ("TI", document.display_title), ("T2", data.container),
        ("VL", data.volume), ("IS", data.issue), ("SP", data.page), ("M3", data.genre or kind), ("SN", data.reference),
        ("PB", data.publisher), ("DO", data.doi), ("UR", data.url), ("Y2", data.accessed.replace("-", "/")),
        ("N1", msg("Year is a guess: {shown_year}", shown_year=data.shown_year) if data.year_guessed else ""),
        ("LA", _LANGUAGES.get(document.language, "")),
        ("ID", document.id),
    ]  # fmt: skip
    return [f"{tag}  - {' '.join(left_out(value).split())}" for tag, value in fields if value.strip()]
