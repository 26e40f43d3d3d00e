"""Lines to headings, paragraphs, list items, tables and footnotes."""

from itertools import chain
from pathlib import Path

from reportlab.platypus import Paragraph
from support.pages import column, line, lines, row, texts, word
from support.typesetting import AFTER, BEFORE, BODY, text_of, typeset

from kodetre.ingest.layout.blocks import Builder
from kodetre.ingest.layout.drafts import Draft
from kodetre.ingest.layout.flow import Flow, Line
from kodetre.ingest.layout.headings import Styles
from kodetre.ingest.layout.lines import Segment
from kodetre.ingest.layout.tables import Cell, FoundTable

STYLES = Styles(10, False, {10: 12})


def test_headings_in_capitals_or_italics_of_the_size_of_the_text_are_told(tmp_path: Path) -> None:
    story = [
        Paragraph("<b>2 Merknader til forslaget</b>", BODY),
        Paragraph("2.1 KRAVENE TIL STILLINGEN MÅ STRYKES", BODY.clone("tight", spaceAfter=0)),
        Paragraph(BEFORE, BODY),
        Paragraph("<i>2.1.1 Gjeldende rett bør videreføres som den er</i>", BODY.clone("tight", spaceAfter=0)),
        Paragraph(AFTER, BODY),
        Paragraph(
            "2.2 Kommunen skal sørge for at alle får et tilbud innen rimelig tid etter at de har søkt om det.", BODY
        ),
    ]
    reading = typeset(tmp_path / "svar.pdf", *story)
    headings = [(block.level, text_of(reading, block)) for block in reading.blocks if block.kind == "heading"]
    assert headings == [
        (1, "2 Merknader til forslaget"),
        (2, "2.1 KRAVENE TIL STILLINGEN MÅ STRYKES"),
        (3, "2.1.1 Gjeldende rett bør videreføres som den er"),
    ]


def built(*pages: list[Flow]) -> list[Draft]:
    builder = Builder(STYLES)
    for page in pages:
        builder.page(page)
    return builder.finish()


def shown(drafts: list[Draft]) -> list[tuple[str, str]]:
    return [(draft.kind, " ".join(texts(chain.from_iterable(draft.lines)))) for draft in drafts]


LONG = "en linje med tekst som går helt ut til kanten av spalten"


def test_lines_that_go_on_are_one_paragraph_and_a_full_stop_before_the_edge_ends_it() -> None:
    assert shown(built([lines([LONG, LONG, "og slutter her.", "En ny " + LONG])])) == [
        ("paragraph", f"{LONG} {LONG} og slutter her."),
        ("paragraph", f"En ny {LONG}"),
    ]


def test_a_paragraph_goes_on_over_to_the_next_page() -> None:
    first = lines([LONG, LONG])
    second = lines([f"uten stopp {LONG}"], page=2)
    (only,) = built([first], [second])
    assert [words[0].page for words in only.lines] == [1, 1, 2]


def test_bullets_are_list_items_without_their_bullet_and_the_words_are_as_they_were() -> None:
    apart, glued = [word("•"), *row("Ta imot flere", 90)], [word("•Gi", 72, 112), *row("mer hjelp", 100, 112)]
    flow = column([Segment(apart), Segment(glued)])
    assert shown(built([flow])) == [("list_item", "Ta imot flere"), ("list_item", "Gi mer hjelp")]
    assert glued[0].text == "•Gi"


def test_footnotes_are_taken_off_the_foot_and_the_column_is_as_it_was() -> None:
    text = [Segment(row(LONG, 72, 100 + 12 * n)) for n in range(3)]
    note = Segment(row("1 Se kommunens plan for arbeidet", 72, 700, size=7))
    flow = column([*text, note])
    kinds = [draft.kind for draft in built([flow])]
    assert kinds == ["paragraph", "footnote"]
    assert len(flow.items) == 4


def test_small_type_without_anything_above_it_is_no_footnote() -> None:
    small = lines(["1 Se kommunens plan for arbeidet"], size=7)
    assert [draft.kind for draft in built([small])] == ["paragraph"]


def table(page: int, *rows: tuple[str, str]) -> Flow:
    cells: list[list[Cell | None]] = []
    for place, (first, second) in enumerate(rows):
        top = 100.0 + 14 * place
        left_cell = Cell(72, top, 162, top + 14, row(first, 72, top + 10, page=page))
        cells.append([left_cell, Cell(172, top, 262, top + 14, row(second, 172, top + 10, page=page))])
    return Flow([FoundTable(page, cells, 72, 100, 262, 140)], 72, 262, page)


def test_a_table_goes_on_on_the_next_page_without_its_header_again() -> None:
    first = table(1, ("Tiltak", "Frist"), ("Kurs", "2023"))
    (only,) = built([first], [table(2, ("Tiltak", "Frist"), ("Leir", "2024"))])
    assert only.table is not None
    assert [texts(chain.from_iterable(cells)) for cells in only.table] == [
        ["Tiltak", "Frist"], ["Kurs", "2023"], ["Leir", "2024"],
    ]  # fmt: skip


def test_a_table_two_pages_later_is_another() -> None:
    assert len(built([table(1, ("a", "b"), ("c", "d"))], [table(3, ("e", "f"), ("g", "h"))])) == 2


