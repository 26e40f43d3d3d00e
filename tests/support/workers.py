"""What workers do in tests, in a module that they can import."""

import os
import signal
import time
from pathlib import Path

from kodetre.ingest.apart import Order, Receipt, carry_out
from kodetre.ingest.pool import How
from kodetre.ingest.read import read


def die_on_the_second(path: Path, how: How) -> object:
    """Read a file, but end the process for one that is called dør.txt."""
    if path.name == "dør.txt":
        os._exit(3)
    return read(path, how.ocr, how.strike, how.speakers)


def slowly(path: Path, how: How) -> object:
    """Read a file a minute later, but for one that is called 0.txt."""
    if path.name != "0.txt":
        time.sleep(60)
    return read(path, how.ocr, how.strike, how.speakers)


def die_the_first_time(path: Path, how: How) -> object:
    """Read a file, but end the process at the first attempt: a worker that died of something else."""
    been_here = path.with_suffix(".been-here")
    if been_here.exists():
        return read(path, how.ocr, how.strike, how.speakers)
    been_here.touch()
    os._exit(9)


def killed_the_first_time(order: Order, stamp: str) -> Receipt:
    """On a worker of a cluster: read a file, but kill the worker at the first attempt at dør.txt."""
    been_here = order.path.with_suffix(".been-here")
    if order.path.name == "dør.txt" and not been_here.exists():
        been_here.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return carry_out(order)


def always_killed(order: Order, stamp: str) -> Receipt:
    """On a worker of a cluster: read a file, but kill the worker for dør.txt."""
    if order.path.name == "dør.txt":
        os.kill(os.getpid(), signal.SIGKILL)
    return carry_out(order)


def long_after_the_first(order: Order, stamp: str) -> Receipt:
    """On a worker of a cluster: read 0.txt at once, and all others a minute later."""
    if order.path.name != "0.txt":
        time.sleep(60)
    return carry_out(order)


def written_elsewhere(order: Order, stamp: str) -> Receipt:
    """On a worker of a cluster whose folder has the path of ours and is another."""
    return Receipt(order.sha256, 100)
