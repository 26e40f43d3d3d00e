"""Regular expressions that people write, looked for within a time limit.

They mean what they mean to Python's `re`, and are run by `regex`, which can be told to stop. Where the two differ the
expression is rewritten: braces that are no count stay letters, and in a text that holds letters on which they disagree
(², ₂, ½ …) what a word is stays what it is to `re`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Protocol

from kodetre.deadline import Deadline
from kodetre.errors import BadPattern, SlowPattern
from kodetre.i18n.message import msg

SECONDS_PER_BLOCK = 2.0
"""The longest that an expression may take over one block."""
SECONDS_PER_TEXT = 2.0
SECONDS_PER_MILLION = 10.0
"""The longest that it may take over a text: so many seconds, and so many more for each million letters. Ordinary ones take
a tenth of a second for a million.
"""

_WORD = r"\p{L}\p{N}_"
_PIECE = re.compile(
    r"""(?P<escape>\\.)
      | (?P<brace>\{(?!\d+(?:,\d*)?\}|,\d*\}))
      | (?P<open>\[\^?\]?)
      | (?P<close>\])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_AS_RE = {
    r"\w": f"[{_WORD}]",
    r"\W": f"[^{_WORD}]",
    r"\b": f"(?:(?<=[{_WORD}])(?![{_WORD}])|(?<![{_WORD}])(?=[{_WORD}]))",
    r"\B": f"(?:(?<=[{_WORD}])(?=[{_WORD}])|(?<![{_WORD}])(?![{_WORD}]))",
}
"""What words and their edges are to `re`, said so that `regex` takes it so."""
_DISPUTED = r"[[\p{N}--\p{Nd}]\p{M}[\p{Pc}--_]\p{Cf}[\p{Alphabetic}--\p{L}]]"


class _Match(Protocol):
    """What is used of a match of `regex`, which has no types."""

    def start(self) -> int: ...

    def end(self) -> int: ...


class _Compiled(Protocol):
    """What is used of an expression of `regex`, which has no types."""

    def finditer(self, text: str, *, timeout: float, concurrent: bool) -> Iterator[_Match]: ...

    def search(self, text: str, *, timeout: float | None = None) -> _Match | None: ...


@dataclass(frozen=True, slots=True)
class Expression:
    """A regular expression that can be run with a time limit: for most texts, and for those with disputed letters."""

    written: str
    usual: _Compiled
    disputed: _Compiled

    def for_text(self, text: str) -> _Compiled:
        """The one that finds in this text what `re` would find."""
        return self.disputed if self.usual is not self.disputed and _is_disputed(text) else self.usual


@cache
def compiled(expression: str) -> Expression:
    """An expression that `re` takes, as one with a time limit. Raises BadPattern when there is no such one."""
    import regex

    flags = re.compile(expression).flags
    try:
        usual: _Compiled = regex.compile(_rewritten(expression, words=False), regex.VERSION0)
        with_words = _rewritten(expression, words=not flags & (re.ASCII | re.VERBOSE))
        disputed: _Compiled = regex.compile(with_words, regex.VERSION0)
    except regex.error as error:
        what = msg("the regular expression cannot be run with a time limit: {error}", error=error)
        raise BadPattern(f"/{expression}/", 0, what, next_step=msg("write it in a simpler way")) from error
    return Expression(expression, usual, disputed)


def spans_of(expression: str, text: str, blocks: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where an expression matches within the blocks `(start, end)` of a text, in order; never without a letter.

    Raises SlowPattern when it takes too long.
    """
    to_run = compiled(expression).for_text(text)
    limit = Deadline(SECONDS_PER_TEXT + SECONDS_PER_MILLION * len(text) / 1_000_000)
    for start, end in blocks:
        seconds = min(SECONDS_PER_BLOCK, limit.left)
        try:
            for match in to_run.finditer(text[start:end], timeout=seconds, concurrent=True):
                if match.end() > match.start():
                    yield start + match.start(), start + match.end()
        except TimeoutError:
            raise SlowPattern(expression) from None


def _is_disputed(text: str) -> bool:
    """Whether a text holds a letter that `re` and `regex` disagree on. It is asked of its distinct letters, which are few."""
    return any(map(_is_disputed_letter, set(text)))


@cache
def _is_disputed_letter(letter: str) -> bool:
    return _disputed().search(letter) is not None


@cache
def _disputed() -> _Compiled:
    """Letters on which `re` and `regex` disagree whether they belong to a word."""
    import regex

    letters: _Compiled = regex.compile(_DISPUTED, regex.VERSION1)
    return letters


def _rewritten(expression: str, *, words: bool) -> str:
    """An expression for `regex`; with `words` also what a word is."""
    parts: list[str] = []
    in_class = False
    for piece in _PIECE.finditer(expression):
        text = piece[0]
        match piece.lastgroup:
            case "escape" if words and text in _AS_RE:
                if not in_class:
                    text = _AS_RE[text]
                elif text == r"\w":
                    text = _WORD
            case "brace" if not in_class:
                text = r"\{"
            case "open" if in_class:
                in_class = not text.endswith("]")
                text = "\\" + text
            case "open":
                in_class = True
            case "close":
                in_class = False
            case _:
                pass
        parts.append(text)
    return "".join(parts)
