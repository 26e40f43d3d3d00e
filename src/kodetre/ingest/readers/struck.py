"""Words that a file says are struck through: marked, read as others are, or left out, as the project has it (see `Strike`)."""

from dataclasses import dataclass, field

from kodetre.ingest.layout.drafts import STRUCK, on_one_line
from kodetre.model.documents import Furniture, Strike


@dataclass(slots=True)
class StruckWords:
    """What becomes of a document's struck words, and those of them that were left out."""

    strike: Strike = "mark"
    left_out: list[Furniture] = field(default_factory=list)

    def paragraph(self) -> "StruckParagraph":
        """A paragraph to be written, or whatever else no struck stretch runs out of."""
        return StruckParagraph(self)


@dataclass(slots=True)
class StruckParagraph:
    """A paragraph that is written piece by piece; white space at the ends of a struck stretch stays outside of its marks."""

    _words: StruckWords
    _is_open: bool = False
    _waiting: str = ""
    """White space after struck words, which is within the stretch if it goes on."""
    _at_space: bool = True
    """Whether white space, or nothing, stands before what comes next."""
    _has_left_out: bool = False
    """Whether what was written last was left out."""

    def write(self, piece: str, *, struck: bool, page: int = 1) -> str:
        """What a piece of text is written as; `page` is the one that it stands on."""
        strike = self._words.strike
        if not piece or strike == "keep":
            return piece
        if struck and strike == "drop":
            self._leave_out(piece, page)
            return ""
        if not struck:
            kept = piece.lstrip() if self._has_left_out and self._at_space else piece
            self._has_left_out = False
            self._at_space = piece[-1].isspace()
            return self.end() + kept
        bare = piece.strip()
        if not bare:
            self._waiting += piece if self._is_open else ""
            return "" if self._is_open else piece
        ends = len(piece.rstrip())
        begins = len(piece) - len(piece.lstrip())
        before = self._waiting + piece[:begins] + ("" if self._is_open else STRUCK)
        self._is_open, self._waiting = True, piece[ends:]
        return before + bare

    def end(self) -> str:
        """What ends a struck stretch that is open."""
        ended = STRUCK + self._waiting if self._is_open else ""
        self._is_open, self._waiting = False, ""
        return ended

    def _leave_out(self, piece: str, page: int) -> None:
        self._has_left_out = True
        if text := on_one_line(piece):
            self._words.left_out.append(Furniture(page, "margin", text))
