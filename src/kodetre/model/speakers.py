"""Who speaks in transcripts. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a document (D1): in how many paragraphs, with how many words, and whether they ask the questions."""

    document: str
    name: str
    paragraphs: int
    words: int
    asks: bool = False
