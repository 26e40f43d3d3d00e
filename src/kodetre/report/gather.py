"""Asks the store for what a report is made from."""

from dataclasses import dataclass

from kodetre.codebook.tree import Codebook, stands_under
from kodetre.errors import NothingMatched
from kodetre.model import Coding, Document, DocumentInfo, sections
from kodetre.report.citation import author_of, cite, labels_of, place_of, year_letters
from kodetre.report.tables import Basis, Excerpt
from kodetre.report.words import word
from kodetre.store import Store


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


def checked(store: Store, codebook: Codebook, filters: Filters, group_by: str) -> Filters:
    """The filters with document names as ids. Raises NothingMatched for a value that nothing in the project has."""
    documents = store.documents.all()
    codings = store.codings.live()
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
    ids = tuple(store.documents.find(name).id for name in filters.document)
    return Filters(filters.code, filters.group, ids, filters.coder, filters.origin)


def gather(store: Store, codebook: Codebook, language: str, group_by: str, filters: Filters) -> Basis:
    """Everything a report needs, from one look at the store.

    Year letters are given over all documents, so that a source is cited alike in every report.
    """
    infos = store.documents.all()
    groups = {d.id: d.field(group_by) for d in infos}
    years = year_letters(infos, language)
    wanted = [c for c in store.codings.live() if filters.lets(c, groups.get(c.document, ""))]
    documents = {id: store.documents.get(id) for id in dict.fromkeys(coding.document for coding in wanted)}
    trails = {id: _trails(document) for id, document in documents.items()}
    found = tuple(
        _excerpt(coding, documents[coding.document], trails[coding.document], years, language) for coding in wanted
    )
    shown = tuple(
        d for d in infos
        if (not filters.group or groups[d.id] in filters.group) and (not filters.document or d.id in filters.document)
    )  # fmt: skip
    adrift = sum(1 for one in store.codings.adrift() if filters.lets(one.coding, groups.get(one.coding.document, "")))
    footer = (
        *_footer(store, codebook, language, shown, found, filters),
        *((word(language, "adrift", count=adrift),) if adrift else ()),
        *((word(language, "near", count=near),) if (near := sum(c.found == "near" for c in wanted)) else ()),
    )
    return Basis(
        language, codebook, shown, years, groups, found, footer,
        memos=tuple(memo for memo in store.codings.memos() if not filters.coder or memo.coder in filters.coder),
    )  # fmt: skip


def _trails(document: Document) -> list[tuple[int, tuple[str, ...], int]]:
    """Where each block begins, the headings it stands under, and the number of the nearest of them (-1 for none)."""
    found, heading = [], -1
    for number, (block, trail) in enumerate(sections(document.reading.blocks, document.text)):
        if block.kind == "heading" and block.part == "body":
            heading = number
        found.append((block.start, trail, heading))
    return found


def _excerpt(
    coding: Coding,
    document: Document,
    trails: list[tuple[int, tuple[str, ...], int]],
    years: dict[str, str],
    language: str,
) -> Excerpt:
    from bisect import bisect_right

    place = bisect_right(trails, coding.span.start, key=lambda trail: trail[0]) - 1
    section = trails[place][1] if place >= 0 else ()
    last = bisect_right(trails, coding.span.end - 1, key=lambda trail: trail[0]) - 1
    paragraphs = tuple(range(max(0, place), last + 1)) if trails else ()
    chapter = trails[place][2] if place >= 0 else -1
    pages = labels_of(document, coding.span)
    info = document.info
    citation = cite(author_of(info, language), years[info.id], place_of(pages, section, language))
    return Excerpt(
        coding, info, "–".join(dict.fromkeys(pages)), section[-1] if section else "", citation, paragraphs, chapter
    )


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
    changed = steps[-1].created[:16].replace("T", " ") + " UTC" if steps else "–"
    named = f"{codebook.title} {codebook.version}".strip() + f" ({codebook.sha256[:8]})"
    basis = word(language, "basis", documents=len(shown), codings=len(found), codebook=named, changed=changed)
    said = filters.said(language)
    return (basis, word(language, "filter", filter=said)) if said else (basis,)
