"""Looking for a pattern in the documents: every hit with its place, and how many where."""

import unicodedata
from collections import Counter
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kodetre.document.asked import Asked, asked_spans
from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.matching.parse import parse
from kodetre.model.documents import Document, DocumentInfo, Page, Span
from kodetre.model.suggestions import Hit
from kodetre.project.project import Project
from kodetre.services.selection import open_selected

if TYPE_CHECKING:
    from kodetre.model.read_pages import HitsIn

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

    hits: tuple[FoundHit, ...]
    documents: Mapping[str, Document]
    selection: Selection
    step: int = 0
    """The step that kept the search; 0 where it was not to be kept."""


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
    splits = corpus.splits() if request.sentences else {}
    hits: list[FoundHit] = []
    for indexed in corpus.matcher.candidates(pattern):
        if indexed.id not in ids:
            continue
        locator, split = corpus.locator(indexed.id), splits.get(indexed.id)
        for hit in corpus.matcher.hits(indexed, pattern, written):
            sentence = locator.sentences(hit.span, split) if split is not None else None
            hits.append(FoundHit(hit, locator, sentence))
    documents = _Selected(corpus.documents, ids)
    if request.record:
        from kodetre.model.read_pages import KeptSearch

        kept = KeptSearch(written, tuple(_hits_in(hits, id) for id in documents))
        with project.store() as store:
            step = store.read_log.keep_search(kept, project.coder(request.coder))
        return SearchResult(tuple(hits), documents, selected.selection, step)
    if not hits:
        what = msg("'{written}' stands nowhere {within}", written=written, within=selected.selection.within())
        raise NothingMatched("", what, next_step=msg("see the pattern language: docs/patterns.md"))
    return SearchResult(tuple(hits), documents, selected.selection)


class _Selected(Mapping[str, Document]):
    """Some of the documents by id, in their order."""

    def __init__(self, documents: Mapping[str, Document], ids: Container[str]) -> None:
        self._documents = documents
        self._ids = ids

    def __getitem__(self, id: str) -> Document:
        if id not in self._ids:
            raise KeyError(id)
        return self._documents[id]

    def __iter__(self) -> Iterator[str]:
        return (id for id in self._documents if id in self._ids)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _hits_in(hits: Sequence[FoundHit], document: str) -> "HitsIn":
    from kodetre.model.read_pages import HitsIn

    return HitsIn(document, sum(found.hit.document == document for found in hits))


def counts(result: SearchResult, by: CountedBy) -> list[HitCount]:
    """How many hits by document (in their order), by group or by year (sorted), also where there are none: what is not
    there is a finding. What interviewers say does not count.
    """
    names = {document.id: _name(result, document, by) for document in result.selection.documents}
    words: Counter[str] = Counter()
    for document in result.selection.documents:
        words[names[document.id]] += document.words
    asked = Asked({id: asked_spans(document) for id, document in result.documents.items()})
    counting = [found.hit for found in result.hits if not asked.has(found.hit.document, found.hit.span)]
    hits = Counter(names[hit.document] for hit in counting)
    order = list(words) if by == "document" else sorted(words)
    return [HitCount(name, hits[name], words[name], 1000 * hits[name] / max(1, words[name])) for name in order]


def _name(result: SearchResult, document: DocumentInfo, by: CountedBy) -> str:
    if by == "document":
        return document.id
    return result.selection.groups[document.id] if by == "group" else document.metadata.shown_year


def dispersion(result: SearchResult) -> list[Dispersion]:
    """Where the hits stand in each document of the selection."""
    starts: dict[str, list[int]] = {id: [] for id in result.documents}
    for found in result.hits:
        starts[found.hit.document].append(found.hit.span.start)
    return [
        Dispersion(document.info, tuple(starts[id]), len(document.text)) for id, document in result.documents.items()
    ]
