"""Where names of a key stand in a text, in whatever form.

A name is met with a capital or in capitals; in small letters where they make no ordinary word; in the genitive (*Peters*,
*Peter's*) and as a family (*Hansenene*); before a hyphen or in a compound (*Peterhuset*); broken at a line end (*Pe-ter*), with
soft hyphens or letters in pieces; and its words with any white space or a hyphen between them. To replace too much costs a word,
to replace too little costs somebody's anonymity: what is doubtful is replaced.
"""

import re
import unicodedata
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kodetre.language.lexicon import known, lemmas
from kodetre.model.documents import Span

_WITHIN = "(?:[\u00ad\u200b\u200c\u200d\u2060\ufeff]|[-\u2010\u2011\u00ad][ \t\r\n]*)?"
"""What a hyphenation may have put between two letters."""
_BETWEEN = "(?:[\\s\u00a0\u202f~_+.,%-]|[\u2010-\u2015]|\u00ad|%20)+"
"""What may stand between two words of a name; the signs are those of addresses and file names."""
_BREAK = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff\u0300-\u036f]+|(?<=\\w)[-\u2010\u2011][ \t\r\n]*(?=\\w)")
_APOSTROPHES = "'’‘´`ʼ"
_BASE = {
    letter: unicodedata.normalize("NFD", chr(letter))[0] for letter in (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))
} | {ord(sign): "'" for sign in _APOSTROPHES}
"""Letters without their marks."""
_SEPARATORS = " -"
_PARTS = re.compile(r"[\s-]+|.", re.DOTALL)
_FAMILY = frozenset("s ene enes ane anes".split())
"""Endings of a name: the genitive, and a family."""
_SHORTEST_COMPOUND = 4
"""Letters of a name that a compound may begin with, and of the rest of it."""
_ADDRESS, _LONGEST = 80, 40
"""Letters of an address and of a word that are looked at."""
_HEXADECIMAL = frozenset("0123456789abcdef-")
_SHORTEST_HASH = 12
_CITATION = re.compile(r"\[\[\s*(?=[a-fA-F-]*\d)[0-9a-fA-F-]{4,36}(?:\s+\w+)?\s*\]\]")
"""An excerpt that a text cites by its id: [[3f2a91c4]], in which short names stand by chance too."""
_SURELY_FAMILY = re.compile(r"\w{3,}(?:sen|stad|gård|gaard|sson|ssen)")


@dataclass(frozen=True, slots=True)
class Met:
    """A name in a text, `[start, end)` without its ending, and the pseudonym for it."""

    start: int
    end: int
    pseudonym: str


