"""The text layers of a PDF's pages: which pages have none, or one that cannot be read, and what is said of them."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from kodetre.i18n.message import by_number, msg
from kodetre.ingest.readers.legibility import illegible
from kodetre.pdf.page import INVISIBLE, PageContent

_FEWEST_LETTERS = 20
_PICTURED = 0.5
_GLYPHLESS = "glyphless"
"""In the name of the font that Tesseract writes with."""
_MOST_NAMED = 10
"""Pages that are named in a note."""


@dataclass(slots=True)
class TextLayers:
    """The physical numbers of pages by what is wrong with their text, and those whose text a program has recognised."""

    count: int
    broken: list[int] = field(default_factory=list)
    scanned: list[int] = field(default_factory=list)
    blank: list[int] = field(default_factory=list)
    garbage: list[int] = field(default_factory=list)
    recognised: list[int] = field(default_factory=list)
    outside: list[int] = field(default_factory=list)
    """Pages without any text but beside them, where nobody sees it."""
    remarks: list[str] = field(default_factory=list)
    """What else there is to say."""

    def add(self, more: "TextLayers") -> None:
        """Take in what was seen of further pages."""
        self.broken += more.broken
        self.scanned += more.scanned
        self.blank += more.blank
        self.garbage += more.garbage
        self.recognised += more.recognised
        self.outside += more.outside
        self.remarks.extend(remark for remark in more.remarks if remark not in self.remarks)

    @property
    def for_recognition(self) -> list[int]:
        """The pages whose text could be recognised from how they look."""
        return sorted((*self.scanned, *self.garbage))

    @property
    def status(self) -> str:
        """The status of the document: "ok", "partly" or "no text"."""
        if len(self.broken) + len(self.scanned) + len(self.blank) + len(self.garbage) == self.count:
            return "no text"
        return "partly" if self.broken or self.scanned or self.garbage else "ok"

    @property
    def notes(self) -> tuple[str, ...]:
        """What a person should know, a sentence each without full stop."""
        notes = []
        if self.broken:
            notes.append(msg("{listed} could not be read", listed=_listed(self.broken)))
        if self.scanned:
            notes.append(
                by_number(
                    len(self.scanned),
                    "{listed} is a picture without text (scanned)",
                    "{listed} are pictures without text (scanned)",
                    listed=_listed(self.scanned),
                )
            )
        if self.garbage:
            notes.append(
                msg(
                    "the text layer of {listed} looks like garbage, though the page may look right",
                    listed=_listed(self.garbage),
                )
            )
        if self.recognised:
            notes.append(
                msg(
                    "the text of {listed} was recognised by a program (OCR); check quotes from it",
                    listed=_listed(self.recognised),
                )
            )
        if self.outside:
            notes.append(
                msg(
                    "the text of {listed} stands beside what is shown of the page, and was left out",
                    listed=_listed(self.outside),
                )
            )
        notes.extend(self.remarks)
        if self.status == "no text":
            notes.append(msg("there is no text in it"))
        return tuple(notes)


def look_at(contents: Sequence[PageContent], broken: Sequence[int], known: Callable[[str], bool]) -> TextLayers:
    """Look at the text of every page but the broken ones; `known` says whether a lower-case word is in a word list."""
    layers = TextLayers(len(contents), broken=list(broken))
    for content in contents:
        if content.number in layers.broken:
            continue
        text = content.text
        letters = len(text) - max(0, len(content.words) - 1)
        if letters < _FEWEST_LETTERS and content.pictured > _PICTURED:
            layers.scanned.append(content.number)
        elif letters == 0:
            layers.blank.append(content.number)
            if content.outside:
                layers.outside.append(content.number)
        elif illegible(text, known):
            layers.garbage.append(content.number)
        elif _is_recognised(content):
            layers.recognised.append(content.number)
    return layers


def _is_recognised(content: PageContent) -> bool:
    """Whether most of a page's text was laid under a picture of it by a program, with a font that draws nothing."""
    fonts = Counter([word.font for word in content.words])
    unseen = sum(count for font, count in fonts.items() if font.startswith(INVISIBLE) or _GLYPHLESS in font.lower())
    return 2 * unseen > len(content.words)


def _listed(pages: Sequence[int]) -> str:
    named = ", ".join(map(str, pages[:_MOST_NAMED]))
    more = msg(" and {count} more", count=len(pages) - _MOST_NAMED) if len(pages) > _MOST_NAMED else ""
    return by_number(len(pages), "page {named}{more}", "pages {named}{more}", named=named, more=more)
