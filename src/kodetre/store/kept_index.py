"""The index over the words of a large corpus, kept on disk beside the store and read where a question needs it.

It is worked out from the store and can be thrown away at any time. Documents stand in segments by their number, each in a file
that is named by what it was made from: the versions of its documents, which never change, and the code that read them. So a file is
either of what is live now, or nobody asks for it: undo, redo, a newer text or a newer kodetre ask for another. Files are written
whole or not at all, and two who write the same one write the same bytes.
"""

import hashlib
import os
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, partial
from itertools import chain, pairwise
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kodetre.i18n.message import counted, msg
from kodetre.language.wordlists import version
from kodetre.matching.index import Flags, Index, IndexedDocument, Numbers, Stretches, add_by_class
from kodetre.matching.letters import Letters
from kodetre.matching.pieces import Pieces
from kodetre.store.arrays import Arrays, read_arrays, write_arrays
from kodetre.store.document_columns import Part, make_folder
from kodetre.store.index_notes import Notes
from kodetre.store.index_segment import Segment, segment_of
from kodetre.store.index_union import KeptPieces, KeptWords, sizes_of, union_of
from kodetre.store.pinned import Pinned
from kodetre.store.store import Store, index_folder

FEWEST_WORDS = 50_000
"""Words from which on a corpus is kept on disk: a smaller one is read anew in less time than its files would be."""
_AT_HAND = 4_000_000
"""Words of documents that are held in memory, about."""
_PACKAGES = ("language", "matching", "store")
"""Whose code decides what is in an index."""


Kept = tuple[Path, str, Sequence[str]]


class KeptIndex(Index):
    """An index whose words are read from disk when they are asked for."""

    def __init__(
        self,
        kept: Sequence[Kept],
        segments: Sequence[Arrays],
        union: Arrays,
        notes: Notes,
        texts: Callable[[str], str],
    ) -> None:
        super().__init__()
        bounds = union["first_form_of"].view(np.uint32).tolist()
        form_of = union["form_of"].view(np.uint32)
        self._ids = list(chain.from_iterable(ids for _, _, ids in kept))
        self._segments = [
            Segment(arrays, form_of[first:last])
            for arrays, first, last in zip(segments, bounds, bounds[1:], strict=False)
        ]
        self._forms_kept = KeptWords(union, "forms")
        self._lower = KeptWords(union, "lower")
        self._union = union
        self._pieces = KeptPieces(union)
        self._texts = texts
        self._notes = notes
        self._at_hand: dict[int, IndexedDocument] = {}
        self._words_at_hand = 0
        self._read_last = 0
        self.kept = kept
        """The file of each segment, what it was made from, and the ids of its documents."""
        sizes = [len(segment.first) - 1 for segment in self._segments]
        self._first_document = [0, *np.cumsum(sizes).tolist()]
        words = np.concatenate([np.zeros(1, np.int64), *(sizes_of(segment.first) for segment in self._segments)])
        self._first_word = np.cumsum(words).astype(np.uint32)
        self.documents = _Documents(self)

    @property
    def forms(self) -> Sequence[str]:
        """The distinct forms, as written."""
        return self._forms_kept

    @property
    def lower(self) -> Sequence[str]:
        """The forms in lower case."""
        return self._lower

    @property
    def ids(self) -> Sequence[str]:
        """The documents' ids, in order."""
        return self._ids

    @property
    def joint(self) -> Pieces:
        """The compounds that are written in pieces."""
        return self._pieces

    def letters(self, lower: Sequence[str]) -> Letters:
        """The forms in lower case, to be asked for letters."""
        return self._lower.letters()

    def hyphenated(self, lower: Sequence[str]) -> tuple[Sequence[int], Letters]:
        """The numbers of the forms with a hyphen, and those forms without it."""
        return self._union["hyphenated"].tolist(), KeptWords(self._union, "unhyphenated").letters()

    def recall(self, question: str) -> Numbers | None:
        """What was noted about a question."""
        return self._notes.recall(question)

    def note(self, question: str, answer: Iterable[int]) -> None:
        """Note the answer to a question over these forms."""
        self._notes.note(question, answer)

    def recall_text(self, question: str) -> str | None:
        """What was noted about a question whose answer is a text."""
        return self._notes.recall_text(question)

    def note_text(self, question: str, answer: str) -> None:
        """Note a text as the answer to a question over these forms."""
        self._notes.note_text(question, answer)

    def keep_notes(self) -> None:
        """Write what was noted."""
        self._notes.keep()

    def is_written_small(self, form: str) -> bool:
        """Whether the corpus has this form, which begins with a small letter."""
        return form[:1].islower() and f"\n{form}\n" in self._forms_kept.text

    @property
    def first(self) -> Numbers:
        """The number of the first word of each document, and of all words."""
        return self._first_word

    def places(self, class_of: NDArray[np.integer], classes: int) -> list[list[Numbers]]:
        """Where the words of each class stand: only their places are read."""
        of_class: list[list[Numbers]] = [[] for _ in range(classes + 1)]
        for segment, document in zip(self._segments, self._first_document, strict=False):
            places, own = segment.places(class_of)
            add_by_class(of_class, places + self._first_word[document], own)
            segment.release()
        self._union.release()
        return of_class

    def stretches(self, first: Numbers, last: Numbers) -> Stretches:
        """Where rows of words stand: segment by segment, each let go of when its words are read."""
        start, end = np.empty_like(first), np.empty_like(first)
        for segment, base, own in self._by_segment(first):
            start[own] = segment.starts(first[own] - base)
            end[own] = segment.ends(last[own] - base)
            segment.release()
        place = np.searchsorted(self._first_word, first, side="right") - 1
        return Stretches(place.astype(np.uint32), start, end)

    def joined(self, words: Numbers) -> Flags:
        """Whether nothing but white space stands before each of some words."""
        flags = np.empty(len(words), bool)
        for segment, base, own in self._by_segment(words):
            flags[own] = segment.joined(words[own] - base)
            segment.release()
        return flags

    def _by_segment(self, words: Numbers) -> Iterator[tuple[Segment, np.uint32, slice]]:
        """The segments that some words, in order, stand in: each with the number of its first word, and which of the words are
        its own.
        """
        bases = self._first_word[self._first_document]
        bounds = np.searchsorted(words, bases).tolist()
        for segment, base, (begin, end) in zip(self._segments, bases, pairwise(bounds), strict=False):
            if begin < end:
                yield segment, base, slice(begin, end)

    def document(self, place: int) -> IndexedDocument:
        """A document by its place in the corpus."""
        document = self._at_hand.get(place)
        if document is None:
            segment = bisect_right(self._first_document, place) - 1
            id = self._ids[place]
            of_segment = place - self._first_document[segment]
            document = self._segments[segment].document(of_segment, id, partial(self._texts, id))
            if segment != self._read_last:
                self._segments[self._read_last].release()
                self._union.release()
                self._read_last = segment
            if self._words_at_hand > _AT_HAND:
                self._at_hand.clear()
                self._words_at_hand = 0
            self._at_hand[place] = document
            self._words_at_hand += len(document.form)
        return document


