"""The way from a search to an included document: written down, decided, appraised."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kodetre.errors import NothingMatched, WrongUse
from kodetre.exchange.library import read_library
from kodetre.i18n.message import counted, joined, msg
from kodetre.i18n.slips import what_there_is
from kodetre.model.documents import DocumentInfo
from kodetre.model.sources import Appraisal, Candidate, Search, SourceDecision, SourceLog
from kodetre.project.project import Project


@dataclass(frozen=True, slots=True)
class SourcesOverview:
    """The log, and the documents of the corpus that it says no origin of."""

    log: SourceLog
    without_origin: tuple[DocumentInfo, ...]


@dataclass(frozen=True, slots=True)
class ImportRequest:
    """An export of a reference manager, the search that gave it (S1) or the document that it was found in (D1), who does it,
    and whether it is only to be shown.
    """

    file: Path
    search: str = ""
    found_in: str = ""
    coder: str | None = None
    dry_run: bool = False


@dataclass(frozen=True, slots=True)
class Imported:
    """The candidates of an export, duplicates marked with what they are the same as, and what of works could not be taken;
    `ids` are those of the candidates, none when it was only to be shown.
    """

    candidates: tuple[Candidate, ...]
    remarks: tuple[str, ...]
    ids: tuple[str, ...]


def overview(project: Project) -> SourcesOverview:
    """The log as it is."""
    with project.store() as store:
        log = store.sources.log()
        origins = log.origins
        return SourcesOverview(log, tuple(info for info in store.documents.all() if info.id not in origins))


def add_search(project: Project, search: Search, coder: str | None = None) -> str:
    """Write a search down; its id."""
    with project.store() as store:
        return store.sources.add_search(search, project.coder(coder))


def add_candidate(project: Project, candidate: Candidate, coder: str | None = None) -> Candidate:
    """Write a candidate down, as a duplicate where it is one; it with its id. Raises NothingMatched for a search or document that
    is not there.
    """
    with project.store() as store:
        (checked,) = _marked([candidate], store.sources.log().candidates)
        (id,) = store.sources.add_candidates([checked], project.coder(coder), candidate.title)
        return replace(checked, id=id)


def import_candidates(project: Project, request: ImportRequest) -> Imported:
    """Take the works of a CSL-JSON, RIS or BibTeX file as candidates, those that are there already as duplicates.

    Raises BadLibrary and what reading a file raises, NothingMatched for a search or document that is not there.
    """
    works = read_library(request.file)
    remarks: list[str] = []
    for work in works:
        remarks += [f"{work.name}: {remark}" for remark in work.remarks]
    with project.store() as store:
        log = store.sources.log()
        fresh = [Candidate(dict(work.fields), request.search, request.found_in) for work in works]
        candidates = _marked(fresh, log.candidates)
        if request.dry_run or not candidates:
            return Imported(tuple(candidates), tuple(remarks), ())
        ids = store.sources.add_candidates(candidates, project.coder(request.coder), request.file.name)
    with_ids = [replace(candidate, id=id) for candidate, id in zip(candidates, ids, strict=True)]
    return Imported(tuple(with_ids), tuple(remarks), tuple(ids))


def _marked(candidates: Sequence[Candidate], known: Iterable[Candidate]) -> list[Candidate]:
    """Candidates, those marked as duplicates that have the DOI, the address, or the title and year of one that is there.

    Two of one file that are the same are left to a person: the second has nothing yet to be the same as.
    """
    there: dict[tuple[str, str], str] = {}
    for candidate in known:
        if candidate.verdict != "duplicate":
            for name in _names(candidate.fields):
                there.setdefault(name, candidate.id)
    marked: list[Candidate] = []
    for candidate in candidates:
        same = next((there[name] for name in _names(candidate.fields) if name in there), "")
        marked.append(replace(candidate, verdict="duplicate", same_as=same) if same else candidate)
    return marked


def _names(fields: Mapping[str, str]) -> list[tuple[str, str]]:
    """What a work is known by."""
    names = [
        (name, fields[name].strip().casefold().rstrip("/")) for name in ("doi", "url") if fields.get(name, "").strip()
    ]
    title = "".join(letter for letter in fields.get("title", "").casefold() if letter.isalnum())
    if title and fields.get("year"):
        names.append(("title", f"{title} {fields['year']}"))
    return names


def decide(project: Project, decision: SourceDecision, coder: str | None = None) -> SourceDecision:
    """Say what becomes of a candidate; as it was written down. An exclusion has one of the reasons in kodetre.yaml, where there
    are such.

    Raises NothingMatched for a candidate or document that is not there, or a reason that kodetre.yaml has not; WrongUse for what
    is the same as itself, or a document that another candidate is.
    """
    criteria = dict(project.settings.criteria)
    if decision.verdict == "excluded" and criteria and decision.reason not in criteria:
        what = msg("is none of the criteria in kodetre.yaml")
        raise NothingMatched(decision.reason, what, next_step=what_there_is(decision.reason, criteria))
    if decision.same_as and decision.same_as.upper() == decision.candidate.upper():
        raise WrongUse(decision.candidate, msg("cannot be the same as itself"), next_step=msg("name the other one"))
    with project.store() as store:
        named = store.documents.find(decision.document).id if decision.document else ""
        if named:
            _check_free(named, decision.candidate, store.sources.log().candidates)
        what_for = named or decision.reason or decision.same_as
        detail = f"{decision.candidate} {decision.verdict} {what_for}".rstrip()
        decided = replace(decision, document=named)
        store.sources.decide([decided], project.coder(coder), detail)
    return decided


def _check_free(document: str, candidate: str, candidates: Iterable[Candidate]) -> None:
    """Raise WrongUse where another candidate is this document already: one document is included once."""
    for other in candidates:
        if other.document == document and other.verdict == "included" and other.id != candidate.upper():
            what = msg("is {candidate} already, and is included once", candidate=other.id)
            how = msg(
                "mark it as a duplicate: kodetre sources decide {candidate} --duplicate {other}",
                candidate=candidate,
                other=other.id,
            )
            raise WrongUse(document, what, next_step=how)


def appraise(project: Project, appraisal: Appraisal, coder: str | None = None) -> Appraisal:
    """Appraise a document by one criterion; as it was written down. Raises UnknownDocument."""
    with project.store() as store:
        named = replace(appraisal, document=store.documents.find(appraisal.document).id)
        detail = f"{named.document} {named.criterion}: {named.grade}"
        store.sources.appraise([named], project.coder(coder), detail)
    return named


def told(imported: Imported) -> str:
    """What came of an import, in words."""
    same = sum(candidate.verdict == "duplicate" for candidate in imported.candidates)
    parts = [counted(len(imported.candidates), "candidate")]
    if same:
        parts.append(msg("{number} of them there already", number=same))
    return joined(parts, ", ")
