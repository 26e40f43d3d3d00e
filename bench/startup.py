"""How long the shortest commands take, beside what no command in Python can be quicker than, in one run, by turns.

usage: python bench/startup.py [RUNS] [--before CHECKOUT]

`--help` beside a bare `python -c pass`; `search` in a small project beside `python -c "import numpy, typer"`. Processor time, so
that it says something on a machine that others work on too; `--before` is another checkout, measured by the same turns.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

HERE = Path(__file__).resolve().parent.parent
TEXT = "Kommunen har fått tilskudd til rusarbeidet. Budsjettet er økt.\n\nKommunen samarbeider godt med politiet.\n"
_STARTED = (
    "import re, sys; sys.argv[0] = 'kodetre'\n"
    "try: from kodetre.cli.start import run\n"
    "except ImportError: from kodetre.cli.main import run\n"
    "run()"
)
"""What the script does that an installer writes."""


def of_a_person(checkout: Path) -> Mapping[str, str]:
    """The environment of a command of a checkout: Python keeps what it has compiled, as it does for everybody."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONPATH": str(checkout / "src")}


def seconds(code: str, arguments: list[str], folder: Path, checkout: Path) -> float:
    """Processor time of one run."""
    process = subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder,
        env=of_a_person(checkout),
    )  # fmt: skip
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0, arguments
    return used.ru_utime + used.ru_stime


def compare(ours: list[str], theirs: str, asked: float, folder: Path, checkouts: Mapping[str, Path], runs: int) -> None:
    """Print the median ratio over pairs of runs, for each checkout."""
    times: dict[str, list[tuple[float, float]]] = {name: [] for name in checkouts}
    for turn in range(runs + 1):
        for name, checkout in checkouts.items():
            pair = seconds(_STARTED, ours, folder, checkout), seconds(theirs, [], folder, checkout)
            if turn:  # the first compiles
                times[name].append(pair)
    for name, pairs in times.items():
        ratios = sorted(a / b for a, b in pairs)
        own, other = (statistics.median(pair[place] for pair in pairs) * 1000 for place in (0, 1))
        print(
            f"{name}: kodetre {' '.join(ours)} {own:.0f} ms, python -c '{theirs}' {other:.0f} ms; ratio: median "
            f"{statistics.median(ratios):.2f}, {ratios[0]:.2f} to {ratios[-1]:.2f} (asked: {asked:g})"
        )


def main() -> None:
    """Print both."""
    parser = argparse.ArgumentParser()
    parser.add_argument("runs", nargs="?", type=int, default=15)
    parser.add_argument("--before", type=Path)
    given = parser.parse_args()
    checkouts = {"now": HERE} | ({"before": given.before.resolve()} if given.before else {})
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for command in (["init", ".", "--template", "rusarbeid"], ["ingest", "corpus"]):
            subprocess.run(
                [sys.executable, "-c", _STARTED, *command],
                check=True,
                capture_output=True,
                cwd=folder,
                env=of_a_person(HERE),
            )
            (folder / "corpus" / "plan.txt").write_text(TEXT, "utf-8")
        compare(["--help"], "pass", 12, folder, checkouts, given.runs)
        compare(["search", "tilskudd"], "import numpy, typer", 2, folder, checkouts, given.runs)


if __name__ == "__main__":
    main()
