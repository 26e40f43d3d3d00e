"""What is not coded, and what was searched for. Pure."""

from collections import Counter

from kodetre.codebook.tree import stands_under
from kodetre.report.data import ReportData, notes_of
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value


def absence(data: ReportData, options: Options) -> list[Table]:
    """What is not coded: document × code without codings, with what was searched for and how much could be read.

    "Not mentioned" means that no keyword of the code, or of those under it, hits in the document and nothing is coded; where
    there are hits, somebody has looked at them, or has not.
    """
    coded = {(one.document.id, one.coding.code) for one in data.excerpts}
    hits: Counter[tuple[str, str]] = Counter()
    for found in data.searched:
        hits[found.document, found.code] += found.hits
    unanswered: Counter[tuple[str, str]] = Counter()
    for one in data.suggestions:
        unanswered[one.document, one.code] += not one.verdicts
    blank = dict(data.unread)
    keys = ("document", "source", "code", "label", "finding", "hits", "searched", "pages_read", "pages_unread")
    numeric = {"hits", "pages_read"}
    columns = tuple(Column(key, data.say(key), key in numeric) for key in keys)
    codes = list(data.codebook.codes())
    under = {code.key: [c.key for c in codes if stands_under(c.key, code.key)] for code in codes}
    patterns = {c.key: [keyword.written for keyword in c.keywords] for c in codes}
    searched = {key: "; ".join(pattern for c in found for pattern in patterns[c]) for key, found in under.items()}
    said = {name: data.say(name) for name in ("not_searched", "not_mentioned", "unanswered", "looked_at")}
    rows: list[tuple[Value, ...]] = []
    sections = []
    for d in data.documents:
        before, missing, source = len(rows), blank.get(d.id, ()), data.source(d)
        for code in codes:
            below = under[code.key]
            if any((d.id, c) in coded for c in below):
                continue
            count = sum(hits[d.id, c] for c in below)
            finding = (
                "not_searched" if not searched[code.key]
                else "not_mentioned" if not count
                else "unanswered" if any(unanswered[d.id, c] for c in below)
                else "looked_at"
            )  # fmt: skip
            rows.append(
                (
                    d.id, source, code.key, "\u2003" * code.depth + code.label, said[finding], count, searched[code.key],
                    d.pages - len(missing), ", ".join(missing),
                )
            )  # fmt: skip
        sections.append((f"{d.id} {d.metadata.title}", len(rows) - before))
    hidden, notes = frozenset({"document", "code", "source"}), (data.say("about_absence"), *notes_of(data))
    return [Table("absence", data.say("absence"), columns, tuple(rows), tuple(sections), hidden, notes)]
