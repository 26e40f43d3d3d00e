"""The one way from what somebody asks to look at to the documents and codings of a project."""

from collections.abc import Sequence

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Choices, Filters, Selection, select
from kodetre.model.codings import Coding
from kodetre.store import Store


def select_in(
    store: Store, codebook: Codebook, group_by: str, filters: Filters, codings: Sequence[Coding] = ()
) -> Selection:
    """What filters mean in a project, before anything is looked for.

    `codings` are those that are selected from, where any are: their codes and coders can be asked for too. Raises what
    `select` raises: WrongUse, UnknownDocument, UnknownCode, NothingMatched.
    """
    codes = frozenset(coding.code for coding in codings)
    coders = _coders(store, codings) if filters.coder else frozenset[str]()
    return select(filters, Choices(codebook, store.documents.all(), group_by, codes, coders))


def _coders(store: Store, codings: Sequence[Coding]) -> frozenset[str]:
    """Everybody who has coded, decided on a suggestion or written a memo."""
    decided = {decision.coder for decision in store.codings.decisions()}
    wrote = {memo.coder for memo in store.codings.memos()}
    return frozenset({coding.coder for coding in codings} | decided | wrote)
