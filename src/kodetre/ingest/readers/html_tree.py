"""What a web page says by its elements, written into its text before the main text is looked for, which knows no elements then:
numbers of lists, what is struck through; and what was deleted, taken out.
"""

from typing import Any

from kodetre.ingest.layout.drafts import STRUCK
from kodetre.ingest.readers.numbering import numeral
from kodetre.ingest.readers.struck import StruckWords

_FORMATS = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


def prepare(tree: Any, struck: StruckWords) -> None:  # noqa: ANN401 - a tree of lxml
    """Change a page's tree: deleted text goes, struck text is marked or goes, numbered items begin with their number."""
    for element in list(tree.iter("del")):
        _drop(element)
    for element in list(tree.iter("s", "strike")):
        _strike(element, struck)
    for listed in tree.iter("ol"):
        _number(listed)


def _strike(element: Any, struck: StruckWords) -> None:  # noqa: ANN401
    """Mark the text of an element as struck, or take it out; one within another is struck with it."""
    text = "".join(element.itertext())
    if not text.strip() or next(element.iterancestors("s", "strike"), None) is not None:
        return
    if struck.strike == "drop":
        struck.paragraph().write(text, struck=True)
        _drop(element)
    elif struck.strike == "mark":
        element.text = STRUCK + (element.text or "")
        last = next(element.iterchildren("*", reversed=True), None)
        if last is None:
            element.text += STRUCK
        else:
            last.tail = (last.tail or "") + STRUCK


def _drop(element: Any) -> None:  # noqa: ANN401
    """Take an element out, and leave the text after it."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    if element.tail and before is not None:
        before.tail = (before.tail or "") + element.tail
    elif element.tail:
        parent.text = (parent.text or "") + element.tail
    parent.remove(element)


def _number(listed: Any) -> None:  # noqa: ANN401
    """Write the numbers of a list as a browser shows them (HTML Living Standard, 4.4.5)."""
    items = list(listed.iterchildren("li"))
    step = -1 if listed.get("reversed") is not None else 1
    number = _integer(listed.get("start"), len(items) if step < 0 else 1)
    format = _FORMATS.get(listed.get("type") or "1", "decimal")
    for item in items:
        number = _integer(item.get("value"), number)
        inner = _first_text(item)
        inner.text = f"{numeral(number, format)}. {(inner.text or '').lstrip()}"
        number += step


def _first_text(item: Any) -> Any:  # noqa: ANN401
    """Where an item's text begins: in itself or in the paragraph that it begins with."""
    first = next(item.iterchildren("*"), None)
    begins_with_paragraph = first is not None and first.tag == "p" and not (item.text or "").strip()
    return first if begins_with_paragraph else item


def _integer(text: str | None, otherwise: int) -> int:
    text = (text or "").strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 6 else otherwise
