"""`python -m soak`: the suites one after another; ends with 1 when anything is wrong."""

import argparse
import os
import secrets
import sys

from soak.runner import SUITES, SoakRequest, soak

MINUTES = 90.0
"""The longest that a suite goes on, unless told otherwise."""
APART = 1_000_000
"""Seeds that are chosen are so far apart that no two runs try the same."""


def main() -> int:
    """Run the suites that are named, or all of them; the exit code."""
    parser = argparse.ArgumentParser(prog="soak", description=__doc__)
    parser.add_argument("suites", nargs="*", metavar="SUITE", help=", ".join(SUITES))
    parser.add_argument("--seed", type=int, help="the seed of the first trial; the next trial has the next one")
    parser.add_argument("--minutes", type=float, default=MINUTES, help="the longest that each suite goes on")
    parser.add_argument("--count", type=int, help="how much each suite tries")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="trials at the same time")
    given = parser.parse_args()
    unknown = [name for name in given.suites if name not in SUITES]
    if unknown:
        parser.error(f"there is no suite {unknown[0]}; there are: {', '.join(SUITES)}")
    seed = secrets.randbelow(APART) * APART if given.seed is None else given.seed
    wrong = 0
    for name in given.suites or SUITES:
        wrong += len(soak(SoakRequest(name, seed, given.minutes, given.count, given.jobs)).wrong)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
