"""Codings whose words have changed since they were marked: which they are, and putting them right."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kodetre.document.location import Locator
from kodetre.document.place_of import quoted, span_written
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import msg
from kodetre.model.codings import Adrift, Change, Coding, StepKind
from kodetre.model.documents import Document, Page, Span
from kodetre.project.project import Project
from kodetre.services.codings import PlacedCoding, place_all
from kodetre.services.places import locators_of
from kodetre.services.worked_out import worked_out
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class Proposal:
    """Where a coding that is adrift may stand now: the stretch, the page it begins on, its printed pages and its words."""

    span: Span
    page: Page
    label: str
    text: str


@dataclass(frozen=True, slots=True)
class AdriftCoding:
    """A coding that stands nowhere in the newest text of its document, with the place that is proposed for it, if any."""

    lost: Adrift
    proposal: Proposal | None


@dataclass(frozen=True, slots=True)
class AdriftList:
    """Codings that stand nowhere in the newest text of their documents, and those that were found in changed words."""

    adrift: tuple[AdriftCoding, ...]
    changed: tuple[PlacedCoding, ...]

    @property
    def proposed(self) -> int:
        """For how many of those adrift a place is proposed."""
        return sum(one.proposal is not None for one in self.adrift)


@dataclass(frozen=True, slots=True)
class PlaceRequest:
    """Where a coding stands now: the first letters of its id, and its words or its offsets (START-END) in the newest text;
    neither when it is right where it stands or is proposed to stand. `coder` is who says so.
    """

    id: str
    quote: str = ""
    span: str = ""
    coder: str | None = None


@dataclass(frozen=True, slots=True)
class Placed:
    """A coding that was placed: the document, the page its words begin on, and the words."""

    coding: Coding
    document: str
    page: Page
    text: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """How many codings stand now where they were proposed to, and how many do not because one like them stands there already."""

    placed: int
    taken: int


def list_adrift(project: Project) -> AdriftList:
    """Every coding that is adrift or stands in changed words, by document and place."""
    with project.store() as store:
        near = [coding for coding in store.codings.live() if coding.found == "near"]
        lost = store.codings.adrift()
        wanted = dict.fromkeys(one.coding.document for one in lost if one.coding.proposed is not None)
        locators = locators_of(store, [store.documents.get(id) for id in wanted])
        adrift = [AdriftCoding(one, _proposal(one.coding, locators)) for one in lost]
        return AdriftList(tuple(adrift), place_all(store, near))


def _proposal(coding: Coding, locators: Mapping[str, Locator]) -> Proposal | None:
    if (span := coding.proposed) is None:
        return None
    locator = locators[coding.document]
    first, _ = locator.pages(span)
    return Proposal(span, first, locator.page_label(span), span.of(locator.document.text))


def place(project: Project, request: PlaceRequest) -> Placed:
    """Give a coding its place in the newest text, as one step.

    Raises NothingMatched when the id or the quote is no one's or several's; NotPossible for what is no place, and for a
    coding that is adrift when no place is given.
    """
    with project.store() as store:
        coding = _coding(store, request.id)
        document = store.documents.get(coding.document)
        span = _span(coding, document, request)
        change = Change(placed=((coding.id, span),), read=((document.id, document.info.version),))
        store.codings.record(StepKind.PLACE, project.coder(request.coder), change, detail=coding.code)
    page, _ = Locator.of(document).pages(span)
    return Placed(coding, document.id, page, span.of(document.text))


def confirm(project: Project, ids: Sequence[str] = (), coder: str | None = None) -> Confirmed:
    """Give codings that are adrift the places that are proposed for them, as one step: those whose ids begin so, or all.

    Raises NothingMatched for an id that is no one's or several's, and when nothing is proposed; NotPossible for a coding that is
    named and has no place proposed.
    """
    return worked_out(lambda: _confirm(project, ids, coder))


def _confirm(project: Project, ids: Sequence[str], coder: str | None) -> Confirmed:
    with project.store() as store:
        seen = store.journal.mark()
        proposed = _with_proposals(store, ids)
        taken = {coding.key for coding in store.codings.live()}
        placed: list[tuple[str, Span]] = []
        for coding, span in proposed:
            key = (coding.document, span, coding.code, coding.coder)
            if key not in taken:
                taken.add(key)
                placed.append((coding.id, span))
        if placed:
            versions = {info.id: info.version for info in store.documents.all()}
            read = {coding.document: versions[coding.document] for coding, _ in proposed}
            change = Change(placed=tuple(placed), read=tuple(read.items()), seen=seen)
            store.codings.record(
                StepKind.PLACE, project.coder(coder), change, detail=msg("{count} proposed", count=len(placed))
            )
    return Confirmed(len(placed), len(proposed) - len(placed))


def _with_proposals(store: Store, ids: Sequence[str]) -> list[tuple[Coding, Span]]:
    """The codings that are named, or all for which a place is proposed, each with that place."""
    named = [_coding(store, id) for id in dict.fromkeys(ids)]
    for coding in named:
        if coding.proposed is None:
            raise NotPossible(
                coding.id, msg("has no place proposed"), next_step=msg("say where with: kodetre adrift place")
            )
    codings = named or [lost.coding for lost in store.codings.adrift()]
    proposed = [(coding, coding.proposed) for coding in codings if coding.proposed is not None]
    if not proposed:
        raise NothingMatched("", msg("no place is proposed for any coding"), next_step=msg("see: kodetre adrift"))
    return proposed


def drop(project: Project, id: str, coder: str | None = None) -> Coding:
    """Take back the coding whose id begins so, as one step. Raises NothingMatched when it is no one's or several's."""
    with project.store() as store:
        coding = _coding(store, id)
        store.codings.record(StepKind.DROP, project.coder(coder), Change(removed=(coding.id,)), detail=coding.code)
    return coding


def _coding(store: Store, id: str) -> Coding:
    beginning = id.strip().lower()
    matching = [coding for coding in store.codings.kept() if beginning and coding.id.startswith(beginning)]
    if len(matching) == 1:
        return matching[0]
    if matching:
        raise NothingMatched(
            id, msg("begins the ids of {count} codings", count=len(matching)), next_step=msg("write more of the id")
        )
    raise NothingMatched(id, msg("is no coding of this project"), next_step=msg("see: kodetre adrift"))


def _span(coding: Coding, document: Document, request: PlaceRequest) -> Span:
    """The place that was given, or the one that the coding has."""
    if request.quote and request.span:
        raise NotPossible("", msg("give a quote or a span, not both"))
    if request.span:
        return span_written(request.span, document)
    if request.quote:
        return quoted(request.quote, document)
    if coding.found == "adrift":
        if coding.proposed is not None:
            return coding.proposed
        raise NotPossible(
            coding.id, msg("stands nowhere now"), next_step=msg("say where with --quote or --span, or drop it")
        )
    return coding.span
