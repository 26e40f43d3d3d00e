"""The bookmarks of a PDF: which titles there are, how deep, and whether they stand in the text."""

from collections.abc import Iterable

from kodetre.ingest.layout.flow import Flow, Line
from kodetre.ingest.layout.headings import plain_title, without_number
from kodetre.pdf.file import Bookmark

_BELIEVED = 0.6
"""The share of the titles that must stand in the text before their depths are believed: some hold ids."""
_FIRST_LINE = 12
"""Letters that a line must have to be taken for the beginning of a title that goes on."""

_LOOKED_AT, _BEGINS = 14, 5
"""Characters at the beginning of a line, and letters of them, that tell of most lines that no title begins so."""


class Bookmarks:
    """The titles (see `plain_title`) with their depth from 1, the first of each."""

    def __init__(self, bookmarks: Iterable[Bookmark] = ()) -> None:
        self.titles: dict[str, int] = {}
        for bookmark in bookmarks:
            self.titles.setdefault(plain_title(bookmark.title), bookmark.depth)
        self.titles.pop("", None)
        self._missing = set(self.titles)
        self._by_beginning: dict[str, list[str]] = {}
        self._beginnings = {title[:_BEGINS] for title in self.titles}
        for title in self.titles:
            if len(title) > _FIRST_LINE + 1:
                self._by_beginning.setdefault(title[: _FIRST_LINE + 1], []).append(title)

    def see(self, flows: Iterable[Flow]) -> None:
        """Look for the titles among the lines of further columns."""
        if not self._missing:
            return
        for flow in flows:
            for item in flow.items:
                if isinstance(item, Line):
                    text, title = item.text, without_number(item.text)
                    if self._may_begin(text):
                        self._seen(plain_title(text))
                    if title != text and self._may_begin(title):
                        self._seen(plain_title(title))

    def _may_begin(self, text: str) -> bool:
        """Whether a line begins as a title does: a look at its first letters, which spares most lines their plain form."""
        first = plain_title(text[:_LOOKED_AT])
        return len(first) < _BEGINS or first[:_BEGINS] in self._beginnings

    def _seen(self, line: str) -> None:
        """A line (see `plain_title`) was seen: its title is found, and those that it is the beginning of."""
        self._missing.discard(line)
        if len(line) > _FIRST_LINE:
            begun = self._by_beginning.get(line[: _FIRST_LINE + 1], ())
            self._missing.difference_update(title for title in begun if title.startswith(line))

    def depths(self) -> dict[str, int]:
        """The titles with their depths; none when most do not stand in the text."""
        in_text = len(self.titles) - len(self._missing)
        return self.titles if in_text >= _BELIEVED * len(self.titles) else {}
