"""How right a codebook's suggestions are, and how much they find: a judged plan, labels by headings, lists of forms.

Every way of finding words is measured in the same run: this kodetre with the codebook it ships, another checkout with the one it
ships (`--before`), and for the same keywords, letters anywhere in a word (substring) and at its beginning (prefix).
"""

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Codebook
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.model.documents import Document, DocumentInfo, Metadata, Reading, Span
from kodetre.suggestions.keywords import suggest

ROOT = Path(__file__).resolve().parent.parent
GOLD = "plan-hallingdal"
_FULL_LINE = 66
"""A line of the plan that is longer than this, in letters, does not end its paragraph."""
_ASIDE = re.compile(r"\bNEAR(?:/\d+)?\b|\bAND\b|\bOR\b|\bNOT\b|[()=\"]|/.*/")
Found = set[tuple[str, int, int]]
"""Suggestions: a code, and the stretch of the text."""


@dataclass(frozen=True)
class Judged:
    """What somebody has judged in a text: a stretch, a code or a branch of codes, the verdict, and which set it belongs to."""

    start: int
    end: int
    code: str
    verdict: str
    set: str

    def holds(self, suggestion: tuple[str, int, int]) -> bool:
        """Whether a suggestion is of this code, or of one under a branch, and shares letters with the stretch."""
        code, start, end = suggestion
        key = self.code.removesuffix(" (branch)")
        same = code == key or (self.code != key and code.startswith(key + "."))
        return same and start < self.end and self.start < end


@dataclass(frozen=True)
class Totals:
    """How many passages of a person are found, and what of the judged suggestions is still suggested, by verdict."""

    found: int
    passages: int
    kept: dict[str, int]
    judged: dict[str, int]
    suggestions: int

    def line(self) -> str:
        """In words."""
        right, wrong = self.kept.get("right", 0), self.kept.get("wrong", 0)
        arguable = self.kept.get("arguable", 0)
        read = right + wrong + arguable
        return (
            f"finds {self.found} of {self.passages} passages ({self.found / max(1, self.passages):.2f}); of what was judged it suggests "
            f"{right} of {self.judged.get('right', 0)} right, {arguable} of {self.judged.get('arguable', 0)} arguable, "
            f"{wrong} of {self.judged.get('wrong', 0)} wrong (right {right / max(1, read):.2f}); {self.suggestions} suggestions in all"
        )


def document_of(reading: Reading, id: str = "D1") -> Document:
    """A document of a reading."""
    when = datetime(2026, 1, 1, tzinfo=UTC)
    return Document(DocumentInfo(id, id, "", "", Metadata(), reading.language, "ok", 1, 0, True, when), reading)


def suggested(book: Codebook, reading: Reading) -> Found:
    """What a codebook suggests in one text."""
    document, index = document_of(reading), Index()
    index.add("D1", reading.text, words_of(reading.text), [(block.start, block.end) for block in reading.blocks])
    found = suggest(book, {"D1": document}, Matcher(index, book.variants()))
    return {(suggestion.code, suggestion.span.start, suggestion.span.end) for suggestion in found}


def plain_words(book: Codebook) -> dict[str, list[list[str]]]:
    """The words of each code's keywords, as somebody with a search box would write them: of NEAR and AND the first word alone."""
    by_code: dict[str, list[list[str]]] = {}
    for code in book.codes():
        words = []
        for keyword in code.keywords:
            first = re.split(r"\b(?:NEAR(?:/\d+)?|AND|NOT|OR)\b", keyword.written)[0]
            pieces = _ASIDE.sub(" ", first).replace("*", "").lower().split()
            words.append([piece.strip("-") for piece in pieces])
        by_code[code.key] = [pieces for pieces in words if pieces and all(pieces)]
    return by_code


