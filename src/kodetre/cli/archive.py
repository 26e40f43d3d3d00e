"""`kodetre archive`: the project for a data archive."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import DocumentFilter, ForceOption, JsonOption, ProjectOption, grouped
from kodetre.i18n.message import counted, msg


@dataclass(frozen=True, slots=True)
class ArchiveOptions:
    """What of the documents goes into it, and on which terms."""

    texts_only: Annotated[
        bool,
        typer.Option("--texts-only", help="The text of documents alone, and not the files that they were read from."),
    ] = False
    licence: Annotated[
        str, typer.Option("--licence", metavar="TERMS", help="Terms of use, e.g. 'CC BY 4.0', or a file with them.")
    ] = ""
    annotate: Annotated[
        bool,
        typer.Option(
            "--annotate", help="Codings as Web Annotations too (JSON-LD), for Annotation for Transparent Inquiry."
        ),
    ] = False


@grouped
def archive(
    *,
    file: Annotated[Path, typer.Argument(metavar="OUT.zip", help="Where to.")],
    document: DocumentFilter = None,
    options: ArchiveOptions,
    force: ForceOption = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Write what goes to a data archive: documents, codebook, codings, how it was done, and a hash of every file.

    The same project gives the same bytes. Settings, the store, the list of actors and any key to pseudonyms are not in it.
    """
    from kodetre.cli.outputs import Outputs
    from kodetre.project.project import find
    from kodetre.services.archive import ArchiveRequest
    from kodetre.services.archive import archive as gathered

    opened = find(project)
    outputs = Outputs(opened, force=force)
    outputs.check([file])
    request = ArchiveRequest(tuple(document or ()), options.texts_only, options.licence, options.annotate)
    archived = gathered(opened, request)
    outputs.write_with(file, archived.write)
    with out.telling(msg("Written: {file}", file=file)):
        if json:
            members = [*sorted(archived.members), "SHA256SUMS"]
            losses = [asdict(loss) for loss in archived.losses]
            out.json_line(
                {
                    "file": str(file),
                    "documents": archived.documents,
                    "codings": archived.codings,
                    "members": members,
                    "losses": losses,
                }
            )
            return
        documents, codings = counted(archived.documents, "document"), counted(archived.codings, "coding")
        talk.say(msg("{file}: {documents}, {codings}.", file=file, documents=documents, codings=codings))
        if archived.losses:
            out.table(
                (msg("number"), msg("what"), msg("why")),
                [(loss.count, loss.what, loss.why) for loss in archived.losses],
                numeric=(0,),
            )