def test_a_page_of_leaders_is_the_contents() -> None:
    contents = lines(["Innhold", "Mål ........ 3", "Tiltak ........ 5", "Økonomi ........ 9"])
    drafts = built([contents])
    assert {draft.part for draft in drafts} == {"contents"}
    assert [draft.kind for draft in drafts] == ["heading", "paragraph", "paragraph", "paragraph"]


def test_what_no_further_page_can_change_is_let_go_of() -> None:
    builder = Builder(STYLES)
    builder.page([lines([f"{LONG}.", "Et avsnitt."], leading=30)])
    settled = builder.settled()
    rest = builder.finish()
    assert shown([*settled, *rest]) == [("paragraph", f"{LONG}."), ("paragraph", "Et avsnitt.")]
    assert len(settled) == 1


def test_a_date_at_the_beginning_of_a_line_is_no_list_item() -> None:
    assert [draft.kind for draft in built([column([Segment(line("14. mars vedtok styret planen").words)])])] == [
        "paragraph"
    ]


def at(*places: tuple[float, str], page: int = 1) -> Flow:
    """Lines one under another, each with how far in it begins."""
    return column(Segment(row(text, left, 100 + 12 * n, page=page)) for n, (left, text) in enumerate(places))


def test_letters_with_a_full_stop_count_items_and_an_abbreviation_does_not() -> None:
    items = at((72, "1. Kommunen har et ansvar"), (90, "a. Styrke tilbudet"), (90, "b. Bygge ut veiene"))
    assert shown(built([items])) == [
        ("list_item", "1. Kommunen har et ansvar"),
        ("list_item", "a. Styrke tilbudet"),
        ("list_item", "b. Bygge ut veiene"),
    ]
    broken = lines([f"{LONG} og bl.", "a. dette ansvaret, som er stort"])
    assert [kind for kind, _ in shown(built([broken]))] == ["paragraph"]


def test_a_paragraph_under_the_bullet_of_a_short_item_is_none_of_it() -> None:
    flow = at((72, "• Et nytt tilbud"), (72, f"Kommunen har {LONG}"), (72, LONG))
    assert shown(built([flow])) == [("list_item", "Et nytt tilbud"), ("paragraph", f"Kommunen har {LONG} {LONG}")]


def test_a_paragraph_on_the_next_page_is_none_of_an_item_that_hangs() -> None:
    first = at((72, f"1. Et tilbud om {LONG}"), (84, LONG), (72, f"2. Et tilbud om {LONG}."))
    second = at((72, f"Kommunen har {LONG}"), (72, LONG), page=2)
    assert [kind for kind, _ in shown(built([first], [second]))] == ["list_item", "list_item", "paragraph"]


def test_a_line_left_of_its_bullet_is_none_of_an_item_that_fills_its_line() -> None:
    hanging = (72, f"• Et tilbud om {LONG}"), (79, LONG)
    flow = at(*hanging, (90, f"– Et tilbud om {LONG} her"), (72, f"Kommunen {LONG}"), (72, LONG))
    assert [kind for kind, _ in shown(built([flow]))] == ["list_item", "list_item", "paragraph"]


def test_an_item_goes_on_in_the_next_column_wherever_that_stands() -> None:
    hanging = (300, f"• Et tilbud om {LONG}"), (305, LONG), (300, f"• Et tilbud om {LONG}"), (305, LONG)
    last = (300, f"• Et siste tilbud om {LONG} og")
    drafts = built([at(*hanging, last), at((72, f"mer {LONG}"), (72, "til slutt."))])
    assert shown(drafts)[-1] == ("list_item", f"Et siste tilbud om {LONG} og mer {LONG} til slutt.")


def test_an_item_set_as_a_paragraph_with_its_first_line_indented_goes_on() -> None:
    flow = at((84, f"• Et tilbud om {LONG}"), (72, f"Kommunen {LONG}"), (84, "• Et til"))
    assert [kind for kind, _ in shown(built([flow]))] == ["list_item", "list_item"]


def test_roman_numerals_in_brackets_count_items() -> None:
    flow = at((72, "(i) Styrke tilbudet"), (72, "(ii) Bygge ut veiene"), (72, "iii) Kurse de ansatte"))
    assert [kind for kind, _ in shown(built([flow]))] == ["list_item"] * 3


def test_a_sentence_goes_on_over_the_page_after_an_abbreviation() -> None:
    drafts = built([lines([LONG, f"{LONG[:-3]} jf."])], [lines([f"planen og {LONG}"], page=2)])
    assert [kind for kind, _ in shown(drafts)] == ["paragraph"]


def test_lines_set_in_the_middle_are_one_paragraph_where_the_next_word_had_no_room() -> None:
    flow = at((72, f"{LONG} og mer her."), (84, f"Kommunestyrevedtaket {LONG[:36]}"), (100, "og det siste her."))
    middle = (flow.left + flow.right) / 2
    centred = []
    for item in flow.items:
        assert isinstance(item, Line)
        centred.append(row(item.text, middle - (item.right - item.left) / 2, item.baseline))
    assert len(built([column(map(Segment, centred))])) == 1
