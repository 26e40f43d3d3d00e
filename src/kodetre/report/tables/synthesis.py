"""The chapter that the cells of the analysis make: what was found, by perspective, category and case. Pure."""

from collections.abc import Sequence

from kodetre.document.cited import SHORT, Cited, parts_of
from kodetre.document.quote import quoted
from kodetre.i18n.quotes import in_quotes
from kodetre.report.cells import FilledCell, excerpt_cited, filled_cells, label_of, verdict_labels, written
from kodetre.report.data import Excerpt, ReportData
from kodetre.report.kind import ReportKind, never
from kodetre.report.options import Options
from kodetre.report.table import Column, Runs, Table, Value

_Row = tuple[Value, ...]


def synthesis(data: ReportData, options: Options) -> list[Table]:
    """The chapter, under headings by perspective, category and case, with empty cells as empty; the verdicts, categories by cases;
    every cell as a row; and the excerpts that are cited.
    """
    made_of = data.synthesis()
    filled = filled_cells(data, made_of)
    labels = verdict_labels(data, made_of)
    return [
        _chapter(data, filled, labels),
        *_verdicts(data, filled, labels),
        _cells(data, filled, labels),
        *_cited(data, filled),
    ]


def _chapter(data: ReportData, filled: Sequence[FilledCell], labels: dict[str, str]) -> Table:
    keys = ("code", "other", "case", "part", "text")
    columns = tuple(Column(key, data.say(f"synthesis_{key}")) for key in keys)
    rows: list[_Row] = []
    sections: list[tuple[str, int]] = []
    above: list[tuple[str, ...]] = []
    for each in filled:
        cell = each.cell
        own = [(cell.code, cell.other, cell.case, part, runs) for part, runs in _paragraphs(data, each, labels)]
        rows += own
        headings = [data.codebook.label_path(key) for key in (cell.code, cell.other) if key]
        headings += [cell.case] if cell.case else []
        sections.append((headings[-1], len(own)))
        above.append(tuple(headings[:-1]))
    hidden = frozenset({"code", "other", "case", "part"})
    notes = [data.say_for("cells_written", len(filled), written=written(filled)), data.say("about_synthesis")]
    gone: list[str] = []
    for each in filled:
        gone += [f"{id} ({label_of(data, each.cell)})" for id in each.gone]
    if gone:
        places = "; ".join(gone)
        notes.append(data.say_for("citations_gone", len(gone), places=places))
    return Table(
        "synthesis", data.say("synthesis"), columns, tuple(rows), tuple(sections), hidden, (*notes, *data.footer), prose=True,
        above=tuple(above),
    )  # fmt: skip


def _paragraphs(data: ReportData, each: FilledCell, labels: dict[str, str]) -> list[tuple[str, Runs]]:
    """What stands under the heading of a cell, paragraph by paragraph: what was expected, the text, the verdict."""
    said, count = each.text, data.say_for("excerpts_there", len(each.excerpts))
    if said.is_empty:
        return [("empty", Runs(((data.say("cell_empty", excerpts=count), True),)))]
    told: list[tuple[str, Runs]] = []
    if said.expected:
        told.append(("expected", Runs(((f"{data.say('synthesis_expected')}:", True), (f" {said.expected}", False)))))
    paragraphs = [" ".join(paragraph.split()) for paragraph in said.text.split("\n\n") if paragraph.strip()]
    told += [("text", _with_citations(data, paragraph)) for paragraph in paragraphs]
    if said.verdict:
        verdict = f"{labels.get(said.verdict, said.verdict)} ({count})"
        told.append(("verdict", Runs(((f"{data.say('synthesis_verdict')}:", True), (f" {verdict}", False)))))
    if not said.text:
        told.append(("empty", Runs(((data.say("cell_without_text", excerpts=count), True),))))
    return told


def _with_citations(data: ReportData, text: str) -> Runs:
    """A text with what it cites in its place: the source, or the words and the source; what is gone says so."""
    runs: list[tuple[str, bool]] = []
    for part in parts_of(text):
        if not isinstance(part, Cited):
            runs.append((part, False))
            continue
        excerpt = excerpt_cited(data, part)
        if excerpt is None:
            runs.append((f"[{data.say('excerpt_gone', id=part.id)}]", True))
            continue
        quote = in_quotes(quoted(excerpt.coding.anchor), data.language)
        runs.append((f"{quote} {excerpt.citation}" if part.quoted else excerpt.citation, False))
    return Runs(tuple(run for run in runs if run[0]))


