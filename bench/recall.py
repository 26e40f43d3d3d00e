"""How often the true recall lies in its interval, in made-up corpora; the normal approximation beside, in one run.

usage: python bench/recall.py [CORPORA]
"""

import sys
from collections.abc import Callable

import numpy as np

from kodetre.suggestions.estimate import Estimate, Stratum, recall

SAMPLES = ((20, 40), (40, 80), (60, 120), (100, 200))
"""Paragraphs judged with hits and without."""
Method = Callable[[Stratum, Stratum], Estimate | None]


def normal(hit: Stratum, rest: Stratum) -> Estimate | None:
    """The stratified estimate with 1.96 standard errors on either side, by the delta method."""
    if not hit.right + rest.right:
        return None
    shares = [part.right / part.judged for part in (hit, rest)]
    found, missed = (part.size * share for part, share in zip((hit, rest), shares, strict=True))
    of_found, of_missed = (
        part.size**2 * share * (1 - share) / part.judged * (1 - part.judged / part.size)
        for part, share in zip((hit, rest), shares, strict=True)
    )
    total = found + missed
    error = float(np.sqrt(missed**2 * of_found + found**2 * of_missed)) / total**2
    value = found / total
    return Estimate(value, value - 1.96 * error, value + 1.96 * error)


def made_up(chance: np.random.Generator, judged: tuple[int, int]) -> tuple[Stratum, Stratum, float]:
    """A sample of a corpus, and the recall in all of it: 60 to 800 paragraphs with hits of which a fifth to nearly all are right,
    500 to 6,000 without of which few are.
    """
    sizes = int(chance.integers(60, 800)), int(chance.integers(500, 6000))
    shares = float(chance.uniform(0.2, 0.95)), float(chance.beta(0.7, 30))
    parts: list[Stratum] = []
    truth: list[int] = []
    for size, share, count in zip(sizes, shares, judged, strict=True):
        right, drawn = int(chance.binomial(size, share)), min(size, count)
        parts.append(Stratum(size, drawn, int(chance.hypergeometric(right, size - right, drawn))))
        truth.append(right)
    return parts[0], parts[1], truth[0] / max(1, sum(truth))


def main(corpora: int) -> None:
    """Print the share of intervals that hold the truth and their mean width."""
    methods: dict[str, Method] = {"beta-binomial (Webber 2013)": recall, "normal": normal}
    for judged in SAMPLES:
        chance = np.random.default_rng(2013)
        samples = [made_up(chance, judged) for _ in range(corpora)]
        for name, method in methods.items():
            holds, widths = 0, []
            for hit, rest, truth in samples:
                if (estimate := method(hit, rest)) is not None:
                    holds += estimate.low <= truth <= estimate.high
                    widths.append(estimate.high - estimate.low)
            told = f"holds the truth in {holds / len(widths):.3f} of {len(widths)}, mean width {np.mean(widths):.2f}"
            print(f"{judged[0]:4} with hits, {judged[1]:4} without  {name:28} {told}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)
