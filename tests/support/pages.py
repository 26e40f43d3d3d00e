"""Small pages made by hand: words, rules and lines without a file. Letters are half an em wide, spaces a quarter."""

from collections.abc import Iterable, Sequence
from itertools import chain

from kodetre.ingest.layout.columns import piece
from kodetre.ingest.layout.flow import Flow, Line, flow_of
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.tables import FoundTable
from kodetre.pdf.page import PageContent, Rule, Word

LETTER, SPACE = 0.5, 0.25
WIDTH, HEIGHT = 595.0, 842.0


def word(
    text: str,
    left: float = 72,
    baseline: float = 100,
    *,
    size: float = 10,
    bold: bool = False,
    page: int = 1,
) -> Word:
    """A word in points."""
    return Word(text, left, left + LETTER * size * len(text), baseline, size, bold, "Serif", page)


def row(text: str, left: float = 72, baseline: float = 100, **looks: object) -> list[Word]:
    """Words after one another on one baseline."""
    words: list[Word] = []
    for part in text.split():
        words.append(word(part, left, baseline, **looks))
        left = words[-1].right + SPACE * words[-1].size
    return words


def cells(texts: Sequence[str], lefts: Sequence[float], baseline: float, **looks: object) -> list[Word]:
    """A row of a table: texts that begin at these places; empty ones are left out."""
    words: list[Word] = []
    for text, left in zip(texts, lefts, strict=True):
        words += row(text, left, baseline, **looks)
    return words


def line(text: str, left: float = 72, baseline: float = 100, **looks: object) -> Line:
    """A line of running text."""
    (only,) = column([Segment(row(text, left, baseline, **looks))]).items
    assert isinstance(only, Line)
    return only


def column(segments: Iterable[Segment]) -> Flow:
    """Segments as one column."""
    return flow_of([piece(segment) for segment in segments])


def lines(texts: Iterable[str], *, top: float = 100, leading: float = 12, **looks: object) -> Flow:
    """A column of lines, one under another."""
    return column(Segment(row(text, baseline=top + leading * place, **looks)) for place, text in enumerate(texts))


def page(words: Iterable[Word], rules: Iterable[Rule] = (), *, number: int = 1, pictured: float = 0.0) -> PageContent:
    """A page of A4."""
    return PageContent(number, WIDTH, HEIGHT, list(words), rules=list(rules), pictured=pictured)


def texts(words: Iterable[Word]) -> list[str]:
    """What words say."""
    return [word.text for word in words]


def items(flows: Iterable[Flow]) -> list[Line | FoundTable]:
    """The lines and tables of columns, in order."""
    return list(chain.from_iterable(flow.items for flow in flows))


def cell_texts(table: FoundTable) -> list[list[str | None]]:
    """What the cells of a table say; None where there is none."""
    rows = []
    for cells_of_row in table.rows:
        rows.append([" ".join(texts(cell.words)) if cell is not None else None for cell in cells_of_row])
    return rows


def grid(lefts: Sequence[float], tops: Sequence[float]) -> list[Rule]:
    """The rules of a table whose columns and rows begin and end here."""
    across = [Rule(lefts[0], lefts[-1], top, top) for top in tops]
    down = [Rule(left, left, tops[0], tops[-1]) for left in lefts]
    return across + down
