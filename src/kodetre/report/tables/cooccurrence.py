"""Codes in the same place. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from kodetre.i18n.formats import Number
from kodetre.report.data import Excerpt, ReportData, notes_of
from kodetre.report.excerpt_table import Part, behind
from kodetre.report.figure import Figure, Network
from kodetre.report.figure_parts import most_used, notes_on_most_used, short_labels
from kodetre.report.kind import ReportKind, Row, always
from kodetre.report.options import Options, Within
from kodetre.report.table import Column, Table, Value


@dataclass(frozen=True, slots=True)
class Pair:
    """Two codes, how many places each is in, and how many both are in."""

    code: str
    other: str
    first: int
    second: int
    both: int

    @property
    def jaccard(self) -> float:
        """Places with both over places with either (Jaccard 1912)."""
        return self.both / (self.first + self.second - self.both)


def pairs(data: ReportData, within: Within) -> list[Pair]:
    """The codes that are in the same place at least once, those that are most often so first.

    A place is the same excerpt, a paragraph (block), a section or a document. An excerpt that reaches over several paragraphs
    is in each of them.
    """
    places: dict[str, set[tuple[object, ...]]] = {}
    for excerpt in data.excerpts:
        places.setdefault(excerpt.coding.code, set()).update(_places_of(excerpt, within))
    shared = []
    for code, other in combinations(sorted(places, key=data.code_order()), 2):
        if both := len(places[code] & places[other]):
            shared.append(Pair(code, other, len(places[code]), len(places[other]), both))
    return sorted(shared, key=lambda pair: (-pair.both, pair.code, pair.other))


def cooccurrence(data: ReportData, options: Options) -> list[Table]:
    """Pairs of codes in the same place: in how many places each is, in how many both, and Jaccard's index."""
    path = data.codebook.label_path
    shared = pairs(data, options.within)
    rows: list[tuple[Value, ...]] = []
    for pair in shared:
        counts = (pair.first, pair.second, pair.both, Number(pair.jaccard, 3))
        rows.append((pair.code, pair.other, path(pair.code), path(pair.other), *counts))
    columns = (
        Column("code", data.say("code_key")), Column("other", data.say("other_code_key")), Column("label", data.say("one_code")),
        Column("other_label", data.say("other_code")), Column("first", data.say("places_first"), True),
        Column("second", data.say("places_second"), True), Column("both", data.say("both"), True),
        Column("jaccard", "Jaccard", True),
    )  # fmt: skip
    table = Table(
        "cooccurrence",
        data.say("cooccurrence"),
        columns,
        tuple(rows),
        hidden=frozenset({"code", "other"}),
        notes=(data.say(f"within_{options.within}"), *notes_of(data)),
        within=options.within,
    )
    if not options.excerpts:
        return [table]
    excerpts = _excerpts_of_pairs(data.excerpts, options.within)
    parts = [
        Part(f"{path(pair.code)} + {path(pair.other)}", excerpts[frozenset((pair.code, pair.other))]) for pair in shared
    ]
    return [table, behind(data, table, parts)]


def _excerpts_of_pairs(excerpts: Sequence[Excerpt], within: Within) -> Mapping[frozenset[str], Sequence[Excerpt]]:
    """For every two codes that share a place the excerpts of either that are in such a place, in the order they came in.

    Goes through the excerpts once to learn which codes are in a place, and once to give each to its code's pairs there.
    """
    codes_in: dict[tuple[object, ...], set[str]] = {}
    for excerpt in excerpts:
        for place in _places_of(excerpt, within):
            codes_in.setdefault(place, set()).add(excerpt.coding.code)
    of_pair: dict[frozenset[str], list[Excerpt]] = {}
    for excerpt in excerpts:
        code = excerpt.coding.code
        others: set[str] = set()
        for place in _places_of(excerpt, within):
            others |= codes_in[place]
        for other in others - {code}:
            of_pair.setdefault(frozenset((code, other)), []).append(excerpt)
    return of_pair


def _places_of(excerpt: Excerpt, within: Within) -> Iterator[tuple[object, ...]]:
    document, span, locator = excerpt.document.id, excerpt.coding.span, excerpt.citer.locator
    if within == "span":
        yield document, span
    elif within == "paragraph":
        for number in locator.block_numbers(span):
            yield document, number
    elif within == "section":
        yield document, locator.section_number(span.start)
    else:
        yield (document,)


def network(data: ReportData, options: Options) -> list[Figure]:
    """Codes that are in the same place, those with most codings where there are too many to read."""
    counts = Counter(excerpt.coding.code for excerpt in data.excerpts)
    kept = most_used(counts)
    shown = [pair for pair in pairs(data, options.within) if pair.code in kept and pair.other in kept]
    title = data.say("figure_network")
    sizes: dict[str, int] = {}
    for pair in shown:
        sizes[pair.code], sizes[pair.other] = pair.first, pair.second
    labels = short_labels(data, sorted(sizes, key=data.code_order()))
    notes = [
        data.say("figure_network_note"),
        data.say(f"within_{options.within}"),
        *notes_on_most_used(data, len(counts)),
    ]
    drawn = _drawn(shown, sizes, labels, " ".join(notes))
    columns = (
        Column("one", data.say("from")), Column("other", data.say("to")), Column("both", data.say("places"), True),
        Column("jaccard", "Jaccard", True),
    )  # fmt: skip
    rows = tuple((labels[pair.code], labels[pair.other], pair.both, Number(pair.jaccard, 3)) for pair in shown)
    table = Table("figure", title, columns, rows, notes=(*notes, *data.footer))
    return [Figure("cooccurrence", title, drawn, table)]


def _drawn(shown: Sequence[Pair], sizes: Mapping[str, int], labels: Mapping[str, str], note: str) -> Network:
    """Pairs as a network; the labels are of its codes, in their order."""
    tops = dict.fromkeys(code.partition(".")[0] for code in labels)
    number_of_tree = {top: number for number, top in enumerate(tops)}
    place_of = {code: place for place, code in enumerate(labels)}
    nodes = [(label, sizes[code], number_of_tree[code.partition(".")[0]]) for code, label in labels.items()]
    edges = [(place_of[pair.code], place_of[pair.other], pair.both) for pair in shown]
    return Network(tuple(nodes), tuple(edges), note)


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    code, other = str(row["code"]), str(row["other"])
    match column:
        case "first":
            return {"code": code}
        case "second":
            return {"code": other}
        case "both":
            return {"code": code, "with": other, "within": table.within}
    return {}


KIND = ReportKind(
    name="cooccurrence",
    tables=cooccurrence,
    figures=network,
    options=frozenset({"within", "excerpts"}),
    leads_to=_leads_to,
    shows_excerpts=always,
    place=80,
)
