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
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TypeVar

from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Codebook
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.model.documents import Document, DocumentInfo, Metadata, Reading
from kodetre.suggestions.keywords import suggest

T = TypeVar("T")
ROOT = Path(__file__).resolve().parent.parent
GOLD = "plan-hallingdal"
_FULL_LINE = 66
"""A line of the plan that is longer than this, in letters, does not end its paragraph."""
_ASIDE = re.compile(r"\bNEAR(?:/\d+)?\b|\bAND\b|\bOR\b|\bNOT\b|[()=\"]|/.*/")
Found = set[tuple[str, int, int]]
"""Suggestions: a code, and the stretch of the text."""
Counts = tuple[int, int, int]
"""Right, taken and true."""
THEMES = {
    "helse": ("helse|sykehus|omsorg|eldre", "helse, sykehus, omsorg, lege, pasient, eldre, sykehjem"),
    "skole": (
        "skole|utdanning|kunnskap|barnehage|forskning|studen",
        "skole, utdanning, elev, lærer, student, barnehage, forskning",
    ),
    "klima": ("klima|miljø|natur|energi", "klima, miljø, natur, utslipp, energi, strøm"),
    "samferdsel": (
        "samferdsel|transport|kollektiv|jernbane|vei",
        "samferdsel, kollektivtransport, jernbane, vei, transport, buss, tog",
    ),
    "justis": ("justis|beredskap|politi|kriminal|rettssik", "politi, kriminalitet, straff, domstol, beredskap"),
    "kultur": ("kultur|idrett|frivillig|media|kunst", "kultur, idrett, frivillighet, medier, kunst, bibliotek"),
    "arbeid": ("arbeid(?!sprogram)|velferd|trygd|pensjon", "arbeid, arbeidsliv, pensjon, trygd, velferd"),
    "naering": (
        "næring|økonomi|skatt|landbruk|fisk|industri",
        "næring, skatt, bedrift, landbruk, fiskeri, industri, avgift",
    ),
    "familie": ("famil|barn|ekteskap|likestilling|oppvekst", "familie, barn, foreldre, likestilling, barnevern"),
    "utenriks": (
        "utenriks|forsvar|internasjonal|verden|fred|innvandring|flykt",
        "utenrikspolitikk, forsvar, nato, bistand, flyktning, innvandring",
    ),
}


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
            f"finds {self.found} of {self.passages} passages ({self.found / max(1, self.passages):.2f}); "
            f"of what was judged it suggests "
            f"{right} of {self.judged.get('right', 0)} right, {arguable} of {self.judged.get('arguable', 0)} arguable, "
            f"{wrong} of {self.judged.get('wrong', 0)} wrong "
            f"(right {right / max(1, read):.2f}); {self.suggestions} suggestions in all"
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


def codebook() -> Codebook:
    """The themes as a codebook."""
    lines = ["dimensions:", "  tema:", "    label: Tema", "    codes:"]
    for key, (_, keywords) in THEMES.items():
        lines += [f"      {key}:", f"        label: {key}", f"        keywords: [{keywords}]"]
    return from_text("\n".join(lines) + "\n", "bench.yaml")


def without_headings(reading: Reading) -> tuple[Reading, list[str]]:
    """A document of its paragraphs and list items alone, and for each of them the headings that it stood under."""
    from dataclasses import replace

    from kodetre.document.location import heading_trails

    kept, above = [], []
    title = next((number for number, block in enumerate(reading.blocks) if block.kind == "heading"), -1)
    for block, trail in zip(reading.blocks, heading_trails(reading.blocks), strict=True):
        text = block.span.of(reading.text)
        if block.kind in ("paragraph", "list_item") and block.part == "body" and len(text) > 40:
            kept.append(block)
            above.append(" ".join(reading.blocks[number].span.of(reading.text) for number in trail if number != title))
    return replace(reading, blocks=tuple(kept)), above


def counts(taken: Sequence[bool], truth: Sequence[bool]) -> Counts:
    """Right, taken and true."""
    return sum(a and b for a, b in zip(taken, truth, strict=True)), sum(taken), sum(truth)


