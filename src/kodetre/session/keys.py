"""What a key does in a session that asks one question after another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SessionKey:
    """A key, the name of what it does, the label that people read, and what is asked besides; empty for nothing."""

    key: str
    name: str
    label: str
    asks: str = ""
