"""What keywords take, beside another checkout's engine, and beside substrings and prefixes.

usage: python bench/words.py [--other FOLDER] [--shared FOLDER] [--list PATH] [--mistakes]

FOLDER of --other is the `src` of the other checkout. Every material is cut in two by its keywords: mistakes in *building* may be
listed (--mistakes) and rules written on them; *measuring* is for figures. The lists in bench/words/ were made by who wrote the
rules, and some words that the rules name stand in both halves: figures on them are kinder than on words of others.
The forms of ordbank.tsv and ordbank-unseen.tsv were drawn by chance from those of Norsk ordbank (Språkrådet and the University
of Bergen, CC BY 4.0) that hold a keyword's letters, and judged before any engine saw them; what was built on the former has not
seen the latter. Uses ../shared/language and the lists in bench/words/; --list takes another, of lines with keyword, form and 1
or 0, tabs between.
"""

import argparse
import json
import os
import subprocess
import sys
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"
HALVES = ("building", "measuring")
LISTS = HERE / "words"
Rows = list[tuple[str, str, bool]]
"""Keyword, form or text, and whether the keyword should take it."""
Counts = dict[str, tuple[int, int, int]]
"""By material and half: right ones taken, taken, right ones."""


def half(keyword: str) -> str:
    """The half that a keyword's rows belong to."""
    return HALVES[zlib.crc32(keyword.encode()) % 2]


def treebank(shared: Path) -> dict[str, tuple[dict[str, set[str]], dict[str, set[str]]]]:
    """For each standard the forms of every noun, and the lemmas of every form, in small letters."""
    read: dict[str, tuple[dict[str, set[str]], dict[str, set[str]]]] = {}
    for standard in ("nb", "nn"):
        nouns: dict[str, set[str]] = defaultdict(set)
        lemmas: dict[str, set[str]] = defaultdict(set)
        for line in (shared / "language" / f"{standard}-dev.conllu").read_text("utf-8").splitlines():
            parts = line.split("\t")
            if len(parts) < 4 or not parts[0].isdigit() or not parts[1].isalpha():
                continue
            form, lemma = parts[1].lower(), parts[2].lower()
            lemmas[form].add(lemma)
            if parts[3] == "NOUN" and lemma.isalpha() and len(lemma) > 1 and "Abbr=Yes" not in line:
                nouns[lemma].add(form)
        read[standard] = nouns, lemmas
    return read


def inflections(shared: Path) -> tuple[Counts, dict[str, list[str]]]:
    """The forms that nouns of the treebanks take, and examples of what is missed and wrong."""
    from kodetre.language.inflection import inflect

    counts: Counts = {}
    lists: dict[str, list[str]] = {}
    for standard, (nouns, lemmas) in treebank(shared).items():
        words = inflect(nouns)
        beginnings: dict[str, set[str]] = defaultdict(set)
        for form in lemmas:
            beginnings[form[:2]].add(form)
        for side in HALVES:
            right = taken_count = true = 0
            missed: list[str] = []
            wrong: list[str] = []
            for noun in sorted(nouns):
                if half(noun) != side:
                    continue
                candidates = set().union(*(beginnings[stem[:2]] for stem in words[noun].stems)) | nouns[noun]
                taken = {form for form in candidates if words[noun].takes(form)}
                own = {form for form in taken if noun in lemmas[form]}
                right, taken_count, true = right + len(own), taken_count + len(taken), true + len(nouns[noun] | own)
                missed.extend(f"{noun}: {form}" for form in sorted(nouns[noun] - taken))
                wrong.extend(f"{noun}: {form}" for form in sorted(taken - own))
            counts[f"noun forms, {standard}, {side}"] = right, taken_count, true
            lists[f"noun forms, {standard}, {side}: missed"] = missed
            lists[f"noun forms, {standard}, {side}: wrong"] = wrong
    return counts, lists


def rows_of(path: Path) -> Rows:
    """The rows of a list: keyword, form, 1 or 0."""
    split = [line.split("\t") for line in path.read_text("utf-8").splitlines() if line.strip()]
    return [(row[0].lower(), row[1], row[2].strip() == "1") for row in split if row[2].strip() in ("0", "1")]


LENGTHS = {"2-3": range(2, 4), "4": range(4, 5), "5": range(5, 6), "6-8": range(6, 9), "9+": range(9, 99)}
"""Lengths of keywords that are counted by themselves."""


def by_length(name: str, rows: Rows, takes: Callable[[str, str], bool]) -> Counts:
    """How many rows a way of matching decides right, by length of the keyword and half."""
    counts: Counts = {}
    for length, letters in LENGTHS.items():
        those = [row for row in rows if len(row[0]) in letters]
        of_length = counted(f"{name}, keywords of {length} letters", those, takes)[0]
        counts.update((key, row) for key, row in of_length.items() if any(row))
    return counts


def counted(name: str, rows: Rows, takes: Callable[[str, str], bool]) -> tuple[Counts, dict[str, list[str]]]:
    """How many rows a way of matching decides right, by half, and those that it does not."""
    counts: Counts = {}
    lists: dict[str, list[str]] = {}
    for side in HALVES:
        decided = [
            (takes(keyword, form), true, f"{keyword}: {form}") for keyword, form, true in rows if half(keyword) == side
        ]
        both = sum(taken and true for taken, true, _ in decided)
        counts[f"{name}, {side}"] = both, sum(row[0] for row in decided), sum(row[1] for row in decided)
        lists[f"{name}, {side}: missed"] = [text for taken, true, text in decided if true and not taken]
        lists[f"{name}, {side}: wrong"] = [text for taken, true, text in decided if taken and not true]
    return counts, lists


