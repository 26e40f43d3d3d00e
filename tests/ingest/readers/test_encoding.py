"""Text files are read in whatever encoding they are written, and what was guessed or damaged is said."""

from pathlib import Path

import pytest

from kodetre.errors import BadEncoding, EmptyFile
from kodetre.ingest.readers.encoding import decoded

TEXT = "Tilskudd på 12 m² til å følge opp – «årsverk».\nNeste linje.\n"
MARKED = ("utf-8-sig", "utf-16", "utf-32")
WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def written(folder: Path, data: bytes) -> Path:
    path = folder / "a.txt"
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("encoding", ["utf-8", *MARKED])
def test_what_says_how_it_is_written_is_read_without_a_word(tmp_path: Path, encoding: str) -> None:
    assert decoded(written(tmp_path, TEXT.encode(encoding))) == (TEXT, ())


@pytest.mark.parametrize("encoding", WIDE)
def test_a_mark_of_either_order_is_read(tmp_path: Path, encoding: str) -> None:
    assert decoded(written(tmp_path, ("\ufeff" + TEXT).encode(encoding))) == (TEXT, ())


@pytest.mark.parametrize("encoding", WIDE)
def test_wide_letters_without_a_mark_are_read_and_said(tmp_path: Path, encoding: str) -> None:
    text, notes = decoded(written(tmp_path, TEXT.encode(encoding)))
    assert text == TEXT
    assert notes == (f"does not say how it is written, and was read as {encoding.upper()}",)


@pytest.mark.parametrize("encoding", MARKED)
def test_a_file_with_only_a_mark_is_empty(tmp_path: Path, encoding: str) -> None:
    with pytest.raises(EmptyFile, match="has no text"):
        decoded(written(tmp_path, "".encode(encoding)))


def test_old_norwegian_letters_are_read_and_said(tmp_path: Path) -> None:
    text, notes = decoded(written(tmp_path, TEXT.encode("cp1252")))
    assert text == TEXT
    assert "Windows-1252" in notes[0]


def test_damage_in_the_middle_does_not_change_the_letters_around(tmp_path: Path) -> None:
    data = (TEXT * 3).encode() + b"skad\xff\n" + TEXT.encode()
    text, notes = decoded(written(tmp_path, data))
    assert text == TEXT * 3 + "skad\ufffd\n" + TEXT
    assert notes == ("has letters that are damaged (1, the first on line 7); they are shown as \ufffd",)


def test_a_stray_nul_is_a_space_and_said(tmp_path: Path) -> None:
    text, notes = decoded(written(tmp_path, (TEXT * 5).encode() + b"en\x00to"))
    assert text == TEXT * 5 + "en to"
    assert "holds NUL bytes (1)" in notes[0]


@pytest.mark.parametrize("data", [b"\x00\x01\x02\xff" * 100, b"\x7fELF\x00\x00\x00\x01" * 9, b"a\x00\x00b\x00c"])
def test_what_is_no_text_is_refused(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BadEncoding, match="is not a text file"):
        decoded(written(tmp_path, data))


def test_a_mark_that_lies_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadEncoding, match="says it is UTF-16 and is not"):
        decoded(written(tmp_path, b"\xff\xfea"))
