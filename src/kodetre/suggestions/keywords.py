"""Hits gathered to suggestions: which paragraphs, sentences or table rows to look at for a code, best first."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from itertools import chain

from kodetre.codebook.tree import Code, Codebook, Keyword, Unit
from kodetre.document.location import heading_trails
from kodetre.i18n.message import msg_of, translatable
from kodetre.language.analysis import Split, splitter
from kodetre.language.spelling import fold
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index, IndexedDocument
from kodetre.matching.nearness import counted_once
from kodetre.matching.patterns import words_in
from kodetre.model.documents import Block, Document, Span, number_of
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.suggestions.apparatus import apparatus, says_something
from kodetre.suggestions.units import CodingUnits, CorpusUnits

HEADING_SHARE = 0.5
"""What a keyword in a heading above counts, as a share of its rarity."""


def coding_units(document: Document, unit: Unit, split: Split) -> CodingUnits:
    """The units of coding that may be suggested: nothing that stands around the running text (`apparatus`) or that an interviewer
    says; table rows one by one.

    `unit` is the codebook's, `split` divides the document's text into sentences.
    """
    spans: list[Span] = []
    above: list[tuple[Span, ...]] = []
    blocks = document.reading.blocks
    around = apparatus(document.reading)
    for number, (block, trail) in enumerate(zip(blocks, heading_trails(blocks), strict=True)):
        if block.kind == "heading" or block.asks or number in around:
            continue
        headings = tuple(blocks[above_it].span for above_it in trail)
        for span in _units_of_block(document.text, block, unit, split):
            spans.append(span)
            above.append(headings)
    return CodingUnits(tuple(spans), tuple(above))


def _units_of_block(text: str, block: Block, unit: Unit, split: Split) -> Iterator[Span]:
    if block.kind == "table":
        start = block.start
        for place, row in enumerate(text[block.start : block.end].split("\n")):
            if place and says_something(row):
                yield Span(start, start + len(row))
            start += len(row) + 1
    elif unit == "sentence":
        for start, end in split(block.start, block.end):
            yield Span(start, end)
    else:
        yield block.span


def corpus_units(documents: Mapping[str, Document], index: Index, unit: Unit) -> CorpusUnits:
    """The units of coding of every document that is in the index, by its id, in the index's order."""
    units = {
        indexed.id: coding_units(documents[indexed.id], unit, splitter(indexed.text, indexed.sentence_start))
        for indexed in index.documents
        if indexed.id in documents
    }
    return CorpusUnits.of(units, {indexed.id: len(indexed.text) for indexed in index.documents})


@dataclass(frozen=True, slots=True)
class _UnitWithHits:
    """A unit of coding with the hits of a code's keywords in it, and the keywords that stand in a heading above."""

    document: str
    span: Span
    hits: tuple[Hit, ...]
    above: frozenset[str]
    forms: Mapping[str, str]
    """For each keyword what is said of the first words that it hit."""


def suggest(
    codebook: Codebook,
    documents: Mapping[str, Document],
    matcher: Matcher,
    units: CorpusUnits | None = None,
) -> list[Suggestion]:
    """Every suggestion of a codebook in the indexed documents, best score first; how probable each is says `probable.py`.

    The score of a unit is the sum over its different keywords of their rarity, 1 - log(1 + units with it) /
    log(1 + all units), 0 to 1 each; a keyword that also stands in a heading above counts half as much again.
    `units` are the corpus's, where they are known already. Raises NoParts, SlowKeyword.
    """
    if units is None:
        units = corpus_units(documents, matcher.index, codebook.unit)
    total = int(units.arrays.first[-1])
    codes = list(codebook.codes())
    keywords = chain.from_iterable(code.keywords for code in codes)
    matcher.prepare(keyword.pattern for keyword in keywords)
    suggestions: list[Suggestion] = []
    for code in codes:
        if code.keywords:
            suggestions.extend(_for_code(code, matcher, units, total))
    order = {code.key: number for number, code in enumerate(codes)}
    return sorted(suggestions, key=lambda s: (-s.score, order[s.code], number_of(s.document), s.span.start))


