"""Every kind of report by name, and what each needs. Pure."""

from collections.abc import Callable, Sequence

from kodetre.report.accounts import absence, codebook, keywords, memos, progress
from kodetre.report.comparing import compare, cooccurrence, timeline
from kodetre.report.tables import Basis, Table, documents, excerpts, frequencies, matrix

KINDS: dict[str, Callable[[Basis], Table]] = {
    "excerpts": excerpts,
    "frequencies": frequencies,
    "matrix": matrix,
    "compare": compare,
    "absence": absence,
    "cooccurrence": cooccurrence,
    "documents": documents,
    "codebook": codebook,
    "keywords": keywords,
    "timeline": timeline,
    "progress": progress,
    "memos": memos,
}
"""Each makes a table of what it is given; matrix raises ValueError for a codebook with one dimension."""

EVERYTHING = "everything"
WITHOUT_CODINGS = frozenset({"documents", "codebook", "keywords", "absence", "progress", "memos", EVERYTHING})
"""Reports that say something when nothing is coded."""
SEARCHES = frozenset({"keywords", "absence", "progress", EVERYTHING})
"""Reports that want to know what the keywords hit."""
_ORDER = (
    "documents", "codebook", "frequencies", "matrix", "compare", "timeline", "cooccurrence", "absence", "keywords", "progress",
    "memos", "excerpts",
)  # fmt: skip


def tables(kind: str, basis: Basis) -> Sequence[Table]:
    """The tables of a report: one, or, for everything, all that have rows. Raises ValueError as matrix does."""
    if kind != EVERYTHING:
        return [KINDS[kind](basis)]
    several = len(basis.codebook.dimensions) > 1
    made = [KINDS[name](basis) for name in _ORDER if name != "matrix" or several]
    return [table for table in made if table.rows]
