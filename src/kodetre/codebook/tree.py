"""The code tree. Pure: it knows nothing of the file it came from."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from kodetre.errors import SlowKeyword, SlowPattern
from kodetre.matching.patterns import Pattern, words_in

if TYPE_CHECKING:
    from kodetre.matching.find import Matcher
    from kodetre.matching.index import IndexedDocument, Stretches
    from kodetre.model.suggestions import Hit

Unit = Literal["paragraph", "sentence"]


@dataclass(frozen=True, slots=True)
class Keyword:
    """A pattern that points at a code, as it was written and as it was understood; `place` is file:line:column where it stands
    in a codebook.
    """

    written: str
    pattern: Pattern
    place: str = field(default="", compare=False)

    @property
    def without_kin(self) -> bool:
        """Whether words of the other written standard that mean the same do not count for it, by the codebook's word."""
        return any(not word.kin for word in words_in(self.pattern))

    def hits(self, matcher: "Matcher", document: "IndexedDocument") -> "Iterator[Hit]":
        """Where it matches in a document, in the order of the text.

        Raises NoParts, and SlowKeyword for one of a codebook (SlowPattern for any other).
        """
        try:
            yield from matcher.hits(document, self.pattern, self.written)
        except SlowPattern as slow:
            raise self._named(slow) from None

    def everywhere(self, matcher: "Matcher") -> "Stretches":
        """Where it matches in all documents, in their order. Raises as `hits` does."""
        try:
            return matcher.everywhere.hits(self.pattern)
        except SlowPattern as slow:
            raise self._named(slow) from None

    def _named(self, slow: SlowPattern) -> SlowPattern:
        """The error of a slow pattern with the keyword's name, where it is of a codebook."""
        return SlowKeyword(self.written, slow.expression, slow.document, self.place) if self.place else slow


@dataclass(frozen=True, slots=True)
class Repeated:
    """Of a code that the codebook repeats under several codes: which of its dimension's repeats it is of, its key below each of
    these codes (styrke), and the codes that it stands under.
    """

    place: int
    key: str
    under: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all codes that it is."""
        return tuple(f"{parent}.{self.key}" for parent in self.under)


@dataclass(frozen=True, slots=True)
class Code:
    """A node of the tree. `key` is the path from the top of its dimension, joined by dots: okonomi.tilskudd."""

    key: str
    label: str
    dimension: str
    definition: str = ""
    use_when: str = ""
    not_when: str = ""
    examples: tuple[str, ...] = ()
    keywords: tuple[Keyword, ...] = ()
    but_not: frozenset[str] = frozenset()
    colour: str = ""
    expects: tuple[str, ...] = ()
    """Keys of the codes in the explained dimension that this one is expected to explain."""
    repeated: Repeated | None = None
    """Where the codebook repeats it; None for a code that stands once."""

    @property
    def without_kin(self) -> tuple[str, ...]:
        """The keywords that take no words of the other written standard, by the codebook's word."""
        return tuple(keyword.written for keyword in self.keywords if keyword.without_kin)

    @property
    def depth(self) -> int:
        """0 for a top code, 1 for its children, and so on."""
        return self.key.count(".")

    @property
    def parent(self) -> str:
        """The key of the code above; empty for a top code."""
        return self.key.rpartition(".")[0]

    @property
    def top(self) -> str:
        """The key of the top code that this one stands under, or is."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A tree that answers one question of an excerpt; `codes` in the order of the file, parents before children."""

    key: str
    label: str
    question: str
    codes: tuple[Code, ...]
    explains: str = ""
    """The dimension whose codes this one's codes are expected to explain."""

    @property
    def top(self) -> tuple[Code, ...]:
        """The codes at the top of the tree."""
        return tuple(code for code in self.codes if not code.parent)


@dataclass(frozen=True, slots=True)
class Codebook:
    """One or more dimensions, and the word pairs across the two written standards.

    `sha256` is the hash of the file's bytes: what version of the codebook an action was made under.
    """

    title: str
    version: str
    unit: Unit
    dimensions: tuple[Dimension, ...]
    pairs: tuple[tuple[str, str], ...] = ()
    sha256: str = ""
    source: str = ""
    """The text of the file, kept so that the store can remember which codebook a step was made under."""

    def codes(self) -> Iterator[Code]:
        """Every code of every dimension, in the order of the file."""
        for dimension in self.dimensions:
            yield from dimension.codes

    def without_keyword(self, written: str) -> "Codebook":
        """The codebook with this keyword taken from every code that has it."""
        dimensions: list[Dimension] = []
        for dimension in self.dimensions:
            codes: list[Code] = []
            for code in dimension.codes:
                keywords = tuple(keyword for keyword in code.keywords if keyword.written != written)
                codes.append(replace(code, keywords=keywords))
            dimensions.append(replace(dimension, codes=tuple(codes)))
        return replace(self, dimensions=tuple(dimensions))

    def find(self, key: str) -> Code | None:
        """The code with this key, or None."""
        return next((code for code in self.codes() if code.key == key), None)

    def dimension(self, key: str) -> Dimension | None:
        """The dimension with this key, or None."""
        return next((dimension for dimension in self.dimensions if dimension.key == key), None)

    def label_path(self, key: str) -> str:
        """The labels from the top to a code: "Økonomi › Tilskudd"; the key itself when it is not in the codebook."""
        parts = key.split(".")
        labels = []
        for count in range(1, len(parts) + 1):
            code = self.find(".".join(parts[:count]))
            labels.append(code.label if code else parts[count - 1])
        return " › ".join(labels)

    def variants(self) -> dict[str, frozenset[str]]:
        """For each word of a pair, the words that stand for it in the other standard."""
        found: dict[str, set[str]] = {}
        for one, other in self.pairs:
            found.setdefault(one, set()).add(other)
            found.setdefault(other, set()).add(one)
        return {word: frozenset(others) for word, others in found.items()}


def stands_under(key: str, ancestor: str) -> bool:
    """Whether a code is the other one or stands under it."""
    return key == ancestor or key.startswith(ancestor + ".")
