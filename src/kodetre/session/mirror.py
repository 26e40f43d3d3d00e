"""What has been coded and written so far, as the session knows it: kept in step with the store without reading all anew."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kodetre.model.codings import Anchor, Change, Coding, Memo, MemoTarget, Recorded
from kodetre.model.documents import Document


class CodingsMirror:
    """Codings and memos. With `only`, those of one coder: the others' work is not seen."""

    def __init__(self, codings: Iterable[Coding], memos: Iterable[Memo], only: str = "") -> None:
        self._only = only
        self._codings = {coding.id: coding for coding in codings if not only or coding.coder == only}
        self._memos = _by_subject(memos, only)
        self._by_document: dict[str, list[Coding]] | None = None
        self.counts: Counter[str] = Counter(coding.code for coding in self._codings.values())
        """How many codings each code has, in all documents."""

    def find(self, id: str) -> Coding | None:
        """A coding by its id, or None when it is not there any more."""
        return self._codings.get(id)

    def of(self, document: str) -> Sequence[Coding]:
        """The codings of a document, in the order of the text."""
        if self._by_document is None:
            self._by_document = {}
            for coding in self._codings.values():
                self._by_document.setdefault(coding.document, []).append(coding)
            for codings in self._by_document.values():
                codings.sort(key=_order)
        return self._by_document.get(document, ())

    def counts_in(self, document: str) -> Counter[str]:
        """How many codings each code has in a document."""
        return Counter(coding.code for coding in self.of(document))

    def last_used(self, coder: str, count: int) -> list[str]:
        """The codes that a coder used last, the newest first."""
        mine = sorted((c.created, place, c.code) for place, c in enumerate(self._codings.values()) if c.coder == coder)
        return list(dict.fromkeys(code for _, _, code in reversed(mine)))[:count]

    def memo(self, target: MemoTarget, subject: str, coder: str) -> str:
        """The text of a coder's memo; empty when there is none."""
        memo = self._memos.get((target, subject, coder))
        return memo.text if memo is not None else ""

    def apply(self, change: Change, recorded: Recorded, coder: str, documents: dict[str, Document]) -> None:
        """What a change that has been written does, without asking the store."""
        for id in change.removed:
            self._take(id)
        for new, id in zip(change.codings, recorded.codings, strict=True):
            if id in recorded.known:
                continue
            anchor = Anchor.at(documents[new.document].text, new.span)
            owner, created = new.coder or coder, new.created or recorded.created
            self._put(Coding(id, new.document, anchor, new.code, owner, created, new.origin, new.memo))
        for id, span in change.placed:
            if (coding := self._take(id)) is not None:
                anchor = Anchor.at(documents[coding.document].text, span)
                self._put(replace(coding, anchor=anchor, found="placed"))
        for id, code in change.recoded:
            if (coding := self._take(id)) is not None:
                self._put(replace(coding, code=code))
        for memo in change.memos:
            owned = Memo(memo.target, memo.subject, memo.text, memo.coder or coder, recorded.created)
            self._memos[owned.target, owned.subject, owned.coder] = owned
            if memo.target == "coding" and (coding := self._take(memo.subject)) is not None:
                self._put(replace(coding, memo=memo.text))

    def replace(self, changed: Mapping[str, Coding | None]) -> None:
        """Codings as they are now, by id; None for those that are not there any more."""
        for id, coding in changed.items():
            self._take(id)
            if coding is not None:
                self._put(coding)

    def read_memos(self, memos: Iterable[Memo]) -> None:
        """All memos as they are now."""
        self._memos = _by_subject(memos, self._only)

    def live(self) -> list[Coding]:
        """Every coding."""
        return list(self._codings.values())

    def _take(self, id: str) -> Coding | None:
        coding = self._codings.pop(id, None)
        if coding is not None:
            self.counts[coding.code] -= 1
            if self._by_document is not None:
                self._by_document[coding.document].remove(coding)
        return coding

    def _put(self, coding: Coding) -> None:
        if self._only and coding.coder != self._only:
            return
        self._codings[coding.id] = coding
        self.counts[coding.code] += 1
        if self._by_document is not None:
            codings = self._by_document.setdefault(coding.document, [])
            codings.append(coding)
            codings.sort(key=_order)


def _by_subject(memos: Iterable[Memo], only: str) -> dict[tuple[MemoTarget, str, str], Memo]:
    return {(memo.target, memo.subject, memo.coder): memo for memo in memos if not only or memo.coder == only}


def _order(coding: Coding) -> tuple[int, int]:
    """By place; those at the same place stay in the order in which they were made."""
    return coding.span.start, coding.span.end
