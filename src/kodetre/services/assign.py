"""Giving a coder documents to code, by name or by drawing a share of them."""

import random
from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.document.filters import Filters
from kodetre.errors import NothingMatched
from kodetre.i18n.message import counted, joined, msg
from kodetre.model.assignments import Assignment, AssignmentState
from kodetre.model.documents import DocumentInfo
from kodetre.project.project import Project
from kodetre.services.selection import select_in
from kodetre.store import Store

SEED = 1
"""The seed of a draw unless another is named, so that it can be made again."""


@dataclass(frozen=True, slots=True)
class AssignRequest:
    """To whom, which documents (all that the filters let through), and what becomes of them; with `share` (0 to 1) so much of
    each group of them is drawn, with the seed that is given.
    """

    to: str
    filters: Filters
    share: float | None = None
    seed: int = SEED
    state: AssignmentState = "assigned"
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class AssignedDocument:
    """A document that somebody has been given, with its group and how many codings they have made in it."""

    assignment: Assignment
    title: str
    group: str
    codings: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """What was given, and the step of the journal; 0 where all of it was so already."""

    documents: tuple[str, ...]
    step: int


def assign(project: Project, request: AssignRequest) -> Assigned:
    """Give a coder documents, as one step that says how they were chosen.

    Raises UnknownDocument and NothingMatched for filters that nothing answers.
    """
    with project.store() as store:
        selection = select_in(project, store, project.codebook(), request.filters)
        documents = list(selection.documents)
        if not documents:
            raise NothingMatched(
                "", msg("there are no documents here"), next_step=msg("take some in: kodetre ingest corpus/")
            )
        detail = joined((document.id for document in documents), ", ")
        if request.share is not None:
            documents = drawn(documents, [selection.groups[each.id] for each in documents], request.share, request.seed)
            names = ", ".join(document.id for document in documents)
            detail = msg(
                "{names} ({share} of each group of {all}, seed {seed})",
                names=names, share=f"{100 * request.share:g} %", all=len(selection.documents), seed=request.seed,
            )  # fmt: skip
        before = {(each.document, each.coder): each.state for each in store.assignments.live()}
        wanted = [Assignment(document.id, request.to, request.state) for document in documents]
        new = [each for each in wanted if _changes(before.get((each.document, each.coder)), each.state)]
        if not new:
            return Assigned(tuple(document.id for document in documents), 0)
        what = f"{request.to}: {detail}" if request.state == "assigned" else f"{request.to} {request.state}: {detail}"
        step = store.assignments.record(new, project.coder(request.coder), what)
    return Assigned(tuple(document.id for document in documents), step)


def _changes(before: str | None, state: AssignmentState) -> bool:
    """Whether it is news: giving a document that is done again would make it undone."""
    if state == "assigned":
        return before is None
    return before != state if state == "done" else before is not None


def drawn(documents: Sequence[DocumentInfo], groups: Sequence[str], share: float, seed: int) -> list[DocumentInfo]:
    """So much of each group, at least one of each, drawn at random; the same seed draws the same of the same documents.

    Documents are put in the order of their content's hash first, so that it does not matter when each was taken in.
    """
    draw = random.Random(seed)  # noqa: S311 - to be drawn again, not to be secret
    of_group: dict[str, list[DocumentInfo]] = {}
    for document, group in zip(documents, groups, strict=True):
        of_group.setdefault(group, []).append(document)
    chosen: set[str] = set()
    for group in sorted(of_group):
        members = sorted(of_group[group], key=lambda document: document.sha256)
        count = max(1, round(share * len(members)))
        chosen.update(document.id for document in draw.sample(members, min(count, len(members))))
    return [document for document in documents if document.id in chosen]


def list_assigned(project: Project, coder: str | None = None) -> list[AssignedDocument]:
    """What everybody, or one coder, has been given, by document."""
    with project.store() as store:
        return _listed(project, store, coder)


def _listed(project: Project, store: Store, coder: str | None) -> list[AssignedDocument]:
    infos = {info.id: info for info in store.documents.all()}
    count: dict[tuple[str, str], int] = {}
    for coding in store.codings.live():
        key = coding.document, coding.coder
        count[key] = count.get(key, 0) + 1
    listed: list[AssignedDocument] = []
    for each in store.assignments.live():
        if coder is None or each.coder == coder:
            info = infos[each.document]
            group = info.field(project.settings.group_by)
            listed.append(AssignedDocument(each, info.display_title, group, count.get((each.document, each.coder), 0)))
    return listed


def told(assigned: Assigned) -> str:
    """What was given, in words."""
    return msg(
        "{documents}: {names}",
        documents=counted(len(assigned.documents), "document"),
        names=", ".join(assigned.documents),
    )
