"""A project as tidy tables, for pandas, R and spreadsheets."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kodetre import __version__
from kodetre.codebook.tree import Codebook
from kodetre.exchange.parquet import as_parquet
from kodetre.exchange.qda import Loss
from kodetre.exchange.table_specs import SPECS
from kodetre.exchange.tables import TidyTable, Value, as_csv, datapackage, dictionary
from kodetre.i18n.message import msg
from kodetre.model.codings import Coding
from kodetre.model.documents import METADATA_FIELDS, Document
from kodetre.model.moments import write_moment
from kodetre.project.project import Project
from kodetre.services.case_rows import case_tables
from kodetre.services.cases import all_cases
from kodetre.services.places import locators_of
from kodetre.services.qda_shapes import Guids
from kodetre.store import Store
from kodetre.store.foreign.tables import write_tables

FORMS = ("csv", "parquet", "sqlite")
_Files = list[tuple[str, bytes | Callable[[Path], None]]]


@dataclass(frozen=True, slots=True)
class TablesExport:
    """Files by name, each as bytes or as what writes it, and how many rows each table has."""

    files: _Files
    rows: Mapping[str, int]
    losses: tuple[Loss, ...] = ()


def file_names(form: str) -> list[str]:
    """The names of the files that an export has."""
    if form == "sqlite":
        return ["kodetre-tables.sqlite", "datapackage.json"]
    names = [spec.name for spec in SPECS]
    return [*(f"{name}.{form}" for name in (*names, "dictionary")), "datapackage.json"]


def export_tables(project: Project, form: str) -> TablesExport:
    """The tables of a project as csv, parquet or sqlite, with a dictionary of their columns and a datapackage.json.

    Raises NotPossible for Parquet without pyarrow, CodebookError.
    """
    with project.store() as store:
        tables = tables_of(project, store)
        about = _about(project, store)
        losses = _losses(project, store)
    rows = {table.name: len(table.rows) for table in tables}
    if form == "sqlite":
        name = file_names(form)[0]
        files = {table.name: (name, b"") for table in tables}
        package = _without_bytes(datapackage(tables, files, about, form))
        return TablesExport(
            [(name, lambda path: write_tables(path, tables)), ("datapackage.json", package)], rows, losses
        )
    return TablesExport(list(_written(tables, about, form)), rows, losses)


def _losses(project: Project, store: Store) -> tuple[Loss, ...]:
    """What of a project is in no table."""
    told = (
        (len(store.judgements.live()), msg("judgements"), msg("answers of drawn paragraphs are in no table")),
        (len(project.codebook().pairs), msg("pairs of words"), msg("of the codebook are in no table")),
        (
            len(store.read_log.signed()),
            msg("signatures for pages"),
            msg("are in no table; kodetre read --json has them"),
        ),
        (len(store.read_log.searches()), msg("kept searches"), msg("are in no table")),
        (
            len(store.synthesis.live()),
            msg("texts of the synthesis"),
            msg("are in no table; kodetre report synthesis has them"),
        ),
        (len(store.discussions.live()), msg("discussed places"), msg("are in no table")),
        (store.journal.last_step() is not None, msg("journals"), msg("who did what when is in kodetre journal --json")),
    )
    return tuple(Loss(int(count), what, why) for count, what, why in told if count)


def tables_of(project: Project, store: Store, documents: Collection[str] | None = None) -> list[TidyTable]:
    """The tables of a project and their dictionary; of some documents alone, where they are named."""
    tables = list(_tables(project, store, documents))
    return [*tables, dictionary(tables)]


def files_of(project: Project, store: Store, tables: Sequence[TidyTable], form: str) -> list[tuple[str, bytes]]:
    """Tables as files, a file for each, and the description of them."""
    return _written(tables, _about(project, store), form)


def _written(tables: Sequence[TidyTable], about: Mapping[str, object], form: str) -> list[tuple[str, bytes]]:
    write = as_csv if form == "csv" else as_parquet
    written = {table.name: (f"{table.name}.{form}", write(table)) for table in tables}
    return [*written.values(), ("datapackage.json", datapackage(tables, written, about, form))]


def _about(project: Project, store: Store) -> dict[str, object]:
    last = store.journal.last_step()
    plain = unicodedata.normalize("NFKD", project.settings.name).encode("ascii", "ignore").decode().lower()
    about: dict[str, object] = {
        "name": re.sub(r"[^a-z0-9._-]+", "-", plain).strip("-") or "kodetre", "title": project.settings.name,
        "description": f"Documents, codes and codings of a kodetre project, written by kodetre {__version__}",
    }  # fmt: skip
    if last is not None:
        about["created"] = write_moment(last.created)
    return about


def _without_bytes(package: bytes) -> bytes:
    """A description whose files are one database, which is not of their sizes."""
    import json

    described: dict[str, Any] = json.loads(package)
    for resource in described["resources"]:
        for name in ("bytes", "hash", "encoding"):
            resource.pop(name)
        resource["dialect"] = {"table": resource["name"]}
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def _tables(project: Project, store: Store, chosen: Collection[str] | None) -> Iterator[TidyTable]:
    codebook = project.codebook()
    ids = [info.id for info in store.documents.all() if chosen is None or info.id in chosen]
    documents = [store.documents.get(id) for id in ids]
    codings = [one for one in store.codings.kept() if one.document in ids]
    guids = Guids(store.exchange.kept())
    about = {*ids, *(coding.id for coding in codings)}
    memos = [one for one in store.codings.memos() if one.target in ("project", "code") or one.subject in about]
    decisions = [one for one in store.codings.decisions() if one.document in ids]
    pages: list[Sequence[Value]] = []
    blocks: list[Sequence[Value]] = []
    for document in documents:
        pages += [(document.id, page.number, page.label, page.start, page.end) for page in document.reading.pages]
        blocks += list(_blocks(document))
    rows: dict[str, Sequence[Sequence[Value]]] = {
        "documents": [_document(document) for document in documents],
        "pages": pages,
        "blocks": blocks,
        "codes": _codes(codebook, guids),
        "codings": _codings(store, documents, codings),
        "decisions": [
            (one.document, one.span.start, one.span.end, one.code, one.coder, one.verdict, _when(one.created))
            for one in decisions
        ],
        "memos": [(one.target, one.subject, one.coder, _when(one.created), one.text) for one in memos],
        "cases": _cases(documents, guids),
        **case_tables(all_cases(project, store), documents, every=chosen is None, settings=project.settings),
        "figures": _figures(codings),
    }
    for spec in SPECS:
        yield TidyTable(spec.name, spec.description, spec.fields, rows[spec.name], spec.key, spec.refers)


def _when(created: datetime | None) -> str | None:
    return write_moment(created) if created is not None else None


def _document(document: Document) -> tuple[Value, ...]:
    info = document.info
    data = asdict(info.metadata)
    first = [data[name] for name in ("title", "author", "year")]
    rest = [
        data[name] for name in METADATA_FIELDS if name not in ("title", "author", "year", "group", "type", "reference")
    ]
    return (
        info.id, info.uuid, _file_of(info.file), info.sha256, *first, info.metadata.year_guessed, data["group"], data["type"],
        data["reference"], *rest, info.language, info.status, info.pages, info.words, len(document.text),
        write_moment(info.ingested),
    )  # fmt: skip


def _file_of(file: str) -> str:
    """A file as the project names it; of one outside of the project its name alone: its folder is nobody's business."""
    return file.rsplit("/", 1)[-1] if Path(file).is_absolute() else file


