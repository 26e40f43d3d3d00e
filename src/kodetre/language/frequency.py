"""How often short words are parts of compounds, and which words have -s- behind them, as the word lists' own compounds tell.

`frequency.txt` is made by tools/part_frequencies.py. A word that it does not have is seldom a part; longer words are not in it, for
they are seldom parts by chance.
"""

from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Frequencies:
    """Words with how many compounds they are the first or last part of, as a level: 2 ** (level - 1) or more; and the words that
    have -s- behind them nearly always and hardly ever.
    """

    first: dict[str, int]
    last: dict[str, int]
    always: frozenset[str]
    never: frozenset[str]


@cache
def frequencies() -> Frequencies:
    """The frequencies, read once."""
    levels: dict[str, dict[str, int]] = {"first": {}, "last": {}}
    links: dict[str, set[str]] = {"always": set(), "never": set()}
    for line in (resources.files("kodetre.language") / "frequency.txt").read_text("utf-8").splitlines():
        name, *words = line.split(" ")
        if name in links:
            links[name].update(words)
        elif name in levels:
            levels[name].update(dict.fromkeys(words[1:], int(words[0])))
    return Frequencies(levels["first"], levels["last"], frozenset(links["always"]), frozenset(links["never"]))
