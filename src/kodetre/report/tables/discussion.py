"""What coders decided where they had coded otherwise. Pure."""

from collections import Counter

from kodetre.i18n.formats import Day
from kodetre.i18n.message import translatable
from kodetre.model.discussions import Discussion
from kodetre.report.data import ReportData
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value

_KEYS = ("code", "label", "document", "source", "excerpt", "between", "decided", "result", "memo", "coder", "day")
_LABELS = {
    "document": "document_id", "decided": "sources_decided", "memo": "reason", "coder": "discussed_by", "day": "created",
    "result": "discussed_instead",
}  # fmt: skip


def discussion(data: ReportData, options: Options) -> list[Table]:
    """Each place that was discussed, by code: what holds there, and why; how many were alike without being discussed is noted."""
    columns = tuple(Column(key, data.say(_LABELS.get(key, key))) for key in _KEYS)
    shown = {document.id: document for document in data.documents}
    said = [each for each in data.discussions if each.document in shown]
    order = data.code_order()
    discussed = sorted((each for each in said if each.decision != "agreed"), key=lambda each: order(each.code))
    rows: list[tuple[Value, ...]] = []
    for each in discussed:
        source = data.source(shown[each.document])
        between = f"{each.coders[0]}, {each.coders[1]}"
        about = (each.code, data.codebook.label_path(each.code), each.document, source, each.quote, between)
        day = Day(each.created.date() if each.created is not None else None)
        rows.append((*about, _decision(data, each), each.result, each.reason, each.coder, day))
    counts = Counter(each.code for each in discussed)
    sections = tuple((data.codebook.label_path(code), count) for code, count in counts.items())
    agreed = sum(each.decision == "agreed" for each in said)
    names = ", ".join(sorted({each.consensus for each in said}))
    notes = [data.say("about_discussion", coder=names)] if said else []
    if agreed:
        notes.append(data.say_for("agreed_places", agreed))
    hidden = frozenset({"code", "label", "document"})
    return [Table("discussion", data.say("discussion"), columns, tuple(rows), sections, hidden, tuple(notes))]


def _decision(data: ReportData, each: Discussion) -> str:
    """What was decided, in words: the name of the coder whose coding holds."""
    if each.decision in ("one", "other"):
        return each.coders[each.decision == "other"]
    return data.say(f"discussed_{each.decision}")


KIND = ReportKind(
    name="discussion",
    tables=discussion,
    needs_codings=never,
    place=107,
    says_when_empty=(
        translatable("nothing has been discussed"),
        translatable("go through where two differ: kodetre discuss"),
    ),
)
