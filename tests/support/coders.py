"""A second coder, who sees most of what the first has coded and some of it otherwise."""

import json
from pathlib import Path

from support.project import Kodetre


def second_coder(kodetre: Kodetre, name: str = "Ola") -> int:
    """Three of four codings of the project once more, by another coder, each sixth of them shorter; how many there are."""
    rows = [json.loads(line) for line in kodetre("codings", "--json").lines]
    copied = []
    for number, row in enumerate(rows):
        if number % 4 != 3:
            end = row["end"] if number % 6 else max(row["start"] + 5, row["end"] - 40)
            copied.append(
                {"document": row["document"], "start": row["start"], "end": end, "code": row["code"], "coder": name}
            )
    Path("ola.jsonl").write_text("\n".join(json.dumps(row) for row in copied), "utf-8")
    ran = kodetre("apply", "ola.jsonl", "--coder", name)
    assert ran.code == 0, ran.err
    return len(copied)
