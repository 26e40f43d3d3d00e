"""How many pages a second one process reads, packs into a shard, and writes to the store; and the whole ingest on processes beside
the same on Dask.

usage: python bench/ingest_rate.py [PDF…] [--jobs N]

Without files those of corpus/ are read. The first three are processor seconds of this process, libraries loaded; the last two are
wall time of whole commands, by turns, in which the start of Dask's workers is most for few files.
"""

import argparse
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from kodetre.ingest.read import read
from kodetre.ingest.shard import packed
from kodetre.model.documents import ReadFile
from kodetre.store import Store

ROOT = Path(__file__).resolve().parent.parent


def steps(files: list[Path]) -> None:
    """Print what one process does in a second."""
    read(files[0])
    pages = words = size = 0
    spent = {"read": 0.0, "packed into shards": 0.0, "written to the store": 0.0}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kodetre.db"
        with Store(path, create=True) as store:
            step: int | None = None
            for file in files:
                begin = time.process_time()
                reading = read(file)
                spent["read"] += time.process_time() - begin
                begin = time.process_time()
                packed(reading)
                spent["packed into shards"] += time.process_time() - begin
                begin = time.process_time()
                info, step = store.documents.add(ReadFile(reading, file.name, file.name), "bench", step)
                spent["written to the store"] += time.process_time() - begin
                pages, words = pages + len(reading.pages), words + info.words
        size = path.stat().st_size
    for what, seconds in spent.items():
        print(f"{what}: {pages / seconds:.0f} pages a second")
    print(f"{pages} pages of {words / pages:.0f} words; store {size / pages:.0f} bytes a page")


def whole(files: list[Path], jobs: int) -> None:
    """Print how long the command takes on processes and on Dask."""
    for runner in ("processes", "dask"):
        with tempfile.TemporaryDirectory() as folder:
            kodetre = [sys.executable, "-m", "kodetre"]
            subprocess.run([*kodetre, "init", folder, "--template", "tom"], check=True, capture_output=True)
            command = [*kodetre, "ingest", *map(str, files), "--project", folder, "--on", runner, "--jobs", str(jobs)]
            begin = time.perf_counter()
            subprocess.run(command, capture_output=True)
            print(f"ingest --on {runner} --jobs {jobs}: {time.perf_counter() - begin:.1f} s")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    chosen = given.files or sorted((ROOT / "corpus").glob("*.pdf"))
    steps(chosen)
    whole(chosen, given.jobs)
