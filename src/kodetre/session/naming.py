"""The session in which it is decided of words whether they are somebody's name, and what stands in its place. No screen in it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from kodetre.i18n.message import msg
from kodetre.model.pseudonyms import Key, NameCandidate
from kodetre.session.keys import SessionKey

KEYS = (
    SessionKey("y", "name", msg("a name: the proposed pseudonym")),
    SessionKey("j", "name", msg("ja: the same as y")),
    SessionKey("w", "write", msg("a name: a pseudonym of your own, or the one that somebody has already")),
    SessionKey("n", "no", msg("no name of a person")),
    SessionKey("d", "later", msg("decide later")),
    SessionKey("u", "back", msg("take the last answer back")),
    SessionKey("?", "help", msg("this help")),
    SessionKey("q", "quit", msg("end; every answer is saved")),
)


@dataclass(frozen=True, slots=True)
class NamingView:
    """What there is to decide on now: the word, the pseudonym that is proposed, and how many are left with it."""

    candidate: NameCandidate
    proposed: str
    left: int


class Naming:
    """Goes through candidates; `save` keeps the key after every answer, and refuses what cannot be."""

    def __init__(self, candidates: Sequence[NameCandidate], key: Key, save: Callable[[Key], Key]) -> None:
        self._waiting = list(candidates)
        self._save = save
        self.key = key
        self._before: list[tuple[list[NameCandidate], Key]] = []
        self.named = 0
        self.answered = 0

    def view(self) -> NamingView | None:
        """What is to be decided on; None when there is nothing left."""
        if not self._waiting:
            return None
        return NamingView(self._waiting[0], self._proposed(self._waiting[0]), len(self._waiting))

    @property
    def waiting(self) -> tuple[NameCandidate, ...]:
        """Everything that is not decided on."""
        return tuple(self._waiting)

    def name(self, pseudonym: str = "") -> None:
        """It is a name, and the pseudonym stands for it: the proposed one unless another is given. Raises what `save` raises."""
        candidate = self._waiting[0]
        wanted = pseudonym.strip() or self._proposed(candidate)
        before = self.key
        self.key = self._save(self.key.with_names([(candidate.name, wanted)]))
        self.named += 1
        parts = {part.casefold() for part in self.key.forms()}
        self._go_on(before, lambda other: other.name.casefold() not in parts)

    def no(self) -> None:
        """It is nobody's name."""
        before = self.key
        self.key = self._save(self.key.without([self._waiting[0].name]))
        self._go_on(before)

    def later(self) -> None:
        """Leave it for another time."""
        self._go_on(self.key)

    def back(self) -> bool:
        """Take the last answer of this session back; False where there is none."""
        if not self._before:
            return False
        waiting, key = self._before.pop()
        self.named -= len(self.key.names) > len(key.names)
        self.answered -= 1
        self._waiting, self.key = waiting, self._save(key)
        return True

    def _go_on(self, before: Key, stays: Callable[[NameCandidate], bool] = lambda _: True) -> None:
        self.answered += 1
        self._before.append((self._waiting, before))
        self._waiting = [each for each in self._waiting[1:] if stays(each)]

    def _proposed(self, candidate: NameCandidate) -> str:
        word = "Informant" if candidate.speaks else "Person"
        taken = set(self.key.pseudonyms)
        number = 1
        while f"{word} {number}" in taken:
            number += 1
        return f"{word} {number}"
