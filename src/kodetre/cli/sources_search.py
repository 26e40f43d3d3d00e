"""`kodetre sources search`: the log of searches."""

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import NothingMatched, WrongUse
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from datetime import date

    from kodetre.model.sources import Search

app = typer.Typer(invoke_without_command=True)


@app.callback()
def searches(context: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List the searches that were made."""
    if context.invoked_subcommand is not None:
        return
    from kodetre.project.project import find
    from kodetre.services.sources import overview

    made = overview(find(project)).log.searches
    if not made:
        how = msg(
            'for example: kodetre sources search add --where kommune.no --query "rusmiddelpolitisk handlingsplan"'
        )
        raise NothingMatched("", msg("no search is written down"), next_step=how)
    if json:
        for search in made:
            out.json_line(_as_json(search))
        return
    rows = [(each.id, each.day.isoformat(), each.place, each.query, _hits(each), each.filters) for each in made]
    out.table(("", msg("date"), msg("where"), msg("query"), msg("hits"), msg("filter")), rows, numeric=(4,))
    out.line(msg("{searches}.", searches=counted(len(made), "search")))


def _hits(search: "Search") -> str:
    return "" if search.hits is None else str(search.hits)


def _as_json(search: "Search") -> dict[str, object]:
    return {
        "id": search.id,
        "where": search.place,
        "query": search.query,
        "date": search.day.isoformat(),
        "hits": search.hits,
        "filter": search.filters,
        "note": search.note,
        "coder": search.coder,
    }


@dataclass(frozen=True, slots=True)
class Made:
    """A search that was made."""

    where: Annotated[str, typer.Option("--where", help="Where: a site, a database, an archive.")]
    query: Annotated[str, typer.Option("--query", help="What was searched for, as it was typed.")]
    day: Annotated[str, typer.Option("--date", metavar="DATE", help="When, 2026-01-31; today unless said.")] = ""
    hits: Annotated[int | None, typer.Option("--hits", min=0, help="How many hits there were.")] = None
    filter: Annotated[str, typer.Option("--filter", help="How the hits were narrowed: years, kind, language.")] = ""
    note: Annotated[str, typer.Option("--note", help="What else there is to say.")] = ""


@app.command("add")
@grouped
def add(made: Made, json: JsonOption = False, coder: CoderOption = None, project: ProjectOption = None) -> None:
    """Write a search down."""
    from kodetre.model.sources import Search
    from kodetre.project.project import find
    from kodetre.services.sources import add_search

    if not (made.where.strip() and made.query.strip()):
        how = msg('for example: --where kommune.no --query "rusplan"')
        raise WrongUse("sources search add", msg("wants to know where and what for"), next_step=how)
    search = Search(made.where.strip(), made.query.strip(), _day(made.day), made.hits, made.filter, made.note)
    id = add_search(find(project), search, coder)
    done = msg("{id}: {query} in {place}", id=id, query=search.query, place=search.place)
    with out.telling(done):
        if json:
            out.json_line(_as_json(replace(search, id=id)))
        else:
            out.line(done)


def _day(written: str) -> "date":
    """The day that is meant; today where none is said. Raises WrongUse."""
    from datetime import date

    from kodetre.model.moments import now

    if not written:
        return now().date()
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise WrongUse(f"--date {written}", msg("is no day"), next_step=msg("a day like 2026-01-31")) from error
