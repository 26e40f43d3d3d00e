"""Tables of cases told apart: people's own, and those of Statistics Norway's StatBank."""

import csv
import io
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kodetre.document.case_values import number
from kodetre.document.metadata_values import BadValue
from kodetre.exchange.case_table import CaseTable, TableFigure, TableRequest, case_table, column_types

NAMES = st.text("abcæøåÆØÅé", min_size=1, max_size=12)


def read(text: str, request: TableRequest | None = None, separator: str = ";") -> CaseTable:
    rows = list(csv.reader(io.StringIO(text), delimiter=separator))
    table = case_table(rows, request or TableRequest())
    assert table is not None
    return table


def test_statbank_with_years_across_gives_figures_and_leaves_what_is_missing() -> None:
    table = read(
        '"06913: Endringer i kommuner, etter region, år og statistikkvariabel"\n\n'
        '"region";"Folkemengde 2021";"Folkemengde 2022"\n"3005 Drammen (2020-2023)";102273;103291\n"3049 Lier";27118;..\n\n'
        '"Kilde: Statistisk sentralbyrå"\n'
    )
    assert table.title.startswith("06913")
    assert table.figures == (
        TableFigure("Drammen", "folkemengde", 2021, "102273"), TableFigure("Drammen", "folkemengde", 2022, "103291"),
        TableFigure("Lier", "folkemengde", 2021, "27118"),
    )  # fmt: skip
    assert (list(table.cases), table.missing) == (["Drammen", "Lier"], 1)


def test_statbank_with_a_row_for_each_year_gives_the_same() -> None:
    table = read(
        '"region";"år";"statistikkvariabel";"06913: Endringer i kommuner"\n'
        '"3005 Drammen";"2021";"Folkemengde";102273\n"3005 Drammen";"2022";"Folkemengde";103291\n'
    )
    assert [(figure.name, figure.year, figure.value) for figure in table.figures] == [
        ("folkemengde", 2021, "102273"), ("folkemengde", 2022, "103291"),
    ]  # fmt: skip


def test_a_workbook_of_statbanks_has_its_heading_in_several_rows() -> None:
    rows = [
        ["06913: Endringer"],
        ["", "Folkemengde", "", "Fødte"],
        ["", "2021", "2022", "2021"],
        ["3005 Drammen", "1", "2", "3"],
    ]
    table = case_table(rows, TableRequest())
    assert table is not None
    assert [(figure.name, figure.year, figure.value) for figure in table.figures] == [
        ("folkemengde", 2021, "1"), ("folkemengde", 2022, "2"), ("fødte", 2021, "3"),
    ]  # fmt: skip


def test_a_column_that_is_said_to_be_an_attribute_is_no_figure() -> None:
    table = read("region;Folkemengde 2021\nDrammen;102273\n", TableRequest(names={"Folkemengde 2021": "innbyggere"}))
    assert (table.cases, table.figures) == ({"Drammen": {"innbyggere": "102273"}}, ())


def test_a_case_that_two_rows_say_two_things_of_is_told() -> None:
    table = read("region;kjønn;andel\nDrammen;Menn;1\nDrammen;Kvinner;2\n")
    assert table.twice == ("Drammen: kjønn", "Drammen: andel")


def test_numbers_of_municipalities_stay_text_where_one_begins_with_a_zero() -> None:
    table = read("navn;nummer\nOslo;0301\nDrammen;3005\n")
    assert column_types(table, {}) == {"nummer": "text"}


@given(st.dictionaries(NAMES, st.integers(-(10**12), 10**12), min_size=1, max_size=8), st.sampled_from(";\t,"))
def test_every_number_of_a_table_is_the_number_that_was_written(written: dict[str, int], separator: str) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator)
    writer.writerow(["region", "Tall 2021"])
    writer.writerows([f"case {name}", value] for name, value in written.items())
    figures = read(out.getvalue(), separator=separator).figures
    assert {figure.case: int(figure.value) for figure in figures} == {
        f"case {name}": value for name, value in written.items()
    }


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9, places=4))
def test_a_number_is_the_same_with_either_decimal_sign_and_with_spaces_between_thousands(value: Decimal) -> None:
    plain = f"{value:f}"
    grouped = f"{value:,f}".replace(",", "\u00a0").replace(".", ",")
    assert number(plain) == number(plain.replace(".", ",")) == number(grouped)
    assert Decimal(number(plain)) == value


@given(st.text(max_size=20))
def test_what_is_no_number_is_refused_and_never_guessed(text: str) -> None:
    try:
        kept = number(text)
    except BadValue:
        return
    assert number(kept) == kept


@given(st.lists(st.lists(st.text(max_size=8), max_size=5), max_size=8))
def test_any_rows_are_a_table_or_none_and_nothing_breaks(rows: list[list[str]]) -> None:
    from kodetre.errors import NotPossible

    try:
        table = case_table(rows, TableRequest())
    except NotPossible:
        return
    assert table is None or all(table.cases)


@pytest.mark.parametrize("missing", ["..", ".", ":", "-", ""])
def test_what_a_table_says_is_not_known_is_no_value(missing: str) -> None:
    assert read(f"region;andel\nDrammen;{missing}\nLier;1\n").cases == {"Drammen": {}, "Lier": {"andel": "1"}}
