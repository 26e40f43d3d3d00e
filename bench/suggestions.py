"""How right suggestions are, and what learning from answers is worth: curves, calibration, what the stopping test promises.

usage: python bench/suggestions.py [--before CHECKOUT] [PDF...]      (by default the party programmes in ../shared/pdfs)

First, side by side: this kodetre, another checkout of it (`--before`, with the codebook that it ships), letters anywhere in a
word, and letters at its beginning; on a judged plan (../shared/gold), on headings as labels, and on a list of forms that do or do
not hold a keyword. See `judged.py`.

The chapters of party programmes are the labels: a paragraph belongs to a code when it stands under a heading that names the
code's theme. Headings are hidden from keywords and learner. For each code, paragraphs are answered as a coder would: as the
learned order gives them, every fifth drawn at random. Printed after 0, 20, 50, 100 and 200 answers, of the paragraphs not yet
answered: average precision, and the share of the code found in the best tenth, beside keyword order and chance in the same run;
and how many times keyword order's average precision is learned order's, for the even themes, which the learner was built on, and
the odd ones, which were only measured. Then the Brier score with reliability by tenths, beside that of one probability for all,
before any answer for each half of the themes with the model as it is shipped and as fitted to the other half; how long a fit takes
on 5,000 paragraphs and 500 answers; and in how many of 200 simulated projects the stopping test and the interval keep their
promise. Last, lists of words by length of the keyword, compounds written in pieces, and nynorsk kin, in a line each (`words.py`
and `kin.py` say more).
Without the PDFs only the last four are printed.
"""

import argparse
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from judged import THEMES, codebook, side_by_side, without_headings
from numpy.typing import NDArray

from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, words_of
from kodetre.model.documents import Document, DocumentInfo, Metadata, Reading, Span
from kodetre.suggestions.calibrate import Belief, logistic, sigmoid
from kodetre.suggestions.keywords import corpus_units
from kodetre.suggestions.learn import Answers, KeywordEvidence, Learned, learn
from kodetre.suggestions.probable import evidence_of
from kodetre.suggestions.rows import KeywordSuggestions
from kodetre.suggestions.stopping import Reading as CodeReading
from kodetre.suggestions.stopping import Stratum, share_found
from kodetre.suggestions.terms import UnitTerms, unit_terms

ROOT = Path(__file__).resolve().parent.parent
SHARED = Path(os.environ.get("KODETRE_SHARED", ROOT.parent / "shared")) / "pdfs"
PROGRAMMES = ("rodt", "sosialistisk_vensterparti", "konservativt", "venstre")
CURVE = (0, 20, 50, 100, 200)
AT_RANDOM = 5
"""Every fifth answer is of a paragraph drawn at random."""
Real = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Task:
    """A code with all paragraphs of the corpus: their terms, what keywords say of each, and which belong to it."""

    code: str
    terms: UnitTerms
    evidence: KeywordEvidence
    truth: Real


def tasks(readings: Sequence[Reading]) -> list[Task]:
    """The codes over the paragraphs of the documents, with the headings hidden."""
    index, documents = Index(), {}
    under: dict[tuple[str, Span], str] = {}
    for number, reading in enumerate(readings, start=1):
        body, above = without_headings(reading)
        id = f"D{number}"
        under.update(((id, block.span), headings) for block, headings in zip(body.blocks, above, strict=True))
        info = DocumentInfo(
            id, str(number), "", "", Metadata(), "nb", "ok", 1, 0, True, datetime(2026, 1, 1, tzinfo=UTC)
        )
        documents[id] = Document(info, body)
        index.add(id, body.text, words_of(body.text), [(block.start, block.end) for block in body.blocks])
    book, matcher = codebook(), Matcher(index)
    suggested = KeywordSuggestions(book, matcher, corpus_units(documents, index, "paragraph"))
    units = suggested.units
    sections = [under[units.place(number)] for number in range(units.size)]  # some paragraphs are no units of coding
    terms = unit_terms(index, units.coding)
    made = []
    for code, (names, _) in THEMES.items():
        truth = np.array([bool(re.search(rf"\b({names})", heading, re.I)) for heading in sections], float)
        made.append(Task(code, terms, evidence_of(units, suggested.of_code.get(code)), truth))
    return made


