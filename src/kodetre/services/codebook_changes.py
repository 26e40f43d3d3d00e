"""How the codebook and its use have changed since a time."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from kodetre.codebook.compare import Difference, differences
from kodetre.codebook.load import from_text
from kodetre.i18n.message import msg
from kodetre.model.moments import write_moment
from kodetre.project.project import Project


@dataclass(frozen=True, slots=True)
class UseChange:
    """A code that had another number of codings then."""

    code: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class CodebookChanges:
    """What differs between the codebook that was in use then, since some time, and the one of now; and how often each code
    is used, where that differs.
    """

    since: datetime
    codebook: tuple[Difference, ...]
    use: tuple[UseChange, ...]


def codebook_changes(project: Project, moment: datetime | None = None) -> CodebookChanges:
    """The changes since a time; without one, since the codebook was first used and nothing coded.

    Raises NothingMatched when no codebook was in use yet, CodebookError.
    """
    with project.store() as store:
        codebook = project.codebook()
        past = store.history.at(moment)
        now = Counter(coding.code for coding in store.codings.live())
    old = from_text(past.source, msg("the codebook of {write_moment}", write_moment=write_moment(past.since)))
    in_order = [code.key for code in old.codes()] + [code.key for code in codebook.codes()]
    keys = dict.fromkeys([*in_order, *past.counts, *now])
    use = [UseChange(key, past.counts.get(key, 0), now[key]) for key in keys]
    changed_use = tuple(code for code in use if code.before != code.after)
    return CodebookChanges(past.since, tuple(differences(old, codebook)), changed_use)
