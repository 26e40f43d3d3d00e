"""Looking for a pattern in the documents: every hit with its place, and how many where."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal, overload

import numpy as np

from kodetre.document.asked import Asked, asked_spans
from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.language.analysis import Split
from kodetre.matching.index import Stretches
from kodetre.matching.parse import parse
from kodetre.model.document_list import ids_of, words_of, years_of
from kodetre.model.documents import Document, DocumentInfo, Page, Span
from kodetre.model.suggestions import Hit
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus
from kodetre.services.selection import open_selected

CountedBy = Literal["document", "group", "year"]


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """What is looked for, in which documents, and whether the sentence around each hit is wanted."""

    pattern: str
    filters: Filters = field(default_factory=Filters)
    sentences: bool = False
    record: bool = False
    """Whether the search is kept, with what it gave; one without hits is no error then."""
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A hit, where it stands in its document, and the sentence around it where it was asked for: its whole block where it stands
    in none.
    """

    hit: Hit
    locator: Locator
    sentence: Span | None = None

    @property
    def page(self) -> Page:
        """The page it begins on."""
        return self.locator.pages(self.hit.span)[0]

    @property
    def label(self) -> str:
        """Its printed pages: 57, 57–58, empty where there are none."""
        return self.locator.page_label(self.hit.span)


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Every hit of a pattern, document by document as they read; `documents` holds those without one too, by id."""

    hits: "FoundHits"
    documents: Mapping[str, Document]
    selection: Selection
    step: int = 0
    """The step that kept the search; 0 where it was not to be kept."""
    asking: frozenset[str] = frozenset()
    """The ids of the documents in which somebody is marked as an interviewer."""

    @property
    def documents_hit(self) -> int:
        """How many documents there are hits in."""
        return len(self.hits.by_document)


class FoundHits(Sequence[FoundHit]):
    """Hits in the order of the documents, each made when it is asked for."""

    def __init__(self, corpus: Corpus, hits: Stretches, written: str, splits: Mapping[str, Split]) -> None:
        self._corpus = corpus
        self._hits = hits
        self._written = written
        self._splits = splits
        self._ids = corpus.matcher.index.ids
        self._last: tuple[int, Locator] | None = None

    @overload
    def __getitem__(self, place: int) -> FoundHit: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[FoundHit]: ...

    def __getitem__(self, place: int | slice) -> FoundHit | Sequence[FoundHit]:
        if isinstance(place, slice):
            return [self._made(number) for number in range(*place.indices(len(self)))]
        return self._made(range(len(self))[place])

    def __len__(self) -> int:
        return len(self._hits)

    @cached_property
    def by_document(self) -> Mapping[str, int]:
        """How many there are in each document that has any, by id."""
        counts = np.bincount(self._hits.document, minlength=len(self._ids))
        there = np.flatnonzero(counts)
        return {self._ids[place]: count for place, count in zip(there.tolist(), counts[there].tolist(), strict=True)}

    def starts(self) -> Iterator[tuple[str, int]]:
        """The document of each, and where in it it begins."""
        for place, start in zip(self._hits.document.tolist(), self._hits.start.tolist(), strict=True):
            yield self._ids[place], start

    def _made(self, number: int) -> FoundHit:
        place = int(self._hits.document[number])
        id = self._ids[place]
        if self._last is None or self._last[0] != place:
            self._last = place, self._corpus.locator(id)
        locator = self._last[1]
        hit = Hit(id, Span(int(self._hits.start[number]), int(self._hits.end[number])), self._written)
        split = self._splits.get(id)
        return FoundHit(hit, locator, locator.sentences(hit.span, split) if split is not None else None)


@dataclass(frozen=True, slots=True)
class HitCount:
    """How many hits there are in a document, group or year (`name`), of how many words, and per 1,000 of them."""

    name: str
    hits: int
    words: int
    per_1000: float


@dataclass(frozen=True, slots=True)
class Dispersion:
    """Where in a document the hits begin (code points), and how long its text is."""

    document: DocumentInfo
    starts: tuple[int, ...]
    length: int


def search(
    project: Project, request: SearchRequest, on_progress: Callable[[str], None] = lambda _: None
) -> SearchResult:
    """Every hit of a pattern; `on_progress` is told when an analyser reads words first.

    Raises BadPattern, NoParts, SlowPattern, NothingMatched when there is no hit and the search is not to be kept, and
    what `open_selected` raises.
    """
    written = unicodedata.normalize("NFC", request.pattern)
    pattern = parse(written)
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
        corpus, ids = selected.corpus, selected.selection.ids
        asking = frozenset(document for document, _ in store.speakers.asking())
    places = corpus.matcher.everywhere.hits(pattern)
    if len(ids) < len(corpus.documents):
        is_meant = np.fromiter((id in ids for id in corpus.matcher.index.ids), bool)
        places = places.some(is_meant[places.document])
    hits = FoundHits(corpus, places, written, corpus.splits() if request.sentences else {})
    documents = _Selected(corpus.documents, ids)
    if request.record:
        from kodetre.model.read_pages import HitsIn, KeptSearch

        kept = KeptSearch(written, tuple(HitsIn(id, hits.by_document.get(id, 0)) for id in documents))
        with project.store() as store:
            step = store.read_log.keep_search(kept, project.coder(request.coder))
        return SearchResult(hits, documents, selected.selection, step, asking)
    if not hits:
        what = msg("'{written}' stands nowhere {within}", written=written, within=selected.selection.within())
        raise NothingMatched("", what, next_step=msg("see the pattern language: docs/patterns.md"))
    return SearchResult(hits, documents, selected.selection, asking=asking)


class _Selected(Mapping[str, Document]):
    """Some of the documents by id, in their order."""

    def __init__(self, documents: Mapping[str, Document], ids: frozenset[str]) -> None:
        self._documents = documents
        self._ids = ids

    def __getitem__(self, id: str) -> Document:
        if id not in self._ids:
            raise KeyError(id)
        return self._documents[id]

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._documents if id in self._ids)

    def __len__(self) -> int:
        return len(self._ids)


def counts(result: SearchResult, by: CountedBy) -> list[HitCount]:
    """How many hits by document (in their order), by group or by year (sorted), also where there are none: what is not
    there is a finding. What interviewers say does not count.
    """
    documents = result.selection.documents
    names = dict(zip(ids_of(documents), _names(result, by), strict=True))
    words: Counter[str] = Counter()
    for name, own in zip(names.values(), words_of(documents), strict=True):
        words[name] += own
    hits: Counter[str] = Counter()
    for id, count in result.hits.by_document.items():
        hits[names[id]] += count
    asked = Asked({id: asked_spans(result.documents[id]) for id in result.asking if id in names})
    if asked:
        for found in result.hits:
            if asked.has(found.hit.document, found.hit.span):
                hits[names[found.hit.document]] -= 1
    order = list(words) if by == "document" else sorted(words)
    return [HitCount(name, hits[name], words[name], 1000 * hits[name] / max(1, words[name])) for name in order]


def _names(result: SearchResult, by: CountedBy) -> Sequence[str]:
    """What each document is counted under."""
    documents = result.selection.documents
    match by:
        case "document":
            return ids_of(documents)
        case "group":
            return [result.selection.groups[id] for id in ids_of(documents)]
        case "year":
            return years_of(documents)


def dispersion(result: SearchResult) -> list[Dispersion]:
    """Where the hits stand in each document of the selection."""
    starts: dict[str, list[int]] = {id: [] for id in result.documents}
    for id, start in result.hits.starts():
        starts[id].append(start)
    return [
        Dispersion(document.info, tuple(starts[id]), len(document.text)) for id, document in result.documents.items()
    ]
