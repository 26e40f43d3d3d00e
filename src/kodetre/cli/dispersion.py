"""Where in a document something stands, as a row of signs in the terminal."""

from collections.abc import Iterable

LEVELS = "▁▂▃▄▅▆▇█"


def strip(offsets: Iterable[int], length: int, width: int) -> str:
    """A text of `length` characters as `width` signs, higher where more of the offsets lie; a dot where none does."""
    counts = [0] * width
    for offset in offsets:
        counts[min(width - 1, offset * width // max(1, length))] += 1
    most = max(counts, default=0)
    return "".join(LEVELS[(count * len(LEVELS) - 1) // most] if count else "·" for count in counts)
