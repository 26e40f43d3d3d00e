"""Damaged and hostile files of other programs: a clear error or a right import, and nothing half taken in."""

import io
import random
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, find
from support.damage import BOMB, OUTSIDE, damaged, members, packed
from support.project import Kodetre
from support.qda import projects, told, written

from kodetre.errors import DamagedFile, KodetreError, TooLarge, UnreadableInput
from kodetre.exchange.refi import archive, read
from kodetre.exchange.refi.read import read_qda
from kodetre.project.project import find as find_project


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """A right file with a few codings and memos."""
    from hypothesis import settings

    def is_rich(project: object) -> bool:
        sources = getattr(project, "sources", ())
        return sum(len(source.selections) for source in sources) > 2 and bool(getattr(project, "notes", ()))

    quick = settings(
        phases=[Phase.generate],
        max_examples=500,
        database=None,
        suppress_health_check=list(HealthCheck),
        derandomize=True,
    )
    project = find(projects(), is_rich, settings=quick)
    return written(project, tmp_path_factory.mktemp("hel") / "hel.qdpx").read_bytes()


@pytest.mark.parametrize("start", range(5))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(sound: bytes, tmp_path: Path, start: int) -> None:
    path = tmp_path / "skadet.qdpx"
    for seed in range(start * 100, start * 100 + 100):
        path.write_bytes(damaged(sound, random.Random(seed)))
        try:
            read_qda(path)
        except KodetreError as error:
            assert isinstance(error, UnreadableInput), seed
            assert error.what


def test_a_damaged_project_is_taken_in_whole_or_not_at_all(
    kodetre: Kodetre, sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kodetre("init", str(tmp_path / "p"), "--template", "tom")
    monkeypatch.chdir(tmp_path / "p")
    path = tmp_path / "skadet.qdpx"
    empty = told(find_project(None))
    for seed in range(40):
        path.write_bytes(damaged(sound, random.Random(seed)))
        ran = kodetre("import", str(path))
        assert ran.code in (0, 4), (seed, ran.err)
        if ran.code == 0 and "Taken in as step" in ran.out:
            assert kodetre("undo").code == 0, seed
        assert told(find_project(None)) == empty, seed


@pytest.mark.parametrize("xml", [BOMB, OUTSIDE], ids=["a bomb of entities", "a file outside"])
def test_entities_are_refused(tmp_path: Path, xml: bytes) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(packed({"project.qde": xml}))
    with pytest.raises(DamagedFile, match="declares entities"):
        read_qda(path)


@pytest.mark.parametrize("name", ["../ut.txt", "/etc/passwd", "sources/../../x", "C:/x", "a\\..\\..\\b"])
def test_names_that_lead_out_of_the_archive_are_refused(sound: bytes, tmp_path: Path, name: str) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(packed({**members(sound), name: b"x"}))
    with pytest.raises(DamagedFile, match="unsafe name"):
        read_qda(path)


def test_what_unpacks_to_too_much_is_refused(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(packed({**members(sound), "sources/stor.txt": b"\x00" * 30_000_000}))
    with pytest.raises(TooLarge, match="times its size"):
        read_qda(path)


def test_a_member_that_says_it_is_small_is_read_no_further_than_its_limit(sound: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    path.write_bytes(packed({"sources/a.txt": b"x" * 1000, **members(sound)}))
    with archive.Archive(path) as opened, pytest.raises(TooLarge):
        opened.read("sources/a.txt", 999)


def test_more_selections_than_anybody_has_made_are_refused(
    sound: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(read, "MOST_SELECTIONS", 2)
    path = tmp_path / "x.qdpx"
    path.write_bytes(sound)
    with pytest.raises(TooLarge, match="selections"):
        read_qda(path)


def test_the_project_is_found_whatever_it_is_called_and_in_whatever_case_its_folder_is(
    sound: bytes, tmp_path: Path
) -> None:
    files = {
        name.replace("sources/", "Sources/").replace("project.qde", "Min studie.QDE"): data
        for name, data in members(sound).items()
    }
    path, same = tmp_path / "x.qdpx", tmp_path / "y.qdpx"
    path.write_bytes(packed(files))
    same.write_bytes(sound)
    assert read_qda(path).sources == read_qda(same).sources


def test_a_file_without_a_project_in_it_says_so(tmp_path: Path) -> None:
    path = tmp_path / "x.qdpx"
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as empty:
        empty.writestr("les meg.txt", "hei")
    path.write_bytes(target.getvalue())
    with pytest.raises(DamagedFile, match="holds no project"):
        read_qda(path)
