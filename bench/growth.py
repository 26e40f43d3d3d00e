"""How reading grows with the number of pages: CPU time a page and peak memory at 100 and at 2,000 pages.

usage: python bench/growth.py [PDF]     (a PDF of some pages, by default the longest of corpus/)

Its pages are repeated into files of 100 and of 2,000 pages; each is taken into a new store in a process of its own, by
turns with pdfplumber's extract_words over the 100 pages. Also printed: what the word boxes of 1,000 pages take up.
"""

import json
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SIZES = (100, 2000)
ROUNDS = 3
OURS = """
import json, resource, sys, time
from pathlib import Path
from kodetre.ingest.read import read
from kodetre.userfile import sha256_of
from kodetre.model.documents import ReadFile
from kodetre.store import Store
began = time.process_time()
with Store(Path(sys.argv[2]), create=True) as store:
    path = Path(sys.argv[1])
    store.documents.add(ReadFile(read(path), sha256_of(path), path.name), 'bench')
spent = time.process_time() - began
print(json.dumps([spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""
PLUMBER = """
import json, resource, sys, time
import pdfplumber
began = time.process_time()
with pdfplumber.open(sys.argv[1]) as document:
    for page in document.pages:
        page.extract_words()
        page.close()
print(json.dumps([time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024]))
"""


def repeated(source: Path, pages: int, target: Path) -> None:
    """A PDF of so many pages, made of a source's pages over and over."""
    import pypdfium2 as pdfium

    document, made = pdfium.PdfDocument(source), pdfium.PdfDocument.new()
    count = len(document)
    while len(made) < pages:
        made.import_pages(document, list(range(min(count, pages - len(made)))))
    made.save(target)
    made.close()
    document.close()


def measured(code: str, *arguments: str) -> tuple[float, float]:
    """CPU seconds and peak megabytes of a process."""
    ran = subprocess.run([sys.executable, "-c", code, *arguments], check=True, capture_output=True, text=True)
    seconds, megabytes = json.loads(ran.stdout)
    return seconds, megabytes


def main(arguments: list[str]) -> None:
    """Print the figures."""
    given = [Path(argument) for argument in arguments]
    source = given[0] if given else max(ROOT.glob("corpus/*.pdf"), key=lambda path: path.stat().st_size)
    ours: dict[int, list[tuple[float, float]]] = {size: [] for size in SIZES}
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        files = {size: Path(folder) / f"{size}.pdf" for size in SIZES}
        for size, file in files.items():
            repeated(source, size, file)
        for turn in range(ROUNDS):
            for size, file in files.items():
                ours[size].append(measured(OURS, str(file), str(Path(folder) / f"{size}-{turn}.db")))
            theirs, _ = measured(PLUMBER, str(files[SIZES[0]]))
            ratios.append((theirs / SIZES[0]) / (ours[SIZES[1]][-1][0] / SIZES[1]))
        boxes = _boxes(Path(folder) / f"{SIZES[1]}-0.db")
    small, large = (statistics.median(seconds for seconds, _ in ours[size]) / size for size in SIZES)
    low, high = (max(memory for _, memory in ours[size]) for size in SIZES)
    print(f"{source.name}, its pages repeated, one process, into the store:")
    print(f"  CPU time a page at {SIZES[1]} pages / at {SIZES[0]}: {large / small:.2f}")
    print(f"  peak memory at {SIZES[1]} pages / at {SIZES[0]}: {high / low:.2f}  ({high:.0f} and {low:.0f} MB)")
    print(f"  pdfplumber extract_words, CPU time a page / ours at {SIZES[1]} pages: {statistics.median(ratios):.1f}")
    print(f"  word boxes of 1,000 pages in the store: {boxes / SIZES[1] * 1000 / 1e6:.1f} MB")


def _boxes(store: Path) -> int:
    import sqlite3

    connection = sqlite3.connect(store)
    size: int = connection.execute("SELECT SUM(LENGTH(data)) FROM boxes").fetchone()[0]
    connection.close()
    return size


if __name__ == "__main__":
    main(sys.argv[1:])
