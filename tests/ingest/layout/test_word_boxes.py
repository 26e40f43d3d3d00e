"""Boxes worked out for many words at once are those that each word says of itself."""

from hypothesis import given
from hypothesis import strategies as st

from kodetre.document.boxes import Box
from kodetre.ingest.layout.word_boxes import add_boxes
from kodetre.model.documents import WordBoxes
from kodetre.pdf.page import Word

points = st.floats(-300, 20_000)
box = st.tuples(*[st.integers(0, 65_535)] * 4)


def word(left: float, length: float, baseline: float, size: float, turned: Box | None) -> Word:
    return Word("ord", left, left + length, baseline, size, False, "Arial", 3, turned)


def words(turned: st.SearchStrategy[Box | None]) -> st.SearchStrategy[list[Word]]:
    return st.lists(st.builds(word, points, st.floats(0, 600), points, st.floats(0.01, 400), turned))


@given(words(st.none()) | words(st.none() | box))
def test_boxes_of_many_words_are_those_of_each(gathered: list[Word]) -> None:
    columns = WordBoxes()
    add_boxes(columns, gathered)
    boxes = zip(columns.page, columns.left, columns.top, columns.right, columns.bottom, strict=True)
    assert list(boxes) == [(word.page, *word.box) for word in gathered]
