"""The store: nothing is lost, nothing is overwritten, everything can be taken back."""

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.project import CORPUS

from kodetre.document.reanchor import find_again
from kodetre.errors import (
    AlreadyCoded,
    CannotUndo,
    KodetreError,
    NewerStore,
    NotAStore,
    NothingMatched,
    OutputFailed,
    StoreBusy,
    UnknownDocument,
)
from kodetre.ingest.read import read
from kodetre.model.codings import Change, Decision, Memo, NewCoding, StepKind
from kodetre.model.documents import Block, Page, ReadFile, Reading, Span, WordBoxes
from kodetre.store import Store
from kodetre.store.database import migrations
from kodetre.store.packing import pack_boxes, unpack_boxes

TEXT = "Kommunen har fått tilskudd til rusarbeidet, og årsverkene er økt fra to til tre."
READING = Reading(
    TEXT, (Page(1, "i", 0, 20), Page(2, "1", 20, len(TEXT))), (Block("paragraph", 0, 0, len(TEXT), 1, 2),)
)


def new(folder: Path) -> Store:
    store = Store(folder / "kodetre.db", create=True)
    store.documents.add(ReadFile(READING, "a" * 64, "plan.pdf", {"group": "Lindvik"}), "Kari")
    return store


def coding(start: int, end: int, code: str = "okonomi") -> Change:
    return Change(codings=(NewCoding("D1", Span(start, end), code, "manual"),))


