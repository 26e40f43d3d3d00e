"""Whether two checkouts give the same bytes, and which is quicker: what a rebuilding must not change.

usage: python bench/compare_checkouts.py OLD NEW [--show N] [--times RUNS]

Both are run by this Python on the shipped corpus, with a clock that stands still and ids that are counted: a project is made, the
documents are taken in, coded by keywords, by a file and by the session's keys, and every report is written in every format, with
figures, pages and highlighted PDFs. Then the files, what the commands printed, and the rows of the store are compared. With --times
some commands are timed by turns, and the ratio NEW / OLD is printed. Exit code 1 when anything differs.
"""

import argparse
import contextlib
import datetime
import difflib
import hashlib
import itertools
import os
import re
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from pathlib import Path

CORPUS = Path(__file__).resolve().parent.parent / "corpus"
KINDS = (
    "excerpts frequencies matrix compare absence cooccurrence documents references codebook keywords timeline "
    "progress memos everything"
).split()
FORMATS = ("md", "csv", "html", "json", "tex", "docx", "xlsx")
ANSWERS = "a|m viktig|a|r|d|c okonomi|+ myte|x s|a|l 1|n|b|A|u|U|g 2|s|c okonomi|M om planen|K om koden|e 1|-|u|o|?|q|".replace(
    "|", "\n"
)
LOOKED_AT = """
documents --json|documents|search tilskudd|search tilskudd --json|search rus --count --by group|search rus --sentence
search samarbeid --plot|search rus_NEAR/5_arbeid --document D1|words tilskudd|words rus --json|suggest --limit 3
suggest --json --coder Kari|suggest --by document --limit 2 --code okonomi|codebook show|codebook check
codebook show okonomi.tilskudd|codebook pairs
"""
CODED = """
codings|codings --json|codings --code okonomi --coder Kari|codings --group finnes_ikke|words --suggest okonomi|journal
journal --json|adrift|codebook add okonomi.gaver Gaver|undo --coder Kari|redo --coder Kari
"""
REPORTS = """
excerpts --by document|excerpts --by group|excerpts --typical 2|frequencies --by year|frequencies --measure words --per thousand
frequencies --per row|matrix --rows perspektiv --columns kategori|matrix --excerpts|compare --excerpts
cooccurrence --within section --excerpts|timeline --pattern tilskudd --pattern rus|excerpts --group Lindvik_kommune --coder Kari
matrix --origin manual|excerpts --code myte|excerpts --format csv --csv-dialect excel-nb|excerpts --group ingen|memos --by code
documents --format ris|documents --format bib|everything --chapter 5 --format docx --output ../chapter.docx
everything --pages --format html --output ../pages.html|pdf D1 --output ../coded-D1.pdf|pdf D2 --output ../coded-D2.pdf
"""


def commands(text: str) -> list[list[str]]:
    """The commands of a table: a bar or a line end between two, an underscore for a space inside an argument."""
    lines = text.replace("\n", "|").split("|")
    return [[word.replace("_", " ") for word in line.split()] for line in lines if line]


def still_clock_and_counted_ids() -> None:
    """From now on the time does not pass, and ids are counted."""

    class Still(datetime.datetime):
        @classmethod
        def now(cls, tz: datetime.tzinfo | None = None) -> "Still":
            return cls(2026, 1, 31, 12, 0, 0, tzinfo=tz)

    numbers = itertools.count(1)
    setattr(datetime, "datetime", Still)  # noqa: B010 - a type may not be assigned to
    setattr(uuid, "uuid4", lambda: uuid.UUID(int=next(numbers), version=4))  # noqa: B010


