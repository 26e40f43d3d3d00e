"""Which paragraphs are headings, how deep, and which are captions."""

from collections.abc import Callable
from pathlib import Path

import pytest
from reportlab.platypus import Flowable, Paragraph, Spacer
from support.pages import row
from support.typesetting import AFTER, BEFORE, BODY, BOOK, ROWS, table, text_of, typeset

from kodetre.ingest.layout.drafts import Draft
from kodetre.ingest.layout.headings import Headings, Look, Styles, is_slanted, plain_title, without_number

FIGURE = "Figur 3: Antall brukere etter alder"


@pytest.mark.parametrize(
    ("around", "kind"),
    [
        (lambda: [Paragraph(FIGURE, BODY), Paragraph(AFTER, BODY)], "paragraph"),
        (lambda: [Spacer(1, 150), Paragraph(FIGURE, BODY)], "caption"),
        (lambda: [Paragraph(f"<i>{FIGURE}</i>", BODY), Paragraph(AFTER, BODY)], "caption"),
        (lambda: [Paragraph("Tabell 3 Tiltak i planen", BODY), table(ROWS, BOOK)], "caption"),
    ],
    ids=["in running text", "under a figure", "in italics", "over a table"],
)
def test_a_caption_has_something_beside_it_or_a_look_of_its_own(
    tmp_path: Path, around: Callable[[], list[Flowable]], kind: str
) -> None:
    reading = typeset(tmp_path / "figur.pdf", Paragraph(BEFORE, BODY), *around())
    named = [block for block in reading.blocks if text_of(reading, block).startswith(("Figur", "Tabell"))]
    assert [block.kind for block in named] == [kind]


STYLES = Styles(10, False, {10: 12})


def paragraph(text: str, baseline: float = 100, **looks: object) -> Draft:
    return Draft("paragraph", lines=[row(text, 72, baseline, **looks)])


def kinds(*drafts: Draft) -> list[str]:
    Headings().classify(drafts, STYLES)
    return [draft.kind for draft in drafts]


def test_a_larger_or_bolder_line_is_a_heading_and_a_sentence_in_bold_is_not() -> None:
    large, bold = paragraph("Bakgrunn", size=14), paragraph("Bakgrunn", bold=True)
    assert kinds(large, bold) == ["heading", "heading"]
    assert kinds(paragraph("Dette er en setning i fet skrift.", bold=True), paragraph("Bakgrunn")) == ["paragraph"] * 2


def test_the_head_of_a_table_in_bold_is_no_heading_and_a_title_far_from_its_number_is_one() -> None:
    cells = [*row("Nr.", 72, bold=True), *row("Tiltak", 120, bold=True), *row("Ansvarlig", 300, bold=True)]
    title = [*row("4", 72, bold=True), *row("Tiltak", 120, bold=True), *row("og ansvar", 155, bold=True)]
    assert kinds(Draft("paragraph", lines=[cells]), Draft("paragraph", lines=[title])) == ["paragraph", "heading"]


def test_a_caption_in_small_type_is_one_and_a_sentence_that_begins_so_is_not() -> None:
    assert kinds(paragraph("Tabell 2: Antall brukere", size=8)) == ["caption"]
    assert kinds(paragraph("Tabell 2 viser antall brukere", size=8)) == ["paragraph"]


def written(*drafts: Draft) -> Headings:
    headings = Headings()
    for number, draft in enumerate(drafts):
        draft.kind, draft.block = "heading", number
    headings.remember(drafts)
    return headings


def test_levels_come_from_numbers_then_bookmarks_then_looks_then_size() -> None:
    numbered = written(paragraph("1 Mål", size=16), paragraph("1.1 Delmål", size=13), paragraph("Uten nummer", size=13))
    assert numbered.levels({}) == {0: 1, 1: 2, 2: 2}
    marked = written(paragraph("Bakgrunn", size=12, bold=True), paragraph("Mandat", size=12, bold=True))
    assert marked.levels({"bakgrunn": 1, "mandat": 2}) == {0: 1, 1: 2}
    sized = written(paragraph("Stor", size=20), paragraph("Mindre", size=16), paragraph("Minst", size=13))
    assert sized.levels({}) == {0: 1, 1: 2, 2: 3}


def test_the_number_of_a_chapter_and_its_title_are_one_heading() -> None:
    number, title = paragraph("Kapittel 2", 100, size=18), paragraph("Forebygging", 140, size=24)
    far, alone = paragraph("Del II", 300, size=18), paragraph("Oppfølging", 500, size=24)
    assert kinds(number, title, far, alone)[1:] == ["heading"] * 3
    assert [[word.text for word in line] for line in title.lines] == [["Kapittel", "2"], ["Forebygging"]]
    assert (number.lines, len(far.lines)) == ([], 1)


@pytest.mark.parametrize("text", ["Sum 1 250", "Totalt 2023 17", "I alt 340", "2022 2023 A4"])
def test_the_total_of_a_table_and_a_line_of_years_are_no_headings(text: str) -> None:
    assert kinds(paragraph(text, bold=True)) == ["paragraph"]


def levels_of(*drafts: Draft) -> dict[int, int]:
    headings = Headings()
    headings.classify(drafts, STYLES)
    for number, draft in enumerate(drafts):
        draft.block = number
    headings.remember(drafts)
    return headings.levels({})


def test_a_lead_in_is_one_kind_throughout_a_document() -> None:
    often = [paragraph(text, bold=True) for text in ("SV vil", "SV vil:", "SV vil")]
    assert levels_of(*often, paragraph("Nei")) == {0: 1, 1: 1, 2: 1}
    seldom = [paragraph(text, bold=True) for text in ("Vi vil:", "Vi vil:", "Vi vil:", "Vi vil")]
    assert set(levels_of(*seldom).values()) == {0}


def test_a_title_of_the_outline_that_stands_by_itself_is_a_heading_whatever_it_looks_like() -> None:
    headings = Headings({plain_title("Bolig for alle"): 2})
    title, sentence = paragraph("1.2 Bolig for alle"), paragraph("Bolig for alle.")
    headings.classify([title, sentence], STYLES)
    assert (title.kind, sentence.kind) == ("heading", "paragraph")


def test_a_title_is_compared_without_number_case_and_punctuation() -> None:
    assert plain_title("Mål – og Tiltak!") == "målogtiltak"
    assert plain_title(without_number("2.1 Mandat")) == "mandat"


def test_an_italic_font_is_known_by_its_name() -> None:
    assert is_slanted("Times-Italic") and is_slanted("Helvetica-Oblique")
    assert not is_slanted("Times-Roman")


def test_a_text_that_is_too_long_for_a_heading_is_not_kept() -> None:
    assert Look.of([row("ord " * 200)]).text == ""
    assert Look.of([row("et par ord")]).text == "et par ord"


@pytest.mark.parametrize(
    ("apart", "size", "kind"),
    [(16, 10, "paragraph"), (40, 10, "heading"), (16, 13, "heading")],
    ids=["right over the table", "far from it", "larger than its letters"],
)
def test_what_heads_the_columns_of_a_table_is_no_heading(apart: float, size: float, kind: str) -> None:
    caption = Draft("caption", lines=[row("Tabell 2: Status", 72, 84)])
    table = Draft("table", table=[[row("Kurs", 72, 100 + apart), row("40", 200, 100 + apart)]])
    assert kinds(caption, paragraph("Måloppnåing", bold=True, size=size), table) == ["caption", kind, "table"]
