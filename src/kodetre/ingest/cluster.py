"""Files read by the workers of a Dask cluster: this machine's own, or one whose scheduler is named.

A worker gives back a receipt and writes what it read to a shard, on a disk that all of them share; so the death of a worker, of the
scheduler or of this process loses no more than the files that were being read just then, and a run that is started again takes
what is there already. Results come in the order of the files, as the pool gives them.
"""

import logging
import os
import queue
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kodetre.errors import ClusterGone, NotPossible
from kodetre.i18n.message import by_number, counted, msg
from kodetre.ingest.apart import Order, Reader, Receipt
from kodetre.ingest.pool import How, ReadResult, crashing, time_limit
from kodetre.ingest.shard import code_stamp, is_shard, read_shard, shard_path

_ATTEMPTS = 3
"""How many workers may die while they have a file before it is taken to be the file's fault."""
_AHEAD = 3
"""How many files are handed out for each thread of the cluster."""
_SECONDS_TO_CONNECT = 30
SECONDS_WITHOUT_WORKERS = 600
_LOOK, _COUNT = 1.0, 5.0
"""Seconds between two looks at whether the cluster is still there, and between two at how large it is."""
_HERE = threading.local()
"""The reader of each thread of a worker."""


@dataclass(frozen=True, slots=True)
class HashedFile:
    """A file to be read, and the hash of its bytes."""

    path: Path
    sha256: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Where files are read: by the scheduler at an address, or by so many workers of this machine where there is none; and the
    folder for shards.
    """

    folder: Path
    scheduler: str = ""
    workers: int = 1


def read_on_cluster(files: Sequence[HashedFile], how: How, cluster: Cluster) -> Iterator[ReadResult]:
    """Read the files; results come in their order, as soon as they are there, and a shard is removed when the caller has asked
    for the next result.

    Raises NotPossible without Dask, ClusterGone when there is no cluster any more.
    """
    orders = [
        Order(
            file.path.absolute(),
            file.sha256,
            how,
            shard_path(cluster.folder, file.sha256, repr(how)),
            time_limit(file.path, how.ocr),
        )
        for file in files
    ]
    missing = [place for place, order in enumerate(orders) if not is_shard(order.shard)]
    if missing:
        with _connected(cluster) as client:
            yield from _Run(client, cluster, files, orders).results(missing)
    else:
        yield from _from_shards(files, orders)
    with suppress(OSError):
        cluster.folder.rmdir()


def _from_shards(files: Sequence[HashedFile], orders: Sequence[Order]) -> Iterator[ReadResult]:
    """What an earlier run has read."""
    for file, order in zip(files, orders, strict=True):
        yield _result(file.path, order, Receipt(order.sha256), ())
        order.shard.unlink(missing_ok=True)


class _Run:
    """Hands files out and gathers receipts."""

    def __init__(self, client: Any, cluster: Cluster, files: Sequence[HashedFile], orders: Sequence[Order]) -> None:  # noqa: ANN401
        self._client, self._cluster, self._files, self._orders = client, cluster, files, orders
        self._futures: dict[int, Any] = {}
        self._attempts: dict[int, int] = {}
        self._deaths: dict[int, int] = {}
        self._suspects: list[int] = []
        self._done: dict[int, Receipt] = {}
        self._told: queue.Queue[int] = queue.Queue()
        self._lonely_since: float | None = None
        self._threads = 0
        self._count_again = 0.0
        self._handed_over = 0

    def results(self, missing: Sequence[int]) -> Iterator[ReadResult]:
        """Read what is missing, and give all of it in order."""
        for place in set(range(len(self._orders))) - set(missing):
            self._done[place] = Receipt(self._orders[place].sha256)
        waiting = iter(missing)
        for place, (file, order) in enumerate(zip(self._files, self._orders, strict=True)):
            while True:
                self._hand_out_more(waiting)
                if place in self._done:
                    receipt = self._done.pop(place)
                    result = _result(file.path, order, receipt, self._remarks(place))
                    if result.reading is not None or receipt.error is not None:
                        break
                    self._read_again(place)
                self._gather()
            self._handed_over += 1
            yield result
            order.shard.unlink(missing_ok=True)

    def _most(self) -> int:
        """How many files may be out at once, by the threads that the cluster has just now."""
        now = time.monotonic()
        if now >= self._count_again:
            self._threads = _threads_of(self._client)
            self._count_again = now + _COUNT
        return max(1, _AHEAD * self._threads)

    def _hand_out_more(self, waiting: Iterator[int]) -> None:
        """As much as the cluster can take. A file whose worker died goes out when nothing else is out, and nothing goes out beside
        it: what a worker held of other files dies with it, and none may be refused for another's fault.
        """
        if self._suspects:
            if not self._futures:
                self._hand_out(self._suspects[0])
            return
        while len(self._futures) < self._most():
            following = next(waiting, None)
            if following is None:
                return
            self._hand_out(following)

    def _read_again(self, place: int) -> None:
        """Hand out a file that has a receipt and no whole shard. Raises ClusterGone when there is still none."""
        if self._attempts.get(place, 0) - self._deaths.get(place, 0) >= _ATTEMPTS:
            raise self._gone(
                msg("has workers that write where this machine sees nothing"),
                msg("put the project on a disk that all of them share, under one path: see docs/scale.md"),
            )
        self._hand_out(place)

    def _hand_out(self, place: int) -> None:
        attempt = self._attempts[place] = self._attempts.get(place, 0) + 1
        order = self._orders[place]
        name = f"kodetre-{order.sha256[:16]}-{place}-{attempt}-{os.getpid()}"
        future = self._client.submit(_read_one, order, code_stamp(), key=name, pure=False, retries=0)
        self._futures[place] = future
        future.add_done_callback(lambda _: self._told.put(place))

    def _gather(self) -> None:
        """Wait for a receipt, and look whether the cluster is there."""
        try:
            place = self._told.get(timeout=_LOOK)
        except queue.Empty:
            self._look()
            return
        future = self._futures.pop(place, None)
        if future is None:
            return
        error = _error_of(future)
        if error is None:
            self._take(place, future.result())
        elif type(error).__name__ == "KilledWorker":
            self._deaths[place] = self._deaths.get(place, 0) + 1
            if self._deaths[place] >= _ATTEMPTS:
                path = self._files[place].path
                self._take(place, Receipt(self._orders[place].sha256, error=crashing(path)))
            elif place not in self._suspects:
                self._suspects.append(place)
        elif future.status == "error":
            raise self._gone(
                msg(
                    "has a worker that cannot read with this kodetre ({error})",
                    error=(str(error).splitlines() or [""])[0],
                ),
                msg("install the same kodetre on every machine of the cluster: see docs/scale.md"),
            )
        else:
            raise self._gone(
                msg("has gone away"), msg("start it, and run the same command again: what was read is kept")
            )

    def _take(self, place: int, receipt: Receipt) -> None:
        self._done[place] = receipt
        if place in self._suspects:
            self._suspects.remove(place)

    def _look(self) -> None:
        """Raise ClusterGone when the scheduler is not there, or has had no workers for long."""
        again = msg("start it, and run the same command again: what was read is kept")
        if self._client.status not in ("running", "connecting"):
            raise self._gone(msg("has gone away"), again)
        if _threads_of(self._client):
            self._lonely_since = None
            return
        now = time.monotonic()
        self._lonely_since = self._lonely_since if self._lonely_since is not None else now
        if now - self._lonely_since > SECONDS_WITHOUT_WORKERS:
            raise self._gone(msg("has no workers"), msg("start some, and run the same command again"))

    def _gone(self, what: str, next_step: str) -> ClusterGone:
        left = counted(len(self._orders) - self._handed_over, "file")
        where = self._cluster.scheduler or "dask"
        return ClusterGone(where, msg("{what}; not yet taken in: {files}", what=what, files=left), next_step=next_step)

    def _remarks(self, place: int) -> tuple[str, ...]:
        deaths = self._deaths.get(place, 0)
        if deaths < 1:
            return ()
        return (
            by_number(
                deaths,
                "read again, since the worker that had it died",
                "read again, since {number} workers that had it died",
            ),
        )


def _result(path: Path, order: Order, receipt: Receipt, remarks: tuple[str, ...]) -> ReadResult:
    """What became of a file; neither a reading nor an error where there is no whole shard."""
    if receipt.error is not None:
        return ReadResult(path, None, receipt.error, remarks)
    return ReadResult(path, read_shard(order.shard), None, remarks)


def _read_one(order: Order, stamp: str) -> Receipt:
    """On a worker: have a file read by this thread's reader. Raises RuntimeError where the code of here reads otherwise."""
    if code_stamp() != stamp:
        raise RuntimeError("another version")
    reader: Reader | None = getattr(_HERE, "reader", None)
    if reader is None:
        reader = _HERE.reader = Reader()
    return reader.read(order)


