"""kodetre as a process of its own, and in this one."""

import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from unittest.mock import patch

from support.project import Ran, call
from typer.main import get_command

from kodetre.errors import ExitCode
from soak.fault_points import told

DOCUMENTED = frozenset(ExitCode) - {ExitCode.DEFECT}
"""The exit codes that docs/errors.md has, but for a defect."""
PATIENCE = 60.0
"""Seconds after which a command hangs."""
FAULT_POINTS = Path(__file__).with_name("fault_points.py")


@dataclass(frozen=True, slots=True)
class Command:
    """A command line, what is typed into it a line at a time, and the files that are there before it."""

    arguments: tuple[str, ...]
    answers: tuple[str, ...] = ()

    @property
    def typed(self) -> str:
        """All that is typed."""
        return "".join(f"{answer}\n" for answer in self.answers)

    def elsewhere(self, project: Path, other: Path) -> "Command":
        """The same for a copy of the project: paths in the one are those in the other."""
        arguments = tuple(argument.replace(str(project), str(other)) for argument in self.arguments)
        return Command(arguments, self.answers)

    def __str__(self) -> str:
        typed = f" ({' / '.join(self.answers)})" if self.answers else ""
        return "kodetre " + " ".join(self.arguments) + typed


_BUILT = cache(get_command)
"""All commands are put together once: that takes longer than most of them."""


def here(command: Command, folder: Path) -> Ran:
    """Run a command in this process, on the project in a folder; the details of a defect are kept beside it."""
    with patch("typer.testing._get_command", _BUILT), patch("tempfile.tempdir", str(folder.parent)):
        return call(*command.arguments, "--project", str(folder), answers=command.typed)


def moments_of(command: Command, project: Path) -> list[str]:
    """Run a command in this process, and give the moments that it went through."""
    moments: list[str] = []
    with told(project, moments.append):
        here(command, project)
    return moments


def a_moment(chance: random.Random, moments: Sequence[str]) -> int:
    """One of the moments, counted from 1. Rows are written often, so that it is mostly another one; 0 where there are none."""
    rare = [place for place, moment in enumerate(moments, start=1) if moment not in ("before INSERT", "before UPDATE")]
    if rare and chance.random() < 0.7:
        return chance.choice(rare)
    return chance.randint(1, len(moments)) if moments else 0


def environment(folder: Path) -> dict[str, str]:
    """What a process of kodetre is started with."""
    return {**os.environ, "NO_COLOR": "1", "COLUMNS": "160", "TMPDIR": str(folder.parent), "PYTHONUTF8": "1"}


class Running:
    """A command in a process of its own, in a group of its own so that what it started can be ended with it.

    At a point (see `fault_points.py`) it is killed, or rests for some seconds; before each answer that is typed there is a pause.
    """

    def __init__(
        self, command: Command, folder: Path, *, point: int = 0, rest: float = 0.0, pause: float = 0.0
    ) -> None:
        self.command = command
        program = [str(FAULT_POINTS), str(folder), str(point), str(rest)] if point else ["-m", "kodetre"]
        self._process = subprocess.Popen(
            [sys.executable, *program, *command.arguments, "--project", str(folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env=environment(folder),
            start_new_session=True,
        )
        self._typing = threading.Thread(target=self._type, args=(pause,), daemon=True)
        self._typing.start()

    def _type(self, pause: float) -> None:
        """Type the answers, resting before each."""
        stream = self._process.stdin
        assert stream is not None
        try:
            for answer in self.command.answers:
                time.sleep(pause)
                stream.write(f"{answer}\n".encode())
                stream.flush()
        except (OSError, ValueError):
            return  # it has ended
        finally:
            with suppress(OSError):
                stream.close()

    def kill_after(self, seconds: float) -> None:
        """Kill it at a time, unless it has ended by itself before."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            self._process.kill()

    def ended(self) -> Ran:
        """Wait for it; one that hangs is killed, and its exit code is that of SIGKILL."""
        assert self._process.stdout is not None and self._process.stderr is not None
        output: dict[str, bytes] = {}
        readers = []
        for name, stream in (("out", self._process.stdout), ("err", self._process.stderr)):
            reader = threading.Thread(target=lambda n=name, s=stream: output.__setitem__(n, s.read()), daemon=True)
            reader.start()
            readers.append(reader)
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._end_group()
        self._typing.join(1)
        for reader in readers:
            reader.join(5)
        texts = {name: data.decode("utf-8", "replace") for name, data in output.items()}
        return Ran(self._process.returncode, texts.get("out", ""), texts.get("err", ""))

    def _end_group(self) -> None:
        """End what it started and left behind: the processes that read files."""
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGKILL)


def wrong_with(command: Command, ran: Ran, codes: Collection[int] = DOCUMENTED) -> str:
    """What is wrong with how a command ended; empty when nothing is."""
    complaints = re.findall(r"this is a defect|Traceback|Fatal Python error", ran.err + ran.out)
    if ran.code in codes and not complaints:
        return ""
    return f"{command} ended with {ran.code}: {_last_lines(ran)}"


def _last_lines(ran: Ran) -> str:
    text = ran.err + "\n" + ran.out
    for path in re.findall(r"details are in (\S+\.txt)", text):
        if Path(path).exists():
            text += "\n" + Path(path).read_text("utf-8", "replace")
    return " | ".join(line.strip() for line in text.strip().splitlines()[-12:] if line.strip())[-900:]
