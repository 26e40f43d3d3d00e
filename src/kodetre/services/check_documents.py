"""What is to be mended in a project: files that are gone, codings that stand wrong, references that lack something."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from shlex import quote

from kodetre.document.reference import is_in_capitals, missing_of, sentence_case
from kodetre.i18n.message import msg
from kodetre.model.codings import Coding
from kodetre.model.documents import DocumentInfo
from kodetre.project.project import Project
from kodetre.userfile import sha256_of


class Fault(StrEnum):
    """What can be wrong with a document."""

    FILE_MISSING = "file missing"
    FILE_CHANGED = "file changed"
    NO_TEXT = "no text"
    CODE_GONE = "code gone"
    ADRIFT = "adrift"
    CHANGED_WORDS = "changed words"
    CODED_TWICE = "coded twice"
    QUOTE_DIFFERS = "quote differs"
    YEAR_GUESSED = "year guessed"
    TITLE_IN_CAPITALS = "title in capitals"
    REFERENCE_LACKS = "reference lacks"


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of a document: how many codings it concerns (0 where it concerns the file), which (a code, a file, an id), and what
    can be done.
    """

    document: str
    fault: Fault
    count: int
    what: str
    next_step: str


def check_documents(project: Project) -> tuple[Finding, ...]:
    """Everything that is to be mended, document by document; nothing when all is well. Raises CodebookError."""
    findings: list[Finding] = []
    with project.store() as store:
        known = {code.key for code in project.codebook().codes()}
        codings_of: dict[str, list[Coding]] = {}
        for coding in store.codings.kept():
            codings_of.setdefault(coding.document, []).append(coding)
        for info in store.documents.all():
            codings = codings_of.get(info.id, [])
            in_capitals = is_in_capitals(info.metadata.title)
            text = store.documents.get(info.id).text if codings or in_capitals else ""
            findings += _of_file(project, info)
            findings += _of_codings(info.id, codings, known)
            findings += _of_quotes(info.id, codings, text)
            findings += _of_reference(info, text)
    return tuple(findings)


def _of_reference(info: DocumentInfo, text: str) -> Iterable[Finding]:
    """What its entry in the reference list lacks, or has from a guess; a title is only ever proposed."""
    metadata, set_it = info.metadata, msg("kodetre documents set {info_id}", info_id=info.id)
    if metadata.year and metadata.year_guessed:
        step = msg("{set_it} issued={year}, with the date that the document gives", set_it=set_it, year=metadata.year)
        yield Finding(
            info.id,
            Fault.YEAR_GUESSED,
            0,
            msg("{shown_year}, from the file's date of creation", shown_year=metadata.shown_year),
            step,
        )
    if is_in_capitals(metadata.title):
        names = " ".join((metadata.author, metadata.group, metadata.publisher))
        proposed = sentence_case(metadata.title, f"{text} {names}")
        yield Finding(info.id, Fault.TITLE_IN_CAPITALS, 0, metadata.title, f"{set_it} {quote(f'title={proposed}')}")
    if lacking := missing_of(info):
        step = f"{set_it} {' '.join(f'{name}=…' for name in lacking)}"
        yield Finding(info.id, Fault.REFERENCE_LACKS, 0, f"{', '.join(lacking)} ({info.csl_type})", step)


def _of_file(project: Project, info: DocumentInfo) -> Iterable[Finding]:
    path = project.root / info.file
    if info.status != "ok":
        again = msg(
            "read it with text recognition: kodetre ingest {file} --ocr auto --replaces {info_id}",
            file=info.file,
            info_id=info.id,
        )
        yield Finding(info.id, Fault.NO_TEXT, 0, info.status, again)
    if info.pseudonyms:
        return  # its file is kept elsewhere, and its path is not known
    if not path.is_file():
        yield Finding(
            info.id, Fault.FILE_MISSING, 0, info.file, msg("put it back; its text and codings are safe in the store")
        )
    elif sha256_of(path) != info.sha256:
        yield Finding(
            info.id, Fault.FILE_CHANGED, 0, info.file, msg("read it anew: kodetre ingest {file}", file=info.file)
        )


def _of_codings(document: str, codings: Sequence[Coding], known: set[str]) -> Iterable[Finding]:
    gone = Counter(coding.code for coding in codings if coding.code not in known)
    if gone:
        codes = ", ".join(f"{code} ({count})" for code, count in sorted(gone.items()))
        yield Finding(document, Fault.CODE_GONE, gone.total(), codes, msg("give them one: kodetre codebook adopt"))
    adrift = [coding for coding in codings if coding.found == "adrift"]
    if adrift:
        proposed = sum(coding.proposed is not None for coding in adrift)
        what = msg("{proposed} with a place proposed", proposed=proposed) if proposed else ""
        yield Finding(document, Fault.ADRIFT, len(adrift), what, msg("see them: kodetre adrift"))
    if near := sum(coding.found == "near" for coding in codings):
        yield Finding(
            document, Fault.CHANGED_WORDS, near, "", msg("see them, and say that they are right: kodetre adrift")
        )
    standing = [coding for coding in codings if coding.found != "adrift"]
    for key, count in sorted(Counter(coding.key for coding in standing).items()):
        if count > 1:
            ids = [coding.id[:8] for coding in standing if coding.key == key]
            drop = msg("take one back: kodetre adrift drop {ids}", ids=ids[-1])
            yield Finding(
                document,
                Fault.CODED_TWICE,
                count,
                msg("{code} by {coder}: {ids}", code=key[2], coder=key[3], ids=", ".join(ids)),
                drop,
            )


def _of_quotes(document: str, codings: Sequence[Coding], text: str) -> Iterable[Finding]:
    wrong = [c for c in codings if c.found != "adrift" and c.span.of(text) != c.anchor.quote]
    if wrong:
        ids = ", ".join(coding.id[:8] for coding in wrong[:5])
        step = msg("the store is damaged: put it back from a backup, and keep this copy")
        yield Finding(document, Fault.QUOTE_DIFFERS, len(wrong), ids, step)
