"""Tables without a grid: with rules only, or with nothing but their columns."""

from itertools import pairwise
from pathlib import Path

import pytest
from reportlab.lib.colors import lightgrey
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph
from support.pages import cell_texts, cells, page, row, word
from support.typesetting import AFTER, BEFORE, BLACK, BODY, BOOK, LINES, ROWS, set_columns, table, tables, typeset

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


def test_the_edges_of_shaded_rows_are_rules(tmp_path: Path) -> None:
    every_other = [("BACKGROUND", (0, row_), (-1, row_), lightgrey) for row_ in (1, 3, 5)]
    style = [("LINEABOVE", (0, 0), (-1, 0), 1, BLACK), ("LINEBELOW", (0, -1), (-1, -1), 1, BLACK), *every_other]
    reading = typeset(tmp_path / "farge.pdf", Paragraph(BEFORE, BODY), table(ROWS, style), Paragraph(AFTER, BODY))
    assert tables(reading) == [ROWS]
    assert not any(block.aside for block in reading.blocks)


def test_a_table_with_lines_between_columns_and_rows_and_none_around_it_is_whole(tmp_path: Path) -> None:
    style = [("INNERGRID", (0, 0), (-1, -1), 0.5, BLACK), ("LINEABOVE", (0, 0), (-1, 0), 0.5, BLACK),
             ("LINEBELOW", (0, -1), (-1, -1), 0.5, BLACK)]  # fmt: skip
    reading = typeset(tmp_path / "aapen.pdf", Paragraph(BEFORE, BODY), table(ROWS, style), Paragraph(AFTER, BODY))
    assert tables(reading) == [ROWS]


def test_a_row_that_is_drawn_as_one_cell_has_its_words_in_the_columns(tmp_path: Path) -> None:
    style = [
        ("GRID", (0, 0), (-1, 2), 0.5, BLACK),
        ("BOX", (0, 3), (-1, 3), 0.5, BLACK),
        ("GRID", (0, 4), (-1, -1), 0.5, BLACK),
    ]
    reading = typeset(tmp_path / "blandet.pdf", Paragraph(BEFORE, BODY), table(ROWS, style), Paragraph(AFTER, BODY))
    assert tables(reading) == [ROWS]


@pytest.mark.parametrize("style", [BOOK, []], ids=["rules over and under", "no rules"])
def test_rows_without_any_space_between_them_begin_with_a_value(
    tmp_path: Path, style: list[tuple[object, ...]]
) -> None:
    reading = typeset(tmp_path / "tett.pdf", Paragraph(BEFORE, BODY), table(ROWS, style, pad=0), Paragraph(AFTER, BODY))
    assert tables(reading) == [ROWS]


def test_borders_that_are_drawn_cell_by_cell_with_squares_at_their_corners_are_whole(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "word.pdf"), invariant=1)
    lefts, tops = (72.0, 232.0, 352.0, 472.0), (700.0, 670.0, 640.0, 610.0)
    for top in tops:
        for left in lefts:
            canvas.rect(left, top, 3, 3, stroke=0, fill=1)
        for left, right in pairwise(lefts):
            canvas.rect(left + 3, top, right - left - 3, 3, stroke=0, fill=1)
    for upper, lower in pairwise(tops):
        for left in lefts:
            canvas.rect(left, lower + 3, 3, upper - lower - 3, stroke=0, fill=1)
    values = [["Tiltak", "Frist", "Kroner"], ["Kurs", "2024", "120"], ["Leir", "2025", "85"]]
    for row_, top in zip(values, tops, strict=False):
        for text, left in zip(row_, lefts, strict=False):
            canvas.drawString(left + 8, top - 18, text)
    canvas.save()
    assert tables(read(tmp_path / "word.pdf")) == [values]


def test_a_table_beside_text_in_another_column_is_a_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "spalte.pdf"), invariant=1)
    canvas.setFont("Helvetica", 9)
    for place in range(50):
        canvas.drawString(60, 780 - 13 * place, "kommunen skal gi et godt tilbud til alle som bor")
        if not 10 <= place < 20:
            canvas.drawString(320, 778 - 13 * place, "de ytre bygdene skal ha det samme tilbudet som")
    values = [["Tiltak", "Frist", "Kroner"], ["Kurs", "2024", "120"], ["Leir", "2025", "85"], ["Hjelp", "2026", "9"]]
    for number, row_ in enumerate(values):
        for text, left in zip(row_, (320, 420, 480), strict=True):
            canvas.drawString(left, 640 - 16 * number, text)
    canvas.save()
    assert tables(read(tmp_path / "spalte.pdf")) == [values]


