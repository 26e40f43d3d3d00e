"""What holds whoever else writes and whenever a process is killed: codings have codes and are made once, file and store agree."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from support.project import with_codebook

from kodetre.codebook import edit
from kodetre.codebook.edit import Edited
from kodetre.codebook.file import CodebookFile
from kodetre.errors import AlreadyCoded, CannotEdit, CannotUndo, CodebookChanged, Overtaken, UnknownCode
from kodetre.model.codings import Change, Decision, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.project.project import Project
from kodetre.services.recode import EditStep, carry_out
from kodetre.store import Store
from kodetre.store.codebook_sync import CodebookSync

SOURCE = """title: Bok
dimensions:
  k:
    label: K
    codes:
      penger:
        label: Penger
        keywords: [tilskudd]
      folk:
        label: Folk
"""


class Killed(BaseException):
    """The process is gone."""


@pytest.fixture
def mine(project: Path) -> Project:
    return with_codebook(project, SOURCE)


def code(store: Store, key: str, start: int = 0, coder: str = "Kari") -> str:
    change = Change((NewCoding("D1", Span(start, start + 9), key, "manual"),))
    return store.codings.record(StepKind.CODE, coder, change).codings[0]


def codes(store: Store) -> list[str]:
    return [coding.code for coding in store.codings.live()]


def rename(project: Project, old: str, new: str, coder: str = "Kari") -> None:
    with project.store() as store:
        change(project, store, lambda book, file: edit.rename(book, file, old, new), coder)


def change(project: Project, store: Store, make: Callable[..., Edited], coder: str = "Kari") -> None:
    codebook = project.codebook()
    edited = make(codebook, str(project.codebook_path))
    carry_out(store, codebook, edited, EditStep(coder, StepKind.CODEBOOK_RENAME, "x"))


def orphans(project: Project) -> list[str]:
    """The codes of codings that the codebook has not."""
    with project.store() as store:
        codebook = project.codebook()
        return [key for key in codes(store) if codebook.find(key) is None]


@pytest.fixture
def killed_before_the_file(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From when it is called: the process is killed when it is about to write the codebook's file."""

    def die(_self: CodebookFile, _text: str) -> None:
        raise Killed

    def arm() -> None:
        monkeypatch.setattr(CodebookFile, "write", die)

    return arm


@pytest.fixture
def interrupted(mine: Project, killed_before_the_file: Callable[[], None], monkeypatch: pytest.MonkeyPatch) -> Project:
    """The project with a coding, and a rename of its code that has not come to the codebook's file."""
    with mine.store() as store:
        code(store, "penger")
    killed_before_the_file()
    with pytest.raises(Killed):
        rename(mine, "penger", "midler")
    monkeypatch.undo()
    return mine


def test_the_next_to_open_the_store_completes_a_change_that_was_interrupted(interrupted: Project) -> None:
    mine = interrupted
    assert "penger:" in mine.codebook_path.read_text("utf-8")
    assert orphans(mine) == []
    assert "midler:" in mine.codebook_path.read_text("utf-8")


