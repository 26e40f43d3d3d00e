"""The reference list in APA 7, RIS and BibTeX."""

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.document.citation import author_of, inverted, year_letters
from kodetre.document.reference import is_in_capitals, missing_of, sentence_case
from kodetre.exchange import bibtex, csljson, ris
from kodetre.model.documents import Author, DocumentInfo, Metadata, authors_of
from kodetre.report.tables.references import entry


def source(number: int = 1, **given: str) -> DocumentInfo:
    file = given.pop("file", "plan.pdf")
    return DocumentInfo(
        f"D{number}", "u", "0" * 64, file, Metadata(**given), "nb", "ok", 9, 100, True, "2026-01-01T00:00:00Z"
    )


def said(document: DocumentInfo, year: str, language: str = "nb") -> str:
    return "".join(f"*{text}*" if italic else text for text, italic in entry(document, year, language).parts)


def test_persons_are_told_from_institutions_by_the_comma() -> None:
    assert authors_of("Hansen, Karl-Johan; Bø, Anne Berit; Drammen kommune") == (
        Author("Hansen", "Karl-Johan"), Author("Bø", "Anne Berit"), Author("Drammen kommune"),
    )  # fmt: skip
    assert [one.initials for one in authors_of("Hansen, Karl-Johan; Bø, Anne Berit")] == ["K.-J.", "A. B."]
    assert authors_of("") == ()


@pytest.mark.parametrize(
    ("given", "year", "expected"),
    [
        ({"author": "Drammen kommune", "title": "Rusplan", "reference": "Sak 12/22", "type": "Plan"}, "2022b",
         "Drammen kommune. (2022b). *Rusplan* (Sak 12/22) [Plan]."),
        ({"author": "Hansen, Ola; Berg, Kari", "title": "Om rus"}, "2020", "Hansen, O. & Berg, K. (2020). *Om rus*."),
        ({"author": "Hansen, Ola; Berg, Kari; Lie, Ida", "title": "Om rus"}, "2020",
         "Hansen, O., Berg, K. & Lie, I. (2020). *Om rus*."),
        ({"group": "Drammen kommune", "title": "Plan"}, "u.å.", "Drammen kommune. (u.å.). *Plan*."),
        ({"title": "Uten forfatter", "type": "Notat"}, "2019", "*Uten forfatter* [Notat]. (2019)."),
        ({"author": "Helsedirektoratet A.S."}, "2019", "Helsedirektoratet A.S. (2019). *plan.pdf*."),
    ],
)  # fmt: skip
def test_an_entry_is_as_apa_has_it(given: dict[str, str], year: str, expected: str) -> None:
    assert said(source(**given), year) == expected


SAID = {
    "author": "Helsedirektoratet",
    "title": "Rus",
    "year": "2021",
    "publisher": "Bø kommune",
    "url": "https://a.no/b",
}


