"""`kodetre case link` and `unlink`: what belongs to a case."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.case_shown import KindOption, NameArgument, as_json, told_link
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption
from kodetre.i18n.message import joined, msg, msg_of, translatable

if TYPE_CHECKING:
    from kodetre.services.case_links import Linked

DocumentsArgument = Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Documents, by id or file name.")]
QuoteOption = Annotated[
    str, typer.Option("--quote", metavar="TEXT", help="Only this stretch of the document, by its words.")
]
SpanOption = Annotated[str, typer.Option("--span", metavar="START-END", help="Or by its offsets in the text.")]
SpeakerOption = Annotated[str, typer.Option("--speaker", metavar="NAME", help="Only what this speaker says in them.")]


def link(
    name: NameArgument,
    documents: DocumentsArgument,
    quote: QuoteOption = "",
    span: SpanOption = "",
    speaker: SpeakerOption = "",
    kind: KindOption = "",
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say that documents, a stretch of one, or a speaker belong to a case. Each may belong to any number of cases."""
    from kodetre.project.project import find
    from kodetre.services.case_links import LinkRequest, link_case

    request = LinkRequest(name, kind, tuple(documents), quote, span, speaker, coder)
    _tell(link_case(find(project), request), translatable("{links} belongs to {name}"), json=json)


def unlink(
    name: NameArgument,
    documents: DocumentsArgument,
    quote: QuoteOption = "",
    span: SpanOption = "",
    speaker: SpeakerOption = "",
    kind: KindOption = "",
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say that what belonged to a case does not belong to it any more."""
    from kodetre.project.project import find
    from kodetre.services.case_links import LinkRequest, unlink_case

    request = LinkRequest(name, kind, tuple(documents), quote, span, speaker, coder)
    _tell(unlink_case(find(project), request), translatable("{links} does not belong to {name} any more"), json=json)


def _tell(linked: "Linked", pattern: str, *, json: bool) -> None:
    """Say what belongs to the case now, or does not."""
    links = joined((told_link(each) for each in linked.links), ", ")
    what = msg_of(pattern, links=links, name=linked.case.name)
    with out.telling(what if linked.step else ""):
        if json:
            out.json_line({**as_json(linked.case), "step": linked.step})
        elif linked.step:
            out.line(msg("{what}.", what=what))
        else:
            out.line(msg("Nothing is new: it is so already."))
