"""A part of the index that is kept on disk: the words of a range of documents, and for each form where it stands."""

from collections.abc import Callable, Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from kodetre.matching.index import Hanging, Index, IndexedDocument, Numbers
from kodetre.matching.joint import JointWords
from kodetre.store.arrays import Array, Arrays, as_bytes

Source = Callable[[], str]
"""What reads a text."""


def segment_of(index: Index) -> dict[str, Array]:
    """The arrays of a segment that holds what an index does."""
    documents = index.documents
    form = _row(document.form for document in documents)
    size = len(index.forms)
    joint = JointWords(documents, index.lower)
    compounds = list(joint.places)
    pieces = list(chain.from_iterable(joint.places.values()))
    return {
        "forms": as_bytes("\n".join(index.forms)),
        "length": np.fromiter(map(len, index.forms), np.uint32, size),
        "form": form,
        "start": _row(document.start for document in documents),
        "joined": np.concatenate([document.joined for document in documents] or [np.empty(0, bool)]),
        "first": _bounds([len(document.form) for document in documents]),
        "places": np.argsort(form, kind="stable").astype(np.uint32),
        "first_place": _bounds(np.bincount(form, minlength=size).tolist()),
        "block_start": _row(document.block_start for document in documents),
        "block_end": _row(document.block_end for document in documents),
        "first_block": _bounds([len(document.block_start) for document in documents]),
        "after": _row(_hanging(document).after for document in documents),
        "first_after": _bounds([len(_hanging(document).after) for document in documents]),
        "before": _row(_hanging(document).before for document in documents),
        "first_before": _bounds([len(_hanging(document).before) for document in documents]),
        "address": np.array(
            list(chain.from_iterable(chain.from_iterable(document.addresses) for document in documents)), np.uint32
        ),
        "first_address": _bounds([2 * len(document.addresses) for document in documents]),
        "compounds": as_bytes("\n".join(compounds)),
        "first_piece": _bounds([len(joint.places[compound]) for compound in compounds]),
        "pieces": np.array(
            [(p.document, p.first, p.last, *p.written, p.last_form) for p in pieces], np.uint32
        ).reshape(-1),
    }  # fmt: skip


class Segment:
    """A segment as it is read. Words and forms are numbered within it; `form_of` gives the corpus' number of each form."""

    def __init__(self, arrays: Arrays, form_of: Numbers) -> None:
        self._kept = arrays
        self._arrays = dict(arrays)
        self.form_of = form_of
        self.first = self._numbers("first")
        """The number of the first word of each document, and of all words."""

    def document(self, place: int, id: str, source: Source) -> IndexedDocument:
        """A document of the segment by its place in it; `source` reads its text."""
        words = slice(*self.first[place : place + 2].tolist())
        local, start = self._numbers("form")[words], np.array(self._numbers("start")[words])
        block_start = np.array(self._part("block_start", "first_block", place))
        block = np.searchsorted(block_start, start, side="right").astype(np.int64) - 1
        addresses = self._part("address", "first_address", place).tolist()
        return IndexedDocument(
            id,
            source,
            self.form_of[local],
            start,
            start + self._numbers("length")[local],
            block.astype(np.uint32),
            np.array(self._arrays["joined"][words]).astype(bool),
            block_start,
            np.array(self._part("block_end", "first_block", place)),
            None,
            Hanging(
                np.array(self._part("after", "first_after", place)),
                np.array(self._part("before", "first_before", place)),
            ),
            tuple(zip(addresses[::2], addresses[1::2], strict=True)),
        )

    def places(self, class_of: NDArray[np.integer]) -> tuple[Numbers, NDArray[np.integer]]:
        """Where the words of the classes stand in the segment, by class and place, with the class of each; `class_of` has that of
        each form of the corpus.
        """
        own = class_of[self.form_of]
        forms = np.flatnonzero(own)
        first = self._numbers("first_place")
        begin = first[forms].astype(np.int64)
        counts = first[forms + 1].astype(np.int64) - begin
        ends = np.cumsum(counts)
        at = np.arange(ends[-1] if len(ends) else 0) + np.repeat(begin - (ends - counts), counts)
        places = self._numbers("places")[at]
        classes = np.repeat(own[forms], counts)
        order = np.lexsort((places, classes))
        return places[order], classes[order]

    def starts(self, words: Numbers) -> Numbers:
        """Where some words of the segment begin in their documents."""
        return self._numbers("start")[words]

    def ends(self, words: Numbers) -> Numbers:
        """Where some words of the segment end in their documents."""
        return self._numbers("start")[words] + self._numbers("length")[self._numbers("form")[words]]

    def joined(self, words: Numbers) -> NDArray[np.bool_]:
        """Whether nothing but white space stands before each of some words of the segment."""
        return self._arrays["joined"][words].astype(bool)

    def release(self) -> None:
        """Give the memory back that was taken by what was looked at."""
        self._kept.release()

    def _part(self, name: str, bounds: str, place: int) -> Numbers:
        first, last = self._numbers(bounds)[place : place + 2].tolist()
        return self._numbers(name)[first:last]

    def _numbers(self, name: str) -> Numbers:
        return self._arrays[name].view(np.uint32)


def _hanging(document: IndexedDocument) -> Hanging:
    nothing = np.empty(0, np.uint32)
    return document.hanging if document.hanging is not None else Hanging(nothing, nothing)


def _row(arrays: Iterable[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.uint32), *arrays])


def _bounds(sizes: Sequence[int]) -> Numbers:
    """Where each of some parts begins in a row of them, and where the last ends."""
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32)
