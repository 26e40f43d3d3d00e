"""The coding app: every key does what the table says, and what is on the screen is what a person needs."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from support.coding_app import app_on, press
from support.project import Kodetre
from textual.pilot import Pilot
from textual.widgets import Input

from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import ReadFile, Span
from kodetre.session.actions import ACTIONS, Action
from kodetre.suggestions.queue import Queue

Snap = Callable[..., bool]
Rows = list[tuple[str, str, str, str]]


def rows(kodetre: Kodetre, coder: str = "Kari") -> Rows:
    """What the store holds, without ids and times."""
    import json

    found = [json.loads(line) for line in kodetre("codings", "--json").lines]
    return [(one["document"], one["quote"], one["code"], one["memo"]) for one in found if one["coder"] == coder]


BY_KEYS = [
    (["a", "r", "d"], "a\nr\nd\n"),
    (["m", "type:et memo", "ctrl+s"], "m et memo\n"),
    (["n", "n", "b", "a"], "n\nn\nb\na\n"),
    (["A"], "A\n"),
    (["a", "a", "u", "u", "U"], "a\na\nu\nu\nU\n"),
    (["s", "c", "type:region", "enter"], "s\nc region\n"),
    (["p", "+", "type:verdier", "enter", "l", "1"], "p\n+ verdier\nl 1\n"),
    (["w", "c", "type:moteord", "enter", "m", "type:hm", "ctrl+s"], "w\nc moteord\nm hm\n"),
    (["s", "c", "type:region", "enter", "c", "type:verdier", "enter"], "s\nc region\nc verdier\n"),
    (["s", "c", "type:region", "enter", "-"], "s\nc region\n-\n"),
    (["s", "c", "type:region", "enter", "p", "1", "j", "enter"], "s\nc region\np\nl 1\nj\n\n"),
    (["g", "type:D2", "enter", "p", "c", "type:region", "enter"], "g D2\np\nc region\n"),
    (["f", "type:tilskudd", "enter", ".", ",", "s", "c", "type:tilsk", "enter"], "f tilskudd\n.\n,\ns\nc tilskudd\n"),
    (["s", "N", "type:okonomi", "enter", "type:Gaver", "enter", "enter"], "s\nN okonomi.gaver Gaver\n"),
    (["w", "i", "type:okonomi", "enter", "enter"], "w\ni okonomi\n"),
    (["s", "c", "type:region", "enter", "z", "<", "c", "type:verdier", "enter"], "s\nc region\nz\n<\nc verdier\n"),
    (["c", "type:region", "enter"], "c region\n"),
    (["S", "type:kommune", "enter", "c", "type:region", "enter", "v", "1"], "S kommune\nc region\nv\nl 1\n"),
    (["M", "type:om planen", "ctrl+s", "K", "type:om koden", "ctrl+s"], "M om planen\nK om koden\n"),
    (
        ["s", "c", "type:region", "ctrl+n", "tab", "ctrl+a", "ctrl+k", "type:verdier", "ctrl+n", "enter"],
        "s\nc region,verdier\n",
    ),
    (["s", "c", "type:region", "enter", "x", "left", "enter"], "s\nc region\nx 21-27\n"),
    (["s", "c", "type:region", "enter", "z", ">", "c", "type:verdier", "enter"], "s\nc region\nz\n>\nc verdier\n"),
    (["s", "c", "type:region", "enter", "z", "e", "c", "type:verdier", "enter"], "s\nc region\nz\ne 1\nc verdier\n"),
    (["s", "y", "c", "type:region", "enter"], "s\ny\nc region\n"),
    (["o", "escape", "?", "escape", "a"], "o\n?\na\n"),
    (["a", "q"], "a\nq\na\n"),
]


@pytest.mark.parametrize(("keys", "answers"), BY_KEYS, ids=lambda value: value if isinstance(value, str) else "")
def test_both_front_ends_leave_the_same_rows(
    project: Path, kodetre: Kodetre, tmp_path: Path, keys: list[str], answers: str
) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other)
    with app_on(project) as (app, _, store):
        press(app, *keys)
        memos = [(m.target, m.text) for m in store.codings.memos()]
    by_app = rows(kodetre), memos
    ran = kodetre("code", "--plain", "--project", str(other), answers=answers)
    assert ran.code == 0
    assert " is no answer" not in ran.out
    from kodetre.project.project import find

    with find(other).store() as store:
        said = [(m.target, m.text) for m in store.codings.memos()]
        plain = [(c.document, c.anchor.quote, c.code, c.memo) for c in store.codings.live()]
    assert (plain, said) == by_app
    assert bool(plain or said) == ("-" not in keys)


def test_every_action_of_the_table_is_among_those_that_both_front_ends_did_alike() -> None:
    keys = {kind.key for kind in ACTIONS}
    answered = {answer.partition(" ")[0] for _, answers in BY_KEYS for answer in answers.splitlines()}
    pressed = {key for pressed, _ in BY_KEYS for key in pressed}
    assert answered - {""} == keys
    assert keys <= pressed


def test_every_action_is_done_by_a_key_that_a_norwegian_keyboard_has_without_altgr() -> None:
    keys = [kind.key for kind in ACTIONS]
    assert len(keys) == len(set(keys))
    assert all(key.isalpha() or key in "+-<>,.?" for key in keys)


TEN = "region verdier moteord tilskudd befolkning normer tradisjon styring ansvar frivillige".split()
"""Ten codes, as shortly as they can be told apart."""


def test_three_means_the_third_code_in_both_front_ends_when_ten_have_been_used(
    project: Path, kodetre: Kodetre, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    shutil.copytree(project, other)
    with app_on(project) as (app, session, _):
        for code in TEN:
            session.do(Action("sentence"))
            session.do(Action("recode", code))
        press(app, "p", "3")
        (by_app,) = [c.code for c in session.codings_mirror.live() if c.id == session.coding_id]
    coded = "".join(f"s\nc {code}\n" for code in TEN)
    ran = kodetre("code", "--plain", "--project", str(other), answers=f"{coded}p\nl 3\nq\n")
    assert by_app.endswith("moteord")
    assert f"Coded with {by_app}.\n" in ran.out.rpartition("Selected: ")[2]


def test_an_end_is_moved_by_word_letter_and_sentence_and_going_back_mends_it(project: Path) -> None:
    with app_on(project) as (app, session, _):
        press(app, "s")
        start = session.excerpt
        press(app, "left", "left", "right", "right")
        assert session.excerpt == start
        press(app, "shift+left", "shift+left")
        assert session.excerpt is not None and start is not None
        assert session.excerpt[1] == Span(start[1].start, start[1].end - 2)
        press(app, "tab", "right", "right", "left", "left")
        assert session.excerpt[1].start == start[1].start


def test_an_adjusted_excerpt_is_what_is_accepted(project: Path, kodetre: Kodetre) -> None:
    with app_on(project) as (app, session, _):
        suggestion = session.suggestion
        assert suggestion is not None
        press(app, "x", "left", "left", "a")
        (coding,) = session.codings_mirror.live()
    assert coding.span.start == suggestion.span.start
    assert coding.span.end < suggestion.span.end


def test_a_coding_can_be_given_another_excerpt_and_the_journal_says_so(project: Path, kodetre: Kodetre) -> None:
    with app_on(project) as (app, session, _):
        press(app, "s", "c", *["type:region"], "enter", "x", "left", "enter")
        (coding,) = session.codings_mirror.live()
    assert coding.found == "placed"
    assert "span" in kodetre("journal").out


def test_another_session_is_seen_without_a_key(project: Path) -> None:
    from kodetre.project.project import find

    with app_on(project) as (app, session, _):
        import asyncio

        async def run() -> None:
            async with app().run_test() as pilot:
                with find(project).store() as other:
                    other.codings.record(
                        StepKind.CODE, "Ola", Change((NewCoding("D1", Span(0, 9), "okonomi", "manual"),))
                    )
                await pilot.pause(1.0)

        asyncio.run(run())
        assert [c.coder for c in session.codings_mirror.live()] == ["Ola"]


def test_two_sessions_never_lose_each_others_work(project: Path) -> None:
    with app_on(project, "Kari") as (kari, _, store), app_on(project, "Ola") as (ola, _, _):
        press(kari, "a", "a")
        press(ola, "r", "a", "u", "a")
        press(kari, "a")
        found = [(c.coder, c.code) for c in store.codings.live()]
    assert sorted(coder for coder, _ in found) == ["Kari"] * 3 + ["Ola"]


def test_a_blind_coder_sees_nobody_elses_work(project: Path) -> None:
    with app_on(project, "Ola") as (ola, _, _):
        press(ola, "a")
    with app_on(project, "Kari", blind=True) as (kari, session, _):
        press(kari, "u", "o", "escape")
        assert session.codings_mirror.live() == []


def test_somebody_elses_coding_cannot_be_changed(project: Path) -> None:
    with app_on(project, "Ola") as (ola, _, _):
        press(ola, "a")
    with app_on(project, "Kari") as (kari, _, store):
        press(kari, "<", ">", "-", "c", "type:region", "enter", "m", "type:nei", "ctrl+s")
        assert [(c.coder, c.code != "geografi.region", c.memo) for c in store.codings.live()] == [("Ola", True, "")]


def test_text_that_looks_like_markup_is_shown_as_it_is(tmp_path: Path, kodetre: Kodetre) -> None:
    root = tmp_path / "p"
    kodetre("init", str(root))
    (root / "corpus" / "x.txt").write_text("[sic] og [/b] og \x1b[31mrødt tilskudd [bold]\n", "utf-8")
    kodetre("ingest", str(root / "corpus"), "--project", str(root))
    with app_on(root) as (app, _, _):
        screen: list[str] = []

        async def run() -> None:
            async with app().run_test(size=(80, 24)) as pilot:
                await pilot.pause()
                screen.extend(line.text for line in pilot.app.screen._compositor.render_strips())

        import asyncio

        asyncio.run(run())
    assert any("[sic] og [/b] og" in line for line in screen)
    assert not any("\x1b" in line for line in screen)


def test_a_document_without_text_can_be_opened(project: Path) -> None:
    with app_on(project) as (app, session, store):
        from kodetre.model.documents import Reading

        store.documents.add(ReadFile(Reading("", (), ()), "f" * 64, "tom.pdf"), "Kari")
        session.documents = {"D9": store.documents.get(store.documents.all()[-1].id)}
        session.document = "D9"
        session.queue = Queue([], [], [], "Kari")
        press(app, "down", "s", "c", "escape", "o", "escape", "left", "end")
        assert session.codings_mirror.live() == []


def test_keys_can_be_others(project: Path, kodetre: Kodetre) -> None:
    with app_on(project, keys={"accept": "ø"}) as (app, session, _):
        press(app, "a")
        assert session.codings_mirror.live() == []
        press(app, "ø")
        assert len(session.codings_mirror.live()) == 1
    settings = project / "kodetre.yaml"
    text = settings.read_text("utf-8")
    settings.write_text(text + "keys: {accept: r, flytt: x, defer: '1'}\nreading: {width: smal}\n", "utf-8")
    ran = kodetre("documents")
    assert ran.code == 3
    assert "'r' is the key of" in ran.err
    assert "unknown key 'flytt'" in ran.err
    assert "expected 30 to 200" in ran.err


SCREENS: list[tuple[str, list[str]]] = [
    ("reading", []),
    ("coded", ["a", "a", "s", "c", "type:region", "enter", "p", "1"]),
    ("selecting", ["s", "right"]),
    ("memo", ["m", "type:Sammenlign med Hellefjord"]),
    ("last", ["a", "a", "l"]),
    ("go", ["g", "type:57"]),
    ("help", ["?"]),
    ("overview", ["a", "a", "o"]),
]


async def at_rest(pilot: Pilot[None], word: str = "") -> None:
    """Wait until the screen has a word and stays as it is for a while; a busy machine takes its time."""
    drawn, same = "", 0
    for _ in range(200):
        await pilot.pause(0.15)
        before, drawn = drawn, pilot.app.export_screenshot()
        same = same + 1 if drawn == before and word in drawn else 0
        if same == 3:
            return


@pytest.mark.parametrize("size", [(80, 24), (200, 60)], ids=["80x24", "200x60"])
@pytest.mark.parametrize(("name", "keys"), SCREENS, ids=[name for name, _ in SCREENS])
def test_screens_look_as_they_did(
    project: Path,
    snap_compare: Snap,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    keys: list[str],
    size: tuple[int, int],
) -> None:
    monkeypatch.delenv("NO_COLOR")

    async def typed(pilot: Pilot[None]) -> None:
        await at_rest(pilot, "accept")
        for key in keys:
            await pilot.press(*(key.removeprefix("type:") if key.startswith("type:") else [key]))
            await pilot.pause()
        for field in pilot.app.screen.query(Input):
            field.cursor_blink = False  # a picture is taken at no particular moment
        await at_rest(pilot)

    with app_on(project) as (app, _, _):
        assert snap_compare(app(), run_before=typed, terminal_size=size)


def test_without_colour_codings_can_still_be_told(project: Path, snap_compare: Snap) -> None:
    with app_on(project) as (app, _, _):
        assert snap_compare(app(), press=["a", "s"], terminal_size=(100, 30))


def test_light_looks_as_it_did(project: Path, snap_compare: Snap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NO_COLOR")
    with app_on(project, theme="light") as (app, _, _):
        assert snap_compare(app(), press=["a", "s"], terminal_size=(100, 30))


def test_every_action_is_in_the_command_palette(project: Path) -> None:
    with app_on(project) as (app, _, _):
        titles = [command.title for command in app().get_system_commands(None)]  # type: ignore[arg-type]
    for kind in ACTIONS:
        assert any(title.endswith(f"({kind.key})") for title in titles)


def test_the_app_learns_behind_what_is_shown_and_stays_at_the_suggestion(project: Path) -> None:
    with app_on(project) as (app, session, _):
        before = {suggestion.key: suggestion.probability for suggestion in session.queue.open}
        press(app, *"rrrrr", "n")
        after = {suggestion.key: suggestion.probability for suggestion in session.queue.open}
        assert before != after
        assert not session.learning_is_due
        assert session.queue.current is not None
        assert session.verdict(session.queue.current) is None
