"""Tables without a grid: with rules only, or with nothing but their columns."""

from pathlib import Path

import pytest
from reportlab.platypus import Paragraph
from support.pages import cell_texts, cells, page, row
from support.typesetting import AFTER, BEFORE, BODY, BOOK, LINES, ROWS, set_columns, table, tables, typeset

from kodetre.ingest.layout.aligned import aligned_tables, drawn_tables, tables_between_rules
from kodetre.ingest.read import read
from kodetre.pdf.page import Rule


@pytest.mark.parametrize("style", [BOOK, LINES, []], ids=["rules over and under", "rules between rows", "no rules"])
def test_a_table_without_a_grid_is_rows_of_cells(tmp_path: Path, style: list[tuple[object, ...]]) -> None:
    reading = typeset(tmp_path / "tabell.pdf", Paragraph(BEFORE, BODY), table(ROWS, style), Paragraph(AFTER, BODY))
    assert tables(reading) == [ROWS]
    assert [block.kind for block in reading.blocks] == ["paragraph", "table", "paragraph"]
    assert [block.header for block in reading.blocks] == [0, 1, 0]


def test_a_table_whose_first_row_is_values_has_no_header(tmp_path: Path) -> None:
    values = [["Løn", "12", "14", "15"], ["Drift", "3", "4", "5"], ["Sum", "15", "18", "20"]]
    reading = typeset(tmp_path / "tall.pdf", Paragraph(BEFORE, BODY), table(values, []), Paragraph(AFTER, BODY))
    assert tables(reading) == [values]
    assert {block.header for block in reading.blocks} == {0}


def test_a_list_of_contents_without_dots_is_no_table(tmp_path: Path) -> None:
    contents = [[f"{n}", name, "", str(page)] for n, (name, page) in enumerate(
        [("Innledning", 3), ("Mål og verdier", 5), ("Tiltak for unge", 9), ("Økonomi", 14), ("Oppfølging", 21)], start=1
    )]  # fmt: skip
    reading = typeset(tmp_path / "innhold.pdf", Paragraph("Innhold", BODY), table(contents, []))
    assert not tables(reading)


def test_two_columns_of_running_text_are_no_table(tmp_path: Path) -> None:
    path = tmp_path / "spalter.pdf"
    set_columns(path, [(BEFORE + " " + AFTER) * 3, (AFTER + " " + BEFORE) * 3])
    reading = read(path)
    assert not tables(reading)
    assert " ".join(reading.text.split()).replace("- ", "").startswith(BEFORE)


LEFTS = (72, 250, 400)


def rows_of_cells(*rows: tuple[str, ...]) -> list:
    return [cells(texts_, LEFTS[: len(texts_)], 100 + 14 * place) for place, texts_ in enumerate(rows)]


VALUES = [("Tiltak", "Frist", "Kroner"), ("Kurs", "2023", "120"), ("Leir", "2024", "85"), ("Hjelp", "2025", "9")]


def test_three_columns_of_values_are_a_table_without_any_rule() -> None:
    (table,) = aligned_tables(page([]), rows_of_cells(*VALUES))
    assert cell_texts(table) == [list(values) for values in VALUES]


def test_two_columns_are_a_table_only_between_rules() -> None:
    rows = rows_of_cells(*(values[:2] for values in VALUES))
    assert aligned_tables(page([]), rows) == []
    rules = [Rule(70, 420, y, y) for y in (88, 104, 148)]
    (table,) = tables_between_rules(page([], rules), rows)
    assert cell_texts(table) == [list(values[:2]) for values in VALUES]


def test_a_row_is_in_one_table_at_most() -> None:
    rules = [Rule(70, 480, y, y) for y in (88, 104, 148)]
    content = page([word for row_ in rows_of_cells(*VALUES) for word in row_], [*rules, *rules])
    assert len(drawn_tables(content)[0]) == 1


def test_rising_numbers_at_the_end_are_pages_of_a_list_of_contents() -> None:
    contents = [
        ("1", "Innledning", "3"),
        ("2", "Mål", "5"),
        ("3", "Tiltak", "9"),
        ("4", "Økonomi", "14"),
        ("5", "Mer", "21"),
    ]
    assert aligned_tables(page([]), rows_of_cells(*contents)) == []


def test_the_mark_of_a_list_item_is_no_cell() -> None:
    items = [[*row("•", 72, 100 + 14 * n), *row("et punkt i en liste", 100, 100 + 14 * n)] for n in range(6)]
    assert aligned_tables(page([]), items) == []


def test_the_rows_that_were_given_are_as_they_were() -> None:
    rows = rows_of_cells(*VALUES)
    before = [list(words) for words in rows]
    aligned_tables(page([]), rows)
    assert rows == before
