"""Counts in English, as messages say them: 1 minute, 2 minutes."""

_IRREGULAR = {"body": "bodies", "category": "categories", "copy": "copies", "entry": "entries", "match": "matches"}


def counted(count: int, noun: str) -> str:
    """A number with its noun, given in the singular: "1 minute", "2 minutes", "0 minutes"."""
    return f"{count} {noun if count == 1 else _IRREGULAR.get(noun, noun + 's')}"
