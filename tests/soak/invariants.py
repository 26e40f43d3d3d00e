"""What must hold of a project after anything that was done to it, each with the name of the promise."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kodetre.codebook.load import load
from kodetre.errors import CodebookError, ExitCode, UnreadableInput
from soak.programs import Command, here, wrong_with
from soak.projects import CODERS, codebook_of
from soak.suite import Broken

READING = (
    ("journal",),
    ("journal", "--json"),
    ("documents",),
    ("documents", "show", "D1"),
    ("documents", "diff", "D1"),
    ("codings",),
    ("codings", "--json"),
    ("adrift",),
    ("search", "tilskudd"),
    ("words", "tilskudd"),
    ("suggest",),
    ("codebook", "show"),
    ("codebook", "check"),
    ("codebook", "check", "--corpus"),
    ("codebook", "diff"),
    ("keywords", "test", "--codings"),
    ("keywords", "sample", "--json"),
    ("report", "excerpts"),
    ("report", "frequencies"),
    ("report", "codebook"),
    ("report", "progress"),
)
"""Every kind of command that reads a project and changes nothing."""
OPENING = tuple(
    arguments
    for arguments in READING
    if arguments[:1] != ("codebook",) or arguments[1:] in (("diff",), ("check", "--corpus"))
)
"""Those that open the store, and so put right what a killed process left."""
READ = (ExitCode.DONE, ExitCode.NOTHING_MATCHED)
LEFT_BEHIND = ("*.new", "*.part")

_ROWS = {
    "codings": """
SELECT document, start, end, found, quote, code, coder, origin FROM kept_coding ORDER BY 1, 2, 3, 6, 7, 4, 5, 8""",
    "decisions": """
SELECT document, start, end, code, verdict, coder FROM live_decision
WHERE id IN (SELECT MAX(id) FROM live_decision GROUP BY document, start, end, code, coder) ORDER BY 1, 2, 3, 4, 6""",
    "judgements": """
SELECT document, quote, occurrence, code, coder, verdict FROM live_judgement
WHERE id IN (SELECT MAX(id) FROM live_judgement GROUP BY document, quote, occurrence, code, coder) ORDER BY 1, 2, 3, 4, 5""",
    "memos": """
SELECT memo.target, COALESCE(coding.document || ' ' || coding.start || ' ' || coding.code, memo.subject), memo.text,
memo.coder FROM live_memo AS memo LEFT JOIN coding ON coding.uuid = memo.subject
WHERE memo.text <> '' ORDER BY 1, 2, 3, 4""",
    "documents": """
SELECT live_document.id, version.text FROM live_document JOIN live_version AS version ON version.document = live_document.id
ORDER BY 1""",
    "metadata": """
SELECT document, field, value FROM live_metadata WHERE document IN (SELECT id FROM live_document) ORDER BY 1, 2""",
}
_LIVE = """
SELECT live_coding.document, live_coding.start, live_coding.end, live_coding.quote, live_coding.code, live_coding.coder,
live_version.text
FROM live_coding JOIN live_version ON live_version.document = live_coding.document
"""


@dataclass(frozen=True, slots=True)
class State:
    """All that a person has made and that is live: rows by what they are, the codebook's text; without ids and times."""

    rows: tuple[tuple[str, tuple[tuple[object, ...], ...]], ...]
    codebook: str

    def differences(self, other: "State") -> str:
        """What another state has more or less, in short."""
        told: list[str] = []
        for (name, mine), (_, theirs) in zip(self.rows, other.rows, strict=True):
            more, less = Counter(mine) - Counter(theirs), Counter(theirs) - Counter(mine)
            if more or less:
                told.append(f"{name}: {list(more)[:3]} and not {list(less)[:3]}"[:400])
        if self.codebook != other.codebook:
            told.append("the codebook's file differs")
        return "; ".join(told)


def state_of(project: Path) -> State:
    """What is live in a project. Raises sqlite3.Error when the store cannot be read."""
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        rows = [(name, tuple(map(tuple, store.execute(question).fetchall()))) for name, question in _ROWS.items()]
    return State(tuple(rows), codebook_of(project).read_text("utf-8"))


def steps_of(project: Path) -> list[tuple[str, str, int]]:
    """The journal: the name of each step, its coder, and whether it is taken back."""
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        return [tuple(row) for row in store.execute("SELECT name, coder, undone FROM step ORDER BY id").fetchall()]


def _store_is_whole(project: Path) -> Iterator[str]:
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        for (problem,) in store.execute("PRAGMA integrity_check").fetchall():
            if problem != "ok":
                yield problem
        for row in store.execute("PRAGMA foreign_key_check").fetchall():
            yield f"row {row[1]} of {row[0]} points at nothing in {row[2]}"


def _codebook_reads(project: Path) -> Iterator[str]:
    try:
        load(codebook_of(project), parts=False)
    except (CodebookError, UnreadableInput) as error:
        yield str(error).splitlines()[0]


