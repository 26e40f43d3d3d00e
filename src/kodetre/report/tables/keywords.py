"""Every keyword: its forms, hits and precision. Pure."""

from collections import Counter

from kodetre.i18n.formats import Number
from kodetre.report.data import Basis
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_FORMS = 8


def keywords(basis: Basis, options: Options) -> list[Table]:
    """Every keyword: the forms it took, its hits, and how many suggestions it had a part in were accepted and rejected.

    Precision is accepted / (accepted + rejected); a suggestion counts once for each coder who answered it.
    """
    accepted: Counter[tuple[str, str]] = Counter()
    rejected: Counter[tuple[str, str]] = Counter()
    for one in basis.suggestions:
        for _, verdict in one.verdicts:
            for keyword in one.keywords:
                accepted[one.code, keyword] += verdict == "accept"
                rejected[one.code, keyword] += verdict == "reject"
    forms: dict[tuple[str, str], Counter[str]] = {
        (code.key, keyword.written): Counter() for code in basis.codebook.codes() for keyword in code.keywords
    }
    for found in basis.searched:
        forms[found.code, found.keyword].update(dict(found.forms))
    columns = (
        Column("code", basis.say("code")), Column("label", basis.say("label")), Column("keyword", basis.say("keyword_one")),
        Column("forms", basis.say("forms")), Column("hits", basis.say("hits"), True),
        Column("accepted", basis.say("accepted"), True), Column("rejected", basis.say("rejected"), True),
        Column("precision", basis.say("precision"), True),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for (code, keyword), counts in forms.items():
        took = ", ".join(f"{form} ({count})" for form, count in counts.most_common(_FORMS))
        more = f", … ({len(counts) - _FORMS})" if len(counts) > _FORMS else ""
        yes, no = accepted[code, keyword], rejected[code, keyword]
        share: Value = Number(yes / (yes + no), 2) if yes + no else ""
        rows.append((code, basis.codebook.label_path(code), keyword, took + more, counts.total(), yes, no, share))
    notes = (basis.say("about_precision"), *basis.footer)
    return [Table("keywords", basis.say("keywords_report"), columns, tuple(rows), (), frozenset({"code"}), notes)]
