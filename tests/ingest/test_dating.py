"""When a source was issued, by its first page, its file's name, and last its date of creation."""

import pytest

from kodetre.ingest.dating import dated
from kodetre.model.documents import Block, Metadata, Page, Reading


def year(text: str, name: str = "plan", created: str = "2019") -> tuple[str, str]:
    blocks = []
    place = 0
    for piece in text.split("\n\n"):
        blocks.append(Block("paragraph", 0, place, place + len(piece), 1, 1))
        place += len(piece) + 2
    reading = Reading(text, (Page(1, "1", 0, len(text)),), tuple(blocks))
    found = dated(Metadata(year=created, year_guessed=bool(created)), reading, name)
    return found.shown_year, found.issued


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ruspolitisk plan\n\nVedtatt 14.12.2021", ("2021", "2021-12-14")),
        ("Rusplan\n\nVedteken av kommunestyret 3. mars 2020, sak 12/20", ("2020", "2020-03-03")),
        ("Brev\n\nDeres dato: 01.02.2018\n\nVår dato: 12.03.2018", ("2018", "2018-03-12")),
        ("Rapport\n\nOslo, mai 2019", ("2019", "2019-05")),
        ("Rapport\n\nHeftet juni 2022 og annet i en lang setning.", ("[ca. 2019]", "")),
        ("Handlingsplan 2021–2024", ("2021", "")),
        ("Handlingsplan 2021-24", ("2021", "")),
        ("Byen mot 2020", ("[ca. 2019]", "")),
        ("Forslag til plan 2021–2024", ("[ca. 2019]", "")),
        ("Årsmelding 2018", ("[ca. 2019]", "")),
        ("Meld. St. 15 (2017–2018)\n\nLeve hele livet", ("[ca. 2019]", "")),
        ("Plan\n\nHøringsfrist: 15.03.2018", ("[ca. 2019]", "")),
        ("Plan\n\nVedtatt 31.02.2018", ("[ca. 2019]", "")),
        ("Report\n\nPublished: March 4, 2017", ("2017", "2017-03-04")),
    ],
)
def test_the_first_page_is_asked_before_the_date_of_creation(text: str, expected: tuple[str, str]) -> None:
    assert year(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("rusplan-2021-2024", ("2021", "")), ("vedtak_14.12.2021", ("2021", "2021-12-14")), ("20200305_sak", ("2020", "2020-03-05")),
     ("arsmelding-2018", ("[ca. 2019]", "")), ("sak-12", ("[ca. 2019]", ""))],
)  # fmt: skip
def test_then_the_name_of_the_file(name: str, expected: tuple[str, str]) -> None:
    assert year("En plan uten år", name) == expected


def test_what_the_file_itself_states_stays() -> None:
    reading = Reading("Vedtatt 14.12.2021", (), (Block("paragraph", 0, 0, 18, 1, 1),))
    assert dated(Metadata(year="2015"), reading, "x").year == "2015"
