"""Web pages."""

from pathlib import Path

import pytest

from kodetre.errors import EmptyFile
from kodetre.ingest.readers.html import read


def test_a_web_page_is_read_without_its_menu(tmp_path: Path) -> None:
    path = tmp_path / "side.html"
    text = "Kommunen har vedtatt en ny plan for rusarbeidet, og den gjelder i fire år fra nyttår. " * 4
    path.write_text(
        f"<html><head><title>Ny plan</title></head><body><nav><a href='/'>Hjem</a> <a href='/k'>Kontakt oss</a></nav>"
        f"<article><h1>Ny plan</h1><h2>Bakgrunn</h2><p>{text}</p><p>{text}</p></article></body></html>",
        "utf-8",
    )
    reading = read(path)
    assert "Kontakt oss" not in reading.text
    assert "rusarbeidet" in reading.text
    assert not reading.paged


def page(folder: Path, body: str, title: str = "Plan") -> Path:
    path = folder / "side.html"
    path.write_text(f"<html><head><title>{title}</title></head><body><article>{body}</article></body></html>", "utf-8")
    return path


TEXT = "Kommunen har vedtatt en ny plan for rusarbeidet, og den gjelder i fire år fra nyttår. " * 3


def test_headings_lists_and_tables_are_blocks_of_their_kind(tmp_path: Path) -> None:
    body = (
        f"<h1>Plan</h1><p>{TEXT}</p><h2>Tiltak</h2><ul><li>Kurs for unge</li><li>Åpen time</li></ul><p>{TEXT}</p>"
        f"<table><tr><th>Tiltak</th><th>Frist</th></tr><tr><td>Kurs</td><td>2025</td></tr></table><p>{TEXT}</p>"
    )
    reading = read(page(tmp_path, body))
    items = [reading.text[block.start : block.end] for block in reading.blocks if block.kind == "list_item"]
    assert items == ["Kurs for unge", "Åpen time"]
    assert ("heading", 2) in [(block.kind, block.level) for block in reading.blocks]
    assert [block.rows for block in reading.blocks if block.rows] == [(("Tiltak", "Frist"), ("Kurs", "2025"))]


def test_a_web_page_is_one_page_and_has_its_title(tmp_path: Path) -> None:
    reading = read(page(tmp_path, f"<p>{TEXT}</p><p>{TEXT}</p>", "Rusplan for Lindvik"))
    assert [(page.number, page.label) for page in reading.pages] == [(1, "1")]
    assert "Rusplan" in reading.metadata.title


def test_an_empty_file_is_no_page(tmp_path: Path) -> None:
    (tmp_path / "tom.html").write_bytes(b"  ")
    with pytest.raises(EmptyFile):
        read(tmp_path / "tom.html")


def article(folder: Path, inside: str) -> Path:
    before = "<h1>Plan</h1><p>" + "Kommunen har en plan for rusarbeid og psykisk helse. " * 6 + "</p>"
    after = "<p>" + "Kommunen har en plan for noe annet enn det. " * 6 + "</p>"
    (folder / "a.html").write_text(f"<html><body><article>{before}{inside}{after}</article></body></html>", "utf-8")
    return folder / "a.html"


def test_a_list_in_a_list_is_read_once_and_with_its_depth(tmp_path: Path) -> None:
    listed = "<ul><li>en<ul><li>to<ol><li>tre</li></ol></li></ul></li><li>fire</li></ul>"
    reading = read(article(tmp_path, listed))
    items = [block for block in reading.blocks if block.kind == "list_item"]
    assert [(item.level, reading.text[item.start : item.end]) for item in items] == [
        (1, "en"),
        (2, "to"),
        (3, "1. tre"),
        (1, "fire"),
    ]


@pytest.mark.parametrize(
    "inside",
    [
        "<figure><img src='a'><figcaption>Teksten står her.</figcaption></figure>", "<address>Teksten står her.</address>",
        "<details><summary>Mer</summary><p>Teksten står her.</p></details>", "<blockquote>Teksten står her.</blockquote>",
        "<pre>Teksten står her.</pre>", "<dl><dt>Begrep</dt><dd>Teksten står her.</dd></dl>",
        "<section><div>Teksten står her.</div></section>", "<p>Teksten <ins>står</ins> <b>her</b>.</p>",
    ],
)  # fmt: skip
def test_text_of_the_page_is_read_whatever_it_stands_in(tmp_path: Path, inside: str) -> None:
    assert "Teksten står her." in read(article(tmp_path, inside)).text


def test_a_file_with_only_a_mark_of_its_encoding_is_empty(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(b"\xef\xbb\xbf\n")
    with pytest.raises(EmptyFile):
        read(tmp_path / "a.html")


def test_a_page_that_says_much_beside_its_main_text_says_how_much_was_left_out(tmp_path: Path) -> None:
    beside = "<aside><p>" + "Et ord til i margen. " * 40 + "</p></aside>"
    assert "words stand beside its main text" in " ".join(read(article(tmp_path, beside)).notes)
    assert read(article(tmp_path, "<p>Litt mer.</p>")).notes == ()


def test_items_have_the_numbers_that_a_browser_shows(tmp_path: Path) -> None:
    listed = "<ol start=3><li>tre</li><li><p>fire</p></li></ol><ol type=a><li>en</li><li value=5>fem</li></ol>"
    reading = read(article(tmp_path, listed))
    items = [block.span.of(reading.text) for block in reading.blocks if block.kind == "list_item"]
    assert items == ["3. tre", "4. fire", "a. en", "e. fem"]


def test_text_that_was_deleted_is_out_and_the_text_after_it_in(tmp_path: Path) -> None:
    assert "Vi vil ny plan." in read(article(tmp_path, "<p>Vi <del>ville</del>vil <ins>ny</ins> plan.</p>")).text
