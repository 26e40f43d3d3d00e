"""Reports as text in a terminal: as wide as the window, without the signs of any format."""

from kodetre.i18n.formats import Number
from kodetre.report.render.columns import parts_of
from kodetre.report.render.layout import Section
from kodetre.report.render.md import render as markdown
from kodetre.report.render.terminal import render
from kodetre.report.report import Report
from kodetre.report.table import Column, Indented, Table

GROUPS = ("Drammen kommune", "Bergen kommune", "Tromsø kommune", "Øygarden kommune", "Kristiansand kommune")
COUNTS = tuple(Column(f"count:{name}", name, numeric=True, beside=f"rate:{name}") for name in GROUPS)
RATES = tuple(Column(f"rate:{name}", f"{name} per 1000 ord", numeric=True) for name in GROUPS)
HIDDEN = frozenset(column.key for column in RATES)
ROWS = (
    (Indented("Spesialisthelsetjenesten [sic]", 0), 1, 2, 3, 4, 5, *(Number(0.5, 2) for _ in GROUPS)),
    (Indented("Under", 1), 1, 2, 3, 4, 5, *(Number(0.5, 2) for _ in GROUPS)),
)
TABLE = Table("compare", "Gruppene", (Column("label", "Navn"), *COUNTS, *RATES), ROWS, hidden=HIDDEN, notes=("Slutt.",))


def shown(width: int) -> list[str]:
    return render(Report((TABLE,), "nb", width=width)).splitlines()


def test_no_line_is_wider_than_the_window() -> None:
    for width in (40, 60, 80, 200):
        assert max(map(len, shown(width))) <= width


def test_columns_that_have_no_room_are_left_out_whole_and_named() -> None:
    text = " ".join(" ".join(shown(60)).split())
    assert "Det er ikke plass til" in text
    assert "Kristiansand kommune" in text.partition("Det er ikke plass til")[2]
    assert "Drammen kommune" not in text.partition("Det er ikke plass til")[2]
    assert "Det er ikke plass" not in "\n".join(shown(200))


def test_text_is_as_it_is_and_markdown_escapes_it() -> None:
    assert any("[sic]" in line for line in shown(200))
    assert "\\[sic\\]" in markdown(Report((TABLE,), "nb"))


def test_a_label_stands_as_far_in_as_its_code() -> None:
    assert any(line.startswith("  Under") for line in shown(200))


def test_a_count_and_its_rate_are_one_cell() -> None:
    assert any("1 (0,50)" in line for line in shown(200))


def test_a_table_that_is_too_wide_for_a_page_is_several_that_begin_with_the_names_of_its_rows() -> None:
    section = Section("", tuple(row[:6] for row in ROWS))
    columns = [Column("label", "Navn"), *COUNTS]
    assert len(parts_of(columns, section, "nb", 200)) == 1
    parts = parts_of(columns, section, "nb", 80)
    assert len(parts) > 1
    assert all(part.columns[0].key == "label" for part in parts)
    told = [column.key for part in parts for column in part.columns[1:]]
    assert told == [column.key for column in COUNTS]


def test_a_table_of_text_stays_one_however_narrow_the_page() -> None:
    columns = [Column("excerpt", "Utdrag"), Column("citation", "Kilde"), Column("memo", "Memo")]
    section = Section("", (("et utdrag som er langt", "(Drammen, 2022)", "et memo"),))
    assert len(parts_of(columns, section, "nb", 20)) == 1
