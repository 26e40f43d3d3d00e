"""Cases on the command line: made, given values, linked, taken back."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from support.project import Kodetre, copied

KIND = ("--kind", "kommune")
TALK = """I: Hvilket tilskudd har kommunen fått?
K: Tilskudd betyr mye for oss her.
I: Hva sier andre om tilskudd?
M: Tilskudd er ikke alt for oss her.
I: Hva mer?
K: Folk.
M: Hus.
"""


@pytest.fixture
def project(taken_in: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return copied(taken_in, tmp_path, monkeypatch)


def shown(kodetre: Kodetre, name: str) -> dict[str, Any]:
    ran = kodetre("case", "show", name, "--json")
    assert ran.code == 0, ran.err
    case: dict[str, Any] = json.loads(ran.out)
    return case


def names(kodetre: Kodetre) -> list[str]:
    return [json.loads(line)["name"] for line in kodetre("case", "list", "--json").lines]


def declare(root: Path, written: str) -> None:
    file = root / "kodetre.yaml"
    file.write_text(file.read_text("utf-8") + written, "utf-8")


def test_a_case_has_values_of_the_types_that_they_look_like(project: Path, kodetre: Kodetre) -> None:
    values = ("innbyggere=102 273", "andel=12,5", "lar=ja", "vedtatt=24.8.2014", "nummer=0301")
    assert kodetre("case", "add", "Drammen", *KIND, *values).code == 0
    assert shown(kodetre, "Drammen")["attributes"] == {
        "innbyggere": 102273, "andel": 12.5, "lar": True, "vedtatt": "2014-08-24", "nummer": "0301",
    }  # fmt: skip


def test_the_first_use_of_an_attribute_says_of_which_type_all_are(project: Path, kodetre: Kodetre) -> None:
    kodetre("case", "add", "Drammen", *KIND, "innbyggere=102273")
    kodetre("case", "add", "Bergen", *KIND)
    ran = kodetre("case", "set", "Bergen", "innbyggere=mange")
    assert ran.code == 2
    assert "'mange' is no whole number" in ran.err


def test_a_declared_type_wins_over_what_a_value_looks_like(project: Path, kodetre: Kodetre) -> None:
    declare(project, "cases: {kommune: {attributes: {nummer: tekst}}}\n")
    kodetre("case", "add", "Drammen", *KIND, "nummer=3005")
    assert shown(kodetre, "Drammen")["attributes"] == {"nummer": "3005"}


def test_what_documents_are_compared_by_are_cases_without_being_made(project: Path, kodetre: Kodetre) -> None:
    assert names(kodetre) == ["Hellefjord kommune", "Lindvik kommune"]


def test_a_group_is_given_values_like_any_case(project: Path, kodetre: Kodetre) -> None:
    declare(project, "cases: {kommune: {group: yes}}\n")
    assert kodetre("case", "set", "Lindvik kommune", "innbyggere=24000").code == 0
    case = shown(kodetre, "Lindvik kommune")
    assert (case["kind"], case["attributes"]) == ("kommune", {"innbyggere": 24000})


def test_a_group_that_gets_another_name_is_renamed_in_its_documents_in_the_same_step(
    project: Path, kodetre: Kodetre
) -> None:
    assert kodetre("case", "rename", "Lindvik kommune", "Lindvik").code == 0
    assert {json.loads(line)["group"] for line in kodetre("documents", "--json").lines} == {
        "Hellefjord kommune",
        "Lindvik",
    }
    kodetre("undo")
    assert names(kodetre) == ["Hellefjord kommune", "Lindvik kommune"]


def test_a_document_a_stretch_and_a_speaker_belong_to_cases(project: Path, kodetre: Kodetre) -> None:
    talk = interviewed(kodetre)
    kodetre("case", "add", "Kari", "--kind", "informant")
    kodetre("case", "link", "Kari", "D1", "D2")
    kodetre("case", "link", "Kari", "D3", "--span", "0-20")
    kodetre("case", "link", "Kari", talk, "--speaker", "K")
    links = shown(kodetre, "Kari")["links"]
    assert [(link["target"], link["document"]) for link in links] == [
        ("document", "D1"), ("document", "D2"), ("span", "D3"), ("speaker", talk),
    ]  # fmt: skip
    assert (links[2]["start"], links[2]["end"]) == (0, 20)


def interviewed(kodetre: Kodetre) -> str:
    """An interview in the project, in which I asks and K and M answer; its id."""
    Path("corpus/samtale.txt").write_text(TALK, "utf-8")
    assert kodetre("ingest", "corpus/samtale.txt", "--jobs", "1").code == 0
    id = str(json.loads(kodetre("documents", "--json").lines[-1])["id"])
    assert kodetre("speakers", id, "--interviewer", "I").code == 0
    return id


@pytest.mark.parametrize("speaker", ["Q", "I"], ids=["nobody", "the interviewer"])
def test_only_somebody_who_answers_in_a_document_belongs_to_a_case(
    project: Path, kodetre: Kodetre, speaker: str
) -> None:
    talk = interviewed(kodetre)
    kodetre("case", "add", "Kari", "--kind", "informant")
    ran = kodetre("case", "link", "Kari", talk, "--speaker", speaker)
    assert ran.code in (2, 6)
    assert shown(kodetre, "Kari")["links"] == []


def test_it_is_said_who_speaks_where_somebody_does_not(project: Path, kodetre: Kodetre) -> None:
    talk = interviewed(kodetre)
    kodetre("case", "add", "Kari", "--kind", "informant")
    assert "there are: K, M" in kodetre("case", "link", "Kari", talk, "--speaker", "Q").err
    assert "nobody does" in kodetre("case", "link", "Kari", "D1", "--speaker", "K").err


def test_excerpts_of_a_speaker_count_for_the_case_and_stand_in_its_cells(project: Path, kodetre: Kodetre) -> None:
    talk = interviewed(kodetre)
    kodetre("case", "add", "Kari", "--kind", "informant")
    kodetre("case", "link", "Kari", talk, "--speaker", "K")
    for quote in ("Tilskudd betyr mye for oss her.", "Tilskudd er ikke alt for oss her."):
        with Path("r.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"document": talk, "quote": quote, "code": "okonomi"}) + "\n")
    assert kodetre("apply", "r.jsonl").code == 0
    cell = json.loads(kodetre("synthesis", "okonomi", "--case", "Kari", "--json").out)
    told = [json.loads(line) for line in kodetre("codings", "--where", "informant = Kari", "--json").lines]
    assert [row["quote"] for row in told] == ["Tilskudd betyr mye for oss her."]
    assert cell["excerpts"] == [row["id"] for row in told]


def cited(kodetre: Kodetre, talk: str) -> list[str]:
    """The citations of what K and M say."""
    Path("r.jsonl").write_text("", "utf-8")
    for quote in ("Tilskudd betyr mye for oss her.", "Tilskudd er ikke alt for oss her."):
        with Path("r.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps({"document": talk, "quote": quote, "code": "okonomi"}) + "\n")
    assert kodetre("apply", "r.jsonl").code == 0
    return re.findall(r"\(Intervju[^)]*\)", kodetre("report", "excerpts", "--document", talk).out)


def test_an_excerpt_is_cited_by_the_case_of_who_says_it_before_that_of_its_document(
    project: Path, kodetre: Kodetre
) -> None:
    declare(project, 'citations: {intervju: "(Intervju, {case}, {case.rolle}, {case.innbyggere})"}\n')
    talk = interviewed(kodetre)
    kodetre("documents", "set", talk, "type=Intervju", "group=Lindvik kommune")
    kodetre("case", "set", "Lindvik kommune", "innbyggere=24310")
    kodetre("case", "add", "Informant 1", "--kind", "informant", "rolle=leder")
    kodetre("case", "link", "Informant 1", talk, "--speaker", "K")
    assert cited(kodetre, talk) == ["(Intervju, Informant 1, leder)", "(Intervju, M, 24\N{NO-BREAK SPACE}310)"]


def test_an_excerpt_of_a_document_that_belongs_to_an_informant_is_cited_by_them(
    project: Path, kodetre: Kodetre
) -> None:
    declare(project, 'citations: {intervju: "(Intervju, {case}, {case.rolle})"}\n')
    talk = interviewed(kodetre)
    kodetre("documents", "set", talk, "type=Intervju", "group=Lindvik kommune")
    kodetre("case", "add", "Informant 1", "--kind", "informant", "rolle=leder")
    kodetre("case", "add", "Informant 2", "--kind", "informant", "rolle=nabo")
    kodetre("case", "link", "Informant 1", talk)
    kodetre("case", "link", "Informant 2", talk, "--quote", "Tilskudd er ikke alt for oss her.")
    assert cited(kodetre, talk) == ["(Intervju, Informant 1, leder)", "(Intervju, Informant 2, nabo)"]


def test_what_belongs_to_a_case_already_is_no_new_step(project: Path, kodetre: Kodetre) -> None:
    kodetre("case", "add", "Kari", "--kind", "informant")
    kodetre("case", "link", "Kari", "D1")
    ran = kodetre("case", "link", "Kari", "D1", "--json")
    assert json.loads(ran.out)["step"] == 0


def test_what_is_unlinked_belongs_to_the_case_no_more_until_that_is_taken_back(project: Path, kodetre: Kodetre) -> None:
    kodetre("case", "add", "Kari", "--kind", "informant")
    kodetre("case", "link", "Kari", "D1")
    kodetre("case", "unlink", "Kari", "D1")
    assert shown(kodetre, "Kari")["links"] == []
    kodetre("undo")
    assert len(shown(kodetre, "Kari")["links"]) == 1


def test_every_step_can_be_taken_back_and_done_again(project: Path, kodetre: Kodetre) -> None:
    kodetre("case", "add", "Drammen", *KIND, "innbyggere=1")
    kodetre("case", "set", "Drammen", "innbyggere=2")
    kodetre("case", "link", "Drammen", "D1")
    kodetre("case", "rename", "Drammen", "Drammen kommune")
    kodetre("case", "delete", "Drammen kommune")
    before = shown_steps(kodetre)
    for _ in range(5):
        assert kodetre("undo").code == 0
    assert names(kodetre) == ["Hellefjord kommune", "Lindvik kommune"]
    for _ in range(5):
        assert kodetre("redo").code == 0
    assert shown_steps(kodetre) == before
    assert "Drammen kommune" not in names(kodetre)


def shown_steps(kodetre: Kodetre) -> list[tuple[str, bool]]:
    steps = [json.loads(line) for line in kodetre("journal", "--limit", "0", "--json").lines]
    return [(step["name"], step["undone"]) for step in steps]


def test_a_case_is_not_taken_back_that_somebody_else_has_given_values(project: Path, kodetre: Kodetre) -> None:
    kodetre("case", "add", "Drammen", *KIND, "--coder", "Kari")
    kodetre("case", "set", "Drammen", "innbyggere=2", "--coder", "Ola")
    ran = kodetre("undo", "--coder", "Kari")
    assert ran.code == 6
    assert "Ola" in ran.err


def test_a_name_that_another_case_of_the_kind_has_by_now_is_not_given_again(project: Path, kodetre: Kodetre) -> None:
    kodetre("case", "add", "Drammen", *KIND, "--coder", "Kari")
    kodetre("undo", "--coder", "Kari")
    kodetre("case", "add", "Drammen", *KIND, "--coder", "Ola")
    assert kodetre("redo", "--coder", "Kari").code == 6


def test_two_kinds_may_have_a_case_of_one_name_which_is_told_apart_by_its_kind(project: Path, kodetre: Kodetre) -> None:
    kodetre("case", "add", "Drammen", *KIND)
    kodetre("case", "add", "Drammen", "--kind", "scene")
    assert kodetre("case", "show", "Drammen").code == 6
    assert kodetre("case", "show", "Drammen", "--kind", "scene").code == 0


def test_kodetre_yaml_with_a_kind_that_cannot_be_is_told_with_its_line(project: Path, kodetre: Kodetre) -> None:
    declare(project, "cases: {year: {}}\n")
    ran = kodetre("case", "list")
    assert ran.code == 3
    assert "cannot be a kind of case" in ran.err
