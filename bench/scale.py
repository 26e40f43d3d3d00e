"""How kodetre grows with the number of documents: time and peak memory of what people do, each in a process of its own.

usage: python bench/scale.py [--documents 1000 10000 100000] [--keywords 300] [--before CHECKOUT] [--most-before N] [--in FOLDER]

The corpus is made by a seeded script (scale_corpus.py), about 500 words on 2 pages a document, and a codebook of 300 keywords in
30 codes. Printed for each size: each command the first time (which makes what is kept on disk) and the second, as seconds of the
processor, seconds that passed, and megabytes; beside it the same by another checkout (`--before`), where there are no more than
`--most-before` documents, for before the index lay on disk memory and time ran out; and bytes a page of the store and of what lies
beside it.

Every part of it is a function of a project's folder, so that others can be added: see PARTS.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from compare_checkouts import environment
from scale_corpus import PAGES

ROOT = Path(__file__).resolve().parent.parent
SLOWEST = 1800
"""Seconds after which a run is given up, where nothing else is asked for."""
_slowest: float = SLOWEST
NOTHING = 6
"""The exit code of a command that has nothing to show, as `codings` before anything is coded."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of the processor and those that passed, and the most megabytes in use; negative for what did not come to its end."""

    worked: float
    passed: float
    megabytes: float

    def __str__(self) -> str:
        return (
            f"{self.worked:7.2f} {self.passed:7.2f} {self.megabytes:6.0f}" if self.passed >= 0 else f"{'gave up':>22}"
        )


@dataclass(frozen=True, slots=True)
class Part:
    """Something that people do: its name, and what is run by a checkout in a project's folder; `changes` that it is run once."""

    name: str
    run: Callable[[Path, Path], Cost]
    changes: bool = False


def measured(checkout: Path, command: Sequence[str], told: IO[bytes] | None = None) -> Cost:
    """What a Python process of a checkout costs; what it prints goes to a file where one is given."""
    began = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        child = subprocess.Popen(
            [sys.executable, *command],
            env=environment(checkout),
            stdout=subprocess.DEVNULL if told is None else told,
            stderr=errors,
        )
        while True:
            pid, status, usage = os.wait4(child.pid, os.WNOHANG)
            if pid:
                break
            if time.perf_counter() - began > _slowest:
                child.kill()
            time.sleep(0.005)
        child.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - began
        if child.returncode not in (0, NOTHING):
            errors.seek(0)
            print(errors.read().decode()[-400:], file=sys.stderr)
            seconds = -1.0
    return Cost(usage.ru_utime + usage.ru_stime, seconds, usage.ru_maxrss / 1024)


def command(*arguments: str) -> Callable[[Path, Path], Cost]:
    """A command of kodetre as something to run."""

    def run(checkout: Path, project: Path) -> Cost:
        return measured(checkout, ["-m", "kodetre", *arguments, "--project", str(project)])

    return run


SESSION = """
import sys, time
from pathlib import Path
from kodetre.project.project import find
from kodetre.services.code import SessionRequest, open_late_session
from kodetre.services.suggest import SuggestRequest
request = SessionRequest(find(Path(sys.argv[1])), SuggestRequest())
with open_late_session(request, lambda _: None) as late:
    late.session.view()
"""
"""Until the app shows the first document: suggestions are looked for beside it."""


MATCHING = """
import sys, time
from dataclasses import replace
from pathlib import Path
from kodetre.codebook.tree import Keyword
from kodetre.matching.parse import parse
from kodetre.project.project import find
from kodetre.services.corpus import open_corpus
project = find(Path(sys.argv[1]))
codebook = project.codebook()
with project.store() as store:
    corpus = open_corpus(store, codebook)
began = time.process_time(), time.perf_counter()
corpus.matcher.prepare(keyword.pattern for code in codebook.codes() for keyword in code.keywords)
if sys.argv[2] == "changed":
    corpus.suggestions(codebook)
    first, *others = codebook.dimensions[0].codes
    more = replace(first, keywords=(*first.keywords, Keyword("kommunestyre", parse("kommunestyre"))))
    changed = replace(codebook, dimensions=(replace(codebook.dimensions[0], codes=(more, *others)),))
    began = time.process_time(), time.perf_counter()
    corpus.suggestions(changed)
print(time.process_time() - began[0], time.perf_counter() - began[1])
"""
"""All keywords looked up in all words; and, with "changed", what another keyword in the codebook makes to be looked up again."""


