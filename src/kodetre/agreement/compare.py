"""Coders compared: every coefficient of a code, of all codes together, and of the values of a dimension. Pure."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from kodetre.agreement import coefficients, unitizing
from kodetre.agreement.alpha import krippendorff_alpha
from kodetre.agreement.bootstrap import Interval, draws, interval
from kodetre.agreement.coefficients import Beyond, pooled
from kodetre.agreement.material import Material
from kodetre.agreement.ratings import MISSING, Floats, Ratings, Sums, sums_of, tally
from kodetre.agreement.unitizing import UnitizingSums, unitizing_sums

COEFFICIENTS = ("per_cent", "cohen", "alpha", "fleiss", "gwet", "holsti", "u_alpha")
"""What is told of a code, in the order in which it is told."""
LEAST_DOCUMENTS = 10
"""Documents from which intervals are drawn over them; below, over paragraphs, which are less independent of one another."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """A coefficient, None where it is not defined, and its interval where there is one."""

    value: float | None
    interval: Interval | None = None


@dataclass(frozen=True, slots=True)
class Compared:
    """How coders agree on a code. `key` is empty for all codes together.

    `cells` are units: of two coders both, only the one, only the other, neither; of more all, some, none. `why` names the reason
    why there are no coefficients: "nowhere", "one_category", "no_units"; empty where there are some.
    """

    key: str
    cells: tuple[int, ...]
    estimates: Mapping[str, Estimate]
    why: str = ""


@dataclass(frozen=True, slots=True)
class ValuesCompared:
    """How coders agree on which of several values that exclude one another a unit has.

    `table[k][l]`: pairs of coders and units with which one says the k-th and the other the l-th of `values`; the first value is
    none. `by_value` is (k)uα of each but the first.
    """

    values: tuple[frozenset[int], ...]
    table: tuple[tuple[float, ...], ...]
    estimates: Mapping[str, Estimate]
    by_value: tuple[Estimate, ...]
    several: int
    """Units to which a coder gave several values."""
    units: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class _Sampled:
    """A coefficient as it is, and in each sample."""

    point: Beyond
    samples: Beyond | None


class Comparison:
    """Compares the coders of a material; with `samples` above 0 each coefficient has an interval."""

    def __init__(self, material: Material, samples: int) -> None:
        self._material = material
        common = len(material.continuum.start)
        self.by_paragraph = common < LEAST_DOCUMENTS
        """Whether intervals are drawn over paragraphs, as there are few documents."""
        self._draws: Floats | None = None
        self._document_draws: Floats | None = None
        if samples:
            clusters = len(material.paragraph_start) if self.by_paragraph else material.documents
            self._draws = draws(max(1, clusters), samples)
            self._document_draws = None if self.by_paragraph else self._draws
        self._pooled: dict[str, list[_Sampled]] = {name: [] for name in COEFFICIENTS}
        self._holsti = [np.zeros(material.documents) for _ in range(3)]
        self._cells: list[tuple[int, ...]] = []

    def code(self, key: str, codes: Collection[str], counts: bool = True) -> Compared:
        """A code, which stands for some codes: itself and those under it. Of those that `counts` says, all together are made."""
        ratings = self._material.code_ratings(codes, self.by_paragraph)
        tallied = tally(ratings)
        cells, why = _cells(tallied), _why_not(tallied)
        if why in ("nowhere", "no_units"):
            return Compared(key, cells, {}, why)
        found = self._of_sums(sums_of(ratings), ratings.coders)
        estimates = {name: self._estimate(sampled) for name, sampled in found.items()}
        alpha = krippendorff_alpha(ratings)
        if np.isfinite(alpha):
            estimates["alpha"] = Estimate(alpha, estimates["alpha"].interval)
        passages = unitizing_sums(self._material.continuum, self._material.passages(codes), ratings.coders, 1)
        u_alpha = self._unitized(passages, unitizing.u_alpha)
        estimates["u_alpha"] = self._estimate(u_alpha)
        excerpts = self._material.excerpts_alike(codes) if ratings.coders == 2 else None
        estimates["holsti"] = self._holsti_of(excerpts) if excerpts is not None else Estimate(None)
        if counts:
            self._cells.append(cells)
            for name, sampled in (*found.items(), ("u_alpha", u_alpha)):
                self._pooled[name].append(sampled)
            for total, part in zip(self._holsti, excerpts or (), strict=False):
                total += part
        return Compared(key, cells, estimates, why)

    def together(self) -> Compared | None:
        """All codes that counted and that somebody has used, together; None where there are none."""
        if not self._cells:
            return None
        estimates = {
            name: self._estimate(_pool(several), of_observed=name == "per_cent")
            for name, several in self._pooled.items()
            if several
        }
        estimates["holsti"] = (
            self._holsti_of(tuple(self._holsti)) if len(self._material.coders) == 2 else Estimate(None)
        )
        cells = tuple(int(sum(column)) for column in zip(*self._cells, strict=True))
        return Compared("", cells, estimates)

    def values(self, values: Mapping[str, int]) -> ValuesCompared:
        """Which of the values of codes each unit has: of a dimension or a branch whose codes exclude one another."""
        ratings, sets = self._material.value_ratings(values, self.by_paragraph)
        none_first = sorted(range(len(sets)), key=lambda place: (len(sets[place]), sorted(sets[place])))
        sums = sums_of(ratings)
        table = sums.total().coincidences[np.ix_(none_first, none_first)]
        several = np.array([len(held) > 1 for held in sets])
        unclear = int(((ratings.values != MISSING) & several[ratings.values]).any(axis=0) @ ratings.weights)
        named = tuple(sets[place] for place in none_first)
        rows = tuple(tuple(row) for row in table.tolist())
        units = int(sums.total().paired)
        if why := _why_not(tally(ratings)):
            return ValuesCompared(named, rows, {}, (), unclear, units, why)
        estimates = {name: self._estimate(found) for name, found in self._of_sums(sums, ratings.coders).items()}
        alpha = krippendorff_alpha(ratings)
        estimates["alpha"] = Estimate(alpha if np.isfinite(alpha) else None, estimates["alpha"].interval)
        passages, held = self._material.value_passages(values)
        unitized = unitizing_sums(self._material.continuum, passages, ratings.coders, len(held) - 1)
        for name, coefficient in (
            ("u_alpha", unitizing.u_alpha),
            ("binary_alpha", unitizing.binary_alpha),
            ("cu_alpha", unitizing.cu_alpha),
        ):
            estimates[name] = self._estimate(self._unitized(unitized, coefficient))
        place_of = {value: place for place, value in enumerate(held)}
        by_value = [self._by_value(unitized, place_of.get(value, 0)) for value in named[1:]]
        return ValuesCompared(named, rows, estimates, tuple(by_value), unclear, units)

    def _by_value(self, sums: UnitizingSums, place: int) -> Estimate:
        if not place:
            return Estimate(None)
        return self._estimate(self._unitized(sums, lambda of: unitizing.value_alpha(of, place)))

    def _of_sums(self, sums: Sums, coders: int) -> dict[str, _Sampled]:
        total = sums.total()
        drawn = sums.drawn(self._draws) if self._draws is not None else None
        made: dict[str, Callable[[Sums], Beyond]] = {
            "per_cent": lambda of: Beyond(coefficients.per_cent(of), np.zeros(np.shape(of.paired))),
            "cohen": coefficients.cohen,
            "alpha": coefficients.alpha,
            "fleiss": coefficients.fleiss,
            "gwet": coefficients.gwet,
        }
        if coders != 2:
            del made["cohen"]
        return {name: _Sampled(make(total), make(drawn) if drawn is not None else None) for name, make in made.items()}

    def _unitized(self, sums: UnitizingSums, coefficient: Callable[[UnitizingSums], Beyond]) -> _Sampled:
        drawn = sums.drawn(self._document_draws) if self._document_draws is not None else None
        return _Sampled(coefficient(sums.total()), coefficient(drawn) if drawn is not None else None)

    def _holsti_of(self, excerpts: tuple[Floats, ...]) -> Estimate:
        point = coefficients.holsti(*(np.asarray(part.sum()) for part in excerpts))
        if self._document_draws is None:
            return Estimate(_number(point))
        samples = coefficients.holsti(*(self._document_draws @ part for part in excerpts))
        return Estimate(_number(point), interval(samples))

    def _estimate(self, sampled: _Sampled, of_observed: bool = False) -> Estimate:
        def number(beyond: Beyond) -> Floats:
            return beyond.observed if of_observed else beyond.coefficient

        value = _number(number(sampled.point))
        if value is None or sampled.samples is None:
            return Estimate(value)
        return Estimate(value, interval(number(sampled.samples)))


def _pool(several: Sequence[_Sampled]) -> _Sampled:
    samples = [each.samples for each in several if each.samples is not None]
    return _Sampled(pooled([each.point for each in several]), pooled(samples) if samples else None)


def _number(value: Floats) -> float | None:
    return float(value) if np.isfinite(value) else None


def _cells(ratings: Ratings) -> tuple[int, ...]:
    """Units by who has given the code, of those that two coders or more have read."""
    read = (ratings.values != MISSING).sum(axis=0)
    compared = read == len(ratings.values) if len(ratings.values) == 2 else read >= 2
    values, weights = ratings.values[:, compared], ratings.weights[compared]
    gave = (values == 1).sum(axis=0)
    if len(ratings.values) == 2:
        one, other = values[0] == 1, values[1] == 1
        parts = [one & other, one & ~other, other & ~one, ~one & ~other]
    else:
        parts = [gave == read[compared], (gave > 0) & (gave < read[compared]), gave == 0]
    return tuple(int(weights[part].sum()) for part in parts)


def _why_not(ratings: Ratings) -> str:
    """Why there is no coefficient of some units; empty where there is."""
    read = (ratings.values != MISSING).sum(axis=0)
    values = ratings.values[:, read >= 2]
    if not values.size:
        return "no_units"
    present = np.unique(values[values != MISSING])
    if len(present) > 1:
        return ""
    return "nowhere" if int(present[0]) == 0 else "one_category"
