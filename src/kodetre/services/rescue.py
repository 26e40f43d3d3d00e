"""Saving what can be read of a damaged store."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from kodetre.store import Store
from kodetre.store.rescue import rescue as rescue_rows


@dataclass(frozen=True, slots=True)
class RescueRequest:
    """Which damaged store, and where the new one goes."""

    damaged: Path
    target: Path


@dataclass(frozen=True, slots=True)
class RescueResult:
    """What the new store has, and what is gone: rows by table and number, documents whose text is gone, and how many pieces of
    the file could not be read.
    """

    documents: int
    codings: int
    adrift: int
    gone: Mapping[str, Sequence[int]]
    texts_gone: tuple[str, ...]
    unreadable: int


def rescue(request: RescueRequest) -> RescueResult:
    """Write what can be read of a damaged store into a new one; the damaged file is only read.

    Raises NotAStore when nothing of a store is in it, MissingFile and NotAFile when it cannot be read, OutputFailed when there is
    something at the target or it cannot be written.
    """
    rescued = rescue_rows(request.damaged, request.target)
    with Store(request.target) as store:
        kept = store.codings.kept()
        documents = len(store.documents.all())
    adrift = sum(coding.found == "adrift" for coding in kept)
    unreadable = rescued.broken + rescued.refused
    return RescueResult(documents, len(kept), adrift, rescued.gone, rescued.texts_gone, unreadable)
