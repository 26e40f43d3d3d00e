"""Keywords held against passages that somebody has coded: what they find, what they miss, what they hit and should not. Pure."""

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from kodetre.codebook.tree import Codebook, stands_under
from kodetre.model.documents import Span, number_of
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.estimate import Estimate, f_score, wilson


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a document that somebody has judged for a code."""

    document: str
    span: Span
    code: str


@dataclass(frozen=True, slots=True)
class Gold:
    """What somebody has judged: passages that belong to their code, passages that do not, and those that are doubtful.

    With `judged_only` a suggestion is wrong only where a passage says so; otherwise it is wrong wherever no passage of its code is.
    """

    passages: tuple[Passage, ...]
    rejected: tuple[Passage, ...] = ()
    doubtful: tuple[Passage, ...] = ()
    judged_only: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How many suggestions were right and wrong, and how many passages were found and missed."""

    right: int = 0
    wrong: int = 0
    found: int = 0
    missed: int = 0

    @property
    def precision(self) -> Estimate | None:
        """The share of the suggestions that are right."""
        return wilson(self.right, self.right + self.wrong)

    @property
    def recall(self) -> Estimate | None:
        """The share of the passages that are found."""
        return wilson(self.found, self.found + self.missed)

    @property
    def f1(self) -> Estimate | None:
        """The harmonic mean of both."""
        return f_score((self.right, self.right + self.wrong), (self.found, self.found + self.missed))

    def __add__(self, other: "Score") -> "Score":
        right, wrong = self.right + other.right, self.wrong + other.wrong
        return Score(right, wrong, self.found + other.found, self.missed + other.missed)


@dataclass(frozen=True, slots=True)
class KeywordScore:
    """A keyword of a code, held against the passages of `against`: the code, or the nearest above it that has been judged.

    `alone` is how many passages it finds that no other keyword does.
    """

    code: str
    keyword: str
    against: str
    score: Score
    alone: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """A unit that keywords of a code, or of those under it, hit, and that is not one of its passages."""

    document: str
    span: Span
    code: str
    keywords: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """The score of every code that was judged, each with the codes under it, in the order of the codebook; of every keyword of
    theirs; and what was missed and what was wrong, by document and place. `total` is the sum over the codes that stand under no
    other of these.
    """

    codes: tuple[tuple[str, Score], ...]
    keywords: tuple[KeywordScore, ...]
    missed: tuple[Passage, ...]
    wrong: tuple[Wrong, ...]
    total: Score


@dataclass(slots=True)
class _Unit:
    """A unit that keywords hit, with the keywords by their codes."""

    document: str
    span: Span
    keywords: list[tuple[str, str]]


class _Places:
    """Passages by document."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._of: dict[str, list[Passage]] = {}
        for passage in passages:
            self._of.setdefault(passage.document, []).append(passage)

    def at(self, document: str, span: Span) -> list[Passage]:
        """Those that overlap a stretch."""
        return [passage for passage in self._of.get(document, ()) if passage.span.overlaps(span)]


def measure(codebook: Codebook, suggestions: Sequence[Suggestion], gold: Gold, codes: Set[str]) -> Measured:
    """Hold the suggestions of keywords in some documents against what was judged there, for each of some codes."""
    order = [code.key for code in codebook.codes()]
    judged = [key for key in order if key in codes]
    scores: list[tuple[str, Score]] = []
    missed: list[Passage] = []
    wrong: list[Wrong] = []
    keywords: list[KeywordScore] = []
    total = Score()
    for key in judged:
        of_code = _OfCode(key, suggestions, gold)
        scores.append((key, of_code.score()))
        if not _stands_under_another(key, judged):
            missed += of_code.missed
            wrong += of_code.wrong
            total += of_code.score()
        for code in codebook.codes():
            if _nearest(code.key, judged) == key:
                keywords += [of_code.of_keyword(code.key, keyword.written) for keyword in code.keywords]
    missed.sort(key=lambda passage: (number_of(passage.document), passage.span.start, passage.code))
    wrong.sort(key=lambda unit: (number_of(unit.document), unit.span.start, unit.code))
    return Measured(tuple(scores), tuple(keywords), tuple(missed), tuple(wrong), total)


def _stands_under_another(code: str, codes: Iterable[str]) -> bool:
    return any(stands_under(code, other) for other in codes if other != code)


def _nearest(code: str, judged: Sequence[str]) -> str:
    """The code that has been judged and that a code is, or stands under most closely; empty for none."""
    above = [key for key in judged if stands_under(code, key)]
    return max(above, key=len, default="")


class _OfCode:
    """What was judged of a code and those under it, beside what their keywords hit."""

    def __init__(self, key: str, suggestions: Sequence[Suggestion], gold: Gold) -> None:
        self.key = key
        self.passages = list(dict.fromkeys(p for p in gold.passages if stands_under(p.code, key)))
        self._right: list[_Unit] = []
        self._wrong: list[_Unit] = []
        places = _Places(self.passages)
        doubtful = _Places(p for p in gold.doubtful if stands_under(p.code, key))
        rejected = _Places(p for p in gold.rejected if stands_under(p.code, key))
        found_by: dict[Passage, list[tuple[str, str]]] = {}
        for unit in _units(key, suggestions):
            here = places.at(unit.document, unit.span)
            for passage in here:
                found_by.setdefault(passage, []).extend(unit.keywords)
            if here:
                self._right.append(unit)
            elif doubtful.at(unit.document, unit.span):
                continue
            elif not gold.judged_only or rejected.at(unit.document, unit.span):
                self._wrong.append(unit)
        self._found_by = {passage: frozenset(keywords) for passage, keywords in found_by.items()}
        self.missed = [passage for passage in self.passages if passage not in self._found_by]

    @property
    def wrong(self) -> list[Wrong]:
        """What the keywords hit and should not."""
        units: list[Wrong] = []
        for unit in self._wrong:
            written = dict.fromkeys(keyword for _, keyword in unit.keywords)
            units.append(Wrong(unit.document, unit.span, self.key, tuple(written)))
        return units

    def score(self) -> Score:
        """That of all keywords together."""
        return Score(len(self._right), len(self._wrong), len(self._found_by), len(self.missed))

    def of_keyword(self, code: str, written: str) -> KeywordScore:
        """That of one keyword."""
        keyword = code, written
        right = sum(keyword in unit.keywords for unit in self._right)
        found = [keywords for keywords in self._found_by.values() if keyword in keywords]
        missed = len(self.passages) - len(found)
        wrong = sum(keyword in unit.keywords for unit in self._wrong)
        score = Score(right, wrong, len(found), missed)
        return KeywordScore(code, written, self.key, score, sum(len(keywords) == 1 for keywords in found))


def _units(key: str, suggestions: Iterable[Suggestion]) -> list[_Unit]:
    """The units that keywords of a code, and of those under it, hit; each once."""
    units: dict[tuple[str, Span], _Unit] = {}
    for suggestion in suggestions:
        if suggestion.hits and stands_under(suggestion.code, key):
            place = suggestion.document, suggestion.span
            unit = units.setdefault(place, _Unit(*place, []))
            unit.keywords.extend((suggestion.code, keyword) for keyword in suggestion.keywords)
    return list(units.values())
