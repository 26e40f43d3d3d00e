"""A corpus of any size for bench/scale.py, made by a seeded script and written by the store's own functions.

Words follow Zipf's law over a vocabulary of a million: the word lists' own first, then compounds of two nouns of them with the
links and endings of Norwegian, so that new forms go on coming as they do in real plans. The same seed and size give the same
documents.

usage: python bench/scale_corpus.py FOLDER DOCUMENTS KEYWORDS
"""

import hashlib
import sys
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from kodetre.model.codings import StepKind
from kodetre.model.documents import Block, Metadata, Page, ReadFile, Reading
from kodetre.project.create import create
from kodetre.project.settings import STORE
from kodetre.store.database import Database
from kodetre.store.documents import Documents
from kodetre.store.open_step import begin
from kodetre.store.versions import Packed, write_version

SEED = 20260131
VOCABULARY = 1_000_000
PAGES, PARAGRAPHS, WORDS = 2, 4, 62
"""Of a document, of a page, of a paragraph: about 500 words a document."""
_AT_A_TIME = 500
"""Documents that are written in one transaction."""
_FUNCTION = (
    "og i det på som til er av for å at en med de ikke den har om vi et men var jeg seg fra kan skal så blir også eller ved over "
    "ut når etter må må alle mer inn dette vil år opp under andre bare mot noe hvor enn da"
).split()
_LINKS = ("", "s", "e", "")
_ENDINGS = ("", "en", "er", "ene", "", "et")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words by rank, and the share of all words that those up to each rank have."""

    words: tuple[str, ...]
    shares: np.ndarray

    @classmethod
    def of(cls, size: int = VOCABULARY) -> "Vocabulary":
        """The most frequent are function words, then words of the lists, then compounds."""
        from kodetre.language.paradigms import is_noun
        from kodetre.language.wordlists import word_list

        dice = np.random.default_rng(SEED)
        listed = sorted(form.decode() for form in word_list("nb"))
        listed = [form for form in listed if 3 <= len(form) <= 16 and form.isalpha() and form.islower()]
        own = [listed[at] for at in dice.permutation(len(listed))[:60_000].tolist()]
        nouns = [form for form in own[:20_000] if 3 <= len(form) <= 9 and is_noun(form)]
        rest = max(0, size - len(own) - len(_FUNCTION))
        first, last, link, ending = (
            dice.integers(0, high, rest).tolist() for high in (len(nouns), len(nouns), len(_LINKS), len(_ENDINGS))
        )
        compounds = [
            nouns[a] + _LINKS[b] + nouns[c] + _ENDINGS[d] for a, b, c, d in zip(first, link, last, ending, strict=True)
        ]
        words = (*_FUNCTION, *own, *compounds)[:size]
        weights = 1 / (np.arange(len(words)) + 2.7)
        return cls(tuple(words), np.cumsum(weights) / weights.sum())

    def keywords(self, count: int) -> list[str]:
        """Nouns to look for, from frequent to rare."""
        from kodetre.language.paradigms import is_noun

        ranks = np.geomspace(300, 60_000, count * 12).astype(int).tolist()
        nouns = [self.words[rank] for rank in dict.fromkeys(ranks) if is_noun(self.words[rank])]
        nouns = [noun for noun in dict.fromkeys(nouns) if len(noun) > 4]
        return nouns[:: max(1, len(nouns) // count)][:count]


def documents(vocabulary: Vocabulary, count: int) -> Iterator[ReadFile]:
    """So many documents, each of the seed and its number alone."""
    for number in range(count):
        dice = np.random.default_rng((SEED, number))
        ranks = np.searchsorted(vocabulary.shares, dice.random(PAGES * PARAGRAPHS * WORDS)).tolist()
        yield _document(number, [vocabulary.words[min(rank, len(vocabulary.words) - 1)] for rank in ranks])


def _document(number: int, words: list[str]) -> ReadFile:
    parts: list[str] = []
    blocks: list[Block] = []
    pages: list[Page] = []
    at = 0
    for page in range(PAGES):
        begins = at
        for place in range(PARAGRAPHS):
            own = words[(page * PARAGRAPHS + place) * WORDS :][:WORDS]
            if place == 0:
                heading = " ".join(own[:3]).capitalize()
                blocks.append(Block("heading", 1, at, at + len(heading), page + 1, page + 1))
                parts.append(heading)
                at += len(heading) + 2
            sentences = [own[first : first + 15] for first in range(0, WORDS, 15)]
            text = " ".join(" ".join(sentence).capitalize() + "." for sentence in sentences if sentence)
            blocks.append(Block("paragraph", 0, at, at + len(text), page + 1, page + 1))
            parts.append(text)
            at += len(text) + 2
        pages.append(Page(page + 1, str(page + 1), begins, at))
    text = "\n\n".join(parts)
    last = pages[-1]
    pages[-1] = Page(last.number, last.label, last.start, len(text))
    metadata = Metadata(title=f"Plan {number}", author=f"Kommune {number % 356}", year=str(2015 + number % 10))
    reading = Reading(text, tuple(pages), tuple(blocks), metadata)
    return ReadFile(reading, hashlib.sha256(text.encode()).hexdigest(), f"corpus/plan-{number}.pdf")


def make_project(folder: Path, vocabulary: Vocabulary, count: int, keywords: int) -> None:
    """A project with so many documents and a codebook of so many keywords in 30 codes."""
    project = create(folder, "tom", "nb")
    lines = ["dimensions:", "  tema:", "    label: Tema", "    codes:"]
    words = vocabulary.keywords(keywords)
    codes = min(30, len(words))
    for code in range(codes):
        own = ", ".join(words[code::codes])
        lines += [f"      k{code}:", f"        label: Kode {code}", f"        keywords: [{own}]"]
    project.codebook_path.write_text("\n".join(lines) + "\n", "utf-8")
    database = Database(folder / STORE)
    try:
        batch: list[ReadFile] = []
        for read in documents(vocabulary, count):
            batch.append(read)
            if len(batch) == _AT_A_TIME:
                _write(database, batch)
                batch = []
        _write(database, batch)
    finally:
        database.close()


def _write(database: Database, batch: list[ReadFile]) -> None:
    packed = [Packed.of(read.reading) for read in batch]
    with database.writing() as connection:
        step = begin(connection, StepKind.INGEST, "bench", "scale")
        for read, own in zip(batch, packed, strict=True):
            id = str(uuid.UUID(read.sha256[:32]))
            row = connection.execute("INSERT INTO document (uuid, step) VALUES (?, ?)", (id, step.number))
            assert row.lastrowid is not None
            write_version(connection, row.lastrowid, read, own, step)
            Documents.add_metadata(connection, row.lastrowid, read, step.number, {})


if __name__ == "__main__":
    make_project(Path(sys.argv[1]), Vocabulary.of(), int(sys.argv[2]), int(sys.argv[3]))
