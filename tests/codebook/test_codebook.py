"""The codebook: the shipped one, and every mistake with its place."""

from pathlib import Path

import pytest

from kodetre.codebook.load import from_text, load
from kodetre.errors import CodebookError

SHIPPED = Path(__file__).resolve().parents[2] / "codebooks/kommunalt-rusarbeid.yaml"
HEAD = "dimensions:\n  d:\n    label: D\n    codes:\n      a:\n        label: A\n"


def problems(text: str) -> list[tuple[int, int, str]]:
    with pytest.raises(CodebookError) as mistakes:
        from_text(text, "b.yaml")
    return [(problem.line, problem.column, problem.what) for problem in mistakes.value.problems]


def test_the_shipped_codebook_is_whole() -> None:
    codebook = load(SHIPPED)
    assert [dimension.key for dimension in codebook.dimensions] == ["kategori", "perspektiv"]
    tops = {code.key: set(code.expects) for code in codebook.dimensions[1].top}
    assert tops == {
        "instrumentelt": {"okonomi", "geografi", "organisering", "samarbeid"},
        "kulturelt": {"organisering", "samarbeid", "omdømme"},
        "myte": {"samarbeid", "omdømme"},
    }
    for code in codebook.codes():
        assert code.definition, code.key
        assert code.use_when, code.key
        assert code.not_when, code.key
        assert code.examples, code.key
    without = {code.key for code in codebook.codes() if not code.keywords}
    assert without == {"instrumentelt", "kulturelt", "myte"}, (
        "only perspectives as a whole have no keywords of their own"
    )


def test_keys_and_labels_may_hold_any_letter() -> None:
    codebook = from_text(HEAD.replace("a:", "måloppnåelse:").replace("label: A", "label: Måloppnåelse 🙂"), "b.yaml")
    assert [code.key for code in codebook.codes()] == ["måloppnåelse"]


def test_three_mistakes_are_found_in_one_run() -> None:
    text = HEAD + "        defintion: x\n        keywords: ['', '(tilskudd']\n"
    assert [(line, column) for line, column, _ in problems(text)] == [(7, 9), (8, 20), (8, 25)]


@pytest.mark.parametrize(
    ("text", "place", "said"),
    [
        ("", (1, 1), "empty"),
        ("dimensions:\n\td: 1\n", (2, 1), "tab"),
        ("title: a: b\n", (1, 9), "colon"),
        ("title: &x a\ndimensions: *y\n", (2, 13), "names no anchor"),
        ("tittel: x\n" + HEAD, (1, 1), "did you mean 'title'"),
        (HEAD + "      a:\n        label: B\n", (7, 7), "stands twice"),
        (HEAD + "        keywords: [tilskudd, tilskudd]\n", (7, 30), "stands twice"),
        (HEAD + "        keywords: ['tilskudd AND']\n", (7, 33), "missing"),
        (HEAD + "        colour: blå\n", (7, 17), "no colour"),
        (HEAD + "        expects: [x]\n", (7, 18), "explains"),
        (HEAD.replace("      a:", "      a b:"), (5, 7), "cannot be the key"),
        (HEAD.replace("        label: A\n", ""), (5, 7), "is empty"),
        ("unit: side\n" + HEAD, (1, 7), "expected one of"),
        ("pairs: [tjeneste]\n" + HEAD, (1, 9), "no pair"),
        ("- a\n", (1, 1), "expected a codebook"),
        ("title: \x00\n", (1, 1), "NUL"),
    ],
)
def test_a_mistake_is_told_with_line_and_column(text: str, place: tuple[int, int], said: str) -> None:
    line, column, what = problems(text)[0]
    assert (line, column) == place
    assert said in what


def test_a_perspective_that_names_no_category_is_a_mistake() -> None:
    text = HEAD + "  p:\n    label: P\n    explains: d\n    codes:\n      x:\n        label: X\n"
    assert problems(text) == [
        (11, 7, "'x' names no category of 'd' that it is expected to explain; add 'expects: [...]'")
    ]
    wrong = text + "        expects: [finnes_ikke]\n"
    assert problems(wrong)[0][:2] == (13, 19)


def test_words_that_yaml_would_change_stay_the_letters_they_are() -> None:
    codebook = from_text(HEAD + "        keywords: [no, '2022', yes]\n", "b.yaml")
    assert [keyword.written for keyword in next(codebook.codes()).keywords] == ["no", "2022", "yes"]
