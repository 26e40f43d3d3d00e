"""Where things stand in the documents of a store, with the printed page of a sheet that has two."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import partial

from kodetre.document.location import Locator
from kodetre.document.spreads import Spreads
from kodetre.model.documents import Document, WordBoxes
from kodetre.store import Store


def locators_of(store: Store, documents: Iterable[Document]) -> Mapping[str, Locator]:
    """A locator for each document by its id. They can be asked when the store is closed."""
    every = list(documents)
    on_spreads = words_on_spreads(store, every)
    return {document.id: locator_of(document, on_spreads) for document in every}


def words_on_spreads(store: Store, documents: Iterable[Document]) -> Mapping[str, WordBoxes]:
    """The places of the words of those documents that have two printed pages on a sheet, by the document's id."""
    return {
        document.id: store.documents.boxes(document.id) for document in documents if Spreads(document.reading.pages)
    }


def locator_of(document: Document, on_spreads: Mapping[str, WordBoxes]) -> Locator:
    """A locator for a document, which tells the halves of sheets where `words_on_spreads` has its words."""
    words = on_spreads.get(document.id)
    return Locator.of(document, partial(replace, words) if words is not None else None)
