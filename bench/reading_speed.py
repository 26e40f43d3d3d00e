"""How quick checkouts read PDFs into a store, beside pdfplumber's `extract_words`: ratios of CPU time taken by turns in one run.

usage: python bench/reading_speed.py [--turns N] CHECKOUT... -- PDF...
       (by default this checkout, and the PDFs of corpus/)

Every reading is a process of its own; user seconds, the least of all turns. *reading* is from when the libraries are there, and
with the store made, to when the document is in it; *whole* is with start-up. pdfplumber closes each page, as a careful user does.
"""

import resource
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from compare_checkouts import environment

ROOT = Path(__file__).resolve().parent.parent
TURNS = 3
OURS = """
import resource, sys
from pathlib import Path
import kodetre.ingest.readers.pdf
from kodetre.ingest.read import read
from kodetre.userfile import sha256_of
from kodetre.model.documents import ReadFile
from kodetre.store import Store
def user(): return resource.getrusage(resource.RUSAGE_SELF).ru_utime
pdf = Path(sys.argv[2])
with Store(Path(sys.argv[1]), create=True) as store:
    ready = user()
    store.documents.add(ReadFile(read(pdf), sha256_of(pdf), pdf.name), 'bench')
    print(user() - ready)
"""
PLUMBER = """
import resource, sys
import pdfplumber
def user(): return resource.getrusage(resource.RUSAGE_SELF).ru_utime
ready = user()
with pdfplumber.open(sys.argv[2]) as document:
    for page in document.pages:
        page.extract_words()
        page.close()
print(user() - ready)
"""
Seconds = tuple[float, float]
"""Of reading alone, and with start-up."""


def timed(code: str, pdf: Path, checkout: Path) -> Seconds:
    """One reading."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-c", code, str(Path(folder) / "kodetre.db"), str(pdf)]
        before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
        ran = subprocess.run(command, check=True, capture_output=True, text=True, env=environment(checkout))
        return float(ran.stdout), resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def least(times: list[Seconds]) -> Seconds:
    """The least of several turns."""
    return min(alone for alone, _ in times), min(whole for _, whole in times)


def main(arguments: list[str]) -> None:
    """Print a line for each file, and the medians."""
    turns = TURNS
    if "--turns" in arguments:
        place = arguments.index("--turns")
        turns = int(arguments[place + 1])
        del arguments[place : place + 2]
    place = arguments.index("--") if "--" in arguments else len(arguments)
    checkouts = [Path(name).resolve() for name in arguments[:place]] or [ROOT]
    pdfs = [Path(name).resolve() for name in arguments[place + 1 :]] or sorted((ROOT / "corpus").glob("*.pdf"))
    names = [checkout.name for checkout in checkouts]
    print(f"pdfplumber's time / a checkout's, reading alone (and with start-up): {', '.join(names)}")
    ratios: list[list[Seconds]] = [[] for _ in checkouts]
    for pdf in pdfs:
        theirs: list[Seconds] = []
        ours: list[list[Seconds]] = [[] for _ in checkouts]
        for _ in range(turns):
            for checkout, times in zip(checkouts, ours, strict=True):
                times.append(timed(OURS, pdf, checkout))
            theirs.append(timed(PLUMBER, pdf, ROOT))
        alone, whole = least(theirs)
        shown = []
        for times, gathered in zip(ours, ratios, strict=True):
            own_alone, own_whole = least(times)
            gathered.append((alone / own_alone, whole / own_whole))
            shown.append(f"{own_alone:7.3f} s {alone / own_alone:6.1f} ({whole / own_whole:4.1f})")
        print(f"  {pdf.name[:34]:34} pdfplumber {alone:7.3f} s |{' |'.join(shown)}", flush=True)
    for name, gathered in zip(names, ratios, strict=True):
        alone, whole = (statistics.median(column) for column in zip(*gathered, strict=True))
        print(f"  median of {name}: {alone:.1f} ({whole:.1f})")


if __name__ == "__main__":
    main(sys.argv[1:])
