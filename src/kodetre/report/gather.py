"""Asks the store for what a report is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from kodetre.codebook.tree import Codebook, stands_under
from kodetre.errors import NothingMatched
from kodetre.model import Coding, DocumentInfo
from kodetre.report.basis import Basis, Excerpt
from kodetre.report.citation import author_of, year_letters
from kodetre.report.table import moment
from kodetre.report.where import Where
from kodetre.report.words import word
from kodetre.shelf import Shelf, WordStarts
from kodetre.store import Store
from kodetre.store.documents import named


@dataclass(frozen=True, slots=True)
class Filters:
    """Which codings a report is about; an empty field lets everything through. A code stands for those under it too."""

    code: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    document: tuple[str, ...] = ()
    coder: tuple[str, ...] = ()
    origin: tuple[str, ...] = ()

    def lets(self, coding: Coding, group: str) -> bool:
        """Whether a coding in a document of this group is wanted."""
        return (
            (not self.code or any(stands_under(coding.code, key) for key in self.code))
            and (not self.group or group in self.group)
            and (not self.document or coding.document in self.document)
            and (not self.coder or coding.coder in self.coder)
            and (not self.origin or coding.origin in self.origin)
        )

    def said(self, language: str) -> str:
        """The filters in words, empty when there are none."""
        named = (("code", self.code), ("group", self.group), ("document", self.document), ("coder", self.coder))
        parts = [f"{word(language, name).lower()} {', '.join(values)}" for name, values in named if values]
        if self.origin:
            parts.append(f"{word(language, 'origin').lower()} {', '.join(word(language, o) for o in self.origin)}")
        return "; ".join(parts)


def checked(
    codebook: Codebook, filters: Filters, group_by: str, documents: Sequence[DocumentInfo], codings: Sequence[Coding]
) -> Filters:
    """The filters, with document names as ids. Raises NothingMatched for a value that nothing in the project has,
    UnknownDocument.
    """
    known = {code.key for code in codebook.codes()} | {coding.code for coding in codings}
    there = {
        "group": {d.field(group_by) for d in documents},
        "coder": {coding.coder for coding in codings},
    }
    for key in filters.code:
        if not any(stands_under(one, key) for one in known):
            raise NothingMatched(key, "is no code of the codebook", next_step="see: kodetre codebook show")
    for name, wanted in (("group", filters.group), ("coder", filters.coder)):
        for value in wanted:
            if value not in there[name]:
                listed = ", ".join(sorted(value for value in there[name] if value)) or "none yet"
                raise NothingMatched(value, f"is no {name} of this project", next_step=f"there are: {listed}")
    ids = tuple(named(documents, name).id for name in filters.document)
    return Filters(filters.code, filters.group, ids, filters.coder, filters.origin)


def gather(store: Store, codebook: Codebook, language: str, group_by: str, filters: Filters, shelf: Shelf) -> Basis:
    """Everything a report needs to count, from one look at the store; documents are read when something asks for them.

    Year letters are given over all documents, so that a source is cited alike in every report. Raises NothingMatched and
    UnknownDocument for filters that nothing in the project has.
    """
    infos = store.documents.all()
    kept = store.codings.kept()
    filters = checked(codebook, filters, group_by, infos, kept)
    groups = {d.id: d.field(group_by) for d in infos}
    years = year_letters(infos, language)
    wanted = [c for c in kept if filters.lets(c, groups.get(c.document, ""))]
    by_id = {d.id: d for d in infos}
    where = {
        d.id: Where(partial(shelf.__getitem__, d.id), author_of(d, language), years[d.id], language) for d in infos
    }
    found = tuple(
        Excerpt(coding, by_id[coding.document], where[coding.document]) for coding in wanted if coding.found != "adrift"
    )
    shown = tuple(
        d for d in infos
        if (not filters.group or groups[d.id] in filters.group) and (not filters.document or d.id in filters.document)
    )  # fmt: skip
    adrift = len(wanted) - len(found)
    near = sum(coding.found == "near" for coding in wanted)
    footer = (
        *_footer(store, codebook, language, shown, found, filters),
        *((word(language, "adrift", count=adrift),) if adrift else ()),
        *((word(language, "near", count=near),) if near else ()),
    )
    memos = tuple(memo for memo in store.codings.memos() if not filters.coder or memo.coder in filters.coder)
    return Basis(language, codebook, shown, years, groups, found, footer, memos=memos, words=WordStarts(store))


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
    basis = word(language, "basis", documents=len(shown), codings=len(found), codebook=named, changed=changed)
    said = filters.said(language)
    return (basis, word(language, "filter", filter=said)) if said else (basis,)
