"""Reports: numbers against an independent count, citations, and text that no format takes for anything else."""

import csv
import io
import json
import re
import sqlite3
from html.parser import HTMLParser
from pathlib import Path

import pytest
from support.material import material_for
from support.project import CORPUS, Kodetre

from kodetre.document.citation import alphabetical, cite, place_of, year_letters
from kodetre.i18n.messages import languages
from kodetre.model.documents import DocumentInfo, Metadata
from kodetre.report.render import TEXT
from kodetre.report.render.csv import safe
from kodetre.report.tables import NAMES

LIVE = """
FROM coding JOIN step ON step.id = coding.step WHERE step.undone = 0 AND coding.id NOT IN (
  SELECT coding_removal.coding FROM coding_removal JOIN step ON step.id = coding_removal.step WHERE step.undone = 0)
"""


def count(question: str, *values: object) -> int:
    raw = sqlite3.connect("kodetre.db")
    try:
        return int(raw.execute(f"SELECT COUNT(*) {LIVE} {question}", values).fetchone()[0])
    finally:
        raw.close()


def report(kodetre: Kodetre, kind: str, *options: str) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = json.loads(kodetre("report", kind, "--format", "json", *options).out)
    return found


def test_frequencies_are_what_plain_sql_counts(kodetre: Kodetre, coded: Path) -> None:
    kodetre("undo")
    kodetre("redo")
    groups = report(kodetre, "frequencies", "--by", "group")["rows"]
    rows = report(kodetre, "frequencies", "--by", "document")["rows"]
    assert len(rows) > 30
    for row, in_groups in zip(rows, groups, strict=True):
        code = row["code"]
        under = "AND (coding.code = ? OR coding.code LIKE ? || '.%')"
        assert row["total"] == count(under, code, code)
        for document in (1, 2, 3):
            assert row[f"document:D{document}"] == count(f"{under} AND coding.document = ?", code, code, document)
        assert in_groups["group:Hellefjord kommune"] == row["document:D1"]
        assert in_groups["group:Lindvik kommune"] == int(str(row["document:D2"])) + int(str(row["document:D3"]))


def test_the_matrix_is_what_plain_sql_counts(kodetre: Kodetre, coded: Path) -> None:
    raw = sqlite3.connect("kodetre.db")
    question = """
    SELECT COUNT(*) FROM (SELECT DISTINCT a.document, a.start, a.end FROM coding a JOIN coding b
    ON a.document = b.document AND a.start < b.end AND b.start < a.end
    WHERE (a.code = :a OR a.code LIKE :a || '.%') AND (b.code = :b OR b.code LIKE :b || '.%'))
    """
    rows = report(kodetre, "matrix")["rows"]
    assert [row["code"] for row in rows] == ["okonomi", "geografi", "organisering", "samarbeid", "omdømme"]
    for row in rows:
        for other in ("instrumentelt", "kulturelt", "myte"):
            cell = row[other]
            assert isinstance(cell, dict)
            assert cell["count"] == raw.execute(question, {"a": row["code"], "b": other}).fetchone()[0]
    raw.close()
    expected = {row["code"]: [o for o in ("instrumentelt", "kulturelt", "myte") if row[o]["expected"]] for row in rows}  # type: ignore[index]
    assert expected == {
        "okonomi": ["instrumentelt"],
        "geografi": ["instrumentelt"],
        "organisering": ["instrumentelt", "kulturelt"],
        "samarbeid": ["instrumentelt", "kulturelt", "myte"],
        "omdømme": ["kulturelt", "myte"],
    }


def test_every_coding_is_an_excerpt_with_its_page(kodetre: Kodetre, coded: Path) -> None:
    table = report(kodetre, "excerpts")
    codings = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    assert len(table["rows"]) == len(codings) == count("")
    printed = {coding["id"]: coding["label"] if coding["document"] in ("D1", "D2") else "" for coding in codings}
    assert {row["coding"]: str(row["page"]).split("–")[0] for row in table["rows"]} == printed


def test_filters_let_through_what_they_say(kodetre: Kodetre, coded: Path) -> None:
    kodetre("documents", "set", "D3", "author=Ola Hansen")
    rows = report(kodetre, "excerpts", "--code", "samarbeid", "--group", "Lindvik kommune", "--document", "D3")["rows"]
    assert rows
    assert {row["document"] for row in rows} == {"D3"}
    assert all(str(row["code"]).split(".")[0] == "samarbeid" for row in rows)
    assert all("(Ola Hansen, 2024" in str(row["citation"]) for row in rows)
    for option, value in (("--group", "Tangen"), ("--coder", "Ola"), ("--code", "tull"), ("--document", "D9")):
        ran = kodetre("report", "excerpts", option, value)
        assert ran.code == 6
        assert value in ran.err


