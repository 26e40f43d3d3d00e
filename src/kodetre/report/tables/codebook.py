"""The code tree as an appendix. Pure."""

from kodetre.report.data import ReportData, by_code, notes_of
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value


def codebook(data: ReportData, options: Options) -> list[Table]:
    """The code tree as an appendix: what each code means, when to use it, an example, keywords, number of codings."""
    keys = ("code", "label", "definition", "use_when", "not_when", "example", "keywords")
    columns = (*(Column(key, data.say(key)) for key in keys), Column("codings", data.say("codings"), True))
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(data.excerpts)
    for dimension in data.codebook.dimensions:
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
    notes = (data.say("rolled_up"), *notes_of(data))
    hidden = frozenset({"code"})
    return [Table("codebook", data.codebook.title, columns, tuple(rows), tuple(sections), hidden, notes)]
