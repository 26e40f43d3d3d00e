"""Files read by a Dask cluster: the same as in the pool, whatever dies."""

import os
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import dask
import pytest
from distributed import LocalCluster
from support.project import CORPUS, Kodetre
from support.workers import always_killed, killed_the_first_time, long_after_the_first, written_elsewhere

from kodetre.errors import ChangedFile, ClusterGone, EmptyFile, NotPossible
from kodetre.ingest import cluster as module
from kodetre.ingest.apart import Order, Reader, carry_out
from kodetre.ingest.cluster import Cluster, HashedFile, read_on_cluster
from kodetre.ingest.pool import How, read_all
from kodetre.ingest.read import KINDS, read
from kodetre.ingest.shard import is_shard, packed, read_shard, shard_path, unpacked, write_shard
from kodetre.userfile import sha256_of

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]


@pytest.fixture(scope="module")
def two_workers() -> Iterator[LocalCluster]:
    with (
        dask.config.set({"distributed.comm.timeouts.connect": "5s", "distributed.scheduler.allowed-failures": 0}),
        LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, silence_logs=50) as cluster,
    ):
        yield cluster


def documents() -> list[Path]:
    return sorted(path for path in CORPUS.iterdir() if path.suffix in KINDS)


def notes(folder: Path, *names: str) -> list[HashedFile]:
    files = []
    for name in names:
        path = folder / name
        path.write_text(f"Et avsnitt om {name}.", "utf-8")
        files.append(HashedFile(path, sha256_of(path)))
    return files


def test_a_shard_gives_back_what_was_read(tmp_path: Path) -> None:
    for path in documents():
        reading = read(path)
        assert unpacked(packed(reading)) == reading, path.name


@pytest.mark.parametrize("keep", [0, 10, 40, 100, -1])
def test_a_shard_that_was_cut_off_or_changed_is_none(tmp_path: Path, keep: int) -> None:
    path = tmp_path / "a.shard"
    write_shard(path, read(notes(tmp_path, "a.txt")[0].path))
    data = path.read_bytes()
    assert is_shard(path)
    path.write_bytes(data[:keep])
    assert read_shard(path) is None and not is_shard(path)
    path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert read_shard(path) is None and not is_shard(path)
    missing = tmp_path / "b.shard"
    assert read_shard(missing) is None and not is_shard(missing)


def test_other_settings_have_another_shard(tmp_path: Path) -> None:
    assert shard_path(tmp_path, "a", repr(How())) != shard_path(tmp_path, "a", repr(How(ocr="auto")))


def order(tmp_path: Path, name: str = "a.txt", limit: float = 60.0) -> Order:
    (file,) = notes(tmp_path, name)
    return Order(file.path, file.sha256, How(), tmp_path / "skår" / f"{name}.shard", limit)


def test_a_process_apart_reads_and_gives_a_receipt(tmp_path: Path) -> None:
    reader = Reader()
    first, second = order(tmp_path), order(tmp_path, "b.txt")
    assert reader.read(first).size == first.shard.stat().st_size
    assert reader.read(second).error is None
    reader.close()
    assert read_shard(first.shard) == read(first.path)


def test_what_cannot_be_read_comes_back_as_its_error(tmp_path: Path) -> None:
    (tmp_path / "tom.txt").write_text("")
    changed = order(tmp_path)
    changed.path.write_text("Noe annet.", "utf-8")
    assert isinstance(carry_out(changed).error, ChangedFile)
    empty = Order(tmp_path / "tom.txt", sha256_of(tmp_path / "tom.txt"), How(), tmp_path / "tom.shard", 60)
    reader = Reader()
    assert isinstance(reader.read(empty).error, EmptyFile)
    reader.close()


@pytest.mark.parametrize(
    ("does", "told"),
    [("import time; time.sleep(60)", "took more than 1 minute"), ("import os; os._exit(3)", "makes the reader crash")],
)
def test_a_process_that_hangs_or_dies_is_told_of_its_file(tmp_path: Path, does: str, told: str) -> None:
    reader = Reader((sys.executable, "-c", does))
    assert told in str(reader.read(order(tmp_path, limit=1.0)).error)


def test_a_cluster_reads_what_the_pool_reads_in_the_same_order(two_workers: LocalCluster, tmp_path: Path) -> None:
    paths = [*documents(), tmp_path / "tom.txt"]
    (tmp_path / "tom.txt").write_text("")
    files = [HashedFile(path, sha256_of(path)) for path in paths]
    folder = tmp_path / "skår"
    ours = list(read_on_cluster(files, How(), Cluster(folder, two_workers.scheduler_address)))
    theirs = list(read_all(paths, jobs=2))
    assert [(each.path, each.reading) for each in ours] == [(each.path, each.reading) for each in theirs]
    assert [str(each.error) for each in ours] == [str(each.error) for each in theirs]
    assert not folder.exists() or not list(folder.iterdir())


