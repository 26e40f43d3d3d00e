"""`kodetre rescue`: what can be read of a damaged store, in a new one."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodetre.services.rescue import RescueResult

_SHOWN = 12
"""Numbers of lost rows that are listed."""
_NAMES = {
    "coding": "codings",
    "decision": "decisions",
    "memo": "memos",
    "document": "documents",
    "step": msg("steps of the journal"),
}


def rescue(
    damaged: Annotated[
        Path, typer.Argument(metavar="DAMAGED.db", help="The store that cannot be opened. It is only read.")
    ],
    target: Annotated[
        Path | None,
        typer.Argument(metavar="[NEW.db]", help="Where to; otherwise beside it, with -rescued in its name."),
    ] = None,
) -> None:
    """Write what can be read of a damaged kodetre.db into a new store, and say what is gone.

    A backup is better where there is one: kodetre backup makes them.
    """
    from kodetre.services import rescue as service

    place = target or damaged.with_name(f"{damaged.stem}-rescued{damaged.suffix}")
    result = service.rescue(service.RescueRequest(damaged, place))
    done = msg(
        "Wrote {place}: {documents} documents, {codings} codings ({adrift} of them adrift)",
        place=place,
        documents=result.documents,
        codings=result.codings,
        adrift=result.adrift,
    )
    with out.telling(done):
        out.line(msg("{done}.", done=done))
        _tell_what_is_gone(result)
    talk.say(
        msg(
            "To go on with it: keep {damaged_name} under another name, and put {place_name} in its place.",
            damaged_name=damaged.name,
            place_name=place.name,
        )
    )


def _tell_what_is_gone(result: "RescueResult") -> None:
    for table, name in _NAMES.items():
        if numbers := result.gone.get(table):
            out.line(msg("Gone: {count} {name} ({listed}).", count=len(numbers), name=name, listed=_listed(numbers)))
    for id in result.texts_gone:
        out.line(
            msg(
                "Gone: the text of {id}. Its codings are adrift; read the file again: kodetre ingest FILE "
                "--replaces {id}",
                id=id,
            )
        )
    if result.unreadable:
        out.line(msg("{unreadable} pieces of the file could not be read.", unreadable=result.unreadable))
    if not result.gone and not result.texts_gone and not result.unreadable:
        out.line(msg("Nothing is missing."))


def _listed(numbers: "Sequence[int]") -> str:
    """Numbers of rows, the first of many."""
    shown = ", ".join(str(number) for number in numbers[:_SHOWN])
    return msg("number {shown}", shown=shown) + (" …" if len(numbers) > _SHOWN else "")
