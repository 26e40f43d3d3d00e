"""The documents of a project with the index over their words: what keywords are looked for in."""

from dataclasses import dataclass

from kodetre.codebook.tree import Codebook
from kodetre.coding.suggestions import suggest
from kodetre.matching.find import Matcher
from kodetre.matching.index import Index
from kodetre.model import Document, Suggestion
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class Corpus:
    """Documents by id, and a matcher over all of them."""

    documents: dict[str, Document]
    matcher: Matcher

    def suggestions(self, codebook: Codebook) -> list[Suggestion]:
        """What the codebook's keywords suggest, best first."""
        return suggest(codebook, self.documents, self.matcher)


def open_corpus(store: Store, codebook: Codebook | None) -> Corpus:
    """Everything in the store, indexed; the codebook's word pairs are heeded."""
    index = Index()
    documents = {}
    for info in store.documents.all():
        document = store.documents.get(info.id)
        documents[info.id] = document
        blocks = [(block.start, block.end) for block in document.reading.blocks]
        index.add(info.id, document.text, store.documents.words(info.id), blocks)
    return Corpus(documents, Matcher(index, codebook.variants() if codebook else None))