def _verdicts(data: ReportData, filled: Sequence[FilledCell], labels: dict[str, str]) -> list[Table]:
    """What variation each category shows under each perspective, case by case; no table where there is one case or none."""
    cases = list(dict.fromkeys((each.cell.kind, each.cell.case) for each in filled))
    by_cell = {(each.cell.code, each.cell.other, each.cell.kind, each.cell.case): each for each in filled}
    columns = [Column("code", data.say("synthesis_code")), Column("other", data.say("synthesis_other"))]
    columns += [Column("label", data.say("label"))]
    columns += [Column(f"case:{kind}:{case}", case or data.say("all_cases")) for kind, case in cases]
    rows: list[_Row] = []
    sections: dict[str, int] = {}
    for code, other in dict.fromkeys((each.cell.code, each.cell.other) for each in filled):
        cells: list[Value] = []
        for case in cases:
            each = by_cell.get((code, other, *case))
            cells.append(_verdict(data, each, labels) if each is not None else "")
        heading = data.codebook.label_path(code) if other else ""
        rows.append((code, other, data.codebook.label_path(other or code), *cells))
        sections[heading] = sections.get(heading, 0) + 1
    notes = (data.say("about_verdicts"),)
    hidden = frozenset({"code", "other"})
    title = data.say("synthesis_verdicts")
    return [Table("synthesis_verdicts", title, tuple(columns), tuple(rows), tuple(sections.items()), hidden, notes)]


def _verdict(data: ReportData, each: FilledCell, labels: dict[str, str]) -> str:
    """A verdict with how many excerpts stand there: wanted (4); a dash where there is none."""
    verdict = labels.get(each.text.verdict, each.text.verdict) if each.text.verdict else "–"
    return f"{verdict} ({len(each.excerpts)})"


def _cells(data: ReportData, filled: Sequence[FilledCell], labels: dict[str, str]) -> Table:
    """Every cell as a row, for who goes through them and for programs."""
    keys = ("code", "other", "cell", "kind", "case", "verdict", "expected", "excerpts", "written", "text", "coder")
    columns = tuple(Column(key, data.say(f"synthesis_{key}"), key == "excerpts") for key in keys)
    rows: list[_Row] = []
    for each in filled:
        cell, said = each.cell, each.text
        codes = " × ".join(data.codebook.label_path(key) for key in (cell.other, cell.code) if key)
        state = data.say("empty_cell" if said.is_empty else "without_text" if not said.text else "with_text")
        verdict = labels.get(said.verdict, said.verdict)
        about = (cell.code, cell.other, codes, cell.kind, cell.case, verdict, said.expected, len(each.excerpts))
        rows.append((*about, state, said.text, said.coder))
    hidden = frozenset({"code", "other", "kind", "text", "expected", "coder"})
    return Table("synthesis_cells", data.say("synthesis_cells"), columns, tuple(rows), hidden=hidden)


def _cited(data: ReportData, filled: Sequence[FilledCell]) -> list[Table]:
    """The excerpts that are cited, each once, with where; no table where none is."""
    where: dict[str, tuple[Excerpt, list[str]]] = {}
    for each in filled:
        for part in parts_of(each.text.text):
            excerpt = excerpt_cited(data, part) if isinstance(part, Cited) else None
            if excerpt is not None:
                cells = where.setdefault(excerpt.coding.id, (excerpt, []))[1]
                cells += [label] if (label := label_of(data, each.cell)) not in cells else []
    if not where:
        return []
    keys = ("coding", "excerpt", "citation", "label", "cells")
    columns = tuple(Column(key, data.say("cited_in" if key == "cells" else key)) for key in keys)
    rows: list[_Row] = []
    for id, (excerpt, cells) in where.items():
        label = data.codebook.label_path(excerpt.coding.code)
        rows.append((id[:SHORT], quoted(excerpt.coding.anchor), excerpt.citation, label, "; ".join(cells)))
    return [Table("cited_excerpts", data.say("cited_excerpts"), columns, tuple(rows))]


def _is_begun(data: ReportData) -> bool:
    return bool(data.synthesis().texts)


KIND = ReportKind(name="synthesis", tables=synthesis, needs_codings=never, says_something=_is_begun, place=55)
