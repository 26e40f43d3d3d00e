"""A first pass by keywords alone: everything that is suggested is coded, unread."""

from collections.abc import Callable
from dataclasses import dataclass

from kodetre.i18n.plurals import plural
from kodetre.model.codings import Change, Decision, NewCoding, StepKind
from kodetre.project.project import Project
from kodetre.services.suggest import SuggestRequest, find_suggestions, nothing_suggested
from kodetre.services.worked_out import worked_out


@dataclass(frozen=True, slots=True)
class AcceptedAll:
    """How many suggestions were coded, in how many documents, and how many of them are probably wrong; all 0 when everything
    was decided already.
    """

    suggestions: int
    documents: int
    wrong: int = 0


def accept_all(
    project: Project, request: SuggestRequest, on_progress: Callable[[str], None] = lambda _: None
) -> AcceptedAll:
    """Code every open suggestion that a keyword stands in as one step, with the origin 'keyword'.

    `on_progress` is told when an analyser reads first.
    Raises NothingMatched when nothing is suggested, what `find_suggestions` raises, and Overtaken when somebody
    else changes the project all the time.
    """
    return worked_out(lambda: _accept_all(project, request, on_progress))


def _accept_all(project: Project, request: SuggestRequest, on_progress: Callable[[str], None]) -> AcceptedAll:
    with project.store() as store:
        seen = store.journal.mark()
    suggested = find_suggestions(project, request, on_progress)
    if not suggested.all:
        raise nothing_suggested(suggested)
    accepted = [suggestion for suggestion in suggested.open if not suggestion.learned]
    if not accepted:
        return AcceptedAll(0, 0)
    documents = suggested.corpus.documents
    read = dict.fromkeys(suggestion.document for suggestion in accepted)
    change = Change(
        codings=tuple(NewCoding(s.document, s.span, s.code, "keyword") for s in accepted),
        decisions=tuple(Decision(s.document, s.span, s.code, "accept") for s in accepted),
        read=tuple((id, documents[id].info.version) for id in read),
        seen=seen,
    )
    noun = "suggestion" if len(accepted) == 1 else plural("suggestion")
    detail = f"{len(accepted)} {noun}"  # without the separators of counted(): it stays in the store
    with project.store() as store:
        store.codings.record(StepKind.ACCEPT_ALL, suggested.coder, change, codebook=suggested.codebook, detail=detail)
    wrong = round(sum(1 - suggestion.probability for suggestion in accepted))
    return AcceptedAll(len(accepted), len(read), wrong)
