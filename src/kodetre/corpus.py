"""The documents of a project with the index over their words: what keywords are looked for in."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Codebook
from kodetre.coding.suggestions import suggest
from kodetre.language.analysis import Analyser, Analysis, Split, splitter
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index
from kodetre.model import Document, Suggestion
from kodetre.store import Store


class Shelf(Mapping[str, Document]):
    """The documents of a store by id, each read when it is first asked for."""

    def __init__(self, store: Store, ids: Sequence[str]) -> None:
        self._store = store
        self._ids = dict.fromkeys(ids)
        self._read: dict[str, Document] = {}

    def __getitem__(self, id: str) -> Document:
        if id not in self._ids:
            raise KeyError(id)
        if id not in self._read:
            self._read[id] = self._store.documents.get(id)
        return self._read[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._ids)

    def __len__(self) -> int:
        return len(self._ids)

    def adopt(self, documents: Mapping[str, Document]) -> None:
        """Take documents that somebody else has read; those that are here already stay."""
        for id, document in documents.items():
            if id in self._ids:
                self._read.setdefault(id, document)


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents by id, and a matcher over all of them."""

    documents: dict[str, Document]
    matcher: Matcher

    def suggestions(self, codebook: Codebook) -> list[Suggestion]:
        """What the codebook's keywords suggest, best first."""
        return suggest(codebook, self.documents, self.matcher)

    def splits(self) -> dict[str, Split]:
        """How each document is divided into sentences."""
        return {one.id: splitter(one.text, one.sentence_start) for one in self.matcher.index.documents}


def open_corpus(
    store: Store,
    codebook: Codebook | None,
    analyser: Analyser | None = None,
    said: Callable[[str], None] = lambda _: None,
) -> Corpus:
    """Everything in the store, indexed; the codebook's word pairs are heeded.

    Documents that the analyser has not read yet are read by it now, once; `said` is told of each. Raises MissingAnalyser.
    """
    index = Index()
    documents = {}
    for info in store.documents.all():
        document = store.documents.get(info.id)
        documents[info.id] = document
        words = store.documents.words(info.id)
        blocks = [(block.start, block.end) for block in document.reading.blocks]
        analysis: Analysis | None = None
        if analyser is not None:
            analysis = store.documents.analysis(info.id, analyser.key)
            if analysis is None or len(analysis.lemma) != len(words.form):
                said(f"{info.id}: reading its {len(words.form)} words with {analyser.name} …")
                analysis = analyser.analyse(document.text, blocks, words.start, words.end)
                store.documents.keep_analysis(info.version, analyser.key, analysis)
        index.add(info.id, document.text, words, blocks, analysis)
    return Corpus(documents, Matcher(index, codebook.variants() if codebook else None))
