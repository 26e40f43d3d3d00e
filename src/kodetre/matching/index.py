"""The words of a corpus as numbers: what patterns are looked for in.

A document's words are kept as a list of distinct forms and an array that says which form stands at which offset. A
keyword is decided once for each distinct form; finding it is then a look-up.
"""

from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, filterfalse

import numpy as np
from numpy.typing import NDArray

from kodetre.language.addresses import addresses, may_be_address
from kodetre.language.analysis import PARTS, Analysis
from kodetre.language.spelling import fold, unhyphenated
from kodetre.language.tokens import pieces
from kodetre.matching.letters import Letters
from kodetre.matching.pieces import Pieces
from kodetre.model.documents import Span

Numbers = NDArray[np.uint32]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class DocumentWords:
    """The words of one document: word *i* is `forms[form[i]]`, as written, and begins at `start[i]` (code points)."""

    forms: tuple[str, ...]
    form: Numbers
    start: Numbers

    @property
    def end(self) -> Numbers:
        """Where each word ends (code points)."""
        lengths = np.fromiter(map(len, self.forms), dtype=np.uint32, count=len(self.forms))
        return self.start + lengths[self.form] if len(self.form) else self.start


def words_of(text: str) -> DocumentWords:
    """The words of a text, in order."""
    parts = pieces(text)
    words = parts[1::2]
    number = {form: place for place, form in enumerate(dict.fromkeys(words))}
    form = np.fromiter(map(number.__getitem__, words), dtype=np.uint32, count=len(words))
    ends = np.cumsum(np.fromiter(map(len, parts), dtype=np.int64, count=len(parts)))
    return DocumentWords(tuple(number), form, ends[:-1:2].astype(np.uint32))


@dataclass(frozen=True, slots=True)
class Hanging:
    """The words of a document with a hyphen that hangs: `after` them (*rus- og*) or `before` them (*og -tilbud*)."""

    after: Numbers
    before: Numbers


@dataclass(frozen=True, slots=True)
class IndexedDocument:
    """A document as patterns see it: without the words of web addresses, e-mail addresses, DOIs and file names.

    `form`, `start` and `end` have one entry per word; `block` says which block the word stands in; `joined[i]` whether
    nothing but white space stands between word *i* and the one before it. `block_start` and `block_end` have one entry
    per block.
    """

    id: str
    source: str | Callable[[], str]
    """The text, or what reads it when it is asked for."""
    form: Numbers
    start: Numbers
    end: Numbers
    block: Numbers
    joined: Flags
    block_start: Numbers
    block_end: Numbers
    sentence_start: Numbers | None = None
    """Where sentences begin, when an analyser has told."""
    hanging: Hanging | None = None
    addresses: tuple[tuple[int, int], ...] = ()
    """Where addresses begin and end."""

    @property
    def text(self) -> str:
        """The document's text."""
        return self.source if isinstance(self.source, str) else self.source()

    def written(self, span: Span, forms: Sequence[str]) -> str:
        """The letters at a place; those of a single word are its form, and the text is not read for them."""
        if not isinstance(self.source, str):
            first = int(np.searchsorted(self.start, np.uint32(span.start)))
            if first < len(self.start) and self.start[first] == span.start and self.end[first] == span.end:
                return forms[int(self.form[first])]
        return span.of(self.text)

    def span_of(self, first: int, last: int) -> tuple[int, int]:
        """Where in the text a row of words begins and ends (code points), by the numbers of its first and last word."""
        return int(self.start[first]), int(self.end[last])


@dataclass(frozen=True, slots=True)
class Stretches:
    """Stretches of the documents of a corpus, in three rows: the place of the document in the index, and where the stretch begins
    and ends (code points).
    """

    document: Numbers
    start: Numbers
    end: Numbers

    def __len__(self) -> int:
        return len(self.document)

    def some(self, which: NDArray[np.generic]) -> "Stretches":
        """Some of them: by their places, or by a flag for each."""
        return Stretches(self.document[which], self.start[which], self.end[which])

    @classmethod
    def joined(cls, parts: Sequence["Stretches"]) -> "Stretches":
        """Those of several, one after the other."""
        nothing = np.empty(0, np.uint32)
        return cls(
            np.concatenate([nothing, *(part.document for part in parts)]),
            np.concatenate([nothing, *(part.start for part in parts)]),
            np.concatenate([nothing, *(part.end for part in parts)]),
        )


