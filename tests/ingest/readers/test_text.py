"""Plain text and Markdown."""

from pathlib import Path

import pytest

from kodetre.errors import BadEncoding, EmptyFile
from kodetre.ingest.read import read
from kodetre.ingest.readers import text as text_reader
from kodetre.ingest.readers.text import decoded
from kodetre.model.documents import Reading


def test_markdown_and_text_have_the_same_kinds_of_blocks(tmp_path: Path) -> None:
    note = tmp_path / "notat.md"
    note.write_text("# Mål\n\nVi vil *mer*.\n\n- ett\n- to\n\n| a | b |\n|---|---|\n| 1 | 2 |\n", "utf-8")
    reading = read(note)
    assert [(b.kind, reading.text[b.start : b.end]) for b in reading.blocks] == [
        ("heading", "Mål"), ("paragraph", "Vi vil mer."), ("list_item", "ett"), ("list_item", "to"), ("table", "a\tb\n1\t2"),
    ]  # fmt: skip
    plain = tmp_path / "notat.txt"
    plain.write_text("1 Mål\n\nVi vil ha flere hold-\nninger og ord i planen.\n\n- ett\n- to\n\fSide to.", "utf-8")
    reading = read(plain)
    found = [(b.kind, reading.text[b.start : b.end], b.page_first) for b in reading.blocks]
    assert found == [
        ("heading", "1 Mål", 1), ("paragraph", "Vi vil ha flere holdninger og ord i planen.", 1), ("list_item", "ett", 1),
        ("list_item", "to", 1), ("paragraph", "Side to.", 2),
    ]  # fmt: skip


def test_a_text_in_windows_1252_is_read_with_a_note(tmp_path: Path) -> None:
    path = tmp_path / "gammel.txt"
    path.write_bytes("Blåbær på øya".encode("cp1252"))
    reading = read(path)
    assert reading.text == "Blåbær på øya"
    assert "Windows-1252" in reading.notes[0]


def test_control_characters_never_reach_the_text(tmp_path: Path) -> None:
    path = tmp_path / "fiendtlig.txt"
    path.write_bytes("Før\x1b[2Jetter og\x9bmer".encode())
    reading = read(path)
    assert "\x1b" not in reading.text
    assert "\x9b" not in reading.text


def blocks(reading: Reading) -> list[tuple[str, str]]:
    return [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_the_encodings_that_say_what_they_are_are_read_without_a_note(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "notat.txt"
    path.write_bytes("Blåbær på øya".encode(encoding))
    assert decoded(path) == ("Blåbær på øya", ())


@pytest.mark.parametrize(
    ("content", "error"), [(b" \n ", EmptyFile), (b"a\x00b", BadEncoding), (b"\xff\xfea", BadEncoding)]
)
def test_what_is_no_text_has_an_error_that_says_why(tmp_path: Path, content: bytes, error: type) -> None:
    (tmp_path / "notat.txt").write_bytes(content)
    with pytest.raises(error):
        decoded(tmp_path / "notat.txt")


def test_wrapped_lines_are_one_paragraph_and_blank_lines_part_two(tmp_path: Path) -> None:
    path = tmp_path / "notat.txt"
    path.write_text("En linje som går\nover på den neste.\n\n2.1 Mål\n\nNytt avsnitt.", "utf-8")
    assert blocks(text_reader.read(path)) == [
        ("paragraph", "En linje som går over på den neste."), ("heading", "2.1 Mål"), ("paragraph", "Nytt avsnitt."),
    ]  # fmt: skip


def test_a_number_says_how_deep_a_heading_is(tmp_path: Path) -> None:
    path = tmp_path / "notat.txt"
    path.write_text("1 Mål\n\n1.2.3 Tiltak\n\nTekst.", "utf-8")
    assert [block.level for block in text_reader.read(path).blocks] == [1, 3, 0]


def test_a_list_inside_a_list_is_deeper_in_markdown(tmp_path: Path) -> None:
    path = tmp_path / "notat.md"
    path.write_text("- ett\n  - under\n\n```\nkode her\n```\n", "utf-8")
    reading = text_reader.read_markdown(path)
    assert [(block.kind, block.level) for block in reading.blocks] == [
        ("list_item", 1),
        ("list_item", 2),
        ("paragraph", 0),
    ]


DOUBLE = """1 Bakgrunn

Kommunen vil følge opp arbeidet med dem det gjelder i samråd med fylket og

andre som har ansvar for rusarbeidet i regionen, og som kan bidra til at planen

blir fulgt opp.

2 Tiltak

Det er satt av midler til tre tiltak i planperioden, og de skal følges opp av

kommunedirektøren hvert år.


Nytt avsnitt begynner her, etter to tomme linjer, for det hører ikke til det som

står over.
"""


def test_a_text_with_an_empty_line_after_every_line_is_joined(tmp_path: Path) -> None:
    path = tmp_path / "dobbel.txt"
    path.write_text(DOUBLE, "utf-8")
    reading = read(path)
    texts = [reading.text[block.start : block.end] for block in reading.blocks]
    assert [block.kind for block in reading.blocks] == ["heading", "paragraph", "heading", "paragraph", "paragraph"]
    assert texts[1].endswith(
        "i samråd med fylket og andre som har ansvar for rusarbeidet i regionen, og som kan bidra til at planen blir fulgt opp."
    )
    assert texts[-1].startswith("Nytt avsnitt begynner her")


def test_short_paragraphs_of_one_line_are_not_joined(tmp_path: Path) -> None:
    path = tmp_path / "avsnitt.txt"
    path.write_text("\n\n".join(f"Dette er avsnitt nummer {n}, og det er slutt." for n in range(12)), "utf-8")
    assert len(read(path).blocks) == 12