def _threads_of(client: Any) -> int:  # noqa: ANN401
    """How many threads the cluster has; 0 where it does not answer."""
    with suppress(Exception):
        return sum(client.nthreads().values())
    return 0


def _error_of(future: Any) -> BaseException | None:  # noqa: ANN401
    """Why there is no receipt; None where there is one."""
    if future.status == "finished":
        return None
    if future.status == "error":
        error: BaseException = future.exception()
        return error
    return ConnectionError(future.status)


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Any]:
    """A client of the cluster, which is ended with the block where it is our own."""
    try:
        import dask
        from distributed import Client, LocalCluster
    except ImportError as error:
        how = "pip install 'kodetre[dask]', or with pipx: pipx inject kodetre distributed"
        raise NotPossible("--on dask", msg("needs Dask, which is not installed"), next_step=how) from error
    for name in ("distributed", "distributed.nanny", "distributed.client", "tornado"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        local = None
        if not cluster.scheduler:
            local = LocalCluster(
                n_workers=cluster.workers, threads_per_worker=1, dashboard_address=None, silence_logs=logging.CRITICAL
            )
        try:
            client = Client(local or cluster.scheduler, timeout=_SECONDS_TO_CONNECT, set_as_default=False)
        except (OSError, ValueError, TimeoutError) as error:
            what = msg("is no scheduler that can be reached")
            how = msg("an address like tcp://127.0.0.1:8786, where a dask scheduler runs")
            raise ClusterGone(cluster.scheduler, what, next_step=how) from error
        try:
            yield client
        finally:
            with suppress(Exception):
                client.close(timeout=5)
            if local is not None:
                with suppress(Exception):
                    local.close(timeout=5)
