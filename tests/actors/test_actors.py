from datetime import UTC, datetime

import pytest

from kodetre.actors.file import changed, from_text
from kodetre.actors.gather import gather
from kodetre.actors.kept import KeptActor
from kodetre.actors.kinds import proposed_kind
from kodetre.actors.names import is_acronym_of
from kodetre.errors import BadActors
from kodetre.model.documents import Block, Document, DocumentInfo, Metadata, Page, Reading


def document(text: str, kind: str = "paragraph") -> Document:
    info = DocumentInfo("D1", "u", "s", "a.txt", Metadata(), "nb", "ok", 1, 9, False, datetime(2024, 1, 1, tzinfo=UTC))
    block = Block(kind, 0, 0, len(text), 1, 1)
    return Document(info, Reading(text, (Page(1, "1", 0, len(text)),), (block,)))


def names(text: str, kind: str = "paragraph") -> dict[str, tuple[str, ...]]:
    return {actor.name: actor.variants for actor in gather([document(text, kind)])}


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Vi har en avtale med Lindvik kommune om dette.", "Lindvik kommune"),
        ("Tilskudd fra Direktoratet for byggkvalitet er brukt.", "Direktoratet for byggkvalitet"),
        ("Ansvaret har Helse- og omsorgsdepartementet i dag.", "Helse- og omsorgsdepartementet"),
        ("Planen er laget av Universitetet i Tromsø for oss.", "Universitetet i Tromsø"),
        ("Kurset blir halde av Stiftinga Framhald kvart år.", "Stiftinga Framhald"),
        ("Brevet er skrevet av Kari Nordmann i fjor.", "Kari Nordmann"),
        ("Kystetaten svarte på brevet.", "Kystetaten"),
    ],
)
def test_a_name_is_whole(text: str, name: str) -> None:
    assert list(names(text)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        "Planen skal vise hvordan arbeidet går videre.",
        "Skriv til post@Lindvik.no eller se www.Lindvik.no for mer.",
        "Vi skriver under punkt IV om dette.",
    ],
)
def test_what_is_no_name_is_left(text: str) -> None:
    assert names(text) == {}


def test_a_heading_names_nobody() -> None:
    assert names("Møtet med Lindvik kommune", "heading") == {}


def test_the_genitive_is_the_same_actor() -> None:
    assert names("Se på Lindvik kommunes plan og på Vegdirektoratets råd.") == {
        "Lindvik kommune": ("Lindvik kommunes",),
        "Vegdirektoratet": ("Vegdirektoratets",),
    }


@pytest.mark.parametrize(
    "text", ["etter råd fra Helsedirektoratet (Hdir) og", "etter råd fra Hdir (Helsedirektoratet) og"]
)
def test_an_acronym_is_joined_to_its_long_form_in_either_order(text: str) -> None:
    assert "Hdir" in names(f"Det er {text} alle andre. De spør Hdir igjen.")["Helsedirektoratet"]


def test_an_acronym_begins_as_its_long_form_and_has_its_letters_in_order() -> None:
    assert is_acronym_of("DSB", "Direktoratet for samfunnssikkerhet og beredskap")
    assert not is_acronym_of("BSD", "Direktoratet for samfunnssikkerhet og beredskap")


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Lindvik kommune", "municipality"),
        ("Mattilsynet", "agency"),
        ("Helse- og omsorgsdepartementet", "agency"),
        ("Nordbygg AS", "organisation"),
        ("Universitetet i Oslo", "organisation"),
        ("Kari Nordmann", "?"),
    ],
)
def test_a_kind_is_proposed_only_where_the_name_tells_it(name: str, kind: str) -> None:
    assert proposed_kind(name) == kind


def test_what_the_user_says_wins() -> None:
    text = "Brevet fra Kari Nordmann kom til Nordmann i går, og til Fylla sist."
    kept = [KeptActor("Kari Nordmann", "person", ("Nordmann",)), KeptActor("Fylla", is_name=False)]
    (actor,) = gather([document(text)], kept)
    assert (actor.name, actor.kind, actor.variants, len(actor.mentions)) == (
        "Kari Nordmann",
        "person",
        ("Nordmann",),
        2,
    )


def test_comments_stay_when_the_file_changes() -> None:
    before = "# mine\nactors:\n  - name: Nav # the welfare agency\n    kind: agency\n"
    after = changed(before, "actors.yaml", KeptActor("Hdir", "agency"))
    assert after == before + "  - name: Hdir\n    kind: agency\n"


def test_a_mistake_is_told_at_its_line() -> None:
    with pytest.raises(BadActors, match=r"actors\.yaml:3:11: 'kind' is 'agncy'"):
        from_text("actors:\n  - name: Nav\n    kind: agncy\n", "actors.yaml")
