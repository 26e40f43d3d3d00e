"""Opening a discussing session for a face, and what the consensus has of old."""

from collections.abc import Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, replace

from kodetre.agreement.places import coded_places, worst_first
from kodetre.document.filters import Filters
from kodetre.errors import CannotUndo, InvalidReport, NothingMatched
from kodetre.i18n.message import counted, joined, msg
from kodetre.i18n.slips import what_there_is
from kodetre.model.codings import Coding, NewCoding, StepKind
from kodetre.model.discussions import CodedPlace, Discussion
from kodetre.model.documents import Span
from kodetre.project.project import Project
from kodetre.services.coders import read_stretches
from kodetre.services.places import locator_of, words_on_spreads
from kodetre.services.selection import select_in
from kodetre.session.discussing import Discussing, DiscussingServices
from kodetre.store import Store
from kodetre.store.lazy import Shelf

CONSENSUS = "konsensus"
"""Whose the codings are that hold, unless said."""


@dataclass(frozen=True, slots=True)
class DiscussRequest:
    """Between which two coders (the only two unless said), on which documents and codes, as whose codings what holds is kept,
    and who does it.
    """

    project: Project
    filters: Filters
    coders: tuple[str, ...] = ()
    consensus: str = CONSENSUS
    coder: str | None = None
    looking: bool = False
    """Whether it is only to be looked at: nothing is written then."""


@dataclass(frozen=True, slots=True)
class OpenDiscussion:
    """A session, and how many places were alike already and have gone to the consensus as they are."""

    session: Discussing
    agreed: int


@contextmanager
def open_discussion(request: DiscussRequest) -> Iterator[OpenDiscussion]:
    """A session over what two coders have coded otherwise, worst code first. What both have alike becomes the consensus's at
    once, as one step, with the first one's words.

    Raises NothingMatched for coders who have done nothing and where there are fewer than two, InvalidReport for more than two.
    """
    project = request.project
    codebook, coder = project.codebook(), project.coder(request.coder)
    with project.store() as store:
        kept = store.codings.kept()
        selection = select_in(project, store, codebook, request.filters, kept)
        coders = _coders(request, kept, consensus_coders(store))
        wanted = [coding for coding in kept if selection.lets(coding)]
        read = read_stretches(store, kept, selection.documents)
        places = coded_places(wanted, coders, read)
        shelf = Shelf(store)

        def keep(discussions: Sequence[Discussion], codings: Sequence[NewCoding], detail: str) -> None:
            named = [replace(each, consensus=request.consensus) for each in discussions]
            owned = [replace(coding, coder=request.consensus) for coding in codings]
            store.discussions.record(named, owned, coder, codebook, detail)

        def keep_one(discussion: Discussion, codings: Sequence[NewCoding]) -> None:
            keep([discussion], codings, f"{discussion.code} {discussion.document}: {discussion.decision}")

        def undo() -> None:
            _check_last(store, coder)
            store.journal.undo(coder, coding_only=True)

        def redo() -> None:
            store.journal.redo(coder)

        def decided() -> Set[tuple[str, Span, str, tuple[str, str]]]:
            return {each.key for each in store.discussions.live() if each.consensus == request.consensus}

        done = decided()
        agreed = [place for place in places if place.agreed and _key(place, coders) not in done]
        if agreed and not request.looking:
            made = [NewCoding(place.document, place.one[0].span, place.code, "manual") for place in agreed]
            said = [_agreed(place, coders, shelf) for place in agreed]
            keep(said, made, msg("{places} coded alike", places=counted(len(agreed), "place")))
        of_document: dict[str, list[Coding]] = {}
        for coding in kept:
            if coding.coder in coders and coding.found != "adrift":
                of_document.setdefault(coding.document, []).append(coding)
        services = DiscussingServices(keep_one, undo, redo, decided, of_document)
        on_spreads = words_on_spreads(store, map(shelf.__getitem__, dict.fromkeys(place.document for place in places)))
        session = Discussing(
            worst_first(places), shelf, codebook, coders, services, lambda document: locator_of(document, on_spreads)
        )
        yield OpenDiscussion(session, len(agreed))


def consensus_coders(store: Store) -> frozenset[str]:
    """The coders who are nobody, but what others have agreed on."""
    return frozenset(each.consensus for each in store.discussions.live())


def _coders(request: DiscussRequest, kept: Sequence[Coding], nobody: frozenset[str]) -> tuple[str, str]:
    """The two coders that are meant."""
    there = {coding.coder for coding in kept}
    coders = request.coders or tuple(sorted(there - nobody - {request.consensus}))
    for name in request.coders:
        if name not in there:
            what = msg("has coded nothing in this project")
            raise NothingMatched(name, what, next_step=what_there_is(name, there))
    if len(set(coders)) < 2:
        what = msg("there are no two coders to discuss")
        raise NothingMatched("", what, next_step=msg("take a colleague's work in: kodetre merge OTHER.db"))
    if len(coders) > 2:
        what = msg("two discuss at a time, and there are {coders}", coders=joined(coders, ", "))
        raise InvalidReport("", what, next_step=msg("name two: --coders {one},{other}", one=coders[0], other=coders[1]))
    return coders[0], coders[1]


def _key(place: CodedPlace, coders: tuple[str, str]) -> tuple[str, Span, str, tuple[str, str]]:
    return place.document, place.span, place.code, coders


def _agreed(place: CodedPlace, coders: tuple[str, str], shelf: Shelf) -> Discussion:
    document = shelf[place.document]
    quote = place.span.of(document.text)
    return Discussion(
        place.document, place.span, quote, place.code, coders, "agreed", "", version=document.info.version
    )


def _check_last(store: Store, coder: str) -> None:
    """Raises CannotUndo when the last step of the coder is no decision of a discussion."""
    live = [step for step in store.journal.steps() if step.coder == coder and not step.undone]
    if not live or live[-1].kind is not StepKind.DISCUSS:
        what = msg("all your decisions are taken back")
        raise CannotUndo("", what, next_step=msg("what you did before stays: kodetre undo, outside of this"))
