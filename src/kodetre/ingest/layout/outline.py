"""The outline of a PDF (its bookmarks): which titles there are, how deep, and whether they stand in the text."""

from collections.abc import Iterable

import pypdfium2 as pdfium

from kodetre.ingest.layout.flow import Flow, Line
from kodetre.ingest.layout.headings import plain_title, without_number

_FOUND = 0.6
"""The share of an outline's titles that must stand in the text before its depths are believed: some hold ids."""
_FIRST_LINE = 12
"""Letters that a line must have to be taken for the beginning of a title that goes on."""
_DEEPEST = 6


class Outline:
    """The titles (see `plain_title`) with their depth from 1."""

    def __init__(self, document: pdfium.PdfDocument | None) -> None:
        self.titles: dict[str, int] = {}
        self._missing: set[str] = set()
        try:
            for bookmark in document.get_toc(max_depth=_DEEPEST) if document is not None else ():
                self.titles.setdefault(plain_title(bookmark.get_title()), bookmark.level + 1)
        except (pdfium.PdfiumError, UnicodeDecodeError, ValueError):
            self.titles = {}
        self.titles.pop("", None)
        self._missing.update(self.titles)

    def see(self, flows: Iterable[Flow]) -> None:
        """Look for the titles among the lines of further columns."""
        if not self._missing:
            return
        said = [item.text for flow in flows for item in flow.items if isinstance(item, Line)]
        lines = {plain_title(text) for text in said} | {plain_title(without_number(text)) for text in said}
        self._missing -= {
            title
            for title in self._missing
            if title in lines or any(title[:end] in lines for end in range(_FIRST_LINE + 1, len(title)))
        }

    def depths(self) -> dict[str, int]:
        """The titles with their depths; none when most do not stand in the text."""
        found = len(self.titles) - len(self._missing)
        return self.titles if self.titles and found >= _FOUND * len(self.titles) else {}

    @property
    def found(self) -> float:
        """The share of the titles that stand as lines in the text, 0 to 1; 1 when there are none."""
        return 1 - len(self._missing) / len(self.titles) if self.titles else 1.0
