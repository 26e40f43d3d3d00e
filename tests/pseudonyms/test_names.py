"""Names are met in every form, and nothing else is; what is replaced keeps every position."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodetre.model.documents import Block, Page, ReadFile, Reading
from kodetre.model.pseudonyms import Key
from kodetre.pseudonyms.candidates import candidates
from kodetre.pseudonyms.edits import replaced
from kodetre.pseudonyms.names import Names
from kodetre.pseudonyms.reading import pseudonymised

KEY = Key("x", (("Peter Hansen", "P1"), ("Åse Ødegård", "P2"), ("Dag", "P3"), ("Anne-Lise Hansen", "P4")))
NAMES = Names(KEY.forms())


@pytest.mark.parametrize(
    ("text", "without"),
    [
        ("Peter Hansen sa", "P1 sa"), ("Peters bil", "P1s bil"), ("Peter's bil og Peter’s", "P1's bil og P1’s"),
        ("PETER HANSEN OG PETERS", "P1 OG P1S"), ("peter.hansen@x.no", "P1@x.no"), ("Pe-\nter", "P1"),
        ("Peter\nHansen", "P1"), ("Pe\u00adter", "P1"), ("A\u030ase O\u0338degård", "P2 O\u0338degård"),
        ("Peter-saken og Peterhuset", "P1-saken og P1-huset"), ("corpus/Peter_2.docx", "corpus/P1_2.docx"),
        ("Lille-Peter, intervjuPeter", "Lille-P1, intervjuP1"), ("Annelise", "P4"), ("Anne Lise Hansen", "P4"),
        ("Hansen", "P1/P4"), ("Hansenene", "P1/P4ene"), ("Dag kom", "P3 kom"), ("PETERPETER", "P1-P1"),
    ],
)  # fmt: skip
def test_a_name_is_replaced_in_whatever_form_it_stands(text: str, without: str) -> None:
    assert replaced(text, NAMES).text == without


@pytest.mark.parametrize(
    "text",
    [
        "trompeter",
        "Petersen",
        "dag etter dag",
        "Dagsverk dagene",
        "Anne",
        "3f2504e0-4f89-41d3-9a0c-0305e82c3301",
        "hanse",
    ],
)
def test_what_is_no_name_stays(text: str) -> None:
    assert replaced(text, NAMES).text == text


def test_short_names_are_not_met_in_hashes() -> None:
    assert not Names({"Ada": "P"}).any("8ada3f1c-ada9-4bea-9ada-0305e82c3301")
    assert Names({"Ada": "P"}).any("Ada 3")


CONSONANTS, VOWELS = "bdfgklmnprstv", "aeiouyæøå"
SYLLABLE = st.tuples(st.sampled_from(CONSONANTS), st.sampled_from(VOWELS), st.sampled_from(["", *"lnrk"])).map("".join)
NAME = st.lists(SYLLABLE, min_size=2, max_size=4).map(lambda parts: f"Zq{''.join(parts)}".title())
"""Names that begin as no word does, so that any trace of them is a trace."""


def inflected(name: str) -> list[str]:
    half = len(name) // 2
    return [
        name, f"{name}s", f"{name}'s", f"{name}’s", name.upper(), f"{name.upper()}S", name.lower(), f"{name}-saken",
        f"Lille-{name}", f"{name[:half]}-\n{name[half:]}", f"{name[:half]}\u00ad{name[half:]}", f"{name}ene", f"«{name}»",
        f"_{name}_", f"{name}2", f"{name}@post.no", f"intervju{name}",
    ]  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(st.lists(NAME, min_size=1, max_size=5, unique=True), st.randoms(use_true_random=False))
def test_no_trace_of_any_form_is_left_and_every_other_letter_stays(names: list[str], chance: object) -> None:
    key = Key("x", tuple((name, f"P{number}") for number, name in enumerate(names)))
    finder = Names(key.forms())
    words = [form for name in names for form in inflected(name)] + ["og", "tiltak", "kommunen", "sier."] * 3
    chance.shuffle(words)  # type: ignore[attr-defined]
    text = " ".join(words)
    done = replaced(text, finder)
    joined = done.text.lower().replace("\u00ad", "").replace("-\n", "")
    assert not any(name.lower() in joined for name in names)
    assert not finder.any(done.text)
    for start, letter in enumerate(text):
        if not any(met.start <= start < met.end for met in done.names):
            assert done.text[done.start(start)] == letter
            assert done.end(start + 1) == done.start(start) + 1


@settings(max_examples=100, deadline=None)
@given(NAME, st.lists(st.sampled_from(["og", "Zqnavn", "tiltak", "NAVN"]), min_size=3, max_size=30), st.data())
def test_what_was_read_keeps_its_blocks_and_pages(name: str, words: list[str], data: st.DataObject) -> None:
    text = " ".join(name if word in ("NAVN", "Zqnavn") else word for word in words)
    cut = data.draw(st.integers(0, len(text)))
    reading = Reading(
        text, (Page(1, "1", 0, cut), Page(2, "2", cut, len(text))), (Block("paragraph", 0, 0, len(text), 1, 2, speaker=name),),
        times=((0, 0),),
    )  # fmt: skip
    new = pseudonymised(ReadFile(reading, "", f"corpus/{name}.txt", {"title": name}), Names({name: "Informant 1"}))
    assert name not in str(new)
    first, second = new.reading.pages
    assert (first.start, second.end, first.end) == (0, len(new.reading.text), second.start)
    assert new.reading.blocks[0].span.of(new.reading.text) == new.reading.text


def test_a_table_is_replaced_cell_by_cell() -> None:
    rows = (("Navn", "Sted"), ("Peter", "Hansen"))
    text = "Navn\tSted\nPeter\tHansen"
    reading = Reading(text, (Page(1, "1", 0, len(text)),), (Block("table", 0, 0, len(text), 1, 1, rows),))
    new = pseudonymised(ReadFile(reading, "", "f"), NAMES).reading
    assert new.blocks[0].rows == (("Navn", "Sted"), ("P1", "P1/P4"))
    assert new.text == "Navn\tSted\nP1\tP1/P4"


def test_words_in_no_word_list_and_speakers_are_proposed_and_nothing_else() -> None:
    text = "Solveig: Jeg snakket med Torgeir Moe om NAV.\n\nTorgeirs plan er god. Kommunen vedtok planen."
    reading = Reading(
        text, (Page(1, "1", 0, len(text)),),
        (Block("paragraph", 0, 0, 44, 1, 1, speaker="Solveig"), Block("paragraph", 0, 46, len(text), 1, 1, speaker="Solveig")),
    )  # fmt: skip
    listed = candidates([("a.txt", reading)], Key("x"))
    assert [each.name for each in listed] == ["Solveig", "Torgeir Moe", "Torgeirs"]
    assert [each.name for each in candidates([("a.txt", reading)], Key("x", (("Torgeir Moe", "P1"),)))] == ["Solveig"]
