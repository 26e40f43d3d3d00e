"""The key of a code that comes with a name alone. Pure."""

import re
import unicodedata

_NO_LETTER = re.compile(r"[\W_]+")
_LONGEST = 60


def key_of(name: str) -> str:
    """A name as the last part of a key: small letters (æ, ø and å too) and digits, joined by _. "Støtte & tilskudd" is
    støtte_tilskudd.
    """
    plain = unicodedata.normalize("NFC", name).lower()
    return _NO_LETTER.sub("_", plain).strip("_")[:_LONGEST].strip("_") or "kode"
