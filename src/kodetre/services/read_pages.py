"""Signing for pages that were read, and what is known of who has read what."""

import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain

from kodetre.document.filters import Filters, named
from kodetre.document.location import Locator
from kodetre.document.reading import DocumentReading, pages_named, reading_of, together
from kodetre.errors import StoreBusy
from kodetre.i18n.message import msg
from kodetre.model.documents import Span
from kodetre.model.read_pages import ReadState, SignedPages
from kodetre.project.project import Project
from kodetre.services.selection import select_in
from kodetre.store import Store
from kodetre.store.lazy import Shelf
from kodetre.store.read_log import ReadLog

_LOOKED_AT = 1.0
"""Seconds that something stands on the screen before it counts as shown: what is scrolled past does not."""


@dataclass(frozen=True, slots=True)
class SignRequest:
    """Which pages of a document are signed for, by their printed labels (1-40; None for all), by whom, or that it is withdrawn."""

    document: str
    pages: str | None
    coder: str | None = None
    state: ReadState = "read"


@dataclass(frozen=True, slots=True)
class Signed:
    """What is signed for after it: the document with its readers, whose it is, and the step; 0 where it was so already."""

    reading: DocumentReading
    coder: str
    numbers: tuple[int, ...]
    step: int


def sign(project: Project, request: SignRequest) -> Signed:
    """Sign for pages, or withdraw that, as one step.

    Raises UnknownDocument, and NotPossible for pages that the document has not.
    """
    coder = project.coder(request.coder)
    with project.store() as store:
        info = named(store.documents.all(), request.document)
        document = store.documents.get(info.id)
        pages = document.reading.pages
        if request.pages is None:
            ranges = [(pages[0].number, pages[-1].number)]
            detail = info.id
        else:
            ranges = pages_named(Locator.of(document), request.pages)
            detail = msg("{id}, pages {pages}", id=info.id, pages=request.pages)
        if request.state == "withdrawn":
            detail = msg("{what}: withdrawn", what=detail)
        numbers = sorted(set(chain.from_iterable(range(first, last + 1) for first, last in ranges)))
        before = reading_of(document, store.read_log.signed(), [])
        own = next((set(reader.signed) for reader in before.readers if reader.coder == coder), set())
        news = own & set(numbers) if request.state == "withdrawn" else set(numbers) - own
        step = 0
        if news:
            rows = [SignedPages(info.id, first, last, request.state) for first, last in ranges]
            step = store.read_log.sign(rows, coder, detail)
        return Signed(_reading(store, Shelf(store), [info.id])[0], coder, tuple(numbers), step)


def list_read(project: Project, filters: Filters) -> list[DocumentReading]:
    """Who has read what of the documents that are meant. Raises UnknownDocument."""
    with project.store() as store:
        selection = select_in(project, store, project.codebook(), filters)
        return _reading(store, Shelf(store), [document.id for document in selection.documents])


def _reading(store: Store, shelf: Shelf, documents: Iterable[str]) -> list[DocumentReading]:
    signed, shown = store.read_log.signed(), store.read_log.shown()
    return [reading_of(shelf[id], signed, shown) for id in documents]


def readings_in(store: Store, shelf: Shelf, documents: Sequence[str]) -> dict[str, DocumentReading]:
    """Who has read what of some documents, by id."""
    return {reading.document: reading for reading in _reading(store, shelf, documents)}


class Display:
    """Keeps what stands on the screen of a session long enough to be looked at; written when the document changes, and last."""

    def __init__(self, log: ReadLog, coder: str, clock: Callable[[], float] = time.monotonic) -> None:
        self._log = log
        self._coder = coder
        self._clock = clock
        self._since = 0.0
        self._now: tuple[tuple[str, int], tuple[Span, ...]] | None = None
        self._seen: dict[tuple[str, int], list[Span]] = {}

    def shows(self, document: str, version: int, spans: Sequence[Span]) -> None:
        """These stretches of a document, and no others, stand on the screen from now on."""
        coming = (document, version), tuple(spans)
        if coming == self._now:
            return
        self._count()
        if self._now is not None and self._now[0] != coming[0]:
            with suppress(StoreBusy):  # it is written with what comes next
                self._write()
        self._now, self._since = coming, self._clock()

    def end(self) -> None:
        """Nothing stands on the screen any more. Raises StoreBusy when what stood there cannot be written."""
        self._count()
        self._now = None
        self._write()

    def _count(self) -> None:
        if self._now is not None and self._clock() - self._since >= _LOOKED_AT:
            key, spans = self._now
            self._seen[key] = together([*self._seen.get(key, ()), *spans])

    def _write(self) -> None:
        if self._seen:
            self._log.show(self._seen, self._coder)
            self._seen = {}
