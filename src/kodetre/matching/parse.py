"""The keyword pattern language, read with the column of every mistake.

    tilskudd            the word, its inflections, and compounds with it as a part
    rådgivende enhet    words after one another
    =leder              the word and its inflections, no compounds
    lov:NOUN            only where it is a noun, when the project's analyser tells
    avkriminalisere~    the word and those derived of the same stem, with their inflections and compounds
    tilskudd- -tilskudd compounds that begin with it, that end in it
    tilskudd* organis?sjon   by letters
    "Ny start"          exactly these letters
    a NEAR/5 b          within five words, in either order
    a AND b, a OR b, a NOT b (also a AND NOT b), ( )   within the same block
    /\\b\\d+ årsverk\\b/   a regular expression

NEAR binds tighter than AND and NOT, which bind tighter than OR; operators of the same strength go from left to right.
"""

import re
from dataclasses import dataclass

from kodetre.errors import BadPattern
from kodetre.i18n.message import msg
from kodetre.language.analysis import PARTS
from kodetre.matching.patterns import (
    Both,
    Either,
    Exact,
    Near,
    Pattern,
    Phrase,
    Regex,
    Term,
    Wildcard,
    Without,
    WordMode,
    WordPattern,
)

NEAREST, FARTHEST = 1, 100
MOST_PIECES = 500
"""Words, operators and parentheses of a pattern, over which it is several."""

_LEXEME = re.compile(
    r"""(?P<space>\s+)
      | (?P<open>\()
      | (?P<close>\))
      | "(?P<exact>[^"]*)"
      | (?P<unclosed_exact>")
      | /(?P<regex>(?:[^/\\]|\\.)*)/(?=[\s)]|$)
      | (?P<unclosed_regex>/)
      | (?P<operator>(?:AND|OR|NOT|NEAR(?:/\d+)?)(?=[\s()"]|$))
      | (?P<badnear>NEAR/[^\s()]*)
      | (?P<word>[^\s()"]+)""",
    re.VERBOSE,
)
_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*\.?")
_WILD = re.compile(r"[\w?*'’.&-]+")


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str
    column: int


def parse(pattern: str) -> Pattern:
    """The pattern that a text describes.

    Raises BadPattern with the 0-based column of the mistake and how to mend it.
    """
    return _Parser(pattern).parse()


