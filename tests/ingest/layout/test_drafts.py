"""Drafts to one text: blocks, pages and word boxes that point into it."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from support.pages import row, word

from kodetre.ingest.layout.drafts import Composer, Draft, clean, compose, header_rows, on_one_line, pages_of


def paragraph(*texts: str, page: int = 1) -> Draft:
    return Draft("paragraph", lines=[row(text, 72, 100 + 12 * n, page=page) for n, text in enumerate(texts)])


def test_lines_are_joined_and_a_line_end_hyphen_is_mended() -> None:
    assert compose([paragraph("Vi har gode hold-", "ninger til planen.")]).text == "Vi har gode holdninger til planen."
    assert compose([paragraph("Vi har rus-", "og psykisk helse.")]).text == "Vi har rus- og psykisk helse."


def test_an_address_over_three_lines_is_one() -> None:
    lines = paragraph("Se https://www.lindvik.no/", "planer/rus-", "2024/plan.pdf for mer.")
    assert compose([lines]).text == "Se https://www.lindvik.no/planer/rus-2024/plan.pdf for mer."


def test_a_hyphen_that_hangs_stays_where_a_soft_one_is_printed() -> None:
    assert compose([paragraph("Vi har rus\u00ad", "og psykisk helse, og hold\u00ad", "ninger.")]).text == (
        "Vi har rus- og psykisk helse, og holdninger."
    )


def test_every_block_is_the_text_at_its_offsets_and_every_word_at_its_box() -> None:
    composed = compose([paragraph("Første avsnitt"), paragraph("Andre", page=2)])
    assert [composed.text[block.start : block.end] for block in composed.blocks] == ["Første avsnitt", "Andre"]
    assert [block.page_first for block in composed.blocks] == [1, 2]
    spans = zip(composed.boxes.start, composed.boxes.end, composed.boxes.page, strict=True)
    assert [(composed.text[start:end], page) for start, end, page in spans] == [
        ("Første", 1),
        ("avsnitt", 1),
        ("Andre", 2),
    ]


def test_a_draft_without_text_is_no_block() -> None:
    composed = compose([paragraph("Over"), Draft("paragraph", lines=[[word("\x07")]]), paragraph("Under")])
    assert composed.text == "Over\n\nUnder"
    assert len(composed.blocks) == 2


def test_a_table_is_rows_of_cells_parted_by_tabs_and_line_breaks() -> None:
    table = Draft("table", table=[[row("Tiltak"), row("Frist")], [row("Åpen time"), []]])
    composed = compose([table])
    assert composed.text == "Tiltak\tFrist\nÅpen time\t"
    assert composed.blocks[0].rows == (("Tiltak", "Frist"), ("Åpen time", ""))


def test_a_cell_of_several_lines_is_read_from_top_to_bottom() -> None:
    table = Draft("table", table=[[[*row("nederst", 72, 112), *row("øverst", 72, 100)], row("2")]])
    assert compose([table]).text == "øverst nederst\t2"


def test_the_composer_says_which_block_a_draft_became_and_levels_come_last() -> None:
    composer = Composer()
    drafts = [paragraph("Mål"), paragraph("Tekst")]
    composer.take(drafts)
    assert [draft.block for draft in drafts] == [0, 1]
    assert [block.level for block in composer.finish({0: 3}).blocks] == [3, 0]


def test_a_header_is_one_row_unless_the_first_holds_values() -> None:
    assert header_rows([["Tiltak", "2023", "2024"], ["Kurs", "1", "2"]]) == 1
    assert header_rows([["Kurs", "12", "14"], ["Leir", "3", "4"]]) == 0
    assert header_rows([["Tiltak", "Frist"]]) == 0


@given(st.dictionaries(st.integers(1, 6), st.integers(0, 50)), st.integers(50, 60))
def test_pages_lie_after_one_another_from_the_first_letter_to_the_last(starts: dict[int, int], length: int) -> None:
    ordered = dict(zip(sorted(starts), sorted(starts.values()), strict=True))
    pages = pages_of(ordered, [str(n) for n in range(1, 7)], length)
    assert (pages[0].start, pages[-1].end) == (0, length)
    assert all(before.end == after.start for before, after in pairwise(pages))


def test_control_characters_become_spaces_one_for_one() -> None:
    assert compose([Draft("paragraph", text="a\x07b")]).text == "a b"
    assert clean("a\u030a\u00ad\u200b") == "å"
    assert on_one_line("  a \n b\t") == "a b"


def test_a_cell_that_goes_on_in_the_next_column_of_its_page_is_read_in_order() -> None:
    cell = [*row("Tiltak for", 72, 700), *row("barn og unge", 320, 80)]
    assert compose([Draft("table", table=[[cell, row("2025", 200, 700)]])]).blocks[0].rows == (
        ("Tiltak for barn og unge", "2025"),
    )


def test_a_word_over_three_lines_of_a_narrow_cell_is_in_one_piece() -> None:
    cell = [*row("skole-", 72, 100), *row("fritids-", 72, 112), *row("ordning", 72, 124)]
    table = [[cell, row("2025", 200, 100)]]
    assert compose([Draft("table", table=table)]).blocks[0].rows == (("skolefritidsordning", "2025"),)


def test_a_line_that_breaks_after_a_stroke_has_no_space_there() -> None:
    lines = [row("tilbud i skole/", 72, 100), row("barnehage", 72, 112)]
    assert compose([Draft("paragraph", lines=lines)]).text == "tilbud i skole/barnehage"
