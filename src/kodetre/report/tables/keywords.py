"""Every keyword: its forms, hits and precision. Pure."""

from collections import Counter

from kodetre.i18n.formats import Number
from kodetre.report.data import ReportData
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_FORMS = 8


def keywords(data: ReportData, options: Options) -> list[Table]:
    """Every keyword: the forms it took, its hits, and how many suggestions it had a part in were accepted and rejected.

    Precision is accepted / (accepted + rejected); a suggestion counts once for each coder who answered it.
    """
    accepted: Counter[tuple[str, str]] = Counter()
    rejected: Counter[tuple[str, str]] = Counter()
    for one in data.suggestions:
        for _, verdict in one.verdicts:
            for keyword in one.keywords:
                accepted[one.code, keyword] += verdict == "accept"
                rejected[one.code, keyword] += verdict == "reject"
    forms: dict[tuple[str, str], Counter[str]] = {
        (code.key, keyword.written): Counter() for code in data.codebook.codes() for keyword in code.keywords
    }
    for found in data.searched:
        forms[found.code, found.keyword].update(dict(found.forms))
    columns = (
        Column("code", data.say("code")), Column("label", data.say("label")), Column("keyword", data.say("keyword_one")),
        Column("forms", data.say("forms")), Column("hits", data.say("hits"), True),
        Column("accepted", data.say("accepted"), True), Column("rejected", data.say("rejected"), True),
        Column("precision", data.say("precision"), True),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for (code, keyword), counts in forms.items():
        took = ", ".join(f"{form} ({count})" for form, count in counts.most_common(_FORMS))
        more = f", … ({len(counts) - _FORMS})" if len(counts) > _FORMS else ""
        yes, no = accepted[code, keyword], rejected[code, keyword]
        share: Value = Number(yes / (yes + no), 2) if yes + no else ""
        rows.append((code, data.codebook.label_path(code), keyword, took + more, counts.total(), yes, no, share))
    notes = (data.say("about_precision"), *data.footer)
    return [Table("keywords", data.say("keywords_report"), columns, tuple(rows), (), frozenset({"code"}), notes)]
