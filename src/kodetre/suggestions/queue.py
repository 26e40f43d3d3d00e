"""The suggestions that a coder goes through: which are open, which is next, what was decided on each. Pure."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from kodetre.codebook.tree import stands_under
from kodetre.model.codings import Coding, Decision, SuggestionKey, Verdict
from kodetre.model.documents import Span
from kodetre.model.suggestions import Suggestion


class Queue:
    """Suggestions in the order to go through; those decided on before are taken out, and the deferred ones come last."""

    def __init__(
        self, suggestions: Sequence[Suggestion], codings: Sequence[Coding], decisions: Sequence[Decision], coder: str
    ) -> None:
        self._all = list(suggestions)
        self.coder = coder
        self.verdicts: dict[SuggestionKey, Verdict] = {}
        self.place = 0
        self.looking_back = False
        self.open = open_suggestions(self._all, codings, decisions, coder)
        self._keys = {s.key for s in self.open}
        self.learn(decisions)

    @property
    def current(self) -> Suggestion | None:
        """The suggestion to look at; None when all are decided on and none is looked back at."""
        if not self.open or (self.left == 0 and not self.looking_back):
            return None
        return self.open[self.place]

    @property
    def coming(self) -> "list[SuggestionKey]":
        """What is looked at, and what comes after it, in their order."""
        return [suggestion.key for suggestion in self.open[self.place :]]

    def go_on_from(self, keys: "Iterable[SuggestionKey]") -> None:
        """Make the first of some suggestions that is open and not decided on the current one; without any, the first of all.

        One whose code has another key now is known by its excerpt.
        """
        places: dict[tuple[object, ...], int] = {}
        for place, suggestion in enumerate(self.open):
            if suggestion.key not in self.verdicts:
                places[suggestion.key] = place
                places.setdefault(suggestion.key[:3], place)
        wanted = [places.get(key, places.get(key[:3], -1)) for key in keys]
        self.place = next((place for place in wanted if place >= 0), 0)

    @property
    def left(self) -> int:
        """How many are not decided on; deferred ones count."""
        return len(self.open) - sum(1 for verdict in self.verdicts.values() if verdict != "defer")

    @property
    def deferred(self) -> int:
        """How many are deferred."""
        return sum(1 for verdict in self.verdicts.values() if verdict == "defer")

    def learn(self, decisions: Iterable[Decision]) -> None:
        """Take over what the coder has decided, as the store has it."""
        mine = {decision.key: decision.verdict for decision in decisions if decision.coder == self.coder}
        self.verdicts = {s.key: mine[s.key] for s in self.open if s.key in mine}

    def decide(self, key: SuggestionKey, verdict: Verdict) -> None:
        """Note a verdict on a suggestion; of one that is not in the queue nothing is noted."""
        if key in self._keys:
            self.verdicts[key] = verdict

    def reopen(self, codings: Sequence[Coding], decisions: Sequence[Decision]) -> None:
        """After something was taken back: what was decided before this session and is open once more stands here again."""
        before = dict(self.verdicts)
        self.learn(decisions)
        again = [s for s in open_suggestions(self._all, codings, decisions, self.coder) if s.key not in self._keys]
        self.open[self.place : self.place] = again
        self._keys |= {s.key for s in again}
        changed = [i for i, s in enumerate(self.open) if before.get(s.key) != self.verdicts.get(s.key)]
        if changed and not again:
            self.place = changed[0]
        self.looking_back = False

    def renew(
        self,
        suggestions: Sequence[Suggestion],
        codings: Sequence[Coding],
        decisions: Sequence[Decision],
        *,
        in_place: bool,
    ) -> None:
        """Take suggestions as they are after something was learned; what is looked at stays what is looked at.

        With `in_place` they are gone through in the order given; otherwise what is decided stays where it was, and what is
        left comes after what is looked at, in the order given.
        """
        current = self.open[self.place].key if self.open else None
        before = {suggestion.key: suggestion for suggestion in self.open}
        given = {suggestion.key: suggestion for suggestion in suggestions}
        kept = {key: given.get(key, s) for key, s in before.items() if key in self.verdicts or key == current}
        known = {suggestion.key for suggestion in self._all}
        new = open_suggestions((s for s in suggestions if s.key not in known), codings, decisions, self.coder)
        members = before.keys() | {suggestion.key for suggestion in new}
        rest = [suggestion for suggestion in suggestions if suggestion.key in members]
        if in_place:
            self.open = [*(s for key, s in kept.items() if key not in given), *rest]
        else:
            self.open = [*kept.values(), *(s for s in rest if s.key not in kept)]
        self._all = [*suggestions, *(s for s in self._all if s.key not in given)]
        self._keys = {suggestion.key for suggestion in self.open}
        self.place = next((place for place, s in enumerate(self.open) if s.key == current), 0)

    def advance(self) -> None:
        """Go on to the next that is not decided: first those not yet seen, then the deferred."""
        self.looking_back = False
        count = len(self.open)
        for wanted in (None, "defer"):
            for step in range(1, count + 1):
                place = (self.place + step) % count
                if self.verdicts.get(self.open[place].key) == wanted:
                    self.place = place
                    return

    def step(self, by: int) -> bool:
        """Look at the next (1) or the one before (-1), decided on or not; False at the end."""
        place = self.place + by if self.current is not None or by > 0 else self.place
        if not 0 <= place < len(self.open) or (by < 0 and self.place == 0):
            return False
        self.place, self.looking_back = place, True
        return True

    def turn_to(self, document: str, offset: int) -> None:
        """Make the first open suggestion at or after a place of a document the current one, where there is one."""
        for place, suggestion in enumerate(self.open):
            if suggestion.document == document and suggestion.span.end > offset and suggestion.key not in self.verdicts:
                self.place = place
                return

    def turn_to_code(self, key: str) -> bool:
        """Make the next open suggestion for a code, or one under it, the current one; whether there is one."""
        count = len(self.open)
        for step in range(count):
            place = (self.place + step) % count
            suggestion = self.open[place]
            if stands_under(suggestion.code, key) and self.verdicts.get(suggestion.key) in (None, "defer"):
                self.place = place
                return True
        return False


def open_suggestions(
    suggestions: Iterable[Suggestion], codings: Sequence[Coding], decisions: Sequence[Decision], coder: str
) -> list[Suggestion]:
    """Those that the coder has not decided on, in their order; deferred ones come last.

    A suggestion is decided when it was accepted or rejected, or when the coder has coded an overlapping excerpt with
    its code.
    """
    verdicts = {decision.key: decision.verdict for decision in decisions if decision.coder == coder}
    coded: dict[tuple[str, str], list[Span]] = {}
    for coding in codings:
        if coding.coder == coder:
            coded.setdefault((coding.document, coding.code), []).append(coding.span)
    stretches = {key: _joined(spans) for key, spans in coded.items()}
    undecided: list[Suggestion] = []
    deferred: list[Suggestion] = []
    for suggestion in suggestions:
        verdict = verdicts.get(suggestion.key)
        if verdict in ("accept", "reject"):
            continue
        stretch = stretches.get((suggestion.document, suggestion.code))
        if stretch is not None and _touches(stretch, suggestion.span):
            continue
        (deferred if verdict == "defer" else undecided).append(suggestion)
    return undecided + deferred


_Stretches = tuple[list[int], list[int]]
"""Where stretches of a text begin and where they end, in their order; none overlaps another."""


def _joined(spans: Sequence[Span]) -> _Stretches:
    """Spans with those that overlap made one stretch."""
    starts: list[int] = []
    ends: list[int] = []
    for span in sorted(spans, key=lambda span: (span.start, span.end)):
        if ends and span.start < ends[-1]:
            ends[-1] = max(ends[-1], span.end)
        else:
            starts.append(span.start)
            ends.append(span.end)
    return starts, ends


def _touches(stretches: _Stretches, span: Span) -> bool:
    """Whether a span overlaps any of some stretches."""
    starts, ends = stretches
    first = bisect_right(ends, span.start)
    return first < len(starts) and starts[first] < span.end
