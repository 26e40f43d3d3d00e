"""What is looked at: the same in both faces, and on the screen before a key acts on it."""

import asyncio
from pathlib import Path

import pytest
from support.coding_app import app_on, press
from support.project import Kodetre
from textual.widgets import Static

from kodetre.document.filters import Filters
from kodetre.model.codings import SuggestionKey
from kodetre.project.project import find
from kodetre.services.code import SessionRequest, open_late_session, open_session
from kodetre.services.suggest import SuggestRequest
from kodetre.session.actions import Action
from kodetre.suggestions.order import Order
from kodetre.tui.app import CodingApp
from kodetre.tui.panel import Panel

FILTERS = [
    SuggestRequest(coder="Kari"),
    SuggestRequest(Filters(code=("okonomi",)), coder="Kari"),
    SuggestRequest(Filters(document=("D2",)), coder="Kari"),
    SuggestRequest(coder="Kari", min_score=0.5),
    SuggestRequest(coder="Kari", min_probability=0.3),
]


async def _shown_first(app: CodingApp) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        await app.workers.wait_for_complete()
        await pilot.pause()


@pytest.mark.parametrize("wanted", FILTERS, ids=["all", "a code", "a document", "a score", "a probability"])
@pytest.mark.parametrize("order", list(Order))
def test_both_faces_go_the_same_way_from_the_same_first_suggestion(
    project: Path, order: Order, wanted: SuggestRequest
) -> None:
    request = SessionRequest(find(project), wanted, order)
    with open_session(request, lambda _: None) as session:
        plain = list(session.queue.coming)
    with open_late_session(request, lambda _: None) as late:
        asyncio.run(_shown_first(CodingApp(late.session, suggestions=late.find_suggestions)))
        app: list[SuggestionKey] = list(late.session.queue.coming)
        assert late.session.queue.current is not None
        assert late.session.document == late.session.queue.current.document
    assert app == plain


@pytest.mark.parametrize("key", ["a", "r", "d", "A", "m", "x", "+", "c"])
def test_a_key_first_brings_the_suggestion_that_it_is_about_onto_the_screen(project: Path, key: str) -> None:
    with app_on(project) as (app, session, store):
        looked_at = session.suggestion
        press(app, "end", key)
        assert store.codings.decisions() == []
        assert session.suggestion == looked_at
        assert looked_at is not None
        assert session.document == looked_at.document
        assert looked_at.span.start <= session.offset < looked_at.span.end
        press(app, "a")
        assert len(store.codings.decisions()) == 1


def test_the_first_key_says_that_it_did_nothing(project: Path) -> None:
    said: list[str] = []

    async def run(app: CodingApp) -> None:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            await pilot.press("end", "a")
            await pilot.pause()
            said.append(str(app.query_one("#answer", Static).content))

    with app_on(project) as (app, _, _):
        asyncio.run(run(app()))
    assert "nothing was done" in said[0]


@pytest.mark.parametrize("opens", ["?", "o"])
def test_the_key_that_closes_a_box_does_its_work(project: Path, opens: str) -> None:
    with app_on(project) as (app, _, store):
        press(app, opens, "a")
        assert [decision.verdict for decision in store.codings.decisions()] == ["accept"]


@pytest.mark.parametrize("closes", ["escape", "enter"])
def test_escape_and_enter_only_close_a_box(project: Path, closes: str) -> None:
    with app_on(project) as (app, _, store):
        press(app, "?", closes)
        assert store.codings.decisions() == []


def test_a_digit_adds_nothing_to_a_suggestion_that_is_answered(project: Path) -> None:
    with app_on(project) as (app, session, store):
        session.do(Action("sentence"))
        session.do(Action("recode", "region"))
        session.do(Action("next"))
        press(app, "a", "b", "1")
        assert len(store.codings.live()) == 2


def test_one_undo_takes_back_a_code_in_the_excerpts_own_words_with_its_file_and_its_coding(
    project: Path, kodetre: Kodetre
) -> None:
    before = find(project).codebook().sha256
    with app_on(project) as (app, session, store):
        press(app, "s", "i", "type:okonomi", "enter", "enter")
        words = session.words(*session.excerpt) if session.excerpt is not None else ""
        (coding,) = store.codings.live()
        code = find(project).codebook().find(coding.code)
        assert code is not None
        assert (code.label, code.key.startswith("okonomi.")) == (words, True)
        assert len(code.key.removeprefix("okonomi.")) <= 24
        press(app, "u")
        assert store.codings.live() == []
    assert find(project).codebook().sha256 == before


def test_undo_says_how_many_codings_it_took_back(project: Path) -> None:
    with app_on(project) as (_, session, _):
        session.do(Action("section"))
        assert "coding" in session.do(Action("undo"))


def test_labels_of_the_tree_take_the_width_that_a_wide_screen_has(project: Path) -> None:
    with app_on(project) as (app, session, _):

        async def shown() -> str:
            async with (made := app()).run_test(size=(200, 60)) as pilot:
                await pilot.pause()
                return str(made.query_one(Panel).render())

        panel = asyncio.run(shown())
    labels = [code.label for code in session.codebook.codes() if len(code.label) > 20]
    assert labels
    assert [label for label in labels if label not in panel] == []
