"""The coding app on a document of 1,000 pages with 5,000 codings and 3,000 suggestions, in a real terminal (a pty).

usage: python bench/session.py

Prints the time to open, from the start of the process to the document on the screen; the time from a key press to the last byte
that is drawn for it; and the most memory the process had. Beside each: the same for a document of 10 pages with 50 codings, and
what an empty Textual app takes to open and draw, measured in the same run.
"""

import contextlib
import fcntl
import os
import pty
import random
import select
import signal
import statistics
import struct
import sys
import tempfile
import termios
import time
from collections.abc import Sequence
from pathlib import Path

from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Block, Page, ReadFile, Reading, Span
from kodetre.project.create import create
from kodetre.project.project import find

WIDTH, HEIGHT = 120, 40
QUIET = 0.12
"""Seconds without output after which a screen is taken to be finished; not counted."""
KEYS = (
    b"n", b"n", b"a", b"r", b"d", b"\x1b[B", b"\x1b[B", b"\x1b[6~", b"\x1b[5~", b"s", b"\x1b[C", b"\x1b[1;2C", b"\t", b"\x1b[D",
    b"1", b"2", b"u", b"u", b">", b">", b"<", b"z", b"a", b"u", b"U", b"\x1b[C", b"A", b"u", b"w", b"z", b"b", b"n",
)  # fmt: skip
EMPTY = """
from textual.app import App
class Empty(App):
    def on_key(self): self.screen.refresh()
Empty().run()
"""


def vocabulary(size: int, chance: random.Random) -> list[str]:
    """Made-up words of one to four syllables."""
    return [
        "".join(chance.choice("bdfgklmnprstv") + chance.choice("aeioøå") for _ in range(chance.randint(1, 4)))
        for _ in range(size)
    ]


def reading(
    pages: int, share: float, seed: int = 1, words: Sequence[str] = (), weights: Sequence[float] = ()
) -> Reading:
    """A text of made-up words with headings, eight paragraphs on each page and a keyword in a share of them.

    The words are 5,000 of its own, or those that are given, with cumulative weights.
    """
    chance = random.Random(seed)
    words = words or vocabulary(5000, chance)
    text: list[str] = []
    at, blocks, marks = 0, [], []
    for page in range(1, pages + 1):
        begin = at
        for place in range(9):
            heading = place == 0 and page % 3 == 1
            piece = " ".join(chance.choices(words, cum_weights=weights or None, k=6 if heading else 45))
            if not heading and chance.random() < share:
                piece += " tilskudd"
            piece = piece[:1].upper() + piece[1:] + ("" if heading else ".")
            blocks.append(Block("heading" if heading else "paragraph", int(heading), at, at + len(piece), page, page))
            text.append(piece)
            at += len(piece) + 2
        marks.append(Page(page, str(page), begin, at))
    return Reading("\n\n".join(text), tuple(marks), tuple(blocks))


def make(folder: Path, pages: int, codings: int, share: float) -> int:
    """A project with one document, coded; how many suggestions it has."""
    project = create(folder, "rusarbeid", "nb")
    chance = random.Random(2)
    with project.store() as store:
        document, _ = store.documents.add(
            ReadFile(reading(pages, share), "a" * 64, "plan.pdf", {"title": "En lang plan"}), "Kari"
        )
        blocks = [block for block in store.documents.get(document.id).reading.blocks if block.kind == "paragraph"]
        keys = [code.key for code in project.codebook().codes() if not code.keywords or "tilskudd" not in code.key]
        made = []
        for _ in range(codings):
            block = chance.choice(blocks)
            start = chance.randrange(block.start, block.end - 20)
            made.append(
                NewCoding(
                    document.id,
                    Span(start, min(block.end, start + chance.randint(20, 400))),
                    chance.choice(keys),
                    "manual",
                )
            )
        store.codings.record(StepKind.CODE, "Ola", Change(tuple(made)), codebook=project.codebook())
    from kodetre.services.corpus import open_corpus

    opened = find(folder)
    with opened.store() as store:
        return len(open_corpus(store, opened.codebook()).suggestions(opened.codebook()))