def do_everything(out: Path) -> None:
    """Everything that is compared, by the kodetre that is imported, into a folder that is there."""
    still_clock_and_counted_ids()
    from typer.testing import CliRunner

    from kodetre.cli.main import app

    project, said, count = out / "prosjekt", out / "said", itertools.count()
    said.mkdir()
    os.chdir(out)

    def run(*arguments: str, answers: str | None = None) -> None:
        ran = CliRunner().invoke(app, list(arguments), input=answers)
        name = f"{next(count):03} {' '.join(arguments)}".replace("/", "_")[:90]
        (said / f"{name}.txt").write_text(f"exit {ran.exit_code}\n{ran.stdout}\n--\n{ran.stderr}", "utf-8")

    run("init", "prosjekt", "--template", "rusarbeid")
    shutil.copytree(CORPUS, project / "corpus", dirs_exist_ok=True)
    os.chdir(project)
    run("ingest", "corpus", "--coder", "Kari", "--jobs", "1")
    for id in ("D1", "D2", "D5", "D8"):
        run("documents", "show", id, "--json")
        run("documents", "show", id)
    for arguments in commands(LOOKED_AT):
        run(*arguments)
    run("code", "--plain", "--coder", "Kari", answers=ANSWERS)
    run("code", "--accept-all", "--min-score", "0.5", "--coder", "demo")
    (out / "rader.csv").write_text("document,code,quote\nD1,okonomi,kommunen\nD2,myte,finnes ikke her\n", "utf-8")
    run("apply", "../rader.csv", "--coder", "Ola")
    run("apply", "../rader.csv", "--coder", "Ola", "--partial")
    for arguments in commands(CODED):
        run(*arguments)
    for kind in KINDS:
        run("report", kind)
        for format in FORMATS:
            run("report", kind, "--format", format, "--output", f"../reports/{kind}.{format}")
    for kind in ("frequencies", "matrix", "compare", "cooccurrence", "timeline", "excerpts", "everything"):
        run("report", kind, "--figures", "--format", "html", "--format", "docx", "--output", f"../figures/{kind}")
    for arguments in commands(REPORTS):
        run("report", *arguments)
    settings = (project / "kodetre.yaml").read_text("utf-8")
    for language in ("nn", "en"):
        (project / "kodetre.yaml").write_text(settings.replace("language: nb", f"language: {language}"), "utf-8")
        for format in ("md", "html"):
            run("report", "everything", "--format", format, "--output", f"../{language}.{format}")
    with contextlib.closing(sqlite3.connect(project / "kodetre.db")) as connection:
        (out / "store.sql").write_text("\n".join(connection.iterdump()), "utf-8")
    (project / "kodetre.db").unlink()


TIMED = {
    "--help": ["-m", "kodetre", "--help"],
    "search tilskudd": ["-m", "kodetre", "search", "tilskudd", "--count"],
    "suggest": ["-m", "kodetre", "suggest", "--limit", "1"],
    "report matrix": ["-m", "kodetre", "report", "matrix"],
    "report everything (html)": ["-m", "kodetre", "report", "everything", "--format", "html", "--output", "alt.html"],
}


def environment(checkout: Path) -> dict[str, str]:
    """What a checkout runs under: its own sources before anything that is installed, no colour, one width."""
    return {
        **os.environ, "PYTHONPATH": str(checkout / "src"), "NO_COLOR": "1", "COLUMNS": "160", "PYTHONHASHSEED": "0",
        "SOURCE_DATE_EPOCH": "1769860800",
    }  # fmt: skip


def run(checkout: Path, folder: Path) -> None:
    """Everything that is compared, by one checkout, into a folder."""
    command = [sys.executable, str(Path(__file__).resolve()), "--into", str(folder)]
    subprocess.run(command, check=True, env=environment(checkout))


def files(folder: Path) -> dict[str, bytes]:
    """Every file by its path below the folder; the folder's own name is left out of what they say."""
    found = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            data = path.read_bytes().replace(str(folder).encode(), b"FOLDER")
            found[str(path.relative_to(folder))] = data
    return found


def shown(old: bytes, new: bytes, most: int) -> list[str]:
    """The first lines that differ, of text; of anything else its hashes."""
    try:
        before, after = old.decode("utf-8").splitlines(), new.decode("utf-8").splitlines()
    except UnicodeDecodeError:
        return [f"      {hashlib.sha256(old).hexdigest()[:12]} → {hashlib.sha256(new).hexdigest()[:12]}"]
    lines = difflib.unified_diff(before, after, lineterm="", n=0)
    told = [line for line in lines if re.match(r"[-+](?![-+])", line)]
    return [f"      {line[:150]}" for line in told[:most]]


def compare(old: Path, new: Path, most: int) -> int:
    """Print what differs; how many files do."""
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / "0", Path(name) / "1"]
        for checkout, folder in zip((old, new), folders, strict=True):
            folder.mkdir()
            run(checkout, folder)
        before, after = (files(folder) for folder in folders)
    differ = [path for path in {**before, **after} if before.get(path) != after.get(path)]
    for path in sorted(differ):
        if path not in before or path not in after:
            print(f"  only in {'NEW' if path in after else 'OLD'}: {path}")
            continue
        print(f"  differs: {path}")
        print("\n".join(shown(before[path], after[path], most)))
    print(f"{len(after)} files compared, {len(differ)} differ")
    return len(differ)


