"""A regular expression that would not end: every command says so, with keyword, file and line, and the sessions go on."""

import asyncio
from pathlib import Path

import pytest
from support.project import Kodetre
from textual.widgets import Static

from kodetre.project.project import find
from kodetre.services.code import SessionRequest, open_late_session
from kodetre.services.suggest import SuggestRequest
from kodetre.tui.app import CodingApp

CODEBOOK = """\
dimensions:
  tema:
    label: Tema
    codes:
      penger: {label: Penger, definition: Om penger, keywords: [tilskudd]}
      treg:
        label: Treg
        definition: Om ingenting
        keywords:
          - plan
          - /(a|a)+$/
"""
PLACE = "kodebok.yaml:11:13"


@pytest.fixture
def slow(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project with a text and a keyword that take each other forever."""
    monkeypatch.setattr("kodetre.matching.expressions.SECONDS_PER_BLOCK", 0.3)
    root = tmp_path / "treg"
    kodetre("init", str(root))
    (root / "corpus" / "a.txt").write_text(f"En plan.\n\n{'a' * 40}!\n\nEt tilskudd til alle.\n", "utf-8")
    (root / "codebooks" / "kodebok.yaml").write_text(CODEBOOK, "utf-8")
    monkeypatch.chdir(root)
    assert kodetre("ingest", "corpus").code == 0
    return root


@pytest.mark.parametrize(
    "command",
    [("suggest",), ("code", "--accept-all", "--min-probability", "0"), ("report", "keywords"), ("report", "absence")],
    ids=" ".join,
)
def test_a_keyword_that_would_not_end_is_named_with_its_place(
    kodetre: Kodetre, slow: Path, command: tuple[str, ...]
) -> None:
    ran = kodetre(*command)
    assert ran.code == 5
    assert PLACE in ran.err
    assert "/(a|a)+$/ takes too long in D1" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    "command", [("search", "/(a|a)+$/"), ("report", "timeline", "--pattern", "/(a|a)+$/")], ids=" ".join
)
def test_a_pattern_that_would_not_end_is_told(kodetre: Kodetre, slow: Path, command: tuple[str, ...]) -> None:
    ran = kodetre(*command)
    assert ran.code == 2
    assert "/(a|a)+$/ takes too long in D1" in ran.err


def test_the_check_refuses_such_a_keyword_with_its_place(kodetre: Kodetre, slow: Path) -> None:
    ran = kodetre("codebook", "check")
    assert ran.code == 5
    assert f"{PLACE}: keyword '/(a|a)+$/': the regular expression can take forever" in ran.err


def test_such_a_keyword_is_not_added(kodetre: Kodetre, slow: Path) -> None:
    ran = kodetre("codebook", "add", "ny", "--keyword", "/(b|b)+$/")
    assert ran.code == 2
    assert "can take forever" in ran.err
    assert "ny" not in (slow / "codebooks" / "kodebok.yaml").read_text("utf-8")


def test_a_session_by_lines_goes_on_without_it_and_says_so(kodetre: Kodetre, slow: Path) -> None:
    ran = kodetre("code", "--plain", answers="f /(a|a)+$/\nf (\na\nq\n")
    assert ran.code == 0
    assert "Without keyword '/(a|a)+$/'" in ran.err
    assert PLACE in ran.err
    assert "2 suggestions to go through" in ran.out
    assert "The regular expression /(a|a)+$/ takes too long in D1." in ran.out
    assert "Something is missing at the end, at column 2." in ran.out
    assert "1 left to decide" in ran.out


def test_the_app_goes_on_without_it_and_says_so(slow: Path) -> None:
    request = SessionRequest(find(slow), SuggestRequest(coder="Kari"))
    shown: list[str] = []

    async def run() -> None:
        with open_late_session(request, lambda _: None) as late:
            app = CodingApp(late.session, suggestions=late.find_suggestions)
            async with app.run_test(size=(200, 40)) as pilot:
                await app.workers.wait_for_complete()
                await pilot.pause()
                shown.append(str(app.query_one("#answer", Static).content))
                assert late.session.left == 2
                for looked_for in ("(", "/(a|a)+$/"):
                    await pilot.press("f", *looked_for, "enter")
                    await pilot.pause()
                    shown.append(str(app.query_one("#answer", Static).content))
                assert app.is_running
                assert app.failed is None

    asyncio.run(run())
    assert "Without keyword '/(a|a)+$/'" in shown[0]
    assert "at column 2" in shown[1]
    assert "takes too long in D1" in shown[2]
