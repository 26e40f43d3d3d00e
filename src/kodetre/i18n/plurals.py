"""How many of something there are, in the English of commands and messages."""

_IRREGULAR = {
    "analysis": "analyses",
    "category": "categories",
    "copy": "copies",
    "entry": "entries",
    "person": "people",
    "query": "queries",
}


def plural(noun: str) -> str:
    """The plural of a noun, or of a phrase that ends in one: newer version, newer versions."""
    before, space, last = noun.rpartition(" ")
    return f"{before}{space}{_IRREGULAR.get(last, f'{last}s')}"
