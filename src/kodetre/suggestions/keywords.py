"""Hits gathered to suggestions: which paragraphs, sentences or table rows to look at for a code, best first."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Code, Codebook, Unit
from kodetre.document.location import heading_trails
from kodetre.language.analysis import Split, splitter
from kodetre.matching.find import Matcher
from kodetre.matching.index import IndexedDocument
from kodetre.model.documents import Block, Document, Span, number_of
from kodetre.model.suggestions import Hit, Suggestion

HEADING_SHARE = 0.5
"""What a keyword in a heading above counts, as a share of its rarity."""


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a document in order, and for each the places of the headings it stands under."""

    spans: tuple[Span, ...]
    headings: tuple[tuple[Span, ...], ...]


def units_of(document: Document, unit: Unit, split: Split) -> Units:
    """The units that may be suggested: no headings, no contents page, no reference list; table rows one by one.

    `split` divides the document's text into sentences.
    """
    spans: list[Span] = []
    above: list[tuple[Span, ...]] = []
    blocks = document.reading.blocks
    for block, trail in zip(blocks, heading_trails(blocks), strict=True):
        if block.part != "body" or block.kind == "heading":
            continue
        headings = tuple(blocks[number].span for number in trail)
        for span in _units(document.text, block, unit, split):
            spans.append(span)
            above.append(headings)
    return Units(tuple(spans), tuple(above))


def _units(text: str, block: Block, unit: Unit, split: Split) -> Iterator[Span]:
    if block.kind == "table":
        start = block.start
        for place, row in enumerate(text[block.start : block.end].split("\n")):
            if place and row.strip():
                yield Span(start, start + len(row))
            start += len(row) + 1
    elif unit == "sentence":
        for start, end in split(block.start, block.end):
            yield Span(start, end)
    else:
        yield block.span


@dataclass(frozen=True, slots=True)
class _Gathered:
    document: str
    place: int
    span: Span
    hits: tuple[Hit, ...]
    above: frozenset[str]


def suggest(codebook: Codebook, documents: Mapping[str, Document], matcher: Matcher) -> list[Suggestion]:
    """Every suggestion of a codebook in the indexed documents, best first.

    The score of a unit is the sum over its different keywords of their rarity, 1 - log(1 + units with it) /
    log(1 + all units), 0 to 1 each; a keyword that also stands in a heading above counts half as much again.
    """
    units = {
        one.id: units_of(documents[one.id], codebook.unit, splitter(one.text, one.sentence_start))
        for one in matcher.index.documents
        if one.id in documents
    }
    total = sum(len(found.spans) for found in units.values())
    matcher.prepare(keyword.pattern for code in codebook.codes() for keyword in code.keywords)
    found = [
        suggestion
        for code in codebook.codes()
        if code.keywords
        for suggestion in _for_code(code, matcher, units, total)
    ]
    order = {code.key: place for place, code in enumerate(codebook.codes())}
    return sorted(found, key=lambda s: (-s.score, order[s.code], number_of(s.document), s.span.start))


def _for_code(code: Code, matcher: Matcher, units: Mapping[str, Units], total: int) -> Iterator[Suggestion]:
    gathered: list[_Gathered] = []
    spread: dict[str, int] = {}
    for indexed, hits in _hits(code, matcher):
        if indexed.id not in units:
            continue
        for one in _gather(indexed.id, hits, units[indexed.id]):
            gathered.append(one)
            for keyword in {hit.keyword for hit in one.hits}:
                spread[keyword] = spread.get(keyword, 0) + 1
    texts = {indexed.id: indexed.text for indexed in matcher.index.documents}
    rarity = {keyword: 1 - math.log(1 + count) / math.log(2 + total) for keyword, count in spread.items()}
    for one in gathered:
        keywords = dict.fromkeys(hit.keyword for hit in one.hits)
        score = sum(rarity[k] * (1 + HEADING_SHARE * (k in one.above)) for k in keywords)
        forms = _forms(one.hits, texts[one.document])
        reasons = tuple(
            f"{k}{forms[k]} (in {spread[k]} of {total}{', and in a heading above' if k in one.above else ''})"
            for k in keywords
        )
        yield Suggestion(one.document, one.span, code.key, one.hits, round(score, 3), reasons)


def _forms(hits: Sequence[Hit], text: str) -> dict[str, str]:
    """For each keyword the first words it hit, in quotation marks, where they are not the keyword itself."""
    forms: dict[str, str] = {}
    for hit in hits:
        found = " ".join(hit.span.of(text).split())
        forms.setdefault(hit.keyword, f" «{found}»" if found.casefold() != hit.keyword.casefold() else "")
    return forms


def _hits(code: Code, matcher: Matcher) -> Iterator[tuple[IndexedDocument, list[Hit]]]:
    """The documents that a code's keywords hit, in the index's order, each with its hits in the order of the text."""
    found: dict[str, list[Hit]] = {}
    for keyword in code.keywords:
        for indexed in matcher.candidates(keyword.pattern):
            hits = matcher.hits(indexed, keyword.pattern, keyword.written)
            found.setdefault(indexed.id, []).extend(
                hit for hit in hits if hit.span.of(indexed.text).lower() not in code.but_not
            )
    for indexed in matcher.index.documents:
        if own := found.get(indexed.id):
            yield indexed, sorted(own, key=lambda hit: (hit.span.start, hit.span.end))


def _gather(document: str, hits: Sequence[Hit], units: Units) -> Iterator[_Gathered]:
    """The units of a document that hits stand in."""
    place = 0
    by_unit: dict[int, list[Hit]] = {}
    elsewhere: list[Hit] = []
    for hit in hits:
        while place < len(units.spans) and units.spans[place].end <= hit.span.start:
            place += 1
        if place < len(units.spans) and units.spans[place].covers(hit.span):
            by_unit.setdefault(place, []).append(hit)
        else:
            elsewhere.append(hit)
    for number, own in by_unit.items():
        above = frozenset(
            hit.keyword for hit in elsewhere if any(heading.covers(hit.span) for heading in units.headings[number])
        )
        yield _Gathered(document, number, units.spans[number], tuple(own), above)
