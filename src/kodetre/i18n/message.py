"""What commands, errors and the app say, so that it can be said in every language of the interface.

A message is a `str`: the English sentence. Beside it it keeps the pattern and the values that the sentence was made of, so that
a door to the reader (`cli.out`, `cli.talk`, the app) can say it in another language with `i18n.interface.phrase`. So what is
stored, written as JSON or compared in a test is the same in every language.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kodetre.i18n.plurals import plural


@dataclass(frozen=True, slots=True)
class Pattern:
    """A sentence with its values: `"{file} is empty"` and `{"file": …}`."""

    text: str
    values: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something, which is named in the singular."""

    number: int
    noun: str


@dataclass(frozen=True, slots=True)
class Series:
    """Parts after one another: with `between` them, and `last` before the last of several."""

    parts: tuple[str, ...]
    between: str
    last: str


@dataclass(frozen=True, slots=True)
class Capital:
    """A message that begins with a capital letter."""

    of: str


class Message(str):
    """An English sentence that knows what it is made of."""

    __slots__ = ("told",)
    told: Pattern | Count | Series | Capital

    def __new__(cls, english: str, told: Pattern | Count | Series | Capital) -> "Message":
        """The sentence in English, and how it is said in any language."""
        message = super().__new__(cls, english)
        message.told = told
        return message

    def __reduce__(self) -> tuple[type["Message"], tuple[str, Pattern | Count | Series | Capital]]:
        return Message, (str(self), self.told)

    def __str__(self) -> str:
        return str.__str__(self)

    def __add__(self, other: str) -> str:
        return joined((self, other))

    def __radd__(self, other: str) -> str:
        return joined((other, self))


def msg(pattern: str, /, **values: object) -> str:
    """A message: a pattern as `str.format` has it, and its values, which may be messages themselves.

    The pattern is written where it stands, as a literal, so that the catalogue of translations finds it.
    """
    return Message(pattern.format(**values), Pattern(pattern, values))


def by_number(number: int, one: str, other: str, /, **values: object) -> str:
    """A message whose sentence depends on a number, which is `{number}` in it: two patterns, for 1 and for any other number."""
    return msg_of(one if number == 1 else other, number=number, **values)


def translatable(pattern: str) -> str:
    """A pattern that `msg_of` puts to use later, marked for the catalogue of translations."""
    return pattern


def msg_of(pattern: str, /, **values: object) -> str:
    """A message of a pattern that was `translatable` elsewhere."""
    return Message(pattern.format(**values), Pattern(pattern, values))


def term(word: str) -> str:
    """A word that is one of a few and comes from elsewhere: a kind, a state. `i18n.terms` lists all of them."""
    return Message(word, Pattern(word.replace("{", "{{").replace("}", "}}"), {}))


def counted(number: int, noun: str) -> str:
    """A count with its noun, which is given in the singular: 1 coding, 2 codings, 1234 words."""
    return Message(f"{number} {noun if number == 1 else plural(noun)}", Count(number, noun))


def joined(parts: Iterable[str], between: str = "", last: str = "") -> str:
    """Messages after one another; `last` stands before the last of several: `joined(names, ", ", msg(" and "))`."""
    every = tuple(parts)
    return Message(_series(every, between, last), Series(every, between, last))


def capitalised(message: str) -> str:
    """A message as the beginning of a sentence."""
    return Message(message[:1].upper() + message[1:], Capital(message))


def _series(parts: tuple[str, ...], between: str, last: str) -> str:
    if last and len(parts) > 1:
        return str.join(between, parts[:-1]) + str.__str__(last) + parts[-1]
    return str.join(between, parts)
