"""How PDFs as they come are read: what an outline says beside the headings found, and what should not be in the text.

usage: python bench/real.py [PDF...]      (by default those in ../shared/pdfs)

Printed for each file: pages, the share of the outline's titles that were found as headings, how many lines of text stand
at the end or beginning of a page as often as furniture would, paragraphs that are lone numbers, private or control
characters, and what kodetre says of the file.
"""

import re
import sys
from collections import Counter
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "pdfs"
_ODD = re.compile("[\\x00-\\x08\\x0b-\\x1f\\ue000-\\uf8ff\\ufb00-\\ufb06\\ufffd-\\uffff\\u00ad]")


def titles_of(path: Path) -> set[str]:
    """The titles of a PDF's outline, for comparing."""
    import pypdfium2 as pdfium

    from kodetre.ingest.layout.headings import plain_title

    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError:
        return set()
    try:
        return {plain_title(bookmark.get_title()) for bookmark in document.get_toc(max_depth=6)} - {""}
    finally:
        document.close()


def look(path: Path) -> None:
    """Print a line on one file."""
    from kodetre.errors import KodetreError
    from kodetre.ingest.layout.headings import plain_title, without_number
    from kodetre.ingest.read import read

    try:
        reading = read(path)
    except KodetreError as error:
        print(f"{path.name:44} refused: {error.what}")
        return
    said = [(block, reading.text[block.start : block.end]) for block in reading.blocks]
    titled = [text for block, text in said if block.kind == "heading"]
    headings = {plain_title(text) for text in titled} | {plain_title(without_number(text)) for text in titled}
    titles = titles_of(path)
    found = f"{len(titles & headings)}/{len(titles)}" if titles else "–"
    edges = Counter(
        re.sub(r"\d+", "#", reading.text[page.start : page.end].strip().split("\n", 1)[0])[:60]
        for page in reading.pages
    )
    edges.update(
        re.sub(r"\d+", "#", reading.text[page.start : page.end].strip().rsplit("\n", 1)[-1])[-60:]
        for page in reading.pages
    )
    repeated = sum(count for line, count in edges.items() if line and count >= max(3, len(reading.pages) // 4))
    numbers = sum(1 for block, text in said if block.kind == "paragraph" and text.strip().isdecimal())
    kinds = Counter(block.kind for block, _ in said)
    print(
        f"{path.name:44} {len(reading.pages):3} pages  outline {found:>8}  repeated {repeated:3}  lone numbers {numbers:3}  "
        f"odd {len(_ODD.findall(reading.text)):3}  headings {kinds['heading']:3}  tables {kinds['table']:3}  "
        f"{'; '.join(reading.notes)[:90]}"
    )


def main(arguments: list[str]) -> None:
    """Each file in turn."""
    files = [Path(argument) for argument in arguments] or sorted(SHARED.glob("*.pdf"))
    if not files:
        print(f"nothing to look at: no PDF was given, and there is no {SHARED.name} folder")
    for path in files:
        look(path)


if __name__ == "__main__":
    main(sys.argv[1:])
