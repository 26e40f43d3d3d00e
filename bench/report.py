"""Every table report on 100,000 codings in 1,000 documents.

usage: python bench/report.py

Prints, for each report, the time to make its table and to write it as Markdown, beside the time to read all codings from the store
in the same run; and `everything` as HTML, and what that page takes in Chromium.
"""

import random
import shutil
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from session import reading, vocabulary

from kodetre.document.filters import Filters
from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import ReadFile, Span
from kodetre.project.create import create
from kodetre.project.project import find
from kodetre.report.kinds import EVERYTHING, KINDS, tables
from kodetre.report.options import Options
from kodetre.report.render import render
from kodetre.report.report import Report
from kodetre.services.explorer import collecting_nothing, explorer_of
from kodetre.services.report_data import load_report_data

DOCUMENTS, CODINGS, PAGES, FORMS = 1000, 100_000, 3, 120_000
"""The words are drawn by Zipf's law from so many forms, as texts of one field have them in common."""


def make(folder: Path) -> None:
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


def main() -> None:
    """Time each report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(name) / "project"
        if not folder.exists():
            make(folder)
        project = find(folder)
        with project.store() as store:
            began = time.perf_counter()
            count = len(store.codings.live())
            plain = time.perf_counter() - began
            print(f"{count} codings in {DOCUMENTS} documents; reading them all: {plain:.2f} s")
            for kind in [*KINDS, EVERYTHING]:
                began = time.perf_counter()
                with collecting_nothing():
                    options = Options()
                    basis = load_report_data(
                        project, store, project.codebook(), kind, Filters(), options, lambda _: None
                    )
                    gathered = time.perf_counter()
                    made = tuple(tables(kind, basis, options))
                    page = kind == EVERYTHING
                    shown = explorer_of(project, store, basis, kind, options, pages=False) if page else None
                    table = time.perf_counter()
                    written = render(Report(made, "nb", explorer=shown), "html" if page else "md")
                    done = time.perf_counter()
                print(
                    f"  {kind:14} {done - began:6.2f} s = {(done - began) / plain:5.1f} × (gather {gathered - began:.2f}, "
                    f"table {table - gathered:.2f}, write {done - table:.2f}; {len(written) / 1e6:.1f} MB)"
                )
                if page:
                    in_browser(written)


if __name__ == "__main__":
    main()
