"""Many files at once: results in the order of the files, and one bad file is a result and not the end."""

import pickle
import time
from pathlib import Path

import pytest
from support.project import CORPUS
from support.workers import die_on_the_second, die_the_first_time, slowly

from kodetre.errors import DamagedFile, EmptyFile, KodetreError
from kodetre.ingest import pool
from kodetre.ingest.pool import read_all
from kodetre.ingest.read import read


def note(folder: Path, name: str, text: str = "Et avsnitt om planen.") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_results_come_in_the_order_of_the_files(tmp_path: Path) -> None:
    files = [note(tmp_path, f"{number}.txt", f"Notat {number} om planen.") for number in (3, 1, 2, 5, 4)]
    results = list(read_all(files, jobs=2))
    assert [result.path for result in results] == files
    assert [result.reading.text for result in results if result.reading] == [
        f"Notat {n} om planen." for n in (3, 1, 2, 5, 4)
    ]


def test_a_file_that_cannot_be_read_is_a_result_with_its_error(tmp_path: Path) -> None:
    files = [note(tmp_path, "a.txt"), note(tmp_path, "tom.txt", ""), note(tmp_path, "b.txt")]
    good, bad, also_good = read_all(files, jobs=1)
    assert good.reading is not None and also_good.reading is not None
    assert bad.reading is None
    assert isinstance(bad.error, EmptyFile)


def test_no_files_give_no_results() -> None:
    assert list(read_all([], jobs=4)) == []


class Ended:
    """What a worker left behind, in place of a future."""

    def __init__(self, error: BaseException) -> None:
        self.error = error

    def result(self) -> object:
        raise self.error


@pytest.mark.parametrize(
    ("ending", "what"),
    [
        (pool.OutOfTime(), "took more than 10 minutes"),
        (RuntimeError("odd"), "could not be read: RuntimeError: odd"),
        (MemoryError(), "could not be read: MemoryError"),
    ],
)
def test_whatever_becomes_of_a_worker_is_told_as_damage_of_its_file(ending: BaseException, what: str) -> None:
    result = pool._result(Path("plan.pdf"), Ended(ending), 600)
    assert isinstance(result.error, DamagedFile)
    assert what in str(result.error)
    assert result.error.next_step


def test_a_worker_that_dies_takes_only_its_own_file_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_read_one", die_on_the_second)
    files = [note(tmp_path, name) for name in ("a.txt", "dør.txt", "b.txt")]
    results = list(read_all(files, jobs=1))
    assert [result.error is None for result in results] == [True, False, True]
    assert "makes the reader crash" in str(results[1].error)


def test_a_file_that_takes_too_long_is_ended_with_a_message_and_the_others_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_read_one", slowly)
    monkeypatch.setattr(pool, "SECONDS_PER_FILE", 4)
    slow, quick = read_all([note(tmp_path, "treg.txt"), note(tmp_path, "0.txt")], jobs=1)
    assert "took more than 1 minute to read" in str(slow.error)
    assert quick.reading is not None


def test_a_larger_file_has_more_time_and_recognition_more_still(tmp_path: Path) -> None:
    small, large = note(tmp_path, "a.pdf", "a"), note(tmp_path, "b.pdf", "a" * 2_000_000)
    assert round(pool._limit(small, "off")) == 300
    assert round(pool._limit(large, "off")) == 420
    assert pool._limit(large, "auto") > 100 * 120


def test_a_file_that_was_with_a_worker_when_it_died_of_another_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "_read_one", die_the_first_time)
    (result,) = read_all([note(tmp_path, "a.txt")], jobs=1)
    assert result.error is None


def test_when_the_caller_stops_early_the_workers_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool, "_read_one", slowly)
    files = [note(tmp_path, f"{number}.txt") for number in range(20)]
    results = read_all(files, jobs=1)
    next(results)
    began = time.monotonic()
    results.close()
    assert time.monotonic() - began < 15


def test_a_reading_and_an_error_can_be_sent_between_processes(tmp_path: Path) -> None:
    reading = read(CORPUS / "lindvik-horingssvar-2024.docx")
    assert pickle.loads(pickle.dumps(reading)) == reading
    error = pool._read_one(note(tmp_path, "tom.txt", ""), pool.How())
    assert isinstance(error, KodetreError)
    assert str(pickle.loads(pickle.dumps(error))) == str(error)
