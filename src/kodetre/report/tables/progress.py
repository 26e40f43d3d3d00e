"""What has been read and coded, by whom and when. Pure."""

from collections import Counter
from datetime import date

from kodetre.i18n.formats import Day
from kodetre.report.data import Answered, ReportData
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value


def progress(data: ReportData, options: Options) -> list[Table]:
    """What has been read and coded, by whom and when: document × coder."""
    coders = sorted(
        {one.coding.coder for one in data.excerpts} | {coder for s in data.suggestions for coder, _ in s.verdicts}
    )
    keys = ("document", "source", "coder", "suggested", "accepted", "rejected", "left", "codings", "first", "last")
    numeric = {"suggested", "accepted", "rejected", "left", "codings"}
    columns = tuple(Column(key, data.say(key), key in numeric) for key in keys)
    suggested: dict[str, list[Answered]] = {}
    for suggestion in data.suggestions:
        suggested.setdefault(suggestion.document, []).append(suggestion)
    times: dict[tuple[str, str], list[date]] = {}
    for one in data.excerpts:
        times.setdefault((one.document.id, one.coding.coder), []).append(one.coding.created.date())
    rows: list[tuple[Value, ...]] = []
    for d in data.documents:
        own = suggested.get(d.id, [])
        for coder in coders:
            said = Counter(verdict for one in own for who, verdict in one.verdicts if who == coder)
            days = times.get((d.id, coder), [])
            first, last = Day(min(days, default=None)), Day(max(days, default=None))
            rows.append(
                (
                    d.id, data.source(d), coder, len(own), said["accept"], said["reject"],
                    len(own) - said["accept"] - said["reject"], len(days), first, last,
                )
            )  # fmt: skip
    return [Table("progress", data.say("progress"), columns, tuple(rows), (), frozenset(), data.footer)]