_STRETCH = 1 << 19
"""Words that are gone through at a time."""


class Index:
    """A corpus: the distinct forms, as written and in lower case, and the documents over them.

    Where documents come with an analysis, a form is told from others of the same letters by its lemma and part of speech
    too; `lemmas` and `parts` have one entry per form, empty where they are not known. An index that is kept on disk is another
    class with the same questions (`store/kept_index.py`); it gives the same answers.
    """

    def __init__(self) -> None:
        self._forms: list[str] = []
        self._lemmas: list[str] = []
        self._parts: list[str] = []
        self._numbers: dict[tuple[str, str, str], int] = {}
        self._plain: dict[str, int] = {}  # of forms without lemma and part of speech: most corpora have no others
        self._suspects: dict[str, list[int]] = {}  # forms, as written, that can stand in an address
        self._documents: list[IndexedDocument] = []
        self.documents: Sequence[IndexedDocument] = self._documents

    @property
    def forms(self) -> Sequence[str]:
        """The distinct forms, as written."""
        return self._forms

    @property
    def lemmas(self) -> Sequence[str]:
        """The lemma of each form."""
        return self._lemmas

    @property
    def parts(self) -> Sequence[str]:
        """The part of speech of each form."""
        return self._parts

    @property
    def ids(self) -> Sequence[str]:
        """The documents' ids, in order."""
        return [document.id for document in self.documents]

    @property
    def lower(self) -> Sequence[str]:
        """The forms in lower case and without ligatures, in the same order."""
        return [fold(form) for form in self._forms]

    @property
    def joint(self) -> Pieces | None:
        """The compounds that are written in pieces, where that is known already."""
        return None

    def letters(self, lower: Sequence[str]) -> Letters:
        """The forms in lower case (`lower`), to be asked for letters."""
        return Letters(lower)

    def hyphenated(self, lower: Sequence[str]) -> tuple[Sequence[int], Letters]:
        """The numbers of the forms with a hyphen, and those forms without it, to be asked for letters."""
        numbers = [number for number, form in enumerate(lower) if "-" in form]
        return numbers, Letters([unhyphenated(lower[number]) for number in numbers])

    def recall(self, question: str) -> Numbers | None:
        """What was noted about a question, where answers are kept."""
        return None

    def note(self, question: str, answer: Iterable[int]) -> None:
        """Note the answer to a question over these forms, where answers are kept."""

    def recall_text(self, question: str) -> str | None:
        """What was noted about a question whose answer is a text, where answers are kept."""
        return None

    def note_text(self, question: str, answer: str) -> None:
        """Note a text as the answer to a question over these forms, where answers are kept."""

    def keep_notes(self) -> None:
        """See to it that what was noted is there the next time."""

    def is_written_small(self, form: str) -> bool:
        """Whether the corpus has this form, which begins with a small letter."""
        return form in self._small

    @cached_property
    def _small(self) -> Set[str]:
        return {form for form in self.forms if form[:1].islower()}

    @cached_property
    def first(self) -> Numbers:
        """The number of the first word of each document, counted over all of them, and the number of all words."""
        sizes = [len(document.form) for document in self.documents]
        return np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32)

    def places(self, class_of: NDArray[np.integer], classes: int) -> list[list[Numbers]]:
        """Where the words of each class stand, counted over the documents in their order, in pieces each in order: `class_of` says
        for each form of which class it is, 1 to `classes`, or 0 for none.

        The corpus is gone through in stretches that fit in the processor's cache; in each the words of any class are sorted
        by class.
        """
        of_class: list[list[Numbers]] = [[] for _ in range(classes + 1)]
        for start in range(0, len(self._form), _STRETCH):
            here = class_of[self._form[start : start + _STRETCH]]
            where = np.flatnonzero(here)
            here = here[where]
            where = where[np.argsort(here, kind="stable")]  # NumPy sorts sixteen bits by radix
            add_by_class(of_class, (where + start).astype(np.uint32), here)
        return of_class

    def stretches(self, first: Numbers, last: Numbers) -> "Stretches":
        """Where rows of words stand, given the numbers of the first and the last word of each, counted over all documents; those of
        the first in order.
        """
        place = np.searchsorted(self.first, first, side="right") - 1
        return Stretches(place.astype(np.uint32), self._start[first], self._end[last])

    def joined(self, words: Numbers) -> Flags:
        """Whether nothing but white space stands before each of some words, counted over all documents, in order."""
        flags: Flags = self._joined[words]
        return flags

    @cached_property
    def _form(self) -> Numbers:
        """The forms of all documents, one after the other."""
        return self._row([document.form for document in self.documents])

    @cached_property
    def _start(self) -> Numbers:
        return self._row([document.start for document in self.documents])

    @cached_property
    def _end(self) -> Numbers:
        return self._row([document.end for document in self.documents])

    @cached_property
    def _joined(self) -> Flags:
        return np.concatenate([np.empty(0, bool), *(document.joined for document in self.documents)])

    @staticmethod
    def _row(arrays: Sequence[Numbers]) -> Numbers:
        return np.concatenate([np.empty(0, dtype=np.uint32), *arrays])

    def add(
        self,
        id: str,
        text: str,
        words: DocumentWords,
        blocks: Sequence[tuple[int, int]],
        analysis: Analysis | None = None,
    ) -> None:
        """Add a document: its words, the `(start, end)` of the blocks that may be searched, in order, and what an analyser
        says of the words.
        """
        form = self._numbered(words, analysis)
        block_start = np.array([start for start, _ in blocks], dtype=np.uint32)
        block_end = np.array([end for _, end in blocks], dtype=np.uint32)
        end = words.end
        place = np.searchsorted(block_start, words.start, side="right").astype(np.int64) - 1
        inside = (
            (place >= 0) & (end <= block_end[np.maximum(place, 0)]) if len(block_start) else np.zeros(len(end), bool)
        )
        in_addresses = tuple(addresses(text, self._may_begin_address(words, form)))
        for first, after in in_addresses:
            inside[np.searchsorted(words.start, first) : np.searchsorted(words.start, after)] = False
        start, stop, block = words.start[inside], end[inside], place[inside].astype(np.uint32)
        letters = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        self._documents.append(
            IndexedDocument(
                id,
                text,
                form[inside],
                start,
                stop,
                block,
                _joined(letters, start, stop, block),
                block_start,
                block_end,
                analysis.sentence if analysis is not None else None,
                _hanging(text, letters, start, stop),
                in_addresses,
            )
        )

    def _numbered(self, words: DocumentWords, analysis: Analysis | None) -> Numbers:
        """The number in this index of every word of a document."""
        if not len(words.form):
            return words.form
        if analysis is None:
            known = self._plain
            for form in filterfalse(known.__contains__, words.forms):
                known[form] = self._number(form, "", "")
            return np.fromiter(map(known.__getitem__, words.forms), np.uint32, len(words.forms))[words.form]
        size = len(analysis.lemmas)
        combined = (words.form.astype(np.int64) * size + analysis.lemma) * len(PARTS) + analysis.part
        distinct, which = np.unique(combined, return_inverse=True)
        numbers = []
        for combination in distinct.tolist():
            rest, part = divmod(combination, len(PARTS))
            form, lemma = divmod(rest, size)
            numbers.append(self._number(words.forms[form], analysis.lemmas[lemma], PARTS[part]))
        return np.array(numbers, dtype=np.uint32)[which]

    def _may_begin_address(self, words: DocumentWords, form: Numbers) -> list[int]:
        """Where words begin that can stand in an address."""
        numbers = list(chain.from_iterable(map(self._suspects.__getitem__, self._suspects.keys() & words.forms)))
        starts: list[int] = words.start[np.isin(form, numbers)].tolist() if numbers else []
        return starts

    def _number(self, form: str, lemma: str, part: str) -> int:
        key = form, lemma, part
        number = self._numbers.get(key)
        if number is None:
            number = self._numbers[key] = len(self._forms)
            self._forms.append(form)
            self._lemmas.append(lemma)
            self._parts.append(part)
            if may_be_address(form):
                self._suspects.setdefault(form, []).append(number)
        return number


