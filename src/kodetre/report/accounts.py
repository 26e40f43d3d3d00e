"""What the work rests on: the codebook, its keywords, what is not there, how far everybody is, and all memos. Pure."""

from collections import Counter

from kodetre.codebook.tree import stands_under
from kodetre.report.basis import Answered, Basis, by_code, notes_of
from kodetre.report.options import Options
from kodetre.report.table import Column, Day, Number, Table, Value

_FORMS = 8


def codebook(basis: Basis, options: Options) -> list[Table]:
    """The code tree as an appendix: what each code means, when to use it, an example, keywords, number of codings."""
    keys = ("code", "label", "definition", "use_when", "not_when", "example", "keywords")
    columns = (*(Column(key, basis.say(key)) for key in keys), Column("codings", basis.say("codings"), True))
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(basis.excerpts)
    for dimension in basis.codebook.dimensions:
        for code in dimension.codes:
            count = len(under(code.key))
            keywords = "; ".join(keyword.written for keyword in code.keywords)
            rows.append(
                (
                    code.key, "\u2003" * code.depth + code.label, code.definition, code.use_when, code.not_when,
                    " / ".join(code.examples), keywords, count,
                )
            )  # fmt: skip
        asked = f"{dimension.label}: {dimension.question}" if dimension.question else dimension.label
        sections.append((asked, len(dimension.codes)))
    notes = (basis.say("rolled_up"), *notes_of(basis))
    hidden = frozenset({"code"})
    return [Table("codebook", basis.codebook.title, columns, tuple(rows), tuple(sections), hidden, notes)]


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


def absence(basis: Basis, options: Options) -> list[Table]:
    """What is not coded: document × code without codings, with what was searched for and how much could be read.

    "Not mentioned" means that no keyword of the code, or of those under it, hits in the document and nothing is coded; where
    there are hits, somebody has looked at them, or has not.
    """
    coded = {(one.document.id, one.coding.code) for one in basis.excerpts}
    hits: Counter[tuple[str, str]] = Counter()
    for found in basis.searched:
        hits[found.document, found.code] += found.hits
    unanswered: Counter[tuple[str, str]] = Counter()
    for one in basis.suggestions:
        unanswered[one.document, one.code] += not one.verdicts
    blank = dict(basis.unread)
    keys = ("document", "source", "code", "label", "finding", "hits", "searched", "pages_read", "pages_unread")
    numeric = {"hits", "pages_read"}
    columns = tuple(Column(key, basis.say(key), key in numeric) for key in keys)
    codes = list(basis.codebook.codes())
    under = {code.key: [c.key for c in codes if stands_under(c.key, code.key)] for code in codes}
    patterns = {c.key: [keyword.written for keyword in c.keywords] for c in codes}
    searched = {key: "; ".join(pattern for c in found for pattern in patterns[c]) for key, found in under.items()}
    said = {name: basis.say(name) for name in ("not_searched", "not_mentioned", "unanswered", "looked_at")}
    rows: list[tuple[Value, ...]] = []
    sections = []
    for d in basis.documents:
        before, missing, source = len(rows), blank.get(d.id, ()), basis.source(d)
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
    hidden, notes = frozenset({"document", "code", "source"}), (basis.say("about_absence"), *notes_of(basis))
    return [Table("absence", basis.say("absence"), columns, tuple(rows), tuple(sections), hidden, notes)]


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


def memos(basis: Basis, options: Options) -> list[Table]:
    """All memos, on the project, documents, codes and codings, in the order in which they were written."""
    by_id = {one.coding.id: one for one in basis.excerpts}
    titles = {d.id: d.metadata.title for d in basis.documents}
    keys = ("created", "coder", "target", "subject", "memo", "citation")
    columns = tuple(Column(key, basis.say(key)) for key in keys)
    rows: list[tuple[Value, ...]] = []
    for memo in basis.memos:
        subject, citation = memo.subject, ""
        if memo.target == "coding":
            if (one := by_id.get(memo.subject)) is None:
                continue
            words = " ".join(one.coding.anchor.quote.split())
            subject = f"{basis.codebook.label_path(one.coding.code)}: «{words[:80]}{'…' if len(words) > 80 else ''}»"
            citation = one.citation
        elif memo.target == "code":
            subject = basis.codebook.label_path(memo.subject)
        elif memo.target == "document":
            if memo.subject not in titles:
                continue
            subject = f"{memo.subject} {titles[memo.subject]}"
        rows.append((Day(memo.created[:10]), memo.coder, basis.say(f"on_{memo.target}"), subject, memo.text, citation))
    return [Table("memos", basis.say("memos"), columns, tuple(rows), (), frozenset(), basis.footer)]