def by_letters(book: Codebook, reading: Reading, takes: Callable[[str, str], bool]) -> Found:
    """What plain letters suggest: paragraphs in which every word of a keyword is taken."""
    by_code, found = plain_words(book), set()
    for block in reading.blocks:
        if block.kind == "heading" or block.part != "body":
            continue
        forms = set(re.findall(r"[\w-]+", block.span.of(reading.text).lower()))
        for code, keywords in by_code.items():
            if any(_all_taken(words, forms, takes) for words in keywords):
                found.add((code, block.start, block.end))
    return found


def _all_taken(words: Sequence[str], forms: Iterable[str], takes: Callable[[str, str], bool]) -> bool:
    return all(any(takes(word, form) for form in forms) for word in words)


LETTERS: dict[str, Callable[[str, str], bool]] = {
    "substring": lambda word, form: word in form,
    "prefix": lambda word, form: form.startswith(word),
}


def judged_rows(path: Path, raw: str, reading: Reading) -> list[Judged]:
    """The judged stretches, in the offsets of what was read."""
    place = _places(raw, reading.text)
    rows = []
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            start, end = place(int(row["start"])), place(int(row["end"]))
            rows.append(Judged(start, end, row["code"], row["verdict"], row["set"]))
    return rows


def in_paragraphs(raw: str) -> str:
    """A print's lines with an empty one after each, as paragraphs: two empty lines part them, or a short line before a capital."""
    paragraphs: list[list[str]] = []
    for stretch in re.split(r"\n[^\S\n]*\n[^\S\n]*\n\s*", raw):
        before = ""
        for line in filter(None, map(str.strip, stretch.split("\n"))):
            goes_on = bool(before) and (line[0].islower() or (len(before) > _FULL_LINE and line[0].isalnum()))
            if goes_on:
                paragraphs[-1].append(line)
            else:
                paragraphs.append([line])
            before = line
    return "\n\n".join("\n".join(lines) for lines in paragraphs) + "\n"


def read_gold(path: Path) -> Reading:
    """The judged plan, read as a text file of paragraphs."""
    from tempfile import TemporaryDirectory

    from kodetre.ingest.read import read

    with TemporaryDirectory() as folder:
        copy = Path(folder) / path.name
        copy.write_text(in_paragraphs(path.read_text("utf-8")), "utf-8")
        return read(copy)


def _places(raw: str, text: str) -> Callable[[int], int]:
    """From an offset in a file to that in what was read of it, by counting the letters and digits before."""
    marks = [place for place, letter in enumerate(text) if letter.isalnum()]
    before, count = [], 0
    for letter in raw:
        before.append(count)
        count += letter.isalnum()
    before.append(count)
    return lambda offset: marks[min(before[min(offset, len(raw))], len(marks) - 1)]


def totals(found: Found, rows: Sequence[Judged]) -> Totals:
    """Suggestions held against what was judged."""
    kept: dict[str, int] = {}
    judged: dict[str, int] = {}
    passages = hit = 0
    for row in rows:
        is_found = any(row.holds(suggestion) for suggestion in found)
        if row.set == "recall":
            passages += row.verdict.startswith("human")
            hit += is_found and row.verdict.startswith("human")
        else:
            judged[row.verdict] = judged.get(row.verdict, 0) + 1
            kept[row.verdict] = kept.get(row.verdict, 0) + is_found
    return Totals(hit, passages, kept, judged, len(found))


def shipped(root: Path) -> Codebook:
    """The codebook that a checkout ships."""
    return from_text((root / "codebooks" / "kommunalt-rusarbeid.yaml").read_text("utf-8"), "shipped.yaml")


def on_gold(shared: Path, root: Path, letters: bool) -> dict[str, Totals]:
    """The judged plan by every way; `root` is the checkout whose codebook is meant."""
    path = shared / "gold" / f"{GOLD}.txt"
    if not path.is_file():
        return {}
    reading, book = read_gold(path), shipped(root)
    rows = judged_rows(path.with_suffix(".tsv"), path.read_text("utf-8"), reading)
    done = {"kodetre": totals(suggested(book, reading), rows)}
    for name, takes in LETTERS.items() if letters else ():
        done[name] = totals(by_letters(book, reading, takes), rows)
    return done