class Names:
    """Finds the names of a key. What it is made of is `Key.forms`: pseudonyms by name."""

    def __init__(self, forms: Mapping[str, str]) -> None:
        self._names = [
            _Name(_folded(name), pseudonym, len(name.split()), re.compile(_spelled(_folded(name))))
            for name, pseudonym in sorted(forms.items(), key=lambda entry: len(entry[0]), reverse=True)
        ]
        self._firsts = {_plain(re.split(r"[\s-]", name.folded)[0]) for name in self._names}
        self._by_letter: dict[str, list[_Name]] = {}
        for name in self._names:
            self._by_letter.setdefault(_letter_of(name.folded[0]), []).append(name)

    def __bool__(self) -> bool:
        return bool(self._names)

    def met(self, text: str) -> list[Met]:
        """Every name in a text, in order and without overlap."""
        return list(self._met(text)) if self._names else []

    def any(self, text: str) -> bool:
        """Whether a name of the key stands in a text."""
        return bool(self._names) and next(self._met(text), None) is not None

    def _met(self, text: str) -> Iterator[Met]:
        ends = 0
        for start in _places_of(self._firsts, text):
            if start >= ends and (met := self._at(text, start, ends)) is not None:
                ends = met.end
                yield met

    def _at(self, text: str, start: int, ends: int) -> Met | None:
        """The longest name that begins at a place; `ends` is where the one before it ended."""
        for name in self._by_letter.get(_letter_of(text[start]), ()):
            match = name.pattern.match(text, start)
            if match is not None and self._holds(text, name, Span(start, match.end()), ends):
                return Met(start, match.end(), name.pseudonym)
        return None

    def _holds(self, text: str, name: "_Name", span: Span, ends: int) -> bool:
        """Whether what was met is the name and not a part of another word."""
        if _is_in_hexadecimal(text, span):
            return False
        first, last = text[span.start], text[span.end - 1]
        if span.end < len(text) and unicodedata.combining(text[span.end]):
            return False
        before, rest = _letters_before(text, span.start) if span.start > ends else "", _letters_after(text, span.end)
        whole = (before + span.of(text) + rest).lower()
        if not first.isupper() and name.words == 1 and is_ordinary(name.folded) and not _is_in_address(text, span):
            return False
        if before and not (before[-1].islower() and first.isupper()) and not _ends_compound(name.folded, before, whole):
            return False
        if not rest or (last.islower() and rest[0].isupper()) or rest.lower() in _FAMILY:
            return True
        return self._at(text, span.end, span.end) is not None or _begins_compound(name.folded, rest, whole)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name without regard to case, of so many words, and how it is found."""

    folded: str
    pseudonym: str
    words: int
    pattern: re.Pattern[str]


def is_ordinary(name: str) -> bool:
    """Whether a name in small letters is an ordinary word: *dag*, *stein*, *berg*."""
    if _SURELY_FAMILY.fullmatch(name) or not known(name):
        return False
    return any(lemma[:1].islower() for lemma in lemmas(name))


def _is_in_address(text: str, span: Span) -> bool:
    """Whether a place is in an address or a path."""
    before = text[max(0, span.start - _ADDRESS) : span.start].split()
    after = text[span.end : span.end + _ADDRESS].split()
    parts = (
        before[-1] if before and not text[span.start - 1].isspace() else "",
        after[0] if after and not text[span.end : span.end + 1].isspace() else "",
    )
    return not {"@", "/", "\\"}.isdisjoint("".join(parts))


def _is_in_hexadecimal(text: str, span: Span) -> bool:
    """Whether a place is in a hash, a UUID or what cites an excerpt, in which short names stand by chance."""
    if not _HEXADECIMAL.issuperset(span.of(text)):
        return False
    cited = text.rfind("[[", max(0, span.start - _ADDRESS), span.start)
    if cited >= 0 and (match := _CITATION.match(text, cited)) is not None and match.end() > span.end:
        return True
    start, end = span.start, span.end
    while start > 0 and text[start - 1] in _HEXADECIMAL:
        start -= 1
    while end < len(text) and text[end] in _HEXADECIMAL:
        end += 1
    return end - start >= _SHORTEST_HASH and any(letter.isdigit() for letter in text[start:end])


def _folded(name: str) -> str:
    return " ".join(unicodedata.normalize("NFC", name).casefold().split())


def _spelled(name: str) -> str:
    """A name as a regular expression: its words with anything between them, its letters with a hyphenation anywhere."""
    spelled, after = "", False
    for symbol in _symbols(name):
        spelled += (_WITHIN if after and symbol not in _SEPARATORS else "") + _symbol(symbol)
        after = symbol not in _SEPARATORS
    return spelled


def _places_of(words: Iterable[str], text: str) -> list[int]:
    """Where words may begin in a text, in order, without regard to case, marks and hyphenation: to be looked at closely."""
    plain, offsets = _plain(text), None
    if _BREAK.search(text) is not None:
        pieces, kept = [], array("L")
        place = 0
        for broken in (*_BREAK.finditer(text), None):
            end = broken.start() if broken is not None else len(text)
            pieces.append(plain[place:end])
            kept.extend(range(place, end))
            place = broken.end() if broken is not None else end
        plain, offsets = "".join(pieces), kept
    starts: set[int] = set()
    for word in words:
        at = plain.find(word)
        while at >= 0:
            starts.add(offsets[at] if offsets is not None else at)
            at = plain.find(word, at + 1)
    return sorted(starts)


def _plain(text: str) -> str:
    """A text in small letters without marks, sign for sign."""
    plain = text.translate(_BASE)
    lowered = plain.lower()
    return lowered if len(lowered) == len(text) else "".join(letter.lower()[:1] for letter in plain)


def _symbols(name: str) -> list[str]:
    """A name letter by letter, with one sign for what parts its words: a space, or a hyphen, which may be missing."""
    return [
        ("-" if "-" in part else " ") if part[0] in _SEPARATORS else part for part in _PARTS.findall(name.strip(" -"))
    ]


def _symbol(symbol: str) -> str:
    if symbol in _SEPARATORS:
        return f"(?:{_BETWEEN})?" if symbol == "-" else _BETWEEN
    return _letter(symbol)


def _either(ways: Sequence[str]) -> str:
    return ways[0] if len(ways) == 1 else f"(?:{'|'.join(ways)})"


def _forms_of(letter: str) -> list[str]:
    """A letter as it may be written: small and large, in one piece or with its marks apart."""
    if letter in _APOSTROPHES:
        return list(_APOSTROPHES)
    cases = dict.fromkeys((letter, letter.upper(), letter.lower()))
    forms: dict[str, None] = {}
    for case in cases:
        forms |= dict.fromkeys((case, unicodedata.normalize("NFD", case)))
    return list(forms)


def _letter(letter: str) -> str:
    forms = sorted(_forms_of(letter), key=len, reverse=True)
    single = "".join(re.escape(form) for form in forms if len(form) == 1)
    several = [re.escape(form) for form in forms if len(form) > 1]
    return _either([*several, f"[{single}]"])


def _letter_of(letter: str) -> str:
    """What names are looked up by: the first sign of a letter, small and without marks."""
    return unicodedata.normalize("NFD", letter)[:1].lower()


def _letters_after(text: str, end: int) -> str:
    length = end
    while length < len(text) and length < end + _LONGEST and text[length].isalpha():
        length += 1
    return text[end:length]


def _letters_before(text: str, start: int) -> str:
    length = start
    while length > 0 and length > start - _LONGEST and text[length - 1].isalpha():
        length -= 1
    return text[length:start]


def _begins_compound(name: str, rest: str, whole: str) -> bool:
    """Whether a word begins with a name and goes on with a word: Peterhuset, Petersaken. Bergverk is a word of its own."""
    rest = rest.lower()
    if len(name) < _SHORTEST_COMPOUND or len(rest) < _SHORTEST_COMPOUND or known(whole):
        return False
    return known(rest) or (rest[0] == "s" and len(rest) > _SHORTEST_COMPOUND and known(rest[1:]))


def _ends_compound(name: str, before: str, whole: str) -> bool:
    """Whether a word ends with a name: intervjupeter. A trompeter is none."""
    before = before.lower()
    if len(name) < _SHORTEST_COMPOUND or len(before) < _SHORTEST_COMPOUND or known(whole) or is_ordinary(name):
        return False
    return known(before) or (before[-1] == "s" and len(before) > _SHORTEST_COMPOUND and known(before[:-1]))
