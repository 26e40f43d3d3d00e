"""Taking in what a colleague has done, from the store of their project."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Code, Codebook
from kodetre.document.reanchor import find_again
from kodetre.errors import CodebookError, CodebooksDiffer, UnknownCode
from kodetre.i18n.message import counted, joined, msg
from kodetre.model.merged import Merged
from kodetre.project.project import Project
from kodetre.services.worked_out import worked_out
from kodetre.store import Store
from kodetre.store.colleague import colleague
from kodetre.store.merge import MergeOrder

_FIELDS = ("label", "definition", "use_when", "not_when")
"""What a code means, and what two codebooks may say differently of it."""


@dataclass(frozen=True, slots=True)
class MergeRequest:
    """Whose store to take in, who does it, which of its codes are others here (theirs, ours), whether codes that say different
    things are taken for the same all the same, and whether it is only to be said what would come.
    """

    other: Path
    coder: str | None = None
    codes: tuple[tuple[str, str], ...] = ()
    anyway: bool = False
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class CodeConflict:
    """A code that the colleague has coded with and that is not here, or says something else: in which fields (none where it is not
    here), and how many of their codings have it.
    """

    code: str
    label: str
    fields: tuple[tuple[str, str, str], ...]
    codings: int

    @property
    def is_missing(self) -> bool:
        """Whether the codebook of here has no such code."""
        return not self.fields


@dataclass(frozen=True, slots=True)
class MergeResult:
    """What came of it, and where the codebooks disagree; nothing was taken in when they do and that was not allowed."""

    request: MergeRequest
    conflicts: tuple[CodeConflict, ...]
    merged: Merged | None
    left_there: Mapping[str, int] = field(default_factory=dict)
    """What that store has and is not taken in, by what it is: searches, candidates, appraisals, discussed places."""

    def refusal(self) -> CodebooksDiffer | None:
        """The error to end with when nothing was taken in."""
        if self.merged is not None:
            return None
        missing = [conflict.code for conflict in self.conflicts if conflict.is_missing]
        if missing:
            what = msg(
                "codings of there have codes that the codebook of here has not: {codes}", codes=joined(missing, ", ")
            )
            how = msg(
                "say which code each is here: --code {code}=CODE; or add it: kodetre codebook add {code}",
                code=missing[0],
            )
        else:
            number = counted(len(self.conflicts), "code")
            what = msg("{codes} of there mean something else here; nothing was taken in", codes=number)
            how = msg("agree on one codebook first, or take them for the same: --anyway")
        return CodebooksDiffer(self.request.other, what, next_step=how)


def merge(project: Project, request: MergeRequest) -> MergeResult:
    """Take a colleague's store in, as one step: documents that are missing, codings, decisions, judgements, memos and their
    journal.

    Nothing is written while the codebooks disagree on codes that the colleague has used, unless that is allowed. Raises UnknownCode
    for a code of `codes` that is not here, MissingFile, NotAFile, NotAStore and NewerStore for the other store, Overtaken.
    """
    with colleague(request.other) as other:
        return worked_out(lambda: _merge(project, request, other))


def _merge(project: Project, request: MergeRequest, other: Store) -> MergeResult:
    codebook = project.codebook()
    codes = dict(request.codes)
    for ours in codes.values():
        if codebook.find(ours) is None:
            raise UnknownCode(ours, msg("is no code of the codebook"), next_step=msg("see: kodetre codebook show"))
    with project.store() as store:
        seen = store.journal.mark()
        used = Counter(coding.code for coding in other.codings.kept())
        conflicts = _conflicts(codebook, _codebook_of(other), used, codes)
        stops = any(conflict.is_missing for conflict in conflicts) or (bool(conflicts) and not request.anyway)
        if stops:
            return MergeResult(request, conflicts, None)
        order = MergeOrder(find_again, codes, codebook, seen, request.other.name, request.dry_run)
        left = _left_there(other, store)
        merged = store.take_in(other, order, project.coder(request.coder))
    return MergeResult(request, conflicts, merged, left)


def _left_there(other: Store, store: Store) -> dict[str, int]:
    """How much another store has of what a merge does not take in, without what is the same here; no entry for what it has none
    of.
    """
    theirs, ours = other.sources.log(), store.sources.log()
    pairs: dict[str, tuple[Iterable[object], Iterable[object]]] = {
        "searches": (theirs.searches, ours.searches),
        "candidates": (theirs.candidates, ours.candidates),
        "appraisals": (theirs.appraisals, ours.appraisals),
        "discussed": (other.discussions.live(), store.discussions.live()),
    }
    counts = {name: len(set(map(repr, there)) - set(map(repr, here))) for name, (there, here) in pairs.items()}
    return {name: count for name, count in counts.items() if count}


def _codebook_of(other: Store) -> Codebook | None:
    """The codebook that was last in use there; None where there was none, or where it does not read."""
    sources = other.history.codebooks()
    if not sources:
        return None
    try:
        return from_text(sources[0], "")
    except CodebookError:
        return None


def _conflicts(
    ours: Codebook, theirs: Codebook | None, used: Mapping[str, int], codes: Mapping[str, str]
) -> tuple[CodeConflict, ...]:
    """The codes that were used there and are missing here or mean something else; those that were said to be others are not
    among them.
    """
    conflicts: list[CodeConflict] = []
    for key in sorted(used):
        if key in codes:
            continue
        here, there = ours.find(key), theirs.find(key) if theirs is not None else None
        label = there.label if there is not None else key
        if here is None:
            conflicts.append(CodeConflict(key, label, (), used[key]))
        elif there is not None and (fields := _differing(here, there)):
            conflicts.append(CodeConflict(key, label, tuple(fields), used[key]))
    return tuple(conflicts)


def _differing(here: Code, there: Code) -> Sequence[tuple[str, str, str]]:
    """The fields that say something else: name, here, there."""
    fields = [(name, str(getattr(here, name)), str(getattr(there, name))) for name in _FIELDS]
    return [field for field in fields if " ".join(field[1].split()) != " ".join(field[2].split())]
