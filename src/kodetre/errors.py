"""What can go wrong, one small class each, with its exit code and what the user can do next.

Raised where the fact is known and caught only in `cli/`. Every kind has a heading in docs/errors.md.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from kodetre.i18n.message import Message, by_number, capitalised, joined, msg


class ExitCode(IntEnum):
    """What a command ends with, for scripts."""

    DONE = 0
    DEFECT = 1
    WRONG_USE = 2
    NO_PROJECT = 3
    UNREADABLE_INPUT = 4
    BAD_CODEBOOK = 5
    NOTHING_MATCHED = 6
    NOT_WRITTEN = 7
    DONE_NOT_TOLD = 8
    NAMES_LEFT = 9
    INTERRUPTED = 130


class KodetreError(Exception):
    """Something that stops a command, told to a person.

    `where` is a file, a file:line:column or a document; `what` a sentence without full stop; `next_step` what to do.
    """

    exit_code = ExitCode.DEFECT

    def __init__(self, where: object, what: str, *, next_step: str = "") -> None:
        self.where = where if isinstance(where, Message) else str(where)
        super().__init__(self.where, what, next_step)
        self.what = what
        self.next_step = next_step

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.where, self.what, self.next_step)

    def __str__(self) -> str:
        return str(self.told())

    def told(self) -> str:
        """What went wrong, where, and what to do next, on two lines."""
        said = self._where_and_what()
        return joined((said, self.next_step), "\n  ") if self.next_step else said

    def sentence(self) -> str:
        """What went wrong and what to do next on one line, for a session that goes on."""
        said = joined((capitalised(self._where_and_what()), "."))
        return joined((said, " ", self.next_step, ".")) if self.next_step else said

    def _where_and_what(self) -> str:
        return joined((self.where, self.what), ": ") if self.where else self.what


def _rebuild(kind: type[KodetreError], where: str, what: str, next_step: str) -> KodetreError:
    """An error as it was before it was sent from another process."""
    error = kind.__new__(kind)
    KodetreError.__init__(error, where, what, next_step=next_step)
    return error


class NotPossible(KodetreError):
    """What was asked for cannot be done, as things are."""

    exit_code = ExitCode.WRONG_USE


class WrongUse(NotPossible):
    """The command line asks for something that does not make sense."""


class CannotEdit(NotPossible):
    """The codebook cannot be changed in this way."""


class AlreadyCoded(NotPossible):
    """The coder has coded this excerpt with this code already."""


class InvalidReport(NotPossible):
    """A report cannot be made as it is asked for."""


class NoPrintedPages(NotPossible):
    """A document that is no PDF has no pages to draw or mark."""


class ProjectError(KodetreError):
    """There is no project here, or it cannot be opened."""

    exit_code = ExitCode.NO_PROJECT


class NotAProject(ProjectError):
    """No kodetre.yaml in this folder or above it."""


class ProjectExists(ProjectError):
    """`init` was asked to make a project where there is something already."""


class BadSettings(ProjectError):
    """kodetre.yaml says something that kodetre does not understand."""


class BadActors(ProjectError):
    """actors.yaml says something that kodetre does not understand."""


class MissingAnalyser(ProjectError):
    """kodetre.yaml asks for an analyser of words that is not installed."""


class MissingKey(ProjectError):
    """The project has pseudonyms, and the key to them is not on this machine."""


class BadKey(ProjectError):
    """The key to the pseudonyms says something that kodetre does not understand, or lies where it should not."""


class NameInStore(NotPossible):
    """Something that is to be written down has a name in it that the key to the pseudonyms knows."""


class NotAStore(ProjectError):
    """kodetre.db is missing, is not a kodetre store, or is damaged."""


class OldSqlite(ProjectError):
    """This Python's SQLite is too old for the store."""


class NewerStore(ProjectError):
    """The store was written by a newer kodetre."""


class StoreBusy(ProjectError):
    """Another program holds the store for longer than we wait."""


class Overtaken(ProjectError):
    """Somebody else changed the project while a change was worked out, again and again."""


class UnreadableInput(KodetreError):
    """A file that was given could not be read."""

    exit_code = ExitCode.UNREADABLE_INPUT


class MissingFile(UnreadableInput):
    """There is no such file or folder, or it may not be read."""


class NotAFile(UnreadableInput):
    """There is something of this name, and it is no ordinary file: a folder, a pipe, a socket, a device."""


class ChangedFile(UnreadableInput):
    """The file is not the one that was read any more."""


class TooLarge(UnreadableInput):
    """The file is larger than anything that is meant here."""


class ClusterGone(UnreadableInput):
    """The cluster that was to read files cannot be reached, has gone away, has no workers, or runs another kodetre."""


class EmptyFile(UnreadableInput):
    """The file has no bytes, or no text."""


class EncryptedFile(UnreadableInput):
    """The file asks for a password."""


class DamagedFile(UnreadableInput):
    """The file is broken: cut off, or not what its name says."""


class UnknownKind(UnreadableInput):
    """A kind of file that kodetre does not read."""


class BadEncoding(UnreadableInput):
    """A text file in an encoding that cannot be told."""


class BadMetadata(UnreadableInput):
    """documents.yaml or a metadata CSV does not say what it should."""


class BadLibrary(UnreadableInput):
    """An export of a reference manager cannot be told apart into works."""


class BadColourMap(UnreadableInput):
    """A map of the colours of highlights does not say what it should."""


class BadCaseTable(UnreadableInput):
    """A table given to `case import` cannot be taken at its word."""