def average_precision(score: Real, truth: Real) -> float:
    """Average precision of an order, ties as they come."""
    ordered = truth[np.argsort(-score, kind="stable")]
    found = np.cumsum(ordered)
    precision = found / np.arange(1, len(ordered) + 1)
    return float((precision * ordered).sum() / max(1.0, ordered.sum()))


def recall_at(score: Real, truth: Real, share: float = 0.1) -> float:
    """How much of the code is among the best share of an order."""
    best = np.argsort(-score, kind="stable")[: round(share * len(score))]
    return float(truth[best].sum() / max(1.0, truth.sum()))


def answered(task: Task, upto: int, seed: int) -> Iterator[tuple[int, np.ndarray, Learned]]:
    """After each number of the curve: the units answered, in their order, and what was learned from them."""
    chance = np.random.default_rng(seed)
    drawn = chance.permutation(task.terms.size).tolist()
    units: list[int] = []
    known: set[int] = set()
    while True:
        rows = np.array(units, np.int64)
        learned = learn(task.terms, task.evidence, Answers(rows, task.truth[rows]))
        if len(units) in CURVE:
            yield len(units), rows, learned
        if len(units) >= upto:
            return
        best = iter(np.argsort(-learned.probability, kind="stable").tolist())
        for place in range(10):
            source = iter(drawn) if place % AT_RANDOM == AT_RANDOM - 1 else best
            unit = next(unit for unit in source if unit not in known)
            known.add(unit)
            units.append(unit)


def curves(all_tasks: Sequence[Task]) -> None:
    """Print learning curves and calibration."""
    results: dict[int, list[NDArray[np.float64]]] = {count: [] for count in CURVE}
    predicted: dict[int, list[tuple[Real, Real, NDArray[np.bool_]]]] = {count: [] for count in CURVE}
    for task in all_tasks:
        before = task.evidence.rarity
        for count, rows, learned in answered(task, CURVE[-1], seed=1):
            rest = np.setdiff1d(np.arange(task.terms.size), rows)
            truth = task.truth[rest]
            shuffled = np.random.default_rng(2).permutation(len(rest)).astype(float)
            row = []
            for score in (learned.probability[rest], before[rest], shuffled):
                row += [average_precision(score, truth), recall_at(score, truth)]
            results[count].append(np.array(row))
            predicted[count].append((learned.probability[rest], truth, task.evidence.different[rest] > 0))
    print("answers   average precision: learned  keywords  chance    recall at 10 %: learned  keywords  chance")
    for count, rows_of in results.items():
        ap, recall, kw, kw_recall, rnd, rnd_recall = np.mean(rows_of, axis=0)
        print(f"{count:7}   {ap:26.3f} {kw:9.3f} {rnd:7.3f}   {recall:24.3f} {kw_recall:9.3f} {rnd_recall:7.3f}")
    print("answers   average precision, learned / keywords: even themes   odd themes   all")
    for count, rows_of in results.items():
        sums = [np.sum(some, axis=0) for some in (rows_of[::2], rows_of[1::2], rows_of)]
        print(f"{count:7}   " + "   ".join(f"{each[0] / each[2]:10.2f}" for each in sums))
    for count in (0, 50, 200):
        probability = np.concatenate([each[0] for each in predicted[count]])
        truth = np.concatenate([each[1] for each in predicted[count]])
        hit = np.concatenate([each[2] for each in predicted[count]])
        for name, where in (("with a keyword", hit), ("without", ~hit)):
            reliability(f"{count} answers, {name}", probability[where], truth[where])


def halves(all_tasks: Sequence[Task]) -> None:
    """Print how well calibrated the probabilities before any answer are on the themes of either half: those that are shipped,
    and those of the same model fitted to the other half, which has not seen them.
    """
    for name, measured, others in (
        ("even", all_tasks[::2], all_tasks[1::2]),
        ("odd", all_tasks[1::2], all_tasks[::2]),
    ):
        truth = np.concatenate([task.truth for task in measured])
        inputs = np.concatenate([keyword_inputs(task.evidence) for task in measured])
        seen = np.concatenate([keyword_inputs(task.evidence) for task in others])
        belief = Belief(np.zeros(inputs.shape[1]), np.full(inputs.shape[1], 0.01))
        fitted = sigmoid(inputs @ logistic(seen, np.concatenate([task.truth for task in others]), belief))
        shipped = np.concatenate([sigmoid(task.evidence.logits()) for task in measured])
        codes = ", ".join(task.code for task in measured)
        print(f"no answers, {name} themes ({codes})")
        reliability("   as shipped", shipped, truth)
        reliability("   fitted to the other themes", fitted, truth)


