"""What was answered of paragraphs that were drawn, as the store keeps it."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from support.session import BOOK, PARAGRAPHS, new

from kodetre.codebook.change import CodebookEdit
from kodetre.codebook.load import from_text
from kodetre.errors import UnknownDocument
from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.model.judgements import Answer, Judgement, UnitKey
from kodetre.store import Store

UNIT = UnitKey("D1", PARAGRAPHS[1], 0)


def judged(answer: Answer = "yes", code: str = "penger", unit: UnitKey = UNIT) -> Judgement:
    return Judgement(unit, code, answer)


def live(store: Store) -> list[tuple[str, str, str]]:
    return [(judgement.code, judgement.answer, judgement.coder) for judgement in store.judgements.live()]


def test_a_new_answer_takes_the_place_of_the_old_one_and_each_coder_has_their_own(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        for coder, answer in (("Kari", "yes"), ("Ola", "doubtful"), ("Kari", "no")):
            store.judgements.record(judged(answer), coder)  # type: ignore[arg-type]
        assert live(store) == [("penger", "doubtful", "Ola"), ("penger", "no", "Kari")]


def test_an_answer_is_a_step_that_is_taken_back_and_done_again(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.judgements.record(judged("yes"), "Kari")
        store.judgements.record(judged("no"), "Kari")
        step = store.journal.undo("Kari")
        assert (step.kind, step.detail) == (StepKind.JUDGE, "no penger D1")
        assert live(store) == [("penger", "yes", "Kari")]
        store.journal.redo("Kari")
        assert live(store) == [("penger", "no", "Kari")]


@pytest.mark.parametrize("change", ["UPDATE judgement SET verdict = 'no'", "DELETE FROM judgement"])
def test_an_answer_is_never_overwritten_or_deleted(tmp_path: Path, change: str) -> None:
    with new(tmp_path) as store:
        store.judgements.record(judged(), "Kari")
    with closing(sqlite3.connect(tmp_path / "kodetre.db")) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute(change)


def test_an_answer_to_a_document_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with new(tmp_path) as store, pytest.raises(UnknownDocument):
        store.judgements.record(judged(unit=UnitKey("D9", "x", 0)), "Kari")


def renamed(store: Store, old: str, key: str) -> None:
    after = from_text(BOOK.source + "# changed\n", "b.yaml")
    edit = CodebookEdit(StepKind.CODEBOOK_RENAME, old, BOOK, after, renamed=((old, key),))
    store.journal.edit_codebook(edit, "Kari")


def test_answers_follow_a_code_that_gets_another_key(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.judgements.record(judged(), "Kari")
        renamed(store, "penger", "midler")
        assert live(store) == [("midler", "yes", "Kari")]
        store.journal.undo("Kari")
        assert live(store) == [("penger", "yes", "Kari")]


def test_answers_of_a_code_that_is_taken_up_into_another_are_not_that_ones(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.judgements.record(judged(), "Kari")
        renamed(store, "penger", "annet")
        assert live(store) == [("penger", "yes", "Kari")]


def test_codings_are_not_touched_by_a_judgement(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        coding = NewCoding("D1", Span(0, 5), "penger", "manual")
        store.codings.record(StepKind.CODE, "Kari", Change(codings=(coding,)))
        before = store.codings.live()
        store.judgements.record(judged(), "Kari")
        assert store.codings.live() == before
