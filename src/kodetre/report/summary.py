"""What a report says in a minute: what was read, who coded how much, what is used most, and what nobody has read. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.i18n.formats import whole
from kodetre.report.data import Excerpt, ReportData, grouped
from kodetre.report.document_sets import document_sets, set_keys
from kodetre.report.kind import Row
from kodetre.report.table import Column, Table, Value

_MOST = 5
"""Codes of a group that are named."""
_MOST_PAGES = 12
"""Pages of a document that are named."""
_KIND = "everything"


@dataclass(frozen=True, slots=True)
class Summary:
    """Facts (what, how much), tables, and sentences on what nobody has read."""

    facts: tuple[tuple[str, str], ...]
    coders: Table
    most_used: Table
    unread: tuple[str, ...]


def summary(data: ReportData) -> Summary:
    """The summary of all that there is to report."""
    return Summary(_facts(data), _coders(data), _most_used(data), tuple(_unread(data)))


def _facts(data: ReportData) -> tuple[tuple[str, str], ...]:
    groups = sum(bool(name) for name in data.group_names)
    documents = whole(len(data.documents), data.language)
    if groups > 1:
        documents = f"{documents} ({whole(groups, data.language)} {data.say('by_group')})"
    counts = {
        "pages": sum(document.pages for document in data.documents if document.paged),
        "words": sum(document.words for document in data.documents),
        "codings": len(data.excerpts),
        "pages_unread": sum(len(pages) for pages in data.blank_pages.values()),
    }
    told = [(data.say(name), whole(count, data.language)) for name, count in counts.items()]
    return ((data.say("documents"), documents), *told)


def _coders(data: ReportData) -> Table:
    """How much each coder has coded, in how many documents, and how much of it nobody has read."""
    columns = (
        Column("coder", data.say("coder")),
        Column("documents", data.say("documents"), True),
        Column("codings", data.say("codings"), True),
        Column("unread", data.say("summary_unread"), True),
    )
    rows: list[tuple[Value, ...]] = []
    for coder, own in sorted(grouped(data.excerpts, lambda excerpt: excerpt.coding.coder).items()):
        documents = {excerpt.document.id for excerpt in own}
        rows.append((coder, len(documents), len(own), _by_keywords(own)))
    return Table(_KIND, data.say("summary_coders"), columns, tuple(rows))


def _most_used(data: ReportData) -> Table:
    """The codes that each group has most codings of, by themselves and without those under them."""
    columns = (
        Column("group", data.say("group")),
        Column("code", data.say("code")),
        Column("label", data.say("label")),
        Column("codings", data.say("codings"), True),
    )
    sets, order = document_sets(data, "group"), data.code_order()
    group_of = set_keys(sets)
    by_group = grouped(data.excerpts, lambda excerpt: group_of[excerpt.document.id])
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    for group in sets:
        counts = Counter(excerpt.coding.code for excerpt in by_group.get(group.key, ()))
        most = sorted(counts, key=lambda code: (-counts[code], order(code)))[:_MOST]
        rows += [(group.name, code, data.codebook.label_path(code), counts[code]) for code in most]
        if most:
            sections.append((group.label, len(most)))
    hidden = frozenset({"group", "code"})
    return Table(_KIND, data.say("summary_most_used"), columns, tuple(rows), tuple(sections), hidden)


def _unread(data: ReportData) -> list[str]:
    """What nobody has read: codings by keywords, documents and suggestions without an answer, pages without text."""
    said: list[str] = []
    if unread := _by_keywords(data.excerpts):
        said.append(data.say_for("unread", unread, codings=data.say_for("codings", len(data.excerpts))))
    touched = {excerpt.document.id for excerpt in data.excerpts}
    touched |= {suggestion.document for suggestion in data.suggestions}
    untouched = [document.id for document in data.documents if document.id not in touched]
    if untouched:
        said.append(data.say_for("untouched", len(untouched), documents=", ".join(untouched)))
    suggested = sum(sum(of_code.values()) for of_code in data.suggested_in.values())
    if left := suggested - len(data.suggestions):
        said.append(data.say_for("suggestions_left", left, count=whole(left, data.language)))
    for document in data.documents:
        if pages := data.blank_pages.get(document.id, ()):
            named = ", ".join(pages[:_MOST_PAGES]) + (", …" if len(pages) > _MOST_PAGES else "")
            said.append(data.say_for("pages_without_text", len(pages), document=document.id, pages=named))
    return said or [data.say("all_read")]


def _by_keywords(excerpts: Sequence[Excerpt]) -> int:
    return sum(excerpt.coding.origin == "keyword" for excerpt in excerpts)


def leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    """The excerpts behind a count of the summary: those of a coder, or of a code by itself in a group."""
    if column != "codings":
        return {}
    if "coder" in row:
        return {"coder": str(row["coder"])}
    return {"code": str(row["code"]), "group": str(row["group"]) or "-", "within": "span"}
