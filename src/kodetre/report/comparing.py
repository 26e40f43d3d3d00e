"""Codes against groups, against one another, and over the years. Pure."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Literal

from kodetre.report.tables import Basis, Column, Excerpt, Number, Table, Value, by_code, notes_of, trees

Within = Literal["span", "paragraph", "section", "document"]
_LIKELY = 1.96
"""Standard errors on either side of a 95 % confidence interval."""


def compare(basis: Basis) -> Table:
    """Groups side by side per code: codings, per 1,000 words, and the binary log ratio with its 95 % confidence interval.

    With two groups the ratio is of the first to the second; with more, of each to all the others. It is log2 of the ratio of
    the rates (Hardie 2014), its interval that of a ratio of two Poisson rates (Rothman 2012, ch. 9), with half a coding added
    to both where one has none. Codes vary when no interval that was computed holds 0.
    """
    groups = basis.group_names
    words = {name: sum(d.words for d in basis.documents if basis.groups[d.id] == name) for name in groups}
    shown = {name: name or basis.say("no_group") for name in groups}
    pairs = (
        [(groups[0], groups[1:])] if len(groups) == 2 else [(one, [g for g in groups if g != one]) for one in groups]
    )
    columns = [Column("code", basis.say("code")), Column("label", basis.say("label"))]
    columns += [Column(f"count:{name}", shown[name], True) for name in groups]
    columns += [Column(f"rate:{name}", f"{shown[name]} {basis.say('per_1000')}", True) for name in groups]
    for one, others in pairs if len(groups) > 1 else []:
        against = shown[others[0]] if len(others) == 1 else basis.say("the_rest")
        columns += [
            Column(f"ratio:{one}", basis.say("log_ratio", one=shown[one], other=against), True),
            Column(f"interval:{one}", basis.say("interval")),
        ]
    columns.append(Column("varies", basis.say("varies")))
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(basis.excerpts)
    for title, codes in trees(basis):
        before = len(rows)
        for code, label in codes:
            counts = Counter(basis.groups[one.document.id] for one in under(code))
            cells: list[Value] = [counts[name] for name in groups]
            cells += [Number(1000 * counts[name] / max(1, words[name]), 2) for name in groups]
            found = []
            for one, others in pairs if len(groups) > 1 else []:
                rest, rest_words = sum(counts[g] for g in others), sum(words[g] for g in others)
                ratio = log_ratio(counts[one], words[one], rest, rest_words)
                found.append(ratio)
                cells += ["", ""] if ratio is None else [
                    Number(ratio[0], 2),
                    f"[{Number(ratio[1], 2).said(basis.language)}; {Number(ratio[2], 2).said(basis.language)}]",
                ]  # fmt: skip
            cells.append(_varies(basis, found))
            rows.append((code, label, *cells))
        sections.append((title, len(rows) - before))
    notes = (basis.say("about_ratio"), basis.say("rolled_up"), *notes_of(basis))
    return Table(
        "compare", basis.say("compare"), tuple(columns), tuple(rows), tuple(sections), frozenset({"code"}), notes
    )


def log_ratio(own: int, own_words: int, rest: int, rest_words: int) -> tuple[float, float, float] | None:
    """log2 of the ratio of two rates with its 95 % confidence interval; None when there is nothing to compare."""
    if not (own or rest) or not (own_words and rest_words):
        return None
    a, b = (own, rest) if own and rest else (own + 0.5, rest + 0.5)
    ratio = math.log2((a / own_words) / (b / rest_words))
    reach = _LIKELY * math.sqrt(1 / a + 1 / b) / math.log(2)
    return ratio, ratio - reach, ratio + reach


def _varies(basis: Basis, found: Sequence[tuple[float, float, float] | None]) -> str:
    told = [one for one in found if one is not None]
    if not told:
        return ""
    return basis.say("varies_yes" if any(low > 0 or high < 0 for _, low, high in told) else "varies_no")


def cooccurrence(basis: Basis, within: Within = "paragraph") -> Table:
    """Pairs of codes in the same place: in how many places each is, in how many both, and Jaccard's index.

    A place is the same excerpt, a paragraph (block), a section or a document. An excerpt that reaches over several paragraphs
    is in each of them.
    """
    places: dict[str, set[tuple[object, ...]]] = {}
    for one in basis.excerpts:
        places.setdefault(one.coding.code, set()).update(_places_of(one, within))
    order = {code.key: place for place, code in enumerate(basis.codebook.codes())}
    codes = sorted(places, key=lambda code: (order.get(code, len(order)), code))
    rows: list[tuple[Value, ...]] = []
    for one_code, other in combinations(codes, 2):
        both = len(places[one_code] & places[other])
        if both:
            jaccard = both / len(places[one_code] | places[other])
            labels = (basis.codebook.label_path(one_code), basis.codebook.label_path(other))
            counts = (len(places[one_code]), len(places[other]), both)
            rows.append((one_code, other, *labels, *counts, Number(jaccard, 3)))
    rows.sort(key=lambda row: (-int(str(row[6])), str(row[0]), str(row[1])))
    columns = (
        Column("code", basis.say("code")), Column("other", basis.say("code")), Column("label", basis.say("one_code")),
        Column("other_label", basis.say("other_code")), Column("first", basis.say("places_first"), True),
        Column("second", basis.say("places_second"), True), Column("both", basis.say("both"), True),
        Column("jaccard", "Jaccard", True),
    )  # fmt: skip
    notes = (basis.say(f"within_{within}"), *notes_of(basis))
    return Table(
        "cooccurrence", basis.say("cooccurrence"), columns, tuple(rows), (), frozenset({"code", "other"}), notes
    )


def _places_of(one: Excerpt, within: Within) -> Iterable[tuple[object, ...]]:
    id = one.document.id
    if within == "span":
        return [(id, one.coding.span)]
    if within == "paragraph":
        return [(id, number) for number in one.paragraphs]
    return [(id, one.chapter)] if within == "section" else [(id,)]


def timeline(basis: Basis) -> Table:
    """Codes by the year of their documents: codings, and per 1,000 words of that year's documents."""
    years = sorted({d.metadata.year for d in basis.documents})
    words = {year: sum(d.words for d in basis.documents if d.metadata.year == year) for year in years}
    shown = {year: year or basis.say("no_date") for year in years}
    columns = [Column("code", basis.say("code")), Column("label", basis.say("label"))]
    columns += [Column(f"count:{year}", shown[year], True) for year in years]
    columns += [Column(f"rate:{year}", f"{shown[year]} {basis.say('per_1000')}", True) for year in years]
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(basis.excerpts)
    for title, codes in trees(basis):
        before = len(rows)
        for code, label in codes:
            counts = Counter(one.document.metadata.year for one in under(code))
            rates = (Number(1000 * counts[year] / max(1, words[year]), 2) for year in years)
            rows.append((code, label, *(counts[year] for year in years), *rates))
        sections.append((title, len(rows) - before))
    notes = (basis.say("rolled_up"), *notes_of(basis))
    return Table(
        "timeline", basis.say("timeline"), tuple(columns), tuple(rows), tuple(sections), frozenset({"code"}), notes
    )
