"""How long it takes to index a corpus and to find keywords in it, beside another checkout's engine.

usage: python bench/words_speed.py --other FOLDER [--shared FOLDER] [--rounds N]

FOLDER of --other is the `src` of the other checkout. Every round is a process of its own for each checkout, by turns, so that
nothing is remembered from before, as when a command is run; the word lists are read before the clock starts. Uses the texts in
../shared/ingest and the nouns of the treebank in ../shared/language as keywords.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
EVERY = 6
"""One noun in so many is a keyword."""
REPEATED = 6
"""Times that a text is in the corpus: an index meets most forms again and again."""
TRIES = 3
"""Times that a process divides and indexes; the least is taken."""
STEPS = ("dividing into words", "indexing", "matching", "matching again", "matching one keyword")
"""What is timed; matching again is that of a program that runs on, such as the app."""


def seconds(shared: Path) -> dict[str, float]:
    """Seconds of CPU of each step, and how many hits there are."""
    from kodetre.language import lexicon
    from kodetre.matching.find import Matcher
    from kodetre.matching.index import Index, words_of
    from kodetre.matching.parse import parse

    paths = [*(shared / "ingest").glob("*.txt"), *(shared / "ingest" / "texts").glob("*.txt")]
    texts = [path.read_text("utf-8") for path in sorted(paths)] * REPEATED
    keywords = [parse(noun) for noun in nouns(shared)[::EVERY]]
    lexicon.known("plan")
    lexicon.is_lemma("plan")
    least = dict.fromkeys(STEPS, float("inf"))
    for _ in range(TRIES):
        began = time.process_time()
        words = [words_of(text) for text in texts]
        least["dividing into words"] = min(least["dividing into words"], time.process_time() - began)
        began = time.process_time()
        index = Index()
        for number, text in enumerate(texts):
            index.add(f"D{number}", text, words[number], [(0, len(text))])
        least["indexing"] = min(least["indexing"], time.process_time() - began)
    for step in ("matching", "matching again"):
        hits = 0
        began = time.process_time()
        matcher = Matcher(index)
        matcher.prepare(keywords)
        for keyword in keywords:
            for document in matcher.candidates(keyword):
                hits += len(list(matcher.hits(document, keyword, "")))
        least[step] = time.process_time() - began
    began = time.process_time()
    matcher = Matcher(index)
    for document in matcher.candidates(keywords[0]):
        list(matcher.hits(document, keywords[0], ""))
    least["matching one keyword"] = time.process_time() - began
    return {"hits": hits, "keywords": len(keywords), **least}


def nouns(shared: Path) -> list[str]:
    """The lemmas of the nouns of the treebank."""
    lemmas: set[str] = set()
    for line in (shared / "language" / "nb-dev.conllu").read_text("utf-8").splitlines():
        parts = line.split("\t")
        if len(parts) > 3 and parts[3] == "NOUN" and parts[2].isalpha() and len(parts[2]) > 1:
            lemmas.add(parts[2].lower())
    return sorted(lemmas)


def of(source: str, shared: Path) -> dict[str, float]:
    """The seconds of a checkout, in a process of its own."""
    command = [sys.executable, __file__, "--json", "--shared", str(shared)]
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": source}, capture_output=True, text=True, check=True)
    measured: dict[str, float] = json.loads(ran.stdout)
    return measured


def main() -> None:
    """By turns."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--other", default="")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    if not given.shared.exists():
        print(f"nothing to measure on: there is no {given.shared.name} folder")
        return
    if given.json or not given.other:
        print(json.dumps(seconds(given.shared)))
        return
    ours: list[dict[str, float]] = []
    theirs: list[dict[str, float]] = []
    for _ in range(given.rounds):
        theirs.append(of(given.other, given.shared))
        ours.append(of(str(HERE.parent / "src"), given.shared))
    print(f"{ours[0]['keywords']:.0f} keywords, {ours[0]['hits']:.0f} hits; the other {theirs[0]['hits']:.0f} hits")
    for what in STEPS:
        mine, others = [row[what] for row in ours], [row[what] for row in theirs]
        least, middle = min(mine) / min(others), statistics.median(mine) / statistics.median(others)
        print(f"{what}: {least:.2f} × the other by the least of {given.rounds} rounds, {middle:.2f} × by the median")


if __name__ == "__main__":
    main()
