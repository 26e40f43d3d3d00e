"""The documents of a store as they were at one moment, each read when it is asked for, also when the store is closed.

A text is never overwritten, a newer one stands beside it; so what is read later is what was live then.
"""

import threading
import weakref
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from kodetre.matching.index import DocumentWords
from kodetre.model.document_list import DocumentList, ids_of
from kodetre.model.documents import Document, DocumentInfo, WordBoxes
from kodetre.store.database import Database
from kodetre.store.documents import Documents

_MOST_LETTERS, _MOST_DOCUMENTS = 16_000_000, 256
"""Letters of texts, and documents, that are held in memory."""


class Pinned(Mapping[str, Document]):
    """Documents by id. They are read through a connection of their own, from any thread; `most` of them are held in memory, all
    where it is None.
    """

    def __init__(self, path: Path, documents: Documents, most: int | None = _MOST_DOCUMENTS) -> None:
        self._path = path
        infos, self.parts = documents.parts()
        self.infos: Mapping[str, DocumentInfo] = _ById(infos)
        self._lock = threading.RLock()
        self._texts: dict[str, str] = {}
        self._letters = 0
        self._most = most
        self._at_hand: dict[str, Document] = {}

    def __getitem__(self, id: str) -> Document:
        if id not in self.infos:
            raise KeyError(id)
        document = self._at_hand.get(id)
        if document is None:
            document = self._read(id)
            with self._lock:
                self._at_hand[id] = document
                if self._most is not None and len(self._at_hand) > self._most:
                    del self._at_hand[next(iter(self._at_hand))]
        return document

    def read_already(self) -> dict[str, Document]:
        """The documents that are in memory."""
        with self._lock:
            return dict(self._at_hand)

    def __iter__(self) -> Iterator[str]:
        return iter(self.infos)

    def __len__(self) -> int:
        return len(self.infos)

    def words(self, id: str) -> tuple[str, Sequence[tuple[int, int]], DocumentWords]:
        """The text of a document, where its blocks stand, and its words."""
        with self._lock:
            return self._documents.words_of_version(self.infos[id].version)

    def boxes(self, id: str) -> WordBoxes:
        """Where the words of a document stand on its pages; empty for what is not a PDF."""
        with self._lock:
            return self._documents.boxes_of_version(self.infos[id].version)

    def text(self, id: str) -> str:
        """The text of a document by its id."""
        text = self._texts.get(id)
        if text is None:
            with self._lock:
                text = self._documents.text_of_version(self.infos[id].version)
                if self._letters > _MOST_LETTERS:
                    self._texts.clear()
                    self._letters = 0
                self._texts[id] = text
                self._letters += len(text)
        return text

    def _read(self, id: str) -> Document:
        info = self.infos[id]
        with self._lock:
            return Document(info, self._documents.reading(info))

    @cached_property
    def _documents(self) -> Documents:
        database = Database(self._path, any_thread=True)
        weakref.finalize(self, database.close)
        return Documents(database)


class _ById(Mapping[str, DocumentInfo]):
    """Documents by id."""

    def __init__(self, documents: Sequence[DocumentInfo]) -> None:
        self._documents = documents
        many = isinstance(documents, DocumentList)
        self._made = {} if many else {document.id: document for document in documents}

    def __getitem__(self, id: str) -> DocumentInfo:
        documents = self._documents
        info = documents.by_id(id) if isinstance(documents, DocumentList) else self._made.get(id)
        if info is None:
            raise KeyError(id)
        return info

    def __iter__(self) -> Iterator[str]:
        return iter(ids_of(self._documents))

    def __len__(self) -> int:
        return len(self._documents)


def at_hand(documents: Mapping[str, Document]) -> Mapping[str, Document]:
    """Those of some documents that need not be read first."""
    return documents.read_already() if isinstance(documents, Pinned) else documents
