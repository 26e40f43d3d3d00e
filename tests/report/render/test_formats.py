"""Reports as Word documents, Excel workbooks and LaTeX: what is in them, and that text stays text."""

import json
import re
import shutil
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from pypdf import PdfReader
from support.material import material_for
from support.project import Kodetre, call

from kodetre.report.render import BINARY
from kodetre.report.render import docx as word_document
from kodetre.report.render import tex as latex
from kodetre.report.render import xlsx as workbook
from kodetre.report.report import Report
from kodetre.report.table import Column, Marked, Table
from kodetre.report.tables import NAMES

NASTY = "=cmd() <script> | \\end{table} $x_1^2$ 100 % & #1 ~ «sitat» \u202etfel\u202c a\x00b å"
COLUMNS = (Column("code", "Kode"), Column("excerpt", "Utdrag"), Column("memo", "Memo"), Column("n", "Tall", True))
ROWS = (("okonomi", NASTY, "", 7), ("okonomi", "To ord", "", Marked(3, True)), ("geografi", "Tre ord til", "", 0))
SECTIONS = (("Økonomi (2)", 2), ("Geografi (1)", 1))
TABLE = Table("excerpts", "Kodede utdrag", COLUMNS, ROWS, SECTIONS, frozenset({"code"}), ("Laget av kodetre.",))
REPORT = Report((TABLE,), "nb")


def sheets(data: bytes) -> list[list[tuple[str, str]]]:
    """The cells of a workbook's sheets as (kind, text), read without a library for workbooks."""
    space = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    with zipfile.ZipFile(BytesIO(data)) as book:
        strings = ["".join(one.itertext()) for one in etree.fromstring(book.read("xl/sharedStrings.xml"))]
        found = []
        for name in sorted(name for name in book.namelist() if name.startswith("xl/worksheets/sheet")):
            root = etree.fromstring(book.read(name))
            assert not root.findall(f".//{space}f"), "a formula"
            assert not root.findall(f".//{space}hyperlink")
            cells = []
            for cell in root.iter(f"{space}c"):
                value = cell.findtext(f"{space}v") or ""
                cells.append(("text", strings[int(value)]) if cell.get("t") == "s" else ("number", value))
            found.append(cells)
        return found


def test_a_word_document_has_tables_with_captions_and_headers_that_repeat() -> None:
    document = Document(BytesIO(word_document.render(REPORT)))
    assert [paragraph.text for paragraph in document.paragraphs if paragraph.style.name == "Heading 1"] == [
        "Kodede utdrag"
    ]
    captions = [paragraph for paragraph in document.paragraphs if paragraph.style.name == "Caption"]
    assert [paragraph.text for paragraph in captions] == [
        "Tabell\u00a01\nKodede utdrag: Økonomi (2)",
        "Tabell\u00a02\nKodede utdrag: Geografi (1)",
    ]
    assert "SEQ Tabell" in captions[0]._p.xml
    assert [[cell.text for cell in row.cells] for row in document.tables[1].rows] == [
        ["Utdrag", "Tall"],
        ["«Tre ord til»", "0"],
    ]
    assert document.tables[0].rows[2].cells[1].text == "3 *"
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert document.paragraphs[-1].text == "Laget av kodetre."


def test_a_workbook_has_every_column_numbers_as_numbers_and_nothing_that_runs() -> None:
    (cells,) = sheets(workbook.render(REPORT))
    assert cells[:5] == [("text", name) for name in ("Kode", "Utdrag", "Memo", "Tall", "Tall: forventet")]
    assert ("text", "To ord") in cells
    assert ("number", "7") in cells
    assert [text for kind, text in cells if kind == "text" and text.startswith("=cmd()")]


def test_two_sheets_never_have_one_name() -> None:
    with zipfile.ZipFile(BytesIO(workbook.render(Report((TABLE, TABLE), "nb")))) as book:
        root = etree.fromstring(book.read("xl/workbook.xml"))
    names = [
        sheet.get("name") for sheet in root.iter("{http://schemas.openxmlformats.org/spreadsheetml/2006/main}sheet")
    ]
    assert len(set(names)) == 2


@pytest.mark.parametrize("render", [word_document.render, workbook.render])
def test_text_reaches_a_document_as_it_is_but_for_what_xml_cannot_hold(render: object) -> None:
    data = render(REPORT)  # type: ignore[operator]
    with zipfile.ZipFile(BytesIO(data)) as parts:
        assert parts.testzip() is None
        said = "".join(
            "".join(etree.fromstring(parts.read(n)).itertext()) for n in parts.namelist() if n.endswith(".xml")
        )
    assert "=cmd() <script> | \\end{table} $x_1^2$ 100 % & #1 ~" in said
    assert "\x00" not in said
    assert "\u202e" not in said


