"""What a web page lets its reader look into: every excerpt, and the documents with their codings. Pure."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodetre.document.quote import cut
from kodetre.model.documents import Document
from kodetre.report.data import Excerpt, ReportData
from kodetre.report.options import Options

SHOWN = frozenset({"excerpts", "frequencies", "matrix", "compare", "cooccurrence", "timeline", "everything"})
"""The kinds of report whose counts lead to excerpts."""
_HIDDEN = dict.fromkeys(
    [*range(9), 11, 12, *range(14, 32), 127, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], "\u2060"
)
"""Control characters, and marks that turn the direction of what follows: as many signs that are not seen."""
_WIDE = 0xFFFF
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as a picture: its printed label, JPEG, width and height in points, and by coding the boxes of its excerpt in
    shares of the page: left, top, width, height.
    """

    label: str
    jpeg: bytes
    width: float
    height: float
    boxes: Mapping[str, Sequence[Box]]


@dataclass(frozen=True, slots=True)
class Explorer:
    """Data for the page's script: lists and dictionaries of texts and numbers, offsets in UTF-16 units as scripts count."""

    data: dict[str, object]
    images: Mapping[str, Sequence[PageImage]]
    """The pages with excerpts, by document."""


def explorer(data: ReportData, images: Mapping[str, Sequence[PageImage]]) -> Explorer:
    """The excerpts of a report, and the documents that they stand in."""
    first = {one.document.id: one for one in reversed(data.excerpts)}
    documents = [d for d in data.documents if d.id in first]
    read = {d.id: first[d.id].citer.locator.document for d in documents}
    place_of = {d.id: place for place, d in enumerate(documents)}
    codes, coders, citations, sections = _Numbers(), _Numbers(), _Numbers(), _Numbers()
    for code in data.codebook.codes():
        codes.of(code.key)
    units = {d.id: _Units(read[d.id]) for d in documents}
    found = []
    for one in data.excerpts:
        coding, unit = one.coding, units[one.document.id]
        before, after = cut(coding.anchor)
        _, section, citation = one.citer.standing(coding.span)
        row: list[object] = [
            place_of[one.document.id], codes.of(coding.code), coders.of(coding.coder), unit.at(coding.span.start),
            unit.at(coding.span.end), before + 2 * after, citations.of(citation), sections.of(section),
            coding.memo.translate(_HIDDEN), coding.origin,
        ]  # fmt: skip
        if images:
            row.append(coding.id)
        found.append(row)
    return Explorer(
        {
            "codes": [_code(data, key) for key in codes.values],
            "coders": coders.values, "citations": citations.values, "sections": sections.values, "excerpts": found,
            "documents": [
                {
                    "id": d.id, "title": d.metadata.title.translate(_HIDDEN), "source": data.source(d).translate(_HIDDEN),
                    "group": data.groups[d.id], "year": d.metadata.year, **_text(read[d.id], units[d.id]),
                }
                for d in documents
            ],
        },
        images,
    )  # fmt: skip


def _code(data: ReportData, key: str) -> dict[str, object]:
    code = data.codebook.find(key)
    label = code.label if code else key
    return {
        "key": key, "label": label, "path": data.codebook.label_path(key), "colour": code.colour if code else "",
        "depth": key.count("."),
    }  # fmt: skip


def _text(document: Document, unit: "_Units") -> dict[str, object]:
    """The text, its blocks as [kind, level, start, end, is body], and its pages as [start, label]."""
    pages = document.reading.pages if document.reading.paged else ()
    return {
        "text": document.text.translate(_HIDDEN),
        "blocks": [
            [block.kind, block.level, unit.at(block.start), unit.at(block.end), int(block.part == "body")]
            for block in document.reading.blocks
        ],
        "pages": [[unit.at(page.start), page.label] for page in pages],
    }


class _Numbers:
    """Texts that come again and again, each told once."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self._place: dict[str, int] = {}

    def of(self, text: str) -> int:
        """The number of a text, as it is shown."""
        text = text.translate(_HIDDEN)
        if text not in self._place:
            self._place[text] = len(self.values)
            self.values.append(text)
        return self._place[text]


class _Units:
    """Offsets in a document as scripts count: a character beyond the first 65,536 is two units."""

    def __init__(self, document: Document) -> None:
        text = document.text
        self._wide = (
            [place for place, letter in enumerate(text) if ord(letter) > _WIDE]
            if max(text, default="") > "\uffff"
            else []
        )

    def at(self, offset: int) -> int:
        """The offset in units of a place in code points."""
        return offset + bisect_left(self._wide, offset) if self._wide else offset


def chosen(kind: str, options: Options, excerpts: Sequence[Excerpt]) -> bool:
    """Whether a kind of report, made so, has excerpts to look into."""
    return kind in SHOWN and options.typical is None and not options.patterns and bool(excerpts)
