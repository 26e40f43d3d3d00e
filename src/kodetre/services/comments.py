"""Taking in the comments that a reader wrote in a report's page."""

from dataclasses import replace
from pathlib import Path

from kodetre.errors import BadDecisions
from kodetre.exchange.comments import CommentFile, Heard, take_comments
from kodetre.i18n.message import msg
from kodetre.model.codings import StepKind
from kodetre.project.project import Project
from kodetre.services.worked_out import worked_out
from kodetre.store import Store


def take_in(project: Project, file: Path, comments: CommentFile, coder: str | None) -> Heard:
    """Take comments in as memos of the reader, as one step. Those on what is gone are left out, and told.

    The reader is whom the file names, else `coder`. Raises BadDecisions where nobody is named, Overtaken when somebody else
    changes the project all the time.
    """
    reader = comments.reader or (coder or "").strip()
    if not reader:
        next_step = msg("say whose they are: kodetre apply {file} --coder NAME", file=file.name)
        raise BadDecisions(file, msg("does not say who wrote the comments"), next_step=next_step)
    return worked_out(lambda: _take_in(project, file, comments, reader, coder))


def _take_in(project: Project, file: Path, comments: CommentFile, reader: str, coder: str | None) -> Heard:
    doer = project.coder(coder)
    with project.store() as store:
        seen = store.journal.mark()
        codings = {coding.id for coding in store.codings.kept()}
        wanted = any(comment.target == "document" for comment in comments.comments)
        documents = _documents(store) if wanted else {}
        heard = take_comments(comments.comments, reader, codings, documents, store.codings.memos())
        if heard.change.memos:
            store.codings.record(StepKind.APPLY, doer, replace(heard.change, seen=seen), detail=file.name)
    return heard


def _documents(store: Store) -> dict[str, str]:
    """The ids of the documents by the SHA-256 of each version of their files: the page may have shown an earlier one."""
    ids: dict[str, str] = {}
    for document in store.documents.all():
        ids.update({version.sha256: document.id for version in store.documents.versions(document.id)})
    return ids
