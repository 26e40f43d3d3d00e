"""What becomes of damaged PDFs: cut off, with bytes changed, with streams cut, with numbers changed.

usage: python bench/damaged.py [COUNT] [PDF...]     (5000, made from the PDFs of corpus/ and, where it is, ../shared)

Each is read as `kodetre ingest` reads it, in a worker that may die alone. Every one must end as read or as a clear
message: one whose worker crashed or ran out of time is named, with the seed that makes it again.
"""

import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from kodetre.ingest.pool import read_all

ROOT = Path(__file__).resolve().parent.parent
BATCH = 100


def damaged(source: bytes, rng: random.Random) -> bytes:
    """A PDF with one kind of damage."""
    data = bytearray(source)
    match rng.randrange(6):
        case 0:  # cut off
            return bytes(data[: rng.randrange(len(data))])
        case 1:  # a few bytes changed
            for _ in range(rng.choice((1, 10, 200))):
                data[rng.randrange(len(data))] = rng.randrange(256)
        case 2:  # a stretch gone
            start = rng.randrange(len(data))
            del data[start : start + rng.choice((10, 1000, 50_000))]
        case 3:  # streams cut
            for found in list(re.finditer(rb"endstream", source))[:: rng.choice((1, 3, 10))][::-1]:
                del data[max(0, found.start() - rng.randrange(1, 400)) : found.start()]
        case 4:  # numbers changed
            for found in rng.sample(list(re.finditer(rb"\d+", source)), 5):
                data[found.start() : found.end()] = str(rng.choice((0, 1, 99_999_999, 2**31, -5))).encode()
        case _:  # two stretches changed places
            a, b = sorted(rng.randrange(len(data)) for _ in range(2))
            data = data[b:] + data[a:b] + data[:a]
    return bytes(data)


def main(arguments: list[str]) -> None:
    """Make and read them batch by batch."""
    count = int(arguments[0]) if arguments else 5000
    given = [Path(argument) for argument in arguments[1:]]
    sources = given or sorted((*ROOT.glob("corpus/*.pdf"), *ROOT.parent.glob("shared/pdfs/*.pdf")))
    small = [path for path in sources if path.stat().st_size < 400_000]
    ended: Counter[str] = Counter()
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        for first in range(0, count, BATCH):
            paths = []
            for seed in range(first, min(count, first + BATCH)):
                rng = random.Random(seed)
                source = small[seed % len(small)]
                path = Path(folder) / f"{seed}-{source.name}"
                path.write_bytes(damaged(source.read_bytes(), rng))
                paths.append(path)
            for outcome in read_all(paths, os.cpu_count() or 1):
                kind = f"read, {outcome.reading.status}" if outcome.reading else type(outcome.error).__name__
                ended[kind] += 1
                said = str(outcome.error)
                if outcome.error and ("crash" in said or "minutes" in said or "could not be read:" in said):
                    print(f"  {outcome.path.name}: {said.splitlines()[0].rpartition(': ')[2]}")
                outcome.path.unlink()
    print(f"{sum(ended.values())} damaged PDFs in {time.monotonic() - began:.0f} s:")
    for kind, number in ended.most_common():
        print(f"  {number:6} {kind}")


if __name__ == "__main__":
    main(sys.argv[1:])
