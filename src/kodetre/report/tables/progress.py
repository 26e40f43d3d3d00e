"""What has been read and coded, by whom and when. Pure."""

from collections import Counter

from kodetre.i18n.formats import Day
from kodetre.report.data import Answered, Basis
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value


def progress(basis: Basis, options: Options) -> list[Table]:
    """What has been read and coded, by whom and when: document × coder."""
    coders = sorted(
        {one.coding.coder for one in basis.excerpts} | {coder for s in basis.suggestions for coder, _ in s.verdicts}
    )
    keys = ("document", "source", "coder", "suggested", "accepted", "rejected", "left", "codings", "first", "last")
    numeric = {"suggested", "accepted", "rejected", "left", "codings"}
    columns = tuple(Column(key, basis.say(key), key in numeric) for key in keys)
    suggested: dict[str, list[Answered]] = {}
    for suggestion in basis.suggestions:
        suggested.setdefault(suggestion.document, []).append(suggestion)
    times: dict[tuple[str, str], list[str]] = {}
    for one in basis.excerpts:
        times.setdefault((one.document.id, one.coding.coder), []).append(one.coding.created[:10])
    rows: list[tuple[Value, ...]] = []
    for d in basis.documents:
        own = suggested.get(d.id, [])
        for coder in coders:
            said = Counter(verdict for one in own for who, verdict in one.verdicts if who == coder)
            made = times.get((d.id, coder), [""])
            rows.append(
                (
                    d.id, basis.source(d), coder, len(own), said["accept"], said["reject"],
                    len(own) - said["accept"] - said["reject"], sum(map(bool, made)), Day(min(made)), Day(max(made)),
                )
            )  # fmt: skip
    return [Table("progress", basis.say("progress"), columns, tuple(rows), (), frozenset(), basis.footer)]
