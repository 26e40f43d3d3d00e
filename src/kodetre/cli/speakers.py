"""`kodetre speakers`: who speaks in transcripts, and who of them asks."""

from typing import Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.errors import NothingMatched
from kodetre.i18n.message import counted, msg


def speakers(
    document: Annotated[
        str, typer.Argument(metavar="[ID]", help="A document, by id or file name; otherwise all of them.")
    ] = "",
    interviewer: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME", help="Asks the questions: is never suggested or counted. Can be repeated."),
    ] = None,
    informant: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="Is no interviewer after all. Can be repeated.")
    ] = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """List who speaks in the transcripts, and mark who of them asks the questions."""
    from kodetre.project.project import find
    from kodetre.services.speakers import SpeakersRequest
    from kodetre.services.speakers import speakers as service

    request = SpeakersRequest(document, tuple(interviewer or ()), tuple(informant or ()), coder)
    listed = service(find(project), request)
    if not listed.speakers:
        how = msg("read it again with the names in it told: kodetre ingest FILE --again --speakers yes")
        raise NothingMatched(document, msg("nobody speaks here"), next_step=how)
    done = msg("who asks is saved") if listed.step else ""
    with out.telling(done):
        if json:
            for speaker in listed.speakers:
                out.json_line(
                    {
                        "document": speaker.document,
                        "speaker": speaker.name,
                        "paragraphs": speaker.paragraphs,
                        "words": speaker.words,
                        "interviewer": speaker.asks,
                    }
                )
            return
        rows = [
            (each.document, each.name, each.paragraphs, each.words, msg("interviewer") if each.asks else "")
            for each in listed.speakers
        ]
        columns = (msg("document"), msg("speaker"), msg("paragraphs"), msg("words"), msg("role"))
        out.table(columns, rows, numeric=(2, 3))
        out.line(msg("{speakers}.", speakers=counted(len(rows), "speaker")))
