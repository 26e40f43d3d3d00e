"""Cases of two stores taken together: nothing lost, nothing twice, and the same whichever way."""

import uuid
from pathlib import Path

import pytest

from kodetre.document.reanchor import find_again
from kodetre.errors import CannotUndo
from kodetre.model.cases import AttributeValue, Case, CaseChange, CaseFigure, NewLink
from kodetre.model.codings import Anchor, StepKind
from kodetre.model.documents import Block, Page, ReadFile, Reading, Span
from kodetre.model.merged import Merged
from kodetre.store import Store
from kodetre.store.merge import MergeOrder

TEXT = "Kommunen har fått tilskudd til rusarbeidet, og årsverkene er økt fra to til tre."
NEWER = "Innledning.\n\nKommunen har fått tilskudd til rusarbeidet, og årsverkene er økt fra to til fire i 2024."
DRAMMEN = ("kommune", "Drammen")


def file(text: str, name: str = "plan.pdf") -> ReadFile:
    blocks = (Block("paragraph", 0, 0, len(text), 1, 1),)
    reading = Reading(text, (Page(1, "1", 0, len(text)),), blocks)
    return ReadFile(reading, uuid.uuid5(uuid.NAMESPACE_OID, text).hex * 2, name)


def store_in(folder: Path) -> Store:
    folder.mkdir(parents=True, exist_ok=True)
    store = Store(folder / "kodetre.db", create=True)
    store.documents.add(file(TEXT), "Kari")
    return store


def whole(value: int) -> AttributeValue:
    return AttributeValue("whole", str(value))


def change(store: Store, coder: str, what: CaseChange) -> None:
    store.cases.record(StepKind.CASE_SET, coder, what)


def link(start: int, end: int) -> NewLink:
    return NewLink(DRAMMEN, "span", "D1", Anchor.at(TEXT, Span(start, end)))


def take(store: Store, other: Store) -> Merged:
    order = MergeOrder(find_again, {}, None, store.journal.mark(), "theirs")
    return store.take_in(other, order, "Kari")


def known(store: Store) -> list[tuple[object, ...]]:
    """All that is known of the cases, but for who said it when."""
    return [
        (
            case.key, sorted(case.attributes.items()), sorted((link.target, link.document, str(link.span)) for link in case.links),
            sorted((figure.name, figure.year, figure.value, figure.place) for figure in case.figures),
        )
        for case in sorted(store.cases.all(), key=lambda case: case.key)
    ]  # fmt: skip


@pytest.fixture
def two(tmp_path: Path) -> tuple[Store, Store]:
    """Two stores with one case of the same name, each with something that the other has not."""
    ours, theirs = store_in(tmp_path / "kari"), store_in(tmp_path / "ola")
    change(
        ours, "Kari",
        CaseChange(added=(DRAMMEN,), values=((DRAMMEN, "innbyggere", whole(1)),), links=(link(0, 8),)),
    )  # fmt: skip
    change(
        theirs, "Ola",
        CaseChange(
            added=(DRAMMEN, ("informant", "Per")), values=((DRAMMEN, "areal", whole(2)),), links=(link(9, 12),),
            figures=((DRAMMEN, CaseFigure("årsverk", 2021, "94", document="D1", page="1")),),
        ),
    )  # fmt: skip
    return ours, theirs


def test_cases_of_one_kind_and_name_are_one_and_have_what_either_has(two: tuple[Store, Store]) -> None:
    ours, theirs = two
    assert take(ours, theirs).cases == 2
    (drammen,) = [case for case in ours.cases.all() if case.key == DRAMMEN]
    assert set(drammen.attributes) == {"innbyggere", "areal"}
    assert (len(drammen.links), len(drammen.figures)) == (2, 1)


def test_it_does_not_matter_which_is_taken_into_which(two: tuple[Store, Store], tmp_path: Path) -> None:
    ours, theirs = two
    ours.backup(tmp_path / "kopi.db")
    take(ours, theirs)
    with Store(tmp_path / "kopi.db") as before:
        take(theirs, before)
    assert known(ours) == known(theirs)


def test_twice_is_the_same_as_once_and_one_undo_takes_it_back(two: tuple[Store, Store]) -> None:
    ours, theirs = two
    before = known(ours)
    take(ours, theirs)
    assert take(ours, theirs).step == 0
    ours.journal.undo("Kari")
    assert known(ours) == before


def test_a_case_that_its_coder_took_back_there_is_taken_back_here(two: tuple[Store, Store]) -> None:
    ours, theirs = two
    take(ours, theirs)
    theirs.cases.record(StepKind.CASE_DELETE, "Ola", CaseChange(deleted=(("informant", "Per"),)))
    take(ours, theirs)
    assert [case.key for case in ours.cases.all()] == [DRAMMEN]


def test_a_stretch_is_found_again_in_a_newer_text_and_is_adrift_where_its_words_are_gone(tmp_path: Path) -> None:
    with store_in(tmp_path) as store:
        change(store, "Kari", CaseChange(added=(DRAMMEN,), links=(link(18, 26), link(75, 79))))
        store.documents.renew("D1", file(NEWER), "Kari", find_again)
        (case,) = store.cases.all()
        spans = [one.span for one in case.links]
        assert [span.of(NEWER) for span in spans if span] == ["tilskudd"]
        assert [one.quote for one in case.links if one.span is None] == [TEXT[75:79]]


def test_a_merge_is_not_taken_back_when_somebody_has_gone_on_with_its_cases(two: tuple[Store, Store]) -> None:
    ours, theirs = two
    take(ours, theirs)
    change(ours, "Ola", CaseChange(values=((("informant", "Per"), "alder", whole(40)),)))
    with pytest.raises(CannotUndo):
        ours.journal.undo("Kari")


def test_the_case_of_every_link_and_value_is_there_after_a_merge(two: tuple[Store, Store]) -> None:
    ours, theirs = two
    take(ours, theirs)
    cases: list[Case] = ours.cases.all()
    assert len({case.id for case in cases}) == len(cases) == 2
