"""The documents of a project with the index over their words: what keywords are looked for in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING

from kodetre.codebook.tree import Codebook, Unit
from kodetre.document.location import Locator
from kodetre.i18n.message import counted, msg
from kodetre.language.analysis import Analyser, Analysis, Split, splitter
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index
from kodetre.model.documents import Document, WordBoxes
from kodetre.store import Store
from kodetre.store.kept_index import KeptIndex, open_kept
from kodetre.store.pinned import Pinned

if TYPE_CHECKING:
    from kodetre.store.lazy import Shelf
    from kodetre.suggestions.rows import KeywordSuggestions, SuggestionRows
    from kodetre.suggestions.units import CorpusUnits


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents by id, and a matcher over all of them."""

    documents: Mapping[str, Document]
    matcher: Matcher
    boxes: Callable[[str], WordBoxes]
    """Where the words of a document stand on its pages; can be asked when the store is closed."""
    _units: "dict[Unit, CorpusUnits]" = field(default_factory=dict)

    def suggestions(self, codebook: Codebook) -> "SuggestionRows":
        """What the codebook's keywords suggest, best first. Raises NoParts, SlowKeyword."""
        return self.keyword_suggestions(codebook).best_first()

    def keyword_suggestions(self, codebook: Codebook) -> "KeywordSuggestions":
        """The same as rows, in no order. Raises NoParts, SlowKeyword."""
        from kodetre.suggestions.rows import KeywordSuggestions

        return KeywordSuggestions(codebook, self.matcher, self.units(codebook.unit))

    def units(self, unit: Unit) -> "CorpusUnits":
        """The units of coding of every document, worked out once."""
        if unit not in self._units:
            from kodetre.store.kept_units import kept_units
            from kodetre.suggestions.keywords import corpus_units

            index = self.matcher.index
            if isinstance(index, KeptIndex):
                self._units[unit] = kept_units(index, self.documents, unit)
            else:
                self._units[unit] = corpus_units(self.documents, index, unit)
        return self._units[unit]

    def locator(self, id: str) -> Locator:
        """What tells where spans stand in a document, which is read when something is asked."""
        return Locator(partial(self.documents.__getitem__, id), partial(self.boxes, id))

    def splits(self) -> Mapping[str, Split]:
        """How each document is divided into sentences."""
        return _Splits(self.matcher)


class _Splits(Mapping[str, Split]):
    """How documents are divided into sentences, worked out when it is asked."""

    def __init__(self, matcher: Matcher) -> None:
        self._matcher = matcher

    def __getitem__(self, id: str) -> Split:
        indexed = self._matcher.document(id)
        return splitter(indexed.text, indexed.sentence_start)

    def __iter__(self) -> Iterator[str]:
        return iter(self._matcher.index.ids)

    def __len__(self) -> int:
        return len(self._matcher.index.ids)


def open_corpus(
    store: Store,
    codebook: Codebook | None,
    analyser: Analyser | None = None,
    on_progress: Callable[[str], None] = lambda _: None,
    shelf: "Shelf | None" = None,
) -> Corpus:
    """Everything in the store, indexed; the codebook's word pairs are heeded. That of a large corpus is kept on disk; the documents
    of a small one come from `shelf` where there is one.

    Documents that the analyser has not read yet are read by it now, once; `on_progress` is told of each. Raises MissingAnalyser.
    """
    if analyser is None and (kept := open_kept(store, on_progress)) is not None:
        large, pinned = kept
        return Corpus(pinned, Matcher(large, codebook.variants() if codebook else None), pinned.boxes)
    index = Index()
    pinned = Pinned(store.path, store.documents, most=None)
    documents: Mapping[str, Document] = shelf if shelf is not None else pinned
    for info in pinned.infos.values():
        document = documents[info.id]
        words = store.documents.words(info.id)
        blocks = [(block.start, block.end) for block in document.reading.blocks]
        analysis: Analysis | None = None
        if analyser is not None:
            analysis = store.documents.analysis(info.id, analyser.key)
            if analysis is None or len(analysis.lemma) != len(words.form):
                on_progress(
                    msg(
                        "{info_id}: reading its {words} with {analyser_name} …",
                        info_id=info.id,
                        words=counted(len(words.form), "word"),
                        analyser_name=analyser.name,
                    )
                )
                analysis = analyser.analyse(document.text, blocks, words.start, words.end)
                store.documents.keep_analysis(info.version, analyser.key, analysis)
        index.add(info.id, document.text, words, blocks, analysis)
    return Corpus(documents, Matcher(index, codebook.variants() if codebook else None), pinned.boxes)