def add_by_class(of_class: list[list[Numbers]], places: Numbers, classes: NDArray[np.integer]) -> None:
    """Add places that are sorted by their class to the lists of the classes."""
    counts = np.bincount(classes, minlength=len(of_class))
    bounds = np.cumsum(counts).tolist()
    for number in np.flatnonzero(counts).tolist():
        of_class[number].append(places[bounds[number - 1] if number else 0 : bounds[number]])


_SPACES = np.array([0x20, 0x09, 0x0A, 0x0D, 0xA0, 0x2009, 0x202F], dtype=np.uint32)
_IS_SPACE = np.zeros(int(_SPACES.max()) + 2, dtype=bool)
"""For each letter, up to one that stands for all after it, whether it is white space between words."""
_IS_SPACE[_SPACES] = True
_OTHER_HYPHENS = "\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
_AFTER_HANGING = np.concatenate((_SPACES, np.array([ord(","), ord("/")], dtype=np.uint32)))
_BEFORE_HANGING = np.concatenate((_SPACES, np.array([ord("/")], dtype=np.uint32)))


def _hanging(text: str, letters: Numbers, start: Numbers, end: Numbers) -> Hanging:
    """Which words have a hyphen that hangs: with a word on the one side only."""
    is_hyphen = letters == ord("-")
    for sign in _OTHER_HYPHENS:
        if sign in text:
            is_hyphen |= letters == ord(sign)
    at = np.flatnonzero(is_hyphen).astype(np.uint32)
    if not len(at):  # for none, NumPy loads its masked arrays first
        return Hanging(_places_of(at, end), _places_of(at, start))
    followed = at[at < len(letters) - 1]
    followed = followed[np.isin(letters[followed + 1], _AFTER_HANGING)]
    preceded = at[at > 0]
    preceded = preceded[np.isin(letters[preceded - 1], _BEFORE_HANGING)]
    return Hanging(_places_of(followed, end), _places_of(preceded + 1, start))


