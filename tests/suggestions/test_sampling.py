"""Paragraphs drawn at random, and what their judgements say."""

import random
from collections import Counter
from pathlib import Path

from support.session import BOOK, PARAGRAPHS, new

from kodetre.codebook.load import from_text
from kodetre.model.documents import Span
from kodetre.model.judgements import Answer, UnitKey
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.suggestions.sampling import (
    Frame,
    SampleUnit,
    codes_to_sample,
    estimate_of,
    frame_of,
    sample_units,
)


def unit(number: int) -> SampleUnit:
    chance = random.Random(number)
    key = UnitKey("D1", f"avsnitt {number}", 0)
    return SampleUnit(key, Span(number, number + 1), chance.getrandbits(64), chance.getrandbits(64))


def frame(hits: int, rest: int) -> Frame:
    units = [unit(number) for number in range(hits + rest)]
    suggestions = [
        Suggestion("D1", Span(n, n + 1), "penger", (Hit("D1", Span(n, n + 1), "x"),), 1.0) for n in range(hits)
    ]
    return frame_of("penger", units, suggestions)


def test_a_third_is_drawn_among_the_paragraphs_with_hits() -> None:
    drawn = frame(100, 900).drawn(60)
    assert Counter(each.span.start < 100 for each in drawn) == {True: 20, False: 40}


def test_where_there_are_few_of_one_kind_more_of_the_other_are_drawn() -> None:
    assert Counter(each.span.start < 5 for each in frame(5, 900).drawn(60)) == {True: 5, False: 55}
    assert Counter(each.span.start < 900 for each in frame(900, 5).drawn(60)) == {True: 55, False: 5}
    assert len(frame(3, 4).drawn(60)) == 7


def test_a_larger_sample_holds_the_smaller_one() -> None:
    of = frame(100, 900)
    assert {each.key for each in of.drawn(30)} <= {each.key for each in of.drawn(60)}


def test_neither_kind_comes_first() -> None:
    halves = [sum(each.span.start < 300 for each in frame(300, 600).drawn(90)[half : half + 45]) for half in (0, 45)]
    assert min(halves) >= 8


def test_hits_of_the_codes_under_it_are_hits_of_a_code_and_suggestions_without_hits_are_none() -> None:
    units = [unit(number) for number in range(3)]
    below = Suggestion("D1", Span(0, 1), "penger.stat", (Hit("D1", Span(0, 1), "x"),), 1.0)
    learned = Suggestion("D1", Span(1, 2), "penger", (), 1.0)
    assert [each.span.start for each in frame_of("penger", units, [below, learned]).hit] == [0]


def answered(units: tuple[SampleUnit, ...], answers: str) -> dict[UnitKey, Answer]:
    of: dict[str, Answer] = {"y": "yes", "n": "no", "d": "doubtful"}
    return {each.key: of[answer] for each, answer in zip(units, answers, strict=False)}


def test_what_was_judged_is_counted_and_doubtful_ones_are_left_out() -> None:
    of = frame(10, 20)
    answers = answered(of.hit, "yynd") | answered(of.rest, "nnnny")
    estimate = estimate_of(of, "Kari", answers)
    assert (estimate.hit.size, estimate.hit.judged, estimate.hit.right) == (10, 3, 2)
    assert (estimate.rest.size, estimate.rest.judged, estimate.rest.right) == (20, 5, 1)
    assert estimate.doubtful == 1
    assert estimate.recall is not None
    assert round(estimate.recall.value, 3) == round((10 * 2 / 3) / (10 * 2 / 3 + 20 / 5), 3)


def test_only_what_comes_before_the_first_that_was_not_judged_is_a_sample() -> None:
    of = frame(10, 20)
    answers = answered(of.hit, "yyyyy")
    del answers[of.hit[2].key]
    assert estimate_of(of, "Kari", answers).hit.judged == 2


def test_judgements_stay_a_sample_when_the_keywords_change() -> None:
    before, after = frame(10, 90), frame(30, 70)
    answers = {each.key: answer for each in before.drawn(60) for answer in ("yes",)}
    estimate = estimate_of(after, "Kari", answers)  # type: ignore[arg-type]
    assert 0 < estimate.hit.judged <= 30
    assert 0 < estimate.rest.judged <= 70


def test_codes_at_the_top_that_have_keywords_are_sampled() -> None:
    book = from_text(
        "dimensions:\n  k:\n    label: K\n    codes:\n"
        "      a: {label: A, codes: {b: {label: B, keywords: [ord]}}}\n      c: {label: C}\n",
        "b.yaml",
    )
    assert [code.key for code in codes_to_sample(book)] == ["a"]
    assert [code.key for code in codes_to_sample(BOOK)] == ["penger", "folk"]


def test_paragraphs_of_the_same_words_are_told_apart_and_keep_their_numbers_when_others_move(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        document = store.documents.get("D1")
    start = document.text.index(PARAGRAPHS[1])
    same = Span(start, start + len(PARAGRAPHS[1]))
    first, second = sample_units(document, [same, same])
    assert (first.key.occurrence, second.key.occurrence) == (0, 1)
    assert first.number != second.number
    again = sample_units(document, [Span(0, 5), same])[1]
    assert (again.key, again.number) == (first.key, first.number)
