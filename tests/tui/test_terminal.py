"""The app as a person has it: a real terminal, keys in, screen out."""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.project import Kodetre

TMUX = shutil.which("tmux")


class Terminal:
    """A tmux session of its own with `kodetre code` in it."""

    def __init__(self, folder: Path, width: int, height: int) -> None:
        self.name = f"kodetre-{folder.name}-{width}-{time.time_ns()}"
        command = f"env -u NO_COLOR -u COLUMNS TERM=xterm-256color {sys.executable} -m kodetre code; sleep 60"
        self._run("new-session", "-d", "-s", "k", "-x", str(width), "-y", str(height), "-c", str(folder), command)

    def _run(self, *arguments: str) -> str:
        assert TMUX is not None
        return subprocess.run([TMUX, "-L", self.name, *arguments], check=True, capture_output=True, text=True).stdout

    def screen(self) -> str:
        return self._run("capture-pane", "-t", "k", "-p")

    def until(self, holds: str) -> str:
        """The screen when it holds some words; fails when it never does."""
        for _ in range(300):
            if holds in (now := self.screen()):
                return now
            time.sleep(0.1)
        raise AssertionError(f"'{holds}' never came onto the screen:\n{now}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self._run("send-keys", "-t", "k", key)
            time.sleep(0.15)

    def stop(self) -> None:
        self._run("kill-server")


@pytest.mark.skipif(TMUX is None, reason="tmux is not installed: the app was not looked at in a real terminal")
@pytest.mark.parametrize(("width", "height"), [(80, 24), (200, 60)])
def test_a_person_codes_in_a_terminal(project: Path, kodetre: Kodetre, width: int, height: int) -> None:
    terminal = Terminal(project, width, height)
    try:
        first = terminal.until("0 decided, ")
        assert "Handlingsprogram for helse og meistring" in first.splitlines()[0]
        assert "a accept" in first
        assert all(len(line) <= width for line in first.splitlines())
        terminal.press("a")
        terminal.until("Coded with")
        terminal.press("s", "c")
        terminal.until("Type part of a key")
        terminal.press("ø", "k", "o", "Enter")
        terminal.until("Coded with okonomi")
        terminal.press("?")
        terminal.until("reject: it does not belong here")
        terminal.press("Escape", "u")
        terminal.until("Taken back: code")
        terminal.press("q")
    finally:
        terminal.stop()
    found = [json.loads(line) for line in kodetre("codings", "--json").lines]
    assert len(found) == 1
    assert found[0]["coder"] == "Kari"
