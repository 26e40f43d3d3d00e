"""The code tree as an appendix. Pure."""

from kodetre.report.data import ReportData, by_code, notes_of
from kodetre.report.kind import ReportKind, Row, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Indented, Table, Value

_KEYS = ("code", "label", "definition", "use_when", "not_when", "example", "keywords", "codings")


def codebook(data: ReportData, options: Options) -> list[Table]:
    """The code tree as an appendix: what each code means, when to use it, an example, keywords, number of codings."""
    columns = tuple(Column(key, data.say(key), key == "codings") for key in _KEYS)
    rows: list[tuple[Value, ...]] = []
    sections = []
    under = by_code(data.excerpts)
    for dimension in data.codebook.dimensions:
        for code in dimension.codes:
            label, examples = Indented(code.label, code.depth), " / ".join(code.examples)
            keywords = "; ".join(keyword.written for keyword in code.keywords)
            meaning = (code.definition, code.use_when, code.not_when)
            rows.append((code.key, label, *meaning, examples, keywords, len(under(code.key))))
        heading = f"{dimension.label}: {dimension.question}" if dimension.question else dimension.label
        sections.append((heading, len(dimension.codes)))
    notes = (data.say("rolled_up"), *notes_of(data))
    hidden = frozenset({"code"})
    title, stacked = data.codebook.title, ("label", "definition", "use_when", "not_when", "example", "keywords")
    return [Table("codebook", title, columns, tuple(rows), tuple(sections), hidden, notes, stacked=stacked)]


def _leads_to(table: Table, column: str, row: Row) -> dict[str, str]:
    return {"code": str(row["code"])} if column == "codings" else {}


KIND = ReportKind(name="codebook", tables=codebook, needs_codings=never, leads_to=_leads_to, place=30)
