"""Keywords held against passages."""

from kodetre.codebook.load import from_text
from kodetre.model.documents import Span
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.suggestions.measure import Gold, Measured, Passage, measure

BOOK = from_text(
    "dimensions:\n  k:\n    label: K\n    codes:\n"
    "      penger:\n        label: Penger\n        keywords: [tilskudd, penger]\n        codes:\n"
    "          stat: {label: Stat, keywords: [stat]}\n"
    "      folk: {label: Folk, keywords: [årsverk]}\n",
    "b.yaml",
)


def suggested(start: int, code: str, *keywords: str) -> Suggestion:
    """A suggestion of ten letters from a place on."""
    hits = tuple(Hit("D1", Span(start, start + 2), keyword) for keyword in keywords)
    return Suggestion("D1", Span(start, start + 10), code, hits, 1.0)


def passage(start: int, code: str, end: int = 0) -> Passage:
    return Passage("D1", Span(start, end or start + 5), code)


def measured(suggestions: list[Suggestion], gold: Gold, *codes: str) -> Measured:
    return measure(BOOK, suggestions, gold, set(codes))


def counts(result: Measured) -> dict[str, tuple[int, int, int, int]]:
    return {code: (score.right, score.wrong, score.found, score.missed) for code, score in result.codes}


def test_a_suggestion_is_right_that_overlaps_a_passage_of_its_code() -> None:
    result = measured(
        [suggested(0, "folk", "årsverk"), suggested(20, "folk", "årsverk")],
        Gold((passage(3, "folk"), passage(40, "folk"))),
        "folk",
    )
    assert counts(result) == {"folk": (1, 1, 1, 1)}
    assert [missed.span.start for missed in result.missed] == [40]
    assert [wrong.span.start for wrong in result.wrong] == [20]


def test_a_passage_over_two_suggestions_is_found_once() -> None:
    result = measured(
        [suggested(0, "folk", "årsverk"), suggested(10, "folk", "årsverk")], Gold((passage(0, "folk", 20),)), "folk"
    )
    assert counts(result) == {"folk": (2, 0, 1, 0)}


def test_a_code_counts_with_those_under_it() -> None:
    result = measured([suggested(0, "penger.stat", "stat")], Gold((passage(0, "penger"),)), "penger")
    assert counts(result) == {"penger": (1, 0, 1, 0)}
    of_stat = next(each for each in result.keywords if each.keyword == "stat")
    assert (of_stat.against, of_stat.score.right, of_stat.alone) == ("penger", 1, 1)


def test_what_two_keywords_find_none_finds_alone() -> None:
    result = measured([suggested(0, "penger", "tilskudd", "penger")], Gold((passage(0, "penger"),)), "penger")
    assert [(each.keyword, each.score.found, each.alone) for each in result.keywords][:2] == [
        ("tilskudd", 1, 0),
        ("penger", 1, 0),
    ]


def test_the_total_counts_nothing_twice() -> None:
    gold = Gold((passage(0, "penger.stat"), passage(30, "folk")))
    result = measured([suggested(0, "penger.stat", "stat")], gold, "penger", "penger.stat", "folk")
    assert (result.total.right, result.total.found, result.total.missed) == (1, 1, 1)


def test_what_is_doubtful_is_neither_right_nor_wrong() -> None:
    gold = Gold((passage(40, "folk"),), doubtful=(passage(0, "folk"),))
    assert counts(measured([suggested(0, "folk", "årsverk")], gold, "folk")) == {"folk": (0, 0, 0, 1)}


def test_where_only_what_was_judged_counts_the_rest_is_not_wrong() -> None:
    suggestions = [suggested(0, "folk", "årsverk"), suggested(20, "folk", "årsverk")]
    gold = Gold((), rejected=(passage(0, "folk"),), judged_only=True)
    assert counts(measured(suggestions, gold, "folk")) == {"folk": (0, 1, 0, 0)}
