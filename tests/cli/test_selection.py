"""What every command says when somebody asks for a document, group, code, coder or origin that the project has not."""

from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.cli.full_screen import full_screen
from kodetre.document.filters import Filters
from kodetre.errors import NothingMatched
from kodetre.project.project import find
from kodetre.services.code import SessionRequest
from kodetre.services.suggest import SuggestRequest
from kodetre.tui.app import CodingApp

GROUP = ("--group", "Lindvik komune", "did you mean 'Lindvik kommune'?")
DOCUMENT = ("--document", "lindvik-alkohol.pdf", "did you mean 'lindvik-alkohol-2024.pdf'? (D2)")
CODE = ("--code", "okonmi", "did you mean 'okonomi'")
ACTOR = ("--actor", "Lindvik komune", "did you mean 'Lindvik kommune'")
CODER = ("--coder", "Kary", "did you mean 'Kari'?")

SELECTING = [
    ("search tilskudd", (GROUP, DOCUMENT)),
    ("search tilskudd --json", (GROUP, DOCUMENT)),
    ("search tilskudd --count", (GROUP, DOCUMENT)),
    ("search tilskudd --plot", (GROUP, DOCUMENT)),
    ("words tilskudd", (GROUP, DOCUMENT)),
    ("words --suggest okonomi", (GROUP, DOCUMENT, CODER)),
    ("suggest", (GROUP, DOCUMENT, CODE, ACTOR)),
    ("code --plain", (GROUP, DOCUMENT, CODE)),
    ("code --accept-all --min-probability 0", (GROUP, DOCUMENT, CODE)),
    ("codings", (GROUP, DOCUMENT, CODE, CODER, ACTOR)),
    ("report excerpts", (GROUP, DOCUMENT, CODE, CODER, ACTOR)),
    ("report frequencies", (GROUP, DOCUMENT, CODE, CODER)),
    ("report absence", (GROUP, DOCUMENT, CODE, CODER)),
    ("report documents", (GROUP, DOCUMENT, CODE, CODER)),
    ("report pdf D2", (GROUP, CODE, CODER)),
]
EVERY_SLIP = [(command, *slip) for command, slips in SELECTING for slip in slips]


@pytest.mark.parametrize(("command", "option", "value", "hint"), EVERY_SLIP)
def test_a_mistyped_value_is_named_with_what_there_is_before_anything_is_looked_for(
    kodetre: Kodetre, coded: Path, command: str, option: str, value: str, hint: str
) -> None:
    ran = kodetre(*command.split(), option, value)
    assert ran.code == 6, ran.out
    assert ran.err.startswith(f"kodetre: {value}: is no ")
    assert hint in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("command", ["codings", "report excerpts", "report pdf D2"])
def test_a_mistyped_origin_is_wrong_use(kodetre: Kodetre, coded: Path, command: str) -> None:
    ran = kodetre(*command.split(), "--origin", "manuel")
    assert ran.code == 2
    assert "one of: manual, keyword, imported" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize("command", ["documents show", "documents diff", "report pdf", "documents set"])
def test_a_mistyped_document_is_named_where_it_is_an_argument_too(
    kodetre: Kodetre, project: Path, command: str
) -> None:
    arguments = ["year=2020"] if command.endswith("set") else []
    ran = kodetre(*command.split(), "lindvik-alkohol.pdf", *arguments)
    assert ran.code == 6
    assert "did you mean 'lindvik-alkohol-2024.pdf'? (D2)" in ran.err


def test_a_name_that_is_like_nothing_gets_the_list_of_what_there_is(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("search", "tilskudd", "--group", "Bergen")
    assert ran.code == 6
    assert "there are: Hellefjord kommune, Lindvik kommune" in ran.err
    assert "did you mean" not in ran.err


@pytest.mark.parametrize(
    "command", ["search tilskudd", "words tilskudd", "suggest", "code --plain", "codings", "report excerpts"]
)
def test_a_selection_that_holds_no_document_says_that_it_is_the_selection(
    kodetre: Kodetre, coded: Path, command: str
) -> None:
    ran = kodetre(*command.split(), "--group", "Hellefjord kommune", "--document", "D2")
    assert ran.code == 6
    assert "no document is in the selection (group Hellefjord kommune; document D2)" in ran.err
    assert ran.out == ""


@pytest.mark.parametrize(
    ("command", "what"),
    [
        ("search romskip", "'romskip' stands nowhere in the selection (document D2)"),
        ("words romskip", "no form of 'romskip' stands in the selection (document D2)"),
        ("suggest --min-score 99", "the keywords suggest nothing in the selection (document D2; score at least 99)"),
        (
            "code --plain --min-score 99",
            "the keywords suggest nothing in the selection (document D2; score at least 99)",
        ),
        ("codings --origin manual", "no codings in the selection (document D2; origin manual)"),
    ],
)
def test_what_is_not_in_a_selection_is_said_of_the_selection_alone(
    kodetre: Kodetre, coded: Path, command: str, what: str
) -> None:
    ran = kodetre(*command.split(), "--document", "D2")
    assert ran.code == 6
    assert what in ran.err


@pytest.mark.parametrize("command", ["search tilskudd", "words tilskudd", "suggest", "code --plain"])
def test_a_project_without_documents_says_so(kodetre: Kodetre, project: Path, command: str) -> None:
    assert kodetre("undo").code == 0
    ran = kodetre(*command.split())
    assert ran.code == 6
    assert "there are no documents yet" in ran.err


def test_a_code_is_named_as_shortly_as_it_can_be_told_apart_in_every_command(kodetre: Kodetre, coded: Path) -> None:
    by_key = kodetre("codings", "--json", "--code", "okonomi.tilskudd").out
    assert by_key
    assert kodetre("codings", "--json", "--code", "tilskudd").out == by_key
    whole = kodetre("report", "excerpts", "--code", "okonomi.tilskudd").out
    assert kodetre("report", "excerpts", "--code", "tilskudd").out == whole


def test_a_code_that_has_left_the_codebook_selects_its_codings(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("codebook", "add", "okonomi.gaver", "--keyword", "kommune").code == 0
    assert kodetre("code", "--accept-all", "--min-probability", "0", "--code", "okonomi.gaver").code == 0
    codebook = project / "codebooks/kommunalt-rusarbeid.yaml"
    codebook.write_text(codebook.read_text("utf-8").replace("        gaver:", "        bidrag:"), "utf-8")
    assert kodetre("codebook", "show", "okonomi.gaver").code == 6
    ran = kodetre("codings", "--code", "okonomi.gaver")
    assert ran.code == 0, ran.err


@pytest.mark.parametrize(
    "filters", [Filters(group=("Lindvik komune",)), Filters(document=("D9",)), Filters(code=("okonmi",))]
)
def test_the_full_screen_session_names_a_mistyped_value_before_it_opens(
    project: Path, monkeypatch: pytest.MonkeyPatch, filters: Filters
) -> None:
    monkeypatch.setattr(CodingApp, "run", lambda _: pytest.fail("the screen was opened"))
    with pytest.raises(NothingMatched, match="is no "):
        full_screen(SessionRequest(find(project), SuggestRequest(filters)))


def test_a_coder_who_has_only_rejected_is_a_coder_of_the_project(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("code", "--plain", answers="r\nq\n").code == 0
    ran = kodetre("codings", "--coder", "Kari")
    assert ran.code == 6
    assert "no codings in the selection (coder Kari)" in ran.err
