from datetime import UTC, datetime

import pytest

from kodetre.actors.file import changed, from_text
from kodetre.actors.gather import gather
from kodetre.actors.kept import KeptActor
from kodetre.actors.kinds import proposed_kind
from kodetre.actors.names import is_acronym_of
from kodetre.actors.register import COUNTIES, municipalities, municipality_of
from kodetre.errors import BadActors
from kodetre.model.documents import Block, Document, DocumentInfo, Metadata, Page, Reading, Span
from kodetre.services.actors import entities_of


def document(text: str, kind: str = "paragraph") -> Document:
    info = DocumentInfo("D1", "u", "s", "a.txt", Metadata(), "nb", "ok", 1, 9, False, datetime(2024, 1, 1, tzinfo=UTC))
    block = Block(kind, 0, 0, len(text), 1, 1)
    return Document(info, Reading(text, (Page(1, "1", 0, len(text)),), (block,)))


def blocks(*parts: tuple[str, str]) -> Document:
    """A document of blocks, each a kind with its text."""
    text, listed = "", []
    for kind, part in parts:
        listed.append(Block(kind, 0, len(text), len(text) + len(part), 1, 1))
        text += part + "\n"
    info = DocumentInfo("D1", "u", "s", "a.txt", Metadata(), "nb", "ok", 1, 9, False, datetime(2024, 1, 1, tzinfo=UTC))
    return Document(info, Reading(text, (Page(1, "1", 0, len(text)),), tuple(listed)))


def kinds_in(*parts: tuple[str, str]) -> dict[str, str]:
    return {actor.name: actor.kind for actor in gather([blocks(*parts)])}


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
        ("Vi spurte Barne-, ungdoms- og familiedirektoratet om dette.", "Barne-, ungdoms- og familiedirektoratet"),
        ("Vi spurte Statens innkrevingssentral om dette.", "Statens innkrevingssentral"),
        ("Statens vegvesen svarte ikke.", "Statens vegvesen"),
        ("Norges vassdrags- og energidirektorat svarte ikke.", "Norges vassdrags- og energidirektorat"),
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


class Somebody:
    """An analyser that takes one word for a name."""

    name = key = "stand-in"

    def names(self, text: str, blocks: list[tuple[int, int]]) -> list[tuple[int, int]]:
        start = text.index("fylla")
        return [(start, start + len("fylla"))]


def test_names_that_a_model_finds_are_used_too() -> None:
    text = document("De spurte fylla og Kari Nordmann.")
    entities = entities_of(Somebody(), [text])
    assert {actor.name for actor in gather([text], (), entities)} == {"fylla", "Kari Nordmann"}


def test_a_model_does_not_break_a_name_that_is_whole() -> None:
    text = document("De spurte Kari Nordmann i går.")
    assert [actor.name for actor in gather([text], (), {"D1": [Span(15, 23)]})] == ["Kari Nordmann"]


@pytest.mark.parametrize("kind", ["paragraph", "list_item"])
@pytest.mark.parametrize("word", ["Ansvarlig", "Naloksonspray", "Veien", "Menneskers", "Individuell Plan"])
def test_an_ordinary_word_at_the_beginning_is_no_name(kind: str, word: str) -> None:
    assert names(f"{word} skal være på plass i år.", kind) == {}


def test_a_cell_of_a_table_is_no_name_by_its_capital() -> None:
    assert kinds_in(("table", "Tiltak\tAnsvarlig\nNaloksonspray\tRustjenesten\nKurs\tVeien")) == {}


def test_a_word_that_is_written_small_as_well_is_a_name_only_where_it_is_mostly_written_large() -> None:
    small = "Vi gikk langs veien. Langs veien er det lys."
    assert names(f"{small} De møtte Veien igjen.") == {}
    large = " ".join(["De spurte Veien om råd."] * 7)
    assert list(names(f"{small} {large}")) == ["Veien"]


def test_a_verb_before_a_name_is_no_part_of_it() -> None:
    assert list(names("Styrke Mattilsynet i nord.")) == ["Mattilsynet"]


