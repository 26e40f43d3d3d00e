"""Damaged stores: what can be read is saved, and what is gone is said."""

import random
import shutil
import sqlite3
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.errors import NotAStore, OutputFailed
from kodetre.store import Store
from kodetre.store.rescue import rescue

PAGE = 4096


@pytest.fixture
def path(kodetre: Kodetre, coded: Path) -> Path:
    assert kodetre("report", "excerpts").code == 0
    return coded / "kodetre.db"


def codings(path: Path) -> set[tuple[str, str, str, str]]:
    with Store(path) as store:
        return {(c.id, c.document, c.code, c.anchor.quote) for c in store.codings.kept()}


def rows(path: Path) -> list[str]:
    with sqlite3.connect(path) as connection:
        return sorted(line for line in connection.iterdump() if line.startswith("INSERT") and "sqlite_" not in line)


def test_of_a_whole_store_every_row_is_saved(path: Path, tmp_path: Path) -> None:
    rescued = rescue(path, tmp_path / "new.db")
    assert rows(tmp_path / "new.db") == rows(path)
    assert (dict(rescued.gone), rescued.texts_gone, rescued.broken, rescued.refused) == ({}, (), 0, 0)


def test_codings_on_pages_that_are_whole_are_saved_when_the_root_of_their_table_is_not(
    path: Path, tmp_path: Path
) -> None:
    before = codings(path)
    with sqlite3.connect(path) as connection:
        root = connection.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'coding'").fetchone()[0]
    data = bytearray(path.read_bytes())
    data[(root - 1) * PAGE : root * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    rescued = rescue(path, tmp_path / "new.db")
    assert rescued.broken >= 1
    assert codings(tmp_path / "new.db") == before


def test_a_coding_whose_page_is_gone_is_named_by_its_number(path: Path, tmp_path: Path) -> None:
    data = bytearray(path.read_bytes())
    with sqlite3.connect(path) as connection:
        number, id = connection.execute("SELECT id, uuid FROM coding ORDER BY id LIMIT 1 OFFSET 20").fetchone()
    leaf = next(
        page for page in range(len(data) // PAGE)
        if data[page * PAGE] == 13 and id.encode() in data[page * PAGE : (page + 1) * PAGE]
    )  # fmt: skip
    data[leaf * PAGE : (leaf + 1) * PAGE] = random.Random(1).randbytes(PAGE)
    path.write_bytes(data)
    before = set(range(1, max(rescue(path, tmp_path / "new.db").gone["coding"]) + 1))
    assert number in before
    assert id not in {coding for coding, *_ in codings(tmp_path / "new.db")}


def test_codings_of_a_text_that_is_gone_are_adrift_and_found_when_the_file_is_read_again(
    kodetre: Kodetre, path: Path, tmp_path: Path
) -> None:
    before = {coding for coding in codings(path) if coding[1] == "D1"}
    data = bytearray(path.read_bytes())
    with sqlite3.connect(path) as connection:
        text = connection.execute("SELECT text FROM version WHERE document = 1").fetchone()[0].encode()
    middle = text[len(text) // 2 :][:300]
    at = next(page for page in range(len(data) // PAGE) if middle in data[page * PAGE : (page + 1) * PAGE])
    data[at * PAGE : (at + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    new = tmp_path / "new.db"
    assert rescue(path, new).texts_gone[0] == "D1"
    with Store(new) as store:
        assert {coding.found for coding in store.codings.kept() if coding.document == "D1"} == {"adrift"}
    shutil.copy(new, path)
    assert kodetre("ingest", "corpus/hellefjord-handlingsprogram-2024.pdf", "--replaces", "D1").code == 0
    with Store(path) as store:
        placed = {(c.id, c.document, c.code, c.anchor.quote) for c in store.codings.live() if c.document == "D1"}
    assert len(placed & before) > 0.9 * len(before)


def test_any_damage_ends_in_a_store_that_opens_or_in_a_message(path: Path, tmp_path: Path) -> None:
    whole, before = path.read_bytes(), codings(path)
    for seed in range(25):
        chance, data = random.Random(seed), bytearray(whole)
        for _ in range(chance.randint(1, 60)):
            at = chance.randrange(len(data))
            data[at : at + chance.choice((1, 30, PAGE))] = chance.randbytes(chance.choice((1, 30, PAGE)))
        path.write_bytes(data[: chance.choice((len(data), chance.randrange(len(data))))])
        target = tmp_path / f"{seed}.db"
        try:
            rescue(path, target)
        except NotAStore:
            assert not target.exists()
            continue
        assert codings(target) <= before
    assert not list(tmp_path.glob(".*"))


def test_what_stands_at_the_target_stays(path: Path, tmp_path: Path) -> None:
    (tmp_path / "new.db").write_text("min")
    with pytest.raises(OutputFailed):
        rescue(path, tmp_path / "new.db")
    assert (tmp_path / "new.db").read_text() == "min"


def test_the_command_says_what_is_gone(kodetre: Kodetre, path: Path) -> None:
    data = bytearray(path.read_bytes())
    with sqlite3.connect(path) as connection:
        (text,) = connection.execute("SELECT text FROM version ORDER BY length(text) DESC LIMIT 1").fetchone()
    page = data.index(text[len(text) // 2 :].encode()[:100]) // PAGE
    data[page * PAGE : (page + 1) * PAGE] = bytes(PAGE)
    path.write_bytes(data)
    ran = kodetre("rescue", "kodetre.db")
    assert ran.code == 0, ran.err
    assert ran.lines[0].startswith("Wrote kodetre-rescued.db: ")
    assert any(line.startswith("Gone: ") for line in ran.lines), ran.lines
