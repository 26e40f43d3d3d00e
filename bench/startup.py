"""How long the shortest commands take, beside what no command in Python can be quicker than, in one run, by turns.

usage: python bench/startup.py [RUNS]

`--help` beside a bare `python -c pass`; `search` in a small project beside `python -c "import numpy, typer"`, and beside `--help`.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

KODETRE = str(Path(sys.executable).with_name("kodetre"))
TEXT = "Kommunen har fått tilskudd til rusarbeidet. Budsjettet er økt.\n\nKommunen samarbeider godt med politiet.\n"


_LIKE_A_PERSONS = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}


def seconds(command: list[str], folder: Path) -> float:
    """Wall time of one run; Python keeps what it has compiled, as it does for everybody."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, cwd=folder, env=_LIKE_A_PERSONS)
    return time.perf_counter() - begin


def compare(ours: list[str], theirs: list[str], folder: Path, runs: int, asked: float) -> None:
    """Print the median ratio over pairs of runs."""
    for command in (ours, theirs):
        seconds(command, folder)
    pairs = [(seconds(ours, folder), seconds(theirs, folder)) for _ in range(runs)]
    ratios = sorted(a / b for a, b in pairs)
    names = [" ".join(Path(part).name if "/" in part else part for part in command) for command in (ours, theirs)]
    print(f"{names[0]}: {statistics.median(a for a, _ in pairs) * 1000:.0f} ms")
    print(f"{names[1]}: {statistics.median(b for _, b in pairs) * 1000:.0f} ms")
    print(f"ratio: median {statistics.median(ratios):.2f}, {ratios[0]:.2f} to {ratios[-1]:.2f} (asked: {asked:g})\n")


def main(runs: int) -> None:
    """Print both."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        subprocess.run([KODETRE, "init", ".", "--template", "rusarbeid"], check=True, capture_output=True, cwd=folder)
        (folder / "corpus" / "plan.txt").write_text(TEXT, "utf-8")
        subprocess.run([KODETRE, "ingest", "corpus"], check=True, capture_output=True, cwd=folder)
        compare([KODETRE, "--help"], [sys.executable, "-c", "pass"], folder, runs, 12)
        numpy = [sys.executable, "-c", "import numpy, typer"]
        compare([KODETRE, "search", "tilskudd"], numpy, folder, runs, 2)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
