"""All memos. Pure."""

from kodetre.i18n.formats import Day
from kodetre.report.data import ReportData
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_KEYS = ("created", "coder", "target", "subject", "memo", "citation")
_MOST_LETTERS = 80


def memos(data: ReportData, options: Options) -> list[Table]:
    """All memos, on the project, documents, codes and codings, in the order in which they were written.

    Those on codings and documents that the filters do not let through are left out.
    """
    excerpts = {excerpt.coding.id: excerpt for excerpt in data.excerpts}
    titles = {document.id: document.metadata.title for document in data.documents}
    columns = tuple(Column(key, data.say(key)) for key in _KEYS)
    rows: list[tuple[Value, ...]] = []
    for memo in data.memos:
        subject, citation = memo.subject, ""
        if memo.target == "coding":
            if (excerpt := excerpts.get(memo.subject)) is None:
                continue
            path = data.codebook.label_path(excerpt.coding.code)
            subject = f"{path}: «{_beginning(excerpt.coding.anchor.quote)}»"
            citation = excerpt.citation
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
    return [Table("memos", data.say("memos"), columns, tuple(rows), notes=data.footer)]


def _beginning(quote: str) -> str:
    """The first words of an excerpt, on one line."""
    words = " ".join(quote.split())
    return f"{words[:_MOST_LETTERS]}…" if len(words) > _MOST_LETTERS else words


KIND = ReportKind(name="memos", tables=memos, needs_codings=never, place=120)
