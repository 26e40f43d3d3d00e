"""Pages laid out together: what one page does not show, the others do."""

from pathlib import Path

from reportlab.pdfgen.canvas import Canvas
from support.pages import HEIGHT, cells, grid, items, page, row, texts, word

from kodetre.ingest.layout.flow import Flow, Line
from kodetre.ingest.layout.pages import Layout
from kodetre.ingest.layout.tables import FoundTable
from kodetre.ingest.read import read
from kodetre.pdf.page import PageContent, Word


def test_a_page_of_short_lines_is_read_by_the_columns_of_its_document(tmp_path: Path) -> None:
    path = tmp_path / "plan.pdf"
    canvas = Canvas(str(path), invariant=1)
    for number in range(4):
        canvas.setFont("Helvetica", 10)
        for column in range(2):
            for line in range(30):
                text = (
                    f"{number} {column} {line} ord"
                    if number == 2
                    else f"s{number} k{column} l{line} tekst som fyller spalten helt ut"
                )
                canvas.drawString(72 + 230 * column, 760 - 13 * line, text)
        canvas.showPage()
    canvas.save()
    reading = read(path)
    third = reading.pages[2]
    short = reading.text[third.start : third.end].split()
    columns = [short[place + 1] for place in range(0, len(short) - 3, 4)]
    assert columns == sorted(columns)


TEXT = "en linje med helt vanlig tekst"


def body(number: int, count: int = 12) -> list[Word]:
    words: list[Word] = []
    for place in range(count):
        words += row(f"{TEXT} {place}", 72, 150 + 14 * place, page=number)
    return words


def line_texts(flows: list[Flow]) -> list[str]:
    return [item.text for item in items(flows) if isinstance(item, Line)]


def test_a_running_header_is_out_of_the_columns_and_in_the_furniture() -> None:
    layout = Layout(5)
    pages = layout.lay_out([page([*row("Lindvik kommune", 72, 40, page=n), *body(n)], number=n) for n in range(1, 6)])
    assert all(len(line_texts(flows)) == 12 for flows in pages)
    assert [(line.text, line.page) for line in layout.furniture] == [("Lindvik kommune", n) for n in range(1, 6)]


def test_what_was_seen_of_the_pages_before_helps_with_those_after() -> None:
    layout = Layout(6)
    first = [page([*row("Lindvik kommune", 72, 40, page=n), *body(n)], number=n) for n in range(1, 6)]
    layout.lay_out(first)
    (last,) = layout.lay_out([page([*row("Lindvik kommune", 72, 40, page=6), *body(6)], number=6)])
    assert "Lindvik kommune" not in line_texts(last)


def test_the_words_of_a_table_are_in_no_line() -> None:
    words = [*cells(("Tiltak", "Frist"), (75, 175), 404), *cells(("Kurs", "2023"), (75, 175), 424)]
    rules = grid([70.0, 170.0, 270.0], [390.0, 410.0, 430.0])
    (flows,) = Layout(1).lay_out([page([*body(1), *words], rules)])
    assert line_texts(flows) == [f"{TEXT} {n}" for n in range(12)]
    assert sum(isinstance(item, FoundTable) for item in items(flows)) == 1


def test_what_runs_in_another_direction_comes_after_the_columns() -> None:
    content = PageContent(1, 595, HEIGHT, body(1), turned=[word("loddrett", 300, 20)])
    (flows,) = Layout(1).lay_out([content])
    assert line_texts(flows)[-1] == "loddrett"


def test_the_content_of_a_page_is_as_it_was() -> None:
    content = page([*body(1), word("3", 40, 160)])
    before = list(content.words), texts(content.words)
    Layout(1).lay_out([content])
    assert (content.words, texts(content.words)) == before


def test_a_line_of_one_column_does_not_go_on_in_the_other_where_only_the_document_shows_them() -> None:
    long = "tekst som fyller hele spalten ut til kanten"
    gutter = row(f"v {long}")[-1].right + 5
    left = [f"{chr(97 + place)} {long}" for place in range(20)]

    def columns(number: int, apart: float) -> list[Word]:
        words: list[Word] = []
        for place, text in enumerate(left):
            words += row(text, 72, 150 + 14 * place, page=number)
            words += row(text.upper(), gutter + 5, 150 + apart + 14 * place, page=number)
        return words

    around = [word for word in columns(4, 7) if word.left < gutter or not 225 < word.baseline < 250]
    shifted = [*around, *row("En overskrift", gutter + 5, 150 + 14 * 6, page=4)]
    flows = Layout(4).lay_out([*(page(columns(n, 0), number=n) for n in (1, 2, 3)), page(shifted, number=4)])[3]
    assert line_texts(flows[:1]) == left
