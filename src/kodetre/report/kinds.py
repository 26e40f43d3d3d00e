"""Every kind of report by name, what each needs and what may be asked of it. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import fields

from kodetre.errors import WrongUse
from kodetre.report.data import ReportData
from kodetre.report.options import Options
from kodetre.report.table import Table
from kodetre.report.tables.absence import absence
from kodetre.report.tables.codebook import codebook
from kodetre.report.tables.compare import compare
from kodetre.report.tables.cooccurrence import cooccurrence
from kodetre.report.tables.excerpts import excerpts
from kodetre.report.tables.frequencies import frequencies
from kodetre.report.tables.keywords import keywords
from kodetre.report.tables.matrix import matrix
from kodetre.report.tables.memos import memos
from kodetre.report.tables.progress import progress
from kodetre.report.tables.references import documents, references
from kodetre.report.tables.timeline import timeline

KINDS: dict[str, Callable[[ReportData, Options], list[Table]]] = {
    "excerpts": excerpts,
    "frequencies": frequencies,
    "matrix": matrix,
    "compare": compare,
    "absence": absence,
    "cooccurrence": cooccurrence,
    "documents": documents,
    "references": references,
    "codebook": codebook,
    "keywords": keywords,
    "timeline": timeline,
    "progress": progress,
    "memos": memos,
}
"""Each makes tables of what it is given; matrix raises WrongUse for a codebook with one dimension."""

EVERYTHING = "everything"
WITHOUT_CODINGS = frozenset(
    {"documents", "references", "codebook", "keywords", "absence", "progress", "memos", EVERYTHING}
)
"""Reports that say something when nothing is coded."""
_ORDER = (
    "documents", "references", "codebook", "frequencies", "matrix", "compare", "timeline", "cooccurrence", "absence", "keywords",
    "progress", "memos", "excerpts",
)  # fmt: skip
_ASKED = {
    "excerpts": {"by", "typical"},
    "frequencies": {"by", "measure", "per"},
    "matrix": {"rows", "columns", "behind"},
    "compare": {"behind"},
    "cooccurrence": {"within", "behind"},
    "timeline": {"patterns"},
    EVERYTHING: {"within"},
}


def searches(kind: str, options: Options) -> bool:
    """Whether a report wants to know what the codebook's keywords hit."""
    return kind in ("keywords", "absence", "progress", EVERYTHING) or options.typical is not None


def needs_codings(kind: str, options: Options) -> bool:
    """Whether a report says nothing where nothing is coded."""
    return kind not in WITHOUT_CODINGS and not options.patterns


def check(kind: str, options: Options) -> None:
    """Raise WrongUse for what the kind of report does not know, so that nothing asked for is passed over in silence."""
    plain = Options()
    for field in fields(Options):
        name = field.name
        if getattr(options, name) != getattr(plain, name) and name not in _ASKED.get(kind, ()):
            known = [other for other, names in _ASKED.items() if name in names]
            raise WrongUse(
                f"--{_SPELLED.get(name, name)}", f"means nothing to {kind}", next_step=f"it is for {', '.join(known)}"
            )
    if kind == "frequencies":
        if options.by == "code":
            raise WrongUse("--by code", "is what frequencies are of already", next_step="document, group or year")
        if options.measure == "share" and options.per != "plain":
            raise WrongUse("--per", "cannot be asked of a share", next_step="leave it out, or use --measure words")
        if options.measure == "documents" and options.per == "thousand":
            raise WrongUse(
                "--per thousand", "of documents says nothing", next_step="use --per column, or count codings"
            )


_SPELLED = {"patterns": "pattern", "behind": "excerpts"}


def tables(kind: str, data: ReportData, options: Options) -> Sequence[Table]:
    """The tables of a report: one or two, or, for everything, all that have rows. Raises WrongUse as matrix does."""
    if kind != EVERYTHING:
        return KINDS[kind](data, options)
    several = len(data.codebook.dimensions) > 1
    made = [table for name in _ORDER if name != "matrix" or several for table in KINDS[name](data, options)]
    return [table for table in made if table.rows]
