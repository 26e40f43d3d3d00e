"""The suites of `make soak` in a short form, from seeds that are always the same."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from soak import actions, damaged, kills, together
from soak.invariants import PENDING
from soak.runner import SUITES, suite_named
from soak.suite import Broken, Trial

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def breaches(trial: Callable[[int, Path], Trial], seeds: range, folder: Path) -> list[str]:
    """What trials break, but for promises that do not hold yet."""
    problems: list[str] = []
    for seed in seeds:
        place = folder / str(seed)
        place.mkdir()
        outcome = trial(seed, place)
        problems += [f"seed {seed}: {broken} ({outcome.story})" for broken in outcome.broken if counts(broken)]
    return problems


def counts(broken: Broken) -> bool:
    return broken.promise not in PENDING


@posix
@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(1, 5), range(5, 9)])
def test_a_kill_at_any_moment_leaves_a_project_that_keeps_every_promise(seeds: range, tmp_path: Path) -> None:
    assert breaches(kills.trial, seeds, tmp_path) == []


@posix
@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(1, 3), range(3, 5)])
def test_processes_at_the_same_time_leave_a_project_that_keeps_every_promise(seeds: range, tmp_path: Path) -> None:
    assert breaches(together.trial, seeds, tmp_path) == []


@pytest.mark.slow
def test_a_file_that_is_edited_and_taken_in_again_moves_no_coding_unnoticed(tmp_path: Path) -> None:
    edits = pytest.importorskip("soak.edits")
    seeds = range(0, 3 * edits.THROUGH_THE_STORE, edits.THROUGH_THE_STORE)
    for seed in seeds:
        place = tmp_path / str(seed)
        place.mkdir()
        assert edits.trial(seed, place).broken == ()


@pytest.mark.slow
def test_random_actions_of_two_coders_and_their_undo_are_exact(tmp_path: Path) -> None:
    assert breaches(actions.trial, range(1, 9), tmp_path) == []


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(1, 21), range(21, 41)])
def test_damaged_files_are_read_or_refused_with_a_documented_error(seeds: range, tmp_path: Path) -> None:
    hostile = "nothing hangs" not in PENDING
    assert breaches(lambda seed, folder: damaged.tried(seed, folder, hostile=hostile), seeds, tmp_path) == []


@pytest.mark.parametrize("name", [name for name in SUITES if name != "edits"])
def test_every_suite_is_found_by_its_name(name: str) -> None:
    assert suite_named(name).name == name
