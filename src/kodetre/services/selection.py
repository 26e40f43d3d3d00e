"""The one way from what somebody asks to look at to the documents and codings of a project."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Choices, Filters, Selection, select
from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.model.documents import DocumentInfo, Span
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.store import Store

if TYPE_CHECKING:
    from kodetre.document.membership import ProjectCases
    from kodetre.model.codings import Coding


def select_in(
    project: Project, store: Store, codebook: Codebook, filters: Filters, codings: "Sequence[Coding]" = ()
) -> Selection:
    """What filters mean in a project, before anything is looked for.

    `codings` are those that are selected from, where any are: their codes and coders can be asked for too. Raises what
    `select` raises: NotPossible, UnknownDocument, UnknownCode, NothingMatched, BadCondition; and UnknownActor, BadActors.
    """
    codes = frozenset(coding.code for coding in codings)
    coders = _coders(store, codings) if filters.coder else frozenset[str]()
    infos = store.documents.all()
    cases = _cases(project, store, infos) if filters.where else None
    settings = project.settings
    choices = Choices(codebook, infos, settings.group_by, codes, coders, cases, settings.group_kind)
    selection = select(filters, choices)
    if selection.query is not None:
        from kodetre.document.code_query import CodedPlaces

        every = codings or store.codings.kept()
        without = replace(selection.filters, code=())
        groups = selection.groups
        there = (coding for coding in every if without.lets(coding, groups.get(coding.document, "")))
        selection = replace(selection, places=CodedPlaces.of(there))
    return _naming(project, store, selection) if filters.actor else selection


def _cases(project: Project, store: Store, infos: Sequence[DocumentInfo]) -> "ProjectCases":
    from kodetre.services.cases import project_cases

    return project_cases(project, store, infos)


def _naming(project: Project, store: Store, selection: Selection) -> Selection:
    """A selection with the places where its actors are named, under any variant."""
    from kodetre.services.actors import actors_of, find_actor

    actors = actors_of(project, store)
    wanted = [find_actor(actors, name) for name in selection.filters.actor]
    named: dict[str, list[Span]] = {}
    for actor in wanted:
        for mention in actor.mentions:
            named.setdefault(mention.document, []).append(mention.span)
    names = tuple(dict.fromkeys(actor.name for actor in wanted))
    return replace(selection, filters=replace(selection.filters, actor=names), named=named)


def _coders(store: Store, codings: "Sequence[Coding]") -> frozenset[str]:
    """Everybody who has coded, decided on a suggestion or written a memo."""
    decided = {decision.coder for decision in store.codings.decisions()}
    wrote = {memo.coder for memo in store.codings.memos()}
    return frozenset({coding.coder for coding in codings} | decided | wrote)


@dataclass(frozen=True, slots=True)
class SelectedCorpus:
    """The corpus of a project, all of it, with what is selected from it."""

    codebook: Codebook
    selection: Selection
    corpus: Corpus


def open_selected(
    project: Project, store: Store, filters: Filters, on_progress: Callable[[str], None]
) -> SelectedCorpus:
    """What keywords are looked for in; `on_progress` is told when an analyser reads words first.

    Raises NothingMatched for a project without documents, and what `select` raises for filters that nothing answers;
    CodebookError, MissingAnalyser.
    """
    codebook = project.codebook()
    codings = store.codings.kept() if filters.coder else ()
    selection = select_in(project, store, codebook, filters, codings)
    if not selection.documents:
        raise NothingMatched(
            "", msg("there are no documents yet"), next_step=msg("take some in: kodetre ingest corpus/")
        )
    return SelectedCorpus(codebook, selection, open_corpus(store, codebook, project.analyser(), on_progress))
