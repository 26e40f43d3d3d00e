"""Sources of another program's project whose text is outside of it: they are matched to documents that are here already."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from kodetre.errors import KodetreError
from kodetre.exchange.placing import fitted_selections
from kodetre.exchange.qda import Loss, QdaProject, QdaSource
from kodetre.i18n.message import msg
from kodetre.model.documents import Document, DocumentInfo
from kodetre.model.exchanged import Exchanged
from kodetre.pdf.frames import frames_of
from kodetre.project.originals import is_pdf, pdf_of
from kodetre.project.project import Project
from kodetre.services.qda_plan import SourceFile
from kodetre.store import Store


@dataclass(slots=True)
class Matching:
    """A project whose sources all have a text, the documents that some are, by their GUIDs, and what was unpacked or is here."""

    project: QdaProject
    files: dict[str, SourceFile]
    documents: dict[str, Document] = field(default_factory=dict)


def matched(
    project: Project, store: Store, read: QdaProject, files: Mapping[str, SourceFile], kept: Sequence[Exchanged]
) -> Matching:
    """Give the sources whose text is elsewhere the text of the document here that they are, by GUID or by the name of its file.

    What is of no document here is left out, and counted with its codings. Nothing that a file names is opened.
    """
    matching = Matching(read, dict(files))
    if not any(source.elsewhere for source in read.sources):
        return matching
    finder = _Finder(store.documents.all(), kept)
    sources: list[QdaSource] = []
    losses = list(read.losses)
    for source in read.sources:
        if not source.elsewhere:
            sources.append(source)
            continue
        file = files.get(source.guid)
        if file is not None and file.reading is not None:
            sources.append(_fitted(source, file.reading.text, losses))
            continue
        info = finder.find(source)
        if info is None or info.id in {document.info.id for document in matching.documents.values()}:
            losses += _lost(source)
            continue
        document = store.documents.get(info.id)
        matching.documents[source.guid] = document
        if source.areas and is_pdf(document):
            matching.files[source.guid] = _file_here(project, document)
        sources.append(_fitted(source, document.text, losses))
    matching.project = replace(read, sources=tuple(sources), losses=tuple(losses))
    return matching


def _fitted(source: QdaSource, text: str, losses: list[Loss]) -> QdaSource:
    selections, reading = fitted_selections(text, source.selections)
    nowhere = sum(len(one.codings) for one in selections if not one.placed and not one.quote)
    if nowhere:
        why = msg("of «{name}» name no words, and their offsets do not fit the text that is here", name=source.name)
        losses.append(Loss(nowhere, msg("codings"), why))
        selections = tuple(one for one in selections if one.placed or one.quote)
    return replace(source, text=text, selections=selections, reading=reading, file="", rich="")


def _lost(source: QdaSource) -> list[Loss]:
    """What is told of a source that is of no document here."""
    why = msg(
        "«{name}» is outside of the archive ({path}), and no document here; take it in first, and import again",
        name=source.name,
        path=source.elsewhere[:80],
    )
    losses = [Loss(1, msg("sources"), why)]
    codings = len(source.codings) + sum(len(one.codings) for one in source.selections)
    codings += sum(len(area.codings) for area in source.areas)
    if codings:
        losses.append(Loss(codings, msg("codings"), msg("of «{name}», whose text is not here", name=source.name)))
    return losses


def _file_here(project: Project, document: Document) -> SourceFile:
    """The PDF of a document, for the boxes on its pages."""
    try:
        path = pdf_of(project, document)
        return SourceFile(path, document.info.sha256, None, "", tuple(frames_of(path)))
    except KodetreError as error:
        return SourceFile(project.root, "", None, error.what)


class _Finder:
    """The documents that are here, to be asked for one by what another program calls it."""

    def __init__(self, infos: Sequence[DocumentInfo], kept: Sequence[Exchanged]) -> None:
        self._by_uuid = {info.uuid: info for info in infos}
        self._came_as = {row.guid: row.name for row in kept if row.kind == "document"}
        self._by_name: dict[str, list[DocumentInfo]] = {}
        self._by_stem: dict[str, list[DocumentInfo]] = {}
        for info in infos:
            name = _plain(info.file)
            self._by_name.setdefault(name, []).append(info)
            self._by_stem.setdefault(PurePosixPath(name).stem, []).append(info)

    def find(self, source: QdaSource) -> DocumentInfo | None:
        """The document that a source is: by its GUID, else the only one whose file is called as its file, or as itself."""
        own = self._by_uuid.get(self._came_as.get(source.guid, source.guid))
        if own is not None:
            return own
        for name in (_plain(source.elsewhere), _plain(source.name)):
            for known, key in ((self._by_name, name), (self._by_stem, name), (self._by_stem, PurePosixPath(name).stem)):
                infos = known.get(key, ()) if key else ()
                if len(infos) == 1:
                    return infos[0]
                if infos:
                    return None
        return None


def _plain(name: str) -> str:
    """The name of a file without its folder, in small letters."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    return unicodedata.normalize("NFC", last).casefold().strip()
