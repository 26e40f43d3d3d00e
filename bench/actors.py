"""Names found in treebanks that have their own (PROPN), beside capitals alone: precision and recall of whole names and of words.

    python bench/actors.py TREEBANK.conllu…
    python bench/actors.py PROJECT MARKED.tsv

Of a project, what is found is held against names that were marked by hand: a line for each, with the document's id, a tab and the
name; behind ? what counts neither way. A name counts once for each document, found where one is the other or a part of it.

Sentences of a treebank are parted by the SHA-256 of their text: one half was looked at while the rules were made, the other
only measured.
"""

import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from kodetre.actors.evidence import written_in
from kodetre.actors.gather import gather
from kodetre.actors.names import names_in
from kodetre.actors.register import known_names
from kodetre.actors.words import sentences_of
from kodetre.model.documents import Block, Document, DocumentInfo, Metadata, Page, Reading, Span
from kodetre.project.project import find

Sentence = tuple[str, frozenset[Span]]
_CAPITALS = re.compile(r"[A-ZÆØÅ][\w-]*(?: [A-ZÆØÅ][\w-]*)*")


def sentences(path: Path) -> Iterator[Sentence]:
    """The sentences of a treebank with the runs of names in them."""
    for part in path.read_text("utf-8").strip().split("\n\n"):
        text, spans, open_from = "", set[Span](), -1
        for line in part.splitlines():
            cells = line.split("\t")
            if not cells[0].isdigit():
                continue
            if cells[3] == "PROPN":
                open_from = len(text) if open_from < 0 else open_from
            elif open_from >= 0:
                spans.add(Span(open_from, len(text.rstrip())))
                open_from = -1
            text += cells[1] + ("" if "SpaceAfter=No" in cells[9] else " ")
        if open_from >= 0:
            spans.add(Span(open_from, len(text.rstrip())))
        yield text.rstrip(), frozenset(spans)


def by_kodetre(texts: list[str]) -> list[set[Span]]:
    """The names that kodetre finds in each of some sentences, which make one document."""
    blocks, starts, whole = [], [], ""
    for text in texts:
        starts.append(len(whole))
        blocks.append(Block("paragraph", 0, len(whole), len(whole) + len(text), 1, 1))
        whole += text + "\n"
    info = DocumentInfo("D1", "", "", "", Metadata(), "nb", "ok", 1, 0, False, datetime(2024, 1, 1, tzinfo=UTC))
    document = Document(info, Reading(whole, (Page(1, "1", 0, len(whole)),), tuple(blocks)))
    found: list[set[Span]] = [set() for _ in texts]
    place = 0
    for mention in names_in(document, written_in([document], known_names())):
        while place + 1 < len(starts) and starts[place + 1] <= mention.span.start:
            place += 1
        found[place].add(Span(mention.span.start - starts[place], mention.span.end - starts[place]))
    return found


def by_capitals(texts: list[str]) -> list[set[Span]]:
    """Runs of words with a capital, but for the first word."""
    found = []
    for text in texts:
        spans = {Span(*match.span()) for match in _CAPITALS.finditer(text)}
        found.append({span for span in spans if span.start > 0})
    return found


def rates(right: int, found: int, there: int) -> str:
    """Precision, recall and F1 in words."""
    precision, recall = right / max(1, found), right / max(1, there)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}"


def overlapping(spans: Iterable[Span], others: Iterable[Span]) -> int:
    """How many of some spans share a letter with one of others."""
    listed = list(others)
    return sum(any(span.overlaps(other) for other in listed) for span in spans)


def capitals_of(document: Document) -> set[str]:
    """The runs of words with a capital in the body of a document, but for the first words of sentences."""
    runs: set[str] = set()
    for sentence in sentences_of(document):
        text = sentence.span.of(document.text)
        runs.update(match[0] for match in _CAPITALS.finditer(text) if match.start() > 0)
    return runs


def on_marked(project: Path, marked: Path) -> None:
    """Print both ways against names that were marked by hand, by document."""
    names: dict[str, list[str]] = {}
    for line in marked.read_text("utf-8").splitlines():
        id, name = line.split("\t")
        names.setdefault(id, []).append(name)
    opened = find(project)
    with opened.store() as store:
        documents = {id: store.documents.get(id) for id in names}
    for id, document in documents.items():
        actors = {actor.name for actor in gather([document])}
        for way, found in (("kodetre", actors), ("capitals", capitals_of(document))):
            counted = {name for name in found if not _touches(name, [own[1:] for own in names[id] if own[0] == "?"])}
            gold = [own for own in names[id] if own[0] != "?"]
            wrong = sorted(name for name in counted if not _touches(name, gold))
            missed = sorted(name for name in gold if not _touches(name, counted))
            precision, recall = 1 - len(wrong) / max(1, len(counted)), 1 - len(missed) / len(gold)
            print(f"{id} {way:9} P {precision:.2f} of {len(counted)}  R {recall:.2f} of {len(gold)}")
            if way == "kodetre":
                print(f"   wrong: {', '.join(wrong)}\n   missed: {', '.join(missed)}")


def _touches(name: str, others: Iterable[str]) -> bool:
    return any(name in other or other in name for other in others)


def main() -> None:
    """Print both ways beside one another, for each half."""
    if Path(sys.argv[1]).is_dir():
        on_marked(Path(sys.argv[1]), Path(sys.argv[2]))
        return
    ways: list[tuple[str, Callable[[list[str]], list[set[Span]]]]] = [
        ("kodetre", by_kodetre),
        ("capitals", by_capitals),
    ]
    for path in map(Path, sys.argv[1:]):
        halves: tuple[list[Sentence], list[Sentence]] = [], []
        for sentence in sentences(path):
            halves[hashlib.sha256(sentence[0].encode()).digest()[0] % 2].append(sentence)
        for half, name in zip(halves, ("built on", "measured"), strict=True):
            for way, names_of in ways:
                found = names_of([text for text, _ in half])
                exact = touched = covered = total = there = 0
                for spans, (_, gold) in zip(found, half, strict=True):
                    exact += len(spans & gold)
                    touched += overlapping(spans, gold)
                    covered += overlapping(gold, spans)
                    total, there = total + len(spans), there + len(gold)
                some = f"P {touched / max(1, total):.3f}  R {covered / max(1, there):.3f}"
                print(
                    f"{path.name:16} {name:9} {way:9} whole: {rates(exact, total, there)}   in part: {some}   ({there} names)"
                )


if __name__ == "__main__":
    main()