def _codings_have_codes(project: Path) -> Iterator[str]:
    try:
        known = {code.key for code in load(codebook_of(project), parts=False).codes()}
    except (CodebookError, UnreadableInput):
        return
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        used = Counter(code for (code,) in store.execute("SELECT code FROM kept_coding").fetchall())
    for code in sorted(used.keys() - known):
        yield f"{used[code]} codings have {code}, which the codebook has not"


def _quotes_stand_in_the_text(project: Path) -> Iterator[str]:
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        for document, start, end, quote, code, _, text in store.execute(_LIVE).fetchall():
            if text[start:end] != quote:
                yield f"{code} on D{document} [{start}, {end}) is «{quote[:40]}» and the text «{text[start:end][:40]}»"


def _no_coding_stands_twice(project: Path) -> Iterator[str]:
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        rows = [(row[0], row[1], row[2], row[4], row[5]) for row in store.execute(_LIVE).fetchall()]
    for (document, start, end, code, coder), number in Counter(rows).items():
        if number > 1:
            yield f"{number} codings of {coder} with {code} on D{document} [{start}, {end})"


def _nothing_is_left_behind(project: Path) -> Iterator[str]:
    for folder in (project, codebook_of(project).parent):  # in a report's folder it goes with the next report
        for pattern in LEFT_BEHIND:
            for path in sorted(folder.glob(pattern)):
                yield path.relative_to(project).as_posix()


WHOLE = "the store is whole"
READS = "the codebook reads"
HAS_CODE = "every coding has a code of the codebook"
QUOTE = "a quote stands at its place"
ONCE = "no coding stands twice"
LEFT = "nothing is left behind"
EVERY_COMMAND_READS = "every command that reads ends well"
ALL_OR_NOTHING = "a step is whole or not there"
UNDO_AND_REDO = "undo of everything and redo bring everything back"
ENDS_WELL = "a command ends with a documented exit code and no defect"
ON_A_DAMAGED_STORE = "every command on a damaged store ends with a documented exit code and no defect"
NOTHING_IS_LOST = "what a command says it did is in the journal"
NOTHING_HANGS = "nothing hangs"

CHECKS: dict[str, Callable[[Path], Iterator[str]]] = {
    WHOLE: _store_is_whole,
    READS: _codebook_reads,
    HAS_CODE: _codings_have_codes,
    QUOTE: _quotes_stand_in_the_text,
    ONCE: _no_coding_stands_twice,
    LEFT: _nothing_is_left_behind,
}
"""What can be seen of a project as it is, by the promise that it is about."""


def everything_broken(project: Path) -> list[Broken]:
    """What a project breaks: of CHECKS as it is, of every reading command, and of undo and redo of everything."""
    problems = broken(project)
    for arguments in READING:
        command = Command(arguments)
        if complaint := wrong_with(command, here(command, project), READ):
            problems.append(Broken(EVERY_COMMAND_READS, complaint))
    try:
        problems += undo_and_redo(project)
    except sqlite3.Error as error:
        problems.append(Broken(UNDO_AND_REDO, f"SQLite says: {error}"))
    return list(dict.fromkeys([*problems, *broken(project)]))


def broken(project: Path) -> list[Broken]:
    """Every promise of CHECKS that a project breaks."""
    problems: list[Broken] = []
    for promise, check in CHECKS.items():
        try:
            problems += [Broken(promise, what) for what in check(project)]
        except sqlite3.Error as error:
            problems.append(Broken(promise, f"SQLite says: {error}"))
    return problems


def undo_and_redo(project: Path) -> list[Broken]:
    """Take back every step, whoever's turn it can be, and do all of it again in the opposite order."""
    before = state_of(project)
    order: list[str] = []
    refused: dict[str, str] = {}
    while len(refused) < len(CODERS):
        for coder in CODERS:
            command = Command(("undo", "--coder", coder))
            ran = here(command, project)
            if ran.code == 0:
                order.append(coder)
                refused.clear()
            elif complaint := wrong_with(command, ran, READ):
                return [Broken(UNDO_AND_REDO, complaint)]
            else:
                refused[coder] = ran.err
            if len(refused) == len(CODERS):
                break
    left = [step for step in steps_of(project) if not step[2]]
    problems: list[Broken] = []
    if left:
        why = " | ".join(" ".join(text.split()) for text in refused.values())
        problems.append(Broken(UNDO_AND_REDO, f"{len(left)} steps cannot be taken back, the last is {left[-1]}: {why}"))
    for coder in reversed(order):
        command = Command(("redo", "--coder", coder))
        ran = here(command, project)
        if ran.code != 0:
            return [*problems, Broken(UNDO_AND_REDO, f"{command} ended with {ran.code}: {' '.join(ran.err.split())}")]
    after = state_of(project)
    if after != before:
        problems.append(Broken(UNDO_AND_REDO, f"redo gave {after.differences(before)}"))
    return problems
