"""What Word counts in a document and does not write into its text: the labels of pages and the marks of notes."""

from dataclasses import dataclass
from itertools import chain
from typing import Any

from kodetre.ingest.readers.numbering import numeral

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NOTES = ("footnote", "endnote")
"""The kinds of notes."""
_FORMATS = {"footnote": "decimal", "endnote": "lowerRoman"}
"""How each is counted where nothing is said (ECMA-376 part 1, 17.11)."""


@dataclass(frozen=True, slots=True)
class _Section:
    """The page that a section begins on, and how its pages are counted: a format, and the first number where it is said."""

    page: int
    format: str
    start: int | None


class Sections:
    """Gathers a document's sections as its paragraphs go by: what says how a section is set stands at its end."""

    def __init__(self) -> None:
        self._sections: list[_Section] = []
        self._begins: int | None = None

    def paragraph(self, page: int) -> None:
        """Take note of a paragraph that begins on a page."""
        if self._begins is None:
            self._begins = page

    def end(self, properties: Any, page: int) -> None:  # noqa: ANN401 - an element of lxml, or None
        """Take note of the end of a section, on a page, with its properties."""
        begins, self._begins = self._begins if self._begins is not None else page, None
        if properties is None:
            return
        pages, kind = properties.find(_W + "pgNumType"), properties.find(_W + "type")
        start = pages.get(_W + "start") if pages is not None else None
        format = pages.get(_W + "fmt") if pages is not None else None
        if kind is not None and kind.get(_W + "val") == "continuous" and self._sections:
            begins += 1  # the page that it begins on is still the other section's
        number = int(start) if start is not None and start.isdigit() else None
        self._sections.append(_Section(begins, format or "decimal", number))

    def labels(self, pages: int) -> list[str]:
        """What each page is called."""
        labels: list[str] = []
        number = 0
        for page in range(1, pages + 1):
            own = [section for section in self._sections if section.page <= page]
            current = own[-1] if own else _Section(1, "decimal", None)
            begins = current.page == page and current.start is not None
            number = current.start if begins and current.start is not None else number + 1
            labels.append(numeral(number, current.format) or str(number))
        return labels


class NoteMarks:
    """The marks of a document's footnotes or endnotes in their order."""

    def __init__(self, document: Any, settings: Any, kind: str) -> None:  # noqa: ANN401
        formats = chain(document.iter(_W + "numFmt"), settings.iter(_W + "numFmt"))
        said = [format.get(_W + "val") for format in formats if format.getparent().tag == f"{_W}{kind}Pr"]
        self._format = said[0] if said else _FORMATS[kind]
        self._count = 0

    def next(self, reference: Any) -> str:  # noqa: ANN401
        """The mark of the next note; empty when it has one of its own, which stands in the text."""
        if reference.get(_W + "customMarkFollows") in ("1", "true", "on"):
            return ""
        self._count += 1
        return numeral(self._count, self._format)
