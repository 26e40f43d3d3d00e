"""How a source is cited: author and year, letters where two are alike, and the page that is printed on the page."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodetre.document.citation_template import Template
from kodetre.document.location import Locator, joined
from kodetre.i18n.formats import written_date
from kodetre.i18n.message import msg
from kodetre.i18n.messages import has, word
from kodetre.i18n.quotes import inside_quotes
from kodetre.model.documents import Author, DocumentInfo, Metadata, Span, authors_of, number_of

_MOST_CITED = 2
"""Authors from which on only the first is cited."""
_MOST_LISTED = 20
_NUMBER = re.compile(r"^(?:kap(?:ittel|\.)?\s+)?(\d{1,2}(?:\.\d{1,2})*)\.?\s", re.IGNORECASE)


def author_of(document: DocumentInfo, language: str) -> str:
    """Who a source is cited as: its author, else its group, else its title. Persons by their family name: Hansen & Berg."""
    data = document.metadata
    names = [author.family for author in authors_of(data.author)]
    if len(names) > _MOST_CITED:
        return msg("{names} et al.", names=names[0])
    return " & ".join(names) or data.group or data.title or word(language, "unknown")


def inverted(authors: Sequence[Author], language: str) -> str:
    """Authors as a reference list has them: Hansen, O., Berg, K.-J. & Drammen kommune (APA 7, 9.8–9.11).

    In English a comma stands before the last too; of more than twenty the first nineteen and the last are named.
    """
    names = [f"{author.family}, {author.initials}" if author.given else author.family for author in authors]
    if len(names) > _MOST_LISTED:
        return f"{', '.join(names[: _MOST_LISTED - 1])}, … {names[-1]}"
    if len(names) < 2:
        return "".join(names)
    comma = "," if language == "en" else ""
    return f"{', '.join(names[:-1])}{comma} & {names[-1]}"


def year_letters(documents: Iterable[DocumentInfo], language: str) -> dict[str, str]:
    """The year of every document by id, with a letter where one author has several sources in it: 2022b.

    Letters follow the titles' alphabetical order (Norwegian: æ, ø, å last), and are the same whatever is reported.
    """
    alike: dict[tuple[str, str], list[DocumentInfo]] = {}
    for document in documents:
        alike.setdefault((author_of(document, language).casefold(), document.metadata.shown_year), []).append(document)
    years = {}
    for (_, year), same in alike.items():
        shown = year or word(language, "no_date")
        for place, document in enumerate(sorted(same, key=lambda d: (alphabetical(d.metadata.title), number_of(d.id)))):
            dash = "" if year else "-"
            years[document.id] = f"{shown}{dash}{_letter(place)}" if len(same) > 1 else shown
    return years


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return letters


_ORDER = {letter: f"{{{mark}" for letter, mark in (("æ", "1"), ("ä", "1"), ("ø", "2"), ("ö", "2"), ("å", "3"))}


def alphabetical(text: str) -> str:
    """A key that sorts Norwegian text: æ, ø, å after z, no matter the case."""
    return "".join(_ORDER.get(letter, letter) for letter in text.casefold())


def place_of(pages: Sequence[str], section: Sequence[str], language: str) -> str:
    """Where an excerpt stands: "s. 57", "s. 57–58", "kap. 5.3" or «Tiltak» where there are no pages, else nothing."""
    if pages:
        label = joined(pages)
        several = len(set(pages)) > 1 and has(language, "pages_short")
        return word(language, "pages_short" if several else "page_short", label=label)
    for title in reversed(section):
        if (number := _NUMBER.match(title)) is not None:
            return word(language, "chapter_short", number=number[1])
    return word(language, "section_short", title=inside_quotes(section[-1], language)) if section else ""


def cite(author: str, year: str, place: str) -> str:
    """(Drammen kommune, 2022b, s. 57)."""
    return f"({', '.join(part for part in (author, year, place) if part)})"


def _no_fields(span: Span) -> Mapping[str, str]:
    return {}


@dataclass(frozen=True, slots=True)
class OfType:
    """How sources of a type are cited: the template, what is known of the source, and of the case that a stretch belongs to."""

    template: Template
    about: Metadata
    case: Callable[[Span], Mapping[str, str]] = _no_fields


class Citer:
    """Cites excerpts of one source, whose author and year are as they are written in the text; by a template where there is one,
    with what is known of the source and of the case that a stretch belongs to. Without a case its name is the speaker's.
    """

    def __init__(
        self,
        locator: Locator,
        author: str,
        year: str,
        language: str,
        of_type: OfType | None = None,
    ) -> None:
        self.locator = locator
        self._author, self._year, self._language = author, year, language
        self._of_type = of_type
        self._cited: dict[tuple[str, ...], str] = {}

    def citation(self, span: Span) -> str:
        """(Drammen kommune, 2022b, s. 57)."""
        return self.standing(span)[2]

    def standing(self, span: Span) -> tuple[str, str, str]:
        """The pages, the nearest heading above, and the citation, asked for together."""
        labels, trail = self.locator.labels(span), self.locator.trail(span.start)
        section = trail[-1] if trail else ""
        if self._of_type is not None:
            return joined(labels), section, self._by_template(self._of_type, span)
        time = self.locator.time(span)
        key = (time, *(labels or trail))
        if key not in self._cited:
            place = time or place_of(labels, trail, self._language)
            self._cited[key] = cite(self._author, self._year, place)
        return joined(labels), section, self._cited[key]

    def _by_template(self, of_type: OfType, span: Span) -> str:
        labels, trail = self.locator.labels(span), self.locator.trail(span.start)
        about, speaker = of_type.about, self.locator.speaker(span)
        values = {
            "author": self._author, "year": self._year, "title": about.title, "page": place_of(labels, trail, self._language),
            "date": written_date(about.issued, self._language), "group": about.group, "type": about.type,
            "id": self.locator.document.id, "speaker": speaker, "time": self.locator.time(span), "case": speaker,
        }  # fmt: skip
        return of_type.template.cite({**values, **of_type.case(span)})