@pytest.mark.parametrize("kind", ["excerpts", "matrix", "progress"])
@pytest.mark.parametrize("format", sorted({*TEXT} - {"csv-excel"}))
def test_a_report_in_a_file_is_what_the_screen_shows(kodetre: Kodetre, coded: Path, kind: str, format: str) -> None:
    first = kodetre("report", kind, "--format", format, "--output", f"en.{format}")
    assert first.code == 0, first.err
    assert first.out == ""
    assert kodetre("report", kind, "--format", format).out == Path(f"en.{format}").read_text("utf-8")


@pytest.mark.parametrize(
    ("language", "heading"), [("nb", "Kodede utdrag"), ("nn", "Koda utdrag"), ("en", "Coded excerpts")]
)
def test_reports_speak_the_language_of_the_project(kodetre: Kodetre, coded: Path, language: str, heading: str) -> None:
    settings = Path("kodetre.yaml")
    settings.write_text(settings.read_text("utf-8").replace("language: nb", f"language: {language}"), "utf-8")
    text = kodetre("report", "excerpts").out
    assert text.startswith(f"# {heading}\n")
    assert ("p. 1)" in text) == (language == "en")


def test_every_language_has_every_word() -> None:
    spoken = languages()
    assert spoken["nb"].keys() == spoken["nn"].keys()
    assert spoken["nb"].keys() <= spoken["en"].keys()
    for words in spoken.values():
        for name, text in words.items():
            assert set(re.findall(r"{(\w+)}", text)) == set(re.findall(r"{(\w+)}", spoken["en"][name]))


def info(number: int, author: str, year: str, title: str) -> DocumentInfo:
    return DocumentInfo(f"D{number}", "", "", "", Metadata(title, author, year), "nb", "ok", 1, 1, True, "")


def test_sources_of_one_author_and_year_get_letters_in_the_order_of_their_titles() -> None:
    documents = [
        info(1, "Drammen kommune", "2022", "Årsmelding"),
        info(2, "Drammen kommune", "2022", "Handlingsplan"),
        info(3, "drammen kommune", "2022", "Økonomiplan"),
        info(4, "Drammen kommune", "2021", "Årsmelding"),
        info(5, "Bergen kommune", "2022", "Plan"),
        info(6, "Bergen kommune", "", "Notat"),
    ]
    assert year_letters(documents, "nb") == {
        "D1": "2022c", "D2": "2022a", "D3": "2022b", "D4": "2021", "D5": "2022", "D6": "u.å.",
    }  # fmt: skip
    assert year_letters(documents[::-1], "nb") == year_letters(documents, "nb")


def test_norwegian_letters_come_last_in_the_alphabet() -> None:
    assert sorted(["Åsen", "Zoo", "Ærlig", "Øst", "alt", "Bad"], key=alphabetical) == [
        "alt",
        "Bad",
        "Zoo",
        "Ærlig",
        "Øst",
        "Åsen",
    ]


@pytest.mark.parametrize(
    ("pages", "section", "language", "expected"),
    [
        (("57",), ("5 Mål",), "nb", "(Drammen kommune, 2022b, s. 57)"),
        (("57", "58"), (), "nb", "(Drammen kommune, 2022b, s. 57–58)"),
        (("iv",), (), "nn", "(Drammen kommune, 2022b, s. iv)"),
        (("57", "58"), (), "en", "(Drammen kommune, 2022b, pp. 57–58)"),
        ((), ("5 Mål", "5.3 Tiltak", "Ingress"), "nb", "(Drammen kommune, 2022b, kap. 5.3)"),
        ((), ("Tiltak",), "nb", "(Drammen kommune, 2022b, «Tiltak»)"),
        ((), (), "nb", "(Drammen kommune, 2022b)"),
    ],
)
def test_a_citation_says_what_is_printed_on_the_page(
    pages: tuple[str, ...], section: tuple[str, ...], language: str, expected: str
) -> None:
    assert cite("Drammen kommune", "2022b", place_of(pages, section, language)) == expected


NASTY = [
    "=HYPERLINK(\"http://x\")", "+1", "-1", "@SUM(A1)", "<script>alert(1)</script>", "a | b", "*fet* _kursiv_ `kode`",
    "\\end{table}", "\u202eomvendt", "[lenke](http://x)", "& < > \" '", "<img src=x onerror=alert(1)>", "tall; med, skille\"tegn\"",
]  # fmt: skip


@pytest.fixture
def nasty(kodetre: Kodetre, project: Path) -> Path:
    """A project with a document whose every paragraph is coded and wants to be something else than text."""
    (project / "corpus/fiendtlig.txt").write_text("\n\n".join(NASTY), "utf-8")
    assert kodetre("ingest", "corpus/fiendtlig.txt").code == 0
    kodetre("documents", "set", "D4", "title=<b>Tittel</b>", "author==1+1", "group=G|<i>")
    rows = [
        json.dumps({"document": "D4", "quote": quote, "code": "myte", "memo": quote})
        for quote in NASTY
        if quote[0] not in "+-"
    ]
    Path("k.jsonl").write_text("\n".join(rows), "utf-8")
    for coder in ("Kari", "Ola"):
        ran = kodetre("apply", "k.jsonl", "--coder", coder)
        assert ran.code == 0, ran.err
    return project