class BadDecisions(UnreadableInput):
    """A file given to `apply` has rows that cannot be taken."""


class CodebookError(KodetreError):
    """The codebook has mistakes; `problems` holds every one of them."""

    exit_code = ExitCode.BAD_CODEBOOK

    def __init__(self, where: object, problems: "Sequence[Problem]", *, next_step: str = "") -> None:
        count = len(problems)
        super().__init__(
            where,
            by_number(count, "{number} mistake in the codebook", "{number} mistakes in the codebook"),
            next_step=next_step,
        )
        self.problems = tuple(problems)

    def told(self) -> str:
        """Every mistake on a line of its own, and then how many there are."""
        return joined((*(problem.told() for problem in self.problems), super().told()), "\n")


class CodesGone(KodetreError):
    """Codings have codes that the codebook has not."""

    exit_code = ExitCode.BAD_CODEBOOK

    def __init__(
        self, where: object, what: str, *, next_step: str = msg("put it right: kodetre codebook adopt")
    ) -> None:
        super().__init__(where, what, next_step=next_step)


class CodebooksDiffer(NotPossible):
    """A colleague has coded with a codebook that says other things than this project's."""


class BadPattern(NotPossible):
    """A keyword pattern cannot be read; `column` is the 0-based place in the pattern."""

    def __init__(self, pattern: str, column: int, what: str, *, next_step: str = "") -> None:
        super().__init__(
            "",
            msg(
                "{what}, at column {column}\n  {pattern}\n  {before}^",
                what=what,
                column=column + 1,
                pattern=pattern,
                before=" " * column,
            ),
            next_step=next_step,
        )
        self.pattern = pattern
        self.column = column
        self.reason = what

    def sentence(self) -> str:
        """What is wrong with the pattern on one line, without a picture of it."""
        reason = msg("{reason}, at column {column}.", reason=capitalised(self.reason), column=self.column + 1)
        return joined((reason, " ", capitalised(self.next_step), ".")) if self.next_step else reason


class BadCondition(NotPossible):
    """A condition on cases (`--where`) cannot be read; `column` is the 0-based place in it."""

    def __init__(self, condition: str, column: int, what: str, *, next_step: str = "") -> None:
        super().__init__(
            "--where",
            msg(
                "{what}, at column {column}\n  {condition}\n  {before}^",
                what=what,
                column=column + 1,
                condition=condition,
                before=" " * column,
            ),
            next_step=next_step,
        )
        self.condition = condition
        self.column = column


class SlowPattern(NotPossible):
    """A regular expression took longer over a text than any that is meant does; `expression` is the expression."""

    def __init__(self, expression: str, document: str = "", place: str = "") -> None:
        super().__init__(
            place,
            msg(
                "the regular expression /{expression}/ takes too long{where}",
                expression=expression,
                where=msg(" in {document}", document=document) if document else "",
            ),
            next_step=msg(
                "let no repeat stand inside another, as (a+)+ for a+, nor alternatives that begin alike be repeated"
            ),
        )
        self.expression = expression
        self.document = document


class SlowKeyword(SlowPattern):
    """A keyword of the codebook is such an expression; `keyword` as it was written."""

    exit_code = ExitCode.BAD_CODEBOOK

    def __init__(self, keyword: str, expression: str, document: str, place: str) -> None:
        super().__init__(expression, document, place)
        self.keyword = keyword


class BadRecipe(WrongUse):
    """A list of reports does not say what it should."""


class NoParts(WrongUse):
    """A pattern asks for a part of speech, and the project's analyser does not tell any."""


class NothingMatched(KodetreError):
    """Nothing in the project answers what was asked for."""

    exit_code = ExitCode.NOTHING_MATCHED


class StaleText(ProjectError):
    """A document was read anew while somebody coded in its old text."""


class CannotUndo(NothingMatched):
    """There is nothing to take back or to do again."""


class CodebookChanged(CannotUndo):
    """The codebook's file has been changed by hand since a change of it began, and that would be lost."""


class UnknownDocument(NothingMatched):
    """No document has this id or file name."""


class UnknownActor(NothingMatched):
    """No document names anybody so."""


class UnknownCode(NothingMatched):
    """The codebook has no such code."""


class NamesLeft(KodetreError):
    """A name that the key to the pseudonyms knows stands in the project, or in what was written from it."""

    exit_code = ExitCode.NAMES_LEFT


class OutputFailed(KodetreError):
    """A result could not be written: the disk is full, or the place may not be written to."""

    exit_code = ExitCode.NOT_WRITTEN


class OutputRefused(WrongUse):
    """What is to be written would take the place of the project's own: its store, settings, codebook or documents."""


class OutputExists(WrongUse):
    """There is something where a result is to be written, and kodetre did not write it."""


class DoneNotTold(KodetreError):
    """What was asked for is done and saved, and stdout did not take what there is to say of it."""

    exit_code = ExitCode.DONE_NOT_TOLD

    def __init__(self, done: str, why: KodetreError) -> None:
        what = msg(
            "{done}. It is saved, and could not be told on {where}: {what}", done=done, where=why.where, what=why.what
        )
        super().__init__("", what, next_step=msg("it need not be done again"))


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """A mistake in a file that people write: where (1-based line and column) and what was expected."""

    file: str
    line: int
    column: int
    what: str

    def __str__(self) -> str:
        return str(self.told())

    def told(self) -> str:
        """Where the mistake is and what it is, on one line."""
        return joined((f"{self.file}:{self.line}:{self.column}", self.what), ": ")
