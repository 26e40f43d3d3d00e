"""Asks the store for what a report is made from."""

from functools import partial

from kodetre.codebook.tree import Codebook
from kodetre.document.citation import Citer, author_of, year_letters
from kodetre.document.filters import Filters
from kodetre.document.location import Locator
from kodetre.i18n.formats import moment
from kodetre.i18n.messages import word
from kodetre.model.documents import DocumentInfo
from kodetre.report.data import Excerpt, ReportData
from kodetre.services.selection import select_in
from kodetre.store import Store
from kodetre.store.lazy import Shelf, WordStarts


def gather(
    store: Store, codebook: Codebook, language: str, group_by: str, filters: Filters, shelf: Shelf
) -> ReportData:
    """Everything a report needs to count, from one look at the store; documents are read when something asks for them.

    Year letters are given over all documents, so that a source is cited alike in every report. Raises NothingMatched and
    UnknownDocument for filters that nothing in the project has.
    """
    infos = store.documents.all()
    kept = store.codings.kept()
    selection = select_in(store, codebook, group_by, filters, kept)
    filters = selection.filters
    groups = dict(selection.groups)
    years = year_letters(infos, language)
    wanted = [coding for coding in kept if selection.lets(coding)]
    by_id = {d.id: d for d in infos}
    citers = {
        d.id: Citer(Locator(partial(shelf.__getitem__, d.id)), author_of(d, language), years[d.id], language)
        for d in infos
    }
    found = tuple(
        Excerpt(coding, by_id[coding.document], citers[coding.document])
        for coding in wanted
        if coding.found != "adrift"
    )
    shown = selection.documents
    adrift = len(wanted) - len(found)
    near = sum(coding.found == "near" for coding in wanted)
    footer = (
        *_footer(store, codebook, language, shown, found, filters),
        *((word(language, "adrift", count=adrift),) if adrift else ()),
        *((word(language, "near", count=near),) if near else ()),
    )
    memos = tuple(memo for memo in store.codings.memos() if not filters.coder or memo.coder in filters.coder)
    return ReportData(language, codebook, shown, years, groups, found, footer, memos=memos, words=WordStarts(store))


def _footer(
    store: Store,
    codebook: Codebook,
    language: str,
    shown: tuple[DocumentInfo, ...],
    found: tuple[Excerpt, ...],
    filters: Filters,
) -> tuple[str, ...]:
    """What the report was made from: the same store gives the same words."""
    steps = store.journal.steps()
    changed = moment(steps[-1].created, language) if steps else "–"
    named = f"{codebook.title} {codebook.version}".strip() + f" ({codebook.sha256[:8]})"
    made_from = word(language, "basis", documents=len(shown), codings=len(found), codebook=named, changed=changed)
    said = filters.format(language)
    return (made_from, word(language, "filter", filter=said)) if said else (made_from,)
