"""What was decided where two coders had coded otherwise."""

import sqlite3
from collections.abc import Sequence
from typing import cast, get_args

from kodetre.codebook.tree import Codebook
from kodetre.model.codings import NewCoding, StepKind
from kodetre.model.discussions import Discussion, DiscussionDecision
from kodetre.model.documents import Span
from kodetre.store.codebook_sync import CodebookSync
from kodetre.store.database import Database
from kodetre.store.documents import document_number
from kodetre.store.open_step import begin
from kodetre.store.stored import Damaged, read_moment, read_text, taking_apart
from kodetre.store.write_change import ChangeWriter

_ADD = """
INSERT INTO discussion (document, version, start, end, quote, code, one, other, decision, result, reason, consensus, coder,
created, step) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_LIVE = """
SELECT document, version, start, end, quote, code, one, other, decision, result, reason, consensus, coder, created
FROM live_discussion ORDER BY id
"""


class Discussions:
    """The decisions of a project's coders on where they differ."""

    def __init__(self, database: Database, sync: CodebookSync) -> None:
        self._database = database
        self._sync = sync

    def record(
        self,
        discussions: Sequence[Discussion],
        codings: Sequence[NewCoding],
        coder: str,
        codebook: Codebook,
        detail: str,
    ) -> int:
        """Write decisions with the codings of the consensus that they make, as one step; its number.

        Raises StaleText when a document has another text than the one that was discussed, UnknownCode, UnknownDocument.
        """
        with self._database.writing() as connection:
            self._sync.complete(connection)
            known = self._sync.known(sorted({coding.code for coding in codings}), codebook)
            step = begin(connection, StepKind.DISCUSS, coder, detail, known)
            writing = ChangeWriter(connection, step)
            writing.check_read(sorted({(each.document, each.version) for each in discussions}))
            for coding in codings:
                writing.add_coding(coding)
            for each in discussions:
                place = (
                    document_number(each.document),
                    each.version,
                    each.span.start,
                    each.span.end,
                    each.quote,
                    each.code,
                )
                said = (*each.coders, each.decision, each.result, each.reason, each.consensus)
                connection.execute(_ADD, (*place, *said, coder, step.written, step.number))
        return step.number

    def live(self) -> list[Discussion]:
        """Every decision that is not taken back, oldest first."""
        with self._database.reading() as connection:
            return [_discussion(row) for row in connection.execute(_LIVE)]


@taking_apart()
def _discussion(row: sqlite3.Row) -> Discussion:
    if row["decision"] not in get_args(DiscussionDecision):
        raise Damaged("is no decision of a discussion")
    return Discussion(
        f"D{row['document']}",
        Span(row["start"], row["end"]),
        read_text(row["quote"]),
        row["code"],
        (row["one"], row["other"]),
        cast(DiscussionDecision, row["decision"]),
        row["consensus"],
        row["result"],
        row["reason"],
        row["version"],
        row["coder"],
        read_moment(row["created"]),
    )