def test_a_document_is_read_back_as_it_was(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        document = store.documents.get("D1")
    assert document.reading.text == READING.text
    assert document.reading.pages == READING.pages
    assert document.reading.blocks == READING.blocks
    assert document.info.metadata.group == "Lindvik"


def test_the_place_of_every_word_of_a_pdf_is_kept(tmp_path: Path) -> None:
    reading = read(CORPUS / "lindvik-alkohol-2024.pdf")
    with Store(tmp_path / "kodetre.db", create=True) as store:
        store.documents.add(ReadFile(reading, "b" * 64, "plan.pdf"), "Kari")
        boxes = store.documents.boxes("D1")
    assert boxes == reading.boxes
    assert len(boxes) > 800
    width, height = 5953, 8419
    for left, top, right, bottom in zip(boxes.left, boxes.top, boxes.right, boxes.bottom, strict=True):
        assert 0 < left < right <= width
        assert 0 < top < bottom <= height


def test_a_coding_keeps_its_quote_and_the_characters_around_it(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.codings.record(StepKind.CODE, "Kari", coding(18, 26))
        (found,) = store.codings.live()
    assert found.anchor.quote == "tilskudd"
    assert found.anchor.before == "Kommunen har fått "
    assert found.anchor.after == TEXT[26:58]


def test_a_change_that_is_wrong_in_one_part_changes_nothing(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        before = len(store.journal.steps())
        for wrong in (
            Change(codings=(NewCoding("D1", Span(0, 8), "a", "manual"), NewCoding("D9", Span(0, 8), "a", "manual"))),
            Change(codings=(NewCoding("D1", Span(0, 8), "a", "manual"),), removed=("no-such-id",)),
        ):
            with pytest.raises((UnknownDocument, NothingMatched)):
                store.codings.record(StepKind.CODE, "Kari", wrong)
        with pytest.raises(ValueError, match="not a stretch"):
            store.codings.record(StepKind.CODE, "Kari", coding(5, 5000))
        assert store.codings.live() == []
        assert len(store.journal.steps()) == before


@pytest.mark.parametrize("table", ["coding", "decision", "memo", "step", "version", "undo", "coding_removal"])
def test_what_a_person_made_cannot_be_deleted(tmp_path: Path, table: str) -> None:
    with new(tmp_path) as store:
        change = Change(
            codings=(NewCoding("D1", Span(0, 8), "a", "manual", "et memo"),),
            decisions=(Decision("D1", Span(0, 8), "a", "accept"),),
        )
        (id,) = store.codings.record(StepKind.CODE, "Kari", change).codings
        store.codings.record(StepKind.UNCODE, "Kari", Change(removed=(id,)))
        store.journal.undo("Kari")
    raw = sqlite3.connect(tmp_path / "kodetre.db")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(f"DELETE FROM {table}")
    raw.close()


@pytest.mark.parametrize(
    ("table", "column"),
    [("coding", "code"), ("decision", "verdict"), ("memo", "text"), ("version", "text"), ("step", "coder")],
)
def test_what_a_person_made_cannot_be_overwritten(tmp_path: Path, table: str, column: str) -> None:
    with new(tmp_path) as store:
        change = Change(
            codings=(NewCoding("D1", Span(0, 8), "a", "manual", "et memo"),),
            decisions=(Decision("D1", Span(0, 8), "a", "accept"),),
        )
        store.codings.record(StepKind.CODE, "Kari", change)
    raw = sqlite3.connect(tmp_path / "kodetre.db")
    with pytest.raises(sqlite3.IntegrityError):
        raw.execute(f"UPDATE {table} SET {column} = 'reject'")
    raw.close()


def state(store: Store) -> object:
    return (
        [(c.id, c.span, c.code, c.coder, c.memo) for c in store.codings.live()],
        {(d.document, d.span, d.code, d.coder): d.verdict for d in store.codings.decisions()},
        [(m.target, m.subject, m.text) for m in store.codings.memos()],
        [d.metadata for d in store.documents.all()],
    )


actions = st.lists(
    st.one_of(
        st.tuples(st.just("code"), st.integers(0, 60), st.sampled_from("abc")),
        st.tuples(st.just("decide"), st.integers(0, 3), st.sampled_from(["accept", "reject", "defer"])),
        st.tuples(st.just("remove"), st.integers(0, 9), st.just("")),
        st.tuples(st.just("memo"), st.integers(0, 2), st.sampled_from(["x", "y"])),
        st.tuples(st.just("set"), st.integers(2000, 2004), st.just("")),
    ),
    max_size=12,
)


def act(store: Store, kind: str, number: int, text: str) -> bool:
    """Do one action; whether it was a step."""
    match kind:
        case "code":
            try:
                store.codings.record(StepKind.CODE, "Kari", coding(number, number + 8, text))
            except AlreadyCoded:
                return False
        case "decide":
            decision = Decision("D1", Span(number, number + 10), "a", text)  # type: ignore[arg-type]
            store.codings.record(StepKind.ACCEPT, "Kari", Change(decisions=(decision,)))
        case "remove":
            live = store.codings.live()
            if number >= len(live):
                return False
            store.codings.record(StepKind.UNCODE, "Kari", Change(removed=(live[number].id,)))
        case "memo":
            store.codings.record(StepKind.MEMO, "Kari", Change(memos=(Memo("code", f"k{number}", text),)))
        case _:
            return bool(store.documents.set_metadata({"D1": {"year": str(number)}}, "Kari", "set"))
    return True


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(actions)
def test_any_actions_and_as_many_undos_bring_back_the_start_and_redos_the_end(
    tmp_path_factory: pytest.TempPathFactory, done: list[tuple[str, int, str]]
) -> None:
    with new(tmp_path_factory.mktemp("store")) as store:
        start = state(store)
        steps = sum(act(store, *action) for action in done)
        end = state(store)
        for _ in range(steps):
            store.journal.undo("Kari")
        assert state(store) == start
        for _ in range(steps):
            store.journal.redo("Kari")
        assert state(store) == end
        with pytest.raises(CannotUndo):
            store.journal.redo("Kari")


def test_the_last_step_is_the_newest_undone_or_not(tmp_path: Path) -> None:
    with Store(tmp_path / "empty.db", create=True) as store:
        assert store.journal.last_step() is None
    with new(tmp_path) as store:
        assert store.journal.last_step() == store.journal.steps()[-1]
        store.codings.record(StepKind.CODE, "Kari", coding(0, 8))
        store.journal.undo("Kari")
        last = store.journal.last_step()
        assert last is not None and last.undone
        assert last == store.journal.steps()[-1]


def test_a_coder_takes_back_only_what_is_their_own(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.codings.record(StepKind.CODE, "Kari", coding(0, 8))
        store.codings.record(StepKind.CODE, "Ola", coding(0, 8))
        assert store.journal.undo("Kari").coder == "Kari"
        assert [c.coder for c in store.codings.live()] == ["Ola"]
        with pytest.raises(CannotUndo):
            store.journal.undo("Per")


def test_taking_a_document_back_is_refused_while_another_has_codings_in_it(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.codings.record(StepKind.CODE, "Ola", coding(0, 8))
        with pytest.raises(CannotUndo, match="Ola"):
            store.journal.undo("Kari")
        store.journal.undo("Ola")
        store.journal.undo("Kari")
        assert not store.documents.all()
        info, _ = store.documents.add(ReadFile(READING, "a" * 64, "plan.pdf"), "Kari")
        assert info.id == "D2", "an id is never used again"


def test_a_list_does_not_change_what_somebody_set_by_hand(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.documents.set_metadata({"D1": {"year": "2020"}}, "Kari", "set")
        store.documents.set_metadata({"D1": {"year": "1999", "group": "Tangen"}}, "Kari", "list")
        data = store.documents.all()[0].metadata
    assert (data.year, data.group) == ("2020", "Tangen")


@pytest.mark.parametrize("by", ["set", "list"])
def test_a_newer_text_with_another_date_leaves_the_year_that_was_told(
    tmp_path: Path, by: Literal["set", "list"]
) -> None:
    with new(tmp_path) as store:
        store.documents.set_metadata({"D1": {"year": "2020"}}, "Kari", by)
        dated = replace(READING, metadata=replace(READING.metadata, year="2024", issued="2024-06-18"))
        store.documents.renew("D1", ReadFile(dated, "c" * 64, "plan.pdf"), "Kari", find_again)
        data = store.documents.all()[0].metadata
    assert (data.year, data.issued) == ("2020", "2020")


def test_a_list_leaves_the_date_of_a_year_that_somebody_set(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.documents.set_metadata({"D1": {"year": "2020", "issued": "2020-05-01"}}, "Kari", "set")
        store.documents.set_metadata({"D1": {"year": "1999"}}, "Kari", "list")
        data = store.documents.all()[0].metadata
    assert (data.year, data.issued) == ("2020", "2020-05-01")


def test_a_store_of_a_newer_version_is_refused_and_left_alone(tmp_path: Path) -> None:
    new(tmp_path).close()
    path = tmp_path / "kodetre.db"
    raw = sqlite3.connect(path)
    raw.execute("PRAGMA user_version = 999")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(NewerStore, match="newer kodetre"):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("version", [0, 1, 3])
def test_a_store_that_says_that_it_is_older_than_it_is_makes_no_copies(tmp_path: Path, version: int) -> None:
    new(tmp_path).close()
    path = tmp_path / "kodetre.db"
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {version}")
    raw.close()
    before = path.read_bytes()
    for _ in range(3):
        with pytest.raises(NotAStore, match=f"says that it is of version {version}, and its tables are not"):
            Store(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_a_store_that_cannot_be_brought_up_to_date_keeps_one_copy_at_most(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kodetre.db"
    oldest = sorted((Path(__file__).parent / "schemas").glob("*.sql"))[0]
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(oldest.read_text("utf-8"))

    def full(*_: object) -> None:
        raise sqlite3.OperationalError("database or disk is full")

    monkeypatch.setattr("kodetre.store.database.apply_migrations", full)
    for _ in range(3):
        with pytest.raises(KodetreError):
            Store(path)
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.skipif(sys.platform != "linux", reason="only there it is known at once that a writer is gone")
def test_what_a_killed_backup_left_is_gone_when_the_store_is_opened_next(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    new(tmp_path).close()
    script = (
        "import os, sys\nfrom pathlib import Path\nfrom kodetre.store import Store\n"
        "store = Store(Path(sys.argv[1]))\nos.fsync = lambda _: os._exit(9)\nstore.backup(Path(sys.argv[2]))\n"
    )
    arguments = [str(tmp_path / name) for name in ("kodetre.db", "copy.db")]
    assert subprocess.run([sys.executable, "-c", script, *arguments], check=False).returncode == 9
    assert len(list(tmp_path.glob(".kodetre-*.part"))) == 1
    monkeypatch.setattr("kodetre.atomic._STARTED", time.time() + 60)
    Store(tmp_path / "kodetre.db").close()
    assert [entry.name for entry in tmp_path.iterdir()] == ["kodetre.db"]


@pytest.mark.parametrize("content", [b"", b"not a database at all, but long enough to look at" * 30])
def test_a_file_that_is_no_store_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "kodetre.db"
    path.write_bytes(content)
    with pytest.raises(NotAStore):
        Store(path)
    assert path.read_bytes() == content


def test_a_store_that_is_missing_is_not_made_anew(tmp_path: Path) -> None:
    with pytest.raises(NotAStore, match="missing"):
        Store(tmp_path / "kodetre.db")
    assert not (tmp_path / "kodetre.db").exists()


def test_another_database_is_not_taken_for_a_store(tmp_path: Path) -> None:
    path = tmp_path / "kodetre.db"
    raw = sqlite3.connect(path)
    raw.execute("CREATE TABLE mine (x)")
    raw.close()
    for create in (False, True):
        with pytest.raises(NotAStore):
            Store(path, create=create)


def test_a_store_that_is_held_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kodetre.store.database.PATIENCE", 0.05)
    with new(tmp_path) as store:
        raw = sqlite3.connect(tmp_path / "kodetre.db")
        raw.execute("BEGIN IMMEDIATE")
        with Store(tmp_path / "kodetre.db") as other, pytest.raises(StoreBusy):
            other.codings.record(StepKind.CODE, "Kari", coding(0, 8))
        raw.rollback()
        raw.close()
        store.codings.record(StepKind.CODE, "Kari", coding(0, 8))


def test_a_backup_is_whole_and_never_overwrites(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.codings.record(StepKind.CODE, "Kari", coding(0, 8))
        store.backup(tmp_path / "copy.db")
        with pytest.raises(OutputFailed, match="there already"):
            store.backup(tmp_path / "copy.db")
        with pytest.raises(OutputFailed):
            store.backup(tmp_path / "no such folder" / "copy.db")
        expected = state(store)
    with Store(tmp_path / "copy.db") as copy:
        assert state(copy) == expected


def test_a_process_killed_in_the_middle_of_writing_loses_nothing_that_was_saved(tmp_path: Path) -> None:
    new(tmp_path).close()
    script = (
        "import sys, os\n"
        "from pathlib import Path\n"
        "from kodetre.store import Store\n"
        "from kodetre.model.codings import Change, NewCoding, StepKind\n"
        "from kodetre.model.documents import Span\n"
        "store = Store(Path(sys.argv[1]))\n"
        "one = Change(codings=(NewCoding('D1', Span(0, 8), 'a', 'manual'),))\n"
        "store.codings.record(StepKind.CODE, 'Kari', one)\n"
        "with store._database.writing() as connection:\n"
        "    connection.execute('DROP VIEW live_coding')\n"
        "    os.kill(os.getpid(), 9)\n"
    )
    ran = subprocess.run([sys.executable, "-c", script, str(tmp_path / "kodetre.db")], capture_output=True)
    assert ran.returncode == -9
    with Store(tmp_path / "kodetre.db") as store:
        assert [c.code for c in store.codings.live()] == ["a"]


def test_redo_takes_up_what_was_undone_last_and_not_an_older_branch(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.codings.record(StepKind.CODE, "Kari", coding(0, 5))
        store.journal.undo("Kari")
        store.codings.record(StepKind.ADD, "Kari", coding(6, 9))
        store.journal.undo("Kari")
        assert store.journal.redo("Kari").kind is StepKind.ADD
        with pytest.raises(CannotUndo):
            store.journal.redo("Kari")


FROZEN = Path(__file__).parent / "schemas"


@pytest.mark.parametrize("dump", sorted(FROZEN.glob("*.sql")), ids=lambda path: path.stem)
def test_every_store_that_was_ever_shipped_can_be_opened(tmp_path: Path, dump: Path) -> None:
    path = tmp_path / "kodetre.db"
    raw = sqlite3.connect(path)
    raw.executescript(dump.read_text("utf-8"))
    raw.close()
    with Store(path) as store:
        assert [(c.code, c.anchor.quote, c.memo) for c in store.codings.live()] == [("okonomi", "tilskudd", "et memo")]
        assert store.documents.get("D1").text == TEXT
    raw = sqlite3.connect(path)
    assert raw.execute("PRAGMA user_version").fetchone()[0] == len(migrations())
    raw.close()


def test_there_is_a_frozen_store_for_every_version() -> None:
    assert len(list(FROZEN.glob("*.sql"))) == len(migrations())


numbers = st.integers(0, 60000)


@given(st.lists(st.tuples(numbers, numbers, numbers, numbers, numbers, numbers, numbers), max_size=20))
def test_word_boxes_packed_and_unpacked_are_the_same(rows: list[tuple[int, ...]]) -> None:
    boxes = WordBoxes()
    for row in rows:
        for name, value in zip(("start", "end", "page", "left", "top", "right", "bottom"), row, strict=True):
            getattr(boxes, name).append(value)
    assert unpack_boxes(pack_boxes(boxes)) == boxes


def test_a_copied_store_is_the_same_store(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        store.codings.record(StepKind.CODE, "Kari", coding(0, 8))
        expected = state(store)
    shutil.copy(tmp_path / "kodetre.db", tmp_path / "copy.db")
    with Store(tmp_path / "copy.db") as copy:
        assert state(copy) == expected


def test_a_step_has_one_time_and_all_its_rows_have_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ticking = count()
    later = lambda: datetime(2026, 1, 31, 12, 0, 0, tzinfo=UTC) + timedelta(seconds=next(ticking))  # noqa: E731
    monkeypatch.setattr("kodetre.store.open_step.now", later)
    monkeypatch.setattr("kodetre.store.steps.now", later)
    with new(tmp_path) as store:
        change = Change(
            codings=(NewCoding("D1", Span(0, 8), "a", "manual", "et memo"),),
            decisions=(Decision("D1", Span(0, 8), "a", "accept"),),
            memos=(Memo("code", "a", "om koden"),),
        )
        recorded = store.codings.record(StepKind.ACCEPT, "Kari", change)
        (step,) = [step for step in store.journal.steps() if step.number == recorded.step]
        times = {
            step.created, recorded.created, store.codings.live()[0].created, store.codings.decisions()[0].created,
            *(memo.created for memo in store.codings.memos()),
        }  # fmt: skip
    assert times == {recorded.created}


def test_a_step_that_a_newer_kodetre_named_is_read_with_its_name(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        pass
    with closing(sqlite3.connect(tmp_path / "kodetre.db")) as raw, raw:
        raw.execute(
            "INSERT INTO step (uuid, name, coder, created) VALUES ('u', 'consensus', 'Kari', '2027-01-01T00:00:00Z')"
        )
    with Store(tmp_path / "kodetre.db") as store:
        last = store.journal.steps()[-1]
    assert (last.name, last.kind, last.is_coding) == ("consensus", None, True)


def set_version(path: Path, version: int) -> None:
    raw = sqlite3.connect(path)
    raw.execute(f"PRAGMA user_version = {version}")
    raw.close()


def test_a_store_that_says_a_lower_version_than_its_tables_have_is_refused_without_a_copy(tmp_path: Path) -> None:
    new(tmp_path).close()
    path = tmp_path / "kodetre.db"
    for version in range(len(migrations())):
        set_version(path, version)
        before = path.read_bytes()
        for _ in range(2):
            with pytest.raises(NotAStore, match=f"says that it is of version {version}"):
                Store(path)
        assert path.read_bytes() == before
        assert list(tmp_path.iterdir()) == [path]


def old_store(path: Path, dump: str = "0003.sql") -> None:
    raw = sqlite3.connect(path)
    raw.executescript((FROZEN / dump).read_text("utf-8"))
    raw.close()


def test_a_migration_that_fails_leaves_no_copy_and_the_store_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kodetre.db"
    old_store(path)
    before = path.read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kodetre.store.database.apply_migrations", fail)
    for _ in range(2):
        with pytest.raises(OSError, match="No space left"):
            Store(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_the_same_store_is_not_copied_twice_before_it_is_brought_up_to_date(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "kodetre.db"
    old_store(path)
    before = path.read_bytes()
    for day in (1, 2):
        monkeypatch.setattr("kodetre.store.database.now", lambda day=day: datetime(2026, 1, day, tzinfo=UTC))
        path.write_bytes(before)
        Store(path).close()
    (copy,) = tmp_path.glob("kodetre.db.before-*")
    assert "20260101T" in copy.name


def test_a_backup_that_is_killed_leaves_nothing_once_the_next_is_made(tmp_path: Path) -> None:
    new(tmp_path).close()
    script = (
        "import sys, os, sqlite3\n"
        "from pathlib import Path\n"
        "from kodetre import atomic\n"
        "from kodetre.store import Store\n"
        "os.fsync = lambda _: os.kill(os.getpid(), 9)\n"
        "Store(Path(sys.argv[1])).backup(Path(sys.argv[2]))\n"
    )
    folder = tmp_path / "kopier"
    folder.mkdir()
    arguments = [sys.executable, "-c", script, str(tmp_path / "kodetre.db"), str(folder / "a.db")]
    assert subprocess.run(arguments, check=False).returncode == -9
    (part,) = folder.iterdir()
    os.utime(part, (1, 1))
    with Store(tmp_path / "kodetre.db") as store:
        store.backup(folder / "b.db")
    assert [path.name for path in folder.iterdir()] == ["b.db"]


def drop_triggers(raw: sqlite3.Connection) -> None:
    """So that what is never changed can be."""
    for (trigger,) in raw.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {trigger}")


@pytest.mark.parametrize("damage", [b"", b"x", b"\x00" * 40, b"\xff" * 40])
def test_words_and_boxes_that_are_damaged_are_told_as_a_damaged_store(tmp_path: Path, damage: bytes) -> None:
    new(tmp_path).close()
    raw = sqlite3.connect(tmp_path / "kodetre.db")
    drop_triggers(raw)
    for table in ("words", "boxes"):
        raw.execute(f"UPDATE {table} SET data = ?", (damage,))
    raw.commit()
    raw.close()
    with Store(tmp_path / "kodetre.db") as store:
        for ask in (store.documents.words, store.documents.boxes):
            with pytest.raises(NotAStore, match="is damaged") as raised:
                ask("D1")
            assert "kodetre rescue" in raised.value.next_step


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("block", "rows", "[1"),
        ("block", "rows", "1"),
        ("block", "rows", "[1]"),
        ("version", "notes", "{"),
        ("version", "notes", "null"),
        ("version", "created", "i går"),
        ("step", "created", ""),
        ("coding", "created", "x"),
        ("coding", "origin", "x"),
        ("block", "end", 10**9),
    ],
)
def test_whatever_in_a_row_is_damaged_is_told_as_a_damaged_store(
    tmp_path: Path, table: str, column: str, value: object
) -> None:
    with new(tmp_path) as store:
        store.codings.record(StepKind.CODE, "Kari", coding(0, 8))
    raw = sqlite3.connect(tmp_path / "kodetre.db")
    drop_triggers(raw)
    raw.execute("PRAGMA ignore_check_constraints = ON")
    raw.execute(f"UPDATE {table} SET {column} = ?", (value,))
    raw.commit()
    raw.close()
    with Store(tmp_path / "kodetre.db") as store, pytest.raises(NotAStore, match="is damaged"):
        store.documents.get("D1")
        store.journal.steps()
        store.codings.live()


def test_a_folder_in_the_place_of_the_store_is_told_as_one(tmp_path: Path) -> None:
    (tmp_path / "kodetre.db").mkdir()
    with pytest.raises(NotAStore, match="is no file"):
        Store(tmp_path / "kodetre.db")


def test_what_was_written_is_known_by_its_path_until_something_else_is(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        assert store.written.sha256("/a.md") is None
        store.written.remember({"/a.md": "1", "/b.md": "2"})
        store.written.remember({"/a.md": "3"})
        assert (store.written.sha256("/a.md"), store.written.sha256("/b.md")) == ("3", "2")
        assert not [step for step in store.journal.steps() if step.name not in ("ingest",)]


def test_what_kodetre_notes_down_for_itself_is_no_change_of_the_project(tmp_path: Path) -> None:
    with new(tmp_path) as store, Store(tmp_path / "kodetre.db") as other:
        before = store.changes()
        other.written.remember({"/a.md": "1"})
        assert store.changes() == before
        store.codings.record(StepKind.CODE, "Kari", coding(0, 8))
        assert store.changes() == before, "one's own work is none either"
        other.written.remember({"/a.md": "2"})
        assert store.changes() == before
        other.codings.record(StepKind.CODE, "Ola", coding(9, 12))
        changed = store.changes()
        assert changed != before
        other.journal.undo("Ola")
        assert store.changes() not in (before, changed)


def test_a_codebook_that_is_written_after_its_step_is_a_change_too(tmp_path: Path) -> None:
    with new(tmp_path) as store:
        before = store.changes()
        raw = sqlite3.connect(tmp_path / "kodetre.db")
        raw.execute("INSERT INTO codebook (sha256, source, first_used) VALUES ('x', 'y', '2026-01-01T00:00:00Z')")
        raw.execute("INSERT INTO codebook_pending (id, step, before, after) VALUES (1, 1, 'x', 'x')")
        raw.commit()
        noted = store.changes()
        raw.execute("DELETE FROM codebook_pending")
        raw.commit()
        raw.close()
        assert len({before, noted, store.changes()}) == 3
