"""What a suite is: trials that are made from a seed alone, each in a folder of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Broken:
    """A promise that was not kept: which, and what was seen."""

    promise: str
    what: str

    def __str__(self) -> str:
        return f"{self.promise}: {self.what}"


@dataclass(frozen=True, slots=True)
class Trial:
    """How much a trial tried, in the unit of its suite, what it broke, and what was done in it."""

    tried: int
    broken: tuple[Broken, ...] = ()
    story: str = ""


@dataclass(frozen=True, slots=True)
class Suite:
    """Trials of one kind.

    `unit` names what is counted and `usual` how many `make soak` tries; a trial that takes longer than `longest` seconds
    hangs. `trial` is given a seed and an empty folder, and does the same whenever it is given the same seed.
    """

    name: str
    unit: str
    usual: int
    longest: float
    trial: Callable[[int, Path], Trial]