def matching(kind: str) -> Callable[[Path, Path], Cost]:
    """What matching alone costs, in a process that has the corpus open; the megabytes are those of all of it."""

    def run(checkout: Path, project: Path) -> Cost:
        with tempfile.TemporaryFile() as told:
            cost = measured(checkout, ["-c", MATCHING, str(project), kind], told)
            told.seek(0)
            seconds = told.read().split()
        return Cost(float(seconds[0]), float(seconds[1]), cost.megabytes) if seconds else cost

    return run


def session(checkout: Path, project: Path) -> Cost:
    """A coding session, from its process' start to its first screen."""
    return measured(checkout, ["-c", SESSION, str(project)])


def bare(checkout: Path, _: Path) -> Cost:
    """A process that only loads what a command needs at least: what every figure includes."""
    return measured(checkout, ["-c", "import numpy, typer"])


def parts(keyword: str) -> list[Part]:
    """What is measured, in order; the words of the codebook for `suggest` and `absence`, a `keyword` for the others."""
    return [
        Part("import numpy, typer", bare),
        Part("documents", command("documents", "--json")),
        Part("search KEYWORD --count", command("search", keyword, "--count", "--by", "year")),
        Part("search KEYWORD --json", command("search", keyword, "--json")),
        Part("words KEYWORD", command("words", keyword)),
        Part("suggest, codebook", command("suggest", "--limit", "5")),
        Part("absence, codebook", command("report", "absence", "--format", "csv")),
        Part("matching, codebook", matching("all")),
        Part("codebook changed", matching("changed")),
        Part("session, first screen", session),
        Part("codings", command("codings", "--json"), changes=True),
        Part("documents set", command("documents", "set", "D1", "year=2020", "--coder", "bench"), changes=True),
        Part("undo", command("undo", "--coder", "bench"), changes=True),
    ]


def make(checkout: Path, project: Path, count: int, keywords: int) -> None:
    """Make a corpus, in a process of its own: what is measured later begins with the memory of this one. It is made by the checkout
    that is to read it, for an older one does not open a newer one's store.
    """
    if project.exists():
        return
    began = time.perf_counter()
    script = Path(__file__).with_name("scale_corpus.py")
    command = [sys.executable, str(script), str(project), str(count), str(keywords)]
    subprocess.run(command, check=True, env=environment(checkout))
    print(f"{count} documents made in {time.perf_counter() - began:.0f} s", flush=True)


def keyword_of(project: Path) -> str:
    """The keyword of the codebook that is neither frequent nor rare."""
    codebook = next((project / "codebooks").glob("*.yaml")).read_text("utf-8")
    codes = [line.partition("[")[2].rstrip("]").split(", ") for line in codebook.splitlines() if "keywords:" in line]
    return codes[len(codes) // 2][len(codes[0]) // 2]


def size_of(project: Path) -> tuple[int, int]:
    """Bytes of the store, and of what lies in the folder beside it."""
    store = (project / "kodetre.db").stat().st_size
    every = sum(path.stat().st_size for path in project.rglob("*") if path.is_file())
    return store, every - store


def main() -> None:
    """Read the arguments, make the corpora and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--documents", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--keywords", type=int, default=300)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--most-before", type=int, default=10_000)
    parser.add_argument("--slowest", type=float, default=SLOWEST, help="seconds after which a run is given up")
    parser.add_argument("--in", dest="folder", type=Path, help="keep the corpora here, and use those that are here")
    parser.add_argument("--only", nargs="*", default=[], help="parts whose names begin so")
    given = parser.parse_args()
    global _slowest
    _slowest = given.slowest
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    folder = given.folder or Path(tempfile.mkdtemp())
    for count in given.documents:
        project = folder / f"{count}"
        make(ROOT, project, count, given.keywords)
        measure(project, count, given, parts(keyword_of(project)))
        store, beside = size_of(project)
        print(
            f"{count} documents: store {store / count / PAGES:.0f} bytes a page, beside it {beside / count / PAGES:.0f}"
        )
    if given.folder is None:
        shutil.rmtree(folder)


def measure(project: Path, count: int, given: argparse.Namespace, every: Sequence[Part]) -> None:
    """Print what the parts cost in a project."""
    print(f"\n{count} documents{'':12}{'first time':>22}{'again':>25}{'before':>25}", flush=True)
    before = given.before.resolve() if given.before and count <= given.most_before else None
    older = project.with_name(f"{count}-before")
    if before is not None:
        make(before, older, count, given.keywords)
    for part in every:
        if given.only and not part.name.startswith(tuple(given.only)):
            continue
        first = part.run(ROOT, project)
        again = "" if part.changes else part.run(ROOT, project)
        other = part.run(before, older) if before is not None else ""
        print(f"{part.name:26}{first!s:>22}   {again!s:>22}   {other!s:>22}", flush=True)


if __name__ == "__main__":
    main()
