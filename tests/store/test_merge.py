"""A colleague's store taken in: nothing lost, nothing twice, the same whichever way, and one undo takes it back."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import uuid
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from kodetre.document.reanchor import find_again
from kodetre.errors import CannotUndo, KodetreError, Overtaken
from kodetre.model.codings import Change, Decision, Memo, NewCoding, StepKind
from kodetre.model.documents import Block, Page, ReadFile, Reading, Span
from kodetre.model.merged import Merged
from kodetre.model.moments import now
from kodetre.store import Store
from kodetre.store.colleague import colleague
from kodetre.store.merge import MergeOrder

TEXT = "Kommunen har fått tilskudd til rusarbeidet, og årsverkene er økt fra to til tre."
NEWER = "Innledning.\n\nKommunen har fått et tilskudd til rusarbeidet, og årsverkene er økt fra to til fire i 2024."
OTHER = "Samarbeidet med politiet er godt, og fylkeslegen har gitt råd om ettervernet."
WORDS = [(word.start(), word.end()) for word in re.finditer(r"\w+", TEXT)]


def reading(text: str) -> Reading:
    starts = [0, *(place + 2 for place in range(len(text)) if text.startswith("\n\n", place))]
    ends = [*(start - 2 for start in starts[1:]), len(text)]
    blocks = tuple(Block("paragraph", 0, start, end, 1, 1) for start, end in zip(starts, ends, strict=True))
    return Reading(text, (Page(1, "1", 0, len(text)),), blocks)


def file(text: str, name: str = "plan.pdf") -> ReadFile:
    return ReadFile(reading(text), uuid.uuid5(uuid.NAMESPACE_OID, text).hex * 2, name)


def store_in(folder: Path, *texts: str, coder: str = "Kari") -> Store:
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder / "kodetre.db", create=True)
    for text in texts:
        store.documents.add(file(text), coder)
    return store


def code(
    store: Store, coder: str, start: int, end: int, key: str = "okonomi", memo: str = "", document: str = "D1"
) -> str:
    new = NewCoding(document, Span(start, end), key, "manual", memo)
    return store.codings.record(StepKind.CODE, coder, Change(codings=(new,))).codings[0]


def take(store: Store, other: Path | Store, coder: str = "Kari", dry: bool = False) -> Merged:
    order = MergeOrder(find_again, {}, None, store.journal.mark(), "annen.db", dry)
    if isinstance(other, Store):
        return store.take_in(other, order, coder)
    with colleague(other) as opened:
        return store.take_in(opened, order, coder)


def live(store: Store) -> set[tuple[str, int, int, str, str]]:
    sha = {info.id: info.sha256 for info in store.documents.all()}
    return {
        (sha[coding.document], coding.span.start, coding.span.end, coding.code, coding.coder)
        for coding in store.codings.live()
    }


def test_codings_decisions_memos_and_judgements_come_with_whose_they_are(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT, coder="Ola") as theirs:
        code(ours, "Kari", 18, 26)
        code(theirs, "Ola", 18, 26, memo="hvorfor")
        change = Change(
            decisions=(Decision("D1", Span(0, 8), "okonomi", "reject"),), memos=(Memo("document", "D1", "et notat"),)
        )
        theirs.codings.record(StepKind.REJECT, "Ola", change)
        merged = take(ours, theirs)
        assert (merged.codings, merged.decisions, merged.memos) == (1, 1, 2)
        (coding,) = [each for each in ours.codings.live() if each.coder == "Ola"]
        assert (coding.anchor.quote, coding.memo, coding.created) == (
            "tilskudd",
            "hvorfor",
            theirs.codings.live()[0].created,
        )
        assert [(each.coder, each.verdict) for each in ours.codings.decisions()] == [("Ola", "reject")]


def test_their_journal_comes_with_it(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT, coder="Ola") as theirs:
        code(theirs, "Ola", 18, 26)
        take(ours, theirs)
        merged = ours.journal.merged_steps()
    (steps,) = merged.values()
    assert [(step.name, step.coder) for step in steps] == [("ingest", "Ola"), ("code", "Ola")]


def test_twice_changes_nothing(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT, OTHER) as theirs:
        code(theirs, "Ola", 18, 26, memo="hvorfor")
        code(theirs, "Ola", 0, 11, document="D2")
        assert take(ours, theirs).is_new
        steps = len(ours.journal.steps())
        again = take(ours, theirs)
        assert not again.is_new
        assert again.step == 0
        assert len(ours.journal.steps()) == steps


def test_one_undo_takes_all_of_it_back_and_redo_brings_it_again(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT, OTHER) as theirs:
        code(ours, "Kari", 0, 8)
        code(theirs, "Ola", 18, 26, memo="hvorfor")
        before = live(ours), ours.codings.memos(), len(ours.documents.all())
        take(ours, theirs)
        after = live(ours)
        ours.journal.undo("Kari")
        assert (live(ours), ours.codings.memos(), len(ours.documents.all())) == before
        ours.journal.redo("Kari")
        assert live(ours) == after


def test_what_was_taken_back_can_be_taken_in_again(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT, OTHER) as theirs:
        code(theirs, "Ola", 18, 26, memo="hvorfor")
        take(ours, theirs)
        after = live(ours)
        ours.journal.undo("Kari")
        code(ours, "Kari", 0, 8)
        take(ours, theirs)
        assert live(ours) > after
        assert [memo.text for memo in ours.codings.memos()] == ["hvorfor"]
        assert not take(ours, theirs).is_new


def test_a_merge_is_not_undone_in_a_session(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT) as theirs:
        code(theirs, "Ola", 18, 26)
        take(ours, theirs)
        with pytest.raises(CannotUndo):
            ours.journal.undo("Kari", coding_only=True)


def test_a_document_that_is_not_here_comes_with_its_text_and_what_is_known_of_it(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", OTHER, TEXT, coder="Ola") as theirs:
        theirs.documents.set_metadata({"D1": {"title": "Rådet"}}, "Ola", "set")
        code(theirs, "Ola", 0, 11, document="D1")
        take(ours, theirs)
        assert [info.metadata.title for info in ours.documents.all()] == ["", "Rådet"]
        assert ours.documents.get("D2").text == OTHER
        assert len(ours.documents.words("D2").start) == len(theirs.documents.words("D1").start)
        assert [(coding.document, coding.anchor.quote) for coding in ours.codings.live()] == [("D2", "Samarbeidet")]


def test_codings_of_an_older_text_are_found_again_in_the_newer_one_of_here(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT) as theirs:
        ours.documents.renew("D1", file(NEWER), "Kari", find_again)
        code(theirs, "Ola", 18, 42)
        merged = take(ours, theirs)
        (coding,) = ours.codings.kept()
        assert merged.versions == 0
        assert coding.found != "adrift"
        assert "tilskudd til rusarbeidet" in coding.anchor.quote


def test_a_newer_text_of_theirs_comes_and_what_is_coded_here_is_found_again_in_it(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT) as theirs:
        code(ours, "Kari", 18, 42)
        theirs.documents.renew("D1", file(NEWER), "Ola", find_again)
        assert take(ours, theirs).versions == 1
        assert ours.documents.get("D1").text == NEWER
        (coding,) = ours.codings.kept()
        assert "tilskudd til rusarbeidet" in coding.anchor.quote
        ours.journal.undo("Kari")
        assert ours.documents.get("D1").text == TEXT
        assert [each.span for each in ours.codings.live()] == [Span(18, 42)]


def test_a_coding_that_stands_nowhere_here_is_adrift_and_has_no_page(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT) as theirs:
        code(theirs, "Ola", 48, 58)
        ours.documents.renew(
            "D1", file("Kommunen har gjort noe helt annet, og ingenting er som før i bygda."), "Kari", find_again
        )
        assert take(ours, theirs).adrift == 1
        (lost,) = ours.codings.adrift()
        assert (lost.coding.anchor.quote, lost.label, lost.coding.coder) == ("rsverkene ", "", "Ola")
        assert not take(ours, theirs).is_new


def test_what_was_taken_back_there_is_taken_back_here(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours:
        code(ours, "Kari", 0, 8)
        gone = code(ours, "Kari", 18, 26)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with Store(tmp_path / "a/kodetre.db") as ours, Store(tmp_path / "b/kodetre.db") as theirs:
        theirs.codings.record(StepKind.UNCODE, "Kari", Change(removed=(gone,)))
        assert take(ours, theirs).removed == 1
        assert [coding.anchor.quote for coding in ours.codings.live()] == ["Kommunen"]


def test_what_one_coder_takes_out_of_anothers_in_a_copy_stays_here(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours:
        hers = code(ours, "Kari", 0, 8)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with Store(tmp_path / "a/kodetre.db") as ours, Store(tmp_path / "b/kodetre.db") as theirs:
        theirs.codings.record(StepKind.UNCODE, "Ola", Change(removed=(hers,)))  # to code without seeing it
        code(theirs, "Ola", 18, 26)
        take(ours, theirs)
        take(theirs, ours)
        assert {coding.coder for coding in ours.codings.live()} == {"Kari", "Ola"}
        assert live(ours) == live(theirs)


def test_of_two_codes_that_a_coding_was_given_the_later_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with store_in(tmp_path / "a", TEXT) as ours:
        id = code(ours, "Kari", 0, 8)
    shutil.copytree(tmp_path / "a", tmp_path / "b")
    with Store(tmp_path / "a/kodetre.db") as ours, Store(tmp_path / "b/kodetre.db") as theirs:
        theirs.codings.record(StepKind.RECODE, "Kari", Change(recoded=((id, "geografi"),)))
        monkeypatch.setattr("kodetre.store.open_step.now", lambda: now() + timedelta(hours=1))
        ours.codings.record(StepKind.RECODE, "Kari", Change(recoded=((id, "omdomme"),)))
        take(theirs, ours)
        take(ours, theirs)
        assert {coding.code for coding in (*ours.codings.live(), *theirs.codings.live())} == {"omdomme"}


def test_memos_that_one_coder_wrote_on_two_machines_are_both_kept(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT) as theirs:
        for store, text in ((ours, "det ene"), (theirs, "det andre")):
            store.codings.record(StepKind.MEMO, "Kari", Change(memos=(Memo("code", "okonomi", text),)))
        take(ours, theirs)
        (memo,) = ours.codings.memos()
        assert "det ene" in memo.text
        assert "det andre" in memo.text
        assert not take(ours, theirs).is_new
        take(theirs, ours)
        assert [each.text for each in theirs.codings.memos()] == [memo.text]


def test_a_dry_run_tells_what_would_come_and_keeps_nothing(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT) as theirs:
        code(theirs, "Ola", 18, 26)
        assert take(ours, theirs, dry=True).codings == 1
        assert not ours.codings.live()


def test_nothing_is_taken_in_when_somebody_else_was_quicker(tmp_path: Path) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT) as theirs:
        code(theirs, "Ola", 18, 26)
        order = MergeOrder(find_again, {}, None, ours.journal.mark(), "annen.db")
        code(ours, "Kari", 0, 8)
        with pytest.raises(Overtaken):
            ours.take_in(theirs, order, "Kari")


def test_the_colleagues_file_stays_as_it_is(tmp_path: Path) -> None:
    dump = Path(__file__).parent / "schemas" / "0004.sql"
    path = tmp_path / "gammel.db"
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(dump.read_text("utf-8"))
    before = path.read_bytes()
    with store_in(tmp_path / "a", OTHER) as ours:
        assert take(ours, path).documents == 1
        assert [coding.anchor.quote for coding in ours.codings.live()] == ["tilskudd"]
    assert path.read_bytes() == before
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["a", "gammel.db"]


@pytest.mark.parametrize("content", [b"", b"ikke en database", b"SQLite format 3\x00"])
def test_what_is_no_store_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.db").write_bytes(content)
    with pytest.raises(KodetreError) as raised, colleague(tmp_path / "x.db"):
        pass
    assert "x.db" in raised.value.where


@pytest.mark.skipif(sys.platform == "win32", reason="os._exit leaves a lock there for a while")
@pytest.mark.parametrize(
    "statement", ["INSERT INTO coding ", "INSERT INTO standing", "INSERT INTO merged_step", "COMMIT"]
)
def test_killed_in_the_middle_of_it_nothing_has_changed(tmp_path: Path, statement: str) -> None:
    with store_in(tmp_path / "a", TEXT) as ours, store_in(tmp_path / "b", TEXT, OTHER) as theirs:
        code(ours, "Kari", 0, 8)
        code(theirs, "Ola", 18, 26, memo="hvorfor")
        code(theirs, "Ola", 0, 11, document="D2")
        before = live(ours), len(ours.journal.steps())
    script = f"""
