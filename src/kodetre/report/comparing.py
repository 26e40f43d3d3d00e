"""Codes against groups, against one another, and over the years. Pure."""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

from kodetre.report.basis import Basis, Excerpt, by_code, notes_of, trees
from kodetre.report.counting import Unit, unit_of, units
from kodetre.report.excerpting import listed
from kodetre.report.options import Options, Within
from kodetre.report.table import Column, Number, Table, Value

_LIKELY = 1.96
"""Standard errors on either side of a 95 % confidence interval."""
Ratio = tuple[float, float, float]


def compare(basis: Basis, options: Options) -> list[Table]:
    """Groups side by side per code: codings, per 1,000 words, and the binary log ratio with its 95 % confidence interval.

    With two groups the ratio is of the first to the second; with more, of each to all the others. It is log2 of the ratio of
    the rates (Hardie 2014), its interval that of a ratio of two Poisson rates (Rothman 2012, ch. 9), with half a coding added
    to both where one has none. Codes vary when no interval that was computed holds 0.
    """
    groups = units(basis, "group")
    against = set_against(groups)
    ratios: list[Column] = []
    for one, others in against:
        ratios += [
            Column(f"ratio:{one.key[6:]}", ratio_label(basis, one, others), True),
            Column(f"interval:{one.key[6:]}", basis.say("interval")),
        ]
    group_of = unit_of(groups)

    def beside(found: Sequence[Excerpt]) -> list[Value]:
        counts = Counter(group_of[one.document.id] for one in found)
        ratios = [compared(counts, one, others) for one, others in against]
        cells = [cell for ratio in ratios for cell in _written(ratio, basis.language)]
        return [*cells, _varies(basis, ratios)]

    varies = Column("varies", basis.say("varies"))
    table = _beside_one_another(basis, "compare", groups, (*ratios, varies), beside, (basis.say("about_ratio"),))
    if not options.behind:
        return [table]
    under = by_code(basis.excerpts)
    parts = [
        (f"{basis.codebook.label_path(code)} × {unit.label}", [o for o in under(code) if group_of[o.document.id] == unit.key])
        for _, codes in trees(basis)
        for code, _ in codes
        for unit in groups
    ]  # fmt: skip
    return [table, listed(basis, basis.say("behind", title=table.title), parts, basis.footer, labelled=True)]


def _beside_one_another(
    basis: Basis,
    kind: str,
    shown: Sequence[Unit],
    more: Sequence[Column],
    cells: Callable[[Sequence[Excerpt]], list[Value]],
    notes: Sequence[str],
) -> Table:
    """Codings of every code in some units, then per 1,000 words of each, then what else is said of the code's excerpts."""
    columns = [Column("code", basis.say("code")), Column("label", basis.say("label")), *_counted(basis, shown)]
    key_of = unit_of(shown)
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(basis.excerpts)
    for title, codes in trees(basis):
        before = len(rows)
        for code, label in codes:
            found = under(code)
            counts = Counter(key_of[one.document.id] for one in found)
            rows.append((code, label, *_counts_and_rates(counts, shown), *cells(found)))
        sections.append((title, len(rows) - before))
    said = (*notes, basis.say("rolled_up"), *notes_of(basis))
    return Table(kind, basis.say(kind), (*columns, *more), tuple(rows), tuple(sections), frozenset({"code"}), said)


def _counted(basis: Basis, shown: Sequence[Unit]) -> list[Column]:
    """The columns of counts in some units, then those of the counts per 1,000 words."""
    names = [(unit.key.partition(":")[2], unit.label) for unit in shown]
    return [
        *(Column(f"count:{name}", label, True) for name, label in names),
        *(Column(f"rate:{name}", f"{label} {basis.say('per_1000')}", True) for name, label in names),
    ]


def _counts_and_rates(counts: Counter[str], shown: Sequence[Unit]) -> list[Value]:
    """The cells of those columns; `counts` by unit key, 0 where there are none."""
    rates = (Number(rate(counts, unit), 2) for unit in shown)
    return [*(counts[unit.key] for unit in shown), *rates]


def rate(counts: Counter[str], unit: Unit) -> float:
    """A unit's count per 1,000 of its words."""
    return 1000 * counts[unit.key] / max(1, unit.words)


def set_against(groups: Sequence[Unit]) -> list[tuple[Unit, list[Unit]]]:
    """Which group is set against which: the first of two against the second, each of more against the rest."""
    if len(groups) < 2:
        return []
    if len(groups) == 2:
        return [(groups[0], [groups[1]])]
    return [(one, [other for other in groups if other is not one]) for one in groups]


def ratio_label(basis: Basis, one: Unit, others: Sequence[Unit]) -> str:
    """What a log ratio is of: log2 Drammen / Bergen, or / the others."""
    other = others[0].label if len(others) == 1 else basis.say("the_rest")
    return basis.say("log_ratio", one=one.label, other=other)


def compared(counts: Counter[str], one: Unit, others: Sequence[Unit]) -> Ratio | None:
    """The log ratio of a group's rate to that of others, see `log_ratio`; `counts` are codings by unit key."""
    rest = sum(counts[other.key] for other in others)
    return log_ratio(counts[one.key], one.words, rest, sum(other.words for other in others))


def _written(ratio: Ratio | None, language: str) -> list[Value]:
    if ratio is None:
        return ["", ""]
    low, high = (Number(value, 2).said(language) for value in ratio[1:])
    return [Number(ratio[0], 2), f"[{low}; {high}]"]