class _Documents(Sequence[IndexedDocument]):
    """The documents of a kept index, each made when it is asked for."""

    def __init__(self, index: KeptIndex) -> None:
        self._index = index

    @overload
    def __getitem__(self, place: int) -> IndexedDocument: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[IndexedDocument]: ...

    def __getitem__(self, place: int | slice) -> IndexedDocument | Sequence[IndexedDocument]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        if not 0 <= place < len(self):
            raise IndexError(place)
        return self._index.document(int(place))

    def __len__(self) -> int:
        return len(self._index.ids)


def wipe(store: Path) -> None:
    """Overwrite and remove the index of a store, which may have names in it that the store is to forget. Raises OSError."""
    folder = index_folder(store)
    if folder.is_symlink() or not folder.is_dir():
        return
    for path in folder.iterdir():
        if path.is_file() and not path.is_symlink():
            with path.open("r+b") as file:
                file.write(bytes(path.stat().st_size))
                file.flush()
                os.fsync(file.fileno())
            path.unlink()
    with suppress(OSError):
        folder.rmdir()


def open_kept(store: Store, on_progress: Callable[[str], None]) -> tuple[KeptIndex, Pinned] | None:
    """The index of a store as it is kept, brought up to date first, and the documents as they were at that moment; None for a
    small corpus, where nothing can be kept, and in a project with pseudonyms, whose words are to lie nowhere but in its store.
    `on_progress` is told what has to be read.
    """
    if store.documents.word_count() < FEWEST_WORDS or store.pseudonyms.key():
        return None
    pinned = Pinned(store.path, store.documents)
    folder = index_folder(store.path)
    kept = [_file_of(folder, part) for part in pinned.parts]
    union_key = hashlib.sha256("".join(key for _, key, _ in kept).encode()).hexdigest()
    forms = folder / f"forms-{union_key[:16]}.words"
    try:
        make_folder(folder)
        segments = [_segment(path, key, pinned, ids, on_progress) for path, key, ids in kept]
        union = read_arrays(forms, union_key)
        if union is None:
            write_arrays(forms, union_key, union_of(segments))
            union = read_arrays(forms, union_key)
            _forget_others(folder, {*(path for path, _, _ in kept), forms})
    except OSError:
        return None
    if union is None:
        return None
    notes = Notes(folder / f"{forms.stem}.notes", union_key)
    return KeptIndex(kept, segments, union, notes, pinned.text), pinned


def _segment(path: Path, key: str, pinned: Pinned, ids: Sequence[str], on_progress: Callable[[str], None]) -> Arrays:
    """The segment of some documents, as it is kept or made now. Raises OSError where it cannot be kept."""
    if (kept := read_arrays(path, key)) is not None:
        return kept
    on_progress(msg("Making the index of {documents} …", documents=counted(len(ids), "document")))
    index = Index()
    for id in ids:
        text, blocks, words = pinned.words(id)
        index.add(id, text, words, blocks)
    write_arrays(path, key, segment_of(index))
    written = read_arrays(path, key)
    if written is None:
        raise OSError(path)
    return written


def _forget_others(folder: Path, wanted: set[Path]) -> None:
    """Remove the files of what is not live any more."""
    stems = {path.stem for path in wanted}
    for path in [*folder.glob("*.words"), *folder.glob("*.units"), *folder.glob("*.notes")]:
        if path.stem.rpartition("-")[0] not in stems and path.stem not in stems:
            with suppress(OSError):
                path.unlink()


def _file_of(folder: Path, part: Part) -> Kept:
    """Where the words of a part of the documents are kept, and what they are made from: their texts, by what tells these from all
    others, and the code.
    """
    key = hashlib.sha256(f"{code_of(_PACKAGES)}\n{part.told}".encode()).hexdigest()
    return folder / f"{part.name}-{key[:16]}.words", key, part.ids


@cache
def code_of(packages: tuple[str, ...]) -> str:
    """What tells the code of some packages from every other, and the word lists."""
    told = hashlib.sha256(version().encode())
    for package in packages:
        folder = Path(__file__).parents[1] / package
        for file in sorted(folder.iterdir(), key=lambda file: file.name):
            if file.is_file() and file.name.endswith((".py", ".txt")):
                told.update(file.name.encode() + file.read_bytes())
    return told.hexdigest()
