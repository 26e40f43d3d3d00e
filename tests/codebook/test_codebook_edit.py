"""Changing the codebook: the file keeps its comments, the codings follow, and undo brings both back."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from support.project import Kodetre, with_codebook

from kodetre.codebook import edit
from kodetre.codebook.load import from_text
from kodetre.errors import CannotEdit, CodebookChanged, CodebookError, KodetreError, UnknownCode
from kodetre.model.codings import Change, Decision, Memo, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.project.project import Project
from kodetre.services.recode import EditStep, carry_out
from kodetre.store import Store

SOURCE = """\
# Min kodebok
title: Prøve
dimensions:
  kategori:   # hva det handler om
    label: Kategori
    codes:
      okonomi:
        label: 'Økonomi'
        keywords: [budsjett, tilskudd]   # mest brukt
        codes:
          # den viktigste
          tilskudd:
            label: Tilskudd
            keywords: [øremerket]
            examples:
              - "Et eksempel: med kolon"
          lån:
            label: Lån

      samarbeid:
        label: Samarbeid
  perspektiv:
    label: Perspektiv
    explains: kategori
    codes:
      myte:
        label: Myte
        expects: [okonomi, okonomi.tilskudd]
"""
BOOK = from_text(SOURCE, "b.yaml")


def lines_changed(edited: edit.Edited) -> tuple[set[str], set[str]]:
    before, after = SOURCE.splitlines(), edited.source.splitlines()
    return {line.strip() for line in before if line not in after}, {
        line.strip() for line in after if line not in before
    }


def test_a_new_code_is_the_last_under_its_parent_and_nothing_else_changes() -> None:
    edited = edit.add(BOOK, "b.yaml", "okonomi.gaver", "Gaver", fields={"keywords": ["gave"]})
    assert [code.key for code in edited.codebook.codes()][:4] == [
        "okonomi",
        "okonomi.tilskudd",
        "okonomi.lån",
        "okonomi.gaver",
    ]
    assert lines_changed(edited) == (set(), {"gaver:", "label: Gaver", "keywords: [gave]"})


def test_a_renamed_code_keeps_its_place_its_comments_and_who_expects_it() -> None:
    edited = edit.rename(BOOK, "b.yaml", "okonomi.tilskudd", "støtte", "Støtte")
    assert edited.renamed == (("okonomi.tilskudd", "okonomi.støtte"),)
    gone, come = lines_changed(edited)
    assert gone == {"tilskudd:", "label: Tilskudd", "expects: [okonomi, okonomi.tilskudd]"}
    assert come == {"støtte:", "label: Støtte", "expects: [okonomi, okonomi.støtte]"}
    assert edited.source.index("# den viktigste") < edited.source.index("støtte:") < edited.source.index("lån:")


def test_codes_under_a_renamed_or_moved_code_follow() -> None:
    assert edit.rename(BOOK, "b.yaml", "okonomi", "penger").renamed == (
        ("okonomi", "penger"), ("okonomi.tilskudd", "penger.tilskudd"), ("okonomi.lån", "penger.lån"),
    )  # fmt: skip
    moved = edit.move(BOOK, "b.yaml", "okonomi", under="samarbeid")
    assert [code.key for code in moved.codebook.codes()][:4] == [
        "samarbeid", "samarbeid.okonomi", "samarbeid.okonomi.tilskudd", "samarbeid.okonomi.lån",
    ]  # fmt: skip


def test_a_code_that_is_merged_gives_its_keywords_and_examples() -> None:
    edited = edit.merge(BOOK, "b.yaml", "okonomi.tilskudd", "samarbeid")
    code = edited.codebook.find("samarbeid")
    assert code is not None
    assert [keyword.written for keyword in code.keywords] == ["øremerket"]
    assert code.examples == ("Et eksempel: med kolon",)
    assert edited.codebook.find("okonomi.tilskudd") is None


def test_deleting_takes_what_stands_under_and_tells_what_is_gone() -> None:
    edited = edit.delete(BOOK, "b.yaml", "okonomi.tilskudd")
    assert edited.gone == ("okonomi.tilskudd",)
    assert "okonomi.tilskudd" not in edited.source
    assert edit.delete(BOOK, "b.yaml", "okonomi.lån", "samarbeid").renamed == (("okonomi.lån", "samarbeid"),)


def test_parts_take_keywords_down() -> None:
    edited = edit.split(BOOK, "b.yaml", "okonomi", [("stat", ["tilskudd"]), ("eget", ["budsjett"])])
    found = {code.key: [k.written for k in code.keywords] for code in edited.codebook.codes()}
    assert found["okonomi"] == []
    assert found["okonomi.stat"] == ["tilskudd"]
    assert found["okonomi.eget"] == ["budsjett"]


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda: edit.add(BOOK, "b.yaml", "okonomi", "X"), CannotEdit),
        (lambda: edit.add(BOOK, "b.yaml", "ny", "X"), CannotEdit),
        (lambda: edit.add(BOOK, "b.yaml", "finnes.ikke", "X"), UnknownCode),
        (lambda: edit.add(BOOK, "b.yaml", "a b", "X", "kategori"), CodebookError),
        (lambda: edit.rename(BOOK, "b.yaml", "okonomi", "samarbeid"), CannotEdit),
        (lambda: edit.rename(BOOK, "b.yaml", "okonomi", "a.b"), CannotEdit),
        (lambda: edit.move(BOOK, "b.yaml", "okonomi", under="okonomi.lån"), CannotEdit),
        (lambda: edit.move(BOOK, "b.yaml", "okonomi"), CannotEdit),
        (lambda: edit.merge(BOOK, "b.yaml", "okonomi", "samarbeid"), CannotEdit),
        (lambda: edit.split(BOOK, "b.yaml", "okonomi", [("x", ["finnes ikke"])]), CannotEdit),
        (lambda: edit.delete(BOOK, "b.yaml", "okonomi", "okonomi.lån"), CannotEdit),
        (lambda: edit.delete(BOOK, "b.yaml", "perspektiv"), UnknownCode),
        (lambda: edit.colour(BOOK, "b.yaml", "okonomi", "blue"), CannotEdit),
    ],
)
def test_what_makes_no_sense_is_refused(change, kind: type[KodetreError]) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(kind):
        change()


@pytest.fixture
def mine(project: Path) -> Project:
    """A project with the codebook above."""
    return with_codebook(project, SOURCE)


def coded(project: Project, *codes: str, coder: str = "Kari") -> None:
    with project.store() as store:
        for place, code in enumerate(codes):
            store.codings.record(
                StepKind.CODE, coder,
                Change((NewCoding("D1", Span(place * 10, place * 10 + 9), code, "manual", "et memo"),), (),
                       (Decision("D1", Span(0, 9), code, "reject"),), (Memo("code", code, f"om {code}"),)),
                codebook=project.codebook(),
            )  # fmt: skip


def state(project: Project) -> tuple[object, ...]:
    with project.store() as store:
        return (
            project.codebook_path.read_text("utf-8"),
            [(c.id, c.code, c.memo, c.coder, c.span) for c in store.codings.live()],
            [(d.code, d.verdict, d.coder) for d in store.codings.decisions()],
            sorted((m.target, m.subject, m.text) for m in store.codings.memos()),
        )


def test_codings_decisions_and_memos_follow_a_rename_and_undo_brings_all_back(mine: Project, kodetre: Kodetre) -> None:
    coded(mine, "okonomi.tilskudd", "samarbeid")
    coded(mine, "okonomi.tilskudd", coder="Ola")
    before = state(mine)
    ran = kodetre("codebook", "rename", "okonomi.tilskudd", "--key", "støtte")
    assert ran.code == 0, ran.err
    assert "okonomi.tilskudd → okonomi.støtte: 2 codings" in ran.out
    with mine.store() as store:
        assert [(c.code, c.coder, c.memo) for c in store.codings.live()] == [
            ("okonomi.støtte", "Kari", "et memo"), ("okonomi.støtte", "Ola", "et memo"), ("samarbeid", "Kari", "et memo"),
        ]  # fmt: skip
        assert {d.code for d in store.codings.decisions()} == {"okonomi.støtte", "samarbeid"}
        assert ("okonomi.støtte", "om okonomi.tilskudd") in {(m.subject, m.text) for m in store.codings.memos()}
    assert kodetre("undo").code == 0
    assert state(mine)[:3] == before[:3]
    assert set(before[3]) <= set(state(mine)[3])  # type: ignore[call-overload]
    assert kodetre("redo").code == 0
    assert "støtte:" in mine.codebook_path.read_text("utf-8")


def test_two_codes_can_change_places(mine: Project) -> None:
    coded(mine, "okonomi.tilskudd", "okonomi.lån")
    with mine.store() as store:
        swapped = (("okonomi.tilskudd", "okonomi.lån"), ("okonomi.lån", "okonomi.tilskudd"))
        store.codings.record(StepKind.CODEBOOK_RENAME, "Kari", Change(renamed=swapped))
        assert [c.code for c in store.codings.live()] == ["okonomi.lån", "okonomi.tilskudd"]


def test_merging_leaves_one_coding_of_an_excerpt_that_had_both_with_both_memos(mine: Project, kodetre: Kodetre) -> None:
    with mine.store() as store:
        for code in ("okonomi.lån", "okonomi.tilskudd"):
            new = NewCoding("D1", Span(0, 9), code, "manual", f"memo {code}")
            store.codings.record(StepKind.CODE, "Kari", Change((new,)), codebook=mine.codebook())
    assert kodetre("codebook", "merge", "okonomi.tilskudd", "okonomi.lån").code == 0
    with mine.store() as store:
        (left,) = store.codings.live()
    assert (left.code, left.memo) == ("okonomi.lån", "memo okonomi.lån\n\nmemo okonomi.tilskudd")


def test_deleting_a_code_with_codings_is_refused_until_told_where_they_go(mine: Project, kodetre: Kodetre) -> None:
    coded(mine, "okonomi.lån")
    before = state(mine)
    refused = kodetre("codebook", "delete", "okonomi.lån")
    assert refused.code == 2
    assert "okonomi.lån (1)" in refused.err
    assert state(mine) == before
    assert kodetre("codebook", "delete", "okonomi.lån", "--to", "samarbeid").code == 0
    with mine.store() as store:
        assert [c.code for c in store.codings.live()] == ["samarbeid"]


def test_a_dry_run_shows_and_changes_nothing(mine: Project, kodetre: Kodetre) -> None:
    coded(mine, "okonomi.lån")
    before = state(mine)
    ran = kodetre("codebook", "move", "okonomi.lån", "--under", "samarbeid", "--dry-run")
    assert ran.code == 0
    assert "okonomi.lån → samarbeid.lån: 1 coding" in ran.out
    assert "nothing was changed" in ran.out
    assert state(mine) == before


WITHOUT_KIN = from_text(
    SOURCE.replace("keywords: [øremerket]", "keywords: [øremerket, vei]\n            no_kin: [vei]"), "b.yaml"
)


def test_keywords_that_take_no_kin_take_none_after_a_merge() -> None:
    code = edit.merge(WITHOUT_KIN, "b.yaml", "okonomi.tilskudd", "samarbeid").codebook.find("samarbeid")
    assert code is not None
    assert code.without_kin == ("vei",)


def test_keywords_that_take_no_kin_take_none_after_a_split() -> None:
    book = edit.split(WITHOUT_KIN, "b.yaml", "okonomi.tilskudd", [("veier", ["vei"])]).codebook
    codes = [book.find("okonomi.tilskudd"), book.find("okonomi.tilskudd.veier")]
    assert [code.without_kin for code in codes if code is not None] == [(), ("vei",)]


def test_splitting_moves_the_codings_that_the_keywords_of_one_part_explain(mine: Project, kodetre: Kodetre) -> None:
    with mine.store() as store:
        texts = [store.documents.get(info.id) for info in store.documents.all()]
        document = next(one for one in texts if "tilskudd" in one.text and "budsjett" in one.text)
        wanted = [document.text.index("tilskudd"), document.text.index("budsjett")]
        spans = [Span(at, at + 8) for at in wanted] + [Span(min(wanted), max(wanted) + 8), Span(0, 3)]
        for span in spans:
            store.codings.record(
                StepKind.CODE,
                "Kari",
                Change((NewCoding(document.id, span, "okonomi", "manual"),)),
                codebook=mine.codebook(),
            )
    ran = kodetre("codebook", "split", "okonomi", "stat=tilskudd", "eget=budsjett")
    assert ran.code == 0, ran.err
    with mine.store() as store:
        found = {(c.span, c.code) for c in store.codings.live()}
    assert found == {
        (spans[0], "okonomi.stat"), (spans[1], "okonomi.eget"), (spans[2], "okonomi"), (spans[3], "okonomi"),
    }  # fmt: skip


def test_undo_does_not_overwrite_what_was_changed_by_hand_since(mine: Project, kodetre: Kodetre) -> None:
    assert kodetre("codebook", "rename", "okonomi.lån", "--key", "gjeld").code == 0
    by_hand = mine.codebook_path.read_text("utf-8") + "# en tanke\n"
    mine.codebook_path.write_text(by_hand, "utf-8")
    refused = kodetre("undo")
    assert refused.code == 6
    assert "changed by hand" in refused.err
    assert mine.codebook_path.read_text("utf-8") == by_hand


def test_undo_is_refused_while_somebody_has_coded_with_the_new_code(mine: Project, kodetre: Kodetre) -> None:
    assert kodetre("codebook", "add", "okonomi.gaver").code == 0
    coded(mine, "okonomi.gaver", coder="Ola")
    refused = kodetre("undo")
    assert refused.code == 6
    assert "okonomi.gaver" in refused.err
    assert "gaver:" in mine.codebook_path.read_text("utf-8")


def test_a_change_from_an_older_file_is_refused(mine: Project) -> None:
    codebook = mine.codebook()
    edited = edit.rename(codebook, str(mine.codebook_path), "okonomi.lån", "gjeld")
    mine.codebook_path.write_text(SOURCE + "# nytt\n", "utf-8")
    with mine.store() as store, pytest.raises(CodebookChanged, match="by hand"):
        carry_out(store, codebook, edited, EditStep("Kari", StepKind.CODEBOOK_RENAME, "okonomi.lån"))
    assert mine.codebook_path.read_text("utf-8").endswith("# nytt\n")


def test_diff_says_how_the_codebook_and_its_use_have_changed(mine: Project, kodetre: Kodetre) -> None:
    coded(mine, "okonomi.lån", "samarbeid")
    with Store(mine.store_path) as store:
        past = store.history.at(datetime(2100, 1, 1, tzinfo=UTC))
        assert store.history.at().counts == {}
    assert past.source == SOURCE
    assert past.counts == {"okonomi.lån": 1, "samarbeid": 1}
    assert kodetre("codebook", "rename", "okonomi.lån", "--key", "gjeld").code == 0
    said = kodetre("codebook", "diff", "--json").out
    assert '"code": "okonomi.gjeld", "field": "code", "before": "", "after": "Lån"' in said
    assert kodetre("codebook", "diff", "2001-01-01").code == 6
    assert kodetre("codebook", "diff", "i går").code == 2
