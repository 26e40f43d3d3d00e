"""Struck words of files that say themselves what is struck: marked, read as others are, or left out."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from kodetre.ingest.read import read
from kodetre.model.documents import Strike


def word(path: Path) -> Path:
    document = docx.Document()
    paragraph = document.add_paragraph("Satsen er ")
    struck = paragraph.add_run("høyt ")
    struck.font.strike = True
    twice = paragraph.add_run("satt")
    twice.font.double_strike = True
    paragraph.add_run(" høyeste lovlige.")
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx")


def writer(path: Path) -> Path:
    names = {name: f"urn:oasis:names:tc:opendocument:xmlns:{name}:1.0" for name in ("office", "text", "style")}
    spaces = " ".join(f'xmlns:{name}="{uri}"' for name, uri in names.items())
    style = (
        '<style:style style:name="T1" style:family="text"><style:text-properties '
        'style:text-line-through-style="solid"/></style:style>'
        '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>'
    )
    span = '<text:span text:style-name="T2">høyt <text:span>satt</text:span></text:span>'
    body = f"<text:p>Satsen er {span} høyeste lovlige.</text:p>"
    with zipfile.ZipFile(path.with_suffix(".odt"), "w") as file:
        file.writestr(
            "content.xml",
            f"<office:document-content {spaces}><office:automatic-styles>{style}</office:automatic-styles>"
            f"<office:body><office:text>{body}</office:text></office:body></office:document-content>",
        )
    return path.with_suffix(".odt")


def rich(path: Path) -> Path:
    body = rb"{\rtf1\ansi\pard Satsen er {\strike h\'f8yt }{\striked satt} h\'f8yeste lovlige.\par}"
    path.with_suffix(".rtf").write_bytes(body)
    return path.with_suffix(".rtf")


def page(path: Path) -> Path:
    body = "<p>Satsen er <s>høyt <b>satt</b></s> høyeste lovlige.</p>"
    more = (
        "<p>Kommunen vil følge opp arbeidet i samråd med dem det gjelder, og legge fram en sak om det hvert år.</p>" * 4
    )
    path.with_suffix(".html").write_text(f"<html><body><article>{body}{more}</article></body></html>", "utf-8")
    return path.with_suffix(".html")


@pytest.mark.parametrize("make", [word, writer, rich, page])
@pytest.mark.parametrize(
    ("strike", "written"),
    [("mark", "~~høyt satt~~ høyeste"), ("keep", "høyt satt høyeste"), ("drop", "høyeste")],
)
def test_struck_words_are_what_the_project_says(
    tmp_path: Path, make: Callable[[Path], Path], strike: Strike, written: str
) -> None:
    text = read(make(tmp_path / "forslag"), strike=strike).text
    assert text.startswith(f"Satsen er {written} lovlige.")


@pytest.mark.parametrize("make", [word, writer, rich, page])
def test_what_is_left_out_is_shown_with_the_furniture(tmp_path: Path, make: Callable[[Path], Path]) -> None:
    furniture = read(make(tmp_path / "forslag"), strike="drop").furniture
    assert " ".join(line.text for line in furniture) == "høyt satt"


def test_a_style_strikes_and_a_run_may_say_otherwise(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("Utgår", 2)
    style.font.strike = True
    paragraph = document.add_paragraph("Satsen ")
    paragraph.add_run("er høy", style=style)
    paragraph.add_run(" og fast", style=style).font.strike = False
    document.save(str(tmp_path / "a.docx"))
    assert read(tmp_path / "a.docx").text == "Satsen ~~er høy~~ og fast"


def test_a_stretch_over_paragraphs_is_marked_in_each(tmp_path: Path) -> None:
    (tmp_path / "a.rtf").write_bytes(rb"{\rtf1\ansi\pard En\strike  to\par tre\strike0  fire\par}")
    assert read(tmp_path / "a.rtf").text == "En ~~to~~\n\n~~tre~~ fire"
