"""Paragraphs drawn at random, among those that keywords hit and among the rest; what their judgements say of the keywords. Pure."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Code, Codebook, stands_under
from kodetre.model.documents import Document, Span
from kodetre.model.judgements import Answer, Judgement, UnitKey
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.estimate import Estimate, Stratum, recall, wilson

SHARE_OF_HITS = 1 / 3
"""The share of a sample that is drawn among paragraphs with hits. What keywords miss is rare among the many without, so that recall
rests on these; Webber (2013), as cited in estimate.py, finds such a division good."""
FEWEST_OF_A_CODE = 6
"""Paragraphs that are drawn for a code at least, when a sample is for several."""


@dataclass(frozen=True, slots=True)
class SampleUnit:
    """A paragraph that can be drawn, with its permanent random number: the lowest of a part of a corpus are a simple random sample
    of it, however the part is made up, so that judgements stay of use when keywords, codes or documents change.

    Permanent random numbers: Ohlsson (1995), Coordination of samples using permanent random numbers, in Cox et al. (eds.), Business
    Survey Methods, 153–169.
    """

    key: UnitKey
    span: Span
    number: int
    turn: int = 0
    """Another random number, for mixing parts with one another."""


def sample_units(document: Document, spans: Iterable[Span]) -> list[SampleUnit]:
    """The units of coding of a document as they can be drawn. Their numbers come from the document's random id and their words."""
    before: Counter[str] = Counter()
    units: list[SampleUnit] = []
    for span in spans:
        quote = span.of(document.text)
        key = UnitKey(document.id, quote, before[quote])
        before[quote] += 1
        named = f"{document.info.uuid}\0{key.occurrence}\0{quote}".encode("utf-8", "surrogatepass")
        digest = hashlib.sha256(named).digest()
        units.append(SampleUnit(key, span, int.from_bytes(digest[:8]), int.from_bytes(digest[8:16])))
    return units


@dataclass(frozen=True, slots=True)
class Frame:
    """What is drawn from for a code: the paragraphs that its keywords, or those of the codes under it, hit, and the rest; each in
    the order in which they are drawn.
    """

    code: str
    hit: tuple[SampleUnit, ...]
    rest: tuple[SampleUnit, ...]

    def drawn(self, size: int) -> list[SampleUnit]:
        """A sample of a size, or of all there are: a third among those with hits. The parts are mixed at random, so that
        nothing tells which is which, and each comes in the order of its numbers, so that whoever stops early has samples of both.
        """
        of_hits = min(len(self.hit), max(1, round(size * SHARE_OF_HITS)))
        of_rest = min(len(self.rest), size - of_hits)
        of_hits = min(len(self.hit), size - of_rest)
        turns = _in_turn(self.hit[:of_hits]) + _in_turn(self.rest[:of_rest])
        return [unit for _, unit in sorted(turns, key=lambda turn: (turn[0], turn[1].key))]


def _in_turn(units: Sequence[SampleUnit]) -> list[tuple[int, SampleUnit]]:
    """Units in their order, each with a random number that is greater than the one before."""
    return list(zip(sorted(unit.turn for unit in units), units, strict=True))


def frame_of(code: str, units: Sequence[SampleUnit], suggestions: Iterable[Suggestion]) -> Frame:
    """What is drawn from for a code, of some units in any order."""
    places = {(s.document, s.span) for s in suggestions if s.hits and stands_under(s.code, code)}
    in_order = sorted(units, key=lambda unit: (unit.number, unit.key))
    hit = tuple(unit for unit in in_order if (unit.key.document, unit.span) in places)
    rest = tuple(unit for unit in in_order if (unit.key.document, unit.span) not in places)
    return Frame(code, hit, rest)


def codes_to_sample(codebook: Codebook) -> list[Code]:
    """The codes at the top of their trees that have keywords, or have codes with keywords under them."""
    with_keywords = {code.top for code in codebook.codes() if code.keywords}
    return [code for code in codebook.codes() if code.key in with_keywords]


@dataclass(frozen=True, slots=True)
class SampleEstimate:
    """What a coder's judgements say of the keywords of a code and those under it.

    `hit` and `rest` are the paragraphs with and without hits; judged are those with yes or no. `doubtful` were drawn and left out.
    """

    code: str
    coder: str
    hit: Stratum
    rest: Stratum
    doubtful: int

    @property
    def precision(self) -> Estimate | None:
        """The share of the paragraphs with hits that belong to the code."""
        return wilson(self.hit.right, self.hit.judged)

    @property
    def missed(self) -> Estimate | None:
        """The share of the paragraphs without hits that belong to it all the same."""
        return wilson(self.rest.right, self.rest.judged)

    @property
    def recall(self) -> Estimate | None:
        """The share of the paragraphs that belong to it that have hits."""
        return recall(self.hit, self.rest)


def estimate_of(frame: Frame, coder: str, answers: Mapping[UnitKey, Answer]) -> SampleEstimate:
    """What a coder's answers for a code say of its keywords.

    Of each part those count that were answered before the first one that was not: they are a random sample of it, whoever stopped
    where, and whatever was a hit when they were drawn.
    """
    hit, doubtful_hits = _stratum(frame.hit, answers)
    rest, doubtful_rest = _stratum(frame.rest, answers)
    return SampleEstimate(frame.code, coder, hit, rest, doubtful_hits + doubtful_rest)


def _stratum(units: Sequence[SampleUnit], answers: Mapping[UnitKey, Answer]) -> tuple[Stratum, int]:
    counts: Counter[Answer] = Counter()
    for unit in units:
        if unit.key not in answers:
            break
        counts[answers[unit.key]] += 1
    return Stratum(len(units), counts["yes"] + counts["no"], counts["yes"]), counts["doubtful"]


def answers_of(judgements: Iterable[Judgement]) -> dict[tuple[str, str], dict[UnitKey, Answer]]:
    """The answers of each code and coder."""
    answers: dict[tuple[str, str], dict[UnitKey, Answer]] = {}
    for judgement in judgements:
        answers.setdefault((judgement.code, judgement.coder), {})[judgement.unit] = judgement.answer
    return answers