def log_ratio(own: int, own_words: int, rest: int, rest_words: int) -> Ratio | None:
    """log2 of the ratio of two rates with its 95 % confidence interval; None when there is nothing to compare."""
    if not (own or rest) or not (own_words and rest_words):
        return None
    a, b = (own, rest) if own and rest else (own + 0.5, rest + 0.5)
    ratio = math.log2((a / own_words) / (b / rest_words))
    reach = _LIKELY * math.sqrt(1 / a + 1 / b) / math.log(2)
    return ratio, ratio - reach, ratio + reach


def _varies(basis: Basis, found: Sequence[Ratio | None]) -> str:
    told = [one for one in found if one is not None]
    if not told:
        return ""
    return basis.say("varies_yes" if any(low > 0 or high < 0 for _, low, high in told) else "varies_no")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes, the places that each is in, and those that both are in."""

    one: str
    other: str
    first: int
    second: int
    both: int

    @property
    def jaccard(self) -> float:
        """Places with both over places with either (Jaccard 1912)."""
        return self.both / (self.first + self.second - self.both)


def pairs(basis: Basis, within: Within) -> list[Pair]:
    """The codes that are in the same place at least once, those that are most often so first.

    A place is the same excerpt, a paragraph (block), a section or a document. An excerpt that reaches over several paragraphs
    is in each of them.
    """
    places: dict[str, set[tuple[object, ...]]] = {}
    for one in basis.excerpts:
        places.setdefault(one.coding.code, set()).update(_places_of(one, within))
    found = []
    for one_code, other in combinations(sorted(places, key=basis.code_order()), 2):
        if both := len(places[one_code] & places[other]):
            found.append(Pair(one_code, other, len(places[one_code]), len(places[other]), both))
    return sorted(found, key=lambda pair: (-pair.both, pair.one, pair.other))


def cooccurrence(basis: Basis, options: Options) -> list[Table]:
    """Pairs of codes in the same place: in how many places each is, in how many both, and Jaccard's index."""
    path = basis.codebook.label_path
    found = pairs(basis, options.within)
    rows: list[tuple[Value, ...]] = [
        (p.one, p.other, path(p.one), path(p.other), p.first, p.second, p.both, Number(p.jaccard, 3)) for p in found
    ]
    columns = (
        Column("code", basis.say("code")), Column("other", basis.say("code")), Column("label", basis.say("one_code")),
        Column("other_label", basis.say("other_code")), Column("first", basis.say("places_first"), True),
        Column("second", basis.say("places_second"), True), Column("both", basis.say("both"), True),
        Column("jaccard", "Jaccard", True),
    )  # fmt: skip
    notes = (basis.say(f"within_{options.within}"), *notes_of(basis))
    table = Table(
        "cooccurrence",
        basis.say("cooccurrence"),
        columns,
        tuple(rows),
        (),
        frozenset({"code", "other"}),
        notes,
        within=options.within,
    )
    if not options.behind:
        return [table]
    parts = [(f"{path(p.one)} + {path(p.other)}", _behind(basis, p, options.within)) for p in found]
    return [table, listed(basis, basis.say("behind", title=table.title), parts, basis.footer, labelled=True)]


def _behind(basis: Basis, pair: Pair, within: Within) -> list[Excerpt]:
    """The excerpts of two codes that are in the same place, in the order of the text."""
    ours = [one for one in basis.excerpts if one.coding.code in (pair.one, pair.other)]
    of: dict[tuple[object, ...], set[str]] = {}
    for one in ours:
        for place in _places_of(one, within):
            of.setdefault(place, set()).add(one.coding.code)
    return [one for one in ours if any(len(of[place]) == 2 for place in _places_of(one, within))]


def _places_of(one: Excerpt, within: Within) -> Iterator[tuple[object, ...]]:
    id, span = one.document.id, one.coding.span
    if within == "span":
        yield id, span
    elif within == "paragraph":
        for number in one.where.paragraphs(span):
            yield id, number
    elif within == "section":
        yield id, one.where.chapter(span.start)
    else:
        yield (id,)


def timeline(basis: Basis, options: Options) -> list[Table]:
    """Codes by the year of their documents, or hits of patterns: counts, and per 1,000 words of that year's documents."""
    years = units(basis, "year")
    if options.patterns:
        return [_hits_by_year(basis, years, options.patterns)]
    return [_beside_one_another(basis, "timeline", years, (), lambda _: [], ())]


def _hits_by_year(basis: Basis, years: Sequence[Unit], patterns: Iterable[str]) -> Table:
    hits = hits_of(basis, years)
    rows: list[tuple[Value, ...]] = [(pattern, *_counts_and_rates(hits[pattern], years)) for pattern in patterns]
    columns = [Column("pattern", basis.say("keyword_one")), *_counted(basis, years)]
    notes = (basis.say("about_hits"), *basis.footer)
    return Table("timeline", basis.say("hits_by_year"), tuple(columns), tuple(rows), notes=notes)


def hits_of(basis: Basis, shown: Sequence[Unit]) -> dict[str, Counter[str]]:
    """How often each pattern that was asked for hits in some units, by unit key."""
    key_of = unit_of(shown)
    hits: dict[str, Counter[str]] = defaultdict(Counter)
    for found in basis.searched:
        if not found.code:
            hits[found.keyword][key_of[found.document]] += found.hits
    return hits
