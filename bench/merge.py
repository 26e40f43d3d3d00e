"""How long it takes to take in a colleague's store: two stores with the same documents and so many codings each.

usage: python bench/merge.py [CODINGS] [DOCUMENTS]
"""

import random
import sys
import tempfile
import time
import uuid
from pathlib import Path

from kodetre.document.reanchor import find_again
from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Block, Page, ReadFile, Reading, Span
from kodetre.store import Store
from kodetre.store.colleague import colleague
from kodetre.store.merge import MergeOrder

PARAGRAPHS = 200


def reading(number: int) -> Reading:
    """A document of paragraphs of some 100 characters."""
    paragraphs = [
        f"Avsnitt {place} i dokument {number} om tilskudd til rusarbeidet. " * 2 for place in range(PARAGRAPHS)
    ]
    text = "\n\n".join(paragraphs)
    blocks, start = [], 0
    for paragraph in paragraphs:
        blocks.append(Block("paragraph", 0, start, start + len(paragraph), 1, 1))
        start += len(paragraph) + 2
    return Reading(text, (Page(1, "1", 0, len(text)),), tuple(blocks))


def make(path: Path, coder: str, codings: int, documents: int) -> None:
    """A store of a coder's."""
    draw = random.Random(coder)
    with Store(path, create=True) as store:
        step: int | None = None
        readings = [reading(number) for number in range(documents)]
        for number, each in enumerate(readings):
            file = ReadFile(each, uuid.uuid5(uuid.NAMESPACE_OID, str(number)).hex * 2, f"{number}.txt")
            _, step = store.documents.add(file, coder, step)
        made: list[NewCoding] = []
        for _ in range(codings):
            number = draw.randrange(documents)
            block = draw.choice(readings[number].blocks)
            span = Span(block.start + draw.randrange(50), block.end)
            made.append(NewCoding(f"D{number + 1}", span, f"kode{draw.randrange(30)}", "manual"))
        store.codings.record(StepKind.APPLY, coder, Change(codings=tuple(made)))


def main() -> None:
    """Make two stores and take the one into the other, twice."""
    codings = int(sys.argv[1]) if len(sys.argv) > 1 else 50_000
    documents = int(sys.argv[2]) if len(sys.argv) > 2 else 500
    with tempfile.TemporaryDirectory() as folder:
        ours, theirs = Path(folder) / "a.db", Path(folder) / "b.db"
        make(ours, "Kari", codings, documents)
        make(theirs, "Ola", codings, documents)
        with Store(ours) as store:
            for name in ("first time", "second time"):
                begun = time.perf_counter()
                with colleague(theirs) as other:
                    merged = store.take_in(
                        other, MergeOrder(find_again, {}, None, store.journal.mark(), "b.db"), "Kari"
                    )
                print(
                    f"{name}: {time.perf_counter() - begun:.1f} s, {merged.codings} codings taken in, {merged.known} known"
                )
            begun = time.perf_counter()
            store.journal.undo("Kari")
            print(f"undo: {time.perf_counter() - begun:.1f} s")


if __name__ == "__main__":
    main()
