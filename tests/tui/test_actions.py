"""The table of actions: what one entry in it gives, in the session and in each of its faces."""

import asyncio
import io
import subprocess
import sys
from pathlib import Path

import pytest
from support.coding_app import Make, app_on
from textual.pilot import Pilot

from kodetre.cli.plain import Plain
from kodetre.errors import BadSettings
from kodetre.model.documents import Span
from kodetre.project import settings
from kodetre.session import actions
from kodetre.session.actions import ACTIONS, Action, ActionKind, Question, key_line
from kodetre.session.state import SessionState
from kodetre.tui.ask import LineScreen


def first_words(state: SessionState, argument: str) -> str:
    """Select so many words at the beginning of the document."""
    words = state.documents[state.document].text.split()[: int(argument)]
    state.mark(state.document, Span(0, len(" ".join(words))))
    return f"The first {len(words)} words."


ONE_MORE = ActionKind(
    "first_words",
    "ø",
    first_words,
    "select the first words, by their number",
    "excerpt",
    Question("line", "How many words? ", "The first words: how many?"),
    shows="selection",
    short="first words",
    lines={"suggestion": 5, "prompt": 5},
)
"""An action that is nowhere but in the table."""


def run(app: Make, *keys: str) -> tuple[list[str], str, list[str]]:
    """The foot line at first, the questions of the windows that keys open, and the titles in the command palette."""
    questions: list[str] = []

    async def driven() -> tuple[str, list[str]]:
        async with app().run_test(size=(120, 30)) as pilot:
            await pilot.pause()
            foot = str(pilot.app.query_one("#foot").render())
            for key in keys:
                await pilot.press(*(key.removeprefix("type:") if key.startswith("type:") else [key]))
                await pilot.pause()
                questions.extend(asked(pilot))
            return foot, [command.title for command in pilot.app.get_system_commands(pilot.app.screen)]

    foot, titles = asyncio.run(driven())
    return questions, foot, titles


def asked(pilot: Pilot[None]) -> list[str]:
    screen = pilot.app.screen
    return [screen.asked] if isinstance(screen, LineScreen) else []


def test_an_action_that_is_put_into_the_table_is_in_the_app(project: Path) -> None:
    with app_on(project) as (app, session, _):
        session.actions = (*ACTIONS, ONE_MORE)
        questions, foot, titles = run(app, "ø", "type:3", "enter")
        selected = session.excerpt
    assert questions[0] == "The first words: how many?"
    assert foot.startswith("ø first words")
    assert "First words (ø)" in titles
    assert selected is not None
    assert len(selected[1].of(session.documents["D1"].text).split()) == 3


def test_an_action_that_is_put_into_the_table_is_in_the_session_line_by_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with app_on(project) as (_, session, _):
        session.actions = (*ACTIONS, ONE_MORE)
        Plain(session, io.StringIO("?\nø\n3\nq\n")).run()
        selected = session.excerpt
    shown = capsys.readouterr().out
    assert "ø/a/r/d/c/+/x/m/u/b/q> " in shown
    assert "  ø  select the first words, by their number" in shown
    assert "How many words? The first 3 words." in shown
    assert "Selected. c codes it" in shown
    assert selected is not None


def test_an_action_that_is_put_into_the_table_can_be_done_by_its_name(project: Path) -> None:
    with app_on(project) as (_, session, _):
        session.actions = (*ACTIONS, ONE_MORE)
        assert session.do(Action("first_words", "3")) == "The first 3 words."


def test_an_action_that_is_put_into_the_table_can_be_given_another_key(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "ACTIONS", (*ACTIONS, ONE_MORE))
    path = tmp_path / "kodetre.yaml"
    path.write_text("codebook: kodebok.yaml\nkeys: {first_words: å}\n", "utf-8")
    assert settings.read_settings(path).keys == (("first_words", "å"),)
    path.write_text("codebook: kodebok.yaml\nkeys: {first_words: a}\n", "utf-8")
    with pytest.raises(BadSettings, match="'a' is the key of 'accept' too"):
        settings.read_settings(path)


@pytest.mark.parametrize("key", ["1", "t", "' '", "''"])
def test_no_action_can_have_a_key_that_means_something_already(tmp_path: Path, key: str) -> None:
    path = tmp_path / "kodetre.yaml"
    path.write_text(f"codebook: kodebok.yaml\nkeys: {{accept: '{key.strip(chr(39))}'}}\n", "utf-8")
    with pytest.raises(BadSettings, match="cannot be a key of its own here"):
        settings.read_settings(path)


def test_no_two_actions_have_a_name_a_key_or_a_place_in_a_line_of_keys_in_common() -> None:
    assert len({kind.name for kind in ACTIONS}) == len(ACTIONS)
    assert len({kind.key for kind in ACTIONS}) == len(ACTIONS)
    for line in ("suggestion", "selection", "coding", "nothing", "prompt"):
        places = [kind.lines[line] for kind in key_line(ACTIONS, line)]
        assert places == sorted(set(places))


def test_the_settings_read_the_keys_without_what_does_the_actions() -> None:
    script = (
        "import sys, kodetre.project.settings\n"
        "heavy = ('numpy', 'sqlite3', 'textual', 'kodetre.session.state', 'kodetre.matching.index')\n"
        "print([name for name in heavy if name in sys.modules])\n"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "[]"