import os, sys
sys.path.insert(0, {str(Path(__file__).parent.parent)!r})
from pathlib import Path
from kodetre.store import Store
from store.test_merge import take
ours, theirs = Store(Path(sys.argv[1])), Store(Path(sys.argv[2]))
def tell(sql):
    if sql.strip().startswith({statement!r}):
        os._exit(9)
ours._database._connection.set_trace_callback(tell)
take(ours, theirs)
"""
    arguments = [str(tmp_path / name / "kodetre.db") for name in "ab"]
    assert subprocess.run([sys.executable, "-c", script, *arguments], check=False, env=os.environ).returncode == 9
    with Store(tmp_path / "a/kodetre.db") as ours:
        assert (live(ours), len(ours.journal.steps())) == before


ACTIONS = st.lists(
    st.tuples(
        st.sampled_from(["code", "code", "code", "remove", "recode", "decide", "memo", "undo"]),
        st.integers(0, len(WORDS) - 1),
        st.integers(1, 3),
        st.sampled_from(["a", "b"]),
    ),
    max_size=8,
)


def act(store: Store, coder: str, actions: list[tuple[str, int, int, str]]) -> None:
    """Some work of a coder's; what cannot be is not done."""
    for kind, first, length, key in actions:
        span = Span(WORDS[first][0], WORDS[min(first + length, len(WORDS)) - 1][1])
        own = [coding for coding in store.codings.live() if coding.coder == coder]
        chosen = own[first % len(own)] if own else None
        change = {
            "code": Change(codings=(NewCoding("D1", span, key, "manual"),)),
            "decide": Change(decisions=(Decision("D1", span, key, "reject"),)),
            "memo": Change(memos=(Memo("code", key, f"{coder} {first}"),)),
            "remove": Change(removed=(chosen.id,)) if chosen else None,
            "recode": Change(recoded=((chosen.id, key),)) if chosen and chosen.code != key else None,
        }.get(kind)
        try:
            if kind == "undo":
                store.journal.undo(coder, coding_only=True)
            elif change is not None:
                store.codings.record(StepKind.CODE, coder, change)
        except KodetreError:
            continue


