"""What keywords find and miss, estimated from paragraphs that were drawn and judged. Pure."""

from kodetre.i18n.formats import Number
from kodetre.report.data import ReportData
from kodetre.report.table import Column, Table, Value
from kodetre.suggestions.estimate import Estimate
from kodetre.suggestions.sampling import SampleEstimate

_KEYS = (
    "code", "label", "coder", "with_hits", "hits_judged", "hits_right", "precision", "precision_low", "precision_high",
    "without_hits", "rest_judged", "rest_right", "recall", "recall_low", "recall_high", "doubtful",
)  # fmt: skip
_TEXTS = frozenset({"code", "label", "coder"})
_LABELS = {"precision_low": "low", "precision_high": "high", "recall_low": "low", "recall_high": "high"}


def estimates(data: ReportData) -> list[Table]:
    """Precision and recall of the keywords of each code that was judged, with what they rest on; no table where none was."""
    if not data.estimates:
        return []
    columns = tuple(Column(key, data.say(_LABELS.get(key, key)), key not in _TEXTS) for key in _KEYS)
    rows = tuple(_row(data, estimate) for estimate in data.estimates)
    notes = (data.say("about_estimates"), data.say("about_recall"), *data.footer)
    return [
        Table(
            "keyword_estimates", data.say("keyword_estimates"), columns, rows, hidden=frozenset({"code"}), notes=notes
        )
    ]


def _row(data: ReportData, estimate: SampleEstimate) -> tuple[Value, ...]:
    hit, rest = estimate.hit, estimate.rest
    label = data.codebook.label_path(estimate.code)
    return (
        estimate.code, label, estimate.coder, hit.size, hit.judged, hit.right, *_cells(estimate.precision),
        rest.size, rest.judged, rest.right, *_cells(estimate.recall), estimate.doubtful,
    )  # fmt: skip


def _cells(estimate: Estimate | None) -> tuple[Value, ...]:
    """A share and the ends of its interval; empty where it cannot be told."""
    if estimate is None:
        return "", "", ""
    return Number(estimate.value, 2), Number(estimate.low, 2), Number(estimate.high, 2)
