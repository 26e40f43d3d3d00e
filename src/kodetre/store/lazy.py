"""The documents of a store, and their words, each read when it is first asked for."""

from collections.abc import Iterator, Mapping, Sequence

from kodetre.model.document_list import ids_of
from kodetre.model.documents import Document
from kodetre.store import Store


class Shelf(Mapping[str, Document]):
    """The documents of a store by id; all of them unless some are named."""

    def __init__(self, store: Store, ids: Sequence[str] | None = None) -> None:
        self._store = store
        self._ids = dict.fromkeys(ids if ids is not None else ids_of(store.documents.all()))
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


class WordStarts(Mapping[str, Sequence[int]]):
    """Where the words of each document of a store begin (code points), in order."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._read: dict[str, list[int]] = {}

    def __getitem__(self, id: str) -> list[int]:
        if id not in self._read:
            self._read[id] = self._store.documents.words(id).start.tolist()
        return self._read[id]

    def __iter__(self) -> Iterator[str]:
        return iter(ids_of(self._store.documents.all()))

    def __len__(self) -> int:
        return sum(1 for _ in self)
