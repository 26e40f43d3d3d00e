"""The recall at which reading may stop: the researcher's choice. Pure, and quick to import."""

TARGET = 0.95
"""The recall that reading may stop at, where the researcher says no other."""
LEAST, MOST = 0.5, 0.999
"""What may be chosen: below it, most may be missed; above it, only reading everything will do."""


def is_recall(number: float) -> bool:
    """Whether a recall may be chosen to stop at; not-a-number may not."""
    return LEAST <= number <= MOST


def per_cent(recall: float, *, comma: bool = False) -> str:
    """A recall in per cent, without the sign, with what decimals it has: 95, 97.5, 99.9."""
    written = f"{100 * recall:.6g}"
    return written.replace(".", ",") if comma else written
