"""The bookmarks of a PDF: which titles there are, how deep, and whether they stand in the text."""

from collections.abc import Iterable

from kodetre.ingest.layout.flow import Flow, Line
from kodetre.ingest.layout.headings import plain_title, without_number
from kodetre.pdf.file import Bookmark

_BELIEVED = 0.6
"""The share of the titles that must stand in the text before their depths are believed: some hold ids."""
_FIRST_LINE = 12
"""Letters that a line must have to be taken for the beginning of a title that goes on."""


class Bookmarks:
    """The titles (see `plain_title`) with their depth from 1, the first of each."""

    def __init__(self, bookmarks: Iterable[Bookmark] = ()) -> None:
        self.titles: dict[str, int] = {}
        for bookmark in bookmarks:
            self.titles.setdefault(plain_title(bookmark.title), bookmark.depth)
        self.titles.pop("", None)
        self._missing = set(self.titles)

    def see(self, flows: Iterable[Flow]) -> None:
        """Look for the titles among the lines of further columns."""
        if not self._missing:
            return
        lines: set[str] = set()
        for flow in flows:
            for item in flow.items:
                if isinstance(item, Line):
                    lines.add(plain_title(item.text))
                    lines.add(plain_title(without_number(item.text)))
        self._missing = {title for title in self._missing if not _stands_in(lines, title)}

    def depths(self) -> dict[str, int]:
        """The titles with their depths; none when most do not stand in the text."""
        in_text = len(self.titles) - len(self._missing)
        return self.titles if in_text >= _BELIEVED * len(self.titles) else {}


def _stands_in(lines: set[str], title: str) -> bool:
    """Whether a title is one of the lines, or a line is the beginning of it."""
    if title in lines:
        return True
    beginnings = (title[:end] for end in range(_FIRST_LINE + 1, len(title)))
    return any(beginning in lines for beginning in beginnings)
