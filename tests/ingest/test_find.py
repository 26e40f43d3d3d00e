"""Which files are documents."""

import os
from pathlib import Path

import pytest

from kodetre.ingest.find import find


def test_folders_are_gone_through_in_a_natural_order_and_hidden_files_passed_over(tmp_path: Path) -> None:
    for name in (
        "plan-10.txt",
        "plan-2.txt",
        ".skjult.txt",
        "~$plan.docx",
        "bilde.png",
        "gammel.doc",
        "documents.yaml",
    ):
        (tmp_path / name).write_text("x")
    (tmp_path / "dypt" / "nede").mkdir(parents=True)
    (tmp_path / "dypt" / "nede" / "a.md").write_text("x")
    found = find([tmp_path, tmp_path / "borte"])
    assert [path.name for path in found.files] == ["plan-2.txt", "plan-10.txt", "a.md"]
    assert {path.name for path, _ in found.skipped} == {"bilde.png", "gammel.doc"}
    assert [(error.where, error.what) for error in found.refused] == [(str(tmp_path / "borte"), "is not there")]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes in folders are a Unix matter")
def test_a_pipe_or_a_device_is_refused_and_never_opened(tmp_path: Path) -> None:
    pipe = tmp_path / "plan.pdf"
    os.mkfifo(pipe)
    found = find([pipe, Path(os.devnull)])
    assert not found.files
    assert [error.where for error in found.refused] == [str(pipe), os.devnull]
    assert [path for path, _ in find([tmp_path]).skipped] == [pipe]


def test_a_file_that_is_given_twice_is_read_once(tmp_path: Path) -> None:
    (tmp_path / "plan.txt").write_text("x")
    assert find([tmp_path, tmp_path / "plan.txt"]).files == (tmp_path / "plan.txt",)


def test_a_file_given_by_name_is_taken_whatever_it_is_called(tmp_path: Path) -> None:
    (tmp_path / ".skjult.txt").write_text("x")
    assert find([tmp_path / ".skjult.txt"]).files == (tmp_path / ".skjult.txt",)
