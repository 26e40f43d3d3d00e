"""How the documents do by Scott's criteria. Pure."""

from kodetre.i18n.message import translatable
from kodetre.model.sources import CRITERIA
from kodetre.report.data import ReportData
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value


def appraisal(data: ReportData, options: Options) -> list[Table]:
    """Each document by authenticity, credibility, representativeness and meaning, with a grade and a sentence (Scott, 1990)."""
    labels = {"document": "document_id", "coder": "appraised_by"}
    keys = ("document", "source", "criterion", "grade", "sentence", "coder")
    columns = tuple(Column(key, data.say(labels.get(key, key))) for key in keys)
    by_document = {(each.document, each.criterion): each for each in data.sources.appraisals}
    rows: list[tuple[Value, ...]] = []
    sections: list[tuple[str, int]] = []
    for document in data.in_order(data.documents):
        source, before = data.source(document), len(rows)
        for criterion in CRITERIA:
            if (each := by_document.get((document.id, criterion))) is not None:
                graded = (
                    data.say(f"criterion_{criterion}"),
                    data.say(f"grade_{each.grade}"),
                    each.sentence,
                    each.coder,
                )
                rows.append((document.id, source, *graded))
        if len(rows) > before:
            sections.append((f"{document.id} {source}: {document.display_title}", len(rows) - before))
    notes = [data.say("about_appraisal")]
    appraised = {row[0] for row in rows}
    missing = [document.id for document in data.documents if document.id not in appraised]
    if missing:
        notes.append(data.say_for("not_appraised", len(missing), documents=", ".join(missing)))
    hidden = frozenset({"document", "source"})
    return [Table("appraisal", data.say("appraisal"), columns, tuple(rows), tuple(sections), hidden, tuple(notes))]


KIND = ReportKind(
    name="appraisal",
    tables=appraisal,
    needs_codings=never,
    place=6,
    says_when_empty=(
        translatable("no document is appraised"),
        translatable("appraise one: kodetre sources appraise D1 authenticity good REASON"),
    ),
)
