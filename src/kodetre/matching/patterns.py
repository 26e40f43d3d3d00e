"""What a keyword pattern is once it is read, and how it is written; `parse` reads it."""

from dataclasses import dataclass, replace
from typing import Literal

WordMode = Literal["any", "inflected", "first", "last", "family"]


@dataclass(frozen=True, slots=True)
class WordPattern:
    """A word by its meaning: "any" place in a compound, "inflected" only, as "first" or "last" part, or with its "family".

    With `part`, only where it is that part of speech (a tag of Universal Dependencies). Without `kin`, its counterpart in the
    other written standard does not count.
    """

    word: str
    mode: WordMode = "any"
    part: str = ""
    kin: bool = True


@dataclass(frozen=True, slots=True)
class Wildcard:
    """A word by its letters: `*` any letters, `?` any one letter."""

    letters: str


Term = WordPattern | Wildcard
"""What one word of a text can be."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words right after one another."""

    words: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Exact:
    """Exactly these letters, case too, not inside a longer word."""

    letters: str


@dataclass(frozen=True, slots=True)
class Regex:
    """A regular expression over a block's text."""

    expression: str


@dataclass(frozen=True, slots=True)
class Near:
    """Two patterns with at most `distance` words from the one to the other, in either order."""

    left: "Pattern"
    right: "Pattern"
    distance: int


@dataclass(frozen=True, slots=True)
class Both:
    """Both in the same block."""

    left: "Pattern"
    right: "Pattern"


@dataclass(frozen=True, slots=True)
class Either:
    """Either of the two."""

    left: "Pattern"
    right: "Pattern"


@dataclass(frozen=True, slots=True)
class Without:
    """The left one, in blocks that do not hold the right one."""

    left: "Pattern"
    right: "Pattern"


Pattern = Term | Phrase | Exact | Regex | Near | Both | Either | Without


def format_pattern(pattern: Pattern) -> str:
    """The pattern written so that `parse` gives it back."""
    match pattern:
        case WordPattern(word, mode, part):
            written = {
                "any": word,
                "inflected": f"={word}",
                "first": f"{word}-",
                "last": f"-{word}",
                "family": f"{word}~",
            }[mode]
            return f"{written}:{part}" if part else written
        case Wildcard(letters):
            return letters
        case Phrase(words):
            return " ".join(format_pattern(word) for word in words)
        case Exact(letters):
            return f'"{letters}"'
        case Regex(expression):
            return f"/{expression}/"
        case Near(left, right, distance):
            return f"{_side(left, 3)} NEAR/{distance} {_side(right, 4)}"
        case Both(left, right):
            return f"{_side(left, 2)} AND {_side(right, 3)}"
        case Without(left, right):
            return f"{_side(left, 2)} NOT {_side(right, 3)}"
        case Either(left, right):
            return f"{_side(left, 1)} OR {_side(right, 2)}"


def terms_in(pattern: Pattern) -> tuple[Term, ...]:
    """Every word and wildcard of a pattern, in order."""
    match pattern:
        case WordPattern() | Wildcard():
            return (pattern,)
        case Phrase(words):
            return words
        case Near(left, right, _) | Both(left, right) | Either(left, right) | Without(left, right):
            return terms_in(left) + terms_in(right)
        case _:
            return ()


def without_kin(pattern: Pattern) -> Pattern:
    """A pattern whose words do not count in the other written standard."""
    match pattern:
        case WordPattern():
            return replace(pattern, kin=False)
        case Phrase(words):
            return Phrase(tuple(replace(word, kin=False) if isinstance(word, WordPattern) else word for word in words))
        case Near(left, right, distance):
            return Near(without_kin(left), without_kin(right), distance)
        case Either(left, right) | Both(left, right) | Without(left, right):
            return type(pattern)(without_kin(left), without_kin(right))
        case _:
            return pattern


def words_in(pattern: Pattern) -> tuple[WordPattern, ...]:
    """Every word of a pattern that is looked for by its meaning, in order."""
    return tuple(term for term in terms_in(pattern) if isinstance(term, WordPattern))


def expressions_in(pattern: Pattern) -> tuple[str, ...]:
    """Every regular expression of a pattern, in order."""
    match pattern:
        case Regex(expression):
            return (expression,)
        case Near(left, right, _) | Both(left, right) | Either(left, right) | Without(left, right):
            return expressions_in(left) + expressions_in(right)
        case _:
            return ()


def _strength(pattern: Pattern) -> int:
    match pattern:
        case Either():
            return 1
        case Both() | Without():
            return 2
        case Near():
            return 3
        case _:
            return 4


def _side(pattern: Pattern, at_least: int) -> str:
    written = format_pattern(pattern)
    return written if _strength(pattern) >= at_least else f"({written})"
