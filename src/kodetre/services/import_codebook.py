"""A code tree out of a table of another program's: CSV, a workbook, a table in Word."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kodetre import csvfile
from kodetre.codebook.tree import Codebook
from kodetre.csvfile import BadCsv, first_line
from kodetre.errors import BadLibrary, EmptyFile, NotPossible, UnknownKind
from kodetre.exchange.code_table import FIELDS, CodeTable, code_table
from kodetre.exchange.qda import Loss, QdaProject
from kodetre.exchange.workbook import read_workbook
from kodetre.i18n.message import msg
from kodetre.ingest.pool import read_all
from kodetre.model.exchanged import Arrival
from kodetre.project.project import Project
from kodetre.services.import_project import Imported, ImportRequest, ImportRow, import_project
from kodetre.services.qda_codes import place_codes
from kodetre.services.worked_out import worked_out
from kodetre.store.exchange import ImportStep
from kodetre.userfile import LARGEST_TABLE, read_text


@dataclass(frozen=True, slots=True)
class ImportedCodes:
    """What came, and of a table which column each field was taken from and which columns were left."""

    imported: Imported
    columns: Mapping[str, str]
    left: tuple[str, ...]


def import_codebook(project: Project, request: ImportRequest, given: Mapping[str, str]) -> ImportedCodes:
    """Put the codes of a file into the codebook, as one step; `given` says which column a field is.

    Raises UnknownKind, NotPossible where no column names the codes or a field is none, and what reading the file raises.
    """
    unknown = [field for field in given if field not in FIELDS]
    if unknown:
        raise NotPossible(
            unknown[0], msg("is no field of a code"), next_step=msg("there are: {fields}", fields=", ".join(FIELDS))
        )
    if request.file.suffix.lower() in (".qdc", ".qdpx", ".qde"):
        return ImportedCodes(import_project(project, request), {}, ())
    rows = _rows(request.file)
    if len(rows) < 2:
        raise EmptyFile(
            request.file,
            msg("has no table with a row of names and rows of codes"),
            next_step=msg("is it the right file?"),
        )
    table = code_table(rows, given)
    if table is None:
        names = ", ".join(f"'{' '.join(cell.split())}'" for cell in rows[0][:12])
        what = msg("has no column that names the codes (it has {names})", names=names)
        raise NotPossible(request.file, what, next_step=msg("say which it is: --column label=NAME"))
    return worked_out(lambda: _import(project, request, table))


def _rows(file: Path) -> list[list[str]]:
    match file.suffix.lower():
        case ".csv" | ".tsv" | ".txt":
            text = read_text(file, LARGEST_TABLE)
            separator = max(",;\t", key=first_line(text).count)
            try:
                return [cells for _, cells in csvfile.rows(text, separator)] if text.strip() else []
            except BadCsv as error:
                raise BadLibrary(f"{file}:{error.line}", error.what, next_step=error.next_step) from error
        case ".xlsx" | ".xlsm":
            return read_workbook(file)
        case ".docx":
            (result,) = read_all([file], 1)
            if result.error is not None or result.reading is None:
                raise result.error or EmptyFile(file, msg("has no text"))
            tables = [block.rows for block in result.reading.blocks if block.rows]
            return [list(row) for row in max(tables, key=len)] if tables else []
        case _:
            next_step = msg("save it as CSV, XLSX, DOCX or QDC")
            raise UnknownKind(file, msg("is of a kind that codes are not read from"), next_step=next_step)


def _import(project: Project, request: ImportRequest, table: CodeTable) -> ImportedCodes:
    with project.store() as store:
        seen = store.journal.mark()
        codebook: Codebook = project.codebook()
        read = QdaProject(request.file.stem, codes=table.codes)
        unused = not store.codings.kept()
        codes = place_codes(codebook, str(project.codebook_path), read, store.exchange.kept(), unused=unused)
        number = 0
        if codes.new and not request.dry_run:
            step = ImportStep(project.coder(request.coder), request.file.name, codebook, codes.edited.codebook, seen)
            number = store.exchange.take(Arrival(exchanged=tuple(codes.exchanged)), step).step
    rows = (ImportRow("codes", codes.new, codes.known),)
    losses = list(codes.losses)
    if table.without_name:
        losses.append(Loss(table.without_name, msg("rows"), msg("that name no code")))
    imported = Imported(request.file.name, "", rows, (), tuple(losses), number, request.dry_run)
    return ImportedCodes(imported, table.columns, table.left)
