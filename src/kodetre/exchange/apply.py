"""Decisions and codings from rows: what can be taken, and why the rest cannot."""

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast, get_args

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Codebook
from kodetre.document.occurrences import _same, occurrences
from kodetre.errors import KodetreError, UnknownCode
from kodetre.model.codings import ORIGINS, Change, Coding, Decision, NewCoding, Origin, Verdict
from kodetre.model.documents import Document, DocumentInfo, Span
from kodetre.model.moments import read_moment

_VERDICTS = {"accept": "accept", "reject": "reject", "defer": "defer", "": "", "code": ""}


@dataclass(frozen=True, slots=True)
class Verdicts:
    """What became of the rows: one change to record, and for each row its line and what was said of it.

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

    def __init__(self, infos: Sequence[DocumentInfo], texts: "Mapping[str, Document]") -> None:
        self.infos = infos
        self.texts = texts

    def find(self, name: str) -> Document:
        """The document with this id or file name."""
        wanted = name.strip()
        for match in (
            [d for d in self.infos if d.id.casefold() == wanted.casefold()],
            [d for d in self.infos if d.file == wanted],
            [d for d in self.infos if d.file.rpartition("/")[2] == wanted.rpartition("/")[2]],
        ):
            if len(match) == 1:
                return self.texts[match[0].id]
            if match:
                raise _Refused(f"'{name}' is the name of {len(match)} documents: {', '.join(d.id for d in match)}")
        raise _Refused(f"'{name}' is no document of this project")


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
    there = {coding.key for coding in codings}
    said = {(d.document, d.span, d.code, d.coder): d.verdict for d in decisions}
    made: list[NewCoding] = []
    decided: list[Decision] = []
    taken, known, refused = [], [], []
    for line, values in rows:
        try:
            document, span, code, verdict = _read(values, library, codebook)
            owner = _get(values, "coder") or coder
            if verdict in ("reject", "defer"):
                if said.get((document.id, span, code, owner)) == verdict:
                    known.append((line, f"{verdict} of {code} on {document.id} is there already"))
                    continue
                decided.append(Decision(document.id, span, code, cast(Verdict, verdict), owner))
                said[document.id, span, code, owner] = cast(Verdict, verdict)
                taken.append((line, f"{verdict} of {code} on {document.id}"))
                continue
            if (document.id, span, code, owner) in there:
                known.append((line, f"{code} on {document.id} [{span.start}, {span.end}) by {owner} is there already"))
                continue
            there.add((document.id, span, code, owner))
            origin = cast(Origin, _get(values, "origin") or "imported")
            made.append(
                NewCoding(
                    document.id,
                    span,
                    code,
                    origin,
                    _get(values, "memo"),
                    _get(values, "id"),
                    _time(values),
                    owner,
                )
            )
            if verdict == "accept":
                decided.append(Decision(document.id, span, code, "accept", owner))
            taken.append((line, f"{code} on {document.id} [{span.start}, {span.end})"))
        except _Refused as why:
            refused.append((line, str(why)))
    named = dict.fromkeys([one.document for one in made] + [one.document for one in decided])
    read = tuple((id, library.texts[id].info.version) for id in named)
    change = Change(tuple(made), (), tuple(decided), read=read)
    return Verdicts(change, tuple(taken), tuple(known), tuple(refused))


def _get(values: Mapping[str, str], name: str) -> str:
    return unicodedata.normalize("NFC", values.get(name) or "").strip()


def _read(values: Mapping[str, str], library: Library, codebook: Codebook) -> tuple[Document, Span, str, str]:
    decision = _get(values, "decision").lower()
    if decision not in _VERDICTS:
        raise _Refused(f"decision '{decision}' is none of: {', '.join(get_args(Verdict))}")
    if not _get(values, "document"):
        raise _Refused("names no document")
    if (origin := _get(values, "origin")) and origin not in ORIGINS:
        raise _Refused(f"origin '{origin}' is none of: {', '.join(ORIGINS)}")
    _time(values)
    if not _get(values, "code"):
        raise _Refused("names no code")
    try:
        code = find_code(codebook, _get(values, "code")).key
    except UnknownCode as error:
        raise _Refused(_in_a_line(error)) from error
    document = library.find(_get(values, "document"))
    return document, _span(values, document), code, _VERDICTS[decision]


def _time(values: Mapping[str, str]) -> datetime | None:
    """When a coding was made, where the row says so."""
    written = _get(values, "created")
    try:
        return read_moment(written) if written else None
    except ValueError as error:
        raise _Refused(f"created '{written}' is no time like 2026-01-31T12:00:00Z") from error


def _in_a_line(error: KodetreError) -> str:
    hint = f"; {error.next_step}" if error.next_step else ""
    return f"code '{error.where}' {error.what}{hint}"


def _span(values: Mapping[str, str], document: Document) -> Span:
    start, end, quote = _get(values, "start"), _get(values, "end"), _get(values, "quote")
    if start or end:
        if not (start.isdecimal() and end.isdecimal() and len(start) < 12 and len(end) < 12):
            raise _Refused(f"start '{start}' and end '{end}' should be two whole numbers")
        span = Span(int(start), int(end))
        if not 0 <= span.start < span.end <= len(document.text):
            raise _Refused(
                f"[{start}, {end}) is not a stretch of {document.id}, which has {len(document.text)} characters"
            )
        if not quote or _same(span.of(document.text), quote):
            return span
        found = occurrences(document.text, quote)
        if len(found) == 1:
            raise _Refused(
                f"the text at [{start}, {end}) is not the quote, which stands at [{found[0].start}, {found[0].end}); "
                "leave out start and end to code it there"
            )
        raise _Refused(f"the text at [{start}, {end}) is not the quote")
    if not quote:
        raise _Refused("has neither a quote nor start and end")
    found = occurrences(document.text, quote)
    if len(found) == 1:
        return found[0]
    if found:
        places = ", ".join(f"{span.start}" for span in found[:5])
        raise _Refused(f"the quote stands {len(found)} times in {document.id} (at {places}); add start and end")
    raise _Refused(f"the quote does not stand in {document.id}{_near(document.text, quote)}")


def _near(text: str, quote: str) -> str:
    """The stretch that is most like a quote that does not stand in a text."""
    from rapidfuzz import fuzz

    best = fuzz.partial_ratio_alignment(quote, text, score_cutoff=70)
    if best is None:
        return ""
    near = " ".join(text[best.dest_start : best.dest_end].split())
    return f"; most like it is: «{near[:120]}»"
