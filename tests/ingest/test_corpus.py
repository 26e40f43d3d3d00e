"""The shipped corpus, word for word."""

import sys
from pathlib import Path
from typing import Any

import pytest
from support.project import CORPUS
from support.typesetting import check_offsets

from kodetre.ingest.read import read
from kodetre.model.documents import Reading

sys.path.insert(0, str(CORPUS.parent / "tools"))
import typeset_corpus

SOURCES = sorted(typeset_corpus.SOURCES.glob("*.md"))
pytestmark = pytest.mark.xdist_group("ingest")  # the corpus is read once for all


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {path.name: read(path) for path in CORPUS.iterdir() if path.suffix in (".pdf", ".docx")}


def written(source: Any) -> list[tuple[str, str]]:
    """The blocks of a source file: kind and text."""
    kinds = {"paragraph": "paragraph", "caption": "caption"}
    found: list[tuple[str, str]] = []
    for kind, value in source.parts:
        if kind.startswith("heading"):
            found.append(("heading", value))
        elif kind == "table":
            found.append(("table", "\n".join("\t".join(row) for row in value)))
        elif kind == "bullets":
            found += [("list_item", text) for text in value]
        elif kind == "numbers":
            printed = source.head["file"].endswith(".pdf")
            found += [("list_item", f"{n}. {text}" if printed else text) for n, text in enumerate(value, start=1)]
        else:
            found.append((kinds[kind], value))
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_block_of_the_corpus_is_read_word_for_word_in_order(path: Path, readings: dict[str, Reading]) -> None:
    source = typeset_corpus.read(path)
    reading = readings[source.head["file"]]
    front = 0 if not source.head["file"].endswith(".pdf") else 1
    blocks = [b for b in reading.blocks if b.part != "contents" and b.page_first > front]
    found = [(b.kind, " ".join(reading.text[b.start : b.end].split(" "))) for b in blocks]
    if not front:
        found = found[1:]  # the title
    assert found == written(source)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_headings_have_the_level_they_were_written_with(path: Path, readings: dict[str, Reading]) -> None:
    source = typeset_corpus.read(path)
    reading = readings[source.head["file"]]
    levels = {reading.text[b.start : b.end]: b.level for b in reading.blocks if b.kind == "heading"}
    expected = {value: int(kind[-1]) for kind, value in source.parts if kind.startswith("heading")}
    assert {title: levels[title] for title in expected} == expected


def test_page_labels_are_those_that_are_printed(readings: dict[str, Reading]) -> None:
    labels = [page.label for page in readings["lindvik-handlingsplan-2023.pdf"].pages]
    assert labels[:5] == ["i", "ii", "iii", "1", "2"]
    assert labels[-1] == str(len(labels) - 3)


def test_every_word_stands_on_the_page_that_the_pdf_says(readings: dict[str, Reading]) -> None:
    from pypdf import PdfReader

    name = "lindvik-handlingsplan-2023.pdf"
    reading = readings[name]
    pages = [page.extract_text() for page in PdfReader(CORPUS / name).pages]
    printed = ["".join(text.replace("-", "").split()) for text in pages]
    for block in reading.blocks:
        for page in reading.pages[block.page_first - 1 : block.page_last]:
            part = reading.text[max(block.start, page.start) : min(block.end, page.end)].strip()
            for word in part.split():
                assert word.replace("-", "") in printed[page.number - 1], (page.label, word)


def test_running_headers_and_page_numbers_are_kept_beside_the_text(readings: dict[str, Reading]) -> None:
    reading = readings["lindvik-alkohol-2024.pdf"]
    assert "Side 3" not in reading.text
    assert reading.text.count("Alkoholpolitiske retningslinjer") == 1
    assert {"Alkoholpolitiske retningslinjer", "Lindvik kommune", "Side 3"} <= {f.text for f in reading.furniture}


def test_the_contents_page_and_the_reference_list_are_marked(readings: dict[str, Reading]) -> None:
    reading = readings["lindvik-handlingsplan-2023.pdf"]
    contents = [b for b in reading.blocks if b.part == "contents"]
    assert {b.page_first for b in contents} == {2, 3}
    references = [reading.text[b.start : b.end] for b in reading.blocks if b.part == "references"]
    assert references[0] == "Referanser"
    assert len(references) == 4


def test_a_table_is_rows_of_cells(readings: dict[str, Reading]) -> None:
    (table,) = [b for b in readings["lindvik-alkohol-2024.pdf"].blocks if b.kind == "table"]
    assert table.rows is not None
    assert table.rows[0] == ("År", "Skjenkesteder", "Kontroller", "Brudd")
    assert table.rows[-1] == ("2023", "31", "110", "6")


def test_offsets_agree_with_the_text_in_every_document(readings: dict[str, Reading]) -> None:
    for reading in readings.values():
        check_offsets(reading)


def test_reading_twice_gives_the_same(readings: dict[str, Reading]) -> None:
    name = "lindvik-arsmelding-2023.pdf"
    assert read(CORPUS / name) == readings[name]
