"""Whose turn it is: found in transcripts of every kind, and not in plans, minutes and hearing letters."""

from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kodetre.ingest.read import read
from kodetre.ingest.turns import Lead, speakers_in

INTERVIEW = """Intervju med leder

I: Kan du fortelle hva du gjør?
Kari: Jeg leder tjenesten. Vi er åtte.
I: Hvordan er samarbeidet med sykehuset?
Kari: Det er blitt bedre.

(pause)

Men det tar tid.
I: Hva tar tid?
Kari: Å få svar.
"""


def leads(text: str) -> list[Lead]:
    return [Lead(line) for line in text.split("\n") if line.strip()]


def spoken(path: Path, **options: str) -> list[tuple[str, str]]:
    reading = read(path, **options)
    return [(block.speaker, block.span.of(reading.text)) for block in reading.blocks]


def test_each_turn_of_a_text_file_is_a_paragraph_with_its_speaker(tmp_path: Path) -> None:
    file = tmp_path / "i.txt"
    file.write_text(INTERVIEW, "utf-8")
    told = spoken(file)
    assert [name for name, _ in told] == ["", "I", "Kari", "I", "Kari", "Kari", "Kari", "I", "Kari"]
    assert told[5] == ("Kari", "(pause)")


def test_without_speakers_lines_are_joined_as_in_any_text(tmp_path: Path) -> None:
    file = tmp_path / "i.txt"
    file.write_text(INTERVIEW, "utf-8")
    assert {name for name, _ in spoken(file, speakers="no")} == {""}


def test_bold_names_of_a_word_file_are_speakers(tmp_path: Path) -> None:
    document = docx.Document()
    for name, words in (
        ("Forsker", "Hva tenker du?"),
        ("Tone", "At det går."),
        ("Forsker", "Hvorfor?"),
        ("Tone", "Fordi."),
    ):
        paragraph = document.add_paragraph()
        paragraph.add_run(f"{name} ").bold = True
        paragraph.add_run(words)
    document.save(str(tmp_path / "i.docx"))
    assert [name for name, _ in spoken(tmp_path / "i.docx")] == ["Forsker", "Tone", "Forsker", "Tone"]


@pytest.mark.parametrize(
    "labels",
    [("I", "P"), ("INTERVJUER", "INFORMANT 2"), ("Intervjuar", "Siv-Anita"), ("Forsker", "Lege"), ("Speaker 1", "Speaker 2"),
     ("[00:01:02] Moderator", "[00:01:40] Deltaker 3"), ("Kirsti Ødegård", "Torbjørn")],
)  # fmt: skip
def test_labels_of_many_kinds_are_speakers_where_somebody_asks(labels: tuple[str, str]) -> None:
    asks, answers = labels
    text = "\n".join(f"{asks}: Hva mener du om det?\n{answers}: Det er bra." for _ in range(3))
    assert len(speakers_in(leads(text))) == 2


PLAN = "Mål: Færre skal ruse seg.\nTiltak: Lavterskeltilbud.\nAnsvar: NAV.\nFrist: 2025.\n"
MINUTES = """Møtebok
Sak: 12/20
Saksbehandler: Kari Nordmann
Ordfører: Hva sier rådet? Det er uklart.
Vedtak: Planen tas til etterretning.
Votering: Enstemmig.
Forslag: Saken utsettes?
Vedtak: Forslaget falt.
Ola Hansen (H): Fremmet forslag.
Votering: 12 mot 9.
"""
HEARING = "Til: Helsedirektoratet\nFra: Lindvik kommune\nDato: 1.2.2024\nVår ref: 24/12\nKontakt: Siri Bø\nVi spør: Hvem betaler?\n"


@pytest.mark.parametrize(
    "text", [PLAN * 5, MINUTES * 3, HEARING * 4, PLAN * 3 + MINUTES, "NAV: Ansvar.\nBUP: Deltar.\n" * 5]
)
def test_plans_minutes_and_letters_have_no_speakers(text: str) -> None:
    assert speakers_in(leads(text)) == {}


HEADS = (
    "Mål Tiltak Vedtak Ansvar Frist Votering Forslag Innstilling Status Kostnad Merknad Delmål Indikator Bakgrunn Vurdering"
).split()
WORDS = ["Lavterskel.", "Hvem gjør det?", "2025"]
LINE = st.tuples(st.sampled_from(HEADS), st.sampled_from(["", " 1", " 2", " 3"]), st.sampled_from(WORDS))


@settings(max_examples=200, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=60), st.booleans())
def test_headings_of_plans_are_never_speakers(lines: list[tuple[str, str, str]], between: bool) -> None:
    after = "\nLøpende tekst her." if between else ""
    text = "\n".join(f"{head}{number}: {words}{after}" for head, number, words in lines)
    assert speakers_in(leads(text)) == {}


def test_yes_takes_whatever_label_comes_again() -> None:
    assert set(speakers_in(leads(PLAN * 2), "yes")) == {"mål", "tiltak", "ansvar", "frist"}


VTT = """WEBVTT

NOTE laget av et program

1
00:00:01.000 --> 00:00:03.500
<v Forsker>Hva er det <i>viktigste</i>?</v>

00:00:04.000 --> 00:00:06.000 align:start
<v Tone Dahl>Samarbeid &amp; tid.</v>

00:01:10.250 --> 00:01:12.000
<v Tone Dahl>Og folk.</v>
"""
SRT = """1
00:00:01,000 --> 00:00:03,500
I: Hva skjer?

2
00:00:04,000 --> 00:00:06,000
P: Mye. Veldig
3
01:00:07,000 --> 01:00:08,000
mye.

4
01:00:09,000 --> 01:00:10,000
I: Som hva?

5
01:00:11,000 --> 01:00:12,000
P: Alt.
"""


def test_captions_are_turns_whose_cues_keep_their_times(tmp_path: Path) -> None:
    (tmp_path / "a.vtt").write_text(VTT, "utf-8")
    reading = read(tmp_path / "a.vtt")
    assert [(block.speaker, block.span.of(reading.text)) for block in reading.blocks] == [
        ("Forsker", "Forsker: Hva er det viktigste?"), ("Tone Dahl", "Tone Dahl: Samarbeid & tid. Og folk."),
    ]  # fmt: skip
    assert [(reading.text[start : start + 4], at) for start, at in reading.times] == [
        ("Fors", 1000), ("Tone", 4000), ("Og f", 70250),
    ]  # fmt: skip


def test_subrip_is_read_too_with_names_by_its_own_regularity(tmp_path: Path) -> None:
    (tmp_path / "a.srt").write_text(SRT, "utf-8")
    reading = read(tmp_path / "a.srt")
    assert [block.span.of(reading.text) for block in reading.blocks][:2] == ["I: Hva skjer?", "P: Mye. Veldig mye."]
    assert [reading.text[start : start + 4] for start, _ in reading.times][2] == "mye."


def test_a_double_spaced_transcript_is_joined_and_says_so(tmp_path: Path) -> None:
    lines = [
        "Han sa at det var",
        "mange som ikke fikk",
        "hjelp i tide fordi",
        "ingen visste hvem",
        "de skulle spørre om",
        "det.",
    ]
    (tmp_path / "a.txt").write_text("\n\n".join(lines * 2), "utf-8")
    assert any("joined" in note for note in read(tmp_path / "a.txt").notes)
