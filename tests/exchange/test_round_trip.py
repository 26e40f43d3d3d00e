"""Out, into an empty project and out again: the same project, and the same bytes."""

import shutil
import zipfile
from importlib import resources
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import etree
from support.project import CORPUS, Kodetre, call
from support.qda import projects, told, written

from kodetre.exchange.profiles import PROFILES
from kodetre.exchange.qda import QdaProject
from kodetre.exchange.refi.read import read_qda
from kodetre.project.project import find
from kodetre.services.export_project import export_project
from kodetre.services.import_project import ImportRequest, import_project

QUIET = settings(max_examples=25, suppress_health_check=list(HealthCheck))


def schema() -> etree.XMLSchema:
    with resources.files("kodetre.exchange.refi").joinpath("Project.xsd").open("rb") as file:
        return etree.XMLSchema(etree.parse(file))


def valid(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        root = etree.fromstring(archive.read("project.qde"))
    checked = schema()
    assert checked.validate(root), checked.error_log
    return True


def empty(folder: Path) -> Path:
    assert call("init", str(folder), "--template", "tom").code == 0
    return folder


@QUIET
@given(project=projects())
def test_a_generated_project_comes_back_the_same_and_goes_out_in_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, project: QdaProject
) -> None:
    folder = tmp_path_factory.mktemp("runde")
    first, second = find(empty(folder / "a")), find(empty(folder / "b"))
    import_project(first, ImportRequest(written(project, folder / "inn.qdpx"), "Meg"))
    with first.store() as store:
        meant = sum(len(selection.codings) for source in project.sources for selection in source.selections)
        assert len(store.codings.live()) == meant
    export_project(first, folder / "ut.qdpx").write(folder / "ut.qdpx")
    assert valid(folder / "ut.qdpx")
    import_project(second, ImportRequest(folder / "ut.qdpx", "Noen andre"))
    assert told(second) == told(first)
    export_project(second, folder / "igjen.qdpx").write(folder / "igjen.qdpx")
    assert (folder / "igjen.qdpx").read_bytes() == (folder / "ut.qdpx").read_bytes()


def test_a_project_of_pdfs_with_the_shipped_codebook_comes_back_in_the_same_bytes(
    kodetre: Kodetre, coded: Path, tmp_path: Path
) -> None:
    kodetre("documents", "set", "D1", "author=Hansen, Ola", "year=2021")
    assert kodetre("export", "../ut.qdpx").code == 0
    other = empty(tmp_path / "annet")
    ran = kodetre("import", str(tmp_path / "ut.qdpx"), "--project", str(other))
    assert ran.code == 0, ran.err
    assert told(find(other))["codes"] == told(find(coded))["codes"]
    assert kodetre("export", str(tmp_path / "igjen.qdpx"), "--project", str(other)).code == 0
    assert (tmp_path / "igjen.qdpx").read_bytes() == (tmp_path / "ut.qdpx").read_bytes()
    pages = kodetre("codings", "--json", "--project", str(other)).out
    assert pages.count('"label"') == kodetre("codings", "--json").out.count('"label"')


@pytest.mark.parametrize("profile", PROFILES)
def test_every_profile_is_valid_and_comes_in_again(kodetre: Kodetre, coded: Path, tmp_path: Path, profile: str) -> None:
    target = tmp_path / f"{profile}.qdpx"
    assert kodetre("export", str(target), "--profile", profile).code == 0
    assert valid(target)
    other = empty(tmp_path / "annet")
    assert kodetre("import", str(target), "--project", str(other)).code == 0
    ours, theirs = told(find(coded)), told(find(other))
    assert theirs["codings"] == ours["codings"]
    assert theirs["codes"] == ours["codes"]


def test_guids_are_the_same_from_export_to_export_and_follow_a_code_with_another_key(
    kodetre: Kodetre, coded: Path, tmp_path: Path
) -> None:
    kodetre("export", str(tmp_path / "1.qdpx"))
    kodetre("codebook", "rename", "okonomi", "--key", "penger")
    kodetre("export", str(tmp_path / "2.qdpx"))
    before, after = read_qda(tmp_path / "1.qdpx"), read_qda(tmp_path / "2.qdpx")
    assert [code.guid for code in after.codes] == [code.guid for code in before.codes]
    assert [source.guid for source in after.sources] == [source.guid for source in before.sources]


def test_a_codebook_goes_out_alone_and_comes_in(kodetre: Kodetre, project: Path, tmp_path: Path) -> None:
    assert kodetre("export", str(tmp_path / "bok.qdc")).code == 0
    other = empty(tmp_path / "annet")
    assert kodetre("import", str(tmp_path / "bok.qdc"), "--project", str(other)).code == 0
    ours, theirs = (kodetre("codebook", "show", "--json", "--project", str(root)).out for root in (project, other))
    assert theirs == ours


def test_what_other_programs_cannot_hold_is_listed(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("export", "ut.qdpx")
    assert "origins of codings" in ran.out
    assert "pairs of words" in ran.out


def test_a_pdf_that_is_gone_goes_out_as_its_text_and_that_is_said(kodetre: Kodetre, coded: Path) -> None:
    (coded / "corpus" / "lindvik-alkohol-2024.pdf").unlink()
    ran = kodetre("export", "ut.qdpx")
    assert ran.code == 0
    assert "goes out as text alone" in ran.out
    assert [source.kind for source in read_qda(Path("ut.qdpx")).sources].count("pdf") == 1


def test_a_text_document_keeps_its_words(kodetre: Kodetre, tmp_path: Path) -> None:
    root = empty(tmp_path / "tekst")
    shutil.copy(next(CORPUS.glob("*.docx")), root / "corpus")
    assert kodetre("ingest", str(root / "corpus"), "--project", str(root)).code == 0
    assert kodetre("export", str(tmp_path / "t.qdpx"), "--project", str(root)).code == 0
    other = empty(tmp_path / "annet")
    kodetre("import", str(tmp_path / "t.qdpx"), "--project", str(other))
    shown = [kodetre("documents", "show", "D1", "--json", "--project", str(one)).out for one in (root, other)]
    assert shown[0].split('"blocks"')[1] == shown[1].split('"blocks"')[1]
