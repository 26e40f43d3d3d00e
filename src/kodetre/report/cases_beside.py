"""How many cases have a code, told beside how many codings there are of it. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kodetre.document.periods import Period
from kodetre.model.cases import Case
from kodetre.report.case_sets import CaseLevel, case_level
from kodetre.report.data import Excerpt, ReportData
from kodetre.report.document_sets import DocumentSet
from kodetre.report.levels import LEVELS
from kodetre.report.table import Column, Value


def level_label(by: str) -> str:
    """A kind of case, or KIND.ATTRIBUTE, as it is written in a report: kommune: innbyggere."""
    return by.replace(".", ": ", 1).replace("_", " ")


@dataclass(frozen=True, slots=True)
class CasesBeside:
    """The columns of how many cases have a code, for those sets that are of several cases; none where the report is of no cases."""

    data: ReportData
    level: CaseLevel | None
    counted: tuple[DocumentSet, ...]
    place: tuple[int, ...]
    notes: tuple[str, ...] = ()
    _known: dict[tuple[str, str | None], frozenset[str]] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, data: ReportData, by: str, periods: Sequence[Period], sets: Sequence[DocumentSet]) -> "CasesBeside":
        """Those of a report that is by something."""
        if by in LEVELS:
            return cls(data, None, (), ())
        level = case_level(data, by, periods)
        places = tuple(place for place, documents in enumerate(sets) if level.attribute or documents.key == "total")
        notes = [data.say("cases_beside", kind=level.kind_label)]
        if _has_several(level, data.excerpts):
            notes.append(data.say("counted_in_several", kind=level.kind_label))
        return cls(data, level, tuple(sets[place] for place in places), places, tuple(notes))

    def key(self, documents: DocumentSet) -> str:
        """The key of the column beside that of a set; empty where there is none."""
        return f"cases:{documents.key}" if documents in self.counted else ""

    def columns(self) -> list[Column]:
        """The columns."""
        if self.level is None:
            return []
        of = self.data.say("cases_of", kind=self.level.kind_label)
        return [Column(self.key(documents), f"{documents.label}: {of}", True) for documents in self.counted]

    def cells(self, parts: Sequence[Sequence[Excerpt]]) -> list[Value]:
        """How many cases have a code; `parts` are its excerpts in every set."""
        if self.level is None:
            return []
        counts: list[Value] = []
        for documents, place in zip(self.counted, self.place, strict=True):
            counts.append(len(self._cases(documents, parts[place])))
        return counts

    def _cases(self, documents: DocumentSet, excerpts: Sequence[Excerpt]) -> set[str]:
        """The names of the cases of a set that excerpts belong to."""
        assert self.level is not None
        name, parts = documents.name if documents.key != "total" else None, self.level.membership.parts
        cases: set[str] = set()
        for id in {excerpt.document.id for excerpt in excerpts}:
            if id not in parts:
                cases.update(self._of_document(id, name))
        for excerpt in excerpts:
            if excerpt.document.id in parts:
                of = self.level.membership.of(excerpt.document.id, excerpt.coding.span)
                cases.update(self._named(of, name))
        return cases

    def _of_document(self, document: str, name: str | None) -> frozenset[str]:
        """The cases that all of a document belongs to, of the one name or value where one is said."""
        assert self.level is not None
        if (document, name) not in self._known:
            self._known[document, name] = self._named(self.level.membership.whole.get(document, ()), name)
        return self._known[document, name]

    def _named(self, cases: Iterable[Case], name: str | None) -> frozenset[str]:
        assert self.level is not None
        return frozenset(case.name for case in cases if name is None or self.level.name_of(case) == name)


def _has_several(level: CaseLevel, excerpts: Sequence[Excerpt]) -> bool:
    """Whether an excerpt belongs to several of what the report is by, and so counts in several columns."""
    documents = {excerpt.document.id for excerpt in excerpts}
    alone = all(len(level.membership.whole.get(id, ())) < 2 and id not in level.membership.parts for id in documents)
    return not alone and any(len(level.names_of(excerpt)) > 1 for excerpt in excerpts)