@pytest.mark.parametrize(
    ("given", "year", "language", "expected"),
    [
        (SAID, "2021", "nb", "Helsedirektoratet. (2021). *Rus*. Bø kommune. https://a.no/b"),
        ({**SAID, "publisher": "Helsedirektoratet"}, "2021", "nn", "Helsedirektoratet. (2021). *Rus*. https://a.no/b"),
        ({**SAID, "doi": "10.1000/182"}, "2021", "en",
         "Helsedirektoratet. (2021). *Rus*. Bø kommune. https://doi.org/10.1000/182"),
        ({**SAID, "year": "", "accessed": "2026-03-01"}, "u.å.", "nb",
         "Helsedirektoratet. (u.å.). *Rus*. Bø kommune. Hentet 1. mars 2026 fra https://a.no/b"),
        ({**SAID, "year": "", "accessed": "2026-03-01"}, "u.å.", "nn",
         "Helsedirektoratet. (u.å.). *Rus*. Bø kommune. Henta 1. mars 2026 frå https://a.no/b"),
        ({**SAID, "year": "", "accessed": "2026-03-01"}, "n.d.", "en",
         "Helsedirektoratet. (n.d.). *Rus*. Bø kommune. Retrieved March 1, 2026, from https://a.no/b"),
        ({**SAID, "accessed": "2026-03-01"}, "2021", "nb", "Helsedirektoratet. (2021). *Rus*. Bø kommune. https://a.no/b"),
        ({**SAID, "type": "webpage", "issued": "2021-12-14", "publisher": ""}, "2021", "nb",
         "Helsedirektoratet. (2021, 14. desember). *Rus*. https://a.no/b"),
        ({**SAID, "type": "webpage", "issued": "2021-12-14", "publisher": ""}, "2021", "en",
         "Helsedirektoratet. (2021, December 14). *Rus*. https://a.no/b"),
        ({"author": "Berg, Kari", "title": "Om rus", "type": "article-journal", "container": "Rusfag", "volume": "3",
          "issue": "2", "page": "10-19"}, "2020", "nb", "Berg, K. (2020). Om rus. *Rusfag, 3*(2), 10–19."),
        ({"author": "Berg, Kari", "title": "Om rus", "type": "chapter", "container": "Boka", "page": "10-19",
          "publisher": "Forlaget"}, "2020", "nb", "Berg, K. (2020). Om rus. I *Boka* (s. 10–19). Forlaget."),
        ({"title": "Lov om sosiale tjenester", "type": "legislation", "reference": "LOV-2009-12-18-131", "group": "Staten",
          "publisher": "Lovdata"}, "2009", "nb", "*Lov om sosiale tjenester* (LOV-2009-12-18-131). (2009). Lovdata."),
        ({"author": "Berg, Kari", "title": "Om rus", "type": "thesis", "publisher": "UiO"}, "2020", "nb",
         "Berg, K. (2020). *Om rus* [Avhandling, UiO]."),
    ],
)  # fmt: skip
def test_a_reference_is_complete_for_its_type(given: dict[str, str], year: str, language: str, expected: str) -> None:
    assert said(source(**given), year, language) == expected


def test_a_guessed_year_is_marked_in_text_and_list() -> None:
    metadata = Metadata(title="Plan", author="Bø kommune", year="2019", year_guessed=True)
    guessed = replace(source(), metadata=metadata)
    years = year_letters([guessed], "nb")
    assert said(guessed, years["D1"]) == "Bø kommune. ([ca. 2019]). *Plan*."
    assert '"circa": true' in csljson.written([(guessed, "")])


def test_a_title_in_capitals_keeps_the_names_that_the_text_has() -> None:
    text = "Planen gjelder for Drammen kommune og NAV. Vi i Drammen vil at NAV skal."
    assert sentence_case("RUSPLAN FOR DRAMMEN: NAV OG DEL II", text) == "Rusplan for Drammen: NAV og del II"
    assert not is_in_capitals("HELFO")


def test_what_a_reference_lacks_is_told_by_its_type() -> None:
    assert missing_of(source(author="A", title="T", year="2020")) == ("url",)
    assert missing_of(source(author="A", title="T", year="2020", doi="10.1000/1")) == ()
    assert missing_of(source(title="T", year="2020", type="legislation")) == ("reference",)
    assert missing_of(source(author="A", title="T", url="https://a.no")) == ("year", "accessed")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("issued", "2021-02-30"),
        ("accessed", "32.12.2021"),
        ("doi", "11.1/x"),
        ("url", "a.no"),
        ("type", "artcle-journal"),
    ],
)
def test_a_value_that_cannot_be_is_refused_with_what_to_write(
    kodetre: Kodetre, project: Path, field: str, value: str
) -> None:
    ran = kodetre("documents", "set", "D1", f"{field}={value}")
    assert ran.code != 0
    assert value in ran.err
    (project / "m.csv").write_text(f"file,{field}\nx.pdf,{value}\n", "utf-8")
    assert "m.csv:2" in kodetre("ingest", "corpus", "--metadata", "m.csv").err
    (project / "m.yaml").write_text(f"x.pdf:\n  {field}: '{value}'\n", "utf-8")
    assert "m.yaml:2" in kodetre("ingest", "corpus", "--metadata", "m.yaml").err


def test_the_year_follows_from_the_date_of_issue(kodetre: Kodetre, project: Path) -> None:
    kodetre("documents", "set", "D1", "issued=2021-12-14")
    assert json.loads(kodetre("documents", "--json").out.splitlines()[0])["year"] == "2021"
    assert kodetre("documents", "set", "D1", "issued=2021-12-14", "year=2019").code != 0


def test_a_year_that_is_set_alone_takes_the_place_of_another_date_of_issue(kodetre: Kodetre, project: Path) -> None:
    kodetre("documents", "set", "D1", "issued=2021-12-14")
    assert kodetre("documents", "set", "D1", "year=2019").code == 0
    document = json.loads(kodetre("documents", "--json").out.splitlines()[0])
    assert (document["year"], document["issued"]) == ("2019", "2019")


