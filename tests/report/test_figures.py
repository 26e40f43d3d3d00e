"""Figures: their numbers are the tables', they are the same each time, and they are told apart without colours."""

import csv
import json
import re
from io import BytesIO
from pathlib import Path

import pytest
from lxml import etree
from PIL import Image
from support.material import material_for
from support.project import Kodetre

from kodetre.report.figure import Bars, Figure, Heat, Intervals, Lines, Network, Series, Strips
from kodetre.report.kind import load_kind
from kodetre.report.render.drawing import PALETTE, draw
from kodetre.report.table import Column, Table
from kodetre.report.tables import NAMES

NASTY = "$x^2_{ & <b> \\frac 50 % \x00 \u202e 日本 " + "langt " * 30
TABLE = Table("figure", "t", (Column("label", "Navn"),), (("a",),))
DRAWINGS = (
    Bars((NASTY, "b"), (Series(NASTY, (1.5, 0.0)), Series("To", (0.0, 2.25))), "per 1000 ord"),
    Bars((), (), "per 1000 ord"),
    Lines(("2022", "u.å."), tuple(Series(f"{NASTY}{n}", (n, 2.0 * n)) for n in range(11)), "per 1000 ord"),
    Heat((NASTY, "b"), (NASTY, "d"), ((0, 12), (3, 4)), frozenset({(0, 1)}), "Ramme"),
    Heat(("a",), ("b",), ((0,),), frozenset(), ""),
    Intervals(((NASTY, 1.0, -0.5, 2.5), ("b", -2.0, -3.0, -1.0)), "log2"),
    Network(((NASTY, 3, 0), ("b", 1, 1), ("c", 9, 12)), ((0, 1, 2), (1, 2, 9)), NASTY),
    Strips((NASTY, "b"), (((0.0, 0.1), (0.5, 0.5)), ()), ((0.0, "i"), (0.9, NASTY)), "Side"),
)


@pytest.mark.slow
@pytest.mark.parametrize("drawn", DRAWINGS, ids=lambda one: type(one).__name__)
def test_every_kind_is_drawn_whatever_its_labels(drawn: object) -> None:
    figure = Figure("navn", NASTY, drawn, TABLE)  # type: ignore[arg-type]
    one, other = draw(figure, "nb"), draw(figure, "nb")
    assert one == other
    root = etree.fromstring(one["svg"])
    assert root.tag.endswith("svg") and not root.findall(".//{*}script")
    assert b"<dc:date>" not in one["svg"]
    assert one["pdf"].startswith(b"%PDF") and b"CreationDate" not in one["pdf"]
    picture = Image.open(BytesIO(one["png"]))
    assert picture.width == pytest.approx(6.3 * 300, abs=3)
    assert len(picture.convert("L").getcolors()) > 10


