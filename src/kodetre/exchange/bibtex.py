"""The list of documents in BibTeX, for LaTeX and for reference managers."""

import re
import unicodedata
from collections.abc import Iterable

from kodetre.controls import left_out
from kodetre.model.documents import CSL_TYPES, DocumentInfo, authors_of

_LANGUAGES = {"nb": "norsk", "nn": "nynorsk", "en": "english"}
_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}",
    "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
"""BibTeX counts braces, those with a backslash too."""
_LETTERS = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "ð": "d", "þ": "th", "ß": "ss", "đ": "d", "ŋ": "n"})

_ENTRIES = {
    "report": "techreport", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "book": "book", "chapter": "incollection", "thesis": "phdthesis", "manuscript": "unpublished",
    "paper-conference": "inproceedings",
}  # fmt: skip


def written(documents: Iterable[tuple[DocumentInfo, str]]) -> str:
    """The documents, each with its year and letter, as BibTeX entries in UTF-8; keys as drammenkommune2022b."""
    taken: set[str] = set()
    return "\n".join(_entry(document, year, taken) for document, year in documents)


def _entry(document: DocumentInfo, year: str, taken: set[str]) -> str:
    data = document.metadata
    authors = authors_of(data.author or data.group)
    names = " and ".join(
        f"{_safe(one.family)}, {_safe(one.given)}" if one.given else f"{{{_safe(one.family)}}}" for one in authors
    )
    kind = document.csl_type
    institution = (
        ""
        if kind != "report"
        else _safe(data.publisher or data.group or next((one.family for one in authors if not one.given), ""))
    )
    fields = {
        "author": names, "title": f"{{{_safe(document.display_title)}}}",
        "institution": f"{{{institution}}}" if institution else "", "year": _safe(data.shown_year),
        "type": _safe(data.genre or ("" if data.type in CSL_TYPES else data.type)),
        "number": _safe(data.reference), "language": _LANGUAGES.get(document.language, ""),
        "school": _safe(data.publisher) if kind == "thesis" else "",
        "publisher": _safe(data.publisher) if kind not in ("report", "thesis") else "",
        "journal" if kind.startswith("article") else "booktitle": _safe(data.container),
        "volume": _safe(data.volume), "issue": _safe(data.issue), "pages": _safe(data.page.replace("-", "--")),
        "doi": _safe(data.doi), "url": _safe(data.url), "urldate": data.accessed, "date": data.issued,
    }  # fmt: skip
    first = authors[0].family if authors else data.title
    key = _key(first, year, document.id, taken)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_ENTRIES.get(kind, 'misc')}{{{key},", *lines, "}", ""])


def _safe(text: str) -> str:
    plain = " ".join(left_out(text).split())
    return "".join(_SPECIAL.get(letter, letter) for letter in plain)


def _key(name: str, year: str, id: str, taken: set[str]) -> str:
    """A key that any BibTeX takes, once: small letters and digits."""
    folded = unicodedata.normalize("NFKD", f"{name}{year}".lower().translate(_LETTERS))
    plain = re.sub(r"[^a-z0-9]", "", folded) or id.lower()
    key = plain if plain not in taken else f"{plain}-{id.lower()}"
    taken.add(key)
    return key
