"""Decisions and codings from rows: what can be taken, and why the rest cannot."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import get_args

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Codebook
from kodetre.document.filters import named
from kodetre.document.occurrences import is_quote_of, occurrences
from kodetre.errors import KodetreError, UnknownCode, UnknownDocument
from kodetre.i18n.message import msg
from kodetre.model.codings import ORIGINS, Change, Coding, CodingKey, Decision, NewCoding, Origin, Verdict
from kodetre.model.documents import Document, DocumentInfo, Span
from kodetre.model.moments import read_moment

_DECISIONS: dict[str, Verdict | None] = {
    "accept": "accept",
    "reject": "reject",
    "defer": "defer",
    "": None,
    "code": None,
}
_MOST_PLACES = 5
"""Places of a quote that are named."""
_LONGEST_NUMBER = 12
"""Digits from which on a number is no offset."""


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of the rows: one change to record, and for each row its line and what is said of it.

    `refused` holds the lines that cannot be taken; `known` those whose coding is there already.
    """

    change: Change
    taken: tuple[tuple[int, str], ...]
    known: tuple[tuple[int, str], ...]
    refused: tuple[tuple[int, str], ...]


class _Refused(Exception):
    """A row cannot be taken; says why."""


class Library:
    """The documents that rows may name, read when they are first asked for."""

    def __init__(self, infos: Sequence[DocumentInfo], texts: Mapping[str, Document]) -> None:
        self.infos = infos
        self.texts = texts

    def find(self, name: str) -> Document:
        """The document with this id or file name. Raises UnknownDocument."""
        return self.texts[named(self.infos, name).id]


@dataclass(frozen=True, slots=True)
class _Row:
    """What a row says: an excerpt of a document, a code, whose it is, and a decision; without one it is a coding alone."""

    document: Document
    span: Span
    code: str
    coder: str
    decision: Verdict | None
    coding: NewCoding

    @property
    def key(self) -> CodingKey:
        """What tells it from others."""
        return self.document.id, self.span, self.code, self.coder

    @property
    def place(self) -> str:
        """Its code and where it stands, in words."""
        return msg(
            "{code} on {document_id} [{start}, {end})",
            code=self.code,
            document_id=self.document.id,
            start=self.span.start,
            end=self.span.end,
        )


class _Taking:
    """Goes through rows, and knows what is there already: in the project, and in the rows before."""

    def __init__(self, codings: Sequence[Coding], decisions: Sequence[Decision]) -> None:
        self._coded = {coding.key for coding in codings}
        self._decided: dict[CodingKey, Verdict] = {}
        for decision in decisions:
            self._decided[decision.document, decision.span, decision.code, decision.coder] = decision.verdict
        self.documents: dict[str, Document] = {}
        self.codings: list[NewCoding] = []
        self.decisions: list[Decision] = []
        self.taken: list[tuple[int, str]] = []
        self.known: list[tuple[int, str]] = []

    def take(self, line: int, row: _Row) -> None:
        """Take a row that can be taken."""
        if row.decision in ("reject", "defer"):
            self._decide(line, row, row.decision)
        else:
            self._code(line, row)

    def _decide(self, line: int, row: _Row, verdict: Verdict) -> None:
        what = msg("{verdict} of {code} on {document_id}", verdict=verdict, code=row.code, document_id=row.document.id)
        if self._decided.get(row.key) == verdict:
            self.known.append((line, msg("{what} is there already", what=what)))
            return
        self._decided[row.key] = verdict
        self._add_decision(row, verdict)
        self.taken.append((line, what))

    def _code(self, line: int, row: _Row) -> None:
        if row.key in self._coded:
            self.known.append((line, msg("{place} by {coder} is there already", place=row.place, coder=row.coder)))
            return
        self._coded.add(row.key)
        self.documents[row.document.id] = row.document
        self.codings.append(row.coding)
        if row.decision == "accept":
            self._add_decision(row, "accept")
        self.taken.append((line, row.place))

    def _add_decision(self, row: _Row, verdict: Verdict) -> None:
        self.documents[row.document.id] = row.document
        self.decisions.append(Decision(row.document.id, row.span, row.code, verdict, row.coder))

    def change(self) -> Change:
        """What the rows that were taken change."""
        read = tuple((id, document.info.version) for id, document in self.documents.items())
        return Change(tuple(self.codings), (), tuple(self.decisions), read=read)


def take(
    rows: Iterable[tuple[int, Mapping[str, str]]],
    library: Library,
    codebook: Codebook,
    coder: str,
    codings: Sequence[Coding],
    decisions: Sequence[Decision],
) -> Verdicts:
    """Go through rows of `(line, values)`.

    A row names a document (id or file name), a code, and an excerpt by `start` and `end` or by `quote`; `coder`,
    `memo`, `id`, `created` and `origin` may be there. With `decision` reject or defer it is a decision on a suggestion
    and makes no coding.
    """
    taking = _Taking(codings, decisions)
    refused: list[tuple[int, str]] = []
    for line, values in rows:
        try:
            row = _read(values, library, codebook, coder)
        except _Refused as why:
            refused.append((line, str(why)))
        else:
            taking.take(line, row)
    return Verdicts(taking.change(), tuple(taking.taken), tuple(taking.known), tuple(refused))