def test_figures_have_the_numbers_of_their_reports(kodetre: Kodetre, coded: Path) -> None:
    for kind in (name for name in NAMES if load_kind(name).figures):
        material_for(kodetre, kind)
        ran = kodetre("report", kind, "--figures", "--output", f"ut-{kind}")
        assert ran.code == 0, ran.err
    names = {path.stem for path in Path("ut-everything/figures").iterdir()}
    assert names == {
        "actors",
        "frequencies",
        "matrix",
        "compare",
        "timeline",
        "cooccurrence",
        "inclusion",
        "dispersion-D1",
        "dispersion-D2",
        "dispersion-D3",
    }
    for path in Path("ut-everything/figures").glob("*.svg"):
        assert {path.with_suffix(f".{ending}").exists() for ending in ("png", "pdf", "csv")} == {True}

    def numbers(name: str) -> list[dict[str, str]]:
        with Path(f"ut-everything/figures/{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    def rows(*arguments: str) -> list[dict[str, object]]:
        found: list[dict[str, object]] = json.loads(kodetre("report", *arguments, "--format", "json").out)["rows"]
        return found

    compared = {str(row["label"]).strip(): row for row in rows("compare") if "." not in str(row["code"])}
    for row in numbers("frequencies"):
        for name in ("Hellefjord kommune", "Lindvik kommune"):
            assert float(row[name]) == pytest.approx(compared[row["Navn"]][f"rate:{name}"], abs=1e-4)
    for row in numbers("compare"):
        assert float(row["log2"]) == pytest.approx(compared[row["Navn"]]["ratio:Hellefjord kommune"], abs=1e-4)
    timeline = {str(row["label"]).strip(): row for row in rows("timeline")}
    for row in numbers("timeline"):
        for code in ("Økonomi", "Samarbeid"):
            per_year = timeline[code]
            assert float(row[code]) == pytest.approx(per_year[f"rate:{row['Navn']}"], abs=1e-4)
    drawn = sum(int(row["Steder"]) for row in numbers("cooccurrence"))
    assert 0 < drawn <= sum(int(str(row["both"])) for row in rows("cooccurrence"))
    strips = numbers("dispersion-D2")
    assert 0 < len(strips) <= len(rows("excerpts", "--document", "D2"))
    assert all(0 <= float(row["Fra"]) < float(row["Til"]) <= 100 for row in strips)


def test_reports_hold_their_figures(kodetre: Kodetre, coded: Path) -> None:
    ran = kodetre(
        "report", "matrix", "--figures", "--output", "ut", "--chapter", "5",
        *(word for format in ("docx", "html", "tex", "md", "xlsx") for word in ("--format", format)),
    )  # fmt: skip
    assert ran.code == 0, ran.err
    from docx import Document

    word = Document("ut/matrix.docx")
    assert len(word.inline_shapes) == 1
    captions = [p.text for p in word.paragraphs if p.style.name == "Caption"]
    assert captions == [f"{kind}\u00a05.1\nKategori × Perspektiv" for kind in ("Tabell", "Figur")]
    assert "](figures/matrix.svg)" in Path("ut/matrix.md").read_text("utf-8")
    assert "{figures/matrix.pdf}" in Path("ut/matrix.tex").read_text("utf-8")
    assert 'alt="Kategori × Perspektiv"' in Path("ut/matrix.html").read_text("utf-8")


def test_figures_speak_the_language_of_the_project(kodetre: Kodetre, coded: Path) -> None:
    settings = Path("kodetre.yaml")
    settings.write_text(re.sub(r"language: nb", "language: en", settings.read_text("utf-8")), "utf-8")
    assert kodetre("report", "timeline", "--pattern", "samarbeid", "--figures", "--output", "ut").code == 0
    svg = Path("ut/figures/timeline.svg").read_text("utf-8")
    assert "Hits per 1,000 words, by year" in svg


def _lightness(colour: str) -> float:
    red, green, blue = (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_colours_are_seen_on_white() -> None:
    assert all(1.05 / (_lightness(colour) ** 2.2 + 0.05) > 1.8 for colour in PALETTE)
    assert len(set(PALETTE)) == 8


def test_more_groups_than_two_have_a_figure_each(kodetre: Kodetre, coded: Path) -> None:
    kodetre("documents", "set", "D3", "group=Tangen kommune")
    assert kodetre("report", "compare", "--figures", "--output", "ut").code == 0
    assert {path.stem for path in Path("ut/figures").iterdir()} == {"compare-1", "compare-2", "compare-3"}
    titles = [line for line in Path("ut/compare.md").read_text("utf-8").splitlines() if line.startswith("![")]
    assert len(set(titles)) == 3


def test_bars_show_what_frequencies_are_asked_for(kodetre: Kodetre, coded: Path) -> None:
    asked = ("report", "frequencies", "--measure", "words", "--by", "document", "--per", "row")
    assert kodetre(*asked, "--figures", "--output", "ut").code == 0
    rows = {str(row["label"]): row for row in json.loads(kodetre(*asked, "--format", "json").out)["rows"]}
    with Path("ut/figures/frequencies.csv").open(encoding="utf-8", newline="") as file:
        drawn = list(csv.DictReader(file))
    assert len(drawn) == 8
    for one in drawn:
        values = [float(value) for name, value in one.items() if name.startswith("D")]
        assert values == pytest.approx([rows[one["Navn"]][f"document:D{n}"] for n in (1, 2, 3)], abs=1e-4)
    assert "Kodede ord per kode" in Path("ut/figures/frequencies.svg").read_text("utf-8")
