"""Every line that is taken out of PDFs as running header, footer, page number or number of a line, to be read through.

usage: python bench/furniture.py [PDF...]      (by default those in ../shared/pdfs)

Lines that say the same but for their numbers are shown once, with how often. Of each document: how many of its words were
taken out, and what letters of its pages are neither in the text nor among what was taken out; the exit code is 1 when
there are such.
"""

import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

from kodetre.errors import UnreadableInput
from kodetre.ingest.layout.hyphens import spelled
from kodetre.ingest.read import read
from kodetre.pdf.file import open_pdf

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "pdfs"


def letters(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text; raised ones count as what they are."""
    return Counter(filter(str.isalnum, unicodedata.normalize("NFKC", text).casefold()))


def on_the_pages(path: Path) -> Counter[str]:
    """The letters of all words that pdfium has on the pages of a file."""
    counted: Counter[str] = Counter()
    with open_pdf(path) as file:
        for place in range(file.page_count):
            content = file.page(place)
            counted += letters(" ".join([spelled(word.text) for word in (*content.words, *content.turned)]))
    return counted


def show(path: Path) -> bool:
    """Print what was taken out of a file; whether no letter of it is lost."""
    try:
        reading = read(path)
        pages = on_the_pages(path)
    except UnreadableInput as error:
        print(f"{path.name}: {error.what}")
        return True
    lines = Counter((line.place, re.sub(r"\d+", "#", line.text)) for line in reading.furniture)
    out = sum(len(line.text.split()) for line in reading.furniture)
    print(f"{path.name}: {len(reading.pages)} pages; {out} of {out + len(reading.text.split())} words taken out")
    for (place, text), count in sorted(lines.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"  {count:5} {place:7} {text}")
    for note in reading.notes:
        print(f"  note: {note}")
    lost = pages - letters(" ".join([reading.text, *(line.text for line in reading.furniture)]))
    if lost:
        print(f"  LOST: {dict(lost)}")
    return not lost


def main(arguments: list[str]) -> int:
    """Show the documents; the exit code."""
    documents = [Path(argument) for argument in arguments] or sorted(SHARED.glob("*.pdf"))
    if not documents:
        print(f"nothing to look at: no PDF was given, and there is no {SHARED.name} folder")
        return 0
    lost = sum(not show(document) for document in documents)
    return min(1, lost)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
