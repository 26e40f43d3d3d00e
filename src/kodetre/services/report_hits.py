"""What keywords hit in the documents that a report is of: counted over rows of numbers, told hit by hit where a report asks."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from kodetre.codebook.tree import Codebook, Keyword
from kodetre.document.asked import Asked
from kodetre.matching.index import Stretches
from kodetre.model.coding_columns import CodingColumns
from kodetre.model.codings import CodingKey, Decision
from kodetre.model.documents import Span
from kodetre.report.data import Answered, Searched
from kodetre.services.corpus import Corpus
from kodetre.suggestions.rows import SuggestionRows

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A keyword to look for, of which code (of none when it was asked for), without which forms."""

    keyword: Keyword
    code: str = ""
    but_not: frozenset[str] = frozenset()


def keywords_of(codebook: Codebook) -> list[Wanted]:
    """Every keyword of the codebook."""
    keywords: list[Wanted] = []
    for code in codebook.codes():
        keywords += [Wanted(keyword, code.key, code.but_not) for keyword in code.keywords]
    return keywords


class ByDocument(Mapping[str, Mapping[str, int]]):
    """How often something is of each code in each document, by the document's id; codes of which nothing is are not told."""

    def __init__(self, places: Mapping[str, int], codes: Sequence[str], counts: Counts) -> None:
        self._places = places
        self._codes = codes
        self._counts = counts

    def __getitem__(self, document: str) -> Mapping[str, int]:
        counts = zip(self._codes, self._counts[self._places[document]].tolist(), strict=True)
        return {code: count for code, count in counts if count}

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class Hits(Iterable[Searched]):
    """Where keywords hit in the documents that are shown, in headings, contents pages and reference lists too; not in what
    interviewers have asked.
    """

    def __init__(self, corpus: Corpus, wanted: Sequence[Wanted], shown: frozenset[str], asked: Asked) -> None:
        """Raises NoParts, SlowPattern."""
        self._corpus = corpus
        self._wanted = wanted
        self._asked = asked
        ids = corpus.matcher.index.ids
        self._places = {id: place for place, id in enumerate(ids) if id in shown}
        self._shown = np.zeros(len(ids), bool)
        self._shown[list(self._places.values())] = True
        corpus.matcher.everywhere.prepare(each.keyword.pattern for each in wanted)

    def __iter__(self) -> Iterator[Searched]:
        for wanted in self._wanted:
            yield from self._of_keyword(wanted)

    @cached_property
    def by_document(self) -> ByDocument:
        """How many hits each code has in each document."""
        codes = list(dict.fromkeys(wanted.code for wanted in self._wanted))
        counts = np.zeros((len(self._shown), len(codes)), np.int64)
        for wanted in self._wanted:
            hits = self._counting(wanted)
            counts[:, codes.index(wanted.code)] += np.bincount(hits.document, minlength=len(counts))
        return ByDocument(self._places, codes, counts)

    def _counting(self, wanted: Wanted) -> Stretches:
        hits = wanted.keyword.everywhere(self._corpus.matcher)
        if not self._shown.all():
            hits = hits.some(self._shown[hits.document])
        if not wanted.but_not and not self._asked:
            return hits
        index = self._corpus.matcher.index
        counts = np.ones(len(hits), bool)
        rows = zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True)
        for row, (place, start, end) in enumerate(rows):
            span = Span(start, end)
            counts[row] = not self._asked.has(index.ids[place], span) and (
                not wanted.but_not or self._form(place, span) not in wanted.but_not
            )
        return hits.some(counts)

    def _of_keyword(self, wanted: Wanted) -> Iterator[Searched]:
        hits = self._counting(wanted)
        begins = np.flatnonzero(np.concatenate(([True], hits.document[1:] != hits.document[:-1])))
        for first, last in pairwise([*begins.tolist(), len(hits)] if len(hits) else []):
            place = int(hits.document[first])
            starts, ends = hits.start[first:last].tolist(), hits.end[first:last].tolist()
            spans = [Span(start, end) for start, end in zip(starts, ends, strict=True)]
            forms = Counter(self._form(place, span) for span in spans)
            document = self._corpus.matcher.index.ids[place]
            yield Searched(wanted.code, wanted.keyword.written, document, tuple(sorted(forms.items())), tuple(starts))

    def _form(self, place: int, span: Span) -> str:
        """The words at a place in small letters, on one line."""
        index = self._corpus.matcher.index
        return " ".join(index.documents[place].written(span, index.forms).lower().split())


def counted_by_document(suggested: SuggestionRows) -> ByDocument:
    """How many suggestions there are for each code in each document."""
    codes = [code.key for code in suggested.table.codes]
    size = len(suggested.ids)
    both = suggested.document.astype(np.int64) * len(codes) + suggested.code
    counts = np.bincount(both, minlength=size * len(codes)).reshape(size, len(codes))
    return ByDocument({id: place for place, id in enumerate(suggested.ids)}, codes, counts)


def answered(suggested: SuggestionRows, decisions: Sequence[Decision], codings: CodingColumns) -> Iterator[Answered]:
    """The suggestions that anybody has decided on, with what was said of each; one whose coding nobody has read was accepted
    unread.
    """
    unread = _unread(codings)
    verdicts: dict[tuple[str, int, int, str], list[tuple[str, str]]] = {}
    for decision in decisions:
        coding = (decision.document, decision.span, decision.code, decision.coder)
        verdict = "unread" if decision.verdict == "accept" and coding in unread else decision.verdict
        verdicts.setdefault(decision.key, []).append((decision.coder, verdict))
    for key, answers in verdicts.items():
        if (place := suggested.place(key)) is not None:
            suggestion = suggested[place]
            yield Answered(suggestion.document, suggestion.code, suggestion.keywords, tuple(answers))


def _unread(codings: CodingColumns) -> set[CodingKey]:
    """The keys of the codings that a keyword made and nobody has read."""
    own = codings.is_unread
    numbers = (codings.document, codings.start, codings.end, codings.code, codings.coder)
    rows = zip(*(row[own].tolist() for row in numbers), strict=True)
    return {
        (f"D{document}", Span(start, end), codings.codes[code], codings.coders[coder])
        for document, start, end, code, coder in rows
    }
