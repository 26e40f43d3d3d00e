"""What the work rests on: the codebook, its keywords, what is not there, how far everybody is, and all memos. Pure."""

from collections import Counter

from kodetre.codebook.tree import stands_under
from kodetre.report.citation import author_of
from kodetre.report.tables import Basis, Column, Number, Table, Value, by_code, notes_of

_FORMS = 8


def codebook(basis: Basis) -> Table:
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
    return Table("codebook", basis.codebook.title, columns, tuple(rows), tuple(sections), frozenset({"code"}), notes)


def keywords(basis: Basis) -> Table:
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
    forms: dict[tuple[str, str], Counter[str]] = {}
    for found in basis.searched:
        forms.setdefault((found.code, found.keyword), Counter()).update(dict(found.forms))
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
    return Table(
        "keywords", basis.say("keywords_report"), columns, tuple(rows), (), frozenset({"code"}),
        (basis.say("about_precision"), *basis.footer),
    )  # fmt: skip


def absence(basis: Basis) -> Table:
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
    rows: list[tuple[Value, ...]] = []
    sections = []
    for d in basis.documents:
        before = len(rows)
        for code in basis.codebook.codes():
            under = [c for c in basis.codebook.codes() if stands_under(c.key, code.key)]
            if any((d.id, c.key) in coded for c in under):
                continue
            count = sum(hits[d.id, c.key] for c in under)
            open_ones = sum(unanswered[d.id, c.key] for c in under)
            patterns = [keyword.written for c in under for keyword in c.keywords]
            finding = (
                "not_searched" if not patterns
                else "not_mentioned" if not count
                else "unanswered" if open_ones
                else "looked_at"
            )  # fmt: skip
            missing = blank.get(d.id, ())
            rows.append(
                (
                    d.id, f"{author_of(d, basis.language)} {basis.years[d.id]}", code.key,
                    "\u2003" * code.depth + code.label, basis.say(finding), count, "; ".join(patterns),
                    d.pages - len(missing), ", ".join(missing),
                )
            )  # fmt: skip
        sections.append((f"{d.id} {d.metadata.title}", len(rows) - before))
    return Table(
        "absence", basis.say("absence"), columns, tuple(rows), tuple(sections), frozenset({"document", "code", "source"}),
        (basis.say("about_absence"), *notes_of(basis)),
    )  # fmt: skip


def progress(basis: Basis) -> Table:
    """What has been read and coded, by whom and when: document × coder."""
    coders = sorted(
        {one.coding.coder for one in basis.excerpts} | {coder for s in basis.suggestions for coder, _ in s.verdicts}
    )
    keys = ("document", "source", "coder", "suggested", "accepted", "rejected", "left", "codings", "first", "last")
    numeric = {"suggested", "accepted", "rejected", "left", "codings"}
    columns = tuple(Column(key, basis.say(key), key in numeric) for key in keys)
    rows: list[tuple[Value, ...]] = []
    for d in basis.documents:
        own = [one for one in basis.suggestions if one.document == d.id]
        for coder in coders:
            said = Counter(verdict for one in own for who, verdict in one.verdicts if who == coder)
            times = sorted(
                one.coding.created for one in basis.excerpts if one.document.id == d.id and one.coding.coder == coder
            )
            rows.append(
                (
                    d.id, f"{author_of(d, basis.language)} {basis.years[d.id]}", coder, len(own), said["accept"],
                    said["reject"], len(own) - said["accept"] - said["reject"], len(times),
                    times[0][:10] if times else "", times[-1][:10] if times else "",
                )
            )  # fmt: skip
    return Table("progress", basis.say("progress"), columns, tuple(rows), (), frozenset(), basis.footer)


def memos(basis: Basis) -> Table:
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
        rows.append((memo.created[:10], memo.coder, basis.say(f"on_{memo.target}"), subject, memo.text, citation))
    return Table("memos", basis.say("memos"), columns, tuple(rows), (), frozenset(), basis.footer)
