"""Words of a PDF that pdfium cannot open, read by pdfplumber, which mends other kinds of damage."""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kodetre.pdf.page import DESCENT, FARTHEST_POINT, PageContent, Word

_BETWEEN_WORDS = 0.17
"""The gap that parts two words, in em: pdfplumber's own 3 points glue the words of justified text."""


def contents(path: Path) -> list[PageContent]:
    """What stands on every page, without ruling lines; empty when pdfplumber cannot read the file either."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is said of the file is said once, by kodetre
    pages = []
    try:
        with pdfplumber.open(path) as document:
            for number, page in enumerate(document.pages, start=1):
                extracted = page.dedupe_chars(tolerance=1).extract_words(
                    x_tolerance_ratio=_BETWEEN_WORDS, extra_attrs=["fontname", "size"], use_text_flow=False
                )
                words = [_word(word, number) for word in extracted if _is_sound(word)]
                pages.append(PageContent(number, float(page.width), float(page.height), words))
                page.close()
    except Exception:  # noqa: BLE001 - pdfminer raises whatever the damage leads it to
        return []
    return pages


def _is_sound(word: Mapping[str, Any]) -> bool:
    """Whether a word has letters, and a size and a place that are no damage."""
    return bool(word["text"]) and 0 < word["size"] < FARTHEST_POINT and 0 <= word["x0"] < word["x1"] < FARTHEST_POINT


def _word(word: Mapping[str, Any], page: int) -> Word:
    font, size = word["fontname"], word["size"]
    baseline = word["bottom"] - DESCENT * size
    return Word(word["text"], word["x0"], word["x1"], baseline, round(size, 2), "bold" in font.lower(), font, page)
