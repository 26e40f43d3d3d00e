"""A project as a file for other programs."""

import shutil
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from kodetre.codebook.tree import Codebook
from kodetre.errors import WrongUse
from kodetre.exchange import taguette
from kodetre.exchange.profiles import PROFILES
from kodetre.exchange.qda import Loss, QdaProject
from kodetre.exchange.refi.write import write_codebook, write_project
from kodetre.i18n.message import msg
from kodetre.project.project import Project
from kodetre.services.qda_out import Outgoing, gather
from kodetre.store.foreign.qualcoder import DATABASE
from kodetre.store.foreign.qualcoder import FOLDER as DOCUMENTS
from kodetre.store.foreign.qualcoder_out import for_qualcoder

Writer = Callable[[Path], None]
"""Writes the file to a path."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A file that can be written, how much is in it, and what it cannot hold."""

    write: Writer
    documents: int
    codes: int
    codings: int
    memos: int
    losses: tuple[Loss, ...]


def export_project(project: Project, target: Path, profile: str = "spec") -> Exported:
    """The whole project as REFI-QDA: a project for .qdpx, the codes alone for .qdc.

    Raises WrongUse for another ending, CodebookError, MissingFile.
    """
    ending = target.suffix.lower()
    if ending not in (".qdpx", ".qdc"):
        raise WrongUse(
            target,
            msg("does not say what it is to be"),
            next_step=msg("name it *.qdpx (a project) or *.qdc (a codebook)"),
        )
    if ending == ".qdc":
        return _codebook(gather(project, PROFILES[profile]))
    outgoing = gather(project, PROFILES[profile])
    return _exported(outgoing, lambda path: _write(outgoing, path))


def _write(outgoing: Outgoing, path: Path) -> None:
    with path.open("wb") as file:
        write_project(file, outgoing.project, outgoing.files)


def _codebook(outgoing: Outgoing) -> Exported:
    noted = sum(len(code.notes) for code in outgoing.project.codes)
    losses = [Loss(noted, msg("memos"), msg("on codes have no place in a codebook"))] if noted else []
    losses += [loss for loss in outgoing.losses if loss.what in ("codes", "pairs of words")]
    codes = tuple(replace(code, notes=()) for code in outgoing.project.codes)
    sets = tuple(one for one in outgoing.project.sets if one.codes)
    plain = QdaProject(outgoing.project.name, outgoing.project.origin, codes=codes, sets=sets)
    data = write_codebook(plain)
    return Exported(lambda path: _bytes(path, data), 0, len(codes), 0, 0, tuple(losses))


def _bytes(path: Path, data: bytes) -> None:
    path.write_bytes(data)


def _exported(outgoing: Outgoing, write: Writer) -> Exported:
    qda = outgoing.project
    selections = chain.from_iterable(source.selections for source in qda.sources)
    codings = sum(len(selection.codings) for selection in selections)
    return Exported(write, len(qda.sources), len(qda.codes), codings, len(qda.notes), tuple(outgoing.losses))


@dataclass(frozen=True, slots=True)
class QualCoderFolder:
    """A QualCoder project that can be written: what writes each of its files, by its name in the folder."""

    files: Mapping[str, Writer]
    exported: Exported


def qualcoder_folder(project: Project, target: Path) -> QualCoderFolder:
    """The whole project as a QualCoder project: a folder with a database and the documents.

    Raises WrongUse for a folder whose name does not end in .qda, CodebookError, MissingFile.
    """
    if target.suffix.lower() != ".qda":
        what = msg("does not say that it is a QualCoder project")
        raise WrongUse(target, what, next_step=msg("name the folder *.qda: QualCoder opens no other"))
    outgoing = gather(project, PROFILES["spec"])
    files: dict[str, Writer] = {}
    pdfs: dict[str, str] = {}
    for source in outgoing.project.sources:
        member = source.file or source.rich
        name = source.name
        if not member:
            name = name if name.lower().endswith((".txt", ".md")) else f"{name}.txt"
        while f"{DOCUMENTS}/{name}".casefold() in map(str.casefold, files):
            name = f"_{name}"
        files[f"{DOCUMENTS}/{name}"] = (
            _copier(outgoing.files[member]) if member else _writer_of(source.text.encode("utf-8", "replace"))
        )
        if source.file:
            pdfs[source.guid] = name
    written = for_qualcoder(outgoing.project, pdfs)
    exported = _exported(outgoing, written.write)
    losses = (*exported.losses, *written.losses)
    return QualCoderFolder({DATABASE: written.write, **files}, replace(exported, losses=losses))


def _copier(source: Path) -> Writer:
    def copied(path: Path) -> None:
        shutil.copyfile(source, path)

    return copied


def _writer_of(data: bytes) -> Writer:
    return lambda path: _bytes(path, data)


def taguette_codebook(project: Project) -> tuple[bytes, tuple[Loss, ...]]:
    """The codebook as a CSV that Taguette imports, and what that cannot hold. Raises CodebookError."""
    with project.store() as store:
        codings = store.codings.live()
    documents: dict[str, set[str]] = {}
    for coding in codings:
        documents.setdefault(coding.code, set()).add(coding.document)
    used = Counter(coding.code for coding in codings)
    counts = {code: (number, len(documents[code])) for code, number in used.items()}
    book = project.codebook()
    return taguette.codebook(book, counts), _lost_in_taguette(book, len(codings))


def _lost_in_taguette(book: Codebook, codings: int) -> tuple[Loss, ...]:
    codes = list(book.codes())
    told = (
        (codings, msg("codings"), msg("are not in a codebook")),
        (sum(bool(code.use_when or code.not_when or code.examples) for code in codes), msg("codes"),
         msg("have when to use them, when not, or examples, which have no place in Taguette")),
        (sum(bool(code.keywords) for code in codes), msg("codes"), msg("have keywords, which have no place in Taguette")),
        (sum(bool(code.colour) for code in codes), msg("colours"), msg("have no place in Taguette")),
        (len(book.dimensions), msg("dimensions"), msg("are the first part of the path of their codes, without their names")),
    )  # fmt: skip
    return tuple(Loss(count, what, why) for count, what, why in told if count)
