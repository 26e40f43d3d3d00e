"""A long table looks as Rich would draw it."""

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pytest import MonkeyPatch

from kodetre.cli import out

WORDS = st.text(st.sampled_from("abcdefgå -–漢字é"), max_size=60).map(lambda text: " ".join(text.split()))


def drawn(monkeypatch: MonkeyPatch, columns: list[str], rows: list[list[object]], many: int) -> list[str]:
    with monkeypatch.context() as patched:
        stdout = io.StringIO()
        patched.setattr("sys.stdout", stdout)
        patched.setattr(out, "_MANY", many)
        out.table(columns, rows, numeric=(1,))
        return stdout.getvalue().split("\n")


@settings(max_examples=60, deadline=None)
@given(rows=st.lists(st.tuples(WORDS, st.integers(0, 10**6), WORDS, WORDS), min_size=1, max_size=6))
def test_it_is_drawn_as_rich_draws_it(rows: list[tuple[object, ...]]) -> None:
    columns = ["dokument", "antall", "utdrag", "memo"]
    with pytest.MonkeyPatch.context() as patched:
        own = drawn(patched, columns, [list(row) for row in rows], 0)
        theirs = drawn(patched, columns, [list(row) for row in rows], 99)
    assert own == theirs


def test_what_is_too_wide_is_folded_as_rich_folds_it(monkeypatch: MonkeyPatch) -> None:
    rows: list[list[object]] = [
        ["D1", 1, "Kommunen har fått tilskudd til rusarbeidet. " * 9, "x" * 300],
        ["D22", 200, "to\nlinjer", ""],
        ["D3", 3, "Kort.", "Et lengre memo om det som står her, og hvorfor. " * 4],
    ]
    columns = ["dokument", "antall", "utdrag", "memo"]
    assert drawn(monkeypatch, columns, rows, 0) == drawn(monkeypatch, columns, rows, 99)


def test_what_drives_a_terminal_is_shown_and_not_sent(monkeypatch: MonkeyPatch) -> None:
    text = "\n".join(drawn(monkeypatch, ["a"], [["\x1b[31mrød"]], 0))
    assert "\x1b" not in text
    assert "rød" in text
