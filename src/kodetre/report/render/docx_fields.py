"""Word's fields: what Word counts itself, captions' numbers and the pages of a contents page."""

from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn


def field(paragraph: Any, instruction: str, shown: str, style: Any = None) -> None:  # noqa: ANN401
    """A field with what it shows until the document is opened: it is marked to be worked out anew then.

    `style` is that of its letters.
    """
    _mark(paragraph, "begin", style).set(qn("w:dirty"), "true")
    text = OxmlElement("w:instrText")
    text.set(qn("xml:space"), "preserve")
    text.text = instruction
    paragraph.add_run(style=style)._r.append(text)
    _mark(paragraph, "separate", style)
    paragraph.add_run(shown, style=style)
    _mark(paragraph, "end", style)


def bookmark(paragraph: Any, number: int, name: str) -> None:  # noqa: ANN401
    """Give a paragraph a name that fields can point at."""
    for kind in ("w:bookmarkStart", "w:bookmarkEnd"):
        mark = OxmlElement(kind)
        mark.set(qn("w:id"), str(number))
        if kind == "w:bookmarkStart":
            mark.set(qn("w:name"), name)
            paragraph._p.insert(1 if paragraph._p.pPr is not None else 0, mark)
        else:
            paragraph._p.append(mark)


def _mark(paragraph: Any, kind: str, style: Any) -> Any:  # noqa: ANN401
    mark = OxmlElement("w:fldChar")
    mark.set(qn("w:fldCharType"), kind)
    paragraph.add_run(style=style)._r.append(mark)
    return mark
