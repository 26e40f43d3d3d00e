"""Reading order: columns one after another, and what runs over or across them."""

from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas
from support.pages import row
from support.typesetting import columns

from kodetre.ingest.layout.columns import Piece, flows, gutter_of, piece, usual_gutters, usual_right
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.read import read


@pytest.mark.parametrize(("count", "gutter"), [(1, 0), (2, 24), (2, 11), (3, 14)])
def test_columns_are_read_one_after_another_also_with_a_narrow_gutter(
    tmp_path: Path, count: int, gutter: float
) -> None:
    expected = columns(tmp_path / "spalter.pdf", count, gutter, heading="Overskrift over alle spaltene her")
    assert read(tmp_path / "spalter.pdf").text.split() == expected


def test_an_address_printed_over_the_next_column_does_not_part_it(tmp_path: Path) -> None:
    path = tmp_path / "adresse.pdf"
    canvas = Canvas(str(path), invariant=1)
    canvas.setFont("Helvetica", 10)
    address = "https://www.kommunen.no/" + "en-lang-adresse-som-ikke-kan-deles/" * 3
    left = [f"venstre linje {n:02} med tekst som fyller spalten" for n in range(30)]
    left[8:14] = [address] * 6
    for line, text in enumerate(left):
        canvas.drawString(72, 760 - 13 * line, text)
    for line in range(30):
        canvas.drawString(310, 757 - 13 * line, f"høyre linje {line:02} med tekst som fyller hele spalten")
    canvas.save()
    text = read(path).text
    assert text.index("venstre linje 29") < text.index("høyre linje 00")
    assert text.index("venstre linje 07") < text.index(address) < text.index("venstre linje 14")


TEXT = "tekst som fyller hele spalten her"


def pieces(*places: tuple[float, float], text: str = TEXT) -> list[Piece]:
    return [piece(Segment(row(text, left, baseline))) for left, baseline in places]


def side(left: float, count: int = 10) -> list[Piece]:
    return pieces(*((left, 100 + 14 * n) for n in range(count)))


def test_the_gutter_between_two_columns_is_found_and_a_single_column_has_none() -> None:
    left, right = side(72), side(300)
    gutter = gutter_of(left + right)
    assert gutter is not None
    assert left[0].right < gutter < right[0].left
    assert gutter_of(left) is None


def test_the_left_column_is_read_before_the_right() -> None:
    left, right = side(72), side(300)
    mixed = list(chain.from_iterable(zip(right, left, strict=True)))
    assert flows(mixed, gutter_of(mixed)) == [left, right]


def test_what_crosses_the_gutter_parts_what_is_over_it_from_what_is_under() -> None:
    over, under = (
        side(72) + side(300),
        [piece(Segment(row(TEXT, p.left, p.bottom + 300))) for p in side(72) + side(300)],
    )
    bar = piece(Segment(row("en overskrift som går over begge spaltene på denne siden her", 72, 320)))
    columns_ = flows([*under, bar, *over], gutter_of([*under, bar, *over]))
    assert [len(column) for column in columns_] == [10, 10, 1, 10, 10]
    assert columns_[2] == [bar]


@given(st.lists(st.tuples(st.floats(0, 500), st.floats(0, 800)), max_size=25), st.floats(50, 450))
def test_every_piece_is_in_exactly_one_column(places: list[tuple[float, float]], usual: float) -> None:
    on_page = pieces(*places, text="ord")
    in_columns = list(chain.from_iterable(flows(on_page, gutter_of(on_page), [usual])))
    assert len(in_columns) == len(on_page)
    assert set(in_columns) == set(on_page)


def test_the_usual_gutter_is_that_of_most_pages_and_there_is_none_for_few() -> None:
    assert usual_gutters([300.0, 301.0, None, 299.0, 120.0]) == (300.0,)
    assert usual_gutters([300.0, None, None, None, None, None, None]) == ()
    assert usual_gutters([None, None]) == ()


def test_the_right_edge_of_a_column_does_not_follow_a_line_that_runs_over_it() -> None:
    assert usual_right([280.0] * 19 + [520.0]) == 280.0
    assert usual_right([280.0, 520.0]) == 520.0
