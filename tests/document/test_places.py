"""Documents that are read anew: their codings are found again, and none is dropped."""

import json
import shutil
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from support.project import Kodetre

from kodetre.document.diff import changes, words
from kodetre.document.reanchor import find_again, shared
from kodetre.errors import CannotUndo, NothingMatched, StaleText
from kodetre.model.codings import Anchor, Change, Decision, NewCoding, Place, StepKind
from kodetre.model.documents import Block, Page, ReadFile, Reading, Span
from kodetre.store import Store

OLD = (
    "Kommunen har fått tilskudd til rusarbeidet.\n\n"
    "Årsverkene er økt fra to til tre, og mottaket har åpent hver dag mellom klokken ti og to.\n\n"
    "Samarbeidet med helseforetaket er avtalefestet, og partene møtes fire ganger i året for å gå gjennom sakene.\n\n"
    "Kommunen har fått tilskudd til skolene."
)


def place_of(old: str, new: str, quote: str, nth: int = 0) -> Place:
    start = -1
    for _ in range(nth + 1):
        start = old.index(quote, start + 1)
    (found,) = find_again(old, new, [Anchor.at(old, Span(start, start + len(quote)))])
    return found


def said(place: Place, text: str) -> str:
    return place.span.of(text) if place.span is not None else ""


def test_an_excerpt_that_only_moved_is_found_exactly() -> None:
    new = "Et forord som ikke sto her.\n\n" + OLD
    place = place_of(OLD, new, "Årsverkene er økt fra to til tre")
    assert place.found == "exact"
    assert said(place, new) == "Årsverkene er økt fra to til tre"


def test_a_short_excerpt_that_stands_twice_and_was_moved_is_proposed_where_its_paragraph_is() -> None:
    paragraphs = OLD.split("\n\n")
    new = "\n\n".join([paragraphs[3], *paragraphs[:3]])
    place = place_of(OLD, new, "Kommunen har fått tilskudd", nth=1)
    assert (place.found, place.span) == ("adrift", None)
    assert place.proposed is not None
    assert new[place.proposed.end :].startswith(" til skolene")


def test_words_closed_up_or_hyphenated_differently_are_found_near() -> None:
    new = OLD.replace("helseforetaket er avtalefestet", "helse- foretaket er avtale-festet")
    place = place_of(OLD, new, "Samarbeidet med helseforetaket er avtalefestet,")
    assert place.found == "near"
    assert said(place, new) == "Samarbeidet med helse- foretaket er avtale-festet,"


@pytest.mark.parametrize(
    ("quote", "change", "now"),
    [
        (
            "Årsverkene er økt fra to til tre, og mottaket har åpent hver dag mellom klokken ti og to.",
            ("fra to til tre", "fra to til fire"),
            "Årsverkene er økt fra to til fire, og mottaket har åpent hver dag mellom klokken ti og to.",
        ),
        (
            "Årsverkene er økt fra to til tre, og mottaket har åpent hver dag mellom klokken ti og to.",
            ("Årsverkene er", "Stillingene ble"),
            "Stillingene ble økt fra to til tre, og mottaket har åpent hver dag mellom klokken ti og to.",
        ),
        (
            "Samarbeidet med helseforetaket er avtalefestet, og partene møtes fire ganger i året for å gå gjennom sakene.",
            (" i året", " i året, eller når en av dem ber om det,"),
            "Samarbeidet med helseforetaket er avtalefestet, og partene møtes fire ganger i året, eller når en av dem ber "
            "om det, for å gå gjennom sakene.",
        ),
    ],
)
def test_an_excerpt_whose_words_changed_is_found_near_and_whole(quote: str, change: tuple[str, str], now: str) -> None:
    new = OLD.replace(*change)
    place = place_of(OLD, new, quote)
    assert (place.found, said(place, new)) == ("near", now)


def test_an_excerpt_that_is_gone_is_adrift_and_no_other_takes_its_place() -> None:
    new = OLD.replace(
        OLD.split("\n\n")[2], "Et avsnitt om noe helt annet, med like mange ord som det som sto her før det."
    )
    assert place_of(OLD, new, OLD.split("\n\n")[2]) == Place("adrift", None)


