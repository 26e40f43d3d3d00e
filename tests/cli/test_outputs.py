"""What a command writes never takes the place of the project's own files, nor of somebody's unless that is wanted."""

import os
import shutil
import sys
from pathlib import Path

import pytest
from support.doors import in_a_terminal
from support.project import Kodetre

OWN = (
    "kodetre.db",
    "kodetre.db-journal",
    "kodetre.db-wal",
    "kodetre.yaml",
    "codebooks/kommunalt-rusarbeid.yaml",
    "codebooks/kommunalt-rusarbeid.yaml.new",
    "corpus/documents.yaml",
    "actors.yaml",
    "corpus/plan.txt",
)
unix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and terminals are of Unix")


def everything(root: Path) -> dict[str, bytes]:
    """The bytes of every file of a project, its store among them."""
    files = [path for path in root.rglob("*") if path.is_file()]
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def refused(kodetre: Kodetre, root: Path, *arguments: str, code: int = 2) -> str:
    """Run a command that is to be refused and to change nothing; what it said."""
    before = everything(root)
    ran = kodetre(*arguments)
    assert ran.code == code, ran.out + ran.err
    assert everything(root) == before
    return ran.err


@pytest.mark.parametrize("name", OWN)
def test_a_report_is_never_written_over_the_projects_own(kodetre: Kodetre, small: Path, name: str) -> None:
    told = refused(kodetre, small, "report", "excerpts", "--format", "md", "--output", name, "--force")
    assert "is never written over" in told
    assert name in told


@pytest.mark.parametrize("name", OWN)
def test_a_backup_is_never_written_over_the_projects_own(kodetre: Kodetre, small: Path, name: str) -> None:
    assert "is never written over" in refused(kodetre, small, "backup", name, "--force")


@unix
@pytest.mark.parametrize("name", [name for name in OWN if "-" not in name and not name.endswith("new")])
@pytest.mark.parametrize("kind", ["link", "hard link", "folder"])
def test_another_name_of_the_projects_own_is_the_same_file(
    kodetre: Kodetre, small: Path, tmp_path: Path, name: str, kind: str
) -> None:
    own = small / name
    own.touch()
    output = tmp_path / "ut.md"
    if kind == "link":
        output.symlink_to(own)
    elif kind == "hard link":
        output.hardlink_to(own)
    else:
        (tmp_path / "mappe").symlink_to(own.parent)
        output = tmp_path / "mappe" / own.name
    told = refused(kodetre, small, "report", "excerpts", "--format", "md", "--output", str(output), "--force")
    assert "is never written over" in told


@unix
def test_a_link_to_where_the_projects_own_would_be_is_refused(kodetre: Kodetre, small: Path, tmp_path: Path) -> None:
    (tmp_path / "ut.md").symlink_to(small / "kodetre.db-wal")
    refused(kodetre, small, "report", "excerpts", "--output", str(tmp_path / "ut.md"), "--force")
    assert not (small / "kodetre.db-wal").exists()


def test_a_name_in_other_letters_is_the_projects_own_where_it_may_be(kodetre: Kodetre, small: Path) -> None:
    told = refused(kodetre, small, "report", "excerpts", "--format", "md", "--output", "KODETRE.DB-WAL", "--force")
    assert "is never written over" in told


def test_a_name_in_other_letters_is_another_file_where_the_system_tells_them_apart(
    kodetre: Kodetre, small: Path
) -> None:
    shouted = small / "KODETRE.YAML"
    if shouted.exists():
        assert "is never written over" in refused(kodetre, small, "report", "excerpts", "--output", shouted.name)
        return
    shouted.write_text("min egen", "utf-8")
    assert kodetre("report", "excerpts", "--format", "md", "--output", shouted.name, "--force").code == 0
    assert shouted.read_text("utf-8").startswith("# ")
    assert "codebook:" in (small / "kodetre.yaml").read_text("utf-8")


def test_a_new_file_among_the_documents_is_written_and_somebodys_there_never_replaced(
    kodetre: Kodetre, small: Path
) -> None:
    (small / "corpus" / "ny-plan.txt").write_text("ikke lest ennå", "utf-8")
    told = refused(kodetre, small, "report", "excerpts", "--output", "corpus/ny-plan.txt", "--format", "md", "--force")
    assert "among the project's documents" in told
    assert kodetre("report", "excerpts", "--output", "corpus/utdrag.md").code == 0
    assert kodetre("report", "excerpts", "--output", "corpus/utdrag.md").code == 0


