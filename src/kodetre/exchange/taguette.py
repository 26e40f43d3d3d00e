"""The codebook as Taguette's, a CSV that it imports: path, description, how many highlights and documents."""

import csv
import io
from collections.abc import Mapping

from kodetre.codebook.tree import Codebook


def codebook(book: Codebook, counts: Mapping[str, tuple[int, int]]) -> bytes:
    """The codes by their keys, whose dots Taguette takes for a tree as kodetre does; `counts` are the
    codings of each, and the documents that they are in.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["tag", "description", "number of highlights", "number of documents"])
    for code in book.codes():
        about = " – ".join(part for part in (code.label, code.definition) if part)
        writer.writerow([code.key, about, *counts.get(code.key, (0, 0))])
    return out.getvalue().encode("utf-8", "replace")