class Terminal:
    """A process on a terminal of its own."""

    began: float
    process: int
    end: int

    def __init__(self, command: list[str], folder: Path) -> None:
        if sys.platform == "win32":
            raise OSError("a terminal of its own (a pty) is a Unix matter")
        self.began = time.perf_counter()
        self.process, self.end = pty.fork()
        if self.process == 0:
            os.chdir(folder)
            os.environ.update(TERM="xterm-256color", COLORTERM="truecolor")
            os.execv(command[0], command)
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", HEIGHT, WIDTH, 0, 0))

    def until(self, quiet: float, holds: bytes = b"") -> tuple[float, bytes]:
        """Read until nothing has come for a while (and some letters have): when the last byte came, and what came."""
        last, drawn = time.perf_counter(), b""
        while True:
            ready, _, _ = select.select([self.end], [], [], quiet)
            if not ready:
                if holds and holds not in drawn and time.perf_counter() - self.began < 30:
                    continue
                return last, drawn
            with contextlib.suppress(OSError):
                drawn += os.read(self.end, 1 << 20)
            last = time.perf_counter()
            if holds and holds in drawn:
                return last, drawn

    def press(self, key: bytes) -> float:
        """Seconds from a key press to the last byte drawn for it; 0 when nothing is."""
        began = time.perf_counter()
        os.write(self.end, key)
        last, drawn = self.until(QUIET)
        return last - began if drawn else 0.0

    def memory(self) -> float:
        """The most memory that the process had, in MB."""
        status = Path(f"/proc/{self.process}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def stop(self) -> None:
        """End it."""
        if sys.platform != "win32":
            os.kill(self.process, signal.SIGKILL)
        os.waitpid(self.process, 0)
        os.close(self.end)


def measure(name: str, folder: Path) -> None:
    """Open, press keys, print."""
    command = [sys.executable, "-m", "kodetre", "code", "--coder", "Kari"]
    opened = []
    for _ in range(3):
        terminal = Terminal(command, folder)
        shown, _ = terminal.until(QUIET, b"En lang plan")
        opened.append(shown - terminal.began)
        terminal.stop()
    terminal = Terminal(command, folder)
    terminal.until(QUIET, b"decided, ")
    ready = time.perf_counter() - terminal.began
    terminal.until(1.0)
    times = [terminal.press(key) for _ in range(6) for key in KEYS]
    times = sorted(t for t in times if t)
    late = 1000 * times[int(0.95 * len(times))]
    print(
        f"{name:28} opens in {statistics.median(opened):.2f} s (suggestions after {ready:.2f} s); "
        f"key to paint: median {1000 * statistics.median(times):.0f} ms, 95 % {late:.0f} ms, most {1000 * times[-1]:.0f} ms "
        f"({len(times)} keys); memory {terminal.memory():.0f} MB"
    )
    terminal.stop()


def empty(folder: Path) -> None:
    """What Textual itself takes."""
    opened, times, memory = [], [], 0.0
    for _ in range(3):
        terminal = Terminal([sys.executable, "-c", EMPTY], folder)
        shown, _ = terminal.until(0.3, b"\x1b[?25l")
        opened.append(shown - terminal.began)
        terminal.until(0.5)
        times += [t for _ in range(5) if (t := terminal.press(b"n"))]
        memory = max(memory, terminal.memory())
        terminal.stop()
    said = f"median {1000 * statistics.median(times):.0f} ms" if times else "nothing drawn"
    print(
        f"{'an empty Textual app':28} opens in {statistics.median(opened):.2f} s; key to paint: {said}; memory {memory:.0f} MB"
    )


def main() -> None:
    """Both documents and the empty app."""
    with tempfile.TemporaryDirectory() as folder:
        long, short = Path(folder) / "long", Path(folder) / "short"
        count = make(long, 1000, 5000, 0.345)
        few = make(short, 10, 50, 0.345)
        empty(Path(folder))
        measure(f"10 pages, {few} suggestions", short)
        measure(f"1,000 pages, {count} suggestions", long)


if __name__ == "__main__":
    main()
