"""Taking decisions and codings from a file."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from kodetre.errors import BadDecisions
from kodetre.exchange.apply import Library, take
from kodetre.exchange.comments import CommentFile, is_comments, read_comments
from kodetre.exchange.rows import read_rows, read_whole
from kodetre.exchange.word_comments import is_word
from kodetre.i18n.message import counted, msg
from kodetre.model.codings import StepKind
from kodetre.project.project import Project
from kodetre.services.comments import in_word, take_in
from kodetre.services.worked_out import worked_out
from kodetre.store.lazy import Shelf

Outcome = Literal["taken", "not taken", "known", "refused", "gone", "elsewhere"]
"""What became of a row; one that could be taken is "not taken" when another one is wrong and none was taken. A comment is "gone"
when what it is on is, and "elsewhere" when it is on nothing that a memo can be on."""


@dataclass(frozen=True, slots=True)
class ApplyRequest:
    """A file of decisions or comments, whose they are where it does not say, and whether rows are taken though others are wrong."""

    file: Path
    coder: str | None = None
    partial: bool = False
    dry_run: bool = False
    """Whether it is only to be said what would be taken."""


@dataclass(frozen=True, slots=True)
class AppliedRow:
    """The line that a row begins on, or the number of a comment (1-based), what became of it, and in words what it says or why
    it is refused.
    """

    line: int
    outcome: Outcome
    message: str


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of every row of a file."""

    request: ApplyRequest
    rows: tuple[AppliedRow, ...]
    comments: bool = False
    """Whether the rows are comments of a reader."""

    def count(self, outcome: Outcome) -> int:
        """How many rows became so."""
        return sum(row.outcome == outcome for row in self.rows)

    def refusal(self) -> BadDecisions | None:
        """The error to end with when rows were refused, or comments are on what is gone."""
        if gone := self.count("gone"):
            lost = msg(
                "{gone} of {comments} on what the project has not; what they say stands above",
                gone=gone,
                comments=counted(len(self.rows), "comment"),
            )
            again = msg("bring it back with kodetre redo, or take another backup, and apply the file again")
            return BadDecisions(self.request.file, lost, next_step=again)
        refused = self.count("refused")
        if not refused:
            return None
        what = msg("{refused} of {rows} cannot be taken", refused=refused, rows=counted(len(self.rows), "row"))
        if not self.count("taken"):
            what += msg("; nothing was changed")
        step = msg("mend them and apply the file again")
        if not self.request.partial:
            step += msg(", or take the others with --partial")
        return BadDecisions(self.request.file, what, next_step=step)


def apply(project: Project, request: ApplyRequest) -> Applied:
    """Take the rows of a file, as one step: all of them or none, unless those that are right are to be taken.

    Comments that a page saved, or that stand in a Word file of excerpts, are taken in as memos of their readers.

    Raises BadDecisions for a file that cannot be told apart into rows, MissingFile, BadEncoding, CodebookError, Overtaken when
    somebody else changes the project all the time.
    """
    if is_word(request.file):
        return _comments(project, request, in_word(project, request.file))
    text = read_whole(request.file)
    if is_comments(text):
        return _comments(project, request, read_comments(request.file, text))
    rows = [(row.line, row.values) for row in read_rows(request.file, text)]
    return worked_out(lambda: _apply(project, request, rows))


def _comments(project: Project, request: ApplyRequest, comments: CommentFile) -> Applied:
    heard = take_in(project, request.file, comments, request.coder, dry_run=request.dry_run)
    rows = [AppliedRow(number, "taken", message) for number, message in heard.taken]
    rows += [AppliedRow(number, "known", message) for number, message in heard.known]
    rows += [AppliedRow(number, "gone", message) for number, message in heard.gone]
    rows += [AppliedRow(number, "elsewhere", message) for number, message in comments.elsewhere]
    return Applied(request, tuple(sorted(rows, key=lambda row: row.line)), comments=True)


def _apply(project: Project, request: ApplyRequest, rows: Sequence[tuple[int, Mapping[str, str]]]) -> Applied:
    coder = project.coder(request.coder)
    with project.store() as store:
        seen = store.journal.mark()
        codebook = project.codebook()
        library = Library(store.documents.all(), Shelf(store))
        verdicts = take(rows, library, codebook, coder, store.codings.live(), store.codings.decisions())
        recorded = bool(verdicts.taken) and (request.partial or not verdicts.refused)
        if recorded and not request.dry_run:
            detail = request.file.name
            change = replace(verdicts.change, seen=seen)
            store.codings.record(StepKind.APPLY, coder, change, codebook=codebook, detail=detail)
    taken: Outcome = "taken" if recorded else "not taken"
    applied = [AppliedRow(line, taken, message) for line, message in verdicts.taken]
    applied += [AppliedRow(line, "known", message) for line, message in verdicts.known]
    applied += [AppliedRow(line, "refused", message) for line, message in verdicts.refused]
    return Applied(request, tuple(sorted(applied, key=lambda row: (row.line, row.outcome, row.message))))
