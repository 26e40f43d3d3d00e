"""A code tree out of a table."""

import json
from pathlib import Path

import pytest
import xlsxwriter
from docx import Document
from support.project import Kodetre

ROWS = [
    ["Kode", "Overkode", "Beskrivelse", "Nøkkelord", "Merknad"],
    ["Økonomi", "", "Penger", "tilskudd; budsjett", "x"],
    ["Tilskudd", "Økonomi", "Statlige midler", "", ""],
    ["", "", "uten navn", "", ""],
]


def as_csv(path: Path) -> Path:
    path.write_text("\n".join(";".join(f'"{cell}"' for cell in row) for row in ROWS) + "\n", "utf-8")
    return path


def as_workbook(path: Path) -> Path:
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    for number, row in enumerate(ROWS):
        sheet.write_row(number, 0, row)
    book.close()
    return path


def as_word(path: Path) -> Path:
    document = Document()
    document.add_paragraph("Kodeboka vår")
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, cells in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, cells, strict=True):
            cell.text = text
    document.save(str(path))
    return path


def codes(kodetre: Kodetre) -> dict[str, tuple[str, str, list[str]]]:
    listed = [json.loads(line) for line in kodetre("codebook", "show", "--json").out.splitlines()]
    return {one["code"]: (one["label"], one["definition"], one["keywords"]) for one in listed}


@pytest.fixture
def fresh(kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    kodetre("init", str(tmp_path / "p"), "--template", "tom")
    monkeypatch.chdir(tmp_path / "p")
    return tmp_path


@pytest.mark.parametrize(("name", "make"), [("k.csv", as_csv), ("k.xlsx", as_workbook), ("k.docx", as_word)])
def test_codes_come_with_their_tree_definition_and_keywords(
    kodetre: Kodetre, fresh: Path, name: str, make: object
) -> None:
    assert callable(make)
    file = str(make(fresh / name))
    preview = json.loads(kodetre("codebook", "import", file, "--dry-run", "--json").out)
    assert preview["columns"] == {
        "label": "Kode",
        "parent": "Overkode",
        "definition": "Beskrivelse",
        "keywords": "Nøkkelord",
    }
    assert (preview["new"], preview["left"], preview["step"]) == (2, ["Merknad"], 0)
    ran = kodetre("codebook", "import", file)
    assert ran.code == 0, ran.err
    assert codes(kodetre) == {
        "økonomi": ("Økonomi", "Penger", ["tilskudd", "budsjett"]), "økonomi.tilskudd": ("Tilskudd", "Statlige midler", []),
    }  # fmt: skip
    again = json.loads(kodetre("codebook", "import", file, "--json").out)
    assert (again["new"], again["known"], again["step"]) == (0, 2, 0)
    assert kodetre("undo").code == 0
    assert "eksempel" in codes(kodetre)


def test_a_codebook_that_went_to_taguette_comes_back_with_its_tree(
    kodetre: Kodetre, coded: Path, tmp_path: Path
) -> None:
    kodetre("export", str(tmp_path / "t.csv"), "--to", "taguette-codebook")
    ours = set(codes(kodetre))
    kodetre("init", str(tmp_path / "ny"), "--template", "tom")
    assert kodetre("codebook", "import", str(tmp_path / "t.csv"), "--project", str(tmp_path / "ny")).code == 0
    theirs = [
        json.loads(line)["code"]
        for line in kodetre("codebook", "show", "--json", "--project", str(tmp_path / "ny")).out.splitlines()
    ]
    assert set(theirs) == ours


def test_a_table_whose_columns_are_not_known_says_what_it_has(kodetre: Kodetre, fresh: Path) -> None:
    (fresh / "x.csv").write_text("A,B\nPenger,noe\n", "utf-8")
    ran = kodetre("codebook", "import", str(fresh / "x.csv"))
    assert ran.code == 2
    assert "'A', 'B'" in ran.err
    assert kodetre("codebook", "import", str(fresh / "x.csv"), "--column", "label=A").code == 0
    assert "penger" in codes(kodetre)


@pytest.mark.parametrize("name", ["x.xlsx", "x.docx", "x.csv", "x.pdf"])
def test_what_is_no_table_is_told(kodetre: Kodetre, fresh: Path, name: str) -> None:
    (fresh / name).write_bytes(b"PK\x03\x04 ikke noe")
    assert kodetre("codebook", "import", str(fresh / name)).code in (2, 4)


def test_rows_that_name_no_code_are_listed_as_left_out(kodetre: Kodetre, fresh: Path) -> None:
    file = fresh / "k.csv"
    file.write_text("Kode;Beskrivelse\nTilskudd;Midler\n;uten navn\n;også\n", "utf-8")
    ran = kodetre("codebook", "import", str(file), "--dry-run")
    assert "that name no code" in ran.out + ran.err
    (loss,) = json.loads(kodetre("codebook", "import", str(file), "--dry-run", "--json").out)["losses"]
    assert loss["count"] == 2
