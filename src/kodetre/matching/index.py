"""The words of a corpus as numbers: what patterns are looked for in.

A document's words are kept as a list of distinct forms and an array that says which form stands at which offset. A
keyword is decided once for each distinct form; finding it is then a look-up.
"""

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from kodetre.language.tokens import tokens

Numbers = NDArray[np.uint32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words of one document: word *i* is `forms[form[i]]`, as written, and begins at `start[i]` (code points)."""

    forms: tuple[str, ...]
    form: Numbers
    start: Numbers


def words_of(text: str) -> DocumentWords:
    """The words of a text, in order."""
    numbers: dict[str, int] = {}
    form, start = array("I"), array("I")
    for begin, end in tokens(text):
        form.append(numbers.setdefault(text[begin:end], len(numbers)))
        start.append(begin)
    return DocumentWords(tuple(numbers), np.array(form, dtype=np.uint32), np.array(start, dtype=np.uint32))


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document as patterns see it.

    `form`, `start` and `end` have one entry per word; `block` says which block the word stands in; `joined[i]` whether
    nothing but white space stands between word *i* and the one before it. `block_start` and `block_end` have one entry
    per block.
    """

    id: str
    text: str
    form: Numbers
    start: Numbers
    end: Numbers
    block: Numbers
    joined: Flags
    block_start: Numbers
    block_end: Numbers


@dataclass(slots=True)
class Index:
    """A corpus: the distinct forms, as written and in lower case, and the documents over them."""

    forms: list[str] = field(default_factory=list)
    documents: list[IndexedDocument] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)

    @property
    def lower(self) -> list[str]:
        """The forms in lower case, in the same order."""
        return [form.lower() for form in self.forms]

    def add(self, id: str, text: str, words: DocumentWords, blocks: Sequence[tuple[int, int]]) -> None:
        """Add a document: its words and the `(start, end)` of the blocks that may be searched, in order."""
        numbers = self._numbers
        mapping = np.empty(len(words.forms), dtype=np.uint32)
        for own, form in enumerate(words.forms):
            number = numbers.get(form)
            if number is None:
                number = numbers[form] = len(self.forms)
                self.forms.append(form)
            mapping[own] = number
        lengths = np.array([len(form) for form in words.forms], dtype=np.uint32)
        block_start = np.array([start for start, _ in blocks], dtype=np.uint32)
        block_end = np.array([end for _, end in blocks], dtype=np.uint32)
        end = words.start + lengths[words.form] if len(words.form) else words.start
        place = np.searchsorted(block_start, words.start, side="right").astype(np.int64) - 1
        inside = (
            (place >= 0) & (end <= block_end[np.maximum(place, 0)]) if len(block_start) else np.zeros(len(end), bool)
        )
        start, stop, block = words.start[inside], end[inside], place[inside].astype(np.uint32)
        form_numbers = mapping[words.form[inside]] if len(words.form) else words.form
        self.documents.append(
            IndexedDocument(
                id, text, form_numbers, start, stop, block, _joined(text, start, stop, block), block_start, block_end
            )
        )


def _joined(text: str, start: Numbers, end: Numbers, block: Numbers) -> Flags:
    joined = np.zeros(len(start), dtype=bool)
    if len(start) < 2:
        return joined
    letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    space = np.isin(letters, np.array([0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x2009, 0x202F], dtype=np.uint32))
    spaces_before = np.concatenate(([0], np.cumsum(space)))
    gap = start[1:] - end[:-1]
    blank = spaces_before[start[1:]] - spaces_before[end[:-1]]
    joined[1:] = (gap > 0) & (blank == gap) & (block[1:] == block[:-1])
    return joined
