"""The forms of all segments of the kept index in one row, numbered as if all documents had been read one after the other."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from hashlib import blake2b
from itertools import filterfalse, pairwise
from typing import overload

import numpy as np
from numpy.typing import NDArray

from kodetre.language.compounds import FormRole
from kodetre.language.inflection import Inflected
from kodetre.language.spelling import fold, unhyphenated
from kodetre.matching.index import Numbers
from kodetre.matching.joint import roles_in
from kodetre.matching.letters import Letters, joined, starts_of
from kodetre.matching.pieces import JointHit, JointWord
from kodetre.store.arrays import Array, Arrays, as_bytes

_LINE_END = ord("\n")
_SHARES = 16
_COLUMNS = 6
"""Of a compound that is written in pieces: document, first word, last word, the forms of the part and the whole, the last form."""


def union_of(segments: Sequence[Arrays]) -> dict[str, Array]:
    """The arrays that hold some segments together. The words of one segment are in memory at a time."""
    form_of, is_new = _numbered_apart(segments)
    forms, lower, without = _Words(), _Words(), _Words()
    hyphenated: list[int] = []
    for segment, new in zip(segments, is_new, strict=True):
        words = _lines(segment.text("forms"))
        own = [words[place] for place in np.flatnonzero(new).tolist()]
        small = [fold(form) for form in own]
        here = [place for place, form in enumerate(small) if "-" in form]
        hyphenated += [forms.count + place for place in here]
        without.add([unhyphenated(small[place]) for place in here])
        forms.add(own)
        lower.add(small)
        segment.release()
    return {
        **forms.arrays("forms"),
        **lower.arrays("lower"),
        "hyphenated": np.array(hyphenated, np.uint32),
        **without.arrays("unhyphenated"),
        "form_of": _joined(form_of),
        "first_form_of": _bounds([len(own) for own in form_of]),
        **_pieces(segments, form_of),
    }


class _Words:
    """Words that are added to a row some at a time, as `letters.joined` joins them."""

    def __init__(self) -> None:
        self.count = 0
        self._texts: list[bytes] = []
        self._lengths: list[Numbers] = []

    def add(self, words: Sequence[str]) -> None:
        if words:
            self.count += len(words)
            self._texts.append(("\n" + "\n".join(words)).encode("utf-8", "surrogatepass"))
            self._lengths.append(np.fromiter(map(len, words), np.uint32, len(words)))

    def arrays(self, name: str) -> dict[str, Array]:
        """The words, and where each begins (code points); they are not held any longer."""
        ends = np.cumsum(_joined(self._lengths).astype(np.int64) + 1)
        starts = np.concatenate(([1], ends[:-1] + 1)) if len(ends) else ends
        text = np.frombuffer(b"".join([*self._texts, b"\n"]), np.uint8)
        self._texts.clear()
        return {name: text, f"{name}_start": starts.astype(np.uint32)}


def _numbered_apart(segments: Sequence[Arrays]) -> tuple[list[Numbers], list[NDArray[np.bool_]]]:
    """For each segment the numbers of its forms, in the order in which forms are first met, and which no segment before has.

    Forms are told apart by digests of 128 bits: a dictionary of all forms would take ten times as much memory. They are sorted a
    sixteenth at a time, by their last bits.
    """
    bounds = np.cumsum([0, *(len(segment["length"]) for segment in segments)]).tolist()
    parts = [slice(*ends) for ends in pairwise(bounds)]
    digests = np.empty((2, bounds[-1]), np.uint64)
    for segment, part in zip(segments, parts, strict=True):
        own = np.frombuffer(b"".join(map(_digest, _lines(segment.text("forms")))), np.uint64)
        digests[:, part] = own.reshape(-1, 2).T
        segment.release()
    is_new = np.zeros(bounds[-1], bool)
    first_met = np.empty(bounds[-1], np.uint32)
    which = (digests[0] % _SHARES).astype(np.uint8)
    for share in range(_SHARES):
        here = np.flatnonzero(which == share)
        of_share = digests[:, here]
        order = np.lexsort(of_share)  # stable: of the same forms the first stands first
        of_share, here = of_share[:, order], here[order]
        begins = np.ones(len(here), bool)
        begins[1:] = (of_share[:, 1:] != of_share[:, :-1]).any(axis=0)
        first = here[begins]
        is_new[first] = True
        first_met[here] = first[np.cumsum(begins) - 1]
    del digests, which
    number = (np.cumsum(is_new, dtype=np.uint32) - 1)[first_met]
    return [number[part] for part in parts], [is_new[part] for part in parts]


def _digest(form: str) -> bytes:
    return blake2b(form.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _pieces(segments: Sequence[Arrays], form_of: Sequence[Numbers]) -> dict[str, Array]:
    """The compounds that any segment has in pieces, with their places in the order of the corpus."""
    compounds: dict[str, int] = {}
    compound_of_row: list[Numbers] = []
    every: list[Numbers] = []
    documents = 0
    for segment, forms in zip(segments, form_of, strict=True):
        own = _numbered(_lines(segment.text("compounds")), compounds)
        rows = segment["pieces"].view(np.uint32).reshape(-1, _COLUMNS).copy()
        rows[:, 0] += documents
        rows[:, 3:] = forms[rows[:, 3:]]
        every.append(rows)
        compound_of_row.append(np.repeat(own, sizes_of(segment["first_piece"])))
        documents += len(segment["first"]) - 1
    row = _joined(compound_of_row)
    order = np.argsort(row, kind="stable")
    rows = np.concatenate(every or [np.empty((0, _COLUMNS), np.uint32)])
    return {
        **_row_of_words("compounds", list(compounds)),
        "pieces": rows[order].reshape(-1),
        "first_piece": _bounds(np.bincount(row, minlength=len(compounds)).tolist()),
    }


class KeptWords(Sequence[str]):
    """Words in a row, of which each is made when it is asked for."""

    def __init__(self, arrays: Arrays, name: str) -> None:
        self._arrays = arrays
        self._name = name
        self.starts = arrays[f"{name}_start"].view(np.uint32)

    @cached_property
    def text(self) -> str:
        """The words, a line each, with a line end before the first. For what has to look at all of them."""
        text = self._arrays.text(self._name)
        self._arrays.release()
        return text

    @overload
    def __getitem__(self, place: int) -> str: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[str]: ...

    def __getitem__(self, place: int | slice) -> str | Sequence[str]:
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(len(self)))]
        place = range(len(self))[place]
        before, after = self._line_ends[place : place + 2].tolist()
        return self._arrays[self._name][before + 1 : after].tobytes().decode("utf-8", "surrogatepass")

    @cached_property
    def _line_ends(self) -> Numbers:
        """Where the lines of the text end (bytes): a word is read without the others."""
        ends = np.flatnonzero(self._arrays[self._name] == _LINE_END).astype(np.uint32)
        self._arrays.release()
        return ends

    def __len__(self) -> int:
        return len(self.starts)

    def __iter__(self) -> Iterator[str]:
        return iter(self.text[1:-1].split("\n") if len(self) else ())

    def letters(self) -> Letters:
        """The words, to be asked for letters."""
        return Letters(self, self.text, self.starts)


class KeptPieces:
    """The compounds that are written in pieces."""

    def __init__(self, arrays: Arrays) -> None:
        self._compounds = KeptWords(arrays, "compounds")
        self._first = arrays["first_piece"].view(np.uint32)
        self._rows = arrays["pieces"].view(np.uint32).reshape(-1, _COLUMNS)

    def roles(self, word: Inflected) -> dict[int, FormRole]:
        """The numbers of the compounds that hold a word, and how."""
        return roles_in(self._compounds.letters(), word)

    def at(self, place: int, role: FormRole) -> Iterator[JointHit]:
        """Where a compound, by its number, is meant, as a hit of a word that it holds in some role."""
        compound = self._compounds[place]
        first, last = self._first[place : place + 2].tolist()
        for document, begins, ends, part, whole, last_form in self._rows[first:last].tolist():
            yield JointHit(compound, role, JointWord(document, begins, ends, (part, whole), last_form))


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _numbered(words: list[str], numbers: dict[str, int]) -> Numbers:
    """The number of each word; words that have none yet get the next."""
    for word in filterfalse(numbers.__contains__, words):
        numbers[word] = len(numbers)
    return np.fromiter(map(numbers.__getitem__, words), np.uint32, len(words))


def _row_of_words(name: str, words: Sequence[str]) -> dict[str, Array]:
    return {name: as_bytes(joined(words)), f"{name}_start": np.array(starts_of(words), np.uint32)}


def _joined(rows: Sequence[Numbers]) -> Numbers:
    return np.concatenate([np.empty(0, np.uint32), *rows])


def sizes_of(bounds: Array) -> NDArray[np.int64]:
    """How long the parts are that stand between bounds."""
    numbers = bounds.view(np.uint32).astype(np.int64)
    sizes: NDArray[np.int64] = numbers[1:] - numbers[:-1]
    return sizes


def _bounds(sizes: Sequence[int]) -> Numbers:
    return np.concatenate(([0], np.cumsum(sizes))).astype(np.uint32)