def lines_at(texts: list[str], left: float = 72) -> list:
    return [row(text, left, 100 + 14 * place) for place, text in enumerate(texts)]


@pytest.mark.parametrize(
    "rows",
    [
        [[*row(f"{n}.", 72, 100 + 14 * n), *row("et punkt som er ganske langt", 100, 100 + 14 * n)] for n in range(1, 7)],
        [cells(("Lindvik kommune", "Telefon 12 34 56 78"), (72, 350), 100 + 14 * n) for n in range(4)],
        lines_at(["Lindvik kommune", "Postboks 1", "0001 Lindvik", "post@lindvik.no"]),
        [[*row(f"{n}) {'mer' * (n % 3)}", 72, 100 + 14 * n), *row("tekst som går helt ut til enden av linjen", 130, 100 + 14 * n)]
         for n in range(1, 7)],
    ],
    ids=["numbered items", "letterhead in two columns", "address", "items with a word after the number"],
)  # fmt: skip
def test_lists_addresses_and_letterheads_are_no_tables(rows: list) -> None:
    assert aligned_tables(page([]), rows) == []


def test_text_with_numbers_of_its_lines_is_no_table(tmp_path: Path) -> None:
    canvas = Canvas(str(tmp_path / "linjer.pdf"), invariant=1)
    for place in range(40):
        canvas.setFont("Helvetica", 7)
        canvas.drawRightString(60, 780 - 14 * place, str(place + 1))
        canvas.setFont("Helvetica", 10)
        canvas.drawString(72, 780 - 14 * place, "kommunen skal gi et godt tilbud til alle som trenger det")
    canvas.save()
    assert not tables(read(tmp_path / "linjer.pdf"))


def test_a_line_of_text_with_wide_spaces_under_a_table_is_no_row_of_it() -> None:
    rows = [*rows_of_cells(*VALUES), cells(("2.1 Samtidig", "gis", "det"), (72, 205, 320), 156, size=12)]
    (table,) = aligned_tables(page([]), rows)
    assert cell_texts(table) == [list(values) for values in VALUES]


@pytest.mark.parametrize("left", [220, 274, 328], ids=["at the left", "in the middle", "at the right"])
def test_what_heads_several_columns_of_a_table_without_rules_is_a_row_of_its_own(left: float) -> None:
    lefts = (72, 220, 300, 383)
    rows = [("", "2023", "2024", "2025"), ("Kurs", "4000", "8100", "3100"), ("Leir", "8200", "6400", "8000"),
            ("Hjelp", "1200", "3400", "7000")]  # fmt: skip
    head = [word("Indikator", 72, 86, bold=True), word("Måloppnåing i %", left, 86, bold=True)]
    lines = [head, *(cells(texts_, lefts, 100 + 14 * place) for place, texts_ in enumerate(rows))]
    (table,) = aligned_tables(page([]), lines)
    assert [[text or "" for text in texts_] for texts_ in cell_texts(table)][1:] == [list(texts_) for texts_ in rows]
    assert [text for text in cell_texts(table)[0] if text] == ["Indikator", "Måloppnåing i %"]


def test_the_rules_of_a_table_too_wide_for_its_column_take_in_no_words_of_the_next() -> None:
    rows = [("Tiltak", "2024", "2025"), ("Kurs", "120", "40"), ("Leir", "85", "17"), ("Hjelp", "9", "312")]
    lines = [cells(texts_, (72, 160, 220), 100 + 14 * place) for place, texts_ in enumerate(rows)]
    beside = [*row("skal gi et godt tilbud", 239, 100), *row("som bor i kommunen og", 239, 128)]
    content = page(
        [*beside, *(word_ for line in lines for word_ in line)], [Rule(70, 245, y, y) for y in (88, 104, 148)]
    )
    (table,), _ = drawn_tables(content)
    assert cell_texts(table) == [list(texts_) for texts_ in rows]
