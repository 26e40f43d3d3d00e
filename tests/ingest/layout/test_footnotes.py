"""Footnotes at the foot of a page, and their marks in the text."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from support.typesetting import text_of

from kodetre.ingest.read import read
from kodetre.model.documents import Reading

SENTENCE = "Kommunen vil følge opp arbeidet med dem det gjelder"
Line = tuple[float, float, Sequence[tuple[str, float, float]]]
"""Points from the left and from below, and pieces of text with their size and how far they are raised, with nothing between."""


def plain(left: float, up: float, text: str, size: float = 10) -> Line:
    return left, up, [(text, size, 0)]


def note(up: float, mark: str, text: str, size: float) -> Line:
    """The first line of a note, its raised mark right against its first word."""
    return 72, up, [(mark, 0.7 * size, 0.35 * size), (text, size, 0)]


def printed(path: Path, *pages: Sequence[Line]) -> Reading:
    canvas = Canvas(str(path), pagesize=(595, 842), invariant=1)
    for page in pages:
        for start, up, pieces in page:
            left = start
            for text, size, raised in pieces:
                canvas.setFont("Helvetica", size)
                canvas.drawString(left, up + raised, text)
                left += stringWidth(text, "Helvetica", size)
        canvas.showPage()
    canvas.save()
    return read(path)


def body(page: int, *last: Line) -> list[Line]:
    return [
        plain(72, 760 - 14 * line, f"{SENTENCE} på side {page} linje {chr(97 + line)}.") for line in range(30)
    ] + list(last)


def marked(up: float, before: str, mark: str, after: str) -> Line:
    return 72, up, [(before, 10, 0), (mark, 6, 4), (after, 10, 0)]


def notes(reading: Reading) -> list[str]:
    return [text_of(reading, block) for block in reading.blocks if block.kind == "footnote"]


def test_a_mark_stays_a_mark_and_its_word_a_word(tmp_path: Path) -> None:
    page = body(1, marked(340, "Her er kommunen", "3", " nevnt, og her er planen.4".replace("4", "")))
    text = printed(tmp_path / "merke.pdf", page).text
    assert "Her er kommunen[3] nevnt, og her er planen." in text


def test_punctuation_follows_the_mark_that_it_follows_on_the_page(tmp_path: Path) -> None:
    assert (
        "Her er kommunen[12], og mer."
        in printed(tmp_path / "m.pdf", body(1, marked(340, "Her er kommunen", "12", ", og mer."))).text
    )


@pytest.mark.parametrize(
    ("before", "mark", "written"),
    [("på 12 km", "2", "12 km²"), ("om lag 10", "6", "10⁶"), ("fra NAV.", "2", "NAV.[2]")],
)
def test_a_power_is_no_mark(tmp_path: Path, before: str, mark: str, written: str) -> None:
    assert f"{written} i alt" in printed(tmp_path / "m.pdf", body(1, marked(340, before, mark, " i alt."))).text


def test_a_lowered_number_belongs_to_its_word(tmp_path: Path) -> None:
    line: Line = 72, 340, [("Utslipp av CO", 10, 0), ("2", 6, -2), (" skal ned.", 10, 0)]
    assert "av CO2 skal" in printed(tmp_path / "co2.pdf", body(1, line)).text


@pytest.mark.parametrize("size", [7.5, 9.0, 9.5])
def test_notes_are_known_by_their_raised_marks_however_little_smaller_they_are(tmp_path: Path, size: float) -> None:
    reading = printed(
        tmp_path / "noter.pdf",
        body(
            1,
            marked(340, "Her er kommunen", "1", " nevnt."),
            marked(320, "Her er fylket", "2", " nevnt."),
            note(100, "1", "Se lov om helse- og omsorgstjenester §", size),
            plain(72, 88, "3-2 og forskriften til den.", size),
            note(76, "2", "Jf. sak 45/21 i kommunestyret.", size),
        ),
    )
    assert notes(reading) == [
        "1 Se lov om helse- og omsorgstjenester § 3-2 og forskriften til den.",
        "2 Jf. sak 45/21 i kommunestyret.",
    ]


def test_a_number_on_the_line_begins_a_note_where_the_text_has_its_mark(tmp_path: Path) -> None:
    page = body(1, marked(340, "Her er kommunen", "1", " nevnt."), plain(72, 100, "1 Se kommunens egen utredning.", 9))
    assert notes(printed(tmp_path / "noter.pdf", page)) == ["1 Se kommunens egen utredning."]
    without = body(1, plain(72, 100, "1 Se kommunens egen utredning.", 9))
    assert notes(printed(tmp_path / "tekst.pdf", without)) == []


def test_a_note_goes_on_at_the_foot_of_the_next_page(tmp_path: Path) -> None:
    first = body(1, marked(340, "Her er kommunen", "1", " nevnt."), note(80, "1", "Denne noten er så lang at den", 8))
    second = body(
        2,
        marked(340, "Her er fylket", "2", " nevnt."),
        plain(72, 100, "fortsetter her, på neste side.", 8),
        note(88, "2", "Se planen.", 8),
    )
    assert notes(printed(tmp_path / "noter.pdf", first, second)) == [
        "1 Denne noten er så lang at den fortsetter her, på neste side.",
        "2 Se planen.",
    ]


def test_a_note_over_the_page_never_takes_a_paragraph_to_the_wrong_page(tmp_path: Path) -> None:
    open_end = plain(
        72, 326, "Dette avsnittet begynner på den første siden og går videre til den neste, for det er ikke"
    )
    first = body(
        1, marked(340, "Her er kommunen", "1", " nevnt."), open_end, note(80, "1", "Denne noten er så lang at den", 8)
    )
    rest = [
        plain(72, 760, "ferdig før på den andre siden."),
        *[plain(72, 700 - 14 * line, f"{SENTENCE} {line}.") for line in range(25)],
    ]
    second = [*rest, plain(72, 100, "fortsetter her, på neste side.", 8)]
    reading = printed(tmp_path / "noter.pdf", first, second)
    assert notes(reading) == ["1 Denne noten er så lang at den", "fortsetter her, på neste side."]
    assert reading.pages[0].start <= reading.text.index("Dette avsnittet begynner") < reading.pages[0].end
    assert reading.pages[1].start <= reading.text.index("ferdig før på") < reading.pages[1].end


def test_small_print_at_the_foot_that_nothing_points_at_is_no_note(tmp_path: Path) -> None:
    page = body(1, plain(72, 100, "Trykt hos trykkeriet i byen.", 8))
    assert notes(printed(tmp_path / "kolofon.pdf", page)) == []


def test_a_number_printed_against_the_first_word_of_a_note_is_parted_from_it(tmp_path: Path) -> None:
    page = body(
        1,
        marked(340, "Her er kommunen", "1", " nevnt."),
        marked(326, "Her er planen", "2", " nevnt."),
        plain(72, 80, "1Se kommunens plan for arbeidet.", 9),
        plain(72, 66, "2Jf. vedtaket i saken om planen.", 9),
    )
    assert notes(printed(tmp_path / "noter.pdf", page)) == [
        "1 Se kommunens plan for arbeidet.",
        "2 Jf. vedtaket i saken om planen.",
    ]


def test_a_mark_that_had_no_room_on_its_line_goes_with_it(tmp_path: Path) -> None:
    page = body(
        1, plain(72, 340, "Her er det kommunen skal gjøre."), (72, 326, [("1", 6, 4)]), plain(72, 290, SENTENCE)
    )
    assert "Her er det kommunen skal gjøre.[1]\n\n" in printed(tmp_path / "merke.pdf", page).text


def test_a_note_goes_on_after_a_full_stop_where_it_is_set_as_one_with_the_next_note(tmp_path: Path) -> None:
    first = body(1, marked(340, "Her er kommunen", "1", " nevnt."), note(80, "1", "Denne noten er lang.", 8))
    second = body(
        2,
        marked(340, "Her er fylket", "2", " nevnt."),
        plain(72, 98, "Den går videre her.", 8),
        note(88, "2", "Se planen.", 8),
    )
    assert notes(printed(tmp_path / "noter.pdf", first, second)) == [
        "1 Denne noten er lang. Den går videre her.",
        "2 Se planen.",
    ]
