"""The documents of a project with the index over their words: what keywords are looked for in."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from kodetre.codebook.tree import Codebook
from kodetre.i18n.message import counted, msg
from kodetre.language.analysis import Analyser, Analysis, Split, splitter
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index
from kodetre.model.documents import Document
from kodetre.model.suggestions import Suggestion
from kodetre.store import Store
from kodetre.store.lazy import Shelf
from kodetre.suggestions.keywords import suggest


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents by id, and a matcher over all of them."""

    documents: Mapping[str, Document]
    matcher: Matcher

    def suggestions(self, codebook: Codebook) -> list[Suggestion]:
        """What the codebook's keywords suggest, best first. Raises NoParts, SlowKeyword."""
        return suggest(codebook, self.documents, self.matcher)

    def splits(self) -> dict[str, Split]:
        """How each document is divided into sentences."""
        return {indexed.id: splitter(indexed.text, indexed.sentence_start) for indexed in self.matcher.index.documents}


def open_corpus(
    store: Store,
    codebook: Codebook | None,
    analyser: Analyser | None = None,
    on_progress: Callable[[str], None] = lambda _: None,
    shelf: Shelf | None = None,
) -> Corpus:
    """Everything in the store, indexed; the codebook's word pairs are heeded. Documents come from `shelf` where there is one.

    Documents that the analyser has not read yet are read by it now, once; `on_progress` is told of each. Raises MissingAnalyser.
    """
    index = Index()
    documents = shelf if shelf is not None else Shelf(store)
    for info in store.documents.all():
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
    return Corpus(documents, Matcher(index, codebook.variants() if codebook else None))
