"""CSV in all the ways that programs write it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.project import Kodetre

from kodetre.csvfile import LONGEST, BadCsv, first_line, rows

cells = st.text(st.characters(exclude_characters="\x00", exclude_categories=["Cs"]), max_size=8)


@given(
    st.lists(st.lists(cells, min_size=1), min_size=1), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(",;\t")
)
def test_what_was_written_is_read(table: list[list[str]], end: str, separator: str) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator=end, delimiter=separator, quoting=csv.QUOTE_ALL).writerows(table)
    assert [row for _, row in rows(out.getvalue(), separator)] == table


def test_a_row_has_the_line_that_it_begins_on() -> None:
    assert [line for line, _ in rows('a,b\r1,"x\ry"\r3,4\r', ",")] == [1, 2, 4]
    assert first_line("a;b\r1;2\r") == "a;b"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ('a,b\n1,"2\n', 2, "is no CSV"),
        ("a,b\n1,\x002\n", 2, "NUL"),
        (f"a,b\n1,{'x' * (LONGEST + 1)}\n", 2, "more than 131,072 characters"),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, what: str) -> None:
    with pytest.raises(BadCsv, match=what) as raised:
        list(rows(text, ","))
    assert raised.value.line == line


METADATA = {
    "cr": ("file,year\rlindvik-alkohol-2024.pdf,2019\r", 0),
    "long": (f"file,title\na.pdf,{'x' * 200_000}\n", 4),
    "open": ('file,title\na.pdf,"x\n', 4),
    "nul": ("file,title\na.pdf,x\x00y\n", 4),
    "empty": ("", 4),
    "blank": ("\n\n\n", 4),
}


@pytest.mark.parametrize("kind", METADATA)
def test_odd_lists_of_metadata_are_read_or_told(kodetre: Kodetre, project: Path, kind: str) -> None:
    text, code = METADATA[kind]
    (project / "m.csv").write_text(text, "utf-8", newline="")
    ran = kodetre("ingest", "corpus", "--metadata", "m.csv")
    assert ran.code == code, ran.err
    assert ("m.csv" in ran.err) is bool(code)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("document,code,start,end\rD1,okonomi.tilskudd,0,8\r", 0),
        (f"document,code,quote\nD1,okonomi.tilskudd,{'x' * 200_000}\n", 4),
        ('document,code,quote\nD1,okonomi.tilskudd,"x\n', 4),
        ("document,code,quote\nD1,okonomi.tilskudd,x\x00y\n", 4),
        ("\n\n", 4),
    ],
)
def test_odd_files_of_decisions_are_read_or_told(kodetre: Kodetre, project: Path, text: str, code: int) -> None:
    (project / "rader.csv").write_text(text, "utf-8", newline="")
    ran = kodetre("apply", "rader.csv")
    assert ran.code == code, ran.err
    assert ("rader.csv" in ran.err) is bool(code)
