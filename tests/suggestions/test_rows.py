"""Suggestions as rows of numbers, held against the same worked out one by one."""

import math
import random
from collections import Counter
from datetime import UTC, datetime

import numpy as np
import pytest

from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Code, Codebook
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.matching.nearness import counted_once
from kodetre.model.codings import Anchor, Coding, Decision
from kodetre.model.documents import Block, Document, DocumentInfo, Metadata, Reading
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.suggestions.check import Checked, of_hits
from kodetre.suggestions.in_a_row import Listed
from kodetre.suggestions.keywords import corpus_units
from kodetre.suggestions.learner import CoderWork, Learner
from kodetre.suggestions.order import Order, in_order
from kodetre.suggestions.queue import Queue
from kodetre.suggestions.rows import Beyond, KeywordSuggestions, SuggestionRows
from kodetre.suggestions.units import CorpusUnits

DAY = datetime(2026, 1, 31, tzinfo=UTC)
WORDS = (
    "tilskudd tilskuddet tilskuddsordning rus rusarbeid rus- og psykisk helse samarbeid samarbeidet kommunen har en plan for "
    "årsverk psykisk helsearbeid lønnstilskudd frivillig organisasjon styrke boligsosialt"
).split()
BOOK = """
dimensions:
  k:
    label: K
    codes:
      penger: {label: Penger, keywords: [tilskudd, tilskuddsordning, årsverk], but_not: [tilskuddet]}
      folk:
        label: Folk
        keywords: [samarbeid, psykisk helsearbeid, rus, frivillig NEAR/4 organisasjon, '/plan f/']
        codes: {alle: {label: Alle, keywords: [kommune AND plan, styrke OR samarbeid]}}
      tom: {label: Tom}
"""


@pytest.fixture(params=range(4))
def corpus(request: pytest.FixtureRequest) -> "Corpus":
    """Documents with headings and paragraphs of words that the keywords take, and some that are empty."""
    return Corpus(random.Random(request.param))


class Corpus:
    """A codebook and what it suggests in documents of random words."""

    def __init__(self, dice: random.Random) -> None:
        self.book: Codebook = from_text(BOOK, "b.yaml")
        self.documents = {f"D{number}": document(dice, number) for number in range(1, 9)}
        index = Index()
        for id, own in self.documents.items():
            blocks = [(block.start, block.end) for block in own.reading.blocks]
            index.add(id, own.text, words_of(own.text), blocks)
        self.matcher = Matcher(index, self.book.variants())
        self.units: CorpusUnits = corpus_units(self.documents, index, "paragraph")
        self.suggested = KeywordSuggestions(self.book, self.matcher, self.units)


def document(dice: random.Random, number: int) -> Document:
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for place in range(dice.randint(0, 9)):
        heading = place % 3 == 0
        text = " ".join(dice.choices(WORDS, k=3 if heading else dice.randint(8, 30))).capitalize()
        text += "" if heading else ". Og så er det slik."
        blocks.append(Block("heading" if heading else "paragraph", int(heading), at, at + len(text), 1, 1))
        parts.append(text)
        at += len(text) + 2
    text = "\n\n".join(parts)
    info = DocumentInfo(f"D{number}", "", f"{number:064x}", "", Metadata(), "nb", "ok", 1, len(text.split()), True, DAY)
    return Document(info, Reading(text, (), tuple(blocks)))


def one_by_one(corpus: Corpus, code: Code) -> dict[tuple[str, int], tuple[tuple[Hit, ...], float, bool]]:
    """The units that a code's keywords hit: their hits, score and whether a keyword stands in a heading above, as docs/method.md
    says it.
    """
    total = sum(len(own.spans) for own in corpus.units.values())
    units: dict[tuple[str, int], tuple[tuple[Hit, ...], frozenset[str]]] = {}
    spread: Counter[str] = Counter()
    for indexed in corpus.matcher.index.documents:
        every = [hit for keyword in code.keywords for hit in keyword.hits(corpus.matcher, indexed)]
        hits = counted_once(hit for hit in every if hit.span.of(indexed.text).lower() not in code.but_not)
        own = corpus.units[indexed.id]
        inside = {hit for span in own.spans for hit in hits if span.covers(hit.span)}
        for span, headings in zip(own.spans, own.headings, strict=True):
            here = tuple(hit for hit in hits if span.covers(hit.span))
            above = {hit.keyword for hit in hits if hit not in inside and any(h.covers(hit.span) for h in headings)}
            if here:
                units[indexed.id, span.start] = here, frozenset(above)
                spread.update({hit.keyword for hit in here})
    rarity = {keyword: 1 - math.log(1 + count) / math.log(2 + total) for keyword, count in spread.items()}
    scored: dict[tuple[str, int], tuple[tuple[Hit, ...], float, bool]] = {}
    for place, (hits, above) in units.items():
        keywords = dict.fromkeys(hit.keyword for hit in hits)
        score = sum(rarity[keyword] * (1 + 0.5 * (keyword in above)) for keyword in keywords)
        scored[place] = hits, round(score, 3), bool(above & keywords.keys())
    return scored


def test_the_same_is_suggested_as_by_going_through_the_texts(corpus: Corpus) -> None:
    suggestions = corpus.suggested.best_first()
    for code in corpus.book.codes():
        own = {(s.document, s.span.start): (s.hits, s.score, s.above) for s in suggestions if s.code == code.key}
        assert own == one_by_one(corpus, code)
    assert [s.score for s in suggestions] == sorted((s.score for s in suggestions), reverse=True)


