"""What belongs to a case: documents, stretches of them, speakers."""

from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.document.place_of import quoted, span_written
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import joined, msg
from kodetre.i18n.slips import what_there_is
from kodetre.model.cases import Case, CaseChange, CaseLink, LinkTarget, NewLink
from kodetre.model.codings import Anchor, StepKind
from kodetre.model.documents import Document, Span
from kodetre.project.project import Project
from kodetre.services.cases import all_cases, find_case, missing
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class LinkRequest:
    """Documents that belong to a case, or of one a stretch with these words or offsets, or what a speaker says in them."""

    name: str
    kind: str = ""
    documents: tuple[str, ...] = ()
    quote: str = ""
    span: str = ""
    speaker: str = ""
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class Linked:
    """The case as it is after a step, the links that are new or taken away, and the step's number; 0 where nothing was new."""

    case: Case
    links: tuple[CaseLink, ...]
    step: int


def link_case(project: Project, request: LinkRequest) -> Linked:
    """Say what belongs to a case, as one step; what belongs to it already is left as it is.

    Raises NothingMatched for a case, for words that stand nowhere or in several places, and for a speaker who is not there;
    UnknownDocument; NotPossible for what is no span, names a stretch of several documents, or an interviewer.
    """
    with project.store() as store:
        case = find_case(all_cases(project, store), request.name, request.kind)
        documents = _documents(store, request)
        span = _span(documents[0], request)
        new: list[NewLink] = []
        for document in documents:
            if request.speaker:
                _check_speaker(document, request.speaker.strip())
            target: LinkTarget = "speaker" if request.speaker else "span" if span is not None else "document"
            link = CaseLink(target, document.id, span, request.speaker.strip())
            if not any(_same(link, other) for other in case.links):
                anchor = Anchor.at(document.text, span) if span is not None else None
                new.append(NewLink(case.key, target, document.id, anchor, link.speaker))
        if not new:
            return Linked(case, (), 0)
        read = tuple((document.id, document.info.version) for document in documents) if span is not None else ()
        change = CaseChange(added=missing(case), links=tuple(new), read=read)
        detail = f"{case.kind} {case.name}: {_told(request, documents)}"
        step = store.cases.record(StepKind.CASE_LINK, project.coder(request.coder), change, detail=detail)
        after = find_case(all_cases(project, store), case.name, case.kind)
    before = {link.id for link in case.links}
    return Linked(after, tuple(link for link in after.links if link.id not in before), step)


def unlink_case(project: Project, request: LinkRequest) -> Linked:
    """Say what does not belong to a case any more, as one step.

    Raises NothingMatched for a case, and where nothing like this belongs to it; UnknownDocument; NotPossible as `link_case`.
    """
    with project.store() as store:
        case = find_case(all_cases(project, store), request.name, request.kind)
        documents = _documents(store, request)
        span = _span(documents[0], request)
        gone: list[CaseLink] = []
        for document in documents:
            target: LinkTarget = "speaker" if request.speaker else "span" if span is not None else "document"
            wanted = CaseLink(target, document.id, span, request.speaker.strip())
            gone += [link for link in case.links if _same(link, wanted)]
        if not gone:
            told = _told(request, documents)
            raise NothingMatched(
                case.name, msg("has nothing like {told}", told=told), next_step=msg("see it: kodetre case show")
            )
        if named := [link.document for link in gone if not link.id]:
            field = project.settings.group_by
            how = msg("change it there: kodetre documents set {ids} {field}=", ids=named[0], field=field)
            raise NotPossible(case.name, msg("is what {id} is compared by", id=named[0]), next_step=how)
        change = CaseChange(unlinked=tuple(link.id for link in gone))
        detail = f"{case.kind} {case.name}: {_told(request, documents)}"
        step = store.cases.record(StepKind.CASE_UNLINK, project.coder(request.coder), change, detail=detail)
        return Linked(find_case(all_cases(project, store), case.name, case.kind), tuple(gone), step)


def _documents(store: Store, request: LinkRequest) -> list[Document]:
    if not request.documents:
        raise NotPossible("", msg("no document is named"), next_step=msg("for example: kodetre case link NAME D1"))
    ids = dict.fromkeys(store.documents.find(name).id for name in request.documents)
    return [store.documents.get(id) for id in ids]


def _check_speaker(document: Document, speaker: str) -> None:
    """Raise NothingMatched for somebody who says nothing in a document, NotPossible for somebody who asks there."""
    asks = {block.speaker: block.asks for block in document.reading.blocks if block.speaker}
    if speaker not in asks:
        informants = [name for name, interviewer in asks.items() if not interviewer]
        how = what_there_is(speaker, informants) if informants else msg("nobody does: link the document itself")
        raise NothingMatched(speaker, msg("does not speak in {document}", document=document.id), next_step=how)
    if asks[speaker]:
        how = msg("if they are not: kodetre speakers {document} --informant NAME", document=document.id)
        what = msg("is an interviewer in {document}, whose words belong to no case", document=document.id)
        raise NotPossible(speaker, what, next_step=how)


def _span(document: Document, request: LinkRequest) -> Span | None:
    """The stretch that is meant, where one is."""
    given = [value for value in (request.quote, request.span, request.speaker) if value]
    if len(given) > 1:
        raise NotPossible("", msg("give a quote, a span or a speaker, not several of them"))
    if not (request.quote or request.span):
        return None
    if len(request.documents) > 1:
        what = msg("a stretch of text is of one document, and {count} are named", count=len(request.documents))
        raise NotPossible("", what, next_step=msg("name one"))
    return span_written(request.span, document) if request.span else quoted(request.quote, document)


def _same(link: CaseLink, other: CaseLink) -> bool:
    return (link.target, link.document, link.span, link.speaker) == (
        other.target, other.document, other.span, other.speaker
    )  # fmt: skip


def _told(request: LinkRequest, documents: Sequence[Document]) -> str:
    ids = joined((document.id for document in documents), ", ")
    if request.speaker:
        return joined((request.speaker, ids), " · ")
    return joined((ids, request.quote or request.span), " ") if request.quote or request.span else ids