def memos(store: Store) -> set[tuple[str, str, str]]:
    return {(memo.target, memo.subject, memo.coder) for memo in store.codings.memos()}


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(ACTIONS, ACTIONS, ACTIONS, st.booleans(), st.booleans())
@example([("code", 2, 2, "a")], [], [("recode", 0, 1, "b"), ("code", 2, 2, "a")], True, True)
def test_it_does_not_matter_which_of_two_stores_is_taken_into_the_other(
    tmp_path_factory: pytest.TempPathFactory,
    common: list[tuple[str, int, int, str]],
    one: list[tuple[str, int, int, str]],
    other: list[tuple[str, int, int, str]],
    same_coder: bool,
    newer: bool,
) -> None:
    folder = tmp_path_factory.mktemp("to")
    with store_in(folder / "a", TEXT) as store:
        act(store, "Kari", common)
    shutil.copytree(folder / "a", folder / "b")
    with Store(folder / "a/kodetre.db") as a, Store(folder / "b/kodetre.db") as b:
        act(a, "Kari", one)
        act(b, "Kari" if same_coder else "Ola", other)
        if newer:
            b.documents.renew("D1", file(NEWER), "Ola", find_again)
        for name in ("a", "b"):
            shutil.copytree(folder / name, folder / f"{name}2")
        take(a, b)
        with Store(folder / "a2/kodetre.db") as a2, Store(folder / "b2/kodetre.db") as b2:
            take(b2, a2)
            assert live(a) == live(b2)
            assert memos(a) == memos(b2)
            verdicts = [
                {(each.span, each.code, each.coder, each.verdict) for each in store.codings.decisions()}
                for store in (a, b2)
            ]
            assert verdicts[0] == verdicts[1]
            assert not take(a, b2).is_new
