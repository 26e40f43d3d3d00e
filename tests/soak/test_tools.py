"""What the suites stand on: checks that can fail, moments that are met, damage that is damage, a count that is told."""

import random
import signal
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.project import CORPUS, Ran

from soak.damage import BYTES, DOCX, PDF, TEXT, Damage
from soak.invariants import (
    HAS_CODE,
    LEFT,
    ONCE,
    QUOTE,
    READS,
    UNDO_AND_REDO,
    WHOLE,
    broken,
    everything_broken,
    state_of,
    undo_and_redo,
)
from soak.programs import Command, Running, here, moments_of, wrong_with
from soak.projects import codebook_of, copy_of, prepared
from soak.runner import SoakRequest, run_trial, soak
from soak.suite import Broken, Suite, Trial

RENAME = Command(("codebook", "rename", "okonomi", "--key", "penger"))

pytestmark = pytest.mark.slow


@pytest.fixture
def small(tmp_path: Path) -> Path:
    return copy_of(prepared(), tmp_path / "prosjekt")


def written(project: Path, statement: str) -> None:
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        store.execute(statement)
        store.commit()


_COPY = """
INSERT INTO coding (uuid, document, version, start, end, quote, before, after, code, coder, created, origin, step)
SELECT 'en annen', document, version, start, end, {quote}, before, after, {code}, coder, created, origin, step
FROM coding WHERE id = (SELECT MAX(id) FROM live_coding WHERE found = 'marked')
"""


def gives_another_code(project: Path) -> None:
    written(project, _COPY.format(quote="quote", code="'finnes ikke'"))


def gives_another_quote(project: Path) -> None:
    written(project, _COPY.format(quote="'noe annet'", code="code"))


def codes_again(project: Path) -> None:
    written(project, _COPY.format(quote="quote", code="code"))


def leaves_a_file(project: Path) -> None:
    codebook_of(project).with_name("kodebok.yaml.new").write_text("", "utf-8")


def spoils_the_codebook(project: Path) -> None:
    codebook_of(project).write_text("dimensions: [", "utf-8")


def spoils_the_store(project: Path) -> None:
    store = project / "kodetre.db"
    data = store.read_bytes()
    store.write_bytes(data[:8192] + b"\xff" * 4096 + data[12288:])


@pytest.mark.parametrize(
    ("spoil", "promise"),
    [
        (gives_another_code, HAS_CODE),
        (gives_another_quote, QUOTE),
        (codes_again, ONCE),
        (leaves_a_file, LEFT),
        (spoils_the_codebook, READS),
        (spoils_the_store, WHOLE),
    ],
)
def test_a_project_that_breaks_a_promise_is_seen_to(spoil: Callable[[Path], None], promise: str, small: Path) -> None:
    assert broken(small) == []
    spoil(small)
    assert promise in {problem.promise for problem in broken(small)}


def test_a_project_that_nothing_happened_to_keeps_every_promise(small: Path) -> None:
    assert everything_broken(small) == []


def test_undo_that_cannot_be_done_is_seen(small: Path) -> None:
    assert here(RENAME, small).code == 0
    path = codebook_of(small)
    path.write_text(path.read_text("utf-8") + "# for hånd\n", "utf-8")
    assert [problem.promise for problem in undo_and_redo(small)] == [UNDO_AND_REDO]


def test_states_are_compared_without_ids_and_times(small: Path, tmp_path: Path) -> None:
    other = copy_of(small, tmp_path / "annet")
    assert here(RENAME, small).code == here(RENAME, other).code == 0
    assert state_of(small) == state_of(other)
    assert here(Command(("undo",)), other).code == 0
    assert "okonomi" in state_of(small).differences(state_of(other))


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")
def test_a_process_is_killed_between_the_store_and_the_file(small: Path, tmp_path: Path) -> None:
    moments = moments_of(RENAME, copy_of(small, tmp_path / "prøve"))
    renamed = len(moments) - moments[::-1].index("before replace")
    assert moments.index("before COMMIT") < renamed - 1
    before = codebook_of(small).read_bytes()
    assert Running(RENAME, small, point=renamed).ended().code == -signal.SIGKILL
    assert codebook_of(small).read_bytes() == before


def test_a_defect_and_an_undocumented_exit_code_are_wrong() -> None:
    assert wrong_with(RENAME, Ran(0, "", "")) == ""
    assert wrong_with(RENAME, Ran(6, "", "kodetre: nothing")) == ""
    assert wrong_with(RENAME, Ran(1, "", "kodetre: this is a defect in kodetre"))
    assert wrong_with(RENAME, Ran(0, "", "Traceback (most recent call last):"))
    assert wrong_with(RENAME, Ran(-9, "", ""))


@pytest.mark.parametrize("damage", sorted({*BYTES, *TEXT, *PDF, *DOCX}, key=lambda damage: damage.__name__))
def test_damage_is_the_same_from_the_same_seed_and_can_be_done_to_any_file(damage: Damage) -> None:
    for data in (b"", b"a", (CORPUS / "lindvik-horingssvar-2024.docx").read_bytes()):
        assert damage(data, random.Random(3)) == damage(data, random.Random(3))
    whole = b"kategori:\n  tall: 12\nendstream" * 9
    assert any(damage(whole, random.Random(seed)) != whole for seed in range(5))


def test_a_trial_keeps_its_folder_only_when_something_is_wrong(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def trial(seed: int, folder: Path) -> Trial:
        return Trial(1, (Broken("a promise", "what was seen"),) if seed else ())

    monkeypatch.setattr("tempfile.tempdir", None)
    monkeypatch.setattr("soak.runner.suite_named", lambda _: Suite("a", "trials", 1, 1.0, trial))
    run_trial("a", 0, tmp_path / "0")
    run_trial("a", 1, tmp_path / "1")
    assert [path.name for path in tmp_path.iterdir()] == ["1"]


def test_the_last_line_says_how_much_was_tried_and_how_much_was_wrong(capsys: pytest.CaptureFixture[str]) -> None:
    tally = soak(SoakRequest("damaged", seed=1, minutes=1, count=1))
    assert (tally.tried, tally.wrong) == (1, [])
    assert capsys.readouterr().out.startswith("damaged: 1 files tried, 0 wrong, seed 1, ")


def test_a_suite_whose_time_is_up_says_how_far_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    soak(SoakRequest("damaged", seed=1, minutes=0))
    assert capsys.readouterr().out.startswith("damaged: 0 of 5000 files tried, 0 wrong, seed 1, ")
