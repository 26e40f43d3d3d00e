"""The suggestions that several commands go through, filtered alike."""

from dataclasses import dataclass
from pathlib import Path

from kodetre.cli import talk
from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Codebook, stands_under
from kodetre.errors import NothingMatched
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project, find
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.suggestions.keywords import open_suggestions


@dataclass(frozen=True, slots=True)
class Queue:
    """Suggestions after filtering: all of them, and those that the coder has not decided on; best first."""

    project: Project
    codebook: Codebook
    corpus: Corpus
    coder: str
    all: list[Suggestion]
    open: list[Suggestion]


def open_queue(
    project: Path | None,
    coder: str | None,
    code: list[str] | None,
    document: list[str] | None,
    group: list[str] | None,
    min_score: float,
) -> Queue:
    """Compute the suggestions of a project. Raises NothingMatched when it has no documents."""
    opened = find(project)
    codebook = opened.codebook()
    name = opened.coder(coder)
    with opened.store() as store:
        corpus = open_corpus(store, codebook, opened.analyser(), talk.say)
        if not corpus.documents:
            raise NothingMatched("", "there are no documents yet", next_step="take some in: kodetre ingest corpus/")
        ids = {store.documents.find(one).id for one in document} if document else set(corpus.documents)
        codings, decisions = store.codings.live(), store.codings.decisions()
    keys = [find_code(codebook, one).key for one in code or ()]
    by = opened.settings.group_by
    wanted = [
        s
        for s in corpus.suggestions(codebook)
        if s.score >= min_score
        and s.document in ids
        and (not keys or any(stands_under(s.code, key) for key in keys))
        and (not group or corpus.documents[s.document].info.field(by) in group)
    ]
    return Queue(opened, codebook, corpus, name, wanted, open_suggestions(wanted, codings, decisions, name))
