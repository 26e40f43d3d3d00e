"""The suites of `make soak` in a short form, from seeds that are always the same."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from soak import actions, damaged, edits, kills, together
from soak.runner import SUITES, suite_named
from soak.suite import Trial

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")


def outcomes(trial: Callable[[int, Path], Trial], seeds: range, folder: Path) -> list[Trial]:
    """What becomes of trials, each in a folder of its own."""
    trials: list[Trial] = []
    for seed in seeds:
        place = folder / str(seed)
        place.mkdir()
        trials.append(trial(seed, place))
    return trials


def breaches(trials: list[Trial]) -> list[str]:
    """What trials broke."""
    problems: list[str] = []
    for trial in trials:
        problems += [f"{broken} ({trial.story})" for broken in trial.broken]
    return problems


@posix
@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(10, 12), range(12, 14)])
def test_a_kill_at_any_moment_leaves_a_project_that_keeps_every_promise(seeds: range, tmp_path: Path) -> None:
    trials = outcomes(kills.trial, seeds, tmp_path)
    assert sum(trial.tried for trial in trials) > 0, "none was killed"
    assert breaches(trials) == []


@posix
@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(1, 2), range(2, 3)])
def test_processes_at_the_same_time_leave_a_project_that_keeps_every_promise(seeds: range, tmp_path: Path) -> None:
    assert breaches(outcomes(together.trial, seeds, tmp_path)) == []


@pytest.mark.slow
def test_a_file_that_is_edited_and_taken_in_again_moves_no_coding_unnoticed(tmp_path: Path) -> None:
    through_the_store = range(0, 2 * edits.THROUGH_THE_STORE, edits.THROUGH_THE_STORE)
    assert breaches(outcomes(edits.trial, through_the_store, tmp_path)) == []


@pytest.mark.slow
def test_random_actions_of_two_coders_and_their_undo_are_exact(tmp_path: Path) -> None:
    assert breaches(outcomes(actions.trial, range(1, 4), tmp_path)) == []


@pytest.mark.slow
@pytest.mark.parametrize("seeds", [range(0, 10), range(10, 20)])
def test_damaged_files_are_read_or_refused_with_a_documented_error(seeds: range, tmp_path: Path) -> None:
    assert breaches(outcomes(damaged.tried, seeds, tmp_path)) == []


@pytest.mark.parametrize("name", SUITES)
def test_every_suite_is_found_by_its_name(name: str) -> None:
    assert suite_named(name).name == name
