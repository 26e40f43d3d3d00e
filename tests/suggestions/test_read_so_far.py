"""What coders have answered, from columns of codings: held against the same from codings that are made."""

import random
from collections import Counter
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from kodetre.codebook.load import from_text
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.model.coding_columns import CodingColumns
from kodetre.model.codings import Anchor, Coding, Decision
from kodetre.model.documents import Block, Document, DocumentInfo, Metadata, Reading, Span
from kodetre.suggestions.keywords import corpus_units
from kodetre.suggestions.learner import CoderWork, Learner
from kodetre.suggestions.read_so_far import ReadSoFar
from kodetre.suggestions.rows import KeywordSuggestions

DAY = datetime(2026, 1, 31, 12, tzinfo=UTC)
CODERS, CODES = ("Kari", "Ola", "Åse"), ("penger", "folk", "borte")
BOOK = "dimensions: {k: {label: K, codes: {penger: {label: P, keywords: [penger]}, folk: {label: F, keywords: ['/folk/']}}}}"


def document(dice: random.Random, number: int) -> Document:
    parts = [" ".join(dice.choices(("penger", "folk", "plan", "tiltak"), k=dice.randint(4, 12))) for _ in range(number)]
    begins = [sum(len(part) + 1 for part in parts[:place]) for place in range(number)]
    blocks = [Block("paragraph", 0, begin, begin + len(part), 1, 1) for begin, part in zip(begins, parts, strict=True)]
    info = DocumentInfo(f"D{number}", "", f"{number:064x}", "", Metadata(), "nb", "ok", 1, 9, True, DAY)
    return Document(info, Reading("\n".join(parts), (), tuple(blocks)))


@pytest.fixture(params=range(8))
def dice(request: pytest.FixtureRequest) -> random.Random:
    return random.Random(request.param)


@pytest.fixture
def suggested(dice: random.Random) -> KeywordSuggestions:
    documents = {f"D{number}": document(dice, number) for number in (3, 1, 9, 7)}
    index, book = Index(), from_text(BOOK, "b.yaml")
    for id, own in documents.items():
        blocks = [(block.start, block.end) for block in own.reading.blocks]
        index.add(id, own.text, words_of(own.text), blocks)
    return KeywordSuggestions(book, Matcher(index, book.variants()), corpus_units(documents, index, "paragraph"))


@pytest.fixture
def codings(dice: random.Random) -> list[Coding]:
    """Codings at random, over the ends of paragraphs too, in documents of which one has no text that is searched."""
    made: list[Coding] = []
    for number in range(60):
        start = dice.randint(0, 200)
        anchor = Anchor(Span(start, start + dice.randint(1, 80)), "", "", "")
        origin = dice.choice(("manual", "keyword", "imported"))
        created, found = DAY + timedelta(hours=dice.randint(0, 30)), dice.choice(("marked", "near", "adrift"))
        id, code, coder = dice.choice(("D1", "D3", "D5", "D9")), dice.choice(CODES), dice.choice(CODERS)
        made.append(Coding(str(number), id, anchor, code, coder, created, origin, found=found))
    return made


def decided(dice: random.Random, suggested: KeywordSuggestions, codings: list[Coding]) -> list[Decision]:
    spans = [suggested.units.place(number) for number in dice.choices(range(suggested.units.size), k=40)]
    spans += [(coding.document, coding.span) for coding in codings]
    return [
        Decision(id, span, dice.choice(CODES), dice.choice(("accept", "reject", "defer")), dice.choice(CODERS),
                 dice.choice((None, DAY, DAY + timedelta(hours=dice.randint(0, 30)))))
        for id, span in spans
    ]  # fmt: skip


def test_the_answers_are_those_of_codings_that_are_made(
    dice: random.Random, suggested: KeywordSuggestions, codings: list[Coding]
) -> None:
    standing = [coding for coding in codings if coding.found != "adrift"]
    decisions = decided(dice, suggested, standing)
    so_far = ReadSoFar(suggested.units, suggested.finder, CodingColumns.of(standing), decisions)
    learner = Learner(suggested)
    for coder in CODERS:
        expected = learner.answers(CoderWork(coder, standing, decisions))
        answers = so_far.answers(coder)
        assert answers.keys() == expected.keys()
        for code, own in expected.items():
            np.testing.assert_array_equal(answers[code].units, own.units)
            np.testing.assert_array_equal(answers[code].accepted, own.accepted)


def test_nothing_coded_is_nothing_answered(suggested: KeywordSuggestions) -> None:
    assert ReadSoFar(suggested.units, suggested.finder, CodingColumns.of(()), ()).answers("Kari") == {}


def test_columns_count_what_codings_do(codings: list[Coding]) -> None:
    columns = CodingColumns.of(codings)
    standing = [coding for coding in codings if coding.found != "adrift"]
    assert len(columns) == len(standing)
    assert columns.near == sum(coding.found == "near" for coding in standing)
    assert columns.cells() == {(coding.document, coding.code) for coding in standing}
    expected = Counter((coding.document, coding.coder) for coding in standing)
    told = columns.by_document_and_coder()
    assert {key: coded.count for key, coded in told.items()} == expected
    for key, coded in told.items():
        days = [each.created.date() for each in standing if (each.document, each.coder) == key]
        assert (coded.first, coded.last) == (min(days), max(days))
