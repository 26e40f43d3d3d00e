"""Where many words stand on their pages, worked out at once."""

from collections.abc import Sequence

import numpy as np

from kodetre.model.documents import WordBoxes
from kodetre.pdf.page import ASCENT, DESCENT, FARTHEST_TENTH, Word


def add_boxes(columns: WordBoxes, words: Sequence[Word]) -> None:
    """Put the page and the box of each word (see `Word.box`) to columns."""
    columns.page.extend([word.page for word in words])
    sides = columns.left, columns.top, columns.right, columns.bottom
    if [word.turned for word in words].count(None) < len(words):
        for column, values in zip(sides, zip(*[word.box for word in words], strict=True), strict=True):
            column.extend(values)
        return
    left, right = np.array([word.left for word in words]), np.array([word.right for word in words])
    size, baseline = np.array([word.size for word in words]), 10 * np.array([word.baseline for word in words])
    places = 10 * left, baseline - 10 * ASCENT * size, 10 * right, baseline + 10 * DESCENT * size
    for column, place in zip(sides, places, strict=True):
        column.frombytes(np.clip(place + 0.5, 0, FARTHEST_TENTH).astype(np.uint16).tobytes())
