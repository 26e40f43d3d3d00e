"""What coders have marked and read, laid out so that they can be compared."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime

import numpy as np

from kodetre.agreement.material import Mark, ReadDocument, lay_out
from kodetre.agreement.unit import Unit
from kodetre.document.filters import Filters
from kodetre.errors import InvalidReport, NothingMatched
from kodetre.i18n.formats import Day
from kodetre.i18n.message import msg
from kodetre.i18n.messages import word
from kodetre.i18n.slips import what_there_is
from kodetre.language.sentences import sentences
from kodetre.model.codings import Coding, Decision
from kodetre.model.documents import DocumentInfo, Outline, Span
from kodetre.report.data import CodersWork, Excerpt
from kodetre.report.options import Options
from kodetre.store import Store

Stretches = list[tuple[int, int]]
Read = dict[tuple[str, str], Span]
"""What a coder has read of a document, by document and coder."""


@dataclass(frozen=True, slots=True)
class CodersRequest:
    """Whose codings are compared: the filters as they were asked for, the documents that they let through, every coding that is
    kept, those of them that the filters let through, and the language of the report.
    """

    filters: Filters
    documents: Sequence[DocumentInfo]
    kept: Sequence[Coding]
    excerpts: Sequence[Excerpt]
    language: str


def compared_coders(store: Store, request: CodersRequest, options: Options) -> CodersWork | None:
    """The work of the coders that are named, or of all of them; of one coder before a day and now. None where that is fewer
    than two.

    What a coder has read of a document is all from the first to the last passage that they coded or decided on, to the ends of the
    paragraphs; of a document that is marked as done, all of it. Raises NothingMatched for a coder who has done nothing, or nothing
    before the day or since,
    InvalidReport for coders that the filter has taken out.
    """
    if options.coders and request.filters.coder:
        what, how = msg("takes coders out that --coders names"), msg("leave it out")
        raise InvalidReport("--coder", what, next_step=how)
    if request.filters.code_as:
        return None  # what one of them has not coded with joined codes says nothing of how far they agree
    decisions = store.codings.decisions()
    if options.before is not None:
        return _then_and_now(store, request, options, decisions)
    read = read_stretches(store, request.kept, request.documents)
    nobody = {each.consensus for each in store.discussions.live()}
    coders = options.coders or tuple(sorted({excerpt.coding.coder for excerpt in request.excerpts} - nobody))
    _check(coders, {coder for _, coder in read})
    if len(coders) < 2:
        return None
    marks = [
        Mark(excerpt.document.id, excerpt.coding.coder, excerpt.coding.code, *_ends(excerpt.coding.span))
        for excerpt in request.excerpts
        if excerpt.coding.coder in coders
    ]
    return _laid_out(store, request, options.unit, (coders, marks, read))


def read_stretches(store: Store, kept: Sequence[Coding], documents: Sequence[DocumentInfo]) -> Read:
    """What each coder has read of each document: all that is between what they coded or decided on, or that they say they have."""
    read = _read(kept, store.codings.decisions())
    read.update(_done(store, documents))
    return read


def _then_and_now(
    store: Store, request: CodersRequest, options: Options, decisions: Sequence[Decision]
) -> CodersWork | None:
    """One coder's work as it was before a day, and as it is now, of what they have gone through since."""
    (coder,) = options.coders
    day = date.fromisoformat(str(options.before))
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    own = [coding for coding in request.kept if coding.coder == coder]
    _check([coder], {coding.coder for coding in request.kept} | {decision.coder for decision in decisions})
    then, now = (
        word(request.language, name, coder=coder, day=Day(day).format(request.language))
        for name in ("coder_then", "coder_now")
    )
    at = store.history.codings_at(moment, coder)
    decided_then = any(each.coder == coder and each.created and each.created < moment for each in decisions)
    if not at and not decided_then:
        what = msg("had coded nothing before {day}", day=options.before)
        raise NothingMatched(coder, what, next_step=msg("see when what was done: kodetre journal"))
    standing = {(coding.document, coding.span, coding.code) for coding in own if coding.found != "adrift"}
    since = [coding for coding in own if coding.created >= moment]
    touched = _read(
        since, [each for each in decisions if each.coder == coder and each.created and each.created >= moment]
    )
    for document, span, code in at:
        if (document, span, code) not in standing:
            _reach(touched, (document, coder), span)
    if not any(who == coder for _, who in touched):
        what = msg("has gone through nothing since {day}", day=options.before)
        raise NothingMatched(coder, what, next_step=msg("code the same documents again, then compare"))
    marks = [Mark(document, then, code, *_ends(span)) for document, span, code in at if request.filters.lets_code(code)]
    marks += [
        Mark(excerpt.document.id, now, excerpt.coding.code, *_ends(excerpt.coding.span))
        for excerpt in request.excerpts
        if excerpt.coding.coder == coder
    ]
    read: Read = {}
    for (document, who), span in touched.items():
        if who == coder:
            read[document, then] = read[document, now] = span
    return _laid_out(store, request, options.unit, ((then, now), marks, read))


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _check(coders: Iterable[str], there: set[str]) -> None:
    for coder in coders:
        if coder not in there:
            what = msg("has coded nothing in this project")
            raise NothingMatched(coder, what, next_step=what_there_is(coder, there))


