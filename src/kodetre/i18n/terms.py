"""Words that commands and the app show and that come from elsewhere than the sentence they stand in.

`message.term` says one of them; the catalogues translate all. In the store, in JSON and on the command line they are what
they are here.
"""

STEPS = (
    "ingest", "metadata", "accept", "reject", "defer", "memo", "accept section", "accept all", "code", "recode", "add",
    "uncode", "merge", "span", "apply", "judge", "place", "drop", "codebook add", "codebook rename", "codebook move",
    "codebook merge", "codebook split", "codebook delete", "codebook colour", "codebook keywords", "codebook adopt", "import",
    "merge work", "assign", "speakers", "pseudonyms", "discuss", "sources search", "sources found", "sources decide", "sources appraise",
    "case add", "case set", "case link", "case unlink", "case rename", "case delete", "case import", "case figure",
    "read", "search", "synthesis",
)  # fmt: skip
"""What a step of the journal does."""
FAULTS = (
    "file missing", "file changed", "no text", "code gone", "adrift", "changed words", "coded twice", "quote differs",
    "year guessed", "title in capitals", "reference lacks",
)  # fmt: skip
"""What can be wrong with a document."""
STATUSES = ("partly", "no text")
"""What could be read of a document, where it was not all."""
SOURCES = ("label", "example", "definition", "codings", "looks like it")
"""Where a proposed keyword comes from."""
ACTORS = ("organisation", "municipality", "agency", "person", "place", "other")
"""What an actor is."""
ORIGINS = ("manual", "keyword", "imported")
"""How a coding was made."""
ANSWERS = ("yes", "no", "doubtful", "accept", "reject", "defer", "taken", "not taken", "known", "refused")
"""What was decided on something, and what became of a row of a file."""
ACTIONS = (
    "accept", "reject", "defer", "section", "next", "back", "last", "new", "in vivo", "select", "word", "sentence",
    "paragraph", "copy", "coding", "uncode", "memo", "memo document", "memo code", "find", "next hit", "hit before",
    "undo", "redo", "overview", "quit", "start", "end",
)  # fmt: skip
"""What a line of keys calls an action of a session, and the two ends of an excerpt."""
TAKEN_IN = ("documents", "codes", "codings", "memos", "cases")
"""What comes from another program."""
NAMES_FOUND_IN = (
    "document", "memo", "journal", "codebook in the journal", "coding", "bytes of the store", "codebook",
    "file that was taken in", "copy of the store", "file", "name of a file", "other rows", "decision", "judgement",
    "discussed place", "case", "link to a case", "figure", "synthesis", "speaker", "what was read", "kept search",
    "log of sources", "assignment", "what other programs gave", "path of a report", "key",
)  # fmt: skip
"""What a name of the key was found in."""
PLACES = ("header", "footer", "margin")
"""Where on a page what was taken out of the text stands."""
ATTRIBUTES = ("text", "whole", "number", "date", "yes/no")
"""Of which type an attribute of a case is."""

TERMS = tuple(
    dict.fromkeys(
        (
            *STEPS,
            *FAULTS,
            *STATUSES,
            *SOURCES,
            *ACTORS,
            *ORIGINS,
            *ANSWERS,
            *ACTIONS,
            *TAKEN_IN,
            *NAMES_FOUND_IN,
            *PLACES,
            *ATTRIBUTES,
        )
    )
)
"""All of them."""
