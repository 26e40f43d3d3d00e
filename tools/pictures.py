"""The pictures in docs/pictures/: a coding session as SVG, a page with what was read, and reports as PNG where Chromium is.

usage: python tools/pictures.py   (make pictures)
"""

import fcntl
import os
import pty
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
from pathlib import Path

from rich.console import Console
from rich.text import Text

assert sys.platform != "win32", "it needs a terminal of its own (a pty)"

ROOT = Path(__file__).resolve().parent.parent
PICTURES = ROOT / "docs" / "pictures"
WIDTH, HEIGHT = 100, 40
CHROMIUM = next(
    (path for name in ("chromium", "chromium-browser", "google-chrome") if (path := shutil.which(name))), None
)


def kodetre(project: Path, *arguments: str, answers: str = "") -> str:
    """What a command draws on a terminal of WIDTH × HEIGHT."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))
    environment = {k: v for k, v in os.environ.items() if k not in ("NO_COLOR", "COLUMNS", "LINES")}
    running = subprocess.Popen(
        [sys.executable, "-m", "kodetre", *arguments],
        cwd=project, stdin=subprocess.PIPE, stdout=theirs, stderr=subprocess.DEVNULL,
        env=environment | {"TERM": "xterm-256color", "COLORTERM": "truecolor"},
    )  # fmt: skip
    os.close(theirs)
    assert running.stdin is not None
    running.stdin.write(answers.encode())
    running.stdin.close()
    drawn = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:
            break
        if not piece:
            break
        drawn += piece
    running.wait()
    return drawn.decode("utf-8").replace("\r\n", "\n")


def draw(text: str, title: str, target: Path) -> None:
    """Write a terminal's text as SVG, without fonts from the network."""
    with Path(os.devnull).open("w") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True)
        console.print(Text.from_ansi(text), soft_wrap=True)
        svg = console.export_svg(title=title, unique_id="kodetre")
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    target.write_text(re.sub(r"[ \t]+\n", "\n", svg), encoding="utf-8")


def photograph(page: Path, target: Path, height: int, where: str = "") -> None:
    """A screenshot of an HTML file, 1100 pixels wide, at a place in it."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_page(viewport={"width": 1100, "height": height})
        sheet.goto(page.as_uri() + where)
        sheet.screenshot(path=target)
        browser.close()


def app(project: Path, keys: list[str], size: tuple[int, int], target: Path) -> None:
    """The coding app after some keys, as SVG."""
    import asyncio

    from kodetre.document.filters import Filters
    from kodetre.project.project import find
    from kodetre.services.code import SessionRequest, open_session
    from kodetre.services.suggest import SuggestRequest
    from kodetre.tui.app import CodingApp

    filters = Filters(document=("lindvik-handlingsplan-2023.pdf",))
    request = SessionRequest(find(project), SuggestRequest(filters, coder="Kari"))
    with open_session(request, lambda _: None) as session:

        async def run() -> str:
            shown = CodingApp(session)
            async with shown.run_test(size=size) as pilot:
                await pilot.pause()
                for key in keys:
                    await pilot.press(*(key.removeprefix("type:") if key.startswith("type:") else [key]))
                    await pilot.pause()
                return shown.export_screenshot(title="kodetre code")

        svg = asyncio.run(run())
    svg = re.sub(r"@font-face \{.*?\}", "", svg, flags=re.DOTALL).replace("Fira Code", "DejaVu Sans Mono")
    target.write_text(re.sub(r"[ \t]+\n", "\n", svg), encoding="utf-8")


def main() -> None:
    """Make a project of the shipped corpus and draw what a user sees."""
    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "prosjekt"
        kodetre(ROOT, "init", str(project), "--template", "rusarbeid")
        shutil.copytree(ROOT / "corpus", project / "corpus", dirs_exist_ok=True)
        kodetre(project, "ingest", "corpus")
        session = kodetre(project, "code", "--plain", "--coder", "Kari", "--code", "okonomi", "--document",
                          "lindvik-handlingsplan-2023.pdf",
                          answers="a\nm Sammenlign med Hellefjord\n")  # fmt: skip
        app(project, ["n", "a", "a", "d", "a", "s", "c", "type:verdier", "enter", "n"], (110, 34), PICTURES / "app.svg")
        app(project, ["c", "type:samarb"], (110, 34), PICTURES / "codes.svg")
        draw(_with_answers(session, ["a", "m Sammenlign med Hellefjord"]), "kodetre code", PICTURES / "session.svg")
        draw(kodetre(project, "search", "tilskudd", "--group", "Hellefjord kommune"), "kodetre search tilskudd",
             PICTURES / "search.svg")  # fmt: skip
        kodetre(project, "documents", "show", "lindvik-handlingsplan-2023.pdf", "--page", "8", "--image", "--output",
                str(PICTURES / "page.png"))  # fmt: skip
        kodetre(project, "code", "--accept-all", "--min-probability", "0.4", "--coder", "Kari")
        for kind, height in (("excerpts", 1150), ("matrix", 560)):
            page = project / f"{kind}.html"
            kodetre(project, "report", kind, "--format", "html", "--output", str(page))
            if CHROMIUM:
                photograph(page, PICTURES / f"{kind}.png", height)
                if kind == "excerpts":
                    photograph(page, PICTURES / "reader.png", 700, "#/D6/9000")
        kodetre(project, "report", "frequencies", "--figures", "--output", str(project / "ut"))
        shutil.copy(project / "ut" / "figures" / "frequencies.svg", PICTURES / "figure.svg")
    print("docs/pictures/ is made anew" + ("" if CHROMIUM else ", but for the reports: Chromium is not installed"))


def _with_answers(session: str, answers: list[str]) -> str:
    """The session's text with what was typed after each prompt, and without the end."""
    prompt = "q> "
    parts = session.split(prompt)
    shown = parts[0]
    for answer, part in zip([*answers, ""], parts[1:], strict=False):
        shown += prompt + answer + "\n" + part
    return shown[: shown.rindex(prompt)] + prompt


if __name__ == "__main__":
    main()
