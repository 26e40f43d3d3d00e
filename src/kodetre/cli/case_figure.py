"""`kodetre case figure`: figures as data."""

from dataclasses import dataclass
from typing import Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.case_shown import KindOption, NameArgument, as_json, told_figure
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import joined, msg


@dataclass(frozen=True, slots=True)
class Noted:
    """What is noted."""

    figure: Annotated[str, typer.Argument(metavar="FIGURE", help="What it is: årsverk, innbyggere.")]
    year: Annotated[str, typer.Argument(metavar="YEAR", help="The year that it is of.")]
    value: Annotated[str | None, typer.Argument(metavar="[VALUE]", help="The number.")] = None
    unit: Annotated[str, typer.Option("--unit", metavar="UNIT", help="What it is counted in.")] = ""
    source: Annotated[
        str,
        typer.Option(
            "--source", metavar="SOURCE", help="Where it stands: D3:57 (document and printed page), or words."
        ),
    ] = ""
    topic: Annotated[
        str, typer.Option("--topic", metavar="TOPIC", help="The table of report figures that it stands in.")
    ] = ""
    drop: Annotated[bool, typer.Option("--drop", help="Take it away instead.")] = False


@grouped
def figure(
    name: NameArgument,
    noted: Noted,
    kind: KindOption = "",
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Note a figure of a case and year, with its unit and source. From another source it stands beside the first."""
    from kodetre.project.project import find
    from kodetre.services.case_figures import FigureRequest, set_figure

    if (noted.value is None) != noted.drop:
        how = msg('for example: kodetre case figure "Drammen" årsverk 2021 94 --source D3:57')
        raise WrongUse("case figure", msg("wants a value, or --drop"), next_step=how)
    request = FigureRequest(
        name, noted.figure, noted.year, noted.value or "", kind, noted.unit, noted.source, noted.topic, noted.drop, coder
    )  # fmt: skip
    done = set_figure(find(project), request)
    what = joined((done.case.name, told_figure(done.figure)), ": ")
    with out.telling(what if done.step else ""):
        if json:
            out.json_line({**as_json(done.case), "step": done.step})
        elif not done.step:
            out.line(msg("Nothing is new: it is so already."))
        elif noted.drop:
            out.line(msg("Taken away: {what}.", what=what))
        else:
            out.line(msg("{what}.", what=what))
    for other in done.others if not noted.drop else ():
        talk.say(
            msg(
                "warning: {case} has two values: {one}; {other}",
                case=done.case.name, one=told_figure(done.figure), other=told_figure(other),
            )
        )  # fmt: skip