def _places_of(wanted: Numbers, bounds: Numbers) -> Numbers:
    """The places in ascending bounds of those of the wanted offsets that are among them."""
    places = np.searchsorted(bounds, wanted)
    there = places < len(bounds)
    places, wanted = places[there], wanted[there]
    among: Numbers = places[bounds[places] == wanted].astype(np.uint32)
    return among


def _joined(letters: Numbers, start: Numbers, end: Numbers, block: Numbers) -> Flags:
    joined = np.zeros(len(start), dtype=bool)
    if len(start) < 2:
        return joined
    before, gap = end[:-1], start[1:] - end[:-1]
    blank = _blank(letters[before]) & (gap > 0)
    wide = np.flatnonzero(blank & (gap > 1))
    if len(wide):
        widths = gap[wide].astype(np.int64)
        begins = np.cumsum(widths) - widths
        within = np.arange(widths.sum()) + np.repeat(before[wide] - begins, widths)
        blank[wide] = np.logical_and.reduceat(_blank(letters[within]), begins)
    joined[1:] = blank & (block[1:] == block[:-1])
    return joined


def _blank(letters: Numbers) -> Flags:
    """Which letters are white space."""
    blank: Flags = _IS_SPACE[np.minimum(letters, len(_IS_SPACE) - 1)]
    return blank
