"""The columns of a table without a grid, and the words of its lines in them."""

import pytest
from support.pages import cells, row, texts, word

from kodetre.ingest.layout.cells import cells_of, placed, strips, with_numbers_apart

LEFTS = (72, 220, 300)


def test_a_heading_over_several_columns_is_one_cell_in_the_first_of_them() -> None:
    rows = [
        cells(("Mål", "Andel i prosent av alle"), (72, 220), 100),
        *[cells(("Kurs", "40", "50"), LEFTS, baseline) for baseline in (114, 128, 142, 156)],
    ]
    lines, wide = placed(rows, strips(rows))
    assert [texts(cell) for cell in lines[0]] == [["Mål"], ["Andel", "i", "prosent", "av", "alle"], []]
    assert wide == {0}


def test_a_line_so_full_that_two_cells_touch_has_each_ones_words_apart() -> None:
    full = row("Kommunestyret 2025", 72, 100)
    year = full[1].left
    rows = [full, *[[word("Ungdomsråd", 72, baseline), word("2026", year, baseline)] for baseline in (114, 128, 142)]]
    lines, wide = placed(rows, [year - 1])
    assert [texts(cell) for cell in lines[0]] == [["Kommunestyret"], ["2025"]]
    assert not wide


def test_a_wide_space_of_a_justified_cell_parts_no_columns() -> None:
    rows = [cells(("Tiltak", "Hvem", "Frist"), (72, 140, 300), 100)]
    for baseline in (114, 140, 166):
        rows += [[*cells(("Kurs", "Helse", "2025"), (72, 140, 300), baseline), word("og", 200, baseline)]]
        rows[-1].sort(key=lambda word: word.left)
        rows += [row("omsorg", 140, baseline + 12)]
    assert len(strips(rows)) == 2


def test_numbers_that_hardly_stand_apart_from_the_names_before_them_are_a_column() -> None:
    rows = [
        [word("Kurs", 72, baseline), word(name, 220, baseline), word("2025", 290, baseline), word("7", 360, baseline)]
        for baseline, name in zip(
            (100, 114, 128, 142), ("Oppvekstetaten", "Næringsetatene", "NAV", "Helse"), strict=True
        )
    ]
    assert len(strips(rows)) == 3


def test_a_name_against_the_number_of_the_next_cell_is_two_words() -> None:
    glued = word("Kommunedirektøren2025", 200, 100)
    year = word("2026", glued.right - 20, 114)
    words = with_numbers_apart([glued, word("NAV", 200, 114), year])
    assert texts(words) == ["Kommunedirektøren", "2025", "NAV", "2026"]
    assert words[1].left == words[0].right == year.left


def test_a_name_with_a_number_of_its_own_stays_one_word() -> None:
    words = [word("covid2019", 200, 100), word("NAV", 200, 114), word("2026", 300, 114)]
    assert with_numbers_apart(words) is words


def test_a_narrow_gap_parts_cells_where_a_column_is_known_to_begin() -> None:
    line = [word("Kulturhus", 72), word("NAV", 122)]
    assert len(cells_of(line)) == 1
    assert len(cells_of(line, [72, 122])) == 2


def test_a_heading_in_which_two_cells_touch_has_a_cell_for_each_column() -> None:
    values = [cells(("Kurs", "40", "50", "60"), (72, 150, 200, 250), baseline) for baseline in (114, 128, 142, 156)]
    full = [word("Regnskap", 125, 100), word("Budsjett", 164.8, 100), *row("Budsjett Endring", 207, 100)]
    lines, wide = placed([[word("Enhet", 72, 100), *full], *values], [110, 165, 206])
    assert [texts(cell) for cell in lines[0]] == [["Enhet"], ["Regnskap"], ["Budsjett"], ["Budsjett", "Endring"]]
    assert not wide


def test_a_heading_over_several_columns_stays_whole_where_a_word_of_it_ends_with_a_column() -> None:
    values = [cells(("Kurs", "4000", "5000", "6000"), (72, 190, 240, 290), 114 + 14 * place) for place in range(4)]
    heading = [word("Andel-i-alt", 190, 100), word("av", 248, 100), word("prosentvis", 261, 100)]
    lines, wide = placed([[word("Mål", 72, 100), *heading], *values], [150, 225, 275])
    assert [texts(cell) for cell in lines[0]][1:] == [["Andel-i-alt", "av", "prosentvis"], [], []]
    assert wide == {0}


@pytest.mark.parametrize(("heads", "count"), [(("Frist", "Kostnad"), 2), (("Frist-for-det", ""), 1)])
def test_what_begins_in_one_place_after_years_is_a_column_where_it_has_a_heading(
    heads: tuple[str, str], count: int
) -> None:
    rows = [cells(("Tiltak", *heads), (72, 220, 244), 100)]
    names = ("Kurs", "Leir", "Klubb", "Hjelp")
    rows += [cells((name, f"202{n}", "435"), (72, 220, 244), 114 + 14 * n) for n, name in enumerate(names)]
    assert len(strips(rows)) == count
