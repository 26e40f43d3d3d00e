"""Runs a suite until it has tried enough or its time is up, and says what broke and how to see it again."""

import os
import shutil
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures import TimeoutError as OutOfTime
from dataclasses import dataclass, field
from importlib import import_module
from multiprocessing import get_context
from pathlib import Path

from pebble import ProcessExpired, ProcessPool

from soak.invariants import NOTHING_HANGS
from soak.suite import Broken, Suite, Trial

MOST_TOLD = 3
"""Breaches of one promise in one trial that are told."""
SUITES = ("kills", "together", "edits", "actions", "damaged")
"""The suites by name: each is the value SUITE of a file of this folder."""


@dataclass(frozen=True, slots=True)
class SoakRequest:
    """Which suite, from which seed on, for how many minutes at most, how much (None: as much as is usual), and how many trials
    at the same time.
    """

    suite: str
    seed: int
    minutes: float
    count: int | None = None
    jobs: int = 1


@dataclass(slots=True)
class Tally:
    """How far a suite is."""

    tried: int = 0
    trials: int = 0
    wrong: list[tuple[int, tuple[Broken, ...]]] = field(default_factory=list)


def suite_named(name: str) -> Suite:
    """The suite with a name."""
    suite: Suite = import_module(f"soak.{name}").SUITE
    return suite


def run_trial(name: str, seed: int, folder: Path) -> Trial:
    """One trial in a new folder, which goes when nothing is broken."""
    os.environ.setdefault("NO_COLOR", "1")
    os.environ.setdefault("COLUMNS", "160")
    tempfile.tempdir = str(folder.parent)  # what is prepared for all trials goes when the suite ends
    folder.mkdir(parents=True)
    trial = suite_named(name).trial(seed, folder)
    if not trial.broken:
        shutil.rmtree(folder, ignore_errors=True)
    return trial


def soak(request: SoakRequest) -> Tally:
    """Run a suite. Progress and what breaks go to stderr, the count to stdout."""
    suite = suite_named(request.suite)
    wanted = suite.usual if request.count is None else request.count
    root = Path(tempfile.mkdtemp(prefix=f"kodetre-soak-{suite.name}-"))
    began, tally = time.monotonic(), Tally()
    ends = began + 60 * request.minutes
    pool = ProcessPool(max_workers=request.jobs, context=get_context("spawn"))
    waiting: dict[Future[Trial], int] = {}
    following = request.seed
    shown = began
    try:
        while True:
            while len(waiting) < request.jobs and tally.tried + len(waiting) < wanted and time.monotonic() < ends:
                place = root / str(following)
                future = pool.schedule(run_trial, args=(suite.name, following, place), timeout=suite.longest)
                waiting[future] = following
                following += 1
            if not waiting:
                break
            done, _ = wait(waiting, timeout=5, return_when=FIRST_COMPLETED)
            for future in done:
                _count(tally, waiting.pop(future), future, suite, root)
            if time.monotonic() - shown > 10:
                shown = time.monotonic()
                _say(
                    f"  {suite.name}: {tally.tried} of {wanted} {suite.unit}, {len(tally.wrong)} wrong, {shown - began:.0f} s"
                )
    finally:
        pool.stop()
        pool.join()
    if not tally.wrong:
        shutil.rmtree(root, ignore_errors=True)
    print(_last_line(suite, request, tally, wanted, time.monotonic() - began), flush=True)
    return tally


def _count(tally: Tally, seed: int, future: "Future[Trial]", suite: Suite, root: Path) -> None:
    try:
        trial = future.result()
    except OutOfTime:
        trial = Trial(1, (Broken(NOTHING_HANGS, f"it took longer than {suite.longest:.0f} s"),))
    except ProcessExpired as error:
        trial = Trial(1, (Broken("nothing crashes", f"the process ended: {error}"),))
    except Exception as error:  # noqa: BLE001 - a trial that cannot be done is wrong, and the others go on
        trial = Trial(
            1, (Broken("the suite runs", f"{type(error).__name__}: {error}\n{getattr(error, 'traceback', '')}"),)
        )
    tally.tried += trial.tried
    tally.trials += 1
    if not trial.broken:
        return
    tally.wrong.append((seed, trial.broken))
    _say(f"{suite.name}: wrong with seed {seed}")
    told: Counter[str] = Counter()
    for broken in trial.broken:
        told[broken.promise] += 1
        if told[broken.promise] <= MOST_TOLD:
            _say(f"    {broken}")
    if trial.story:
        _say(f"    what was done: {trial.story}")
    _say(f"    again: make soak SUITE={suite.name} SEED={seed} COUNT=1    kept: {root / str(seed)}")


def _last_line(suite: Suite, request: SoakRequest, tally: Tally, wanted: int, seconds: float) -> str:
    enough = tally.tried >= wanted
    tried = f"{tally.tried}" if enough else f"{tally.tried} of {wanted}"
    line = f"{suite.name}: {tried} {suite.unit} tried, {len(tally.wrong)} wrong, seed {request.seed}, {seconds:.0f} s"
    return line if enough else f"{line}; the time was up"


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
