"""What is read from typeset documents, beside other readers: quality against the exact truth, and CPU time.

usage: python bench/ingest.py [PDF...] [--quality]
       (each with its truth beside it; by default those in ../shared/ingest and its folder producers)

Quality is scored by score_ingest.py, that of the producers by score_producers.py: word error, boundaries of paragraphs, headings
and their levels, lines of furniture left in, page labels, cells of tables, footnotes, list items and boxes that are whole, of how
many. Speed is the CPU time of one process over all files, by turns in one run: kodetre's is the whole ingest into a new store; with
--quality it is left out. PyMuPDF, PyMuPDF4LLM and pdftotext are left out where they are not installed.
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
from typing import Any

assert sys.platform != "win32", "it measures with what only Unix counts"

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "ingest"
ROUNDS = 5
SCORES = (
    "word_error", "boundary_f1", "furniture", "table_cells", "heading_f1", "level_acc", "labels", "page_acc", "footnotes",
    "list_items", "asides",
)  # fmt: skip
OTHERS = ("word_error", "boundary_f1", "furniture", "table_cells", "heading_f1", "level_acc")
"""The scores that a reader without labels can have."""
Shown = dict[str, list[dict[str, Any]]]
OUR_NAME = "kodetre, into the store"
OURS = """
import sys, time
from pathlib import Path
import pdfplumber.table
import kodetre.ingest.readers.pdf
from kodetre.ingest.read import read
from kodetre.userfile import sha256_of
from kodetre.model.documents import ReadFile
from kodetre.store import Store
ready = time.process_time()
for number, name in enumerate(sys.argv[2:]):
    with Store(Path(sys.argv[1]) / f'{number}.db', create=True) as store:
        store.documents.add(ReadFile(read(Path(name)), sha256_of(Path(name)), name), 'bench')
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


def by_kodetre(pdf: Path) -> Shown:
    """What kodetre reads, as `documents show --json` shows it."""
    from kodetre.ingest.read import read

    reading = read(pdf)
    blocks: list[dict[str, Any]] = [
        {"kind": b.kind, "level": b.level, "text": reading.text[b.start : b.end], "page_first": b.page_first, "rows": b.rows or []}
        for b in reading.blocks
    ]  # fmt: skip
    return {"pages": [{"number": page.number, "label": page.label} for page in reading.pages], "blocks": blocks}


def by_pdfplumber(pdf: Path) -> Shown:
    """The text of each page, and tables where it finds them."""
    import pdfplumber

    blocks: list[dict[str, Any]] = []
    with pdfplumber.open(pdf) as document:
        for number, page in enumerate(document.pages, start=1):
            blocks.append(_paragraph(page.extract_text() or "", number))
            for table in page.extract_tables():
                rows = [[cell or "" for cell in row] for row in table]
                blocks.append({"kind": "table", "level": 0, "text": "", "page_first": number, "rows": rows})
            page.close()
    return {"pages": [], "blocks": blocks}


def by_pdftotext(pdf: Path) -> Shown:
    """Its paragraphs: what stands between empty lines."""
    ran = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True)
    pages = ran.stdout.split("\f")
    return {
        "pages": [],
        "blocks": [
            _paragraph(part, number) for number, page in enumerate(pages, start=1) for part in page.split("\n\n")
        ],
    }


def by_pymupdf(pdf: Path) -> Shown:
    """Its blocks of text."""
    import pymupdf

    with pymupdf.open(pdf) as document:
        blocks = [
            _paragraph(block[4], page.number + 1)
            for page in document
            for block in page.get_text("blocks")
            if block[6] == 0
        ]
    return {"pages": [], "blocks": blocks}


def by_pymupdf4llm(pdf: Path) -> Shown:
    """The Markdown of each page as blocks."""
    import pymupdf4llm

    from kodetre.ingest.readers.text import read_markdown

    blocks: list[dict[str, Any]] = []
    for number, page in enumerate(pymupdf4llm.to_markdown(str(pdf), page_chunks=True, show_progress=False), start=1):
        with tempfile.NamedTemporaryFile("w", suffix=".md", encoding="utf-8") as file:
            file.write(page["text"] or "–")
            file.flush()
            reading = read_markdown(Path(file.name))
        blocks.extend(
            {
                "kind": b.kind,
                "level": b.level,
                "text": reading.text[b.start : b.end],
                "page_first": number,
                "rows": b.rows or [],
            }
            for b in reading.blocks
        )
    return {"pages": [], "blocks": blocks}


def _paragraph(text: str, page: int) -> dict[str, Any]:
    return {"kind": "paragraph", "level": 0, "text": text, "page_first": page, "rows": []}


def quality(pdf: Path) -> None:
    """Print the scores of one document, kodetre's and what the others give without being told anything."""
    readers: dict[str, Callable[[Path], Shown]] = {"kodetre": by_kodetre, "pdfplumber": by_pdfplumber}
    if importlib.util.find_spec("pymupdf"):
        readers["PyMuPDF"] = by_pymupdf
    if importlib.util.find_spec("pymupdf4llm"):
        readers["PyMuPDF4LLM"] = by_pymupdf4llm
    if shutil.which("pdftotext"):
        readers["pdftotext"] = by_pdftotext
    print(pdf.name)
    folders = (pdf.parent, pdf.parent.parent)
    folder = next((folder for folder in folders if (folder / "score_ingest.py").exists()), SHARED)
    scorer_name = (
        "score_producers.py" if "front_pages" in pdf.with_suffix(".json").read_text("utf-8") else "score_ingest.py"
    )
    for name, reader in readers.items():
        with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
            json.dump(reader(pdf), file, ensure_ascii=False)
            file.flush()
            scorer = [sys.executable, str(folder / scorer_name), file.name, str(pdf.with_suffix(".json"))]
            scores = json.loads(subprocess.run(scorer, check=True, capture_output=True, text=True).stdout)
        shown = [key for key in SCORES if key in scores and (name == "kodetre" or key in OTHERS)]
        said = "  ".join(f"{key} {_score(scores[key])}" for key in shown)
        print(f"  {name:12} {said}")


def _score(score: object) -> str:
    """A score, or how many of how many were found."""
    return f"{score[0]}/{score[1]}" if isinstance(score, list) else str(score)


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
    named = [Path(argument) for argument in arguments if argument != "--quality"]
    pdfs = named or [*sorted(SHARED.glob("*.pdf")), *sorted(SHARED.glob("producers/*.pdf"))]
    if not pdfs:
        print(f"nothing to measure on: no PDF was given, and there is no {SHARED.name} folder")
        return
    for pdf in pdfs:
        quality(pdf)
    if "--quality" not in arguments:
        speed(pdfs)


if __name__ == "__main__":
    main(sys.argv[1:])
