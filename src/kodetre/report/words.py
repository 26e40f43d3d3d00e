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
    "compare": "Gruppene sammenlignet", "absence": "Ikke kodet", "cooccurrence": "Koder som opptrer sammen",
    "timeline": "Kodinger per år", "progress": "Framdrift", "memos": "Memoer", "keywords_report": "Nøkkelord",
    "per_1000": "per 1000 ord", "the_rest": "de andre", "log_ratio": "log2 {one} / {other}", "interval": "95 % KI",
    "varies": "Variasjon", "varies_yes": "ja", "varies_no": "nei",
    "about_ratio": "Log2 av forholdet mellom kodinger per 1000 ord, med 95 % konfidensintervall: 1 er dobbelt så mye, −1 halvparten. "
    "«Nei» betyr at intervallet omfatter 0: en forskjell er ikke vist, og det er et funn.",
    "one_code": "Kode 1", "other_code": "Kode 2", "places_first": "Steder med 1", "places_second": "Steder med 2", "both": "Begge",
    "within_span": "Et sted er det samme utdraget.", "within_paragraph": "Et sted er et avsnitt (punkt, tabell).",
    "within_section": "Et sted er teksten under en overskrift.", "within_document": "Et sted er et dokument.",
    "definition": "Definisjon", "use_when": "Brukes når", "not_when": "Brukes ikke når", "example": "Eksempel",
    "keywords": "Nøkkelord", "keyword_one": "Nøkkelord", "forms": "Former", "hits": "Treff", "accepted": "Godtatt",
    "rejected": "Avvist", "precision": "Presisjon",
    "about_precision": "Presisjon er godtatte forslag delt på godtatte og avviste. Ett forslag kan ha flere nøkkelord.",
    "source": "Dokument", "finding": "Funn", "searched": "Søkt etter", "pages_read": "Sider lest", "pages_unread": "Sider uten tekst",
    "not_searched": "ingen nøkkelord å søke etter", "not_mentioned": "ikke nevnt", "unanswered": "treff som ingen har tatt stilling til",
    "looked_at": "treff, men ikke kodet",
    "about_absence": "«Ikke nevnt»: ingen av nøkkelordene for koden eller kodene under den gir treff i dokumentet, i noen bøyning eller "
    "sammensetning, og ingenting er kodet.",
    "suggested": "Forslag", "left": "Gjenstår", "first": "Første koding", "last": "Siste koding", "created": "Dato", "target": "Om",
    "subject": "Hva", "on_project": "prosjektet", "on_document": "dokument", "on_code": "kode", "on_coding": "koding",
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
    "compare": "Gruppene samanlikna", "absence": "Ikkje koda", "cooccurrence": "Kodar som opptrer saman",
    "timeline": "Kodingar per år", "progress": "Framdrift", "memos": "Memo", "the_rest": "dei andre", "varies_no": "nei",
    "about_ratio": "Log2 av forholdet mellom kodingar per 1000 ord, med 95 % konfidensintervall: 1 er dobbelt så mykje, −1 halvparten. "
    "«Nei» tyder at intervallet omfattar 0: ein skilnad er ikkje vist, og det er eit funn.",
    "places_first": "Stader med 1", "places_second": "Stader med 2", "both": "Begge", "within_span": "Ein stad er det same utdraget.",
    "within_paragraph": "Ein stad er eit avsnitt (punkt, tabell).", "within_section": "Ein stad er teksten under ei overskrift.",
    "within_document": "Ein stad er eit dokument.", "use_when": "Blir brukt når", "not_when": "Blir ikkje brukt når",
    "example": "Døme", "accepted": "Godtekne", "rejected": "Avviste", "precision": "Presisjon",
    "about_precision": "Presisjon er godtekne forslag delte på godtekne og avviste. Eitt forslag kan ha fleire nøkkelord.",
    "searched": "Søkt etter", "pages_read": "Sider lesne", "pages_unread": "Sider utan tekst",
    "not_searched": "ingen nøkkelord å søkje etter", "not_mentioned": "ikkje nemnt",
    "unanswered": "treff som ingen har teke stilling til", "looked_at": "treff, men ikkje koda",
    "about_absence": "«Ikkje nemnt»: ingen av nøkkelorda for koden eller kodane under han gir treff i dokumentet, i noka bøying eller "
    "samansetjing, og ingenting er koda.",
    "left": "Står att", "first": "Første koding", "last": "Siste koding", "subject": "Kva",
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
    "compare": "The groups compared", "absence": "Not coded", "cooccurrence": "Codes that occur together",
    "timeline": "Codings per year", "progress": "Progress", "memos": "Memos", "keywords_report": "Keywords",
    "per_1000": "per 1,000 words", "the_rest": "the others", "log_ratio": "log2 {one} / {other}", "interval": "95 % CI",
    "varies": "Variation", "varies_yes": "yes", "varies_no": "no",
    "about_ratio": "Log2 of the ratio of codings per 1,000 words, with its 95 % confidence interval: 1 is twice as much, −1 half. “No” "
    "means that the interval holds 0: a difference is not shown, and that is a finding.",
    "one_code": "Code 1", "other_code": "Code 2", "places_first": "Places with 1", "places_second": "Places with 2", "both": "Both",
    "within_span": "A place is the same excerpt.", "within_paragraph": "A place is a paragraph (list item, table).",
    "within_section": "A place is the text under a heading.", "within_document": "A place is a document.",
    "definition": "Definition", "use_when": "Use when", "not_when": "Not when", "example": "Example",
    "keywords": "Keywords", "keyword_one": "Keyword", "forms": "Forms", "hits": "Hits", "accepted": "Accepted",
    "rejected": "Rejected", "precision": "Precision",
    "about_precision": "Precision is accepted suggestions over accepted and rejected. One suggestion can have several keywords.",
    "source": "Document", "finding": "Finding", "searched": "Searched for", "pages_read": "Pages read", "pages_unread": "Pages without text",
    "not_searched": "no keywords to search for", "not_mentioned": "not mentioned", "unanswered": "hits that nobody has decided on",
    "looked_at": "hits, but not coded",
    "about_absence": "“Not mentioned”: none of the keywords of the code or those under it hits in the document, in any inflection or compound, "
    "and nothing is coded.",
    "suggested": "Suggested", "left": "Left", "first": "First coding", "last": "Last coding", "created": "Date", "target": "On",
    "subject": "What", "on_project": "the project", "on_document": "document", "on_code": "code", "on_coding": "coding",
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
