"""Whether a regular expression can take forever: it is tried on texts that are made from itself.

What makes a matcher try for ever is a stretch that a repeat takes in many ways, and then something that does not fit. So
for each repeat of the expression a text is made of what leads up to it, what it repeats, many times, and a letter that
fits nothing. Expressions that are merely slow on such a text are let through; the time limit at use is there for them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kodetre.matching.expressions import compiled

SECONDS = 0.2
_TO_BE_SURE = 1.0
"""Seconds of a second try: the machine may have been busy with something else at the first."""
_LONG, _LONGER = 200, 1_000
"""Letters of a text; the longer one where a repeat stands in a repeat."""
_MANY = 10
"""Repetitions from which a repeat counts as one without an end."""
_MOST_SAMPLES, _MOST_PUMPS, _LONGEST_SAMPLE = 4, 40, 200
_ENDS = ("!", "\n", "¤")
_LETTERS = "aA1 _.,-;xzæ\n\t"
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|N\{[^}]*\}|0[0-7]{0,2}|.)", re.DOTALL)
_CLASS = re.compile(r"\[\^?\]?(?:[^\]\\]|\\.)*\]", re.DOTALL)
_COUNT = re.compile(r"\{(\d*)(?:(,)(\d*))?\}")
_GROUP = re.compile(r"\((?:\?(?:P<\w+>|<?[=!]|:|>|[aiLmsux-]+:|\(\w+\)))?")
_NOTHING = re.compile(r"\(\?(?:#[^)]*|P=\w+|[aiLmsux]+)\)")


@dataclass(frozen=True, slots=True)
class _Pump:
    """What is repeated, what leads up to it, and whether it is repeated within a repeat."""

    before: str
    text: str
    nested: bool


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of an expression: some texts that it takes, the shortest first, and what it repeats."""

    samples: tuple[str, ...] = ("",)
    pumps: tuple[_Pump, ...] = ()


def endless(expression: str) -> str:
    """The beginning of a text on which an expression (one that `re` takes) does not come to an end; empty when none was found."""
    to_run = compiled(expression).usual
    for text in _attacks(expression):
        for seconds in (SECONDS, _TO_BE_SURE):
            try:
                to_run.search(text, timeout=seconds)
                break
            except TimeoutError:
                continue
        else:
            return text[:20]
    return ""


def _attacks(expression: str) -> Iterator[str]:
    whole = _Reader(expression).alternatives()
    sample = whole.samples[-1]
    for pump in whole.pumps[:_MOST_PUMPS]:
        length = _LONGER if pump.nested else _LONG
        text = pump.before + pump.text * (length // len(pump.text))
        yield text
        for end in _ENDS:
            yield f"{text}{end}{sample}"


class _Reader:
    """Goes through an expression once; it is known to be right."""

    def __init__(self, expression: str) -> None:
        self._written = expression
        self._at = 0

    def alternatives(self) -> _Part:
        """What stands between bars, up to a closing parenthesis or the end."""
        parts = [self._sequence()]
        while self._written.startswith("|", self._at):
            self._at += 1
            parts.append(self._sequence())
        samples = [part.samples[0] for part in parts]
        pumps: list[_Pump] = []
        for part in parts:
            samples += part.samples[1:]
            pumps += part.pumps
        return _Part(_few(samples), tuple(pumps))

    def _sequence(self) -> _Part:
        shortest, longest = "", ""
        pumps: list[_Pump] = []
        while self._at < len(self._written) and self._written[self._at] not in "|)":
            part = self._repeated(self._atom())
            pumps += [_Pump(longest + pump.before, pump.text, pump.nested) for pump in part.pumps]
            shortest = (shortest + part.samples[0])[:_LONGEST_SAMPLE]
            longest = (longest + part.samples[-1])[:_LONGEST_SAMPLE]
        return _Part(_few([shortest, longest]), tuple(pumps))

    def _repeated(self, part: _Part) -> _Part:
        """A part with the repeat that follows it."""
        least, most = self._count()
        if most is None:
            return part
        possessive = self._written.startswith("+", self._at)
        if self._written[self._at : self._at + 1] in ("?", "+"):
            self._at += 1
        pumps = list(part.pumps)
        if most >= _MANY:
            pumps = [_Pump(pump.before, pump.text, True) for pump in part.pumps]
            if not possessive:
                pumps += [_Pump("", sample, bool(part.pumps)) for sample in part.samples if sample]
        shortest, longest = part.samples[0] * least, part.samples[-1] * max(1, least)
        return _Part(_few([shortest[:_LONGEST_SAMPLE], longest[:_LONGEST_SAMPLE]]), tuple(pumps))

    def _count(self) -> tuple[int, int | None]:
        """How often the last part may stand: at least, at most. None when nothing says so."""
        sign = self._written[self._at : self._at + 1]
        if sign and sign in "*+?":
            self._at += 1
            return int(sign == "+"), 1 if sign == "?" else _MANY
        count = _COUNT.match(self._written, self._at)
        if count is None or count[0] == "{}":
            return 1, None
        self._at = count.end()
        least = int(count[1] or 0)
        most = least if not count[2] else int(count[3]) if count[3] else max(_MANY, least)
        return min(least, _LONGEST_SAMPLE), most

    def _atom(self) -> _Part:
        written, at = self._written, self._at
        if (nothing := _NOTHING.match(written, at)) is not None:
            self._at = nothing.end()
            return _Part()
        if (group := _GROUP.match(written, at)) is not None:
            self._at = group.end()
            inside = self.alternatives()
            self._at += 1
            looks = group[0] in ("(?=", "(?!", "(?<=", "(?<!")
            return _Part(pumps=inside.pumps) if looks else inside
        several = _CLASS.match(written, at) if written[at] == "[" else _ESCAPE.match(written, at)
        self._at = several.end() if several is not None else at + 1
        atom = written[at : self._at]
        if several is None and atom not in ".^$":
            return _Part((atom,))
        return _Part(_few(_taken(atom)))


def _taken(atom: str) -> list[str]:
    """Letters that a class, an escape or a dot takes; an empty text for what stands between letters, or for none of these."""
    try:
        takes = re.compile(atom, re.DOTALL if atom == "." else 0)
    except re.error:  # a reference to a group
        return [""]
    letters = [letter for letter in dict.fromkeys(_LETTERS + atom) if takes.fullmatch(letter)]
    return letters or [""]


def _few(samples: list[str]) -> tuple[str, ...]:
    """The first few different ones of them."""
    return tuple(dict.fromkeys(samples))[:_MOST_SAMPLES]