class _Parser:
    """Recursive descent over the lexemes of one pattern."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = self._tokens()
        self.place = 0
        self.depth = 0

    def parse(self) -> Pattern:
        if not self.source.strip():
            raise BadPattern(self.source, 0, msg("the pattern is empty"))
        pattern = self._either()
        if (token := self._peek()) is not None:
            raise self._bad(token.column, msg("a parenthesis is closed that was never opened"))
        return pattern

    def _bad(self, column: int, what: str, next_step: str = "") -> BadPattern:
        return BadPattern(self.source, column, what, next_step=next_step)

    def _tokens(self) -> list[_Token]:
        tokens = []
        for lexeme in _LEXEME.finditer(self.source):
            kind, column = lexeme.lastgroup or "", lexeme.start()
            match kind:
                case "space":
                    continue
                case "unclosed_exact":
                    raise self._bad(column, msg("a quotation mark is opened and never closed"))
                case "unclosed_regex":
                    raise self._bad(
                        column,
                        msg("a regular expression begins here and does not end"),
                        msg("close it with /, or write a / inside it as \\/"),
                    )
                case "badnear":
                    raise self._bad(column, msg("NEAR/ wants a number of words"), msg("for example: NEAR/5"))
            tokens.append(_Token(kind, lexeme[kind], column))
            if len(tokens) > MOST_PIECES:
                what = msg("a pattern of more than {most} words and operators", most=MOST_PIECES)
                raise self._bad(column, what, msg("make several patterns of it"))
        return tokens

    def _peek(self) -> _Token | None:
        return self.tokens[self.place] if self.place < len(self.tokens) else None

    def _operator(self, *names: str) -> _Token | None:
        token = self._peek()
        if token is not None and token.kind == "operator" and token.text.split("/")[0] in names:
            self.place += 1
            return token
        return None

    def _either(self) -> Pattern:
        left = self._both()
        while self._operator("OR"):
            left = Either(left, self._both())
        return left

    def _both(self) -> Pattern:
        left = self._near()
        while (token := self._operator("AND", "NOT")) is not None:
            barred = token.text == "NOT" or self._operator("NOT") is not None  # a AND NOT b is a NOT b
            left = Without(left, self._near()) if barred else Both(left, self._near())
        return left

    def _near(self) -> Pattern:
        left = self._operand()
        while (token := self._operator("NEAR")) is not None:
            number = token.text.partition("/")[2]
            distance = int(number) if number and len(number) < 6 else 10 if not number else FARTHEST + 1
            if not NEAREST <= distance <= FARTHEST:
                raise self._bad(
                    token.column, msg("NEAR takes {nearest} to {farthest} words", nearest=NEAREST, farthest=FARTHEST)
                )
            left = Near(left, self._operand(), distance)
        return left

    def _operand(self) -> Pattern:
        token = self._peek()
        if token is None:
            raise self._bad(len(self.source), msg("something is missing at the end"))
        self.place += 1
        match token.kind:
            case "open":
                return self._parenthesis(token)
            case "close":
                raise self._bad(token.column, msg("a pattern is missing before this parenthesis"))
            case "operator":
                name = token.text.split("/")[0]
                hint = (
                    msg("put the word in quotes if it is meant as a word") if name != "NOT" else msg("write: a NOT b")
                )
                raise self._bad(token.column, msg("{operator} has nothing before it", operator=name), hint)
            case "exact":
                if not token.text.strip():
                    raise self._bad(token.column, msg("there is nothing between the quotation marks"))
                operand: Pattern = Exact(token.text)
            case "regex":
                operand = self._regex(token)
            case _:
                return self._phrase(token)
        self._no_neighbour(operand)
        return operand

    def _parenthesis(self, token: _Token) -> Pattern:
        self.depth += 1
        if self.depth > 50:
            raise self._bad(token.column, msg("more than 50 parentheses inside one another"))
        inside = self._either()
        closing = self._peek()
        if closing is None or closing.kind != "close":
            raise self._bad(token.column, msg("this parenthesis is never closed"))
        self.place += 1
        self.depth -= 1
        self._no_neighbour(inside)
        return inside

    def _no_neighbour(self, operand: Pattern) -> None:
        token = self._peek()
        if token is not None and token.kind not in ("operator", "close"):
            if token.text.startswith("~"):
                raise self._family_of_one(token.column)
            raise self._bad(
                token.column, msg("an operator is missing before this"), msg("write AND, OR, NOT or NEAR/5 between")
            )

    def _phrase(self, first: _Token) -> Pattern:
        words = [self._word(first)]
        while (token := self._peek()) is not None and token.kind == "word":
            self.place += 1
            words.append(self._word(token))
        if (token := self._peek()) is not None and token.kind not in ("operator", "close"):
            raise self._bad(
                token.column, msg("an operator is missing before this"), msg("write AND, OR, NOT or NEAR/5 between")
            )
        if len(words) == 1:
            return words[0]
        if families := [word for word in words if isinstance(word, WordPattern) and word.mode == "family"]:
            raise self._family_of_one(self.source.index(f"{families[0].word}~", first.column) + len(families[0].word))
        return Phrase(tuple(words))

    def _family_of_one(self, column: int) -> BadPattern:
        next_step = msg("bring it together with other words by NEAR, for example: psykisk NEAR/1 behandle~")
        return self._bad(
            column,
            msg("~ is for a word that stands alone, not for a phrase or what is in quotes or slashes"),
            next_step,
        )

    def _word(self, token: _Token) -> Term:
        text, column = token.text, token.column
        mode: WordMode = "any"
        if "~" in text and ("*" in text or "?" in text):
            what = msg("~ asks for a word's family, and a word with * or ? goes by its letters")
            raise self._bad(column + text.index("~"), what, msg("leave the one or the other out"))
        if "*" in text or "?" in text:
            if not _WILD.fullmatch(text):
                raise self._bad(
                    column, msg("'{word}' mixes letters and signs; use quotes for exact letters", word=text)
                )
            if not text.strip("*?-"):
                raise self._bad(column, msg("'{word}' would match every word; write some letters too", word=text))
            return Wildcard(text)
        text, part = self._part(text, column)
        if "~" in text:
            return self._family(text, column, part)
        if text.startswith("="):
            mode, text, column = "inflected", text[1:], column + 1
        elif text.startswith("-"):
            mode, text, column = "last", text[1:], column + 1
        if mode == "any" and text.endswith("-"):
            mode, text = "first", text[:-1]
        elif text.endswith("-"):
            raise self._bad(
                column + len(text) - 1,
                msg("a hyphen in front and behind"),
                msg("{word} alone means every compound", word=text[:-1]),
            )
        if not text:
            raise self._bad(token.column, msg("a word is missing at '{written}'", written=token.text))
        if not (match := _WORD.match(text)) or match.end() != len(text):
            wrong = match.end() if match else 0
            raise self._bad(
                column + wrong,
                msg("'{sign}' is no part of a word", sign=text[wrong]),
                msg("put the whole in quotes to match exactly these letters (in YAML: '\"…\"')"),
            )
        return WordPattern(text, mode, part)

    def _family(self, text: str, column: int, part: str) -> WordPattern:
        """A word with ~ behind it."""
        word, _, after = text.partition("~")
        if after:
            raise self._bad(
                column + len(word), msg("~ stands behind a word, once"), msg("for example: avkriminalisere~")
            )
        if not word:
            raise self._bad(column, msg("a word is missing before ~"), msg("for example: avkriminalisere~"))
        if word.startswith(("=", "-")) or word.endswith("-"):
            sign = "=" if word.startswith("=") else "-"
            what = msg("~ takes compounds and derived words, and {sign} takes some of them away", sign=sign)
            raise self._bad(column + len(word), what, msg("leave the one or the other out"))
        if not (match := _WORD.match(word)) or match.end() != len(word):
            wrong = match.end() if match else 0
            raise self._bad(
                column + wrong, msg("'{sign}' is no part of a word", sign=word[wrong]), msg("~ wants letters before it")
            )
        return WordPattern(word, "family", part)

    def _part(self, text: str, column: int) -> tuple[str, str]:
        """A word without the part of speech behind it, and the part of speech."""
        word, colon, part = text.rpartition(":")
        if not colon:
            return text, ""
        if part.upper() not in PARTS or not part:
            raise self._bad(
                column + len(word) + 1,
                msg("'{tag}' is no part of speech", tag=part),
                msg(
                    "write one of: {tags}; or put the whole in quotes to match exactly these letters",
                    tags=", ".join(PARTS[1:]),
                ),
            )
        return word, part.upper()

    def _regex(self, token: _Token) -> Regex:
        if not token.text:
            raise self._bad(token.column, msg("the regular expression is empty"))
        try:
            compiled = re.compile(token.text)
        except (re.error, OverflowError, RecursionError) as error:
            at = getattr(error, "pos", None) or 0
            raise self._bad(
                token.column + 1 + at, msg("the regular expression is wrong: {reason}", reason=error)
            ) from error
        if compiled.match("") and compiled.fullmatch(""):
            raise self._bad(
                token.column, msg("the regular expression matches nothing at all, so it would match everywhere")
            )
        return Regex(token.text)
