"""Sources of a type are cited as kodetre.yaml says; a template that cannot be is an error that says why."""

from pathlib import Path

import pytest
from support.project import call

from kodetre.document.citation_template import BadTemplate, template
from kodetre.document.metadata_values import BadValue, checked
from kodetre.errors import BadSettings
from kodetre.project.settings import read_settings


def test_a_template_is_filled_in_and_leaves_out_what_is_not_known() -> None:
    ours = template("(Intervju, {case}, {case.rolle}, {year})")
    assert ours.cite({"case": "P1", "case.rolle": "leder", "year": "2015"}) == "(Intervju, P1, leder, 2015)"
    assert ours.cite({"case": "P1", "year": "2015"}) == "(Intervju, P1, 2015)"
    assert ours.cite({"case": "P1"}) == "(Intervju, P1)"
    assert template("{case}, {year}: {time}").cite({"year": "2015"}) == "2015"
    assert template("{{{year}}}").cite({"year": "2015"}) == "{2015}"


@pytest.mark.parametrize(
    ("written", "why"),
    [("(Intervju, {yeer})", "did you mean year"), ("(Intervju {year)", "no other half"), ("(Intervju)", "names no field"),
     ("{case.}", "there is no field")],
)  # fmt: skip
def test_a_template_that_cannot_be_is_told_at_its_line(tmp_path: Path, written: str, why: str) -> None:
    with pytest.raises(BadTemplate):
        template(written)
    settings = tmp_path / "kodetre.yaml"
    settings.write_text(f'codebook: k.yaml\ncitations:\n  intervju: "{written}"\n', "utf-8")
    with pytest.raises(BadSettings) as told:
        read_settings(settings)
    assert why in str(told.value)
    assert "kodetre.yaml:3" in str(told.value)


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("november 2015", "2015-11"),
        ("3. november 2015", "2015-11-03"),
        ("3.11.2015", "2015-11-03"),
        ("2015-11", "2015-11"),
    ],
)
def test_a_date_is_written_as_people_write_it(written: str, kept: str) -> None:
    assert checked("issued", written) == kept


@pytest.mark.parametrize("written", ["november 2015", "i fjor", "20155", "3"])
def test_a_year_refuses_what_is_none(written: str) -> None:
    with pytest.raises(BadValue):
        checked("year", written)


def test_excerpts_of_an_interview_are_cited_by_type_speaker_and_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert call("init", "p", "--template", "rusarbeid").code == 0
    monkeypatch.chdir(tmp_path / "p")
    Path("corpus/a.vtt").write_text(
        "WEBVTT\n\n00:01.000 --> 00:02.000\n<v I>Hva?\n\n01:02:03.000 --> 01:02:05.000\n<v Kari>Vi har tilskudd.\n",
        "utf-8",
    )
    assert call("ingest", "corpus", "--jobs", "1").code == 0
    assert call("documents", "set", "D1", "type=Intervju", "date=november 2015").code == 0
    Path("r.csv").write_text("document,start,end,code\nD1,9,30,okonomi\n", "utf-8")
    assert call("apply", "r.csv").code == 0
    assert "01:02:03" in call("report", "excerpts").out
    with Path("kodetre.yaml").open("a", encoding="utf-8") as file:
        file.write('citations:\n  intervju: "(Intervju, {case}, {date}, {time})"\n')
    assert "(Intervju, Kari, november 2015, 01:02:03)" in call("report", "excerpts").out
