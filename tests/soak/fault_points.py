"""Moments at which a process can be killed or held up on purpose: before each thing that it does to the disk, and after it.

usage: python fault_points.py FOLDER POINT SECONDS ARGUMENT...

Runs `kodetre ARGUMENT...` and kills it at the POINTth moment, or, when SECONDS are not 0, lets it rest there. What counts is
what is done to files in FOLDER: a file moved, removed or synced, and a statement of SQL that writes, begins or ends a
transaction.
"""

import os
import signal
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

WRITES = (
    "BEGIN IMMEDIATE",
    "COMMIT",
    "ROLLBACK",
    "INSERT",
    "UPDATE",
    "DELETE",
    "CREATE",
    "DROP",
    "PRAGMA user_version =",
)
MOVES = ("replace", "rename", "unlink", "fsync", "chmod", "link", "truncate")

Tell = Callable[[str], None]


@contextmanager
def told(folder: Path, tell: Tell) -> Iterator[None]:
    """Tell of every moment while the block runs, in this process."""
    kept = {name: getattr(os, name) for name in MOVES if hasattr(os, name)}
    connect = sqlite3.connect

    def watched(name: str) -> Callable[..., object]:
        def call(*arguments: object, **named: object) -> object:
            if not (_concerns(folder, arguments)):
                return kept[name](*arguments, **named)
            tell(f"before {name}")
            result = kept[name](*arguments, **named)
            tell(f"after {name}")
            return result

        return call

    def connected(*arguments: object, **named: object) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(*arguments, **named)  # type: ignore[call-overload]
        if _concerns(folder, arguments):
            connection.set_trace_callback(lambda statement: _tell_of(statement, tell))
        return connection

    for name in kept:
        setattr(os, name, watched(name))
    sqlite3.connect = connected  # type: ignore[assignment]
    try:
        yield
    finally:
        sqlite3.connect = connect
        for name, function in kept.items():
            setattr(os, name, function)


def _tell_of(statement: str, tell: Tell) -> None:
    written = statement.lstrip()
    if written.startswith(WRITES):
        tell(f"before {written.split()[0]}")


def _concerns(folder: Path, arguments: tuple[object, ...]) -> bool:
    """Whether a call is about a file in the folder; a number is one that is open, and kodetre syncs no other."""
    first = arguments[0] if arguments else ""
    if isinstance(first, int):
        return True
    return isinstance(first, (str, os.PathLike)) and str(folder) in str(Path(first).absolute())


def _run(folder: Path, point: int, seconds: float, arguments: list[str]) -> None:
    passed = 0

    def stop_at(moment: str) -> None:
        nonlocal passed
        passed += 1
        if passed != point:
            return
        if not seconds:
            os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(seconds)

    from kodetre.cli.main import run

    sys.argv = ["kodetre", *arguments]
    with told(folder, stop_at):
        run()


if __name__ == "__main__":
    _run(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4:])
