"""Text for formats that are XML inside."""

import re

from kodetre import controls

_NO_XML = re.compile(r"[\ud800-\udfff\ufffe\uffff]")


def clean(text: str) -> str:
    """Text without what XML cannot hold, and without what is not seen."""
    return text if text.isprintable() else _NO_XML.sub("", controls.left_out(text))
