"""Whether two checkouts read the same of every PDF, byte for byte: what making the reader faster must not change.

usage: python bench/same_reading.py OLD NEW [PDF...]
       (by default the PDFs of ../shared: pdfs, ingest, ingest/producers; and those of corpus/)

Each part of what is read has a hash: the words, rules and boxes of the pages as pdfium has them, text, pages, blocks, the words'
boxes, furniture, metadata, language, status and notes, with struck words marked and dropped; of a file that cannot be read, the
error.
What differs is named by file and part. Exit code 1 when anything does.
"""

import argparse
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"
STRIKES: tuple[Literal["mark", "drop"], ...] = ("mark", "drop")
Hashes = dict[str, str]


def parts(pdf: Path) -> Iterator[tuple[str, str]]:
    """Each part of what is read, by its name, as text that says all of it."""
    from kodetre.errors import KodetreError
    from kodetre.ingest.read import read
    from kodetre.ingest.readers.pdf import _contents
    from kodetre.pdf.file import open_pdf

    try:
        with open_pdf(pdf) as file:
            yield "labels", repr(file.labels())
            yield "bookmarks", repr(file.bookmarks())
            contents, broken = _contents(pdf, range(min(file.page_count, 200)))
        yield "broken", repr(broken)
        for name in ("number", "width", "height", "words", "turned", "rules", "areas", "shapes", "pictured", "outside"):
            yield f"page {name}", repr([getattr(content, name) for content in contents])
        for strike in STRIKES:
            reading = read(pdf, "off", strike)
            for name in reading.__dataclass_fields__:
                yield f"{strike} {name}", repr(getattr(reading, name))
    except KodetreError as error:
        yield "error", f"{type(error).__name__} {error.what} {error.next_step}"


def hashes(pdf: Path) -> Hashes:
    """The hash of each part."""
    return {name: hashlib.sha256(text.encode("utf-8", "backslashreplace")).hexdigest() for name, text in parts(pdf)}


def of_checkout(checkout: Path, pdfs: list[Path]) -> "subprocess.Popen[str]":
    """The reading of files by one checkout, begun."""
    environment = {**os.environ, "PYTHONPATH": str(checkout / "src"), "PYTHONHASHSEED": "0"}
    command = [sys.executable, str(Path(__file__).resolve()), "--read", *map(str, pdfs)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)


def compare(old: Path, new: Path, pdfs: list[Path]) -> int:
    """Print what differs; how many files do."""
    running = [of_checkout(checkout, pdfs) for checkout in (old, new)]
    read: list[dict[str, Hashes]] = [json.loads(process.communicate()[0]) for process in running]
    differ = 0
    for pdf in map(str, pdfs):
        before, after = (hashed[pdf] for hashed in read)
        names = [name for name in {**before, **after} if before.get(name) != after.get(name)]
        if names:
            differ += 1
            print(f"  differs: {pdf}: {', '.join(names)}")
    print(f"{len(pdfs)} files read, {differ} differ")
    return differ


def main() -> None:
    """Read and compare."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", type=Path, nargs="*", metavar="OLD NEW [PDF...]")
    parser.add_argument("--read", action="store_true", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.read:
        print(json.dumps({str(pdf): hashes(pdf) for pdf in options.paths}))
        return
    if len(options.paths) < 2:
        parser.error("name two checkouts")
    old, new, *named = (path.resolve() for path in options.paths)
    folders = (SHARED / "pdfs", SHARED / "ingest", SHARED / "ingest" / "producers", ROOT / "corpus")
    pdfs = named or [pdf for folder in folders for pdf in sorted(folder.glob("*.pdf"))]
    sys.exit(1 if compare(old, new, pdfs) else 0)


if __name__ == "__main__":
    main()
