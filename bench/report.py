"""Every table report on 100,000 codings in 1,000 documents.

usage: python bench/report.py [FOLDER] [--before CHECKOUT] [--times N] [--only-commands]

FOLDER is a project that is made there, or that is there already; `--times 10` copies every coding in it nine times more, to see
what grows. Prints, for the reports that take most, processor time and memory of the whole command, of this checkout and of another
one; then for each report the time to make it and to write it as Markdown, and what of it goes to its data, beside the
time to read all codings from the store in the same run; and `everything` as HTML, and what that page takes in Chromium.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from itertools import accumulate
from pathlib import Path

from session import reading, vocabulary

from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import ReadFile, Span
from kodetre.project.create import create
from kodetre.project.project import find
from kodetre.report.kind import load_kind
from kodetre.report.options import Options
from kodetre.report.tables import NAMES
from kodetre.services.report import make
from kodetre.services.report_data import DataRequest, load_report_data
from kodetre.services.report_request import ReportRequest

DOCUMENTS, CODINGS, PAGES, FORMS = 1000, 100_000, 3, 120_000
"""The words are drawn by Zipf's law from so many forms, as texts of one field have them in common."""


def make_project(folder: Path) -> None:
    """A project of short plans in four groups and five years, coded at random."""
    project = create(folder, "rusarbeid", "nb")
    chance = random.Random(3)
    words = vocabulary(FORMS, chance)
    weights = list(accumulate(1 / rank for rank in range(1, FORMS + 1)))
    keys = [code.key for code in project.codebook().codes()]
    with project.store() as store:
        step = None
        for number in range(DOCUMENTS):
            read = reading(PAGES, 0.2, number, words, weights)
            given = {"title": f"Plan {number}", "group": f"Kommune {number % 4}", "year": str(2018 + number % 5)}
            info, step = store.documents.add(
                ReadFile(read, f"{number:064x}", f"plan-{number}.pdf", given), "Kari", step
            )
            made = []
            for _ in range(CODINGS // DOCUMENTS):
                block = chance.choice(read.blocks)
                start = chance.randrange(block.start, max(block.start + 1, block.end - 30))
                made.append(
                    NewCoding(
                        info.id,
                        Span(start, min(block.end, start + chance.randint(10, 300))),
                        chance.choice(keys),
                        "manual",
                    )
                )
            store.codings.record(StepKind.CODE, "Kari", Change(tuple(made)), codebook=project.codebook())


def in_browser(page: bytes) -> None:
    """Open a page in Chromium, where there is one, and time what its reader does, beside an empty page."""
    chromium = shutil.which("chromium") or shutil.which("google-chrome")
    if chromium is None:
        print("  no Chromium here: the page was not opened")
        return
    from playwright.sync_api import sync_playwright

    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        path, empty = Path(name) / "page.html", Path(name) / "empty.html"
        path.write_bytes(page)
        empty.write_text("<!doctype html><title>empty</title>")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        sheet = browser.new_page()
        times = []
        for opened in (empty, path):
            began = time.perf_counter()
            sheet.goto(f"file://{opened}")
            times.append(time.perf_counter() - began)
        print(f"  in Chromium: opens in {times[1]:.2f} s (an empty page {times[0]:.2f} s)")
        for what, address in (
            ("a code", "#?code=okonomi"), ("a cell of the matrix", "#?code=okonomi&with=myte&once=1"), ("a word", "#?q=rusmidler"),
            ("everything by group", "#?by=group"), ("a document", "#/D7"),
        ):  # fmt: skip
            taken = sheet.evaluate(
                """address => new Promise(done => { const began = performance.now(); location.hash = address;
                addEventListener('hashchange', () => requestAnimationFrame(() => setTimeout(() => done(performance.now() - began))),
                { once: true }); })""",
                address,
            )
            print(f"    {what:22} {taken:6.0f} ms")
        browser.close()


COMMANDS = (
    ("excerpts", "md"), ("keywords", "md"), ("progress", "md"), ("absence", "md"), ("excerpts", "csv"), ("excerpts", "json"),
    ("excerpts", "html"),
)  # fmt: skip


def copy_codings(folder: Path, times: int) -> None:
    """Every coding so many times: reports do not ask whether two are alike."""
    with closing(sqlite3.connect(folder / "kodetre.db")) as store:
        columns = [row[1] for row in store.execute("PRAGMA table_info(coding)")]
        others = ", ".join(name for name in columns if name not in ("id", "uuid"))
        (last,) = store.execute("SELECT MAX(id) FROM coding").fetchone()
        for _ in range(times - 1):
            store.execute(
                f"INSERT INTO coding (uuid, {others}) "
                f"SELECT lower(hex(randomblob(16))), {others} FROM coding WHERE id <= ?",
                (last,),
            )
        store.commit()


def whole_command(folder: Path, checkout: Path, kind: str, format: str) -> tuple[float, int]:
    """Processor seconds and the most memory (MB) of a report that is written to a file."""
    place = folder / f"out.{format}"
    code = "from kodetre.cli.main import run; run()"
    arguments = ["report", kind, "--format", format, "--output", str(place), "--force", "--project", str(folder)]
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], env=os.environ | {"PYTHONPATH": str(checkout / "src")},
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, (kind, format)
    return used.ru_utime + used.ru_stime, used.ru_maxrss // 1024


def main() -> None:
    """Time each report."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--only-commands", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = given.folder or Path(name) / "project"
        if not folder.exists():
            make_project(folder)
        if given.times > 1:
            copy_codings(folder, given.times)
        checkouts = {"now": Path(__file__).resolve().parent.parent}
        if given.before:
            checkouts["before"] = given.before.resolve()
        for checkout, path in checkouts.items():
            whole_command(folder, path, "keywords", "md")  # makes the index, which every checkout has another of
            for kind, format in COMMANDS:
                taken, memory = whole_command(folder, path, kind, format)
                print(
                    f"  report {kind} --format {format}, {checkout}: {taken:.1f} s of the processor, {memory} MB",
                    flush=True,
                )
        if given.only_commands:
            return
        project = find(folder)
        with project.store() as store:
            began = time.perf_counter()
            count = len(store.codings.live())
            plain = time.perf_counter() - began
            print(f"{count} codings in {DOCUMENTS} documents; reading them all: {plain:.2f} s")
        for kind in NAMES:
            page = kind == "everything"
            request = ReportRequest(project, kind, formats=("html" if page else "md",))
            began = time.perf_counter()
            with project.store() as store:
                load_report_data(project, store, DataRequest(hits=load_kind(kind).needs_hits(Options())), print)
            loaded = time.perf_counter() - began
            began = time.perf_counter()
            (written,) = make(request).by_format.values()
            took = time.perf_counter() - began
            print(
                f"  {kind:14} {took:6.2f} s = {took / plain:5.1f} × (to load its data alone {loaded:.2f}; "
                f"{len(written) / 1e6:.1f} MB)"
            )
            if page:
                in_browser(written)


if __name__ == "__main__":
    main()
