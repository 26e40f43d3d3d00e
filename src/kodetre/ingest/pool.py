"""Many files at once: each read in a worker that may die alone, within a time limit.

Where the work runs is this file's business; a caller goes through the results and draws its own progress.
"""

import multiprocessing
import os
import signal
from collections.abc import Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, wait
from concurrent.futures import TimeoutError as OutOfTime
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

from kodetre.errors import DamagedFile, KodetreError
from kodetre.i18n.message import counted, msg
from kodetre.ingest.read import read
from kodetre.ingest.readers.ocr import SECONDS_PER_PAGE, Ocr
from kodetre.ingest.turns import Speakers
from kodetre.model.documents import Reading, Strike

SECONDS_PER_FILE = 300
SECONDS_PER_MEGABYTE = 60
_MOST_SECONDS = 3600
"""The longest that a file may take: five minutes, and a minute more for each million bytes, up to an hour."""
_BYTES_OF_A_SCAN = 20_000
"""The least that a picture of a page takes: so many pages may be recognised, each in its time."""


@dataclass(frozen=True, slots=True)
class ReadResult:
    """What became of a file: what was read, or the error that says why not; and what there is to say of how it went."""

    path: Path
    reading: Reading | None
    error: KodetreError | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class How:
    """How files are read, see `read`."""

    ocr: Ocr = "off"
    strike: Strike = "mark"
    speakers: Speakers = "auto"


def read_all(files: Sequence[Path], jobs: int, how: How = How()) -> Iterator[ReadResult]:
    """Read the files in up to `jobs` processes; results come in the order of the files, as soon as they are there.

    When the caller stops early (Ctrl-C), the workers are ended.
    """
    if not files:
        return
    with _workers(max(1, min(jobs, len(files)))) as pool:
        ahead = 2 * jobs + 2
        waiting: dict[int, Any] = {}
        done: dict[int, ReadResult] = {}
        given = handed = 0
        while handed < len(files):
            while given < len(files) and len(waiting) < ahead and given - handed < 4 * ahead:
                path = files[given]
                waiting[given] = pool.schedule(_read_one, args=(path, how), timeout=time_limit(path, how.ocr))
                given += 1
            if handed not in done:
                wait(waiting.values(), return_when=FIRST_COMPLETED)
            for place in [place for place, future in waiting.items() if future.done()]:
                done[place] = _result_or_again(files[place], waiting.pop(place), how)
            while handed in done:
                yield done.pop(handed)
                handed += 1


def _begin() -> None:
    """Make a worker ready. Libraries and what they start may write to its screen, which is the caller's: that goes nowhere,
    and what went wrong with a file comes back as its result.
    """
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for number in (1, 2):
        os.dup2(nowhere, number)
    os.close(nowhere)
    _leave_interrupts()


def _result_or_again(path: Path, future: Any, how: How) -> ReadResult:  # noqa: ANN401
    """What became of a file; one whose worker died is read once more, in a worker of its own: it may have been the file after it
    that the worker died of, before its result had gone through the pipe.
    """
    if not _has_crashed(future):
        return _result(path, future, time_limit(path, how.ocr))
    limit = time_limit(path, how.ocr)
    with _workers(1) as alone:
        return _result(path, alone.schedule(_read_one, args=(path, how), timeout=limit), limit)


@contextmanager
def _workers(count: int) -> Iterator[Any]:
    """So many processes that read; they are ended with the block, whatever they do."""
    from pebble import ProcessPool

    context: Any = multiprocessing.get_context("spawn")  # pebble's type of it knows the connections of Unix alone
    pool = ProcessPool(max_workers=count, context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _has_crashed(future: Any) -> bool:  # noqa: ANN401
    from pebble import ProcessExpired

    return isinstance(future.exception(), ProcessExpired)


def _leave_interrupts() -> None:
    """Ctrl-C is the caller's to answer. It is answered with nothing and not ignored: what a worker starts (text
    recognition) would inherit that it is ignored, and go on.
    """
    signal.signal(signal.SIGINT, _nothing)


def _nothing(number: int, frame: FrameType | None) -> None:
    pass


def time_limit(path: Path, ocr: Ocr) -> float:
    """The longest that a file may take, in seconds, by its size; recognition has its time for each page beside."""
    try:
        size = path.stat().st_size
    except OSError:
        size = 0
    limit = min(_MOST_SECONDS, SECONDS_PER_FILE + SECONDS_PER_MEGABYTE * size / 1_000_000)
    return limit if ocr == "off" else limit + SECONDS_PER_PAGE * (1 + size / _BYTES_OF_A_SCAN)


def _read_one(path: Path, how: How) -> Reading | KodetreError:
    try:
        return read(path, how.ocr, how.strike, how.speakers)
    except KodetreError as error:
        return portable(error)


def portable(error: KodetreError) -> KodetreError:
    """The error without the exception it came from, which may not be sent between processes."""
    error.__cause__ = None
    error.__context__ = None
    error.__traceback__ = None
    return error


def _result(path: Path, future: Any, limit: float) -> ReadResult:  # noqa: ANN401
    from pebble import ProcessExpired

    try:
        read_in_worker = future.result()
    except OutOfTime:
        return ReadResult(path, None, too_slow(path, limit))
    except ProcessExpired:
        return ReadResult(path, None, crashing(path))
    except Exception as error:  # noqa: BLE001 - one bad file must not end the others
        return ReadResult(path, None, failing(path, error))
    if isinstance(read_in_worker, KodetreError):
        return ReadResult(path, None, read_in_worker)
    return ReadResult(path, read_in_worker, None)


def too_slow(path: Path, limit: float) -> KodetreError:
    """The error of a file that took longer than its limit, in seconds."""
    minutes = counted(max(1, round(limit / 60)), "minute")
    return _refused(path, msg("took more than {minutes} to read", minutes=minutes))


def crashing(path: Path) -> KodetreError:
    """The error of a file whose reader died of it."""
    return _refused(path, msg("makes the reader crash"))


def failing(path: Path, error: Exception) -> KodetreError:
    """The error of a file at which a reader failed in a way that was not foreseen."""
    return _refused(path, msg("could not be read: {name}: {error}", name=type(error).__name__, error=error))


def _refused(path: Path, what: str) -> KodetreError:
    return DamagedFile(path, what, next_step=msg("print it to a new PDF, and try that"))
