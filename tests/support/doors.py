"""Commands at real pipes, devices and terminals, without the time that a process of Python takes to begin."""

import io
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from kodetre.cli import answers as answers_of
from kodetre.cli import out, talk
from kodetre.cli.main import app

_PIPE, _ROOM = 1 << 20, 4096


@dataclass(frozen=True, slots=True)
class Ended:
    """What a command ended with, and the very bytes that it wrote."""

    code: int
    out: bytes
    err: bytes


def bytes_of(*arguments: str, answers: str = "") -> Ended:
    """Run a command with a file as its stdout."""
    with tempfile.TemporaryFile("w+b") as stdout:
        code, err = _run(arguments, os.dup(stdout.fileno()), answers)
        stdout.seek(0)
        return Ended(code, stdout.read(), err)


def at(device: str, *arguments: str, answers: str = "") -> Ended:
    """Run a command with a device as its stdout."""
    code, err = _run(arguments, os.open(device, os.O_WRONLY), answers)
    return Ended(code, b"", err)


def without_a_reader(*arguments: str, answers: str = "") -> Ended:
    """Run a command with a pipe as its stdout that nobody reads any more, as `| head -1` leaves it."""
    reader, writer = os.pipe()
    os.close(reader)
    code, err = _run(arguments, writer, answers)
    return Ended(code, b"", err)


def into_a_pipe_that_fills(*arguments: str, answers: str = "") -> Ended:
    """Run a command with a pipe as its stdout that nobody reads, and that takes a few thousand bytes."""
    reader, writer = os.pipe()
    os.set_blocking(writer, False)
    room = 0
    while room < _PIPE - _ROOM:
        try:
            room += os.write(writer, bytes(_ROOM))
        except BlockingIOError:
            break
    os.read(reader, 2 * _ROOM)
    code, err = _run(arguments, writer, answers)
    os.close(reader)
    return Ended(code, b"", err)


def in_a_terminal(*arguments: str, typed: str) -> tuple[int, str]:
    """Run a command whose three streams are a terminal in which something has been typed; its code, and what stands there."""
    import pty

    master, slave = pty.openpty()
    os.write(master, typed.encode())
    stdin = os.fdopen(os.dup(slave), encoding="utf-8")
    stderr = os.fdopen(os.dup(slave), "w", encoding="utf-8")
    stdout = os.fdopen(os.dup(slave), "w", encoding="utf-8")
    with _streams(stdin, stdout, stderr):
        code = _code_of(arguments)
        sys.stdout.flush()
    os.set_blocking(master, False)
    shown = b""
    with suppress(OSError):
        while piece := os.read(master, 65536):
            shown += piece
    for stream in (stdin, stdout, stderr):
        stream.close()
    os.close(slave)
    os.close(master)
    return code, shown.decode("utf-8")


def _run(arguments: tuple[str, ...], stdout: int, answers: str) -> tuple[int, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        heard = Path(folder) / "stderr"
        stdin = io.TextIOWrapper(io.BytesIO(answers.encode()), encoding="utf-8")
        with (
            os.fdopen(stdout, "w", encoding="utf-8") as given,
            heard.open("w", encoding="utf-8") as stderr,
            _streams(stdin, given, stderr),
        ):
            code = _code_of(arguments)
        return code, heard.read_bytes()


def _code_of(arguments: tuple[str, ...]) -> int:
    try:
        app(list(arguments))
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 0
    raise AssertionError("a command ends with its code")


@contextmanager
def _streams(stdin: TextIO, stdout: TextIO, stderr: TextIO) -> Iterator[None]:
    """The streams as the command `kodetre` makes them ready."""
    before = sys.stdin, sys.stdout, sys.stderr
    sys.stdin, sys.stdout, sys.stderr = stdin, stdout, stderr
    try:
        talk.prepare()
        out.prepare()
        answers_of.prepare()
        yield
    finally:
        if isinstance(sys.stdout, io.TextIOWrapper) and sys.stdout is not stdout:
            with suppress(out.ReaderGone, out.StdoutFailed):
                sys.stdout.flush()
            with suppress(ValueError):
                sys.stdout.detach()
        sys.stdin, sys.stdout, sys.stderr = before
