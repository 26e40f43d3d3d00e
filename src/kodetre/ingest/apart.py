"""A process of its own that reads one file after another for a worker of a cluster, and may die or be ended alone.

A worker of Dask may have no children by `multiprocessing`, and one that died of a file would lose what it holds of others. So it
starts this program, writes a line for each file, and reads a line for what became of it: base64 of a pickle, between two
processes of one user on one machine.
"""

import base64
import os
import pickle
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, Any

from kodetre.errors import ChangedFile, KodetreError, OutputFailed
from kodetre.i18n.message import msg
from kodetre.ingest.pool import How, crashing, failing, portable, too_slow
from kodetre.ingest.read import read
from kodetre.ingest.shard import write_shard
from kodetre.userfile import sha256_of

_COMMAND = (sys.executable, "-P", "-c", "from kodetre.ingest.apart import main; main()")
"""-P: nothing is imported from the folder that it is begun in."""


@dataclass(frozen=True, slots=True)
class Order:
    """A file to be read, the hash that its bytes must have, how it is read, where its shard goes, and the seconds it may take."""

    path: Path
    sha256: str
    how: How
    shard: Path
    limit: float


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of an order: the size of the shard in bytes and what there is to say of the reading, or the error."""

    sha256: str
    size: int = 0
    notes: tuple[str, ...] = ()
    error: KodetreError | None = None


class Reader:
    """Hands files to a process, which is begun when it is needed and anew when it is gone. Not for several threads at once."""

    def __init__(self, command: tuple[str, ...] = _COMMAND) -> None:
        self._command = command
        self._process: subprocess.Popen[bytes] | None = None

    def read(self, order: Order) -> Receipt:
        """Have a file read. It is ended when it takes longer than it may, and that is the receipt's error, as a crash is."""
        process = self._process = self._process or subprocess.Popen(  # noqa: S603 - this Python with this package
            self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        assert process.stdin is not None and process.stdout is not None
        too_long = Event()

        def end() -> None:
            too_long.set()
            process.kill()

        timer = Timer(order.limit, end)
        timer.daemon = True
        timer.start()
        try:
            process.stdin.write(_line(order))
            process.stdin.flush()
            answer = process.stdout.readline()
        except BrokenPipeError:
            answer = b""
        finally:
            timer.cancel()
        if answer.endswith(b"\n"):
            receipt: Receipt = pickle.loads(base64.b64decode(answer))  # noqa: S301 - our own child's
            return receipt
        self.close()
        return Receipt(
            order.sha256, error=too_slow(order.path, order.limit) if too_long.is_set() else crashing(order.path)
        )

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.kill()
            for pipe in (self._process.stdin, self._process.stdout):
                if pipe is not None:
                    with suppress(OSError):
                        pipe.close()
            self._process.wait()
            self._process = None


def carry_out(order: Order) -> Receipt:
    """Read a file, write its shard, and say so."""
    try:
        if sha256_of(order.path) != order.sha256:
            what = msg("has changed while it was taken in, or is another file where it is read")
            raise ChangedFile(order.path, what, next_step=msg("run the same command again"))
        reading = read(order.path, order.how.ocr, order.how.strike, order.how.speakers)
        size = write_shard(order.shard, reading)
    except KodetreError as error:
        return Receipt(order.sha256, error=portable(error))
    except OSError as error:
        reason = error.strerror or str(error)
        what = msg("what was read cannot be written ({reason})", reason=reason)
        how = msg("workers need to write to the project's folder: see docs/scale.md")
        return Receipt(order.sha256, error=portable(OutputFailed(order.shard.parent, what, next_step=how)))
    except Exception as error:  # noqa: BLE001 - one bad file must not end the others
        return Receipt(order.sha256, error=portable(failing(order.path, error)))
    return Receipt(order.sha256, size, reading.notes)


def _line(value: object) -> bytes:
    return base64.b64encode(pickle.dumps(value)) + b"\n"


def serve(orders: IO[bytes], answers: IO[bytes], carry_out: Callable[[Order], Receipt] = carry_out) -> None:
    """Carry out order after order until there are no more."""
    for line in orders:
        order: Any = pickle.loads(base64.b64decode(line))  # noqa: S301 - our own parent's
        answers.write(_line(carry_out(order)))
        answers.flush()


def _end_with(parent: int) -> None:
    """End when the worker that started this is gone, also in the middle of a file."""
    while os.getppid() == parent:
        time.sleep(2)
    os._exit(1)


def main() -> None:
    """Serve the parent. Libraries may write to the screen: that goes nowhere, and answers have a door of their own."""
    Thread(target=_end_with, args=(os.getppid(),), daemon=True).start()
    answers = os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    with answers, suppress(BrokenPipeError, KeyboardInterrupt):
        serve(sys.stdin.buffer, answers)