def keyword_inputs(evidence: KeywordEvidence) -> Real:
    """What the model before any answer goes by, a row for each unit: with and without keywords, rarity, more keywords, headings,
    and the edge of the document.
    """
    hit = (evidence.different > 0).astype(float)
    more = np.minimum(evidence.different - 1, 3)
    columns = (hit, hit * evidence.rarity, hit * more, hit * evidence.above, 1 - hit, (1 - hit) * evidence.above)
    return np.stack((*columns, (evidence.position < 0.02).astype(float)), axis=1)


def reliability(name: str, probability: Real, truth: Real) -> None:
    """Print the Brier score, beside that of the base rate, and what came of each tenth of probability."""
    brier = float(np.mean((probability - truth) ** 2))
    base = float(np.mean((truth.mean() - truth) ** 2))
    print(f"{name}: Brier {brier:.3f} (one probability for all {base:.3f}), {len(truth)} paragraphs")
    tenths = np.minimum((probability * 10).astype(int), 9)
    cells = []
    for tenth in range(10):
        here = tenths == tenth
        if here.sum() >= 10:
            cells.append(f"{probability[here].mean():.2f}→{truth[here].mean():.2f} ({here.sum()})")
    print("   said → was (paragraphs): " + "  ".join(cells))


def timing() -> None:
    """Print how long a fit takes, on words made up with the frequencies of a language."""
    chance = np.random.default_rng(1)
    size, width = 5000, 20000
    entries = np.unique(np.stack((np.repeat(np.arange(size), 70), (chance.pareto(0.8, size * 70) * 3) % width)), axis=1)
    unit, term = entries[0].astype(np.int64), entries[1].astype(np.int64)
    begin = np.concatenate(([0], np.cumsum(np.bincount(unit, minlength=size))))
    terms = UnitTerms(tuple(map(str, range(width))), begin, term, np.full(len(term), 0.12))
    nothing = np.zeros(size)
    evidence = KeywordEvidence(nothing, nothing, nothing, nothing)
    rows = chance.permutation(size)[:500]
    answers = Answers(rows, (chance.random(500) < 0.3).astype(float))
    times = []
    for _ in range(5):
        begun = time.perf_counter()
        learn(terms, evidence, answers)
        times.append(time.perf_counter() - begun)
    print(f"a fit on 5,000 paragraphs and 500 answers: {1000 * sorted(times)[2]:.0f} ms")


