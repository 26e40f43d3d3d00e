"""`kodetre speakers`: who speaks, and interviewers that are never suggested or counted."""

import json
from pathlib import Path

import pytest
from support.project import Kodetre, call

from kodetre.project.project import find
from kodetre.services.suggest import SuggestRequest, find_suggestions

TALK = """I: Hvilket tilskudd har kommunen fått?
Kari: Vi har fått tilskudd fra staten.
I: Er tilskudd til rusarbeid viktig?
Kari: Tilskudd betyr mye for oss.
"""


@pytest.fixture
def interview(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    assert call("init", "p", "--template", "rusarbeid").code == 0
    monkeypatch.chdir(tmp_path / "p")
    Path("corpus/samtale.txt").write_text(TALK, "utf-8")
    assert call("ingest", "corpus", "--jobs", "1", "--coder", "A").code == 0
    return tmp_path / "p"


@pytest.fixture
def kodetre(interview: Path) -> Kodetre:
    return call


def said(ran_out: str) -> dict[str, dict[str, object]]:
    return {row["speaker"]: row for row in map(json.loads, ran_out.splitlines())}


def test_speakers_are_listed_with_how_much_they_say(kodetre: Kodetre) -> None:
    rows = said(kodetre("speakers", "D1", "--json").out)
    assert rows["Kari"] == {"document": "D1", "speaker": "Kari", "paragraphs": 2, "words": 13, "interviewer": False}


def test_an_interviewer_is_marked_in_one_step_that_can_be_undone(kodetre: Kodetre) -> None:
    assert said(kodetre("speakers", "D1", "--interviewer", "I", "--coder", "A", "--json").out)["I"]["interviewer"]
    assert kodetre("undo", "--coder", "A").code == 0
    assert not said(kodetre("speakers", "--json").out)["I"]["interviewer"]


def test_what_an_interviewer_says_is_never_suggested(kodetre: Kodetre, interview: Path) -> None:
    kodetre("speakers", "D1", "--interviewer", "I")
    listed = find_suggestions(find(interview), SuggestRequest())
    text = listed.corpus.documents["D1"].text
    assert {each.span.of(text)[:5] for each in listed.all} == {"Kari:"}


def test_what_an_interviewer_says_is_not_counted(kodetre: Kodetre) -> None:
    words = json.loads(kodetre("documents", "--json").out)["words"]
    kodetre("speakers", "--interviewer", "I", "--coder", "A")
    assert json.loads(kodetre("documents", "--json").out)["words"] == words - 12
    assert (
        json.loads(kodetre("search", "tilskudd", "--count", "--by", "document", "--json").out.splitlines()[0])["hits"]
        == 2
    )
    spans = ((0, 30), (44, 60))
    rows = [json.dumps({"document": "D1", "start": start, "end": end, "code": "okonomi"}) for start, end in spans]
    Path("r.jsonl").write_text("\n".join(rows), "utf-8")
    assert kodetre("apply", "r.jsonl", "--coder", "A").code == 0
    assert "1 koding står i det en intervjuer sier" in kodetre("report", "frequencies").out


def test_a_name_that_nobody_has_is_an_error_that_names_those_there_are(kodetre: Kodetre) -> None:
    ran = kodetre("speakers", "D1", "--interviewer", "Per")
    assert ran.code == 6
    assert "I, Kari" in ran.err
