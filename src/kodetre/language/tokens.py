"""Words of a text with their offsets."""

import re
from collections.abc import Iterator

_TOKEN = re.compile(
    r"""[\w.+-]+@[\w-]+(?:\.[\w-]+)+            # e-mail
      | \d+(?:[.,:/–-]\d+)*\.?(?=\W|$)          # 2023–2026, 01.07.2022, 12,5, an ordinal
      | [^\W_]+(?:['’.&-](?=[^\W_])[^\W_]+)*    # FACT-team, f.eks, d’Or
    """,
    re.VERBOSE,
)


def tokens(text: str) -> Iterator[tuple[int, int]]:
    """The `(start, end)` of every word and number of a text, in order and without overlap."""
    for found in _TOKEN.finditer(text):
        end = found.end()
        yield found.start(), end - 1 if text[end - 1] == "." else end


def word_count(text: str) -> int:
    """How many words and numbers a text holds."""
    return sum(1 for _ in _TOKEN.finditer(text))