def on_headings(pdfs: Sequence[Path], letters: bool) -> dict[str, Counts]:
    """Right, suggested and true paragraphs of documents whose headings are hidden and are the labels, by way, summed over codes."""
    from kodetre.ingest.read import read

    book = codebook()
    done: dict[str, Counts] = {}
    for path in pdfs:
        body, above = without_headings(read(path))
        ways = {"kodetre": suggested(book, body)}
        for name, takes in LETTERS.items() if letters else ():
            ways[name] = by_letters(book, body, takes)
        for way, found in ways.items():
            for code, (names, _) in THEMES.items():
                truth = [bool(re.search(rf"\b({names})", heading, re.IGNORECASE)) for heading in above]
                taken = [(code, block.start, block.end) in found for block in body.blocks]
                done[way] = _sum(done.get(way, (0, 0, 0)), counts(taken, truth))
    return done


def _sum(one: Counts, other: Counts) -> Counts:
    return one[0] + other[0], one[1] + other[1], one[2] + other[2]


def on_forms(shared: Path, letters: bool) -> dict[str, Counts]:
    """Right, taken and true forms of the list of compounds, by way."""
    from kodetre.language.compounds import role_of
    from kodetre.language.inflection import inflect

    path = shared / "language" / "compounds-dev.tsv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.reader(file, delimiter="\t") if len(row) > 2]
    forms = [(row[0].lower(), row[1], row[2]) for row in rows if row[2] in ("0", "1")]
    words = inflect({keyword for keyword, _, _ in forms})
    ways = {"kodetre": [role_of(words[keyword], form.lower()) is not None for keyword, form, _ in forms]}
    for name, takes in LETTERS.items() if letters else ():
        ways[name] = [takes(keyword, form.lower()) for keyword, form, _ in forms]
    truth = [verdict == "1" for _, _, verdict in forms]
    return {name: counts(of_way, truth) for name, of_way in ways.items()}


@dataclass(frozen=True)
class Measured:
    """What the ways make of everything, by way."""

    gold: dict[str, Totals]
    headings: dict[str, Counts]
    forms: dict[str, Counts]


def measured(shared: Path, pdfs: Sequence[Path], root: Path, letters: bool) -> Measured:
    """Everything that the engine which is imported makes, with the codebook of a checkout; with `letters` the plain ways too."""
    return Measured(on_gold(shared, root, letters), on_headings(pdfs, letters), on_forms(shared, letters))


def of_before(checkout: Path, shared: Path, pdfs: Sequence[Path]) -> Measured:
    """The same of another checkout, in a process of its own with its own engine and codebook."""
    environment = {**os.environ, "PYTHONPATH": str(checkout.resolve() / "src")}
    command = [sys.executable, __file__, str(checkout.resolve()), str(shared), *map(str, pdfs)]
    ran = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    done = json.loads(ran.stdout)
    return Measured({way: Totals(**totals) for way, totals in done["gold"].items()}, done["headings"], done["forms"])


def share_line(counts: Sequence[int]) -> str:
    """Precision, recall and F1 in words."""
    right, taken, true = counts
    precision, recall = right / max(1, taken), right / max(1, true)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def side_by_side(shared: Path, pdfs: Sequence[Path], before: Path | None) -> None:
    """Print what all ways make of everything that there is to measure on."""
    ours = measured(shared, pdfs, ROOT, letters=True)
    other = of_before(before, shared, pdfs) if before is not None else Measured({}, {}, {})
    if ours.gold:
        print(f"a judged plan ({GOLD}), with the codebook that is shipped")
        for way, totals_of_way in {**_named("before", other.gold), **ours.gold}.items():
            print(f"  {way:10}", totals_of_way.line())
    for what, mine, theirs in (
        (f"headings as labels, {len(pdfs)} documents", ours.headings, other.headings),
        ("a list of forms (compounds-dev)", ours.forms, other.forms),
    ):
        if mine:
            print(what)
            for way, counted in {**_named("before", theirs), **mine}.items():
                print(f"  {way:10}", share_line(counted))


def _named(name: str, of_ways: dict[str, T]) -> dict[str, T]:
    return dict.fromkeys([name], of_ways["kodetre"]) if of_ways else {}


def main() -> None:
    """Print as JSON what the engine that is imported makes, for another process: CHECKOUT SHARED PDF..."""
    checkout, shared, *pdfs = map(Path, sys.argv[1:])
    print(json.dumps(asdict(measured(shared, pdfs, checkout, letters=False))))


if __name__ == "__main__":
    main()