def test_what_is_named_after_somebody_is_nobody() -> None:
    assert names("Vi følger EØS-avtalen og spør AKAN-kontakten på E39.") == {}


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("Det gjelder kommunene Drammen og Lier.", "Drammen", "municipality"),
        ("Det gjelder kommunane Sola, Klepp og Time.", "Time", "municipality"),
        ("De dro til Gol, Hemsedal, Flå og Nesbyen.", "Hemsedal", "municipality"),
        ("Det gjelder kommunene Lindvik og Hellefjord.", "Hellefjord", "municipality"),
        ("Møtet var i Drammen i går.", "Drammen", "place"),
        ("Vi bor i Guovdageaidnu kommune nå.", "Guovdageaidnu kommune", "municipality"),
        ("Ansvaret har Vestland fylkeskommune i dag.", "Vestland fylkeskommune", "municipality"),
        ("Vi spurte NAV om dette.", "NAV", "agency"),
        ("Vi spurte Husbanken om dette.", "Husbanken", "agency"),
        ("Vi spurte Kunnskapsdepartementet om dette.", "Kunnskapsdepartementet", "agency"),
        ("Vi spurte DSB om dette.", "DSB", "agency"),
    ],
)
def test_the_kind_comes_from_the_register_and_the_company(text: str, name: str, kind: str) -> None:
    assert kinds_in(("paragraph", text))[name] == kind


def test_a_municipality_is_joined_with_the_same_without_the_word_and_an_office_in_it_is_not() -> None:
    text = "Vi spurte Lindvik kommune. Siden svarte de i Lindvik, og brevet gikk til NAV Lindvik."
    assert names(text) == {"Lindvik kommune": ("Lindvik",), "NAV Lindvik": ()}


def test_a_last_name_is_not_joined_with_a_municipality() -> None:
    assert "Lindvik" in names("Vi spurte Lindvik kommune. Der møtte vi Kari Lindvik. Så sa Lindvik nei.")


def test_a_municipality_called_as_an_ordinary_word_is_not_joined() -> None:
    assert "Strand" in names("Vi spurte Strand kommune. Der bor Strand i et hus.")


def test_a_list_of_abbreviations_joins_and_names() -> None:
    listed = gather(
        [
            blocks(
                ("heading", "Forkortelser"),
                ("table", "Hdir\tHelsedirektoratet\nKoRus\tKompetansesenteret for rus"),
                ("paragraph", "Rådene fra Hdir er fulgt."),
            )
        ]
    )
    assert [(actor.name, actor.variants) for actor in listed if actor.kind == "agency"] == [
        ("Helsedirektoratet", ("Hdir",))
    ]


@pytest.mark.parametrize("line", ["Hdir  Helsedirektoratet", "Hdir: Helsedirektoratet", "Hdir – Helsedirektoratet"])
def test_an_item_of_such_a_list_may_be_written_in_many_ways(line: str) -> None:
    listed = gather([blocks(("heading", "Forkortingar"), ("list_item", line))])
    assert [(actor.name, actor.variants) for actor in listed] == [("Helsedirektoratet", ("Hdir",))]


@pytest.mark.parametrize("heading", ["Høringsinstanser", "Høyringsinstansar", "Medlemmer i arbeidsgruppen"])
def test_a_list_of_who_took_part_names_them(heading: str) -> None:
    items = ("Ungdomsrådet i Lindvik", "Kari Nordmann, leder", "Rusmisbrukernes interesseorganisasjon")
    named = kinds_in(("heading", heading), *(("list_item", item) for item in items))
    assert set(named) == {"Ungdomsrådet i Lindvik", "Kari Nordmann", "Rusmisbrukernes interesseorganisasjon"}


def test_the_register_has_every_municipality_and_county() -> None:
    norwegian = [name for name in municipalities() if municipality_of(name) == name]
    assert (len(norwegian), len(COUNTIES)) == (357, 15)
