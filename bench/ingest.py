"""What is read from typeset documents, beside other readers: quality against the exact truth, and CPU time.

usage: python bench/ingest.py [PDF...]      (each with its truth beside it; by default those in ../shared/ingest)

Quality is scored by score_ingest.py in the same folder. Speed is the CPU time of one process over all files, by turns in
one run: kodetre's is the whole ingest into a new store. PyMuPDF and pdftotext are left out where they are not installed.
"""

import importlib.util
import json
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "ingest"
ROUNDS = 5
OUR_NAME = "kodetre, into the store"
OURS = """
import sys, time
from pathlib import Path
import pdfplumber.table
import kodetre.ingest.read_pdf
from kodetre.ingest.read import read, sha256_of
from kodetre.store import Store
ready = time.process_time()
for number, name in enumerate(sys.argv[2:]):
    with Store(Path(sys.argv[1]) / f'{number}.db', create=True) as store:
        store.documents.add(read(Path(name)), sha256_of(Path(name)), name, {}, 'bench')
print(time.process_time() - ready, time.process_time())
"""
PLUMBER = """
import sys, time
import pdfplumber
ready = time.process_time()
for name in sys.argv[2:]:
    with pdfplumber.open(name) as document:
        for page in document.pages:
            page.extract_words()
            page.close()
print(time.process_time() - ready, time.process_time())
"""
PYMUPDF = """
import sys, time
import pymupdf
ready = time.process_time()
for name in sys.argv[2:]:
    with pymupdf.open(name) as document:
        for page in document:
            page.get_text('dict')
print(time.process_time() - ready, time.process_time())
"""


def cpu(command: list[str]) -> tuple[float, float]:
    """User and system seconds of a command: from when its libraries were there, and in all."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ran = subprocess.run(command, check=True, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    whole = after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
    said = ran.stdout.split()
    return (float(said[0]), whole) if command[0] == sys.executable else (whole, whole)


def quality(pdf: Path) -> None:
    """Print the scores of one document."""
    from kodetre.ingest.read import read

    reading = read(pdf)
    shown = {
        "pages": [{"number": page.number, "label": page.label} for page in reading.pages],
        "blocks": [
            {
                "kind": b.kind,
                "level": b.level,
                "text": reading.text[b.start : b.end],
                "page_first": b.page_first,
                "rows": b.rows or [],
            }
            for b in reading.blocks
        ],
    }
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump(shown, file, ensure_ascii=False)
        file.flush()
        scorer = [sys.executable, str(pdf.parent / "score_ingest.py"), file.name, str(pdf.with_suffix(".json"))]
        print(f"{pdf.name}: {subprocess.run(scorer, check=True, capture_output=True, text=True).stdout.strip()}")


def speed(pdfs: list[Path]) -> None:
    """Print CPU seconds side by side as ratios to kodetre's, the median over rounds, with and without starting up."""
    names = [str(pdf) for pdf in pdfs]
    with tempfile.TemporaryDirectory() as folder:
        readers: dict[str, Callable[[int], list[str]]] = {
            OUR_NAME: lambda turn: [sys.executable, "-c", OURS, _fresh(folder, turn), *names],
            "pdfplumber extract_words": lambda _: [sys.executable, "-c", PLUMBER, folder, *names],
        }
        if importlib.util.find_spec("pymupdf"):
            readers["PyMuPDF dict"] = lambda _: [sys.executable, "-c", PYMUPDF, folder, *names]
        if shutil.which("pdftotext"):
            script = 'for f in "$@"; do pdftotext "$f" - >/dev/null; done'
            readers["pdftotext"] = lambda _: ["sh", "-c", script, "sh", *names]
        seconds: dict[str, list[tuple[float, float]]] = {name: [] for name in readers}
        for turn in range(ROUNDS):
            for name, command in readers.items():
                seconds[name].append(cpu(command(turn)))
    ours = seconds[OUR_NAME]
    print("CPU time / kodetre's:       reading alone   with start-up")
    for name, times in seconds.items():
        alone, whole = (
            statistics.median(theirs[place] / mine[place] for theirs, mine in zip(times, ours, strict=True))
            for place in (0, 1)
        )
        print(f"  {name:26}{alone:10.2f}{whole:15.2f}")


def _fresh(folder: str, turn: int) -> str:
    place = Path(folder) / str(turn)
    place.mkdir()
    return str(place)


def main(arguments: list[str]) -> None:
    """Quality of each document, then speed over all of them."""
    pdfs = [Path(a) for a in arguments] or sorted(SHARED.glob("*.pdf"))
    if not pdfs:
        print(f"nothing to measure on: no PDF was given, and there is no {SHARED.name} folder")
        return
    for pdf in pdfs:
        quality(pdf)
    speed(pdfs)


if __name__ == "__main__":
    main(sys.argv[1:])
