"""Codings whose code is not in the codebook, and giving them one that is."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kodetre.codebook import edit
from kodetre.codebook.edit import Edited
from kodetre.codebook.find import find_code
from kodetre.codebook.load import from_text
from kodetre.codebook.tree import Code, Codebook
from kodetre.errors import CodebookError, NothingMatched, NotPossible
from kodetre.i18n.message import counted, msg
from kodetre.model.codings import Coding, StepKind
from kodetre.project.project import Project
from kodetre.services.edit_codebook import EditResult
from kodetre.services.recode import EditStep, carry_out, effect_of
from kodetre.services.worked_out import worked_out
from kodetre.store import Store


@dataclass(frozen=True, slots=True)
class Orphan:
    """A code that codings have and the codebook has not: how many, whose, and in which documents; the code of the codebook that it
    seems to have become (empty where nothing tells), and what it was in the last codebook that had it.
    """

    code: str
    codings: int
    coders: tuple[str, ...]
    documents: tuple[str, ...]
    proposed: str
    past: Code | None


@dataclass(frozen=True, slots=True)
class AdoptRequest:
    """Which codes, all of them without any; the code that their codings get, or else what is proposed; who does it, and whether it
    is only to be tried. A code for which nothing is proposed is put back into the codebook.
    """

    codes: tuple[str, ...] = ()
    to: str = ""
    coder: str | None = None
    dry_run: bool = False


def list_orphans(project: Project) -> tuple[Orphan, ...]:
    """The codes of codings that the codebook has not, by key. Raises CodebookError."""
    with project.store() as store:
        return _orphans_in(store, project.codebook())


def codes_gone(project: Project, codebook: Codebook) -> Counter[str]:
    """How many codings each code has that a codebook has not, by key; codings that are adrift count."""
    with project.store() as store:
        gone = _gone(store, codebook)
    return Counter({key: len(codings) for key, codings in gone.items()})


def _orphans_in(store: Store, codebook: Codebook) -> tuple[Orphan, ...]:
    gone = _gone(store, codebook)
    past = _past(store, gone)
    return tuple(_orphan(codebook, key, codings, past.get(key)) for key, codings in gone.items())


def _gone(store: Store, codebook: Codebook) -> dict[str, list[Coding]]:
    """The codings whose code a codebook has not, by its key."""
    known = {code.key for code in codebook.codes()}
    codings_of: dict[str, list[Coding]] = {}
    for coding in store.codings.kept():
        if coding.code not in known:
            codings_of.setdefault(coding.code, []).append(coding)
    return dict(sorted(codings_of.items()))


def _orphan(codebook: Codebook, key: str, codings: Sequence[Coding], past: Code | None) -> Orphan:
    coders = tuple(sorted({coding.coder for coding in codings}))
    documents = tuple(dict.fromkeys(coding.document for coding in codings))
    return Orphan(key, len(codings), coders, documents, _proposed(codebook, key, past), past)


def _past(store: Store, keys: Iterable[str]) -> dict[str, Code]:
    """Codes as they were in the last codebook that had them, by key; those that none had are not in it."""
    wanted, past = set(keys), dict[str, Code]()
    for source in store.history.codebooks() if wanted else ():
        try:
            codebook = from_text(source, "")
        except CodebookError:  # a rule that is newer than this codebook
            continue
        past.update({code.key: code for code in codebook.codes() if code.key in wanted})
        wanted -= past.keys()
        if not wanted:
            break
    return past


def _proposed(codebook: Codebook, key: str, past: Code | None) -> str:
    """The one code with the same label, or else with the same last part of its key; empty when there is none, or several."""
    codes = list(codebook.codes())
    label = past.label.casefold() if past is not None else None
    same_label = [code.key for code in codes if code.label.casefold() == label]
    same_end = [code.key for code in codes if code.key.rpartition(".")[2] == key.rpartition(".")[2]]
    alike = same_label or same_end
    return alike[0] if len(alike) == 1 else ""


def adopt(project: Project, request: AdoptRequest) -> EditResult:
    """Give codings without a code one, as one step.

    Raises NothingMatched when there are none, NotPossible when a code can neither be given nor put back, UnknownCode, CannotEdit.
    """
    return worked_out(lambda: _adopt(project, request))


def _adopt(project: Project, request: AdoptRequest) -> EditResult:
    with project.store() as store:
        seen = store.journal.mark()
        codebook = project.codebook()
        orphans = _wanted(_orphans_in(store, codebook), request.codes)
        edited = _adopted(project, codebook, orphans, request.to)
        if request.dry_run:
            return EditResult(codebook.source, edited.source, effect_of(store, edited))
        detail = ", ".join(orphan.code for orphan in orphans)
        step = EditStep(project.coder(request.coder), StepKind.CODEBOOK_ADOPT, detail, (), seen)
        return EditResult(codebook.source, edited.source, carry_out(store, codebook, edited, step))


def _wanted(orphans: Sequence[Orphan], codes: Sequence[str]) -> Sequence[Orphan]:
    if not orphans:
        raise NothingMatched("", msg("every coding has a code that the codebook has"))
    by_code = {orphan.code: orphan for orphan in orphans}
    for code in codes:
        if code not in by_code:
            raise NothingMatched(
                code,
                msg("is no code that codings have and the codebook has not"),
                next_step=msg("there are: {by_code}", by_code=", ".join(by_code)),
            )
    return [by_code[code] for code in codes] if codes else orphans


def _adopted(project: Project, codebook: Codebook, orphans: Sequence[Orphan], to: str) -> Edited:
    """The codebook with the codes that are put back, and which codings get another code."""
    renamed: list[tuple[str, str]] = []
    book = codebook
    for orphan in orphans:
        if target := find_code(codebook, to).key if to else orphan.proposed:
            renamed.append((orphan.code, target))
        else:
            book = _put_back(book, str(project.codebook_path), orphan)
    return Edited(book.source, book, tuple(renamed))


def _put_back(codebook: Codebook, file: str, orphan: Orphan) -> Codebook:
    """The codebook with a code as it was, and with those above it that are gone too."""
    past = orphan.past
    if past is None or not _has_place(codebook, orphan.code, past.dimension):
        what = msg(
            "is in no codebook that was used here, so it cannot be put back ({codings})",
            codings=counted(orphan.codings, "coding"),
        )
        raise NotPossible(orphan.code, what, next_step=msg("say which code its codings get: --to CODE"))
    parts = orphan.code.split(".")
    book = codebook
    for count in range(1, len(parts)):
        above = ".".join(parts[:count])
        if book.find(above) is None:
            book = edit.add(book, file, above, parts[count - 1], past.dimension).codebook
    restored = edit.add(book, file, orphan.code, past.label, past.dimension, _fields(past)).codebook
    back = restored.find(orphan.code)
    if back is None or back.keywords == past.keywords:
        return restored
    return edit.add(book, file, orphan.code, past.label, past.dimension, _fields(past, kin=True)).codebook


def _has_place(codebook: Codebook, key: str, dimension: str) -> bool:
    return codebook.dimension(dimension) is not None or codebook.find(key.partition(".")[0]) is not None


def _fields(code: Code, *, kin: bool = False) -> dict[str, object]:
    """What the codebook's file says of a code beside its label; with `kin: yes` for a codebook that turns kin off by itself."""
    fields: dict[str, object] = {
        "kin": kin,
        "definition": code.definition,
        "use_when": code.use_when,
        "not_when": code.not_when,
        "examples": list(code.examples),
        "keywords": [keyword.written for keyword in code.keywords],
        "no_kin": list(code.without_kin),
        "but_not": sorted(code.but_not),
    }
    return {name: value for name, value in fields.items() if value}
