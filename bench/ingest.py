"""What is read from typeset documents, beside pdfplumber and pdftotext: quality against the exact truth, and CPU time.

usage: python bench/ingest.py [PDF...]      (each with its truth beside it; by default those in ../shared/ingest)

Quality is scored by score_ingest.py in the same folder. Speed is the user time of one process per file and reader, by
turns in one run: kodetre's is the whole ingest into a new store. pdftotext is left out where it is not installed.
"""

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
ROUNDS = 3
OURS = (
    "import sys; from pathlib import Path\n"
    "from kodetre.ingest.read import read, sha256_of\n"
    "from kodetre.store import Store\n"
    "for number, name in enumerate(sys.argv[2:]):\n"
    "    with Store(Path(sys.argv[1]) / f'{number}.db', create=True) as store:\n"
    "        store.documents.add(read(Path(name)), sha256_of(Path(name)), name, {}, 'bench')\n"
)
PLUMBER = (
    "import sys, pdfplumber\n"
    "for name in sys.argv[2:]:\n"
    "    with pdfplumber.open(name) as document:\n"
    "        for page in document.pages:\n"
    "            page.extract_words()\n"
    "            page.close()\n"
)


def cpu(command: list[str]) -> float:
    """User and system seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


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
    """Print CPU seconds side by side: the median over rounds, and the ratio to kodetre round by round."""
    names = [str(pdf) for pdf in pdfs]
    with tempfile.TemporaryDirectory() as folder:
        readers: dict[str, Callable[[int], list[str]]] = {
            "kodetre, into the store": lambda turn: [sys.executable, "-c", OURS, _fresh(folder, turn), *names],
            "pdfplumber extract_words": lambda _: [sys.executable, "-c", PLUMBER, folder, *names],
        }
        if shutil.which("pdftotext"):
            readers["pdftotext"] = lambda _: [
                "sh",
                "-c",
                'for f in "$@"; do pdftotext "$f" - >/dev/null; done',
                "sh",
                *names,
            ]
        seconds: dict[str, list[float]] = {name: [] for name in readers}
        for turn in range(ROUNDS):
            for name, command in readers.items():
                seconds[name].append(cpu(command(turn)))
    ours = seconds["kodetre, into the store"]
    for name, times in seconds.items():
        ratios = [theirs / mine for theirs, mine in zip(times, ours, strict=True)]
        print(f"{name:26} median {statistics.median(times):6.2f} s CPU, {statistics.median(ratios):5.2f} × kodetre")


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
