"""Taking in the comments that readers wrote in a report: in its page, or in Word."""

from dataclasses import replace
from pathlib import Path

from kodetre.errors import BadDecisions
from kodetre.exchange.comments import Comment, CommentFile, Heard, take_comments
from kodetre.exchange.word_comments import WordComment, read_word_comments
from kodetre.i18n.message import msg
from kodetre.model.codings import StepKind
from kodetre.model.row_marks import mark_of
from kodetre.project.project import Project
from kodetre.services.worked_out import worked_out
from kodetre.store import Store


def in_word(project: Project, file: Path) -> CommentFile:
    """The comments of a Word file of excerpts, each on the codings whose rows it is in. Raises what `read_word_comments` does."""
    with project.store() as store:
        ids = {mark_of(coding.id): coding.id for coding in store.codings.kept()}
    comments: list[Comment] = []
    elsewhere: list[tuple[int, str]] = []
    for one in read_word_comments(file):
        text = f"@{one.answers}: {one.text}" if one.answers and one.answers != one.author else one.text
        for mark in one.marks:
            subject = ids.get(mark, mark)
            comments.append(Comment(one.number, "coding", subject, text, one.place, one.author, one.created))
        if not one.marks:
            elsewhere.append((one.number, _of_no_row(one)))
    return CommentFile("", tuple(comments), tuple(elsewhere))


def _of_no_row(comment: WordComment) -> str:
    """What is told of a comment that is on no excerpt: all of it, so that it is not lost."""
    return msg(
        "on no excerpt, or on many at once, at «{place}». {author} says: {text}",
        place=comment.place,
        author=comment.author or "?",
        text=comment.text,
    )


def take_in(project: Project, file: Path, comments: CommentFile, coder: str | None, *, dry_run: bool = False) -> Heard:
    """Take comments in as memos of the reader, as one step. Those on what is gone are left out, and told.

    The reader is whom the file or the comment names, else `coder`. Raises BadDecisions where nobody is named, Overtaken when
    somebody else changes the project all the time.
    """
    reader = comments.reader or (coder or "").strip()
    named = bool(comments.comments or comments.elsewhere) and all(comment.reader for comment in comments.comments)
    if not (reader or named):
        next_step = msg("say whose they are: kodetre apply {file} --coder NAME", file=file.name)
        raise BadDecisions(file, msg("does not say who wrote the comments"), next_step=next_step)
    return worked_out(lambda: _take_in(project, file, comments, reader, coder, dry_run=dry_run))


def _take_in(
    project: Project, file: Path, comments: CommentFile, reader: str, coder: str | None, *, dry_run: bool
) -> Heard:
    doer = project.coder(coder)
    with project.store() as store:
        seen = store.journal.mark()
        codings = {coding.id for coding in store.codings.kept()}
        wanted = any(comment.target == "document" for comment in comments.comments)
        documents = _documents(store) if wanted else {}
        heard = take_comments(comments.comments, reader, codings, documents, store.codings.memos())
        if heard.change.memos and not dry_run:
            store.codings.record(StepKind.APPLY, doer, replace(heard.change, seen=seen), detail=file.name)
    return heard


def _documents(store: Store) -> dict[str, str]:
    """The ids of the documents by the SHA-256 of each version of their files: the page may have shown an earlier one."""
    ids: dict[str, str] = {}
    for document in store.documents.all():
        ids.update({version.sha256: document.id for version in store.documents.versions(document.id)})
    return ids
