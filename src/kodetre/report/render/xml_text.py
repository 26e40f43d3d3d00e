"""Text for formats that are XML inside."""

import re

_NO_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")


def clean(text: str) -> str:
    """Text without what XML cannot hold, and without marks that turn the direction of what follows."""
    return _NO_XML.sub("", text)
