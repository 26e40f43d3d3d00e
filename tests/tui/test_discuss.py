"""The discussing session in both faces."""

import asyncio
import io
import shutil
from pathlib import Path

import pytest
from support.coders import second_coder
from support.project import Kodetre
from textual.content import Content
from textual.widgets import Static

from kodetre.cli.discuss_plain import DiscussPlain
from kodetre.document.filters import Filters
from kodetre.project.project import find
from kodetre.services.discuss import DiscussRequest, open_discussion
from kodetre.tui.discuss import DiscussApp

ANSWERS = [
    ("1", "", "Klart."), ("n", "", "Ikke om dette."), ("b", "", ""), ("c", "okonomi.tilskudd", "Bedre."), ("u", None, None),
    ("k", None, None), ("2", "", "Ola har rett."), ("u", None, None), ("U", None, None),
]  # fmt: skip
"""Keys, with what is answered to what they ask: the words or code, then why."""


def asked(root: Path) -> DiscussRequest:
    return DiscussRequest(find(root), Filters(), ("Kari", "Ola"), coder="Kari")


def rows(root: Path) -> list[tuple[object, ...]]:
    with find(root).store() as store:
        codings = [(each.document, each.span, each.code) for each in store.codings.live() if each.coder == "konsensus"]
        said = [(each.key, each.decision, each.result, each.reason) for each in store.discussions.live()]
        return [*codings, *said]


def in_the_app(root: Path) -> str:
    """Give the answers; what stands on the screen then."""

    async def run(app: DiscussApp) -> str:
        async with app.run_test(size=(110, 34)) as pilot:
            await pilot.pause()
            for key, answer, reason in ANSWERS:
                await pilot.press(key)
                await pilot.pause()
                for text in (answer if key in "sc" else None, reason):
                    if text is not None:
                        app.query_one("Input").value = text
                        await pilot.press("enter")
                        await pilot.pause()
            text = " ".join(str(widget.render()) for widget in app.query("Static"))
            await pilot.press("q")
            return text

    with open_discussion(asked(root)) as discussion:
        return asyncio.run(run(DiscussApp(discussion.session)))


def line_by_line(root: Path) -> None:
    lines: list[str] = []
    for key, answer, reason in ANSWERS:
        lines.append(key)
        lines += [answer] if key in "sc" and answer is not None else []
        lines += [reason] if reason is not None else []
    with open_discussion(asked(root)) as discussion:
        DiscussPlain(discussion.session, io.StringIO("\n".join([*lines, "q", ""]))).run()


@pytest.fixture
def two(kodetre: Kodetre, coded: Path) -> Path:
    second_coder(kodetre)
    return coded


def test_the_same_answers_leave_the_same_rows_in_both_faces(two: Path, tmp_path: Path) -> None:
    other = tmp_path / "annen"
    shutil.copytree(two, other)
    in_the_app(two)
    line_by_line(other)
    assert rows(two)
    assert rows(two) == rows(other)


def test_the_app_shows_both_codings_side_by_side(two: Path) -> None:
    screen = in_the_app(two)
    assert "1 Kari" in screen
    assert "2 Ola" in screen


def test_escape_leaves_a_question_unanswered(two: Path) -> None:
    async def run(app: DiscussApp) -> int:
        async with app.run_test(size=(110, 34)) as pilot:
            await pilot.press("n")
            await pilot.press("escape")
            await pilot.pause()
            return app.session.left

    with open_discussion(asked(two)) as discussion:
        left = discussion.session.left
        assert asyncio.run(run(DiscussApp(discussion.session))) == left


def test_document_and_code_stand_on_lines_of_their_own_and_what_one_has_alone_is_underlined(two: Path) -> None:
    async def run(app: DiscussApp) -> tuple[str, list[str]]:
        async with app.run_test(size=(110, 34)) as pilot:
            await pilot.pause()
            head, text = (app.query_one(name, Static).render() for name in ("#head", "#text"))
            assert isinstance(text, Content)
            return str(head), [
                str(text)[span.start : span.end] for span in text.spans if "underline" in str(span.style)
            ]

    with open_discussion(asked(two)) as discussion:
        while (view := discussion.session.view()) is not None and not (view.one.codings and view.other.codings):
            discussion.session.do("skip")
        assert view is not None
        head, alone = asyncio.run(run(DiscussApp(discussion.session)))
    assert view.label in head.split("\n")
    one, other = ([coding.anchor.quote for coding in side.codings] for side in (view.one, view.other))
    assert one and other and alone
    assert all((words in "".join(one)) != (words in "".join(other)) for words in alone)
