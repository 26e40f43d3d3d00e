"""Words of a PDF that pdfium cannot open, read by pdfplumber, which mends other kinds of damage."""

import logging
from pathlib import Path

from kodetre.pdf.words import DESCENT, FARTHEST_POINT, PageContent, Word

_BETWEEN_WORDS = 0.17
"""The gap that parts two words, in em: pdfplumber's own 3 points glue the words of justified text."""


def contents(path: Path) -> list[PageContent]:
    """What stands on every page, without ruling lines; empty when pdfplumber cannot read the file either."""
    import pdfplumber

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what is said of the file is said once, by kodetre
    found = []
    try:
        with pdfplumber.open(path) as document:
            for number, page in enumerate(document.pages, start=1):
                said = page.dedupe_chars(tolerance=1).extract_words(
                    x_tolerance_ratio=_BETWEEN_WORDS, extra_attrs=["fontname", "size"], use_text_flow=False
                )
                words = [
                    Word(
                        one["text"], one["x0"], one["x1"], one["bottom"] - DESCENT * one["size"], round(one["size"], 2),
                        "bold" in one["fontname"].lower(), one["fontname"], number,
                    )
                    for one in said
                    if one["text"] and 0 < one["size"] < FARTHEST_POINT and 0 <= one["x0"] < one["x1"] < FARTHEST_POINT
                ]  # fmt: skip
                found.append(PageContent(number, float(page.width), float(page.height), words))
                page.close()
    except Exception:  # noqa: BLE001 - pdfminer raises whatever the damage leads it to
        return []
    return found
