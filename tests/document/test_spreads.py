"""Sheets with two printed pages: how they are typed, shown and cited."""

from array import array
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.document.citation import place_of
from kodetre.document.location import Locator
from kodetre.document.reading import page_ranges, pages_named
from kodetre.errors import NotPossible
from kodetre.model.documents import Block, Document, DocumentInfo, Metadata, Page, Reading, Span, WordBoxes

LENGTH = 100


def document(labels: list[str]) -> Document:
    """A document with a page of a hundred letters for each label."""
    text = "ord " * (LENGTH // 4) * len(labels)
    pages = tuple(Page(at + 1, label, at * LENGTH, (at + 1) * LENGTH) for at, label in enumerate(labels))
    blocks = (Block("paragraph", 0, 0, len(text), 1, len(labels)),)
    info = DocumentInfo(
        "D1", "", "", "a.pdf", Metadata(), "nb", "ok", len(labels), 1, True, datetime(2026, 1, 1, tzinfo=UTC)
    )
    return Document(info, Reading(text, pages, blocks))


def spreads(first: int, count: int, dash: str = "–") -> list[str]:
    return [f"{first + 2 * place}{dash}{first + 2 * place + 1}" for place in range(count)]


def halves(sheets: int) -> WordBoxes:
    """Each sheet has the words of its first half on the left and those of its second on the right."""
    starts = range(0, sheets * LENGTH, 4)
    left = [600 if start % LENGTH < LENGTH // 2 else 4000 for start in starts]
    return WordBoxes(
        array("I", starts),
        array("I", [start + 3 for start in starts]),
        array("I", [start // LENGTH + 1 for start in starts]),
        array("H", left),
        array("H", [100 for _ in starts]),
        array("H", [at + 3000 for at in left]),
        array("H", [110 for _ in starts]),
    )


@pytest.mark.parametrize("typed", ["62", "63", "62-63", "62–63", "62—63", " 62 - 63 ", "62-65"])
def test_a_sheet_with_two_pages_is_found_by_either_number_and_any_dash(typed: str) -> None:
    assert Locator.of(document(spreads(60, 5))).find_page(typed) == LENGTH


@pytest.mark.parametrize(("typed", "begins"), [("62", 100), ("63", 152), ("62–63", 100), ("64", 200), ("65", 252)])
def test_the_half_that_is_meant_is_gone_to(typed: str, begins: int) -> None:
    locator = Locator.of(document(spreads(60, 3)), lambda: halves(3))
    assert locator.find_page(typed) == begins


def test_without_the_places_of_words_a_half_is_its_sheet() -> None:
    assert Locator.of(document(spreads(60, 3))).find_page("63") == 100


def test_a_page_with_a_label_of_its_own_goes_before_a_sheet() -> None:
    assert Locator.of(document(["1–2", "2"])).find_page("2") == LENGTH


def test_pages_numbered_by_chapter_are_no_sheets_with_two_pages() -> None:
    locator = Locator.of(document(["3-3", "3-4", "3-5"]))
    assert locator.page_label(Span(LENGTH, LENGTH + 3)) == "3-4"
    assert locator.find_page("4") is None


def test_an_excerpt_over_two_sheets_is_cited_from_the_first_page_to_the_last() -> None:
    labels = Locator.of(document(spreads(20, 2))).labels(Span(90, 110))
    assert place_of(labels, (), "nb") == "s. 20–23"


@pytest.mark.parametrize(
    ("span", "cited"), [(Span(0, 20), "62"), (Span(60, 80), "63"), (Span(40, 60), "62–63"), (Span(60, 120), "63–64")]
)
def test_the_columns_tell_the_half_where_they_can(span: Span, cited: str) -> None:
    assert Locator.of(document(spreads(62, 3)), lambda: halves(3)).page_label(span) == cited


@given(st.integers(1, 900), st.integers(1, 6), st.data())
def test_a_citation_names_at_most_two_pages_that_rise_and_each_leads_back_to_its_sheet(
    first: int, count: int, data: st.DataObject
) -> None:
    start = data.draw(st.integers(0, count * LENGTH - 2))
    span = Span(start, data.draw(st.integers(start + 1, count * LENGTH)))
    for boxes in (None, lambda: halves(count)):
        locator = Locator.of(document(spreads(first, count)), boxes)
        labels = [int(label) for label in locator.labels(span)]
        assert labels in ([labels[0]], [labels[0], labels[-1]])
        assert labels[0] <= labels[-1]
        begins, ends = locator.pages(span)
        assert begins.start <= (locator.find_page(str(labels[0])) or 0) < begins.end
        assert ends.start <= (locator.find_page(str(labels[-1])) or 0) < ends.end


@pytest.mark.parametrize(
    ("typed", "sheets"),
    [("62", None), ("63-65", None), ("62-64", None), ("62-63", (2, 2)), ("60-63", (1, 2)), ("61-62", None)],
)
def test_sheets_are_signed_for_whole(typed: str, sheets: tuple[int, int] | None) -> None:
    locator = Locator.of(document(spreads(60, 3)))
    if sheets is not None:
        assert pages_named(locator, typed) == [sheets]
        return
    with pytest.raises(NotPossible, match="two printed pages"):
        pages_named(locator, typed)


def test_sheets_in_a_row_are_told_by_their_first_and_last_page() -> None:
    pages = document(["i", *spreads(60, 3)]).reading.pages
    assert page_ranges(pages, {2, 3}) == "60–63"
    assert page_ranges(pages, {1, 4}) == "i, 64–65"
