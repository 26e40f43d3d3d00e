"""How probable a suggestion is: before any answer, and learned from answers."""

import numpy as np
import pytest

from kodetre.suggestions.calibrate import Belief, logistic, sigmoid
from kodetre.suggestions.learn import Answers, KeywordEvidence, _alike, company, learn
from kodetre.suggestions.terms import UnitTerms, terms_of

ABOUT, OTHER = range(0, 40), range(40, 100)
"""Of a hundred units the first forty are about the code: they have term 0 or 1, the others 2 or 3, and all have 4."""


def hundred() -> UnitTerms:
    term: list[int] = []
    for unit in range(100):
        term += [unit % 2 if unit in ABOUT else 2 + unit % 2, 4, 5 + unit % 7]
    begin = np.arange(0, 301, 3)
    return UnitTerms(tuple(f"t{number}" for number in range(12)), begin, np.array(term), np.tile([0.8, 0.1, 0.59], 100))


def evidence(hits: dict[int, tuple[float, int]]) -> KeywordEvidence:
    rarity, different = np.zeros(100), np.zeros(100)
    for unit, (score, count) in hits.items():
        rarity[unit], different[unit] = score, count
    return KeywordEvidence(rarity, different, np.zeros(100), np.full(100, 0.5))


def answered(*units: int) -> Answers:
    return Answers(np.array(units), np.array([float(unit in ABOUT) for unit in units]))


NONE = Answers(np.empty(0, np.int64), np.empty(0))


def test_before_any_answer_rarer_and_more_keywords_are_more_probable_and_none_is_hardly() -> None:
    probability = learn(hundred(), evidence({1: (0.4, 1), 2: (0.9, 1), 3: (1.8, 2)}), NONE).probability
    assert 0.1 < probability[1] < probability[2] < probability[3] < 0.95
    assert probability[4] < 0.05


def test_what_looks_like_the_accepted_becomes_probable_and_what_looks_like_the_rejected_less_so() -> None:
    same = evidence(dict.fromkeys(range(100), (0.6, 1)))
    before, after = (
        learn(hundred(), same, NONE).probability,
        learn(hundred(), same, answered(0, 1, 2, 3, 50, 51, 52, 53)),
    )
    assert after.probability[20] > before[20]
    assert after.probability[80] < before[80]


def test_rejections_alone_teach_too() -> None:
    same = evidence(dict.fromkeys(range(100), (0.6, 1)))
    learned = learn(hundred(), same, answered(50, 51, 52, 53, 54, 55)).probability
    assert learned[80] < learned[20]


def test_the_terms_that_speak_for_a_code_are_those_of_what_was_accepted() -> None:
    learned = learn(hundred(), evidence({}), answered(0, 1, 2, 3, 50, 51, 52, 53))
    assert set(np.argsort(-learned.speaks)[:2].tolist()) == {0, 1}


def test_a_unit_without_a_keyword_is_in_the_company_of_those_that_share_words_with_hits() -> None:
    alike = company(hundred(), evidence(dict.fromkeys(range(0, 40, 4), (0.9, 1))))
    assert alike[2] > alike[1]  # both are about the code; 2 has the words of the hits
    assert abs(alike.mean()) < 1e-9
    assert alike.std() == pytest.approx(1)


def test_the_company_of_keywords_helps_what_no_answer_was_about() -> None:
    hits, answers = evidence(dict.fromkeys(range(0, 40, 4), (0.9, 1))), answered(1, 3, 5, 51, 55, 59)
    alone = learn(hundred(), hits, answers, np.zeros(100)).probability
    learned = learn(hundred(), hits, answers).probability
    assert learned[2] > alone[2]


def test_the_same_answers_give_the_same_bytes() -> None:
    answers = answered(0, 1, 50, 51, 2, 60)
    first, again = (learn(hundred(), evidence({3: (0.7, 1)}), answers) for _ in range(2))
    assert first.probability.tobytes() == again.probability.tobytes()


def test_rows_are_as_alike_as_their_whole_product_says() -> None:
    chance = np.random.default_rng(0)
    dense = (chance.random((60, 80)) < np.linspace(0.01, 0.7, 80)) * chance.random((60, 80))
    unit, term = np.nonzero(dense)
    begin = np.concatenate(([0], np.cumsum(np.bincount(unit, minlength=60))))
    rows = UnitTerms(tuple(map(str, range(80))), begin, term, dense[unit, term])
    assert np.allclose(_alike(rows), dense @ dense.T)


def test_a_logistic_model_without_answers_is_what_was_believed_and_with_many_what_was_seen() -> None:
    belief = Belief(np.array([1.0]), np.array([1.0]))
    assert logistic(np.empty((0, 1)), np.empty(0), belief).tolist() == [1.0]
    labels = np.array([1.0] * 300 + [0.0] * 700)
    weights = logistic(np.ones((1000, 1)), labels, belief)
    assert float(sigmoid(weights)[0]) == pytest.approx(0.3, abs=0.01)


def test_a_model_that_begins_too_sure_still_ends_where_the_answers_are() -> None:
    inputs = np.stack((np.ones(40), np.linspace(-30, 30, 40)), axis=1)
    weights = logistic(
        inputs, (np.arange(40) % 4 == 0).astype(float), Belief(np.array([0.0, 9.0]), np.array([0.1, 0.1]))
    )
    assert abs(float(weights[1])) < 0.2


@pytest.mark.parametrize(
    ("form", "terms"),
    [
        ("Skolene", {"skole"}),
        ("tilskuddsordningen", {"tilskuddsordning", "tilskudd", "ordning"}),
        ("barne-hage", {"barne-hage", "barne", "hage"}),
        ("2024", set()),
        ("å", set()),
    ],
)
def test_a_word_is_its_lemma_and_the_parts_of_a_compound(form: str, terms: set[str]) -> None:
    assert terms <= set(terms_of(form)) if terms else not terms_of(form)
