"""An open PDF: its pages, what they are called, its bookmarks and what it says of itself, as plain values."""

import logging
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from os import SEEK_END
from pathlib import Path
from typing import Any

import pypdfium2 as pdfium

from kodetre.deadline import Deadline, TookTooLong
from kodetre.errors import DamagedFile, EmptyFile, EncryptedFile
from kodetre.i18n.message import msg
from kodetre.pdf.page import PageContent
from kodetre.pdf.words import read_page
from kodetre.userfile import open_file

logging.getLogger("pypdfium2").setLevel(logging.CRITICAL)  # what is said of a file is said once, by kodetre
SECONDS_PER_PAGE = 60
_MOST_WORDS = 20_000
"""Words of a page over which it is a map or a drawing, and not read."""
_DEEPEST = 6
"""Levels of bookmarks that are asked for."""
_HEAD = 1024
_END = 2048
"""Bytes at the beginning and the end in which a PDF says that it is one, and that it ends."""


class BrokenPdf(DamagedFile):
    """pdfium cannot open the file, though it is a whole PDF; another reader may."""


class UnreadablePage(Exception):
    """A page cannot be opened, takes too long, or holds too many words."""


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the file's outline (ISO 32000-1, 12.3.3): its title, and its depth from 1."""

    title: str
    depth: int


@dataclass(frozen=True, slots=True)
class Info:
    """What the file's information dictionary (ISO 32000-1, 14.3.3) says, as it is written there; empty where it does not.

    `created` is a date as PDF writes it: D:20230131 and so on.
    """

    title: str = ""
    author: str = ""
    created: str = ""


class PdfFile:
    """A PDF that is open; see `open_pdf`."""

    def __init__(self, document: pdfium.PdfDocument) -> None:
        self._document = document
        self.page_count: int = len(document)

    def page(self, index: int) -> PageContent:
        """What stands on a page (0-based). Raises UnreadablePage."""
        try:
            content = read_page(self._document, index, Deadline(SECONDS_PER_PAGE))
        except (pdfium.PdfiumError, TookTooLong) as error:
            raise UnreadablePage(
                str(error) or msg("took more than {seconds_per_page} seconds", seconds_per_page=SECONDS_PER_PAGE)
            ) from error
        if len(content.words) > _MOST_WORDS:
            raise UnreadablePage(msg("has more than {most_words} words", most_words=_MOST_WORDS))
        return content

    def labels(self) -> list[str]:
        """What the file calls each of its pages; empty where it does not say."""
        return [self._document.get_page_label(index) for index in range(self.page_count)]

    def bookmarks(self) -> list[Bookmark]:
        """Its bookmarks in order; none where they are damaged."""
        try:
            entries = [(entry.get_title(), entry.level) for entry in self._document.get_toc(max_depth=_DEEPEST)]
        except (pdfium.PdfiumError, UnicodeDecodeError, ValueError):
            return []
        return [Bookmark(title, level + 1) for title, level in entries]

    def info(self) -> Info:
        """What it says of itself; nothing where that is damaged."""
        try:
            entries = self._document.get_metadata_dict()
        except (pdfium.PdfiumError, UnicodeDecodeError):
            return Info()
        return Info(entries.get("Title", ""), entries.get("Author", ""), entries.get("CreationDate", ""))


@contextmanager
def open_pdf(path: Path) -> Iterator[PdfFile]:
    """A PDF with at least one page, closed at the end.

    Raises EmptyFile, EncryptedFile, or DamagedFile: BrokenPdf when it is whole and pdfium cannot open it all the same.
    """
    _check_head(path)
    try:
        document = pdfium.PdfDocument(path)
    except pdfium.PdfiumError as error:
        raise _why_not(path, error) from error
    with closing(document):
        if len(document) == 0:
            raise DamagedFile(path, msg("is a PDF without pages"), next_step=msg("fetch it again"))
        yield PdfFile(document)


def _check_head(path: Path) -> None:
    with open_file(path) as file:
        head = file.read(_HEAD)
    if not head:
        raise EmptyFile(path, msg("is empty (0 bytes)"), next_step=msg("fetch it again"))
    if b"%PDF-" not in head:
        looks = msg("a web page") if b"<html" in head.lower() or b"<!doctype" in head.lower() else msg("something else")
        raise DamagedFile(
            path,
            msg("is no PDF but {looks}", looks=looks),
            next_step=msg("open it to see what it is, and fetch the PDF again"),
        )


def _why_not(path: Path, error: pdfium.PdfiumError) -> EncryptedFile | DamagedFile:
    if "password" in str(error).lower():
        next_step = msg("remove it, e.g. qpdf --decrypt --password=… {path_name} open.pdf", path_name=path.name)
        return EncryptedFile(path, msg("asks for a password"), next_step=next_step)
    if not _has_end(path):
        return DamagedFile(path, msg("is a broken PDF (cut off)"), next_step=msg("fetch it again"))
    return BrokenPdf(path, msg("is a broken PDF (damaged)"), next_step=msg("fetch it again, or print it to a new PDF"))


def _has_end(path: Path) -> bool:
    """Whether the end of a PDF is there: of a file that is cut off, what is missing cannot be told."""
    with open_file(path) as file:
        file.seek(0, SEEK_END)
        file.seek(max(0, file.tell() - _END))
        return b"%%EOF" in file.read()


@contextmanager
def pdfium_document(
    path: Path, what: str, next_step: str = msg("is it still the file that was read?")
) -> Iterator[Any]:
    """A PDF as pdfium has it, for drawing on and writing, closed at the end.

    Raises DamagedFile, saying `what`, for whatever pdfium cannot do with it.
    """
    try:
        with closing(pdfium.PdfDocument(path)) as document:
            yield document
    except (pdfium.PdfiumError, IndexError, OSError) as error:
        raise DamagedFile(path, what, next_step=next_step) from error
