"""Tables of which only a part is drawn: every other row is shaded, or only the header."""

from collections.abc import Sequence

import pytest
from support.pages import cell_texts, cells, grid, page, row, word

from kodetre.ingest.layout.aligned import drawn_tables
from kodetre.pdf.page import Rule, Word

EDGES = [70.0, 220.0, 300.0, 380.0]
LEFTS = (75, 225, 305)
ROWS = [
    ("Tiltak", "Frist", "Kroner"),
    ("Kurs", "2025", "40"),
    ("Leir", "2026", "17"),
    ("Klubb", "2027", "8"),
    ("Sum", "", "65"),
]


def words_at(rows: Sequence[tuple[str, ...]], top: float = 104) -> list[Word]:
    return [word for place, texts in enumerate(rows) for word in cells(texts, LEFTS, top + 20 * place)]


def shaded(*places: int) -> list[Rule]:
    return [rule for place in places for rule in grid(EDGES, [90.0 + 20 * place, 110.0 + 20 * place])]


def tables_of(words: list[Word], rules: list[Rule]) -> list[list[list[str]]]:
    tables, _ = drawn_tables(page(words, rules))
    return [[[text or "" for text in row] for row in cell_texts(table)] for table in tables]


def test_every_other_row_shaded_is_one_table_with_the_rows_between_and_after() -> None:
    assert tables_of(words_at(ROWS), shaded(1, 3)) == [[list(texts) for texts in ROWS]]


def test_a_table_whose_header_alone_is_shaded_has_the_rows_under_it() -> None:
    assert tables_of(words_at(ROWS), shaded(0)) == [[list(texts) for texts in ROWS]]


def test_a_header_alone_is_no_table() -> None:
    assert tables_of(words_at(ROWS[:1]), shaded(0)) == []


def test_text_under_a_shaded_header_is_no_row() -> None:
    under = row("Kommunen skal gi et godt tilbud til alle som bor her og til dem som kommer", 75, 164)
    assert tables_of([*words_at(ROWS[:3]), *under], shaded(0)) == [[list(texts) for texts in ROWS[:3]]]


def test_a_caption_over_a_table_is_no_row() -> None:
    caption = cells(("Tabell 3: Tiltak", "og kroner", ""), LEFTS, 84)
    assert tables_of([*caption, *words_at(ROWS)], shaded(1, 3)) == [[list(texts) for texts in ROWS]]


def test_a_cell_over_several_rows_leaves_the_rows_beside_it() -> None:
    edges = [70.0, 160.0, 300.0, 400.0]
    lefts = (75, 165, 305)
    rows = [
        ("Område", "Mål", "Hvem"),
        ("Helse", "Kurs", "NAV"),
        ("", "Leir", "Kulturetaten"),
        ("", "Klubb", "Ungdomsråd"),
    ]
    words = [word for place, texts in enumerate(rows) for word in cells(texts, lefts, 104 + 20 * place)]
    rules = [
        *grid(edges, [90, 110]),
        *grid(edges[:2], [110, 170]),
        *grid(edges[1:], [110, 130]),
        *grid(edges[1:], [150, 170]),
    ]
    assert tables_of(words, rules) == [[list(texts) for texts in rows]]


def across(*tops: float, left: float = 70, right: float = 400) -> list[Rule]:
    return [Rule(left, right, top, top) for top in tops]


def test_rows_between_rules_may_have_a_first_cell_over_several_rows() -> None:
    lefts = (75, 165, 305)
    rows = [
        ("Område", "Mål", "Hvem"),
        ("Helse", "Kurs", "NAV"),
        ("", "Leir", "kulturetaten"),
        ("Skole", "Klubb", "rektor"),
    ]
    words = [word for place, texts in enumerate(rows) for word in cells(texts, lefts, 104 + 20 * place)]
    rules = [*across(90, 110, 150, 170), *across(130, left=160)]
    assert tables_of(words, rules) == [[list(texts) for texts in rows]]


def test_two_tables_with_text_between_them_are_two() -> None:
    below = [("Mål", "Frist", "Kroner"), ("Hus", "2030", "3"), ("Vei", "2031", "4")]
    text = row("Kommunen skal gi et godt tilbud til alle som bor her i bygda vår", 72, 160)
    words = [*words_at(ROWS[:3]), *text, *words_at(below, 194)]
    rules = [*across(90, 110, 150), *across(180, 200, 240)]
    assert tables_of(words, rules) == [[list(texts) for texts in ROWS[:3]], [list(texts) for texts in below]]


def test_a_caption_between_the_rule_under_the_running_header_and_the_table_is_no_row() -> None:
    caption = row("Tabell 1: Tiltak og kroner", 160, 76)
    assert tables_of([*caption, *words_at(ROWS[:3])], across(60, 90, 110, 150)) == [[list(texts) for texts in ROWS[:3]]]


def test_years_under_the_words_of_a_header_are_of_its_row() -> None:
    rows = [("Enhet", "Regnskap", "Budsjett"), ("", "2024", "2025"), ("Skole", "12", "14"), ("Helse", "8", "9")]
    words = [
        word
        for baseline, texts in zip((104, 116, 134, 148), rows, strict=True)
        for word in cells(texts, LEFTS, baseline)
    ]
    assert tables_of(words, across(90, 122, 156))[0][0] == ["Enhet", "Regnskap 2024", "Budsjett 2025"]


@pytest.mark.parametrize("left", [225, 272.5, 315], ids=["at the left", "in the middle", "at the right"])
def test_what_heads_several_columns_over_the_drawn_part_is_a_row_of_its_own(left: float) -> None:
    lefts = (75, 225, 285, 370)
    rows = [("", "2023", "2024", "2025"), ("Kurs", "4000", "8100", "3100"), ("Leir", "8200", "6400", "8000")]
    words = [word("Indikator", 75, 104, bold=True), word("Måloppnåing i %", left, 104, bold=True)]
    words += [w for place, texts in enumerate(rows, start=1) for w in cells(texts, lefts, 104 + 20 * place)]
    rules = [rule for top in (110.0, 150.0) for rule in grid([70.0, 220.0, 280.0, 340.0, 400.0], [top, top + 20])]
    assert tables_of(words, rules) == [[["Indikator", "Måloppnåing i %", "", ""], *map(list, rows)]]


def test_text_right_over_the_drawn_part_is_no_head_of_it() -> None:
    over = row("Kommunen skal gi et godt tilbud til alle som bor her", 75, 88)
    assert tables_of([*over, *words_at(ROWS)], shaded(1, 3)) == [[list(texts) for texts in ROWS]]


def test_a_rule_parts_two_cells_over_several_rows_that_are_not_shaded() -> None:
    edges, lefts = [70.0, 160.0, 300.0, 400.0], (75, 165, 305)
    rows = [
        ("Område", "Mål", "Hvem"),
        ("Helse", "Kurs", "NAV"),
        ("", "Leir", "Etat"),
        ("Skole", "Klubb", "Rektor"),
        ("", "Tur", "FAU"),
    ]
    words = [w for place, texts in enumerate(rows) for w in cells(texts, lefts, 104 + 20 * place)]
    shades = [*grid(edges, [90, 110]), *grid(edges[1:], [130, 150]), *grid(edges[1:], [170, 190])]
    assert tables_of(words, [*shades, *across(90, 110, 150, 190)]) == [list(map(list, rows))]
