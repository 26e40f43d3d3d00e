"""Nothing of a document, codebook or setting that would drive the terminal comes onto the app's screen."""

import asyncio
from pathlib import Path

import pytest
from support.coding_app import app_on
from support.hostile import EVIL, driving
from textual.app import App

pytestmark = pytest.mark.slow
WINDOWS: list[list[str]] = [
    [],
    ["a", "r"],
    ["s"],
    ["c"],
    ["c", "type:øk"],
    ["s", "c", "type:oko", "enter", "m"],
    ["l"],
    ["v"],
    ["o"],
    ["M"],
    ["g", "type:D2", "enter"],
    ["f", "type:om", "enter"],
    ["y"],
    ["u"],
    ["ctrl+p"],
]


def text_of(app: App[None]) -> str:
    """What stands on the screen, sign for sign."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def screens(root: Path, windows: list[list[str]]) -> list[str]:
    """The screen after each list of keys, in one app."""
    seen: list[str] = []

    async def run() -> None:
        with app_on(root, f"Kari{EVIL}") as (app, _, _):
            async with app().run_test(size=(140, 40)) as pilot:
                await pilot.pause()
                for keys in windows:
                    for key in keys:
                        await pilot.press(*(key.removeprefix("type:") if key.startswith("type:") else [key]))
                    await pilot.pause()
                    seen.append(text_of(pilot.app))
                    await pilot.press("escape", "escape")

    asyncio.run(run())
    return seen


def test_nothing_on_the_screen_drives_the_terminal(hostile: Path) -> None:
    seen = screens(hostile, WINDOWS)
    assert sum("�" in screen for screen in seen) > len(seen) / 2, "the text is shown, with a sign for what is not"
    assert set().union(*(driving(screen.encode()) for screen in seen)) == set()
