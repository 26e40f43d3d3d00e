"""Which codings are meant: by document, group, code, coder and origin. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Codebook, stands_under
from kodetre.errors import NothingMatched, NotPossible, UnknownDocument
from kodetre.i18n.messages import word
from kodetre.model.codings import Coding
from kodetre.model.documents import DocumentInfo


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

    def format(self, language: str) -> str:
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


def named(documents: Sequence[DocumentInfo], name: str) -> DocumentInfo:
    """The one of some documents with this id (D1, d1) or file name. Raises UnknownDocument, see Documents.find."""
    wanted = name.strip()
    same_id = [d for d in documents if d.id.lower() == wanted.lower()]
    same_path = [d for d in documents if d.file == wanted]
    same_name = [d for d in documents if d.file.rsplit("/", 1)[-1] == wanted.rsplit("/", 1)[-1]]
    for found in (same_id, same_path, same_name):
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            ids = ", ".join(d.id for d in found)
            raise UnknownDocument(name, f"is the name of {len(found)} documents", next_step=f"use an id: {ids}")
    listed = ", ".join(d.id for d in documents[:12]) + (" …" if len(documents) > 12 else "")
    next_step = f"there are: {listed}" if documents else "take documents in with: kodetre ingest corpus/"
    raise UnknownDocument(name, "is no document of this project", next_step=next_step)


def check_origins(origins: tuple[str, ...]) -> None:
    """Raise NotPossible for an origin that there is not."""
    from kodetre.model.codings import ORIGINS

    for origin in origins:
        if origin not in ORIGINS:
            raise NotPossible(origin, "is no origin", next_step=f"one of: {', '.join(ORIGINS)}")
