"""Which paragraphs, sentences or table rows may be suggested, and which of them keywords suggest for a code, best first."""

from collections.abc import Iterator, Mapping

from kodetre.codebook.tree import Codebook, Unit
from kodetre.document.location import heading_trails
from kodetre.language.analysis import Split, splitter
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index
from kodetre.model.documents import Block, Document, Span
from kodetre.suggestions.apparatus import apparatus, says_something
from kodetre.suggestions.rows import KeywordSuggestions, SuggestionRows
from kodetre.suggestions.units import CodingUnits, CorpusUnits


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


def suggest(
    codebook: Codebook,
    documents: Mapping[str, Document],
    matcher: Matcher,
    units: CorpusUnits | None = None,
) -> SuggestionRows:
    """Every suggestion of a codebook in the indexed documents, best score first; how probable each is says `probable.py`, and what
    a score is `keyword_rows.py`. `units` are the corpus's, where they are known already. Raises NoParts, SlowKeyword.
    """
    if units is None:
        units = corpus_units(documents, matcher.index, codebook.unit)
    return KeywordSuggestions(codebook, matcher, units).best_first()