def holds(rows: Rows) -> Callable[[str, str], bool]:
    """Whether a form holds a keyword, as kodetre decides."""
    from kodetre.language.compounds import role_of
    from kodetre.language.inflection import inflect

    words = inflect({keyword for keyword, _, _ in rows})
    return lambda keyword, form: role_of(words[keyword], form.lower()) is not None


def hits_in(rows: Rows) -> Callable[[str, str], bool]:
    """Whether a keyword hits in a text, as kodetre finds."""
    from kodetre.matching.find import Matcher
    from kodetre.matching.index import Index, words_of
    from kodetre.matching.parse import parse

    index = Index()
    texts = dict.fromkeys(text for _, text, _ in rows)
    for number, text in enumerate(texts):
        index.add(str(number), text, words_of(text), [(0, len(text))])
    documents = dict(zip(texts, index.documents, strict=True))
    matcher = Matcher(index)
    return lambda keyword, text: any(True for _ in matcher.hits(documents[text], parse(keyword), keyword))


@dataclass(frozen=True)
class Measured:
    """What an engine does: counts and lists of mistakes."""

    counts: Counts
    mistakes: dict[str, list[str]]


def lists_of_compounds(shared: Path, another: Path | None) -> dict[str, Rows]:
    """The rows of every list of forms, by its name."""
    paths = {
        "compounds (shared)": shared / "language" / "compounds-dev.tsv",
        "compounds (own)": LISTS / "compounds.tsv",
        "compounds (planning)": LISTS / "planning.tsv",
        "compounds (dictionary)": LISTS / "ordbank.tsv",
        "compounds (dictionary, unseen)": LISTS / "ordbank-unseen.tsv",
    }
    if another is not None:
        paths[f"compounds ({another.stem})"] = another
    return {name: rows_of(path) for name, path in paths.items()}


def measured(shared: Path, another: Path | None) -> Measured:
    """Everything that this checkout's engine does."""
    counts, lists = inflections(shared)
    for name, rows in lists_of_compounds(shared, another).items():
        takes = holds(rows)
        more_counts, more_lists = counted(name, rows, takes)
        counts.update(more_counts)
        counts.update(by_length(name, rows, takes))
        lists.update(more_lists)
    rows = rows_of(LISTS / "texts.tsv")
    more_counts, more_lists = counted("compounds in pieces, addresses", rows, hits_in(rows))
    return Measured({**counts, **more_counts}, {**lists, **more_lists})


def plain(shared: Path, another: Path | None) -> dict[str, Counts]:
    """What substrings and prefixes do on the lists of forms."""
    ways: dict[str, Callable[[str, str], bool]] = {
        "substring": lambda keyword, form: keyword in form.lower(),
        "prefix": lambda keyword, form: form.lower().startswith(keyword),
    }
    done: dict[str, Counts] = {name: {} for name in ways}
    for name, rows in lists_of_compounds(shared, another).items():
        for way, takes in ways.items():
            done[way].update(counted(name, rows, takes)[0])
            done[way].update(by_length(name, rows, takes))
    for way, takes in ways.items():
        done[way].update(counted("compounds in pieces, addresses", rows_of(LISTS / "texts.tsv"), takes)[0])
    return done


def f1(counts: Iterable[int]) -> str:
    """Precision, recall and F1 in words."""
    right, taken, true = counts
    precision, recall = right / max(1, taken), right / max(1, true)
    return f"P {precision:.3f}  R {recall:.3f}  F1 {2 * precision * recall / max(1e-9, precision + recall):.3f}  ({true} to find)"


def of_other(source: str, shared: Path, another: Path | None) -> Measured:
    """The same of another checkout, in a process of its own."""
    command = [sys.executable, __file__, "--json", "--shared", str(shared)]
    if another is not None:
        command += ["--list", str(another.absolute())]
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": source}, capture_output=True, text=True, check=True)
    return Measured(**json.loads(ran.stdout))


def main() -> None:
    """Side by side."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--other", default="")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--list", type=Path, default=None, help="another list of forms")
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--mistakes", action="store_true", help="list those of the half that is built on")
    given = parser.parse_args()
    if not given.shared.exists():
        print(f"nothing to measure on: there is no {given.shared.name} folder")
        return
    ours = measured(given.shared, given.list)
    if given.json:
        print(json.dumps(asdict(ours)))
        return
    ways = {"kodetre": ours.counts}
    other = of_other(given.other, given.shared, given.list) if given.other else None
    if other is not None:
        ways["the other"] = other.counts
    ways.update(plain(given.shared, given.list))
    for name in ours.counts:
        print(name)
        for way, counts in ways.items():
            if name in counts:
                print(f"  {way:10}", f1(counts[name]))
    if given.mistakes:
        for name, rows in ours.mistakes.items():
            if "building" in name and rows:
                print(f"{name} ({len(rows)}):", ", ".join(rows[:150]))


if __name__ == "__main__":
    main()
