"""Every keyword: its forms, hits and precision. Pure."""

from collections import Counter

from kodetre.i18n.formats import Number
from kodetre.report.data import ReportData
from kodetre.report.estimates import estimates
from kodetre.report.kind import ReportKind, always, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_MOST_FORMS = 8
KeywordOf = tuple[str, str]
"""A code and a keyword of its, as it is written."""


def keywords(data: ReportData, options: Options) -> list[Table]:
    """Every keyword: the forms it took, its hits, and how many suggestions it had a part in were accepted and rejected; then what
    was estimated from a sample, where one was judged.

    Precision is accepted / (accepted + rejected), of what a person has answered alone; a suggestion counts once for each coder
    who answered it. What was accepted unread has a column of its own.
    """
    accepted, rejected, unread = (_answers(data, verdict) for verdict in ("accept", "reject", "unread"))
    columns = (
        Column("code", data.say("code")), Column("label", data.say("label")), Column("keyword", data.say("keyword_one")),
        Column("forms", data.say("forms")), Column("hits", data.say("hits"), True),
        Column("accepted", data.say("accepted"), True), Column("rejected", data.say("rejected"), True),
        Column("precision", data.say("precision"), True), Column("unread", data.say("accepted_unread"), True),
    )  # fmt: skip
    rows: list[tuple[Value, ...]] = []
    for (code, keyword), forms in _forms(data).items():
        yes, no = accepted[code, keyword], rejected[code, keyword]
        precision: Value = Number(yes / (yes + no), 2) if yes + no else ""
        label = data.codebook.label_path(code)
        rows.append(
            (code, label, keyword, _most_common(forms), forms.total(), yes, no, precision, unread[code, keyword])
        )
    notes = (data.say("about_precision"), *data.footer)
    title = data.say("keywords_report")
    hidden, stacked = frozenset({"code"}), ("keyword", "forms")
    table = Table("keywords", title, columns, tuple(rows), hidden=hidden, notes=notes, stacked=stacked)
    return [table, *estimates(data)]


def _answers(data: ReportData, verdict: str) -> Counter[KeywordOf]:
    """How often a verdict was given on suggestions that each keyword had a part in."""
    answers: Counter[KeywordOf] = Counter()
    for suggestion in data.suggestions:
        count = sum(given == verdict for _, given in suggestion.verdicts)
        for keyword in suggestion.keywords:
            answers[suggestion.code, keyword] += count
    return answers


def _forms(data: ReportData) -> dict[KeywordOf, Counter[str]]:
    """The forms that each keyword of the codebook took in all documents, with how often; in the codebook's order."""
    forms: dict[KeywordOf, Counter[str]] = {}
    for code in data.codebook.codes():
        for keyword in code.keywords:
            forms[code.key, keyword.written] = Counter()
    for searched in data.searched:
        forms[searched.code, searched.keyword].update(dict(searched.forms))
    return forms


def _most_common(forms: Counter[str]) -> str:
    """The forms that are most common, and how many more there are."""
    shown = ", ".join(f"{form} ({count})" for form, count in forms.most_common(_MOST_FORMS))
    return f"{shown}, … ({len(forms) - _MOST_FORMS})" if len(forms) > _MOST_FORMS else shown


KIND = ReportKind(name="keywords", tables=keywords, needs_codings=never, needs_hits=always, only_counts=True, place=100)