def test_a_short_excerpt_is_not_found_where_its_surroundings_are_others() -> None:
    new = "Planen gjelder barnehager. Det søkes om tilskudd og lån til bygg hvert eneste år framover."
    assert place_of(OLD, new, "tilskudd").found == "adrift"


WORDS = "kommunen planen rusarbeid tilskudd årsverk møte bolig skole helse ungdom fylke samarbeid".split()


@given(st.permutations(range(6)))
def test_whole_paragraphs_are_found_exactly_in_any_order(order: list[int]) -> None:
    paragraphs = [" ".join(f"{word}{number}" for word in WORDS) for number in range(6)]
    old, new = "\n\n".join(paragraphs), "\n\n".join(paragraphs[number] for number in order)
    anchors = [Anchor.at(old, Span(old.index(p), old.index(p) + len(p))) for p in paragraphs]
    for anchor, place in zip(anchors, find_again(old, new, anchors), strict=True):
        assert (place.found, said(place, new)) == ("exact", anchor.quote)


sentences = st.lists(
    st.permutations(WORDS).map(lambda words: " ".join(words[:9])),
    min_size=2,
    max_size=8,
    unique=True,
)


@given(sentences, st.randoms())
def test_no_paragraph_is_found_in_the_place_of_one_that_is_alike(paragraphs: list[str], random: object) -> None:
    assume(not any(one in other for one, other in permutations(paragraphs, 2)))
    old = "\n\n".join(paragraphs)
    shuffled = list(paragraphs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    new = "\n\n".join(shuffled)
    anchors = [Anchor.at(old, Span(old.index(p), old.index(p) + len(p))) for p in paragraphs]
    for anchor, place in zip(anchors, find_again(old, new, anchors), strict=True):
        assert place.found in ("exact", "adrift")
        assert place.span is None or said(place, new) == anchor.quote


@given(st.text(max_size=300), st.text(max_size=300), st.data())
def test_whatever_the_texts_a_place_is_a_stretch_of_the_new_one_or_adrift(
    old: str, new: str, data: st.DataObject
) -> None:
    assume(old)
    start = data.draw(st.integers(0, len(old) - 1))
    end = data.draw(st.integers(start + 1, len(old)))
    (place,) = find_again(old, new, [Anchor.at(old, Span(start, end))])
    if place.span is None:
        assert place.found == "adrift"
    else:
        assert 0 <= place.span.start < place.span.end <= len(new)


def test_a_revised_text_shares_word_sequences_and_another_text_does_not() -> None:
    assert shared(OLD, OLD.replace("tre", "fire")) > 0.7
    assert shared(OLD, "Noe helt annet står i denne filen, om vei og vann og kloakk i kommunen vår.") < 0.1


@given(st.text(max_size=200), st.text(max_size=200))
def test_the_runs_of_a_changed_paragraph_give_both_texts_back(old: str, new: str) -> None:
    runs = list(words(old, new))
    assert "".join(text for what, text in runs if what != "in") == old
    assert "".join(text for what, text in runs if what != "out") == new


def test_changes_pass_over_what_stayed_and_pair_what_is_alike() -> None:
    old = ["En innledning om planen.", "Tallet på årsverk er to.", "Dette strykes helt."]
    new = ["En innledning om planen.", "Et nytt avsnitt foran.", "Tallet på årsverk er tre."]
    assert [(c.what, c.old, c.new) for c in changes(old, new)] == [
        ("added", None, 1),
        ("changed", 1, 2),
        ("removed", 2, None),
    ]


def reading(text: str) -> Reading:
    blocks, at = [], 0
    for part in text.split("\n\n"):
        blocks.append(Block("paragraph", 0, at, at + len(part), 1, 1))
        at += len(part) + 2
    return Reading(text, (Page(1, "1", 0, len(text)),), tuple(blocks))


NEW = "Forord.\n\n" + OLD.replace("fra to til tre", "fra to til fire").replace("til skolene", "til alle skolene i byen")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    store = Store(tmp_path / "kodetre.db", create=True)
    store.documents.add(ReadFile(reading(OLD), "a" * 64, "plan.txt"), "Kari")
    return store


def spans(*quotes: str) -> tuple[NewCoding, ...]:
    return tuple(
        NewCoding("D1", Span(OLD.index(q), OLD.index(q) + len(q)), "okonomi", "manual", f"om {q[:5]}") for q in quotes
    )


def renew(store: Store, text: str = NEW, sha256: str = "b" * 64, coder: str = "Kari") -> object:
    return store.documents.renew("D1", ReadFile(reading(text), sha256, "plan.txt"), coder, find_again)[2]


def test_a_newer_text_keeps_every_coding_and_decision(store: Store) -> None:
    quotes = OLD.split("\n\n")[:3]
    gone = spans(*quotes)
    decided = Decision("D1", Span(0, len(quotes[0])), "geografi", "reject")
    store.codings.record(StepKind.ACCEPT, "Kari", Change(gone, decisions=(decided,)))
    before = store.codings.live()
    moved = renew(store, NEW.replace(quotes[2], "Strøket."))
    assert (moved.exact, moved.near, moved.adrift) == (1, 1, 1)  # type: ignore[attr-defined]
    text = store.documents.get("D1").text
    live = store.codings.live()
    assert [coding.span.of(text) for coding in live] == [quotes[0], quotes[1].replace("tre", "fire")]
    assert [coding.found for coding in live] == ["exact", "near"]
    assert live[1].marked == quotes[1]
    (lost,) = store.codings.adrift()
    assert (lost.coding.anchor.quote, lost.label, lost.coding.memo) == (quotes[2], "1", "om Samar")
    assert {c.id for c in live} | {lost.coding.id} == {c.id for c in before}
    (decision,) = store.codings.decisions()
    assert decision.span.of(text) == quotes[0]


def test_undo_of_a_newer_text_brings_everything_back_to_its_place(store: Store) -> None:
    store.codings.record(StepKind.ACCEPT, "Kari", Change(spans(*OLD.split("\n\n"))))
    before = store.codings.live()
    renew(store)
    assert store.codings.live() != before
    store.journal.undo("Kari")
    assert store.codings.live() == before
    assert store.documents.get("D1").text == OLD
    store.journal.redo("Kari")
    assert store.documents.get("D1").text == NEW
    assert len(store.codings.live()) + len(store.codings.adrift()) == len(before)


def test_a_text_that_comes_back_brings_back_what_was_adrift(store: Store) -> None:
    quote = OLD.split("\n\n")[2]
    store.codings.record(StepKind.ACCEPT, "Kari", Change(spans(quote)))
    renew(store, "Noe helt annet.")
    assert len(store.codings.adrift()) == 1
    renew(store, OLD, "c" * 64)
    assert not store.codings.adrift()
    assert store.codings.live()[0].anchor.quote == quote


def test_a_newer_text_that_somebody_has_coded_in_is_not_taken_back(store: Store) -> None:
    renew(store)
    store.codings.record(StepKind.ACCEPT, "Ola", Change((NewCoding("D1", Span(0, 6), "okonomi", "manual"),)))
    with pytest.raises(CannotUndo, match="Ola"):
        store.journal.undo("Kari")
    assert store.documents.get("D1").text == NEW


def test_spans_of_an_old_text_are_refused_when_there_is_a_newer_one(store: Store) -> None:
    version = store.documents.get("D1").info.version
    renew(store)
    change = Change((NewCoding("D1", Span(0, 8), "okonomi", "manual"),), read=(("D1", version),))
    with pytest.raises(StaleText, match="read anew"):
        store.codings.record(StepKind.ACCEPT, "Kari", change)
    assert not store.codings.live()


def test_a_coding_is_placed_by_hand_and_that_is_a_step_like_any_other(store: Store) -> None:
    quote = OLD.split("\n\n")[2]
    store.codings.record(StepKind.ACCEPT, "Kari", Change(spans(quote)))
    renew(store, "Noe helt annet.")
    id = store.codings.adrift()[0].coding.id
    store.codings.record(StepKind.PLACE, "Kari", Change(placed=((id, Span(4, 14)),)))
    (coding,) = store.codings.live()
    assert (coding.id, coding.anchor.quote, coding.found, coding.marked) == (id, "helt annet", "placed", quote)
    store.journal.undo("Kari")
    assert store.codings.adrift()[0].coding.id == id
    with pytest.raises(NothingMatched):
        store.codings.record(StepKind.PLACE, "Kari", Change(placed=(("ingen", Span(0, 3)),)))


@pytest.fixture
def revised(kodetre: Kodetre, project: Path) -> Path:
    """The project with a text document that was coded in two places and has changed since."""
    file = project / "corpus" / "notat.txt"
    file.write_text(OLD, "utf-8")
    assert kodetre("ingest", "corpus/notat.txt").code == 0
    rows = [{"document": "D4", "code": "okonomi", "quote": quote, "memo": "viktig"} for quote in OLD.split("\n\n")[1:3]]
    (project / "rader.jsonl").write_text("\n".join(json.dumps(row) for row in rows), "utf-8")
    assert kodetre("apply", "rader.jsonl").code == 0
    file.write_text(NEW.replace(OLD.split("\n\n")[2], "Strøket."), "utf-8")
    return project


def test_ingest_of_a_changed_file_says_what_became_of_the_codings(kodetre: Kodetre, revised: Path) -> None:
    ran = kodetre("ingest", "corpus")
    assert ran.code == 0
    assert "a newer version; codings: 1 found near, 1 adrift" in " ".join(ran.out.split())
    assert "Newer versions: 1." in ran.out
    assert "kodetre adrift" in ran.err
    assert [json.loads(line)["id"] for line in kodetre("documents", "--json").lines] == ["D1", "D2", "D3", "D4"]
    assert json.loads(kodetre("ingest", "corpus", "--json").out)["taken"] == []


def test_adrift_lists_places_and_drops(kodetre: Kodetre, revised: Path) -> None:
    assert "No coding is adrift" in kodetre("adrift").out
    kodetre("ingest", "corpus")
    lost, near = (json.loads(line) for line in kodetre("adrift", "--json").lines)
    assert (lost["found"], lost["quote"], lost["memo"]) == ("adrift", OLD.split("\n\n")[2], "viktig")
    assert near["now"]["text"] == OLD.split("\n\n")[1].replace("tre", "fire")
    shown = kodetre("adrift")
    assert "[-tre-]{+fire+}" in shown.out
    assert "1 adrift, 1 in changed words." in shown.out
    assert kodetre("adrift", "place", lost["id"][:8]).code == 2
    assert kodetre("adrift", "place", lost["id"][:8], "--quote", "står ikke her").code == 6
    assert kodetre("adrift", "place", lost["id"][:8], "--span", "5-2").code == 2
    assert kodetre("adrift", "place", lost["id"][:8], "--quote", "Strøket.").code == 0
    assert kodetre("adrift", "place", near["id"]).code == 0
    assert kodetre("adrift", "--json").out == ""
    assert "1 adrift" not in kodetre("codings").err
    assert kodetre("adrift", "drop", near["id"][:8]).code == 0
    left = [json.loads(line) for line in kodetre("codings", "--json").lines]
    assert [coding["quote"] for coding in left] == ["Strøket."]


REPEATED = """Innledning til planen, som gjelder fra 2024.

Kommunen skal følge opp brukerne tett.

Andre kapittel handler om penger og om årsverk i tjenesten.

Kommunen skal følge opp brukerne tett.

Siste kapittel handler om samarbeid med helseforetaket.
"""


@pytest.fixture
def repeated(kodetre: Kodetre, project: Path) -> Path:
    """The project with a document that says a sentence twice, coded in the first place, which is gone from the newer text."""
    file = project / "corpus" / "notat.txt"
    file.write_text(REPEATED, "utf-8")
    assert kodetre("ingest", "corpus/notat.txt").code == 0
    start = REPEATED.index("Kommunen")
    row = {"document": "D4", "code": "okonomi", "start": str(start), "end": str(start + 38)}
    (project / "rader.jsonl").write_text(json.dumps(row), "utf-8")
    assert kodetre("apply", "rader.jsonl").code == 0
    file.write_text(REPEATED.replace("Kommunen skal følge opp brukerne tett.\n\n", "", 1), "utf-8")
    return project


def test_a_sentence_that_stands_elsewhere_too_is_no_home_for_a_coding_of_one_that_is_gone(
    kodetre: Kodetre, repeated: Path
) -> None:
    kodetre("ingest", "corpus")
    assert kodetre("codings", "--document", "D4", "--json").out == ""
    (lost,) = (json.loads(line) for line in kodetre("adrift", "--json").lines)
    assert lost["found"] == "adrift"


def test_a_place_that_is_proposed_is_shown_and_counts_when_it_is_confirmed(kodetre: Kodetre, revised: Path) -> None:
    file = revised / "corpus" / "notat.txt"
    wanted = OLD.split("\n\n")[2]
    file.write_text(OLD.replace(wanted, f"{wanted}\n\n{wanted}"), "utf-8")
    ran = kodetre("ingest", "corpus/notat.txt")
    assert "a place is proposed for 1" in ran.err
    (lost,) = (json.loads(line) for line in kodetre("adrift", "--json").lines)
    assert lost["proposed"]["text"] == wanted
    assert "1 adrift (1 with a place proposed)" in kodetre("adrift").out
    assert wanted not in kodetre("report", "excerpts").out
    assert kodetre("adrift", "confirm").code == 2
    assert kodetre("adrift", "confirm", "--all").out == "1 coding placed where proposed.\n"
    quotes = [json.loads(line)["quote"] for line in kodetre("codings", "--document", "D4", "--json").lines]
    assert wanted in quotes
    assert kodetre("adrift", "confirm", "--all").code == 6
    assert kodetre("undo").code == 0
    assert kodetre("adrift", "confirm", lost["id"][:8]).code == 0


def test_what_is_adrift_is_left_out_of_reports_and_they_say_so(kodetre: Kodetre, revised: Path) -> None:
    kodetre("ingest", "corpus")
    ran = kodetre("report", "excerpts")
    assert "1 koding er ikke med" in ran.out
    assert "1 utdrag står i tekst som er endret" in ran.out
    assert "Samarbeidet med helseforetaket" not in ran.out
    assert "1 coding is adrift" in kodetre("codings").err


def test_documents_diff_shows_what_changed(kodetre: Kodetre, revised: Path) -> None:
    assert kodetre("documents", "diff", "D4").code == 6
    kodetre("ingest", "corpus")
    ran = kodetre("documents", "diff", "D4")
    assert "[-tre-]{+fire+}" in ran.out
    assert "text 1" in ran.err
    found = [json.loads(line)["what"] for line in kodetre("documents", "diff", "D4", "--json").lines]
    assert found.count("changed") == 2
    assert kodetre("documents", "diff", "D4", "--versions", "2-2").out.startswith("The two texts have the same")
    assert kodetre("documents", "diff", "D4", "--versions", "1-9").code == 6


def test_a_file_of_another_name_replaces_a_document_when_told_to(kodetre: Kodetre, revised: Path) -> None:
    shutil.move(revised / "corpus/notat.txt", revised / "ny.txt")
    ran = kodetre("ingest", "ny.txt", "--replaces", "D4", "--json")
    (taken,) = json.loads(ran.out)["taken"]
    assert (taken["id"], taken["file"]) == ("D4", "ny.txt")
    assert taken["moved"] == {"exact": 0, "near": 1, "adrift": 1, "proposed": 0}
    assert kodetre("ingest", "ny.txt", "corpus", "--replaces", "D4").code == 2
    assert kodetre("ingest", "ny.txt", "--replaces", "D9").code == 6


def test_reading_the_same_file_again_changes_nothing(kodetre: Kodetre, project: Path) -> None:
    before = (kodetre("documents", "--json").out, kodetre("journal").out)
    ran = kodetre("ingest", "corpus", "--again", "--json")
    assert json.loads(ran.out)["taken"] == []
    assert {one["reason"] for one in json.loads(ran.out)["skipped"]} == {
        f"reads as before; it is there as D{n}" for n in (1, 2, 3)
    }
    assert (kodetre("documents", "--json").out, kodetre("journal").out) == before


def test_a_page_is_drawn_with_what_was_read(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("documents", "show", "D2", "--page", "2", "--image")
    assert ran.code == 0
    (picture,) = project.glob("*.png")
    assert picture.name in ran.out
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert kodetre("documents", "show", "D2", "--image").code == 2
    assert kodetre("documents", "show", "D3", "--page", "1", "--image").code == 2
    (project / "corpus/lindvik-alkohol-2024.pdf").write_bytes(b"%PDF-")
    assert "has changed since it was read" in kodetre("documents", "show", "D2", "--page", "2", "--image").err
