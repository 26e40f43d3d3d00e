"""How long `kodetre --help` takes beside `python -c "import typer"`, in one run, by turns.

usage: python bench/startup.py [RUNS]
"""

import statistics
import subprocess
import sys
import time
from pathlib import Path

LIMIT = 3.0


def seconds(command: list[str]) -> float:
    """Wall time of one run."""
    begin = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True)
    return time.perf_counter() - begin


def main(runs: int) -> None:
    """Print the median ratio over pairs of runs."""
    ours = [str(Path(sys.executable).with_name("kodetre")), "--help"]
    theirs = [sys.executable, "-c", "import typer"]
    seconds(ours)
    seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(runs)]
    ratios = sorted(a / b for a, b in pairs)
    print(f"kodetre --help        median {statistics.median(a for a, _ in pairs) * 1000:6.0f} ms")
    print(f'python -c "import typer"  median {statistics.median(b for _, b in pairs) * 1000:6.0f} ms')
    print(
        f"ratio: median {statistics.median(ratios):.2f}, {ratios[0]:.2f} to {ratios[-1]:.2f} (asked: under {LIMIT:.0f})"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
