"""The pages of a report in Word: A4, or as a template has them, upright or on their side."""

from copy import deepcopy
from typing import Any

from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Cm, Length

_SHORT, _LONG, _MARGIN = Cm(21.0), Cm(29.7), Cm(2.5)
_LEAST_ROOM = Cm(6)


class Pages:
    """Begins pages, and knows how much room there is on them."""

    def __init__(self, document: Any, *, templated: bool) -> None:  # noqa: ANN401
        self._document = document
        page = document.sections[-1]
        if not templated:
            page.page_width, page.page_height = _SHORT, _LONG
            page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
        self._complete(page)
        self._turn(page, wide=False)

    @property
    def room(self) -> Length:
        """How wide a line is on this page."""
        page = self._document.sections[-1]
        return _room(page, page.page_width)

    @property
    def room_upright(self) -> Length:
        """How wide a line is on a page that stands upright."""
        page = self._document.sections[-1]
        return _room(page, min(page.page_width, page.page_height))

    def begin(self, *, wide: bool, first: bool) -> None:
        """Begin a page, on its side for what is wide; the first one is there already."""
        if not first:
            self._add()
        self._turn(self._document.sections[-1], wide=wide)

    def fit(self, picture: Any) -> None:  # noqa: ANN401
        """Make a picture no higher than the page has room for, with its caption."""
        page = self._document.sections[-1]
        high = Length(max(_LEAST_ROOM, page.page_height - page.top_margin - page.bottom_margin - Cm(3)))
        if picture.height > high:
            picture.width, picture.height = Length(int(picture.width * high / picture.height)), high

    def _add(self) -> None:
        """Begin a section. It ends in the last paragraph, so that no page holds an empty one alone."""
        body = self._document.element.body
        page = body.sectPr
        last = page.getprevious()
        if last is None or last.tag != qn("w:p") or last.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
            last = self._document.add_paragraph()._p
        ended = deepcopy(page)
        last.get_or_add_pPr().append(ended)
        for name in ("w:titlePg", "w:headerReference", "w:footerReference"):
            for child in page.findall(qn(name)):
                page.remove(child)
        for number in page.findall(qn("w:pgNumType")):
            number.attrib.pop(qn("w:start"), None)

    @staticmethod
    def _complete(page: Any) -> None:  # noqa: ANN401
        """Give a page that does not say how large it is the usual size."""
        if not page.page_width or not page.page_height:
            page.page_width, page.page_height = _SHORT, _LONG
        for name in ("left_margin", "right_margin", "top_margin", "bottom_margin"):
            if getattr(page, name) is None:
                setattr(page, name, _MARGIN)

    @staticmethod
    def _turn(page: Any, *, wide: bool) -> None:  # noqa: ANN401
        short, long = sorted((page.page_width, page.page_height))
        page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
        page.page_width, page.page_height = (long, short) if wide else (short, long)


def _room(page: Any, width: int) -> Length:  # noqa: ANN401
    return Length(max(_LEAST_ROOM, width - page.left_margin - page.right_margin - (page.gutter or 0)))