@pytest.mark.parametrize("order", [Order.DOCUMENT, Order.CODE, Order.SCORE, Order.DOUBT])
def test_rows_stand_in_the_order_in_which_suggestions_do(corpus: Corpus, order: Order) -> None:
    rows = Learner(corpus.suggested).suggestions(CoderWork("Kari", (), ()), beyond_keywords=False)
    codes = [code.key for code in corpus.book.codes()]
    assert list(rows.sorted_by(order)) == in_order(list(rows), order, corpus.documents, codes)


def test_what_deserves_a_look_is_told_alike(corpus: Corpus) -> None:
    suggestions = list(corpus.suggested.best_first())
    of_rows = of_hits(Checked(corpus.book, corpus.suggested, 40))
    assert of_rows == of_hits(Checked(corpus.book, suggestions, 40))


def test_the_best_of_each_code_are_the_first_of_it(corpus: Corpus) -> None:
    rows = corpus.suggested.best_first()
    groups: dict[str, list[Suggestion]] = {}
    for suggestion in rows:
        groups.setdefault(suggestion.code, []).append(suggestion)
    best = rows.some(rows.best_of_each(rows.code, 2))
    assert list(best) == [suggestion for group in groups.values() for suggestion in group[:2]]


def work(dice: random.Random, rows: SuggestionRows) -> tuple[list[Coding], list[Decision]]:
    """Some codings and decisions of two coders."""
    codings: list[Coding] = []
    decisions: list[Decision] = []
    for number, suggestion in enumerate(dice.sample(list(rows), min(len(rows), 12))):
        coder = dice.choice(["Kari", "Kari", "Ola"])
        span, code = suggestion.span, suggestion.code
        if number % 3 == 0:
            codings.append(
                Coding(str(number), suggestion.document, Anchor(span, "", "", ""), code, coder, DAY, "manual")
            )
        else:
            verdict = dice.choice(["accept", "reject", "defer"])
            decisions.append(Decision(suggestion.document, span, code, verdict, coder, DAY))  # type: ignore[arg-type]
    return codings, decisions


def test_a_queue_of_rows_goes_as_one_of_suggestions_does(corpus: Corpus) -> None:
    """Decided, taken back, learned anew, turned to: the same at each moment."""
    dice = random.Random(len(corpus.suggested))
    learner = Learner(corpus.suggested)
    rows = learner.suggestions(CoderWork("Kari", (), ()), beyond_keywords=False).sorted_by(Order.DOCUMENT)
    codings, decisions = work(dice, rows)
    queues = [Queue(rows, codings, decisions, "Kari"), Queue(list(rows), codings, decisions, "Kari")]

    def same() -> None:
        ours, theirs = queues
        assert [s.key for s in ours.open] == [s.key for s in theirs.open]
        assert (ours.place, ours.left, ours.deferred, ours.verdicts) == (
            theirs.place, theirs.left, theirs.deferred, theirs.verdicts
        )  # fmt: skip
        assert (ours.current and ours.current.key) == (theirs.current and theirs.current.key)

    same()
    for _ in range(30):
        act = dice.randrange(7)
        verdict = dice.choice(["accept", "reject", "defer"])
        more_codings, more_decisions = work(dice, rows)
        learned = learner.suggestions(CoderWork("Kari", codings, more_decisions), beyond_keywords=False)
        learned, some = learned.sorted_by(Order.DOCUMENT), [dice.random() < 0.8 for _ in range(len(learned))]
        learned = learned.some(np.array(some, bool))
        document, offset, in_place = f"D{dice.randint(1, 8)}", dice.randint(0, 300), dice.random() < 0.5
        for queue, as_given in zip(queues, (learned, list(learned)), strict=True):
            if act < 2 and queue.current is not None:
                queue.decide(queue.current.key, verdict)  # type: ignore[arg-type]
                queue.advance()
            elif act == 2:
                queue.reopen(more_codings, more_decisions)
            elif act == 3:
                queue.renew(as_given, codings, decisions, in_place=in_place)
            elif act == 4:
                queue.turn_to(document, offset)
            elif act == 5:
                queue.turn_to_code("folk")
            else:
                queue.step(dice.choice([1]))
        same()
    coming = list(queues[0].coming)
    for queue in queues:
        queue.go_on_from(coming[1:])
    same()


def test_what_no_keyword_stands_in_any_more_stays_while_it_is_looked_at(corpus: Corpus) -> None:
    """It stood in the rows that were learned before, and not in those that are learned now."""
    best = corpus.suggested.best_first()[0]
    kept = Suggestion(best.document, best.span, "tom", (), 0.0, ("no keyword",), 0.4)
    unit = corpus.suggested.units.number(kept.document, kept.span)
    assert unit is not None
    beyond = Beyond("tom", np.array([unit]), np.array([0.4]), lambda _: kept)
    before = corpus.suggested.table({}, [beyond]).most_probable_first().sorted_by(Order.DOCUMENT)
    queue = Queue(before, [], [], "Kari")
    queue.go_on_from([kept.key])
    assert queue.current == kept
    queue.renew(corpus.suggested.table({}).most_probable_first(), [], [], in_place=False)
    assert queue.current == kept
    assert sum(s.key == kept.key for s in queue.open) == 1
    assert isinstance(queue.open, SuggestionRows)
    assert not isinstance(queue.open, Listed)