def _read(codings: Iterable[Coding], decisions: Iterable[Decision]) -> Read:
    """From the first to the last passage that each coder coded or decided on, in each document."""
    read: Read = {}
    for coding in codings:
        if coding.found != "adrift":
            _reach(read, (coding.document, coding.coder), coding.span)
    for decision in decisions:
        _reach(read, (decision.document, decision.coder), decision.span)
    return read


def _done(store: Store, documents: Sequence[DocumentInfo]) -> Read:
    """The documents that coders have said they have read to the end: all of each."""
    shown = {document.id for document in documents}
    done = [each for each in store.assignments.live() if each.state == "done" and each.document in shown]
    return {(each.document, each.coder): Span(0, len(store.documents.outline(each.document).text)) for each in done}


def _reach(read: Read, key: tuple[str, str], span: Span) -> None:
    before = read.get(key, span)
    read[key] = Span(min(before.start, span.start), max(before.end, span.end))


def _laid_out(
    store: Store, request: CodersRequest, unit: Unit, work: tuple[Sequence[str], Sequence[Mark], Read]
) -> CodersWork:
    """The documents that two have read, with their units and what was marked in them."""
    coders, marks, read = work
    marks_in: dict[str, list[Mark]] = {}
    for mark in marks:
        marks_in.setdefault(mark.document, []).append(mark)
    documents: list[ReadDocument] = []
    left_out: list[str] = []
    for info in request.documents:
        own = {coder: read[info.id, coder] for coder in coders if (info.id, coder) in read}
        if len(own) < 2:
            if own:
                left_out.append(info.id)
            continue
        outline = store.documents.outline(info.id)
        paragraphs = _paragraphs(outline, marks_in.get(info.id, ()))
        units = _units(store, outline, paragraphs, unit)
        stretches = {coder: _whole(outline, span) for coder, span in own.items()}
        documents.append(ReadDocument(info.id, len(outline.text), units, paragraphs, stretches))
    material = lay_out(documents, marks, coders, unit)
    return CodersWork(material, tuple(document.id for document in documents), tuple(left_out), request.filters.code)


def _whole(outline: Outline, span: Span) -> tuple[int, int]:
    """A stretch to the ends of the blocks that it begins and ends in."""
    start, end = span.start, span.end
    for _, _, begins, ends in outline.blocks:
        if begins <= span.start < ends:
            start = begins
        if begins < span.end <= ends:
            end = ends
    return start, end


def _paragraphs(outline: Outline, marks: Sequence[Mark]) -> Stretches:
    """The paragraphs, list items, rows of tables, footnotes and captions of the running text; of headings, contents and reference
    lists those that somebody has marked something in.
    """
    merged: list[list[int]] = []
    for start, end in sorted((mark.start, mark.end) for mark in marks):
        if merged and start <= merged[-1][1]:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    starts = [start for start, _ in merged]
    paragraphs: Stretches = []
    for kind, part, start, end in outline.blocks:
        before = bisect_right(starts, end - 1)
        marked = before > 0 and merged[before - 1][1] > start
        if marked or (kind != "heading" and part == "body"):
            paragraphs += _rows(outline.text, start, end) if kind == "table" else [(start, end)]
    return paragraphs


def _rows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The rows of a table that have something in them."""
    for row in text[start:end].split("\n"):
        if row.strip():
            yield start, start + len(row)
        start += len(row) + 1


def _units(store: Store, outline: Outline, paragraphs: Stretches, unit: Unit) -> Stretches | np.ndarray:
    """The units of a document that coders are compared on; none for characters, which need no list."""
    if unit is Unit.paragraph:
        return paragraphs
    if unit is Unit.sentence:
        stretches: Stretches = []
        for start, end in paragraphs:
            stretches += sentences(outline.text, start, end)
        return stretches
    if unit is Unit.character or not paragraphs:
        return []
    words = store.documents.words(outline.id)
    starts, ends = (np.array(column, dtype=np.int64) for column in zip(*paragraphs, strict=True))
    begin = words.start.astype(np.int64)
    within = np.searchsorted(starts, begin, side="right") - 1
    inside = (within >= 0) & (begin < ends[np.maximum(within, 0)])
    return np.stack([begin[inside], words.end.astype(np.int64)[inside]], axis=1)
