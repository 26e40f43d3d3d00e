"""`kodetre apply`: decisions and codings from a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.errors import BadDecisions

if TYPE_CHECKING:
    from kodetre.exchange.apply import Verdicts


def apply(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSV or JSON Lines with document, code, and quote or start and end.")
    ],
    partial: Annotated[
        bool, typer.Option("--partial", help="Take the rows that are right, and leave the others.")
    ] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take codings and decisions from a file: all of them or, when one is wrong, none.

    Columns: document (id or file name), code, quote or start and end; coder, memo, decision (accept, reject, defer),
    id, created and origin may be there. A coding that is there already is not made twice.
    """
    from kodetre.exchange.apply import Library, take
    from kodetre.exchange.rows import read_rows
    from kodetre.model.codings import StepKind
    from kodetre.project.project import find

    opened = find(project)
    codebook = opened.codebook()
    rows = [(row.line, row.values) for row in read_rows(file)]
    name = opened.coder(coder)
    with opened.store() as store:
        infos = store.documents.all()
        library = Library(infos, {info.id: store.documents.get(info.id) for info in infos})
        verdicts = take(rows, library, codebook, name, store.codings.live(), store.codings.decisions())
        recorded = bool(verdicts.taken) and (partial or not verdicts.refused)
        if recorded:
            store.codings.record(StepKind.APPLY, name, verdicts.change, codebook=codebook, detail=file.name)
    _print(verdicts, file, recorded, json)
    if verdicts.refused:
        what = f"{len(verdicts.refused)} of {len(rows)} rows cannot be taken"
        what += "" if recorded else "; nothing was changed"
        step = "mend them and apply the file again" + ("" if partial else ", or take the others with --partial")
        raise BadDecisions(file, what, next_step=step)


def _print(verdicts: "Verdicts", file: Path, recorded: bool, json: bool) -> None:
    lines = sorted(
        [(line, "taken" if recorded else "not taken", said) for line, said in verdicts.taken]
        + [(line, "known", said) for line, said in verdicts.known]
        + [(line, "refused", said) for line, said in verdicts.refused]
    )
    for line, what, said in lines:
        if json:
            out.json_line({"line": line, "result": what, "said": said})
        elif what == "refused":
            talk.say(f"{file}:{line}: {talk.printable(said)}")
        else:
            out.line(f"{file.name}:{line}: {what}: {said}")
    if not json:
        count = len(verdicts.taken) if recorded else 0
        out.line(f"Taken: {count}. There already: {len(verdicts.known)}. Refused: {len(verdicts.refused)}.")