def _for_code(code: Code, matcher: Matcher, units: CorpusUnits, total: int) -> Iterator[Suggestion]:
    gathered: list[_UnitWithHits] = []
    spread: Counter[str] = Counter()  # how many units each keyword is in
    kin = cache(partial(_forms_of_kin, matcher, {keyword.written: keyword for keyword in code.keywords}))
    for indexed, hits in _hits(code, matcher):
        written = partial(indexed.written, forms=matcher.index.forms)
        forms = partial(_forms, written=written, kin=kin)
        for unit in _gather(indexed.id, hits, units[indexed.id], forms):
            gathered.append(unit)
            spread.update({hit.keyword for hit in unit.hits})
    rarity = {keyword: 1 - math.log(1 + count) / math.log(2 + total) for keyword, count in spread.items()}
    for unit in gathered:
        keywords = dict.fromkeys(hit.keyword for hit in unit.hits)
        score = sum(rarity[k] * (1 + HEADING_SHARE * (k in unit.above)) for k in keywords)
        reasons = tuple(_reason(k + unit.forms[k], spread[k], total, above=k in unit.above) for k in keywords)
        above = bool(unit.above.intersection(keywords))
        yield Suggestion(unit.document, unit.span, code.key, unit.hits, round(score, 3), reasons, above=above)


def _reason(keyword: str, count: int, total: int, *, above: bool) -> str:
    """Why a keyword speaks for a unit: how many of all units it hits, and whether it stands in a heading above."""
    if above:
        pattern = translatable("{keyword} (in {count} of {total}, and in a heading above)")
    else:
        pattern = translatable("{keyword} (in {count} of {total})")
    return msg_of(pattern, keyword=keyword, count=count, total=total)


def _forms_of_kin(matcher: Matcher, keywords: Mapping[str, Keyword], written: str) -> Mapping[str, str]:
    """The forms that a keyword takes for the sake of the word's counterpart in the other written standard, with that word."""
    kin: dict[str, str] = {}
    for word in words_in(keywords[written].pattern):
        kin.update((matcher.lower[number], other) for number, other in matcher.only_kin(word).items())
    return kin


def _forms(
    hits: Sequence[Hit], written: Callable[[Span], str], kin: Callable[[str], Mapping[str, str]]
) -> dict[str, str]:
    """For each keyword the first words it hit, in quotation marks, where they are not the keyword itself; and whether they are
    its kin, which `kin` gives for a keyword by form; `written` gives the letters at a place.
    """
    forms: dict[str, str] = {}
    for hit in hits:
        if hit.keyword in forms:
            continue
        form = " ".join(written(hit.span).split())
        others = kin(hit.keyword)
        of_kin = next((others[word] for word in fold(form).split() if word in others), "")
        described = f" «{form}»" if form.casefold() != hit.keyword.casefold() else ""
        forms[hit.keyword] = f"{described} (kin: {of_kin})" if of_kin else described
    return forms


def _hits(code: Code, matcher: Matcher) -> Iterator[tuple[IndexedDocument, list[Hit]]]:
    """The documents that a code's keywords hit, in the index's order, each with its hits in the order of the text.

    Words that several keywords hit are one hit, of the keyword that takes most of them.
    """
    by_document: dict[str, list[Hit]] = {}
    for keyword in code.keywords:
        for indexed in matcher.candidates(keyword.pattern):
            hits = keyword.hits(matcher, indexed)
            if code.but_not:
                text = indexed.text
                hits = (hit for hit in hits if hit.span.of(text).lower() not in code.but_not)
            by_document.setdefault(indexed.id, []).extend(hits)
    for id in sorted(by_document, key=matcher.order):
        if own := by_document[id]:
            yield matcher.document(id), counted_once(own)


def _gather(
    document: str, hits: Sequence[Hit], units: CodingUnits, forms: Callable[[Sequence[Hit]], Mapping[str, str]]
) -> Iterator[_UnitWithHits]:
    """The units of a document that hits stand in, in order; `forms` tells what is said of the words that hits are on."""
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
    in_heading: dict[Span, frozenset[str]] = {}
    for number, own in by_unit.items():
        above: set[str] = set()
        for heading in units.headings[number]:
            if heading not in in_heading:
                in_heading[heading] = frozenset(hit.keyword for hit in elsewhere if heading.covers(hit.span))
            above |= in_heading[heading]
        yield _UnitWithHits(document, units.spans[number], tuple(own), frozenset(above), forms(own))