def test_english_has_a_comma_before_the_last_author_and_many_are_shortened() -> None:
    assert inverted(authors_of("Hansen, Ola; Berg, Kari"), "en") == "Hansen, O., & Berg, K."
    many = inverted(authors_of("; ".join(f"Nr{n}, A" for n in range(1, 23))), "nb")
    assert many.startswith("Nr1, A., ") and many.endswith("Nr19, A., … Nr22, A.")


def test_the_text_cites_persons_by_their_family_name() -> None:
    assert author_of(source(author="Hansen, Ola"), "nb") == "Hansen"
    assert author_of(source(author="Hansen, Ola; Berg, Kari"), "nb") == "Hansen & Berg"
    assert author_of(source(author="Hansen, Ola; Berg, Kari; Lie, Ida"), "nb") == "Hansen et al."
    assert author_of(source(author="Drammen kommune"), "nb") == "Drammen kommune"


def test_the_list_is_in_norwegian_alphabetical_order(kodetre: Kodetre, project: Path) -> None:
    for id, author in (("D1", "Ås kommune"), ("D2", "Østre by"), ("D3", "Zoo")):
        kodetre("documents", "set", id, f"author={author}")
    lines = [line for line in kodetre("report", "references").out.splitlines() if "(202" in line]
    assert [line.split(".")[0] for line in lines] == ["Zoo", "Østre by", "Ås kommune"]


def test_ris_has_a_record_for_each_document() -> None:
    text = ris.written([
        (source(author="Hansen, Ola; Drammen kommune", title="Linje\nto", year="2022", type="Plan", reference="Sak 1"), "2022b"),
        (source(2, group="Bø kommune", file="side.html"), "u.å."),
    ])  # fmt: skip
    first, second = text.split("\r\n\r\n")[:2]
    assert first.split("\r\n") == [
        "TY  - RPRT", "AU  - Hansen, Ola", "AU  - Drammen kommune", "PY  - 2022", "TI  - Linje to", "M3  - Plan", "SN  - Sak 1",
        "LA  - nb-NO", "ID  - D1", "ER  - ",
    ]  # fmt: skip
    assert second.split("\r\n")[:3] == ["TY  - ELEC", "AU  - Bø kommune", "TI  - side.html"]


NASTY = r"50 % & $x_1$ {ubalansert \ ~ ^ # @ «å» \u202e" + "\u202e"


def test_bibtex_keys_are_used_once_and_braces_stay_in_balance() -> None:
    text = bibtex.written([
        (source(1, author="Ås kommune", title=NASTY, year="2022"), "2022"),
        (source(2, author="Ås kommune", title="}", year="2022"), "2022"),
        (source(3, title="日本"), "u.å."),
    ])  # fmt: skip
    keys = re.findall(r"^@\w+\{([^,]+),", text, re.MULTILINE)
    assert keys == ["askommune2022", "askommune2022-d2", "ua"]
    assert text.count("{") == text.count("}")
    assert "\u202e" not in text


@pytest.mark.skipif(shutil.which("bibtex") is None, reason="bibtex is not installed")
def test_bibtex_reads_every_entry(tmp_path: Path) -> None:
    written = bibtex.written(
        [(source(1, author="Hansen, Ola; Ås kommune", title=NASTY, year="2022", reference=NASTY), "2022")]
    )
    (tmp_path / "kilder.bib").write_text(written, "utf-8")
    (tmp_path / "alt.aux").write_text("\\citation{*}\n\\bibstyle{plain}\n\\bibdata{kilder}\n", "utf-8")
    ran = subprocess.run(["bibtex", "alt"], cwd=tmp_path, capture_output=True, text=True, errors="replace")
    assert ran.returncode == 0, ran.stdout
    assert "Warning" not in ran.stdout, ran.stdout


def test_only_lists_of_documents_come_as_ris_and_bibtex(kodetre: Kodetre, coded: Path) -> None:
    assert kodetre("report", "documents", "--format", "ris").out.count("ER  - ") == 3
    assert kodetre("report", "references", "--format", "bib").out.count("@techreport{") == 3
    ran = kodetre("report", "excerpts", "--format", "ris")
    assert (ran.code, ran.out) == (2, "")
