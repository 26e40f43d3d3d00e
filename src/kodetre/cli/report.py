"""`kodetre report`: tables for the thesis."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CodeFilter, DocumentFilter, GroupFilter, OriginFilter, ProjectOption
from kodetre.errors import NothingMatched, WrongUse


class Kind(StrEnum):
    """What a report says."""

    excerpts = "excerpts"
    frequencies = "frequencies"
    matrix = "matrix"
    documents = "documents"


class Format(StrEnum):
    """How a report is written."""

    md = "md"
    csv = "csv"
    html = "html"
    json = "json"
    tex = "tex"
    docx = "docx"
    xlsx = "xlsx"


def report(
    kind: Annotated[
        Kind,
        typer.Argument(help="excerpts: by code, with page. frequencies: code × document and group. matrix: one dimension "
                            "against the other. documents: what was included, by group."),
    ],
    format: Annotated[Format, typer.Option("--format", help="Markdown, CSV, HTML, JSON, LaTeX, Word or Excel.")] = Format.md,
    output: Annotated[Path | None, typer.Option("--output", metavar="FILE", help="Write to a file instead of the screen.")] = None,
    code: CodeFilter = None,
    group: GroupFilter = None,
    document: DocumentFilter = None,
    coder: Annotated[list[str] | None, typer.Option("--coder", metavar="NAME", help="Only this coder's. Can be repeated.")] = None,
    origin: OriginFilter = None,
    project: ProjectOption = None,
) -> None:  # fmt: skip
    """Make a table: coded excerpts, frequencies, a matrix, the documents."""
    from kodetre.cli.codings import check_origins
    from kodetre.project import find
    from kodetre.report.gather import Filters, checked, gather
    from kodetre.report.render import BINARY, render
    from kodetre.report.tables import KINDS

    if output is None and format.value in BINARY:
        raise WrongUse(
            format.value, "is no text for the screen", next_step=f"name a file: --output {kind.value}.{format.value}"
        )
    opened = find(project)
    codebook = opened.codebook()
    filters = Filters(*(tuple(values or ()) for values in (code, group, document, coder, origin)))
    check_origins(filters.origin)
    with opened.store() as store:
        filters = checked(store, codebook, filters, opened.settings.group_by)
        basis = gather(store, codebook, opened.settings.language, opened.settings.group_by, filters)
    if not basis.documents:
        raise NothingMatched(
            "", "there are no documents to report on", next_step="take some in: kodetre ingest corpus/"
        )
    if not basis.excerpts and kind is not Kind.documents:
        raise NothingMatched("", "no codings to report", next_step="make some with kodetre code, or loosen the filters")
    try:
        table = KINDS[kind.value](basis)
    except ValueError as error:
        raise WrongUse("matrix", str(error)) from error
    written = render([table], format.value, opened.settings.language)
    if output is None:
        out.verbatim(written.decode("utf-8"))
    else:
        out.write_bytes(output, written)
        talk.say(f"Wrote {output}: {len(table.rows)} rows.")
