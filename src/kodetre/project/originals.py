"""The files that documents were read from."""

from pathlib import Path

from kodetre.errors import ChangedFile, MissingFile, NoPrintedPages
from kodetre.i18n.message import msg
from kodetre.model.documents import Document
from kodetre.project.project import Project
from kodetre.userfile import sha256_of


def is_pdf(document: Document) -> bool:
    """Whether a document was read from a PDF, and so has pages to show; those of one with pseudonyms have the names."""
    return document.reading.paged and document.info.file.lower().endswith(".pdf") and not document.info.pseudonyms


def pdf_of(project: Project, document: Document) -> Path:
    """The PDF that a document was read from.

    Raises NoPrintedPages for what is no PDF, MissingFile when the file is gone, ChangedFile when it is not the one that was read.
    """
    if document.info.pseudonyms:
        raise NoPrintedPages(
            document.id,
            msg("has pseudonyms, and its pages have the names"),
            next_step=msg("read it as text: kodetre documents show {document_id}", document_id=document.id),
        )
    if not is_pdf(document):
        raise NoPrintedPages(
            document.id,
            msg("is no PDF and has no pages to draw"),
            next_step=msg("kodetre documents show {document_id}", document_id=document.id),
        )
    path = project.root / document.info.file
    if not path.exists():
        raise MissingFile(
            path, msg("is not there any more"), next_step=msg("put it back, or take it in from where it is now")
        )
    if sha256_of(path) != document.info.sha256:
        raise ChangedFile(
            path, msg("has changed since it was read"), next_step=msg("read it anew: kodetre ingest {path}", path=path)
        )
    return path
