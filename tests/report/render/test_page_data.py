"""The data of the web page: its script's types are the types that it is made of, and it says what it is to say."""

import json
import re
from collections.abc import Mapping
from importlib import resources
from pathlib import Path
from typing import get_type_hints

import pytest
from support.project import Kodetre

from kodetre.report import page_data
from kodetre.report.page_data import BlockRow, CodeData, DocumentData, ExcerptRow, ImageData, PageData, PageRow

SCRIPT = (resources.files("kodetre.report.render") / "web" / "page.js").read_text("utf-8")
OBJECTS = (CodeData, DocumentData, ImageData, PageData)
ROWS = (BlockRow, PageRow, ExcerptRow)
TYPES = {str: "string", int: "number", float: "number"}


def objects_of(script: str) -> dict[str, dict[str, str]]:
    """The properties of each object that the script has a type of, with their types."""
    found: dict[str, dict[str, str]] = {}
    name = ""
    for line in script.splitlines():
        if begun := re.match(r" \* @typedef \{Object\} (\w+)$", line):
            name = begun[1]
            found[name] = {}
        elif kept := re.match(r" \* @property \{(.+)\} (\w+)( - .*)?$", line):
            found[name][kept[2]] = kept[1]
    return found


def rows_of(script: str) -> dict[str, dict[str, str]]:
    """The fields of each row of values that the script has a type of, in order, with their types."""
    plain = re.sub(r"\n \* +", " ", script)
    rows = re.findall(r"@typedef \{\[([^]]+)\]\} (\w+)", plain)
    return {name: dict(re.findall(r"(\w+): (\w+)", fields)) for fields, name in rows}


def plain_types(hints: Mapping[str, object]) -> dict[str, str]:
    """The fields that hold a text or a number, as the script says it."""
    return {name: TYPES[hint] for name, hint in hints.items() if isinstance(hint, type) and hint in TYPES}


@pytest.mark.parametrize("payload", OBJECTS, ids=lambda payload: payload.__name__)
def test_an_object_has_the_fields_that_the_script_knows(payload: type) -> None:
    hints, known = get_type_hints(payload), objects_of(SCRIPT)[payload.__name__]
    assert list(known) == list(hints)
    assert plain_types(hints).items() <= known.items()


@pytest.mark.parametrize("payload", ROWS, ids=lambda payload: payload.__name__)
def test_a_row_has_the_fields_that_the_script_knows_in_their_order(payload: type) -> None:
    known = rows_of(SCRIPT)[payload.__name__]
    assert list(known.items()) == list(plain_types(get_type_hints(payload)).items())


def test_the_script_takes_excerpts_apart_as_they_are_put_together() -> None:
    (places,) = re.findall(r"const \[([A-Z, ]+)\] = Array\((\d+)\)\.keys\(\);", SCRIPT)
    names = [name.strip().lower() for name in places[0].split(",")]
    called = {"doc": "document", "cited": "citation"}
    assert tuple(called.get(name, name) for name in names) == ExcerptRow._fields
    assert int(places[1]) == len(ExcerptRow._fields)


def test_the_script_says_only_what_it_is_given() -> None:
    said = {*re.findall(r"\bwords\.(\w+)", SCRIPT), *re.findall(r'\bsaid\("(\w+)"', SCRIPT)}
    assert len(said) > 8
    assert said <= {*page_data._WORDS, "marks"}


def test_a_page_holds_what_its_types_say(kodetre: Kodetre, coded: Path) -> None:
    page = kodetre("report", "excerpts", "--document", "D2", "--format", "html").out
    (island,) = re.findall(r'<script type="application/json" id="data">(.*?)</script>', page, re.DOTALL)
    data = json.loads(island)
    assert list(data) == list(get_type_hints(PageData))
    assert {tuple(code) for code in data["codes"]} == {tuple(get_type_hints(CodeData))}
    assert {tuple(document) for document in data["documents"]} == {tuple(get_type_hints(DocumentData))}
    assert {len(row) for row in data["excerpts"]} == {len(ExcerptRow._fields) - 1}
    assert {len(row) for document in data["documents"] for row in document["blocks"]} == {len(BlockRow._fields)}
