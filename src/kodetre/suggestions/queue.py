"""The suggestions that a coder goes through: which are open, which is next, what was decided on each. Pure."""

from collections.abc import Iterable, Iterator, Sequence

from kodetre.model.codings import Coding, Decision, SuggestionKey, Verdict
from kodetre.model.suggestions import Suggestion
from kodetre.suggestions.in_a_row import InARow, in_a_row, same_rows


class Queue:
    """Suggestions in the order to go through; those decided on before are taken out, and the deferred ones come last."""

    def __init__(
        self, suggestions: Sequence[Suggestion], codings: Sequence[Coding], decisions: Sequence[Decision], coder: str
    ) -> None:
        self._all = in_a_row(suggestions)
        self.coder = coder
        self.verdicts: dict[SuggestionKey, Verdict] = {}
        self.place = 0
        self.looking_back = False
        self._open = in_a_row(open_suggestions(suggestions, codings, decisions, coder))
        self.learn(decisions)

    @property
    def open(self) -> InARow:
        """The suggestions that were open when the session began, and those that were opened again, in their order."""
        return self._open

    @property
    def current(self) -> Suggestion | None:
        """The suggestion to look at; None when all are decided on and none is looked back at."""
        if not self.open or (self.left == 0 and not self.looking_back):
            return None
        return self.open[self.place]

    @property
    def coming(self) -> "Iterator[SuggestionKey]":
        """What is looked at, and what comes after it, in their order."""
        return map(self._open.key, range(self.place, len(self._open)))

    def go_on_from(self, keys: "Iterable[SuggestionKey]") -> None:
        """Make the first of some suggestions that is open and not decided on the current one; without any, the first of all.

        One whose code has another key now is known by its excerpt.
        """
        self.place = 0
        for key in keys:
            places = [place for place in (self._open.place(key),) if place is not None and key not in self.verdicts]
            places = places or [place for place in self._open.of_excerpt(key) if self._verdict(place) is None]
            if places:
                self.place = min(places)
                return

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
        self.verdicts = {key: verdict for key, verdict in mine.items() if self._open.place(key) is not None}

    def decide(self, key: SuggestionKey, verdict: Verdict) -> None:
        """Note a verdict on a suggestion; of one that is not in the queue nothing is noted."""
        if self._open.place(key) is not None:
            self.verdicts[key] = verdict

    def reopen(self, codings: Sequence[Coding], decisions: Sequence[Decision]) -> None:
        """After something was taken back: what was decided before this session and is open once more stands here again."""
        before = dict(self.verdicts)
        self.learn(decisions)
        again = self._all.undecided(codings, decisions, self.coder).without(self._open)
        self._open = self._open.with_inserted(self.place, again)
        changed = [key for key in before.keys() | self.verdicts.keys() if before.get(key) != self.verdicts.get(key)]
        if changed and not len(again):
            places = (self._open.place(key) for key in changed)
            self.place = min((place for place in places if place is not None), default=self.place)
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
        current = self._open.key(self.place) if self.open else None
        given, every, before = same_rows(in_a_row(suggestions), self._all, self._open)
        keys = [key for key in {*self.verdicts, current} if key is not None]
        kept = before.of_keys(keys)
        new = given.without(every).undecided(codings, decisions, self.coder)
        rest = given.among(before, new)
        if in_place:
            self._open = kept.without(given).with_inserted(len(kept.without(given)), rest)
        else:
            self._open = kept.with_inserted(len(kept), rest.without(kept))
        self._all = given.with_inserted(len(given), every.without(given))
        place = self._open.place(current) if current is not None else None
        self.place = place if place is not None else 0

    def advance(self) -> None:
        """Go on to the next that is not decided: first those not yet seen, then the deferred."""
        self.looking_back = False
        count = len(self.open)
        for wanted in (None, "defer"):
            for step in range(1, count + 1):
                place = (self.place + step) % count
                if self._verdict(place) == wanted:
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
        for place in self._open.after(document, offset):
            if self._open.key(place) not in self.verdicts:
                self.place = place
                return

    def turn_to_code(self, key: str) -> bool:
        """Make the next open suggestion for a code, or one under it, the current one; whether there is one."""
        places = self._open.of_code(key)
        for place in [*(p for p in places if p >= self.place), *(p for p in places if p < self.place)]:
            if self._verdict(place) in (None, "defer"):
                self.place = place
                return True
        return False

    def of(self, document: str, code: str) -> list[Suggestion]:
        """The suggestions for a code in a document, in their order."""
        return [self.open[place] for place in self._open.of_code(code, document)]

    def _verdict(self, place: int) -> Verdict | None:
        return self.verdicts.get(self._open.key(place))


def open_suggestions(
    suggestions: Iterable[Suggestion], codings: Sequence[Coding], decisions: Sequence[Decision], coder: str
) -> InARow:
    """Those that the coder has not decided on, in their order; deferred ones come last.

    A suggestion is decided when it was accepted or rejected, or when the coder has coded an overlapping excerpt with
    its code.
    """
    return in_a_row(suggestions).undecided(codings, decisions, coder)
