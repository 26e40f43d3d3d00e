"""The coding session: every suggestion is answered exactly once, whatever is done on the way."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.session import BOOK, PARAGRAPHS, new
from support.session import session_on as session

from kodetre.codebook.find import find_code
from kodetre.codebook.load import from_text
from kodetre.document.citation import Citer
from kodetre.document.location import Locator
from kodetre.errors import CannotUndo, KodetreError, NotPossible, UnknownCode
from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Block, Document, Page, Reading, Span
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.session.actions import Action
from kodetre.session.selection import from_to
from kodetre.store import Store
from kodetre.suggestions.queue import open_suggestions


def texts(store: Store) -> list[tuple[str, str]]:
    return [(coding.code, coding.anchor.quote) for coding in store.codings.live()]


def test_suggestions_are_paragraphs_with_keywords_and_no_headings(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        found = [(s.code, s.span.of(open_corpus(store, BOOK).documents["D1"].text)) for s in session(store).queue.open]
    assert found == [
        ("penger", PARAGRAPHS[1]), ("folk", PARAGRAPHS[1]), ("penger", PARAGRAPHS[2]), ("folk", PARAGRAPHS[2]),
        ("folk", PARAGRAPHS[4]),
    ]  # fmt: skip


def test_a_keyword_in_a_heading_above_raises_the_score(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        scores = {(s.code, s.span.start): s.score for s in session(store).queue.open}
    first = len(PARAGRAPHS[0]) + 2
    assert scores["penger", first] > scores["folk", first]


def test_accepting_codes_the_excerpt_and_goes_on(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        one = session(store)
        assert one.do(Action("accept")) == "Coded with penger."
        assert texts(store) == [("penger", PARAGRAPHS[1])]
        view = one.view()
        assert view is not None
        assert (view.code.key, view.left, view.total) == ("folk", 4, 5)


def test_each_kind_of_answer_leaves_what_it_says(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        one = session(store)
        one.do(Action("span", "s"))
        one.do(Action("memo", "husk dette"))
        one.do(Action("add", "annet"))
        one.do(Action("recode", "faste"))
        one.do(Action("reject"))
        one.do(Action("span", "Årsverkene … tilskudd"))
        one.do(Action("accept"))
        one.do(Action("defer"))
        assert texts(store) == [
            ("penger", "Kommunen fikk tilskudd i 2022."), ("annet", PARAGRAPHS[1]), ("folk.faste", PARAGRAPHS[1]),
            ("folk", "Årsverkene er lønnet av tilskudd"),
        ]  # fmt: skip
        assert [c.memo for c in store.codings.live()] == ["husk dette", "", "", ""]
        assert {c.origin for c in store.codings.live()} == {"manual"}
        assert one.left == 1


def test_what_is_deferred_comes_again_at_the_end_also_in_the_next_session(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        one = session(store)
        one.do(Action("defer"))
        again = session(store)
        assert len(again.queue.open) == 5
        assert again.queue.open[-1].code == "penger"
        for _ in range(5):
            again.do(Action("reject"))
        assert again.view() is None
        assert list(session(store).queue.open) == []


def test_a_second_answer_replaces_the_first(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        one = session(store)
        one.do(Action("accept"))
        one.do(Action("back"))
        view = one.view()
        assert view is not None
        assert view.verdict == "accept"
        one.do(Action("reject"))
        assert texts(store) == []
        one.do(Action("undo"))
        assert texts(store) == [("penger", PARAGRAPHS[1])]


def test_after_an_answer_comes_the_next_that_is_not_answered_yet(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        one = session(store)
        for answer in ("defer", "accept", "accept", "back", "back", "reject"):
            one.do(Action(answer))
        view = one.view()
        assert view is not None
        assert view.suggestion == one.queue.open[3], "the third is answered, and the deferred one waits until the end"


def test_undo_reaches_back_before_the_session(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        session(store).do(Action("accept"))
        later = session(store)
        assert len(later.queue.open) == 4
        assert "Taken back: accept" in later.do(Action("undo"))
        assert texts(store) == []
        view = later.view()
        assert view is not None
        assert (view.code.key, view.left) == ("penger", 5)


def test_undo_in_a_session_never_takes_a_document_away(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        one = session(store)
        one.do(Action("accept"))
        one.do(Action("undo"))
        with pytest.raises(CannotUndo, match="ingest"):
            one.do(Action("undo"))
        assert len(store.documents.all()) == 1


def test_two_coders_each_have_their_own_way_through(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        session(store, "Kari").do(Action("accept"))
        ola = session(store, "Ola")
        assert ola.left == 5
        ola.do(Action("reject"))
        assert [c.coder for c in store.codings.live()] == ["Kari"]


@pytest.mark.parametrize(
    ("name", "argument", "error"),
    [("recode", "finnes ikke", UnknownCode), ("span", "900-901", NotPossible), ("span", "ord som … ikke står", NotPossible),
     ("memo", " ", NotPossible), ("back", "", NotPossible), ("dans", "", NotPossible)],
)  # fmt: skip
def test_an_answer_that_does_not_fit_changes_nothing(
    tmp_path: Path, name: str, argument: str, error: type[Exception]
) -> None:
    with new(tmp_path) as store:
        one = session(store)
        before = one.view()
        with pytest.raises(error):
            one.do(Action(name, argument))
        assert one.view() == before
        assert texts(store) == []


answers = st.lists(
    st.sampled_from(
        ["accept", "reject", "defer", "recode annet", "add annet", "span s", "span p", "memo x", "undo", "back"]
    ),
    max_size=25,
)


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(answers)
def test_any_answers_and_undos_then_finishing_answers_every_suggestion_once(
    tmp_path_factory: pytest.TempPathFactory, done: list[str]
) -> None:
    with new(tmp_path_factory.mktemp("session")) as store:
        one = session(store)
        for answer in done:
            name, _, argument = answer.partition(" ")
            try:
                one.do(Action(name, argument))
            except (NotPossible, CannotUndo):
                continue
        for _ in range(50):
            if one.left == 0:
                break
            one.do(Action("reject"))
        assert one.left == 0
        decided = [d for d in store.codings.decisions() if d.verdict in ("accept", "reject")]
        assert len(decided) == len({decision.key for decision in decided})
        corpus = open_corpus(store, BOOK)
        undecided = open_suggestions(corpus.suggestions(BOOK), store.codings.live(), store.codings.decisions(), "Kari")
        assert list(undecided) == []


@pytest.mark.slow
@settings(max_examples=25, deadline=None)
@given(answers)
def test_as_many_undos_as_steps_bring_the_start_back(tmp_path_factory: pytest.TempPathFactory, done: list[str]) -> None:
    with new(tmp_path_factory.mktemp("session")) as store:
        one = session(store)
        first = [s.key for s in one.queue.open]
        before = len(store.journal.steps())
        for answer in done:
            name, _, argument = answer.partition(" ")
            if name in ("undo", "back"):
                continue
            try:
                one.do(Action(name, argument))
            except KodetreError:
                continue
        for _ in range(len(store.journal.steps()) - before):
            one.do(Action("undo"))
        assert texts(store) == []
        assert [s.key for s in session(store).queue.open] == first


def test_an_overlapping_coding_of_the_same_code_answers_a_suggestion(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        start = len(PARAGRAPHS[0]) + 2
        one = NewCoding("D1", Span(start + 5, start + 20), "penger", "imported")
        store.codings.record(StepKind.APPLY, "Kari", Change(codings=(one,)))
        assert next((s.code, s.span.start) for s in session(store).queue.open) == ("folk", start)


def test_codes_are_found_by_key_label_or_beginning() -> None:
    assert find_code(BOOK, "FOLK.faste").key == "folk.faste"
    assert find_code(BOOK, "Faste").key == "folk.faste"
    assert find_code(BOOK, "pen").key == "penger"
    with pytest.raises(UnknownCode, match="several"):
        find_code(BOOK, "f")


def test_words_of_a_paragraph_are_counted_from_one() -> None:
    text = "Først. Ett to tre fire fem."
    around = Span(7, len(text))
    assert from_to(text, around, "2-3").of(text) == "to tre"
    assert from_to(text, around, "4–5").of(text) == "fire fem."
    assert from_to(text, around, "to … fire").of(text) == "to tre fire"
    assert from_to(text, around, "tre").of(text) == "tre"


def test_units_are_sentences_when_the_codebook_says_so(tmp_path: Path) -> None:
    by_sentence = from_text("unit: sentence\n" + BOOK.source, "b.yaml")
    with new(tmp_path) as store:
        corpus: Corpus = open_corpus(store, by_sentence)
        text = corpus.documents["D1"].text
        found = {s.span.of(text) for s in corpus.suggestions(by_sentence) if s.code == "folk"}
    assert found == {
        "Det gikk til to årsverk i rustjenesten.",
        "Årsverkene er lønnet av tilskudd.",
        "Da mister vi fire årsverk.",
    }


def test_a_document_knows_its_pages_and_sections() -> None:
    reading = Reading(
        "1 A\n\nx\n\n1.1 B\n\ny",
        (Page(1, "i", 0, 7), Page(2, "1", 7, 17)),
        (Block("heading", 1, 0, 3, 1, 1), Block("paragraph", 0, 5, 6, 1, 1), Block("heading", 2, 8, 13, 2, 2),
         Block("paragraph", 0, 15, 16, 2, 2)),
    )  # fmt: skip
    document = Document(None, reading)  # type: ignore[arg-type]
    locator = Locator.of(document)
    assert locator.trail(15) == ("1 A", "1.1 B")
    assert Citer(locator, "Bø kommune", "2022", "nb").citation(Span(5, 9)) == "(Bø kommune, 2022, s. i–1)"
    assert [page.label for page in locator.pages(Span(5, 9))] == ["i", "1"]
    assert [page.label for page in locator.pages(Span(5, 7))] == ["i", "i"]
