"""What learning costs: `kodetre suggest` by two checkouts, in one run.

usage: python bench/suggest_speed.py OLD NEW [PDF...] [--runs N]      (by default the party programmes in ../shared/pdfs)

OLD makes a project of the documents with ten codes, and decides on 0, 100 and 500 suggestions, spread over the codes. Each
checkout then gets a copy, and `kodetre suggest` is run by turns; printed is the ratio NEW / OLD, pair by pair, of the processor
time as well as of the time that passes, for other work on the machine disturbs the latter.
"""

import argparse
import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from compare_checkouts import environment
from judged import THEMES
from suggestions import PROGRAMMES, SHARED

DECISIONS = (0, 100, 500)


def kodetre(checkout: Path, project: Path, *arguments: str) -> str:
    """Run a command of a checkout on a project; what it printed."""
    command = [sys.executable, "-m", "kodetre", *arguments, "--project", str(project)]
    return subprocess.run(command, check=True, env=environment(checkout), capture_output=True, text=True).stdout


def make(checkout: Path, project: Path, files: Sequence[Path]) -> None:
    """A project of some documents, with the themes as codes."""
    subprocess.run(
        [sys.executable, "-m", "kodetre", "init", str(project)],
        check=True, env=environment(checkout), capture_output=True,
    )  # fmt: skip
    lines = ["dimensions:", "  tema:", "    label: Tema", "    codes:"]
    for key, (_, keywords) in THEMES.items():
        lines += [f"      {key}:", f"        label: {key}", f"        keywords: [{keywords}]"]
    settings = (project / "kodetre.yaml").read_text("utf-8")
    codebook = next(line.split(":")[1].strip() for line in settings.splitlines() if line.startswith("codebook:"))
    (project / codebook).write_text("\n".join(lines) + "\n", "utf-8")
    kodetre(checkout, project, "ingest", *map(str, files))


def decide(checkout: Path, project: Path, count: int) -> None:
    """Decide on some suggestions, spread evenly, as one who wants two keywords or the theme's first would."""
    suggestions = [json.loads(line) for line in kodetre(checkout, project, "suggest", "--json").splitlines()]
    chosen = suggestions[:: max(1, len(suggestions) // count)][:count]
    rows = ["document,code,start,end,decision"]
    for suggestion in chosen:
        keywords, first = suggestion["keywords"], THEMES[suggestion["code"]][1].partition(",")[0]
        verdict = "accept" if len(keywords) > 1 or first in keywords else "reject"
        place = f"{suggestion['start']},{suggestion['end']}"
        rows.append(f"{suggestion['document']},{suggestion['code']},{place},{verdict}")
    table = project.parent / "decisions.csv"
    table.write_text("\n".join(rows) + "\n", "utf-8")
    kodetre(checkout, project, "apply", str(table))


def timed(checkout: Path, project: Path) -> tuple[float, float]:
    """The processor seconds of a run, and those that passed."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    kodetre(checkout, project, "suggest", "--json")
    after, passed = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter() - began
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, passed


def compare(old: Path, new: Path, files: Sequence[Path], runs: int) -> None:
    """Print the ratios."""
    with tempfile.TemporaryDirectory() as name:
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as it is where kodetre is installed: compiled once
        os.environ["PYTHONPYCACHEPREFIX"] = str(Path(name) / "compiled")
        empty = Path(name) / "empty"
        make(old, empty, files)
        for count in DECISIONS:
            own = {checkout: Path(name) / f"{side}-{count}" for side, checkout in (("old", old), ("new", new))}
            shutil.copytree(empty, own[old])
            if count:
                decide(old, own[old], count)
            shutil.copytree(own[old], own[new])
            ratios: list[tuple[float, float]] = []
            for turn in range(runs + 1):
                seconds = {}
                for checkout in (old, new) if turn % 2 else (new, old):
                    seconds[checkout] = timed(checkout, own[checkout])
                if turn:  # the first run brings the store up to date and fills what is kept on disk
                    worked, passed = (seconds[new][kind] / seconds[old][kind] for kind in (0, 1))
                    ratios.append((worked, passed))
            worked, passed = (statistics.median(ratio[kind] for ratio in ratios) for kind in (0, 1))
            print(f"{count:4} decisions: NEW / OLD {worked:.2f} of processor time, {passed:.2f} of time passed")
            print(f"     pairs: {'  '.join(f'{ratio:.2f}' for ratio, _ in ratios)}", flush=True)


def main() -> None:
    """Read the arguments and compare."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    parser.add_argument("files", type=Path, nargs="*")
    parser.add_argument("--runs", type=int, default=5)
    given = parser.parse_args()
    files = [path.resolve() for path in given.files] or [SHARED / f"{name}.pdf" for name in PROGRAMMES]
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    compare(given.old.resolve(), given.new.resolve(), [path for path in files if path.is_file()], given.runs)


if __name__ == "__main__":
    main()
