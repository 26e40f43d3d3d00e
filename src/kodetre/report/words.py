"""The words that a report prints, one table per language."""

from typing import Any

_NB = {
    "excerpts": "Kodede utdrag", "frequencies": "Kodinger per kode", "matrix": "{rows} × {columns}", "documents": "Dokumenter",
    "code": "Kode", "label": "Navn", "excerpt": "Utdrag", "document": "Dokument", "citation": "Kilde", "page": "Side",
    "section": "Avsnitt", "coder": "Koder", "origin": "Opphav", "memo": "Memo", "total": "I alt", "group": "Gruppe",
    "author": "Forfatter", "year": "År", "title": "Tittel", "type": "Type", "reference": "Referanse", "pages": "Sider",
    "words": "Ord", "codings": "Kodinger", "file": "Fil", "expected": "forventet", "yes": "ja", "no": "nei",
    "outside": "Utenfor forventningen", "no_group": "Uten gruppe", "no_date": "u.å.", "page_short": "s. {label}",
    "chapter_short": "kap. {number}", "section_short": "«{title}»", "and": "og", "unknown": "Ukjent",
    "manual": "lest", "keyword": "nøkkelord", "imported": "importert", "contents": "Innhold",
    "rolled_up": "En kode teller med kodene under seg.",
    "counts_overlap": "Tallet i en rute er hvor mange utdrag av {rows} som overlapper et utdrag av {columns}.",
    "marks": "* forventet av kodeboka. Tall uten stjerne, større enn 0, ligger utenfor forventningen.",
    "unread": "{count} av {total} kodinger er gjort av nøkkelord og ikke lest av noen (opphav: nøkkelord).",
    "basis": "{documents} dokumenter, {codings} kodinger. Kodebok: {codebook}. Siste endring i prosjektet: {changed}.",
    "table": "Tabell",
    "filter": "Utvalg: {filter}.",
    "adrift": "{count} kodinger er ikke med: teksten de sto i, finnes ikke i dokumentet slik det er lest nå.",
    "near": "{count} utdrag står i tekst som er endret siden de ble kodet.",
}  # fmt: skip
_NN = {
    **_NB,
    "excerpts": "Koda utdrag", "frequencies": "Kodingar per kode", "documents": "Dokument", "label": "Namn",
    "citation": "Kjelde", "coder": "Kodar", "origin": "Opphav", "author": "Forfattar", "year": "År", "title": "Tittel",
    "codings": "Kodingar", "pages": "Sider", "expected": "venta", "outside": "Utanfor forventinga", "no_group": "Utan gruppe",
    "unknown": "Ukjend", "keyword": "nøkkelord", "imported": "importert", "manual": "lese", "contents": "Innhald",
    "rolled_up": "Ein kode tel med kodane under seg.",
    "counts_overlap": "Talet i ei rute er kor mange utdrag av {rows} som overlappar eit utdrag av {columns}.",
    "marks": "* venta av kodeboka. Tal utan stjerne, større enn 0, ligg utanfor forventinga.",
    "unread": "{count} av {total} kodingar er gjorde av nøkkelord og ikkje lesne av nokon (opphav: nøkkelord).",
    "basis": "{documents} dokument, {codings} kodingar. Kodebok: {codebook}. Siste endring i prosjektet: {changed}.",
    "filter": "Utval: {filter}.",
    "adrift": "{count} kodingar er ikkje med: teksten dei stod i, finst ikkje i dokumentet slik det er lese no.",
    "near": "{count} utdrag står i tekst som er endra sidan dei vart koda.",
}  # fmt: skip
_EN = {
    "excerpts": "Coded excerpts", "frequencies": "Codings per code", "matrix": "{rows} × {columns}", "documents": "Documents",
    "code": "Code", "label": "Label", "excerpt": "Excerpt", "document": "Document", "citation": "Source", "page": "Page",
    "section": "Section", "coder": "Coder", "origin": "Origin", "memo": "Memo", "total": "Total", "group": "Group",
    "author": "Author", "year": "Year", "title": "Title", "type": "Type", "reference": "Reference", "pages": "Pages",
    "words": "Words", "codings": "Codings", "file": "File", "expected": "expected", "yes": "yes", "no": "no",
    "outside": "Outside the expectation", "no_group": "No group", "no_date": "n.d.", "page_short": "p. {label}",
    "pages_short": "pp. {label}", "chapter_short": "ch. {number}", "section_short": "“{title}”", "and": "and",
    "unknown": "Unknown", "manual": "read", "keyword": "keyword", "imported": "imported", "contents": "Contents",
    "rolled_up": "A code counts the codes under it too.",
    "counts_overlap": "A cell counts the excerpts of {rows} that overlap an excerpt of {columns}.",
    "marks": "* expected by the codebook. A number over 0 without an asterisk lies outside the expectation.",
    "unread": "{count} of {total} codings were made by keywords and read by nobody (origin: keyword).",
    "basis": "{documents} documents, {codings} codings. Codebook: {codebook}. Project last changed: {changed}.",
    "table": "Table",
    "filter": "Selection: {filter}.",
    "adrift": "{count} codings are left out: the text they stood in is not in the document as it is read now.",
    "near": "{count} excerpts stand in text that has changed since they were coded.",
}  # fmt: skip
_ALL = {"nb": _NB, "nn": _NN, "en": _EN}


def word(language: str, name: str, **values: Any) -> str:  # noqa: ANN401
    """A word or sentence in nb, nn or en, with its values put in."""
    return _ALL[language][name].format(**values)


def has(language: str, name: str) -> bool:
    """Whether a language has a word of its own for something."""
    return name in _ALL[language]


def languages() -> dict[str, dict[str, str]]:
    """Every word of every language, for checking that none is missing."""
    return _ALL
