"""Every coefficient of agreement beside what was published and what other libraries give, and how long a large comparison takes.

usage: python bench/agreement.py [CODINGS DOCUMENTS]

scikit-learn and statsmodels are asked where they are installed; kodetre needs neither. What differs by more than 0.001 from
the published figure or from another library ends the run with an error.
"""

import importlib.util
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests" / "agreement"))

from kodetre.agreement import coefficients, unitizing
from kodetre.agreement.alpha import krippendorff_alpha
from kodetre.agreement.compare import Comparison
from kodetre.agreement.material import Mark, ReadDocument, lay_out
from kodetre.agreement.ratings import Ratings, sums_of
from kodetre.agreement.unit import Unit

CLOSE = 0.001
cases: Any = importlib.import_module("test_published")
"""The published cases, with their publications."""


@dataclass(frozen=True)
class Line:
    """A coefficient of a case: ours, the published figure, another library's and its name."""

    case: str
    name: str
    ours: float
    published: float | None
    other: float | None = None
    library: str = ""

    def fits(self) -> bool:
        """Whether all figures that there are agree."""
        return all(abs(self.ours - figure) <= CLOSE for figure in (self.published, self.other) if figure is not None)


def value(ratings: Ratings, coefficient: Callable[[Any], Any]) -> float:
    """A coefficient of units."""
    return float(coefficient(sums_of(ratings).total()).coefficient)


def sklearn_kappa(ratings: Ratings) -> tuple[float | None, str]:
    """Cohen's κ by scikit-learn, where it is installed."""
    if importlib.util.find_spec("sklearn") is None:
        return None, ""
    metrics: Any = importlib.import_module("sklearn.metrics")
    return float(metrics.cohen_kappa_score(*ratings.values)), "scikit-learn"


def statsmodels_fleiss(ratings: Ratings) -> tuple[float | None, str]:
    """Fleiss' κ by statsmodels, where it is installed."""
    if importlib.util.find_spec("statsmodels") is None:
        return None, ""
    rater: Any = importlib.import_module("statsmodels.stats.inter_rater")
    return float(rater.fleiss_kappa(ratings.counts())), "statsmodels"


def lines() -> list[Line]:
    """All cases."""
    made: list[Line] = []
    tables = {
        "Cohen 1960 p. 37": (cases.COHEN_P37, None, -0.048),
        "Cohen 1960 p. 45": (cases.COHEN_P45, 0.492, 0.576),
        "Artstein & Poesio 2008 p. 558": (cases.ARTSTEIN_P558, 0.348, None),
        "Artstein & Poesio 2008 p. 568": (cases.ARTSTEIN_P568, 0.8013, None),
        "Krippendorff 2004 p. 246": (cases.KRIPPENDORFF_P246, 0.186, None),
        "paradox table": (cases.PARADOX, None, None),
    }
    for name, (table, kappa, ac1) in tables.items():
        ratings = cases.of_table(table)
        made.append(Line(name, "Cohen κ", value(ratings, coefficients.cohen), kappa, *sklearn_kappa(ratings)))
        made.append(Line(name, "AC1", value(ratings, coefficients.gwet), ac1))
        made.append(Line(name, "π", value(ratings, coefficients.fleiss), None, *statsmodels_fleiss(ratings)))
        made.append(_alpha(name, ratings, None))
    for name, counts, published in (
        ("Fleiss 1971 p. 379", cases.FLEISS_1971, 0.430),
        ("Fleiss, textbook table", cases.FLEISS_TEXTBOOK, 0.210),
    ):
        ratings = cases.of_counts(counts)
        made.append(
            Line(name, "Fleiss κ", value(ratings, coefficients.fleiss), published, *statsmodels_fleiss(ratings))
        )
    for name, rows, categories, published in (
        ("Krippendorff 2004 p. 224", cases.KRIPPENDORFF_P224, 2, 0.095),
        ("Krippendorff 2004 p. 227", cases.KRIPPENDORFF_P227, 3, 0.734),
        ("Krippendorff 2004 p. 230", cases.KRIPPENDORFF_P230, 5, 0.743),
    ):
        made.append(_alpha(name, cases.of_rows(rows, categories), published))
    sums = cases.of_figure()
    for label, coefficient, published in (
        ("uα", unitizing.u_alpha, 0.510),
        ("|uα", unitizing.binary_alpha, 0.413),
        ("cuα", unitizing.cu_alpha, 0.724),
    ):
        made.append(Line("Krippendorff 2019 fig. 12.11", label, float(coefficient(sums).coefficient), published))
    return made


def _alpha(name: str, ratings: Ratings, published: float | None) -> Line:
    ours = value(ratings, coefficients.alpha)
    return Line(name, "α (our sums)", ours, published, krippendorff_alpha(ratings), "krippendorff")


def show(made: Sequence[Line]) -> None:
    """Print them as a table."""
    print(f"{'case':<32}{'coefficient':<14}{'ours':>9}{'published':>11}{'other':>9}")
    for line in made:
        published = "–" if line.published is None else f"{line.published:.3f}"
        other = "–" if line.other is None else f"{line.other:.4f}"
        mark = "" if line.fits() else "  DIFFERS"
        print(f"{line.case:<32}{line.name:<14}{line.ours:>9.4f}{published:>11}{other:>9} {line.library}{mark}")


def large(codings: int, documents: int) -> tuple[list[ReadDocument], list[Mark], list[str]]:
    """Two coders who agree on four of five passages of made-up documents with 200 paragraphs each, with 30 codes."""
    random = np.random.default_rng(1)
    codes = [f"kode{number}" for number in range(30)]
    length, paragraphs = 400, 200
    stretches = [(place * length, (place + 1) * length - 1) for place in range(paragraphs)]
    read = dict.fromkeys(("Kari", "Ola"), (0, paragraphs * length))
    made = [ReadDocument(f"D{number}", paragraphs * length, stretches, stretches, read) for number in range(documents)]
    marks: list[Mark] = []
    for number in range(codings // 2):
        document, place = f"D{number % documents}", int(random.integers(paragraphs))
        code = codes[int(random.integers(len(codes)))]
        for coder in ("Kari", "Ola"):
            same = random.random() < 0.8
            own = code if same else codes[int(random.integers(len(codes)))]
            marks.append(Mark(document, coder, own, place * length, place * length + (399 if same else 100)))
    return made, marks, codes


def main() -> int:
    """Print the table, then the times."""
    made = lines()
    show(made)
    wrong = sum(not line.fits() for line in made)
    print(f"{len(made)} figures, {wrong} differ")
    codings = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000
    documents, marks, codes = large(codings, count)
    for samples in (0, 1000):
        begun, used = time.perf_counter(), time.process_time()
        comparison = Comparison(lay_out(documents, marks, ("Kari", "Ola"), Unit.paragraph), samples)
        for code in codes:
            comparison.code(code, [code])
        together = comparison.together()
        assert together is not None
        passed, worked = time.perf_counter() - begun, time.process_time() - used
        alpha = together.estimates["alpha"]
        told = f"{len(marks)} codings, {count} documents, {len(codes)} codes, {samples} samples: "
        print(f"{told}{passed:.1f} s ({worked:.1f} s of processor), α {alpha.value:.3f} {alpha.interval or ''}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
