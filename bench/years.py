"""Which year a document gets: from its file's date of creation alone (before), and by what its first page and name say (now).

usage: python bench/years.py FILE_OR_FOLDER... [--right right.csv]

`right.csv` has file name and the year that a person read on the first page, empty where there is none to read.
"""

import argparse
import csv
from pathlib import Path

from kodetre.errors import KodetreError
from kodetre.ingest.read import KINDS, read
from kodetre.model.documents import Metadata
from kodetre.pdf.file import open_pdf


def created(path: Path) -> str:
    """The year of a PDF's date of creation; empty when it has none."""
    with open_pdf(path) as pdf:
        stamp = pdf.info().created
    digits = stamp.removeprefix("D:")[:4]
    return digits if digits.isdigit() else ""


def years(paths: list[Path]) -> list[tuple[Path, str, Metadata]]:
    """Each PDF that can be read, with the year before and what is said of it now."""
    measured = []
    for path in paths:
        try:
            measured.append((path, created(path), read(path).metadata))
        except KodetreError as error:
            print(f"{path.name}: {error}")
    return measured


def main() -> None:
    """Print a line for each file, and how many are right by each rule."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("paths", type=Path, nargs="+")
    parser.add_argument("--right", type=Path)
    given = parser.parse_args()
    inside = [sorted(path.rglob("*.pdf")) if path.is_dir() else [path] for path in given.paths]
    files = [path for paths in inside for path in paths if path.suffix.lower() in KINDS]
    right: dict[str, str] = {}
    if given.right:
        with given.right.open(encoding="utf-8", newline="") as lines:
            right = {row[0]: row[1] for row in csv.reader(lines)}
    before_right = now_right = marked = judged = 0
    for path, before, now in years(files):
        print(
            f"{path.name:45} before {before or '–':6} now {now.shown_year or '–':12} {now.issued:11} {right.get(path.name, '?')}"
        )
        if path.name in right:
            judged += 1
            before_right += before == right[path.name]
            now_right += now.year == right[path.name]
            marked += now.year_guessed
    if judged:
        print(
            f"right: {before_right} of {judged} before, {now_right} of {judged} now; {marked} are marked as guessed now"
        )


if __name__ == "__main__":
    main()
