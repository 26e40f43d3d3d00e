"""What has been coded, with the page that each coding stands on."""

from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.model.codings import Coding
from kodetre.model.documents import Page
from kodetre.project.project import Project
from kodetre.services.places import locators_of
from kodetre.services.selection import select_in
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class PlacedCoding:
    """A coding, the page it begins on, and its printed pages (57, 57–58, empty where there are none)."""

    coding: Coding
    page: Page
    label: str


@dataclass(frozen=True, slots=True)
class CodingList:
    """The codings in a selection by document and place; `adrift` more stand nowhere in the newest text."""

    codings: tuple[PlacedCoding, ...]
    adrift: int
    selection: Selection


def list_codings(project: Project, filters: Filters) -> CodingList:
    """The codings that filters let through; there may be none. Raises what `select` raises."""
    with project.store() as store:
        kept = store.codings.kept()
        selection = select_in(project, store, project.codebook(), filters, kept)
        selected = [coding for coding in kept if selection.lets(coding)]
        standing = [coding for coding in selected if coding.found != "adrift"]
        placed = place_all(store, standing)
    return CodingList(placed, len(selected) - len(standing), selection)


def place_all(store: Store, codings: Sequence[Coding]) -> tuple[PlacedCoding, ...]:
    """Codings that stand in the newest text of their documents, each with its page."""
    named = dict.fromkeys(coding.document for coding in codings)
    locators = locators_of(store, [store.documents.get(id) for id in named])
    return tuple(_placed(coding, locators[coding.document]) for coding in codings)


def _placed(coding: Coding, locator: Locator) -> PlacedCoding:
    first, _ = locator.pages(coding.span)
    return PlacedCoding(coding, first, locator.page_label(coding.span))


def no_codings(listed: CodingList) -> NothingMatched:
    """The error for a list without codings; it says what they were looked for in."""
    if listed.selection.filters.described():
        return NothingMatched(
            "", msg("no codings {within}", within=listed.selection.within()), next_step=msg("loosen the filters")
        )
    return NothingMatched("", msg("no codings"), next_step=msg("make some with: kodetre code"))
