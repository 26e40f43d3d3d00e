"""The judging session in both faces."""

import asyncio
import io
import shutil
from pathlib import Path

import pytest

from kodetre.cli.judge_plain import JudgePlain
from kodetre.document.filters import Filters
from kodetre.errors import CannotUndo, NotPossible
from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.project.project import find
from kodetre.services.keywords_sample import SampleRequest, open_sample
from kodetre.tui.judge import JudgeApp

REQUEST = SampleRequest(9, Filters(code=("samarbeid",)), "Kari")
KEYS = "yndjbnuUuyyq"


def rows(root: Path) -> list[tuple[object, ...]]:
    with find(root).store() as store:
        return [(each.unit, each.code, each.answer, each.coder) for each in store.judgements.live()]


def in_the_app(root: Path, keys: str) -> str:
    """Press keys; what stands on the screen before the last."""

    async def run(app: JudgeApp) -> str:
        async with app.run_test(size=(100, 30)) as pilot:
            await pilot.pause()
            for key in keys[:-1]:
                await pilot.press(key)
                await pilot.pause()
            text = " ".join(str(widget.render()) for widget in app.query("Static"))
            await pilot.press(keys[-1])
            return text

    with open_sample(find(root), REQUEST) as session:
        return asyncio.run(run(JudgeApp(session)))


def line_by_line(root: Path, keys: str) -> None:
    with open_sample(find(root), REQUEST) as session:
        JudgePlain(session, io.StringIO("\n".join(keys) + "\n")).run()


def test_the_same_keys_leave_the_same_rows_in_both_faces(project: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other)
    in_the_app(project, KEYS)
    line_by_line(other, KEYS)
    assert rows(project)
    assert rows(project) == rows(other)


def test_the_app_shows_the_paragraph_and_asks_for_the_code(project: Path) -> None:
    screen = in_the_app(project, "yq")
    assert "Does it belong to Samarbeid" in screen
    assert "8 of 9 left" in screen


def test_the_session_goes_on_where_it_stopped_and_a_larger_sample_asks_only_for_more(project: Path) -> None:
    line_by_line(project, "yyyq")
    with open_sample(find(project), REQUEST) as session:
        assert (session.left, len(session.asked)) == (6, 9)
    with open_sample(find(project), SampleRequest(12, Filters(code=("samarbeid",)), "Kari")) as session:
        assert (session.left, len(session.asked)) == (9, 12)
    with open_sample(find(project), SampleRequest(9, Filters(code=("samarbeid",)), "Ola")) as session:
        assert session.left == 9


def test_an_answer_is_in_the_store_before_the_next_is_shown(project: Path) -> None:
    with open_sample(find(project), REQUEST) as session:
        session.do("no")
        assert [row[2] for row in rows(project)] == ["no"]


def test_undo_in_the_session_takes_back_judgements_alone(project: Path) -> None:
    with find(project).store() as store:
        coding = NewCoding("D1", Span(0, 5), "okonomi", "manual")
        store.codings.record(StepKind.CODE, "Kari", Change(codings=(coding,)))
    with open_sample(find(project), REQUEST) as session:
        session.do("yes")
        session.do("undo")
        with pytest.raises(CannotUndo):
            session.do("undo")
    with find(project).store() as store:
        assert len(store.codings.live()) == 1


def test_back_shows_the_answer_before_and_the_first_has_none_before_it(project: Path) -> None:
    with open_sample(find(project), REQUEST) as session:
        with pytest.raises(NotPossible):
            session.do("back")
        session.do("yes")
        session.do("back")
        view = session.view()
        assert view is not None
        assert view.answer == "yes"


def test_when_everything_is_judged_there_is_nothing_to_show(project: Path) -> None:
    with open_sample(find(project), REQUEST) as session:
        for _ in range(9):
            session.do("no")
        assert session.view() is None
        session.do("back")
        assert session.view() is not None