def test_a_codebook_outside_of_the_project_is_its_own_too(kodetre: Kodetre, small: Path, tmp_path: Path) -> None:
    shutil.move(small / "codebooks" / "kommunalt-rusarbeid.yaml", tmp_path / "felles.yaml")
    settings = small / "kodetre.yaml"
    text = settings.read_text("utf-8").replace("codebooks/kommunalt-rusarbeid.yaml", "../felles.yaml")
    settings.write_text(text + "codebook_outside: yes\n", "utf-8")
    told = refused(kodetre, small, "report", "excerpts", "--output", "../felles.yaml", "--format", "md", "--force")
    assert "the project's codebook" in told


@pytest.mark.parametrize(
    ("output", "format"), [("kodetre.db", "[md]"), ("corpus/plan.txt", "[md]"), ("kodetre.yaml", "[csv]")]
)
def test_a_recipe_is_refused_whole_when_one_of_its_reports_is(
    kodetre: Kodetre, small: Path, output: str, format: str
) -> None:
    (small / "r.yaml").write_text(
        f"- report: codebook\n  output: kodebok.md\n- report: excerpts\n  format: {format}\n  output: {output}\n",
        "utf-8",
    )
    assert "is never written over" in refused(kodetre, small, "report", "--recipe", "r.yaml", "--force")
    assert not (small / "kodebok.md").exists()


def test_two_reports_of_a_recipe_do_not_go_into_one_file(kodetre: Kodetre, small: Path) -> None:
    (small / "r.yaml").write_text("- report: codebook\n  output: a.md\n- report: excerpts\n  output: ./a.md\n", "utf-8")
    assert "two results would go" in refused(kodetre, small, "report", "--recipe", "r.yaml")


def test_a_recipe_is_not_replaced_by_its_own_report(kodetre: Kodetre, small: Path) -> None:
    (small / "r.md").write_text("- report: codebook\n  output: r.md\n", "utf-8")
    refused(kodetre, small, "report", "--recipe", "r.md")


FIGURES = ("report", "frequencies", "--figures", "--format", "md", "--output", "ut/tall.md")


def test_a_figure_is_not_written_over_somebodys_and_then_nothing_is(kodetre: Kodetre, small: Path) -> None:
    (small / "ut" / "figures").mkdir(parents=True)
    (small / "ut" / "figures" / "frequencies.svg").write_text("mitt bilde", "utf-8")
    assert "frequencies.svg: is there already" in refused(kodetre, small, *FIGURES)


@unix
def test_a_figure_is_not_written_over_a_document_that_a_link_leads_to(kodetre: Kodetre, small: Path) -> None:
    (small / "ut" / "figures").mkdir(parents=True)
    (small / "ut" / "figures" / "frequencies.svg").symlink_to(small / "corpus" / "plan.txt")
    assert "is never written over" in refused(kodetre, small, *FIGURES, "--force")


def test_somebodys_file_is_replaced_with_force_alone(kodetre: Kodetre, small: Path) -> None:
    (small / "notat.md").write_text("mitt notat", "utf-8")
    told = refused(kodetre, small, "report", "excerpts", "--output", "notat.md")
    assert "notat.md is there already, and kodetre did not write it as it is" in told.replace(": ", " ")
    assert "--force" in told
    assert kodetre("report", "excerpts", "--output", "notat.md", "--force").code == 0
    assert (small / "notat.md").read_text("utf-8").startswith("# ")


def test_kodetres_own_report_is_replaced_unasked_until_somebody_changes_it(kodetre: Kodetre, small: Path) -> None:
    arguments = ("report", "excerpts", "--output", "utdrag.md")
    assert kodetre(*arguments).code == 0
    assert kodetre("report", "codebook", "--output", "utdrag.md").code == 0
    with (small / "utdrag.md").open("a", encoding="utf-8") as file:
        file.write("min egen merknad")
    refused(kodetre, small, *arguments)


def test_a_report_that_was_moved_is_somebodys(kodetre: Kodetre, small: Path) -> None:
    assert kodetre("report", "excerpts", "--output", "utdrag.md").code == 0
    (small / "utdrag.md").rename(small / "vedlegg.md")
    refused(kodetre, small, "report", "excerpts", "--output", "vedlegg.md")


def test_a_folder_is_written_to_wholly_or_not_at_all(kodetre: Kodetre, small: Path) -> None:
    (small / "ut").mkdir()
    (small / "ut" / "excerpts.csv").write_text("mine tall", "utf-8")
    refused(kodetre, small, "report", "excerpts", "--format", "md", "--format", "csv", "--output", "ut")
    assert [path.name for path in (small / "ut").iterdir()] == ["excerpts.csv"]


