"""A web page to a `Reading`: its main text, without menus and banners (trafilatura)."""

import logging
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from kodetre.errors import DamagedFile, EmptyFile
from kodetre.ingest.layout.drafts import Draft, clean, compose, pages_of
from kodetre.model.documents import Metadata, Reading
from kodetre.userfile import read_bytes

_YEAR = re.compile(r"\b(?:19|20)\d{2}\b")


def read(path: Path) -> Reading:
    """What a web page says. Raises EmptyFile when it has no bytes, DamagedFile when it is no web page."""
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    data = read_bytes(path)
    if not data.strip():
        raise EmptyFile(path, "is empty", next_step="save the page again")
    tree = trafilatura.load_html(data)
    if tree is None:
        raise DamagedFile(path, "is no web page", next_step="open it to see what it is, and save the page again")
    extracted: Any = trafilatura.bare_extraction(
        tree, include_tables=True, include_comments=False, with_metadata=True, favor_recall=True
    )
    drafts = list(_drafts(extracted.body)) if extracted is not None and extracted.body is not None else []
    composed = compose(drafts)
    date = _YEAR.search(extracted.date or "") if extracted is not None else None
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, ["1"], len(composed.text)),
        blocks=composed.blocks,
        metadata=Metadata(title=extracted.title or "", author=extracted.author or "", year=date[0] if date else "")
        if extracted is not None
        else Metadata(),
        status="ok" if composed.text else "no text",
        notes=() if composed.text else ("no main text was found in it",),
        paged=False,
    )


def _drafts(element: Any) -> Iterator[Draft]:  # noqa: ANN401
    for child in element:
        match child.tag:
            case "head":
                level = (child.get("rend") or "h2").lstrip("h")
                yield from _with_text("heading", int(level) if level.isdigit() else 2, child)
            case "list":
                for item in child.iter("item"):
                    yield from _with_text("list_item", 1, item)
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


def _with_text(kind: Any, level: int, element: Any) -> Iterator[Draft]:  # noqa: ANN401
    if text := _text(element):
        yield Draft(kind, level, text=text)


def _text(element: Any) -> str:  # noqa: ANN401
    return " ".join(clean("".join(element.itertext())).split())