def stopping(projects: int = 200, target: float = 0.95) -> None:
    """Print how often the stopping test and the interval keep their promise, beside a rule of thumb, in simulated projects.

    Each project has its own size, share of the code, and order: from hardly better than chance to very good; every sixth
    paragraph is drawn at random, the others are read in that order.
    """
    chance = np.random.default_rng(3)
    kept, read_share, recalls, covered, asked, thumb, thumb_read = 0, [], [], 0, 0, [], []
    stopped = 0
    for _ in range(projects):
        size = int(chance.integers(300, 2000))
        truth = chance.random(size) < chance.uniform(0.02, 0.3)
        if not truth.any():
            truth[0] = True
        quality = chance.uniform(0.3, 2.5)
        order = np.argsort(-(quality * truth + chance.normal(size=size)), kind="stable").tolist()
        with_keyword = (truth * chance.uniform(0.5, 2.0) + chance.normal(size=size)) > 1.0
        drawn = chance.permutation(size).tolist()
        read: list[int] = []
        known: set[int] = set()
        best, random_draws = iter(order), iter(drawn)
        ended = thumb_ended = False
        ask_at = sorted(chance.integers(20, size, 3).tolist())
        while len(read) < size:
            source = random_draws if len(read) % 6 == 5 else best
            unit = next((unit for unit in source if unit not in known), None)
            if unit is None:
                unit = next(unit for unit in drawn if unit not in known)
            known.add(unit)
            read.append(unit)
            hits = truth[read]
            recall = float(hits.sum() / truth.sum())
            if not thumb_ended and len(read) >= 100 and not hits[-100:].any():
                thumb_ended = True
                thumb.append(recall)
                thumb_read.append(len(read) / size)
            if len(read) not in ask_at and (ended or len(read) % max(25, size // 20)):
                continue
            parts = tuple(part(members, known, drawn, truth) for members in (with_keyword, ~with_keyword))
            found = share_found(CodeReading(tuple(hits.tolist()), size, parts), target)
            if found is None:
                continue
            if len(read) in ask_at:
                asked += 1
                covered += found.low - 1e-9 <= recall <= found.high + 1e-9
            if not ended and found.may_stop:
                ended = True
                stopped += 1
                kept += recall >= target
                recalls.append(recall)
                read_share.append(len(read) / size)
            if ended and thumb_ended and len(read) > ask_at[-1]:
                break
    print(
        f"stopping at {target:.0%}, test: promise kept in {kept} of {stopped} of {projects} simulated projects, ",
        end="",
    )
    print(f"after {np.mean(read_share):.0%} read (median recall {np.median(recalls):.3f}, lowest {min(recalls):.3f})")
    print(f"   a hundred in a row without a hit: {sum(recall >= target for recall in thumb)} of {len(thumb)}, ", end="")
    print(f"after {np.mean(thumb_read):.0%} read (lowest recall {min(thumb):.3f})")
    print(f"   the true share found is in the 95 % interval {covered} of {asked} times ({covered / asked:.1%})")


def of_words() -> None:
    """Print how right keywords are on lists of forms by length of the keyword, on compounds in pieces, and what kin find."""
    import kin
    import words

    shared = SHARED.parent if (SHARED.parent / "language").is_dir() else None
    lists = words.lists_of_compounds(shared, None) if shared is not None else {}
    for name, rows in lists.items():
        takes = words.holds(rows)
        cells = [("all", rows)]
        cells += [
            (length, [row for row in rows if len(row[0]) in letters]) for length, letters in words.LENGTHS.items()
        ]
        print(
            f"{name}, F1 by letters of the keyword: " + "  ".join(f"{of} {f1(own, takes)}" for of, own in cells if own)
        )
    pieces = words.rows_of(words.LISTS / "texts.tsv")
    print(f"compounds in pieces, addresses: F1 {f1(pieces, words.hits_in(pieces))}")
    kin.keywords("kin, a list that nothing was built on", kin.rows(kin.HELD_OUT))


def f1(rows: Sequence[tuple[str, str, bool]], takes: Callable[[str, str], bool]) -> str:
    """F1 of a way of matching on some rows, with how many there are."""
    taken = [takes(keyword, form) for keyword, form, _ in rows]
    right = sum(take and true for take, (_, _, true) in zip(taken, rows, strict=True))
    either = sum(taken) + sum(true for _, _, true in rows)
    return f"{2 * right / max(1, either):.3f} ({len(rows)})"


def part(members: NDArray[np.bool_], known: set[int], drawn: Sequence[int], truth: NDArray[np.bool_]) -> Stratum:
    """A part of the units as it was read."""
    sample = []
    for unit in drawn:
        if members[unit]:
            if unit not in known:
                break
            sample.append(unit)
    mine = [unit for unit in known if members[unit]]
    return Stratum(int(members.sum()), len(mine), int(truth[mine].sum()), len(sample), int(truth[sample].sum()))


def main() -> None:
    """Print everything."""
    from kodetre.ingest.read import read

    parser = argparse.ArgumentParser()
    parser.add_argument("--before", type=Path, help="another checkout, measured beside this one")
    parser.add_argument("pdfs", nargs="*", type=Path)
    given = parser.parse_args()
    files = given.pdfs or [SHARED / f"{name}.pdf" for name in PROGRAMMES]
    present = [path for path in files if path.is_file()]
    side_by_side(SHARED.parent, present, given.before)
    if present:
        all_tasks = tasks([read(path) for path in present])
        shares = ", ".join(f"{task.code} {task.truth.mean():.2f}" for task in all_tasks)
        print(f"{all_tasks[0].terms.size} paragraphs of {len(present)} documents; share of each code: {shares}")
        halves(all_tasks)
        curves(all_tasks)
    timing()
    stopping()
    of_words()


if __name__ == "__main__":
    main()