def own_projects(old: Path, new: Path, project: Path) -> dict[Path, Path]:
    """A copy of a project that the old checkout has made for each: the new one may bring its store up to date."""
    folders = {old: project.with_name("old"), new: project.with_name("new")}
    for folder in folders.values():
        shutil.copytree(project, folder)
    return folders


def timed(old: Path, new: Path, runs: int) -> None:
    """Whole commands by turns, and the ratio pair by pair."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "0"
        folder.mkdir()
        setup = [
            ["init", str(folder / "p"), "--template", "rusarbeid"],
            ["ingest", str(CORPUS), "--project", str(folder / "p")],
            ["code", "--accept-all", "--min-score", "1", "--project", str(folder / "p")],
        ]
        for arguments in setup:
            command = [sys.executable, "-m", "kodetre", *arguments]
            subprocess.run(command, check=True, env=environment(old), capture_output=True)
        own = own_projects(old, new, folder / "p")
        for label, arguments in TIMED.items():
            ratios = []
            for turn in range(runs + 1):
                seconds = []
                for checkout in (old, new) if turn % 2 else (new, old):
                    began = time.perf_counter()
                    subprocess.run(
                        [sys.executable, *arguments], check=True, env=environment(checkout), cwd=own[checkout], capture_output=True
                    )  # fmt: skip
                    seconds.append((checkout, time.perf_counter() - began))
                by_checkout = dict(seconds)
                if turn:
                    ratios.append(by_checkout[new] / by_checkout[old])
            low, high = min(ratios), max(ratios)
            print(f"  {label:26} NEW / OLD median {statistics.median(ratios):.2f}, {low:.2f} to {high:.2f}")


def keys(old: Path, new: Path, rounds: int) -> None:
    """The coding app on a document of 300 pages with 2,000 codings, by turns: from a key press to the last byte drawn for it."""
    from session import KEYS, QUIET, Terminal

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "p"
        making = f"from pathlib import Path; from session import make; make(Path({str(folder)!r}), 300, 2000, 0.345)"
        in_old = {**environment(old), "PYTHONPATH": f"{old / 'src'}:{old / 'bench'}"}
        subprocess.run([sys.executable, "-c", making], check=True, env=in_old, capture_output=True)
        own = own_projects(old, new, folder)
        pressed: dict[Path, list[float]] = {old: [], new: []}
        opened: dict[Path, list[float]] = {old: [], new: []}
        for turn in range(rounds):
            for checkout in (old, new) if turn % 2 else (new, old):
                python = [sys.executable, "-m", "kodetre", "code", "--coder", "Kari"]
                terminal = Terminal(["/usr/bin/env", f"PYTHONPATH={checkout / 'src'}", *python], own[checkout])
                shown, _ = terminal.until(QUIET, b"En lang plan")
                opened[checkout].append(shown - terminal.began)
                terminal.until(QUIET, b"decided, ")
                terminal.until(1.0)
                times = [terminal.press(key) for key in KEYS]
                pressed[checkout] += [seconds for seconds in times if seconds]
                terminal.stop()
        for label, taken in (("the app opens", opened), ("key to paint", pressed)):
            ratio = statistics.median(taken[new]) / statistics.median(taken[old])
            print(f"  {label:26} NEW / OLD of the medians {ratio:.2f} ({len(taken[new])} and {len(taken[old])} times)")
        late = [sorted(pressed[checkout])[int(0.95 * len(pressed[checkout]))] for checkout in (new, old)]
        print(f"  {'key to paint, 95 %':26} NEW / OLD {late[0] / late[1]:.2f}")


def main() -> None:
    """Compare, and time when asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkouts", type=Path, nargs="*", metavar="OLD NEW")
    parser.add_argument("--into", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--show", type=int, default=4, help="lines shown of each file that differs")
    parser.add_argument("--times", type=int, default=0, metavar="RUNS")
    options = parser.parse_args()
    if options.into:
        do_everything(options.into)
        return
    if len(options.checkouts) != 2:
        parser.error("name two checkouts")
    old, new = (checkout.resolve() for checkout in options.checkouts)
    if options.times:
        timed(old, new, options.times)
        keys(old, new, options.times)
    sys.exit(1 if compare(old, new, options.show) else 0)


if __name__ == "__main__":
    main()
