"""What a reference lacks for its type, and a title in capitals as APA writes it. Pure."""

import re
from collections import Counter

from kodetre.model.documents import DocumentInfo

_OF_ALL = ("author", "title", "year")
_OF_TYPE = {
    "report": ("url",), "webpage": ("url", "issued"), "article-journal": ("container", "volume", "page"), "book": ("publisher",),
    "article-newspaper": ("container", "issued"), "article-magazine": ("container", "issued"),
    "chapter": ("container", "page", "publisher"), "thesis": ("publisher",), "legislation": ("reference",),
    "speech": ("issued",), "interview": ("issued",), "dataset": ("publisher", "url"), "paper-conference": ("container",),
}  # fmt: skip
"""What each type has besides author, title and year (APA 7, 10.1-10.16)."""
_WITHOUT_AUTHOR = ("legislation", "bill", "regulation")
_CAPITALS = 0.8
_FEWEST_LETTERS = 8
"""An abbreviation has fewer: NAV, HELFO."""
_WORD = re.compile(r"[^\W\d_]+")
_INSIDE = re.compile(r"(?<=[^\W_A-ZÆØÅ][ \n])[^\W\d_]+|(?<=[,;] )[^\W\d_]+")
"""Words that begin no sentence, whose capitals are their own."""
_NUMERAL = re.compile(r"[IVX]+")


def missing_of(document: DocumentInfo) -> tuple[str, ...]:
    """The fields that the document's entry in a reference list lacks for its type; a DOI stands for an address."""
    data, kind = document.metadata, document.csl_type
    has = {
        "author": data.author or data.group,
        "year": "" if data.year_guessed else data.year,
        "url": data.url or data.doi,
    }
    wanted = [name for name in _OF_ALL if not (name == "author" and kind in _WITHOUT_AUTHOR)]
    if "issued" in _OF_TYPE.get(kind, ()):
        wanted.remove("year")
    wanted += _OF_TYPE.get(kind, ())
    undated = not has["year"]
    if data.url and not data.doi and undated:
        wanted.append("accessed")
    return tuple(name for name in wanted if not has.get(name, document.field(name)))


def is_in_capitals(title: str) -> bool:
    """Whether a title is written in capitals: nearly all of its letters, and more than an abbreviation has."""
    letters = [letter for letter in title if letter.isalpha()]
    capitals = sum(letter.isupper() for letter in letters)
    return len(letters) >= _FEWEST_LETTERS and capitals >= _CAPITALS * len(letters)


def sentence_case(title: str, text: str) -> str:
    """A title in sentence case: each word as the text writes it inside a sentence, so that names and abbreviations stay.

    A word that the text does not have is written small, Roman numerals apart; the first one, and one after a colon, large.
    """
    words = {word.lower() for word in _WORD.findall(title)}
    forms: dict[str, Counter[str]] = {}
    for inside in _INSIDE.finditer(text):
        form = inside[0]
        if form.lower() in words:
            forms.setdefault(form.lower(), Counter())[form] += 1

    def written(found: re.Match[str]) -> str:
        word = found[0]
        known = forms.get(word.lower())
        if known:
            return known.most_common(1)[0][0]
        return word if _NUMERAL.fullmatch(word) and len(word) > 1 else word.lower()

    small = _WORD.sub(written, title)
    return re.sub(r"(^\W*|[:?!] +)([^\W\d_])", lambda first: first[1] + first[2].upper(), small)
