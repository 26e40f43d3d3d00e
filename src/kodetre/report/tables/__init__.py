"""A file for each kind of report, named as the kind with _ for a hyphen: its table, its figures, and all else that is known of
the kind, as its KIND.

Here are only their names, in the order in which they are told: the command line makes its choices and its help of them
without reading any of the files.
"""

NAMES = (
    "excerpts",
    "frequencies",
    "matrix",
    "compare",
    "synthesis",
    "absence",
    "cooccurrence",
    "actors",
    "search-log",
    "inclusion",
    "appraisal",
    "documents",
    "figures",
    "references",
    "codebook",
    "keywords",
    "timeline",
    "agreement",
    "discussion",
    "progress",
    "memos",
    "everything",
)
