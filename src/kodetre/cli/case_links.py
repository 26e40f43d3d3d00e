"""`kodetre case link` and `unlink`: what belongs to a case."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.case_shown import KindOption, NameArgument, as_json, told_link
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.i18n.message import joined, msg, msg_of, translatable

if TYPE_CHECKING:
    from kodetre.services.case_links import Linked, LinkRequest


@dataclass(frozen=True, slots=True)
class Belonging:
    """What belongs to a case: documents, or a stretch of one, or what a speaker says in them."""

    documents: Annotated[list[str], typer.Argument(metavar="DOCUMENT…", help="Documents, by id or file name.")]
    quote: Annotated[
        str, typer.Option("--quote", metavar="TEXT", help="Only this stretch of the document, by its words.")
    ] = ""
    span: Annotated[str, typer.Option("--span", metavar="START-END", help="Or by its offsets in the text.")] = ""
    speaker: Annotated[str, typer.Option("--speaker", metavar="NAME", help="Only what this speaker says in them.")] = ""
    kind: KindOption = ""

    def request(self, name: str, coder: str | None) -> "LinkRequest":
        """As the services want it."""
        from kodetre.services.case_links import LinkRequest

        return LinkRequest(name, self.kind, tuple(self.documents), self.quote, self.span, self.speaker, coder)


@grouped
def link(
    name: NameArgument,
    belonging: Belonging,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say that documents, a stretch of one, or a speaker belong to a case. Each may belong to any number of cases."""
    from kodetre.project.project import find
    from kodetre.services.case_links import link_case

    linked = link_case(find(project), belonging.request(name, coder))
    _tell(linked, translatable("{links} belongs to {name}"), json=json)


@grouped
def unlink(
    name: NameArgument,
    belonging: Belonging,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say that what belonged to a case does not belong to it any more."""
    from kodetre.project.project import find
    from kodetre.services.case_links import unlink_case

    linked = unlink_case(find(project), belonging.request(name, coder))
    _tell(linked, translatable("{links} does not belong to {name} any more"), json=json)


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