@pytest.mark.parametrize("format", BINARY)
@pytest.mark.parametrize("kind", NAMES)
def test_every_report_is_written_in_every_format_and_the_same_each_time(
    kodetre: Kodetre, coded: Path, kind: str, format: str
) -> None:
    material_for(kodetre, kind)
    for name in ("en", "to"):
        ran = kodetre("report", kind, "--format", format, "--output", f"{name}.{format}")
        assert ran.code == 0, ran.err
    assert (coded / f"en.{format}").read_bytes() == (coded / f"to.{format}").read_bytes()
    assert (coded / f"en.{format}").stat().st_size > 500


def test_a_format_that_is_no_text_wants_a_file(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre("report", "matrix", "--format", "docx")
    assert (ran.code, ran.out) == (2, "")
    assert "--output matrix.docx" in ran.err


def test_the_numbers_in_word_are_those_in_json(kodetre: Kodetre, coded: Path) -> None:
    kodetre("report", "frequencies", "--by", "group", "--format", "docx", "--output", "f.docx")
    rows = json.loads(kodetre("report", "frequencies", "--by", "group", "--format", "json").out)["rows"]
    drawn = [row.cells[-1].text for table in Document(str(coded / "f.docx")).tables for row in table.rows[1:]]
    assert drawn == [str(row["total"]) for row in rows]


@given(st.text(max_size=80))
def test_escaped_latex_has_no_command_of_the_texts_own(text: str) -> None:
    written = latex.escaped(text)
    for known in sorted(latex._SPECIAL.values(), key=len, reverse=True):
        written = written.replace(known, "")
    assert not set(written) & set("\\{}$&#%_^~")


@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_the_latex_compiles_whatever_the_text(tmp_path: Path) -> None:
    (tmp_path / "tabell.tex").write_text(latex.render(REPORT), "utf-8")
    packages = "".join(
        rf"\usepackage{p}"
        for p in ("[T1]{fontenc}", "[utf8]{inputenc}", "{booktabs,longtable,array,textcomp,graphicx,pdflscape}")
    )
    (tmp_path / "alt.tex").write_text(
        rf"\documentclass{{article}}{packages}\begin{{document}}\input{{tabell}}\end{{document}}", "utf-8"
    )
    ran = subprocess.run(
        ["pdflatex", "-halt-on-error", "alt.tex"], cwd=tmp_path, capture_output=True, text=True, errors="replace"
    )
    assert ran.returncode == 0, ran.stdout[-1500:]


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_word_documents_open_in_libreoffice(tmp_path: Path) -> None:
    (tmp_path / "rapport.docx").write_bytes(word_document.render(REPORT))
    command = [
        "soffice",
        f"-env:UserInstallation=file://{tmp_path}/profil",
        "--headless",
        "--convert-to",
        "pdf",
        "rapport.docx",
    ]
    subprocess.run(command, cwd=tmp_path, capture_output=True, check=True, timeout=120)
    assert (tmp_path / "rapport.pdf").read_bytes().startswith(b"%PDF")


@pytest.fixture(scope="module")
def whole(coded_by_keywords: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything, with figures, in Word and LaTeX."""
    folder = tmp_path_factory.mktemp("whole") / "ut"
    written = ("--figures", "--format", "docx", "--format", "tex", "--output", str(folder))
    ran = call("report", "everything", *written, "--project", str(coded_by_keywords))
    assert ran.code == 0, ran.err
    return folder


@pytest.mark.xdist_group("whole report")
@pytest.mark.skipif(shutil.which("pdflatex") is None, reason="pdflatex is not installed")
def test_the_latex_of_a_whole_report_compiles_with_its_figures(whole: Path) -> None:
    head = (whole / "everything.tex").read_text("utf-8").splitlines()[0]
    packages = head.removeprefix("% In the preamble: ")
    (whole / "alt.tex").write_text(
        rf"\documentclass{{article}}{packages}\begin{{document}}\input{{everything}}\end{{document}}", "utf-8"
    )
    for _ in range(2):
        command = ["pdflatex", "-halt-on-error", "alt.tex"]
        ran = subprocess.run(command, cwd=whole, capture_output=True, text=True, errors="replace")
        assert ran.returncode == 0, ran.stdout[-1500:]
    pages = [page.extract_text() for page in PdfReader(whole / "alt.pdf").pages]
    said = " ".join(" ".join(pages).split())
    assert "Hellefjord kommune. (2023). Handlingsprogram" in said
    assert said.count("Figure ") >= 8


@pytest.mark.xdist_group("whole report")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_the_contents_page_says_where_things_are(whole: Path, tmp_path: Path) -> None:
    profile = f"-env:UserInstallation=file://{tmp_path}/profil"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "everything.docx"]
    subprocess.run(command, cwd=whole, capture_output=True, check=True, timeout=180)
    pages = [page.extract_text() for page in PdfReader(whole / "everything.pdf").pages]
    listed = re.findall(r"^(.+?)[ .…]{4,}(\d+)$", pages[0], re.MULTILINE)
    assert [title.strip() for title, _ in listed][:2] == ["Dokumenter", "Litteratur"]
    assert len(listed) >= 11
    for title, number in listed:
        first = pages[int(number) - 1].strip().splitlines()[0]
        assert " ".join(first.split()).startswith(" ".join(title.split())), (title, number, first)
