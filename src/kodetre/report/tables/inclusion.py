"""How many documents were found, left out and included, and why. Pure."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.i18n.message import translatable
from kodetre.model.sources import Candidate
from kodetre.report.data import ReportData
from kodetre.report.figure import Figure, Flow, FlowStep
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Table, Value


@dataclass(frozen=True, slots=True)
class _Counts:
    """Candidates by where they are from and by what became of them; reasons in the order of kodetre.yaml, then as they came."""

    found: tuple[tuple[str, int], ...]
    total: int
    duplicates: int
    excluded: tuple[tuple[str, int], ...]
    undecided: int
    included: int

    @property
    def screened(self) -> int:
        """Those that were looked at: all but the duplicates."""
        return self.total - self.duplicates


def inclusion(data: ReportData, options: Options) -> list[Table]:
    """How many were found, by which search or by snowballing, were duplicates, screened, left out for which reason, and
    included, after the PRISMA statement (Page et al., 2021); then every candidate with what was decided of it.
    """
    counts = _counted(data)
    columns = (
        Column("stage", data.say("stage")),
        Column("what", data.say("stage_of")),
        Column("count", data.say("count"), True),
    )
    return [
        Table("inclusion", data.say("inclusion"), columns, tuple(_rows(data, counts)), notes=_notes(data)),
        _candidates(data),
    ]


def _counted(data: ReportData) -> _Counts:
    candidates = data.sources.candidates
    verdicts = Counter(candidate.verdict for candidate in candidates)
    reasons = Counter(candidate.reason for candidate in candidates if candidate.verdict == "excluded")
    order = dict.fromkeys([*data.criteria, *reasons])
    excluded = tuple((data.criteria.get(reason) or reason, reasons[reason]) for reason in order if reasons[reason])
    by_search = Counter(candidate.search for candidate in candidates if candidate.search)
    found: list[tuple[str, int]] = [
        (data.say("found_by_search", id=search.id, query=search.query, place=search.place), by_search[search.id])
        for search in data.sources.searches
    ]
    snowballed = sum(bool(candidate.found_in) for candidate in candidates)
    others = sum(not candidate.search and not candidate.found_in for candidate in candidates)
    found += [
        (data.say(name), count) for name, count in (("snowballed", snowballed), ("found_otherwise", others)) if count
    ]
    return _Counts(
        tuple(found), len(candidates), verdicts["duplicate"], excluded, verdicts["open"], verdicts["included"]
    )


def _rows(data: ReportData, counts: _Counts) -> list[tuple[Value, ...]]:
    if not counts.total:
        return []
    rows: list[tuple[Value, ...]] = [(data.say("stage_found"), where, count) for where, count in counts.found]
    rows.append((data.say("stage_found"), data.say("total"), counts.total))
    rows.append((data.say("stage_duplicates"), "", counts.duplicates))
    rows.append((data.say("stage_screened"), "", counts.screened))
    rows += [(data.say("stage_excluded"), reason, count) for reason, count in counts.excluded]
    rows.append((data.say("stage_undecided"), "", counts.undecided))
    rows.append((data.say("stage_included"), "", counts.included))
    return rows


def _notes(data: ReportData) -> tuple[str, ...]:
    """What the words mean, and which documents of the corpus have no origin."""
    origins = data.sources.origins
    without = [document.id for document in data.documents if document.id not in origins]
    notes = [data.say("about_inclusion")]
    if without:
        notes.append(data.say_for("without_origin", len(without), documents=", ".join(without)))
    return tuple(notes)


def _candidates(data: ReportData) -> Table:
    """Every candidate, with what was decided and why."""
    keys = ("candidate", "from", "title", "author", "year", "decided", "reason", "document", "memo")
    labels = {"decided": "sources_decided", "memo": "note", "from": "found_from"}
    columns = tuple(Column(key, data.say(labels.get(key, key))) for key in keys)
    rows = tuple(_candidate_row(data, candidate) for candidate in data.sources.candidates)
    return Table("candidates", data.say("candidates"), columns, rows)


def _candidate_row(data: ReportData, candidate: Candidate) -> tuple[Value, ...]:
    fields = candidate.fields
    why = data.criteria.get(candidate.reason) or candidate.reason
    if candidate.same_as:
        why = data.say("same_as", other=candidate.same_as)
    origin = candidate.search or candidate.found_in
    about = (candidate.id, origin, candidate.title, fields.get("author", ""), fields.get("year", ""))
    return (*about, data.say(f"sources_{candidate.verdict}"), why, candidate.document, candidate.note)


def flow(data: ReportData, options: Options) -> list[Figure]:
    """The way from what was found to what was included, as boxes."""
    counts = _counted(data)
    left_out = [f"{reason}: {count}" for reason, count in counts.excluded]
    if counts.undecided:
        left_out.append(f"{data.say('stage_undecided')}: {counts.undecided}")
    excluded = sum(count for _, count in counts.excluded)
    steps = (
        FlowStep(
            data.say("stage_found"),
            counts.total,
            _listed(counts.found),
            data.say("stage_duplicates"),
            counts.duplicates,
        ),
        FlowStep(
            data.say("stage_screened"), counts.screened, (), data.say("stage_excluded"), excluded, tuple(left_out)
        ),
        FlowStep(data.say("stage_included"), counts.included),
    )
    table = inclusion(data, options)[0]
    return [Figure("inclusion", data.say("figure_flow"), Flow(steps), table)]


def _listed(found: Sequence[tuple[str, int]]) -> tuple[str, ...]:
    return tuple(f"{where}: {count}" for where, count in found)


KIND = ReportKind(
    name="inclusion",
    tables=inclusion,
    figures=flow,
    needs_codings=never,
    needs_documents=never,
    place=4,
    says_when_empty=(
        translatable("no candidate is written down"),
        translatable("write one down: kodetre sources add TITLE --search S1"),
    ),
)
