"""The list of many documents: kept as columns, and the same as the list that is made document by document."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from kodetre.model.documents import Block, DocumentInfo, Metadata, Page, ReadFile, Reading
from kodetre.store import Store, document_columns, documents
from kodetre.store.document_columns import ColumnsOfDocuments, parts_of


def read_of(number: int, text: str = "Tilskudd til rusarbeid.") -> ReadFile:
    metadata = Metadata(
        title=f"Plan\n{number}", author="Å", year="2020" if number % 2 else "", year_guessed=number % 4 == 1
    )
    pages = (Page(1, "i", 0, 5), Page(2, "1", 5, len(text)))
    reading = Reading(text, pages, (Block("paragraph", 0, 0, len(text), 1, 2),), metadata, language="nn")
    return ReadFile(reading, f"{number:064x}", f"corpus/{number}.pdf", {"group": "Lindvik"} if number == 3 else {})


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(tmp_path / "kodetre.db", create=True) as store:
        for number in range(7):
            store.documents.add(read_of(number), "Kari")
        yield store


@pytest.fixture(autouse=True)
def seven_are_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MANY", 2)


def listed(path: Path, monkeypatch: pytest.MonkeyPatch) -> list[DocumentInfo]:
    """The list as it is made for few."""
    with monkeypatch.context() as context, Store(path) as store:
        context.setattr(documents, "MANY", 1000)
        return list(store.documents.all())


def columns(path: Path) -> ColumnsOfDocuments:
    """The list as it is kept for many."""
    with Store(path) as store:
        every = store.documents.all()
    assert isinstance(every, ColumnsOfDocuments)
    return every


def test_columns_say_what_the_list_says_after_all_that_changes_it(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def same() -> None:
        kept, plain = columns(store.path), listed(store.path, monkeypatch)
        assert list(kept) == plain
        assert [kept[place] for place in range(len(kept))] == plain
        assert list(kept.ids) == [info.id for info in plain]
        assert list(kept.words()) == [info.words for info in plain]
        assert list(kept.years()) == [info.metadata.shown_year for info in plain]
        assert list(kept.values("group")) == [info.metadata.group for info in plain]
        assert all(kept.by_id(info.id) == info for info in plain)

    same()
    store.documents.set_metadata({"D2": {"year": "1999", "title": "Ny æøå"}}, "Kari", "set")
    same()
    store.journal.undo("Kari")
    same()
    store.journal.redo("Kari")
    same()
    store.documents.renew("D1", read_of(0, "Et helt annet og lengre utkast."), "Kari", lambda *_: [])
    same()
    store.journal.undo("Kari")
    same()
    store.journal.undo("Kari")
    store.journal.undo("Kari")
    assert len(columns(store.path)) == 6
    same()


def test_the_second_time_the_store_is_asked_for_nothing_but_its_steps(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = list(columns(store.path))
    monkeypatch.setattr(document_columns, "_made", None)
    assert list(columns(store.path)) == before


@pytest.mark.parametrize("id", ["D8", "D0", "D01", "D", "E1", "d1", "D１", "D-1", "D9999999999", ""])
def test_what_is_no_id_of_a_document_has_none(store: Store, id: str) -> None:
    assert columns(store.path).by_id(id) is None


def test_where_nothing_can_be_written_columns_are_made_in_memory(store: Store) -> None:
    folder = store.path.with_name("kodetre.db.index")
    folder.symlink_to(store.path.parent / "elsewhere")
    assert [info.id for info in columns(store.path)] == [f"D{number}" for number in range(1, 8)]
    assert folder.is_symlink()


def test_only_the_newest_list_is_kept_and_in_a_project_with_pseudonyms_none(store: Store) -> None:
    columns(store.path)
    store.documents.set_metadata({"D2": {"year": "1999"}}, "Kari", "set")
    columns(store.path)
    folder = store.path.with_name("kodetre.db.index")
    (kept,) = folder.glob("*.list")
    kept.unlink()
    store.pseudonyms.set_key("a" * 32, "Kari")
    columns(store.path)
    assert list(folder.glob("*.list")) == []


def test_a_part_with_many_words_is_divided_where_its_own_numbers_say(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_columns, "PART", 8)
    monkeypatch.setattr(document_columns, "MOST_WORDS", 100)
    numbers = [1, 2, 3, 9, 10, 11, 12, 17]
    assert list(parts_of(numbers, [10] * 8)) == [("0", 0, 3), ("1", 3, 7), ("2", 7, 8)]
    words = [10, 10, 10, 60, 60, 60, 60, 500]
    halves = [("0", 0, 3), ("8+2", 3, 4), ("10+1", 4, 5), ("11+1", 5, 6), ("12+4", 6, 7), ("2", 7, 8)]
    assert list(parts_of(numbers, words)) == halves


def test_parts_hold_every_document_once_whatever_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document_columns, "PART", 16)
    monkeypatch.setattr(document_columns, "MOST_WORDS", 50)
    dice = random.Random(3)
    numbers = sorted(dice.sample(range(1, 200), 90))
    parts = list(parts_of(numbers, [dice.randint(0, 40) for _ in numbers]))
    assert [first for _, first, _ in parts] == [0, *(last for _, _, last in parts[:-1])]
    assert parts[-1][2] == len(numbers)
    assert len({name for name, _, _ in parts}) == len(parts)
