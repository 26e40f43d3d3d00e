"""What has been read and coded, by whom and when. Pure."""

from collections import Counter
from collections.abc import Sequence

from kodetre.i18n.formats import Day, Number
from kodetre.report.data import ReportData, counted
from kodetre.report.kind import ReportKind, Row, always, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value
from kodetre.suggestions.recall import per_cent

_KEYS = (
    "document",
    "source",
    "coder",
    "suggested",
    "accepted",
    "rejected",
    "accepted_unread",
    "left",
    "codings",
    "first",
    "last",
)
_NUMERIC = frozenset({"suggested", "accepted", "rejected", "accepted_unread", "left", "codings"})
_LABELS = {"document": "document_id", "accepted": "accepted_read"}

_FOUND_KEYS = (
    "code", "coder", "units_read", "units", "accepted", "found_share", "found_low", "found_high", "stopping_p", "may_stop"
)  # fmt: skip
_FOUND_NUMERIC = frozenset(_FOUND_KEYS) - {"code", "coder", "may_stop"}


def progress(data: ReportData, options: Options) -> list[Table]:
    """What has been read and coded, by whom and when; then how much of each code is probably found.

    Of documents and coders those are told where something was done; documents that nobody has begun on are named below.
    """
    columns = tuple(Column(key, data.say(_LABELS.get(key, key)), key in _NUMERIC) for key in _KEYS)
    suggested = {id: sum(of_code.values()) for id, of_code in data.suggested_in.items()}
    answers: Counter[tuple[str, str, str]] = Counter()
    for suggestion in data.suggestions:
        answers.update((suggestion.document, coder, verdict) for coder, verdict in suggestion.verdicts)
    coded = counted(data).by_document_and_coder()
    coders = sorted({coder for _, coder in coded} | {coder for _, coder, _ in answers})
    rows: list[tuple[Value, ...]] = []
    for document in data.documents:
        for coder in coders:
            accepted, rejected, unread = (
                answers[document.id, coder, verdict] for verdict in ("accept", "reject", "unread")
            )
            own = coded.get((document.id, coder))
            if not (accepted or rejected or unread or own or answers[document.id, coder, "defer"]):
                continue
            of_document = suggested.get(document.id, 0)
            left = of_document - accepted - rejected - unread
            first, last, codings = (Day(own.first), Day(own.last), own.count) if own else (Day(None), Day(None), 0)
            counts = (of_document, accepted, rejected, unread, left, codings)
            rows.append((document.id, data.source(document), coder, *counts, first, last))
    notes = (data.say("about_progress"), *_untouched(data, rows), *data.footer)
    return [Table("progress", data.say("progress"), columns, tuple(rows), notes=notes), _found(data)]


def _untouched(data: ReportData, rows: Sequence[Sequence[Value]]) -> list[str]:
    """A note that names the documents that no row is of; none where there are none."""
    touched = {row[0] for row in rows}
    names = [document.id for document in data.documents if document.id not in touched]
    return [data.say_for("untouched", len(names), documents=", ".join(names))] if names else []


def _found(data: ReportData) -> Table:
    """How much of each code each coder has probably found, and what the stopping test says."""
    columns = tuple(Column(key, data.say(key), key in _FOUND_NUMERIC) for key in _FOUND_KEYS)
    rows: list[tuple[Value, ...]] = []
    for reading in data.readings():
        share = reading.share
        in_per_cent = (Number(100 * part, 0) for part in (share.estimate, share.low, share.high))
        may_stop = data.say("yes" if share.may_stop else "no")
        counts = (reading.read, reading.total, reading.accepted)
        rows.append((reading.code, reading.coder, *counts, *in_per_cent, Number(share.p, 3), may_stop))
    about = data.say("about_found", target=per_cent(data.recall, comma=data.language != "en"))
    return Table("found", data.say("found"), columns, tuple(rows), notes=(about, *data.footer))


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    return {"document": str(row["document"]), "coder": str(row["coder"])} if column == "codings" else {}


KIND = ReportKind(
    name="progress",
    tables=progress,
    options=frozenset({"recall"}),
    needs_codings=never,
    needs_hits=always,
    only_counts=True,
    leads_to=_leads_to,
    place=110,
)
