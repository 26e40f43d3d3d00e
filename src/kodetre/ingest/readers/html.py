"""A web page to a `Reading`: its main text, without menus and banners (trafilatura)."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kodetre.errors import DamagedFile, EmptyFile, TooLarge
from kodetre.i18n.message import msg
from kodetre.ingest.layout.drafts import Draft, clean, compose, pages_of
from kodetre.ingest.readers.html_tree import prepare
from kodetre.ingest.readers.struck import StruckWords
from kodetre.model.documents import Metadata, Reading, Strike
from kodetre.userfile import LARGEST_TEXT, read_bytes

_BLANK = b" \t\r\n\x0b\x0c\x00\xef\xbb\xbf\xff\xfe"
"""White space, and marks of an encoding."""
_OVERLONG_TAG = re.compile(rb"<([a-zA-Z][\w:-]{0,100})(?=[\s/])[^<>]{50000,}>")
"""libxml2 takes time by the square of the number of attributes, and no attribute is text."""
_GROUPING = re.compile(
    rb"<(/?)(?:div|section|article|main|span|center|font|blockquote|b|i|em|strong|u)\b[^<>]*>", re.IGNORECASE
)
"""Elements that say nothing of the text but that it belongs together; paragraphs never stand in one another."""
_SAYS_SOMETHING = {"figcaption": "p", "address": "p", "figure": "div"}
"""Elements that are no main text to trafilatura, and what they are made to be."""
_NO_TEXT = frozenset(
    "head script style nav header footer noscript button select option textarea svg iframe object".split()
)
"""Elements that hold no text of a page, or what stands on every page of its site."""
_FEW_WORDS, _SHARE_LEFT_OUT = 50, 0.2
"""So many words, and so large a share of all, may be left out without a word: dates, names of writers, links to share."""
_LARGEST = 20_000_000
"""Bytes of a page without its pictures that are gone through: finding the main text takes eighty times as many."""
_DEEPEST = 255
"""How deep in one another libxml2 lets elements stand."""
_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def read(path: Path, strike: Strike = "mark") -> Reading:
    """What a web page says; `strike` is what becomes of struck words.

    Raises EmptyFile when nothing is in it, TooLarge, DamagedFile when it is no web page.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    data = read_bytes(path, LARGEST_TEXT)
    if not data.strip(_BLANK):
        raise EmptyFile(path, msg("is empty"), next_step=msg("save the page again"))
    data = _OVERLONG_TAG.sub(rb"<\1>", data)
    if len(data) > _LARGEST:
        raise TooLarge(
            path,
            msg("has more than {largest} MB of text and markup, pictures not counted", largest=_LARGEST // 1000000),
            next_step=msg("save the parts of it that you need as pages of their own"),
        )
    too_deep = _goes_too_deep(data)
    if too_deep:
        data = _GROUPING.sub(rb"<\1p>", data)
        too_deep = _goes_too_deep(data)
    tree = trafilatura.load_html(data)
    if tree is None:
        raise DamagedFile(
            path, msg("is no web page"), next_step=msg("open it to see what it is, and save the page again")
        )
    struck = StruckWords(strike)
    prepare(tree, struck)
    for element in tree.iter(*_SAYS_SOMETHING):
        element.tag = _SAYS_SOMETHING[element.tag]
    on_page = _words_on(tree)
    extracted: Any = trafilatura.bare_extraction(
        tree, include_tables=True, include_comments=False, with_metadata=True, favor_recall=True
    )
    drafts = list(_drafts(extracted.body)) if extracted is not None and extracted.body is not None else []
    composed = compose(drafts)
    notes = [] if composed.text else [msg("no main text was found in it")]
    left_out = on_page - len(composed.text.split())
    if composed.text and left_out > max(_FEW_WORDS, _SHARE_LEFT_OUT * on_page):
        notes.append(
            msg(
                "{left_out} of its {on_page} words stand beside its main text, or in forms, and were left out",
                left_out=left_out,
                on_page=on_page,
            )
        )
    if too_deep:
        notes.append(msg("its elements stand in one another more than 255 deep, and what stands deeper was left out"))
    date = _YEAR.search(extracted.date or "") if extracted is not None else None
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, ["1"], len(composed.text)),
        blocks=composed.blocks,
        furniture=tuple(struck.left_out),
        metadata=Metadata(title=extracted.title or "", author=extracted.author or "", year=date[0] if date else "")
        if extracted is not None
        else Metadata(),
        status="ok" if composed.text else "no text",
        notes=tuple(notes),
        paged=False,
    )


def _drafts(element: Any) -> Iterator[Draft]:  # noqa: ANN401
    for child in element:
        match child.tag:
            case "head":
                level = (child.get("rend") or "h2").lstrip("h")
                yield from _with_text("heading", int(level) if level.isdigit() else 2, child)
            case "list":
                yield from _items(child)
            case "table":
                rows = [list(map(_text, row.iter("cell"))) for row in child.iter("row")]
                rows = [row for row in rows if any(row)]
                if rows:
                    width = max(map(len, rows))
                    yield Draft("table", rows=[row + [""] * (width - len(row)) for row in rows])
            case "div" | "quote" if len(child):
                yield from _drafts(child)
            case str():
                yield from _with_text("paragraph", 0, child)


def _words_on(tree: Any) -> int:  # noqa: ANN401
    """How many words a page shows outside of its menus, head and foot."""
    waiting = [tree]
    count = 0
    while waiting:
        element = waiting.pop()
        if isinstance(element.tag, str) and element.tag not in _NO_TEXT:
            count += len((element.text or "").split())
            waiting.extend(element)
        count += len((element.tail or "").split())
    return count


def _goes_too_deep(data: bytes) -> bool:
    """Whether libxml2 has stopped at elements that stand too deep in one another: then there is nothing below them."""
    from lxml import etree

    if data.count(b"<") <= _DEEPEST:
        return False
    parser = etree.HTMLParser()
    try:
        etree.fromstring(data, parser)
    except etree.LxmlError:
        return True
    return any("depth" in entry.message.lower() for entry in parser.error_log)


def _items(listed: Any) -> Iterator[Draft]:  # noqa: ANN401
    """The items of a list, each followed by those of the lists in it."""
    waiting = [(listed, 0)]
    while waiting:
        element, depth = waiting.pop()
        if element.tag == "item":
            own = "".join(_letters_before_lists(element))
            if text := " ".join(clean(own).split()):
                yield Draft("list_item", depth, text=text)
        inside = depth + 1 if element.tag == "list" else depth
        waiting.extend((child, inside) for child in reversed(element) if child.tag in ("list", "item"))


def _letters_before_lists(item: Any) -> Iterator[str]:  # noqa: ANN401
    """The text of an item without that of lists in it."""
    yield item.text or ""
    for child in item:
        if child.tag != "list":
            yield "".join(child.itertext())
        yield child.tail or ""


def _with_text(kind: Any, level: int, element: Any) -> Iterator[Draft]:  # noqa: ANN401
    if text := _text(element):
        yield Draft(kind, level, text=text)


def _text(element: Any) -> str:  # noqa: ANN401
    return " ".join(clean("".join(element.itertext())).split())