def test_a_worker_that_is_killed_loses_nothing_and_is_told(
    two_workers: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_read_one", killed_the_first_time)
    files = notes(tmp_path, "a.txt", "dør.txt", "b.txt", "c.txt")
    results = list(read_on_cluster(files, How(), Cluster(tmp_path / "skår", two_workers.scheduler_address)))
    assert [result.reading for result in results] == [read(file.path) for file in files]
    assert results[1].remarks == ("read again, since the worker that had it died",)


def test_a_file_that_kills_every_worker_is_refused_and_the_others_are_read(
    two_workers: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_read_one", always_killed)
    files = notes(tmp_path, "a.txt", "dør.txt", *(f"{number}.txt" for number in range(8)))
    results = list(read_on_cluster(files, How(), Cluster(tmp_path / "skår", two_workers.scheduler_address)))
    assert [result.path.name for result in results if result.reading is None] == ["dør.txt"]
    assert "makes the reader crash" in str(results[1].error)


def test_workers_whose_shards_are_not_seen_here_are_told_of(
    two_workers: LocalCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_read_one", written_elsewhere)
    with pytest.raises(ClusterGone, match="write where this machine sees nothing"):
        list(read_on_cluster(notes(tmp_path, "a.txt"), How(), Cluster(tmp_path, two_workers.scheduler_address)))


_CLUSTER = """
import time
from distributed import LocalCluster
if __name__ == "__main__":
    cluster = LocalCluster(n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50)
    print(cluster.scheduler_address, flush=True)
    time.sleep(300)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="process groups are ended otherwise there")
def test_a_cluster_that_goes_away_is_told_and_a_run_that_is_started_again_takes_what_was_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_read_one", long_after_the_first)
    files = notes(tmp_path, "0.txt", "a.txt", "b.txt")
    folder, script = tmp_path / "skår", tmp_path / "klynge.py"
    script.write_text(_CLUSTER, "utf-8")
    own = subprocess.Popen(
        [sys.executable, str(script)],
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert own.stdout is not None
        with dask.config.set({"distributed.comm.timeouts.connect": "2s"}):
            results = read_on_cluster(files, How(), Cluster(folder, own.stdout.readline().strip()))
            assert next(results).reading == read(files[0].path)
            os.killpg(own.pid, signal.SIGKILL)
            with pytest.raises(ClusterGone, match="not yet taken in: 2 files"):
                next(results)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(own.pid, signal.SIGKILL)
        own.communicate()
    for file in files[1:]:
        write_shard(shard_path(folder, file.sha256, repr(How())), read(file.path))
    again = list(read_on_cluster(files[1:], How(), Cluster(folder, "tcp://127.0.0.1:1")))
    assert [result.reading for result in again] == [read(file.path) for file in files[1:]]


def test_no_scheduler_at_an_address_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_SECONDS_TO_CONNECT", 1)
    with pytest.raises(ClusterGone, match="no scheduler that can be reached"):
        list(read_on_cluster(notes(tmp_path, "a.txt"), How(), Cluster(tmp_path / "skår", "tcp://127.0.0.1:1")))


def test_without_dask_it_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(NotPossible, match="needs Dask") as raised:
        list(read_on_cluster(notes(tmp_path, "a.txt"), How(), Cluster(tmp_path / "skår")))
    assert "kodetre[dask]" in str(raised.value.next_step)


def rows_of(store: Path) -> dict[str, list[tuple[object, ...]]]:
    """The rows of every table without what is drawn or told by the clock."""
    with sqlite3.connect(store) as connection:
        connection.row_factory = sqlite3.Row
        tables = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            table: [
                tuple(row[name] for name in row.keys() if name not in ("uuid", "created"))  # noqa: SIM118
                for row in connection.execute(f"SELECT * FROM {table}")
            ]
            for table in tables
        }


def test_the_store_is_the_same_both_ways(kodetre: Kodetre, two_workers: LocalCluster, tmp_path: Path) -> None:
    here, there = tmp_path / "her", tmp_path / "der"
    for root in (here, there):
        assert kodetre("init", str(root), "--template", "tom").code == 0
    files = [str(path) for path in sorted(CORPUS.iterdir()) if path.suffix in (".pdf", ".docx")]
    assert kodetre("ingest", *files, "--project", str(here), "--coder", "Kari").code == 0
    cluster = ("--on", "dask", "--scheduler", two_workers.scheduler_address)
    ran = kodetre("ingest", *files, *cluster, "--project", str(there), "--coder", "Kari")
    assert ran.code == 0, ran.err
    assert rows_of(here / "kodetre.db") == rows_of(there / "kodetre.db")
    assert not (there / ".kodetre-shards").exists()


@pytest.mark.parametrize(
    "options", [("--scheduler", "tcp://127.0.0.1:1"), ("--on", "dask", "--scheduler", "x", "--jobs", "2")]
)
def test_options_that_mean_nothing_together_are_refused(
    kodetre: Kodetre, project: Path, options: tuple[str, ...]
) -> None:
    ran = kodetre("ingest", "corpus", *options)
    assert ran.code == 2
    assert "means nothing" in ran.err


def test_a_cluster_that_is_gone_is_an_error_and_what_was_taken_in_stays(kodetre: Kodetre, project: Path) -> None:
    (project / "corpus" / "ny.txt").write_text("Et nytt notat.", "utf-8")
    ran = kodetre("ingest", "corpus", "--on", "dask", "--scheduler", "ingen adresse")
    assert ran.code == 4
    assert "no scheduler that can be reached" in ran.err
