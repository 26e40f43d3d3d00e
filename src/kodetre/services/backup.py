"""A consistent copy of the store."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kodetre.model.moments import now
from kodetre.project.project import Project


@dataclass(frozen=True, slots=True)
class BackedUp:
    """Where the copy is, and its size in bytes."""

    path: Path
    size: int


def back_up(project: Project, path: Path | None = None) -> BackedUp:
    """Write a consistent, checked copy of the store, also while somebody codes; beside it, with the time in its name, unless
    said where; what is at that place is replaced. Raises OutputFailed.
    """
    target = path or project.root / _name(now())
    with project.store() as store:
        store.backup(target, replace=path is not None)
    return BackedUp(target, target.stat().st_size)


def _name(moment: datetime) -> str:
    return f"kodetre-backup-{moment.strftime('%Y%m%dT%H%M%SZ')}.db"
