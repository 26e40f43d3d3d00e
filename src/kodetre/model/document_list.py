"""Many documents in their order, of which each is made when it is asked for. Pure."""

from abc import abstractmethod
from collections.abc import Iterator, Mapping, Sequence

from kodetre.model.documents import DocumentInfo


class DocumentList(Sequence[DocumentInfo]):
    """Documents of a project; what is asked of all of them is answered without making any."""

    @property
    @abstractmethod
    def ids(self) -> Sequence[str]:
        """The ids, in order."""

    @abstractmethod
    def values(self, name: str) -> Sequence[str]:
        """A metadata field of each, in order; empty where it is not known."""

    @abstractmethod
    def years(self) -> Sequence[str]:
        """The year of each as a person sees it, in order."""

    @abstractmethod
    def words(self) -> Sequence[int]:
        """How many words each has, in order; what interviewers say is not counted."""

    @abstractmethod
    def by_id(self, id: str) -> DocumentInfo | None:
        """The document with this id; None where there is none."""


class FieldOf(Mapping[str, str]):
    """A metadata field of each document of a list, by the document's id."""

    def __init__(self, documents: DocumentList, field: str) -> None:
        self._documents = documents
        self._field = field
        self._known: dict[str, str] | None = None

    def _all(self) -> dict[str, str]:
        if self._known is None:
            self._known = dict(zip(self._documents.ids, self._documents.values(self._field), strict=True))
        return self._known

    def __getitem__(self, id: str) -> str:
        return self._all()[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._documents)


def ids_of(documents: Sequence[DocumentInfo]) -> Sequence[str]:
    """The ids of documents."""
    return documents.ids if isinstance(documents, DocumentList) else [document.id for document in documents]


def field_of(documents: Sequence[DocumentInfo], field: str) -> Mapping[str, str]:
    """A metadata field of documents, by id."""
    if isinstance(documents, DocumentList):
        return FieldOf(documents, field)
    return {document.id: document.field(field) for document in documents}


def words_of(documents: Sequence[DocumentInfo]) -> Sequence[int]:
    """How many words documents have."""
    return documents.words() if isinstance(documents, DocumentList) else [document.words for document in documents]


def years_of(documents: Sequence[DocumentInfo]) -> Sequence[str]:
    """The years of documents as a person sees them."""
    if isinstance(documents, DocumentList):
        return documents.years()
    return [document.metadata.shown_year for document in documents]
