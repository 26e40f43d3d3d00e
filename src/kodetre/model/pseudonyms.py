"""The key to the pseudonyms of a project. Pure."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

PARTICLES = frozenset("av de den der del la van von y og".split())
"""What stands in a name and is none by itself."""
_SHORTEST_PART = 2


@dataclass(frozen=True, slots=True)
class Key:
    """Which names stand for whom: pseudonyms by name, and words with a capital that were looked at and are no names.

    It is kept outside of the project, and nothing of it but `id` ever comes into the store.
    """

    id: str
    names: tuple[tuple[str, str], ...] = field(default=(), repr=False)
    not_names: tuple[str, ...] = field(default=(), repr=False)

    def with_names(self, names: Iterable[tuple[str, str]]) -> "Key":
        """With more names; one that is there already gets the new pseudonym."""
        return replace(self, names=tuple((dict(self.names) | dict(names)).items()))

    def without(self, words: Iterable[str]) -> "Key":
        """With more words that are no names."""
        return replace(self, not_names=tuple(dict.fromkeys((*self.not_names, *words))))

    @property
    def pseudonyms(self) -> tuple[str, ...]:
        """The pseudonyms, each once."""
        return tuple(dict.fromkeys(pseudonym for _, pseudonym in self.names))

    def forms(self) -> dict[str, str]:
        """What is replaced by what: each name, and each word of it by itself. Words that several people's names share stand for
        all of them: A/B.
        """
        whole = {" ".join(name.split()): pseudonym for name, pseudonym in self.names}
        parts: dict[str, list[str]] = {}
        for name, pseudonym in whole.items():
            words = name.split()
            for word in words if len(words) > 1 else ():
                if word.casefold() not in PARTICLES and len(word.strip(".")) >= _SHORTEST_PART:
                    shared = parts.setdefault(word, [])
                    if pseudonym not in shared:
                        shared.append(pseudonym)
        lowered = {name.casefold() for name in whole}
        of_parts = {word: "/".join(shared) for word, shared in parts.items() if word.casefold() not in lowered}
        return {**of_parts, **whole}


@dataclass(frozen=True, slots=True)
class NameCandidate:
    """What may be somebody's name: how often it stands in which documents or files, and one of the places."""

    name: str
    count: int
    where: tuple[str, ...]
    excerpt: str
    speaks: bool = False
    """Whether it is the name of a speaker."""


@dataclass(frozen=True, slots=True)
class NamePlace:
    """A name of the key that was met: where, in what kind of place, whose (by the pseudonym), and how often."""

    where: str
    kind: str
    pseudonym: str
    count: int = 1
