"""What the work rests on: the codebook, its keywords, what is not there, how far everybody is, and all memos. Pure."""

from kodetre.i18n.formats import Day
from kodetre.report.data import ReportData
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value


def memos(data: ReportData, options: Options) -> list[Table]:
    """All memos, on the project, documents, codes and codings, in the order in which they were written."""
    by_id = {one.coding.id: one for one in data.excerpts}
    titles = {d.id: d.metadata.title for d in data.documents}
    keys = ("created", "coder", "target", "subject", "memo", "citation")
    columns = tuple(Column(key, data.say(key)) for key in keys)
    rows: list[tuple[Value, ...]] = []
    for memo in data.memos:
        subject, citation = memo.subject, ""
        if memo.target == "coding":
            if (one := by_id.get(memo.subject)) is None:
                continue
            words = " ".join(one.coding.anchor.quote.split())
            subject = f"{data.codebook.label_path(one.coding.code)}: «{words[:80]}{'…' if len(words) > 80 else ''}»"
            citation = one.citation
        elif memo.target == "code":
            subject = data.codebook.label_path(memo.subject)
        elif memo.target == "document":
            if memo.subject not in titles:
                continue
            subject = f"{memo.subject} {titles[memo.subject]}"
        rows.append(
            (
                Day(memo.created.date() if memo.created is not None else None),
                memo.coder,
                data.say(f"on_{memo.target}"),
                subject,
                memo.text,
                citation,
            )
        )
    return [Table("memos", data.say("memos"), columns, tuple(rows), (), frozenset(), data.footer)]