def _blocks(document: Document) -> Iterator[tuple[Value, ...]]:
    for place, block in enumerate(document.reading.blocks):
        yield (
            document.id, place, block.kind, block.level, block.part, block.language, block.page_first, block.page_last, block.start,
            block.end, document.text[block.start : block.end], block.speaker or None, block.asks,
        )  # fmt: skip


def _codes(codebook: Codebook, guids: Guids) -> list[tuple[Value, ...]]:
    rows: list[tuple[Value, ...]] = []
    for code in codebook.codes():
        keywords = "\n".join(one.written for one in code.keywords)
        rows.append(
            (
                code.key,
                code.parent,
                code.dimension,
                code.depth,
                code.label,
                codebook.label_path(code.key),
                code.definition,
                code.use_when,
                code.not_when,
                "\n".join(code.examples),
                keywords,
                code.colour,
                guids.of("code", code.key),
            )
        )
    return rows


def _codings(store: Store, documents: Sequence[Document], codings: Sequence[Coding]) -> list[tuple[Value, ...]]:
    locators = locators_of(store, documents)
    rows: list[tuple[Value, ...]] = []
    for coding in codings:
        place: tuple[Value, ...] = (None, None, None, None)
        if coding.found != "adrift":
            locator = locators[coding.document]
            first, _ = locator.pages(coding.span)
            place = (coding.span.start, coding.span.end, first.number, locator.page_label(coding.span))
        rows.append(
            (
                coding.id,
                coding.document,
                coding.code,
                coding.coder,
                write_moment(coding.created),
                coding.origin,
                coding.found,
                *place,
                coding.anchor.quote,
                coding.memo,
            )
        )
    return rows


def _cases(documents: Sequence[Document], guids: Guids) -> list[tuple[Value, ...]]:
    grouped = [(document.info.metadata.group, document.id) for document in documents]
    rows: list[tuple[Value, ...]] = [(group, id, None, None, None) for group, id in grouped if group]
    names = {row.guid: row.name for row in guids.all("variable")}
    for row in guids.all("case"):
        data: Mapping[str, Any] = row.data
        for variable, kind, value in data["values"]:
            rows.append((row.name, None, names.get(variable, variable), kind, value))
    return rows


def _figures(codings: Sequence[Coding]) -> list[tuple[Value, ...]]:
    counts: Counter[tuple[str, str, str]] = Counter()
    spans: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    for coding in codings:
        if coding.found == "adrift":
            continue
        key = coding.document, coding.code, coding.coder
        counts[key] += 1
        spans.setdefault(key, []).append((coding.span.start, coding.span.end))
    return [(*key, count, _covered(spans[key])) for key, count in sorted(counts.items())]


def _covered(spans: Sequence[tuple[int, int]]) -> int:
    """How many code points are in at least one of some spans."""
    covered, last = 0, 0
    for start, end in sorted(spans):
        covered += max(0, end - max(start, last))
        last = max(last, end)
    return covered