def test_whoever_opens_the_store_while_a_change_is_being_written_does_not_spoil_it(
    mine: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another process opens the project between the commit and the file's change."""
    with mine.store() as store:
        code(store, "penger")
    finish, written_by_another = CodebookSync.finish, []

    def another_is_first(self: CodebookSync) -> None:
        monkeypatch.undo()
        mine.store().close()
        written_by_another.append("midler:" in mine.codebook_path.read_text("utf-8"))
        finish(self)

    with mine.store() as store:
        monkeypatch.setattr(CodebookSync, "finish", another_is_first)
        change(mine, store, lambda book, file: edit.rename(book, file, "penger", "midler"))
    assert written_by_another == [True]
    assert orphans(mine) == []
    assert mine.codebook().find("midler") is not None


def test_an_undo_that_is_interrupted_among_renamings_there_and_back_is_completed(
    mine: Project, killed_before_the_file: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    with mine.store() as store:
        code(store, "penger")
    rename(mine, "penger", "midler")
    rename(mine, "midler", "penger")
    with mine.store() as store:
        store.journal.undo("Kari")
    killed_before_the_file()
    with mine.store() as store, pytest.raises(Killed):
        store.journal.undo("Kari")
    monkeypatch.undo()
    assert orphans(mine) == []
    for _ in range(2):
        with mine.store() as store:
            store.journal.redo("Kari")
        assert orphans(mine) == []


def test_a_file_that_is_changed_by_hand_while_a_change_is_open_stays_as_it_is(interrupted: Project) -> None:
    mine = interrupted
    by_hand = SOURCE + "# en tanke\n"
    mine.codebook_path.write_text(by_hand, "utf-8")
    with pytest.raises(CodebookChanged, match="changed by hand"):
        mine.store()
    assert mine.codebook_path.read_text("utf-8") == by_hand
    assert "midler:" in mine.codebook_path.with_name(mine.codebook_path.name + ".new").read_text("utf-8")
    assert orphans(mine) == ["midler"]


def test_a_file_that_cannot_be_written_leaves_everything_as_it_was(
    mine: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mine.store() as store:
        code(store, "penger")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kodetre.atomic.try_to_write", full)
    with pytest.raises(Exception, match="no space left"):
        rename(mine, "penger", "midler")
    monkeypatch.undo()
    with mine.store() as store:
        assert codes(store) == ["penger"]
    assert mine.codebook_path.read_text("utf-8") == SOURCE


def test_a_code_that_another_has_renamed_meanwhile_is_refused(mine: Project) -> None:
    before = mine.codebook()
    with mine.store() as store:
        rename(mine, "penger", "midler", coder="Ola")
        with pytest.raises(UnknownCode, match="not in the codebook any more"):
            new = NewCoding("D1", Span(0, 9), "penger", "manual")
            store.codings.record(StepKind.CODE, "Kari", Change((new,)), codebook=before)
        assert store.codings.live() == []


def test_a_file_that_was_changed_by_hand_is_asked_for_its_codes(mine: Project) -> None:
    before = mine.codebook()
    mine.codebook_path.write_text(SOURCE + "      steder:\n        label: Steder\n", "utf-8")
    with mine.store() as store:
        new = NewCoding("D1", Span(0, 9), "steder", "manual")
        store.codings.record(StepKind.CODE, "Kari", Change((new,)), codebook=before)
        assert codes(store) == ["steder"]


def test_deleting_a_code_that_is_coded_with_meanwhile_is_refused(mine: Project) -> None:
    with mine.store() as store:
        codebook = mine.codebook()
        edited = edit.delete(codebook, str(mine.codebook_path), "folk", "")
        with mine.store() as other:
            code(other, "folk", coder="Ola")
        with pytest.raises(CannotEdit, match="folk"):
            carry_out(store, codebook, edited, EditStep("Kari", StepKind.CODEBOOK_DELETE, "folk"))
    assert orphans(mine) == []


@pytest.mark.parametrize("what", ["undo", "redo"])
def test_codings_do_not_come_back_with_a_code_that_is_gone(mine: Project, what: str) -> None:
    with mine.store() as store:
        id = code(store, "penger")
        if what == "undo":
            store.codings.record(StepKind.UNCODE, "Kari", Change(removed=(id,)))
        else:
            store.journal.undo("Kari")
    rename(mine, "penger", "midler", coder="Ola")
    with mine.store() as store, pytest.raises(CannotUndo, match="penger"):
        getattr(store.journal, what)("Kari")
    assert orphans(mine) == []


def test_what_two_processes_code_alike_is_one_coding(mine: Project) -> None:
    with mine.store() as one, mine.store() as other:
        id = code(one, "penger")
        with pytest.raises(AlreadyCoded, match="already"):
            code(other, "penger")
        both = (NewCoding("D1", Span(0, 9), "penger", "manual"), NewCoding("D1", Span(0, 9), "folk", "manual"))
        recorded = other.codings.record(StepKind.CODE, "Kari", Change(both))
        assert recorded.known == {id}
        assert recorded.codings[0] == id
        assert sorted(codes(one)) == ["folk", "penger"]


def test_a_decision_is_kept_when_its_coding_is_there_already(mine: Project) -> None:
    with mine.store() as store:
        code(store, "penger")
        new = NewCoding("D1", Span(0, 9), "penger", "manual", "en tanke")
        store.codings.record(
            StepKind.ACCEPT, "Kari", Change((new,), decisions=(Decision("D1", Span(0, 9), "penger", "accept"),))
        )
        (coding,) = store.codings.live()
        assert coding.memo == "en tanke"
        assert len(store.codings.decisions()) == 1


def test_two_coders_and_two_codes_and_two_places_are_each_their_own(mine: Project) -> None:
    with mine.store() as store:
        code(store, "penger")
        code(store, "penger", coder="Ola")
        code(store, "folk")
        code(store, "penger", start=1)
        assert len(store.codings.live()) == 4


def test_the_database_itself_refuses_a_second_coding_like_the_first(mine: Project) -> None:
    with mine.store() as store:
        code(store, "penger")
        code(store, "folk")
    with closing(sqlite3.connect(mine.store_path)) as raw, pytest.raises(sqlite3.IntegrityError):
        raw.execute("UPDATE standing SET code = 'penger'")


def test_a_coding_is_not_moved_or_recoded_onto_another_like_it(mine: Project) -> None:
    with mine.store() as store:
        first, second, third = code(store, "penger"), code(store, "penger", start=20), code(store, "folk")
        with pytest.raises(AlreadyCoded):
            store.codings.record(StepKind.SPAN, "Kari", Change(placed=((second, Span(0, 9)),)))
        with pytest.raises(AlreadyCoded):
            store.codings.record(StepKind.RECODE, "Kari", Change(recoded=((third, "penger"),)))
        joined = Change(removed=(first,), placed=((second, Span(0, 9)),))
        store.codings.record(StepKind.MERGE, "Kari", joined)
        assert [(c.id, c.span.start) for c in store.codings.live() if c.code == "penger"] == [(second, 0)]


def test_a_removal_is_not_taken_back_when_the_excerpt_has_been_coded_again(mine: Project) -> None:
    with mine.store() as store:
        id = code(store, "penger")
        store.codings.record(StepKind.DROP, "Ola", Change(removed=(id,)))
        code(store, "penger")
        with pytest.raises(CannotUndo, match="already"):
            store.journal.undo("Ola")
        assert len(store.codings.live()) == 1


def test_what_was_worked_out_before_somebody_else_wrote_is_not_written(mine: Project) -> None:
    with mine.store() as store:
        seen = store.journal.mark()
        code(store, "folk", coder="Ola")
        with pytest.raises(Overtaken):
            new = NewCoding("D1", Span(0, 9), "penger", "manual")
            store.codings.record(StepKind.CODE, "Kari", Change((new,), seen=seen))
        store.journal.undo("Ola")
        assert store.codings.live() == []
        assert store.journal.mark() != seen


def test_codings_that_an_older_kodetre_made_twice_stay_and_can_be_taken_back(mine: Project) -> None:
    with mine.store() as store:
        first, second = code(store, "penger"), code(store, "penger", start=20)
    with closing(sqlite3.connect(mine.store_path)) as raw:
        raw.execute("DROP TRIGGER coding_stays")
        raw.execute("UPDATE coding SET start = 0, end = 9 WHERE uuid = ?", (second,))
        raw.execute("DELETE FROM standing WHERE start = 20")
        raw.commit()
    with mine.store() as store:
        assert [c.span.start for c in store.codings.live()] == [0, 0]
        store.codings.record(StepKind.UNCODE, "Kari", Change(removed=(second,)))
        assert [c.id for c in store.codings.live()] == [first]