def test_a_backup_asks_as_a_report_does(kodetre: Kodetre, small: Path) -> None:
    (small / "kopi.db").write_text("noe annet", "utf-8")
    assert "--force" in refused(kodetre, small, "backup", "kopi.db")
    assert kodetre("backup", "kopi.db", "--force").code == 0
    assert (small / "kopi.db").read_bytes().startswith(b"SQLite format 3")


def test_a_report_where_no_file_can_be_says_so(kodetre: Kodetre, small: Path) -> None:
    assert kodetre("report", "excerpts", "--output", "kodetre.yaml/utdrag.md").code == 7
    assert kodetre("backup", "corpus").code == 7


@unix
@pytest.mark.parametrize(("typed", "replaced"), [("y\n", True), ("ja\n", True), ("n\n", False), ("\n", False)])
def test_in_a_terminal_it_is_asked_whether_a_file_is_to_be_replaced(small: Path, typed: str, replaced: bool) -> None:
    (small / "notat.md").write_text("mitt notat", "utf-8")
    code, shown = in_a_terminal("report", "excerpts", "--output", "notat.md", typed=typed)
    assert "notat.md is there already. Replace? [y/N]" in shown
    assert code == (0 if replaced else 2)
    assert ((small / "notat.md").read_text("utf-8") != "mitt notat") == replaced


@unix
def test_in_a_terminal_nobody_is_asked_for_the_projects_own(small: Path) -> None:
    code, shown = in_a_terminal("report", "excerpts", "--format", "md", "--output", "kodetre.yaml", typed="y\n")
    assert code == 2
    assert "Replace?" not in shown


@unix
def test_a_report_goes_into_a_pipe_or_nowhere_without_a_question(kodetre: Kodetre, small: Path) -> None:
    assert kodetre("report", "excerpts", "--format", "md", "--output", os.devnull).code == 0
    assert not Path(os.devnull).is_file()


@unix
def test_a_codebook_that_is_a_link_stays_one(kodetre: Kodetre, small: Path, tmp_path: Path) -> None:
    book = small / "codebooks" / "kommunalt-rusarbeid.yaml"
    shared = tmp_path / "felles.yaml"
    shutil.move(book, shared)
    book.symlink_to(shared)
    for arguments in (("rename", "okonomi", "--label", "Penger"), ("rename", "okonomi", "--key", "penger")):
        ran = kodetre("codebook", *arguments)
        assert ran.code == 0, ran.err
        assert book.is_symlink()
    assert "penger:" in shared.read_text("utf-8")
    assert kodetre("undo").code == 0
    assert book.is_symlink()
    assert "okonomi:" in shared.read_text("utf-8")


def test_a_codebook_outside_of_the_project_is_a_setting(kodetre: Kodetre, small: Path, tmp_path: Path) -> None:
    shutil.copy(small / "codebooks" / "kommunalt-rusarbeid.yaml", tmp_path / "felles.yaml")
    settings = small / "kodetre.yaml"
    text = settings.read_text("utf-8").replace("codebooks/kommunalt-rusarbeid.yaml", "../felles.yaml")
    settings.write_text(text, "utf-8")
    ran = kodetre("codebook", "rename", "okonomi", "--label", "Penger")
    assert ran.code == 3
    line = 1 + [line.startswith("codebook:") for line in text.splitlines()].index(True)
    assert f"kodetre.yaml:{line}:" in ran.err
    assert "codebook_outside: yes" in ran.err
    settings.write_text(text + "codebook_outside: yes\n", "utf-8")
    assert kodetre("codebook", "rename", "okonomi", "--label", "Penger").code == 0
    assert "Penger" in (tmp_path / "felles.yaml").read_text("utf-8")


@unix
def test_the_details_of_a_defect_are_nobody_elses_to_read(
    kodetre: Kodetre, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(folder))
    (folder / "kodetre-defect.txt").symlink_to(small / "kodetre.yaml")

    def broken(*_: object) -> None:
        raise RuntimeError("dette skulle ikke skje")

    monkeypatch.setattr("kodetre.project.project.Project.store", broken)
    before = os.umask(0)
    try:
        logs = []
        for _ in range(2):
            assert kodetre("documents").code == 1
            logs = [path for path in folder.iterdir() if not path.is_symlink()]
    finally:
        os.umask(before)
    assert len(logs) == 2, "each is made anew"
    assert {path.stat().st_mode & 0o777 for path in logs} == {0o600}
    assert "dette skulle ikke skje" in logs[0].read_text("utf-8")
    assert "codebook:" in (small / "kodetre.yaml").read_text("utf-8")
