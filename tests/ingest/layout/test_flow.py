"""A column: its lines and tables, and what is usual for the lines of a document."""

from support.pages import column, line, lines, row, word

from kodetre.ingest.layout.columns import piece
from kodetre.ingest.layout.flow import Line, StyleCounts, flow_of
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.tables import FoundTable


def test_segments_on_one_baseline_are_one_line_in_the_order_of_the_page() -> None:
    flow = column([Segment(row("først", 72)), Segment(row("sist", 300)), Segment(row("under", 72, 114))])
    assert [item.text for item in flow.items if isinstance(item, Line)] == ["først sist", "under"]


def test_a_table_stands_between_the_lines_over_and_under_it() -> None:
    table = FoundTable(1, [], 72, 110, 300, 150)
    flow = flow_of([piece(Segment(row("over"))), piece(table), piece(Segment(row("under", 72, 170)))])
    assert [type(item) for item in flow.items] == [Line, FoundTable, Line]
    assert flow.items[1] is table


def test_a_line_is_all_bold_when_every_word_with_letters_is() -> None:
    bold = [word("Mål", bold=True), word("–", 100), word("tiltak", 120, bold=True)]
    (whole,) = column([Segment(bold)]).items
    (part,) = column([Segment([*bold, word("nå", 160)])]).items
    assert isinstance(whole, Line) and isinstance(part, Line)
    assert (whole.all_bold, part.all_bold) == (True, False)


def test_a_column_is_justified_when_its_lines_end_at_the_edge() -> None:
    assert lines(["tekst som er like lang"] * 10).justified
    assert not lines([f"linje {'x' * n}" for n in range(10)]).justified
    assert not lines(["tekst som er like lang"] * 4).justified


def test_the_usual_style_is_that_of_most_letters() -> None:
    counts = StyleCounts()
    counts.add([lines(["Overskrift"], size=16, bold=True), lines(["vanlig tekst på en linje"] * 5, leading=13)])
    styles = counts.styles()
    assert (styles.body, styles.bold) == (10, False)
    assert styles.lead(10) == 13


def test_a_document_without_lines_has_a_style_all_the_same() -> None:
    assert StyleCounts().styles().body == 10


def test_a_line_has_the_page_and_the_edges_of_its_words() -> None:
    one = line("To ord", 80, 200, page=3)
    assert (one.page, one.left, one.baseline) == (3, 80, 200)
    assert one.right == one.words[-1].right
