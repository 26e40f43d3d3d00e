"""A copy of a PDF with its codings as highlights."""

from kodetre.document.boxes import boxes_of
from kodetre.model.documents import WordBoxes
from kodetre.model.moments import write_moment
from kodetre.pdf.annotate import Highlight
from kodetre.report.data import ReportData

_TINT = 0.35
"""How much of a code's colour its highlight has."""


def highlights_of(data: ReportData, words: WordBoxes) -> list[Highlight]:
    """The excerpts of one document as highlights: the code and the memo in the note. Those on no page are left out."""
    colours = {code.key: _light(code.colour) for code in data.codebook.codes()}
    found = []
    for one in data.excerpts:
        coding = one.coding
        if boxes := boxes_of(words, coding.span):
            path = data.codebook.label_path(coding.code)
            memo = f"\n\n{coding.memo}" if coding.memo else ""
            colour = colours.get(coding.code, _light(""))
            found.append(Highlight(boxes, colour, coding.coder, path + memo, coding.id, write_moment(coding.created)))
    return found


def _light(colour: str) -> tuple[int, int, int]:
    """A colour (#0072b2; grey for none) most of the way to white: what is under several highlights can still be read."""
    digits = colour.lstrip("#") or "999999"
    red, green, blue = (round(255 - _TINT * (255 - int(digits[place : place + 2], 16))) for place in (0, 2, 4))
    return red, green, blue