def test_a_spreadsheet_never_runs_what_a_document_says(kodetre: Kodetre, nasty: Path) -> None:
    for kind in NAMES:
        material_for(kodetre, kind, NASTY[0])
        ran = kodetre("report", kind, "--format", "csv")
        assert ran.code == 0, (kind, ran.err)
        for row in csv.reader(io.StringIO(ran.out)):
            for cell in row:
                number = re.fullmatch(r"-?\d+(\.\d+)?", cell)
                assert number or cell[:1] not in ("=", "+", "-", "@", "\t", "\r"), cell
    assert safe("-1") == "'-1"
    assert safe("–1") == "–1"


class Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.scripts: list[str] = []
        self.island = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        if tag == "script":
            self.scripts.append(dict(attrs).get("type") or "")
        assert not any(
            name.startswith("on") or (name in ("src", "href") and not (value or "").startswith("#"))
            for name, value in attrs
        )

    def handle_data(self, data: str) -> None:
        if self.scripts[-1:] == ["application/json"] and not self.island:
            self.island = data
        self.text += data


def test_html_shows_text_as_text_and_asks_nothing_of_the_network(kodetre: Kodetre, nasty: Path) -> None:
    for kind in NAMES:
        material_for(kodetre, kind, "<b>Plan</b><img src=x onerror=y>\u202e")
        page = Texts()
        ran = kodetre("report", kind, "--format", "html")
        assert ran.code == 0, (kind, ran.err)
        page.feed(ran.out)
        assert not page.tags & {"img", "b", "link", "iframe"}
        assert page.scripts in (["", "application/json"], [""], ["application/json", ""])
        assert "\u202e" not in page.text
    page = Texts()
    page.feed(kodetre("report", "excerpts", "--format", "html", "--typical", "99").out)
    assert page.scripts == [""]
    page = Texts()
    page.feed(kodetre("report", "excerpts", "--format", "html").out)
    (nasty_one,) = [one for one in json.loads(page.island)["documents"] if one["id"] == "D4"]
    for quote in NASTY:
        if quote[0] != "\u202e":
            assert quote in nasty_one["text"]


def test_markdown_shows_text_as_text(kodetre: Kodetre, nasty: Path) -> None:
    from markdown_it import MarkdownIt

    text = kodetre("report", "excerpts").out
    tables = MarkdownIt("commonmark").enable("table").parse(text)
    inline = [child for token in tables if token.type == "inline" for child in token.children or []]
    assert not {child.type for child in inline} & {"html_inline", "link_open", "code_inline", "strong_open", "image"}
    shown = ["".join(c.content for c in token.children or []) for token in tables if token.type == "inline"]
    for quote in NASTY:
        if quote[0] not in "+-\u202e":
            assert f"«{quote}»" in shown


def test_a_codebook_without_a_second_dimension_has_no_matrix(kodetre: Kodetre, coded: Path) -> None:
    path = Path("codebooks/kommunalt-rusarbeid.yaml")
    path.write_text(path.read_text("utf-8").split("\n  perspektiv:")[0] + "\n", "utf-8")
    ran = kodetre("report", "matrix")
    assert ran.code == 2
    assert "a matrix needs two" in ran.err


def test_codings_of_a_code_that_left_the_codebook_are_still_reported(kodetre: Kodetre, coded: Path) -> None:
    total = count("")
    path = Path("codebooks/kommunalt-rusarbeid.yaml")
    path.write_text(path.read_text("utf-8").replace("      geografi:", "      sted:"), "utf-8")
    text = path.read_text("utf-8").replace("okonomi, geografi, organisering", "okonomi, sted, organisering")
    path.write_text(text, "utf-8")
    rows = report(kodetre, "excerpts")["rows"]
    assert len(rows) == total
    assert any(str(row["code"]).startswith("geografi") for row in rows)


def test_the_shipped_corpus_is_the_one_that_its_sources_typeset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import typeset_corpus

    source = typeset_corpus.SOURCES / "lindvik-horingssvar-2024.md"
    monkeypatch.setattr(typeset_corpus, "CORPUS", tmp_path)
    typeset_corpus.main([str(source)])
    from docx import Document

    made, shipped = (Document(str(folder / "lindvik-horingssvar-2024.docx")) for folder in (tmp_path, CORPUS))
    assert [p.text for p in made.paragraphs] == [p.text for p in shipped.paragraphs]
