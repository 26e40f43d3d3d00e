"""The language that commands, errors and help speak."""

from pathlib import Path

import pytest
from support.project import Kodetre


@pytest.fixture
def nobody_said(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """Nothing on this machine says which language."""
    for variable in ("KODETRE_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG", "LANGUAGE"):
        monkeypatch.delenv(variable, raising=False)
    return monkeypatch


def test_the_option_comes_before_everything_else(
    kodetre: Kodetre, small: Path, nobody_said: pytest.MonkeyPatch
) -> None:
    nobody_said.setenv("KODETRE_LANGUAGE", "en")
    assert "er ikkje noko dokument" in kodetre("--language", "nn", "documents", "show", "D9").err
    assert "er ikkje noko dokument" in kodetre("--language=nn", "documents", "show", "D9").err


def test_the_variable_comes_before_the_project(kodetre: Kodetre, small: Path, nobody_said: pytest.MonkeyPatch) -> None:
    nobody_said.setenv("KODETRE_LANGUAGE", "en")
    assert "is no document" in kodetre("documents", "show", "D9").err


def test_the_project_comes_before_the_terminal(kodetre: Kodetre, small: Path, nobody_said: pytest.MonkeyPatch) -> None:
    nobody_said.setenv("LANG", "en_GB.UTF-8")
    assert "er ikke noe dokument" in kodetre("documents", "show", "D9").err


def test_a_project_elsewhere_says_its_language_too(
    kodetre: Kodetre, small: Path, nobody_said: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    settings = small / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("language: nb", "language: nn"), "utf-8")
    nobody_said.chdir(tmp_path)
    assert "er ikkje noko dokument" in kodetre("documents", "show", "D9", "--project", str(small)).err


def test_without_a_project_it_is_that_of_the_terminal(
    kodetre: Kodetre, nobody_said: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    nobody_said.chdir(tmp_path)
    assert "what there is" in kodetre("dokuments").err
    nobody_said.setenv("LANG", "nn_NO.UTF-8")
    assert "det finst ingen kommando" in kodetre("dokuments").err


def test_an_unknown_language_is_refused(kodetre: Kodetre, nobody_said: pytest.MonkeyPatch) -> None:
    ran = kodetre("--language", "sv", "documents")
    assert ran.code == 2
    assert "'sv' is no language of kodetre" in ran.err


def test_json_is_the_same_in_every_language(kodetre: Kodetre, small: Path, nobody_said: pytest.MonkeyPatch) -> None:
    given = [kodetre("--language", language, "journal", "--json").out for language in ("nb", "nn", "en")]
    assert given[0] == given[1] == given[2]


@pytest.mark.parametrize(
    "command",
    [
        ("documents",), ("documents", "check"), ("codebook", "check"), ("codebook", "check", "--corpus"), ("codings",),
        ("journal",), ("adrift",), ("actors",), ("keywords", "test", "--codings"), ("code", "--accept-all"), ("undo",),
        ("search", "xyzzy"), ("search", "("), ("documents", "show", "D9"), ("codebook", "add"), ("report",), ("backup",),
        ("words", "tilskudd"), ("search", "tilskudd", "--count"), ("ingest", "nowhere"), ("apply", "nowhere.csv"),
    ],
)  # fmt: skip
def test_every_sentence_goes_through_the_catalogue(
    kodetre: Kodetre, small: Path, nobody_said: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """In the language that is none every sentence stands in brackets."""
    nobody_said.setenv("KODETRE_LANGUAGE", "xx")
    ran = kodetre(*command)
    told = [line for line in (ran.err + ran.out).splitlines() if line.strip()]
    assert any("⟦" in line for line in told)
    assert [line for line in ran.err.splitlines() if " is " in line and "⟦" not in line and "⟧" not in line] == []


@pytest.mark.parametrize(("language", "usage", "help_line"), [
    ("nb", "Bruk:", "Vis hvert treff av et mønster"), ("nn", "Bruk:", "Vis kvart treff av eit mønster"),
    ("en", "Usage:", "Show every hit of a pattern"),
])  # fmt: skip
def test_help_is_in_the_language(kodetre: Kodetre, language: str, usage: str, help_line: str) -> None:
    ran = kodetre("--language", language, "search", "--help")
    assert usage in ran.out
    assert help_line in ran.out