def _get(values: Mapping[str, str], name: str) -> str:
    return unicodedata.normalize("NFC", values.get(name) or "").strip()


def _read(values: Mapping[str, str], library: Library, codebook: Codebook, coder: str) -> _Row:
    """What a row says."""
    decision = _get(values, "decision").lower()
    if decision not in _DECISIONS:
        raise _Refused(
            msg(
                "decision '{decision}' is none of: {get_args}", decision=decision, get_args=", ".join(get_args(Verdict))
            )
        )
    if not _get(values, "document"):
        raise _Refused(msg("names no document"))
    origin, created = _origin(values), _time(values)
    if not _get(values, "code"):
        raise _Refused(msg("names no code"))
    try:
        code = find_code(codebook, _get(values, "code")).key
    except UnknownCode as error:
        raise _Refused(msg("code {in_a_line}", in_a_line=_in_a_line(error))) from error
    try:
        document = library.find(_get(values, "document"))
    except UnknownDocument as error:
        raise _Refused(_in_a_line(error)) from error
    span, owner = _span(values, document), _get(values, "coder") or coder
    coding = NewCoding(document.id, span, code, origin, _get(values, "memo"), _get(values, "id"), created, owner)
    return _Row(document, span, code, owner, _DECISIONS[decision], coding)


def _origin(values: Mapping[str, str]) -> Origin:
    """How a coding came to be: as the row says, else it is imported."""
    written = _get(values, "origin")
    if written and written not in ORIGINS:
        raise _Refused(msg("origin '{written}' is none of: {origins}", written=written, origins=", ".join(ORIGINS)))
    return next((origin for origin in ORIGINS if origin == written), "imported")


def _time(values: Mapping[str, str]) -> datetime | None:
    """When a coding was made, where the row says so."""
    written = _get(values, "created")
    try:
        return read_moment(written) if written else None
    except ValueError as error:
        raise _Refused(msg("created '{written}' is no time like 2026-01-31T12:00:00Z", written=written)) from error


def _in_a_line(error: KodetreError) -> str:
    hint = f"; {error.next_step}" if error.next_step else ""
    return f"'{error.where}' {error.what}{hint}"


def _span(values: Mapping[str, str], document: Document) -> Span:
    """The excerpt of a row: by its offsets, which are held against the quote when there is one, or by the quote alone."""
    start, end, quote = _get(values, "start"), _get(values, "end"), _get(values, "quote")
    if start or end:
        span = _offsets(start, end, document)
        if quote and not is_quote_of(span.of(document.text), quote):
            raise _Refused(
                msg(
                    "the text at [{start}, {end}) is not the quote{where_it_stands}",
                    start=start,
                    end=end,
                    where_it_stands=_where_it_stands(quote, document),
                )
            )
        return span
    if not quote:
        raise _Refused(msg("has neither a quote nor start and end"))
    places = occurrences(document.text, quote)
    if len(places) == 1:
        return places[0]
    if places:
        starts = ", ".join(f"{place.start}" for place in places[:_MOST_PLACES])
        raise _Refused(
            msg(
                "the quote stands {count} times in {document_id} (at {starts}); add start and end",
                count=len(places),
                document_id=document.id,
                starts=starts,
            )
        )
    raise _Refused(
        msg(
            "the quote does not stand in {document_id}{near}", document_id=document.id, near=_near(document.text, quote)
        )
    )


def _offsets(start: str, end: str, document: Document) -> Span:
    """A stretch of a document by its written offsets."""
    if not (start.isdecimal() and end.isdecimal() and max(len(start), len(end)) < _LONGEST_NUMBER):
        raise _Refused(msg("start '{start}' and end '{end}' should be two whole numbers", start=start, end=end))
    span = Span(int(start), int(end))
    if not 0 <= span.start < span.end <= len(document.text):
        size = len(document.text)
        raise _Refused(
            msg(
                "[{start}, {end}) is not a stretch of {document_id}, which has {size} characters",
                start=start,
                end=end,
                document_id=document.id,
                size=size,
            )
        )
    return span


def _where_it_stands(quote: str, document: Document) -> str:
    """The place of a quote that does not stand where a row says; empty when it has none or several."""
    places = occurrences(document.text, quote)
    if len(places) != 1:
        return ""
    return msg(
        ", which stands at [{start}, {end}); leave out start and end to code it there",
        start=places[0].start,
        end=places[0].end,
    )


def _near(text: str, quote: str) -> str:
    """The stretch that is most like a quote that does not stand in a text."""
    from rapidfuzz import fuzz

    best = fuzz.partial_ratio_alignment(quote, text, score_cutoff=70)
    if best is None:
        return ""
    near = " ".join(text[best.dest_start : best.dest_end].split())
    return msg("; most like it is: «{near}»", near=near[:120])
