"""What each report says, as tables of plain values. Pure: it is given everything it counts."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Code, Codebook, Dimension, stands_under
from kodetre.model import Coding, DocumentInfo, Memo
from kodetre.report.citation import alphabetical, author_of
from kodetre.report.words import word


@dataclass(frozen=True, slots=True)
class Marked:
    """A count and whether the codebook expects codings there."""

    count: int
    expected: bool


@dataclass(frozen=True, slots=True)
class Number:
    """A number with decimals, as many as are shown; machines get all of it."""

    value: float
    digits: int = 1

    def said(self, language: str) -> str:
        """As it is written in a language: 1 234,5, in English 1,234.5."""
        plain = f"{self.value:,.{self.digits}f}"
        if language == "en":
            return plain.replace("-", "−")
        return plain.replace(",", "\u00a0").replace(".", ",").replace("-", "−")


Value = str | int | Marked | Number


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a key that stays the same in every language, and a heading in the report's."""

    key: str
    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A report: title, columns, rows, and what a reader needs to know beside.

    `sections` parts the rows: (heading, how many rows); without them the rows are one table. `hidden` columns are left
    out where people read (they say what the section's heading says), and are there for machines.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sections: tuple[tuple[str, int], ...] = ()
    hidden: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A coding with what a report says of it: its document, year with letter, page, section and citation."""

    coding: Coding
    document: DocumentInfo
    page: str
    section: str
    citation: str
    paragraphs: tuple[int, ...] = ()
    """The numbers of the blocks that it stands in."""
    chapter: int = -1
    """The number of the block that is the heading above it; -1 where there is none."""


@dataclass(frozen=True, slots=True)
class Searched:
    """A keyword of a code in a document: how often it hits, and in which forms."""

    code: str
    keyword: str
    document: str
    forms: tuple[tuple[str, int], ...]

    @property
    def hits(self) -> int:
        """How often, in all forms."""
        return sum(count for _, count in self.forms)


@dataclass(frozen=True, slots=True)
class Answered:
    """A suggestion and what coders said of it: the last verdict of each."""

    document: str
    code: str
    keywords: tuple[str, ...]
    verdicts: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a report is made from: all documents, the codings that the filters let through, and the codebook."""

    language: str
    codebook: Codebook
    documents: tuple[DocumentInfo, ...]
    years: dict[str, str]
    groups: dict[str, str]
    excerpts: tuple[Excerpt, ...]
    footer: tuple[str, ...] = ()
    memos: tuple[Memo, ...] = ()
    searched: tuple[Searched, ...] = ()
    suggestions: tuple[Answered, ...] = ()
    unread: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """For each document the labels of the pages that gave no text."""

    def say(self, name: str, **values: object) -> str:
        """A word in the report's language."""
        return word(self.language, name, **values)

    @property
    def group_names(self) -> list[str]:
        """The groups of the documents in the order they are first met, those without one last."""
        met = dict.fromkeys(self.groups[d.id] for d in self.documents)
        return [name for name in met if name] + ([""] if "" in met else [])


def quoted(text: str) -> str:
    """An excerpt on one line: a table row's cells with a slash between, line breaks as spaces."""
    cells = [" ".join(cell.split()) for cell in text.replace("\n", " / ").split("\t")]
    return " | ".join(cell for cell in cells if cell) if len(cells) > 1 else cells[0]


def excerpts(basis: Basis) -> Table:
    """Every coded excerpt by code, in the codebook's order: excerpt, citation, coder, memo."""
    columns = tuple(
        Column(key, basis.say(key))
        for key in ("code", "label", "excerpt", "citation", "document", "page", "section", "coder", "origin", "memo")
    )
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    for key, found in _by_code(basis):
        path = basis.codebook.label_path(key)
        sections.append((f"{path} ({len(found)})", len(found)))
        for one in found:
            coding = one.coding
            rows.append(
                (
                    key, path, quoted(coding.anchor.quote), one.citation, one.document.id, one.page, one.section,
                    coding.coder, basis.say(coding.origin), coding.memo,
                )
            )  # fmt: skip
    hidden = frozenset({"code", "label", "document", "page"})
    return Table("excerpts", basis.say("excerpts"), columns, tuple(rows), tuple(sections), hidden, notes_of(basis))


def _by_code(basis: Basis) -> list[tuple[str, list[Excerpt]]]:
    found: dict[str, list[Excerpt]] = {}
    for one in basis.excerpts:
        found.setdefault(one.coding.code, []).append(one)
    order = {code.key: place for place, code in enumerate(basis.codebook.codes())}
    return sorted(found.items(), key=lambda item: (order.get(item[0], len(order)), item[0]))


def notes_of(basis: Basis) -> tuple[str, ...]:
    """What a reader of counts must know, and what the report was made from."""
    unread = sum(1 for one in basis.excerpts if one.coding.origin == "keyword")
    said = (basis.say("unread", count=unread, total=len(basis.excerpts)),) if unread else ()
    return (*said, *basis.footer)


def frequencies(basis: Basis) -> Table:
    """Codings per code × document and code × group, every code with those under it."""
    groups = basis.group_names
    columns = [Column("code", basis.say("code")), Column("label", basis.say("label"))]
    columns += [
        Column(f"document:{d.id}", f"{d.id} {author_of(d, basis.language)} {basis.years[d.id]}", True)
        for d in basis.documents
    ]
    columns += [Column(f"group:{name}", name or basis.say("no_group"), True) for name in groups]
    columns.append(Column("total", basis.say("total"), True))
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(basis.excerpts)
    for name, codes in trees(basis):
        before = len(rows)
        for code, label in codes:
            found = under(code)
            per_document = _count(found, lambda one: one.document.id)
            per_group = _count(found, lambda one: basis.groups[one.document.id])
            rows.append(
                (
                    code, label, *(per_document.get(d.id, 0) for d in basis.documents),
                    *(per_group.get(name, 0) for name in groups), len(found),
                )
            )  # fmt: skip
        sections.append((name, len(rows) - before))
    return Table(
        "frequencies", basis.say("frequencies"), tuple(columns), tuple(rows), tuple(sections), frozenset({"code"}),
        (basis.say("rolled_up"), *notes_of(basis)),
    )  # fmt: skip


def by_code(excerpts: Iterable[Excerpt]) -> Callable[[str], list[Excerpt]]:
    """Gives the excerpts of a code and of those under it, without going through all of them for each code."""
    groups: dict[str, list[Excerpt]] = {}
    for one in excerpts:
        groups.setdefault(one.coding.code, []).append(one)
    return lambda code: [one for key, found in groups.items() if stands_under(key, code) for one in found]


def _count(found: Iterable[Excerpt], of: Callable[[Excerpt], str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for one in found:
        counts[of(one)] = counts.get(of(one), 0) + 1
    return counts


def trees(basis: Basis) -> list[tuple[str, list[tuple[str, str]]]]:
    """Each dimension's label with its codes (key, indented label); codes that left the codebook come last."""
    trees = [
        (dimension.label, [(code.key, "\u2003" * code.depth + code.label) for code in dimension.codes])
        for dimension in basis.codebook.dimensions
    ]
    known = {code.key for code in basis.codebook.codes()}
    gone = sorted({one.coding.code for one in basis.excerpts} - known)
    return [*trees, *([("?", [(key, key) for key in gone])] if gone else [])]


def matrix(basis: Basis) -> Table:
    """Two dimensions against each other: how many excerpts of the one overlap an excerpt of the other.

    The rows are the dimension that the other one explains. Needs a codebook with two dimensions; raises ValueError.
    """
    rows_of, columns_of = _pair(basis.codebook)
    named = {"rows": rows_of.label, "columns": columns_of.label}
    columns = [Column("code", basis.say("code")), Column("label", rows_of.label)]
    columns += [Column(code.key, code.label, True) for code in columns_of.top]
    columns += [Column("total", basis.say("total"), True)]
    expects = any(code.expects for code in columns_of.top)
    if expects:
        columns.append(Column("outside", basis.say("outside"), True))
    rows: list[tuple[Value, ...]] = []
    under = by_code(basis.excerpts)
    for code in rows_of.top:
        ours = under(code.key)
        distinct = list({(one.document.id, one.coding.span): one for one in ours}.values())
        cells = [
            Marked(_overlapping(distinct, under(other.key)), _is_expected(code, other)) for other in columns_of.top
        ]
        values: list[Value] = [*cells] if expects else [cell.count for cell in cells]
        outside = [sum(cell.count for cell in cells if not cell.expected)] if expects else []
        rows.append((code.key, code.label, *values, len(distinct), *outside))
    title = basis.say("matrix", **named)
    notes = (basis.say("counts_overlap", **named), *([basis.say("marks")] if expects else []), *notes_of(basis))
    return Table("matrix", title, tuple(columns), tuple(rows), (), frozenset({"code"}), notes)


def _pair(codebook: Codebook) -> tuple[Dimension, Dimension]:
    for dimension in codebook.dimensions:
        explained = codebook.dimension(dimension.explains) if dimension.explains else None
        if explained is not None:
            return explained, dimension
    if len(codebook.dimensions) < 2:
        raise ValueError("the codebook has one dimension; a matrix needs two")
    return codebook.dimensions[0], codebook.dimensions[1]


def _overlapping(ours: Sequence[Excerpt], others: Sequence[Excerpt]) -> int:
    theirs: dict[str, list[Excerpt]] = {}
    for one in others:
        theirs.setdefault(one.document.id, []).append(one)
    return sum(
        1 for one in ours if any(one.coding.span.overlaps(each.coding.span) for each in theirs.get(one.document.id, ()))
    )


def _is_expected(code: Code, other: Code) -> bool:
    return any(stands_under(code.key, named) for named in other.expects)


def documents(basis: Basis) -> Table:
    """The included documents by group: author, year, title, reference."""
    keys = ("group", "document", "author", "year", "title", "type", "reference", "pages", "words", "codings")
    numeric = {"pages", "words", "codings"}
    columns = tuple(Column(key, basis.say(key), key in numeric) for key in keys)
    counts = _count(basis.excerpts, lambda one: one.document.id)
    rows: list[tuple[Value, ...]] = []
    sections = []
    for name in basis.group_names:
        members = [d for d in basis.documents if basis.groups[d.id] == name]
        members.sort(
            key=lambda d: (
                alphabetical(author_of(d, basis.language)),
                basis.years[d.id],
                alphabetical(d.metadata.title),
            )
        )
        for d in members:
            data = d.metadata
            rows.append(
                (
                    name, d.id, author_of(d, basis.language), basis.years[d.id], data.title, data.type, data.reference,
                    d.pages if d.paged else "", d.words, counts.get(d.id, 0),
                )
            )  # fmt: skip
        sections.append((name or basis.say("no_group"), len(members)))
    return Table(
        "documents", basis.say("documents"), columns, tuple(rows), tuple(sections), frozenset({"group"}), basis.footer
    )
