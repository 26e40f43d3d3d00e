"""Plain text and Markdown."""

from pathlib import Path

from kodetre.ingest.read import read


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
