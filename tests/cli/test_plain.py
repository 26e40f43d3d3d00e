"""The session line by line: what is asked can be looked up without leaving the question."""

from pathlib import Path

from support.project import Kodetre


def test_the_codes_that_fit_are_listed_where_a_code_is_asked_for(kodetre: Kodetre, small: Path) -> None:
    kodetre("undo")
    ran = kodetre("code", "--plain", answers="c\n?tilsk\nokonomi.tilskudd\nq\n")
    assert "  okonomi.tilskudd  Økonomi › Tilskudd\n" in ran.out
    assert "Coded with okonomi.tilskudd instead of" in ran.out


def test_a_new_code_can_be_put_under_one_that_was_looked_up(kodetre: Kodetre, small: Path) -> None:
    kodetre("undo")
    ran = kodetre("code", "--plain", answers="N\n?omdømme\nomdømme.media Mediene\nq\n")
    assert "omdømme.media is in the codebook." in ran.out
    assert "Mediene" in kodetre("codebook", "show", "omdømme.media").out


def test_what_fits_no_code_is_said(kodetre: Kodetre, small: Path) -> None:
    kodetre("undo")
    ran = kodetre("code", "--plain", answers="c\n?xyzzy\n\nq\n")
    assert "No code fits 'xyzzy'." in ran.out
    assert "Nothing was changed." in ran.out
