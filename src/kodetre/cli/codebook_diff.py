"""`kodetre codebook diff`: how the codebook and its use have changed since a time."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.errors import WrongUse
from kodetre.i18n.message import msg
from kodetre.model.moments import write_moment

if TYPE_CHECKING:
    from kodetre.services.codebook_changes import CodebookChanges

_FORMS = ("%Y-%m-%d", "%Y-%m-%d %H:%M", "%Y-%m-%dT%H:%M", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M:%SZ", "%d.%m.%Y")


def diff(
    when: Annotated[
        str,
        typer.Argument(
            metavar="[WHEN]", help="A day (its end) or a time: 2026-01-31, '2026-01-31 14:00'. Otherwise the first use."
        ),
    ] = "",
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Say how the codebook and its use have changed: codes that came, went or mean something else, and their codings."""
    from kodetre.project.project import find
    from kodetre.services.codebook_changes import codebook_changes

    changes = codebook_changes(find(project), _moment(when) if when else None)
    if json:
        _print(changes)
    else:
        _draw(changes)


def _print(changes: "CodebookChanges") -> None:
    for difference in changes.codebook:
        out.json_line(
            {"code": difference.code, "field": difference.field, "before": difference.before, "after": difference.after}
        )
    for use in changes.use:
        out.json_line({"code": use.code, "field": "codings", "before": use.before, "after": use.after})


def _draw(changes: "CodebookChanges") -> None:
    since = write_moment(changes.since)
    if not changes.codebook and not changes.use:
        out.line(msg("Nothing has changed since {since}.", since=since))
        return
    out.line(msg("Since {since}:", since=since))
    if changes.codebook:
        rows = [(change.code, change.field, change.before, change.after) for change in changes.codebook]
        out.table((msg("code"), msg("what"), msg("before"), msg("now")), rows)
    if changes.use:
        counts = [(use.code, use.before, use.after) for use in changes.use]
        out.table((msg("code"), msg("codings then"), msg("now")), counts, numeric=(1, 2))


def _moment(when: str) -> datetime:
    """A time in UTC; a day means its end. Local time is meant unless it ends in Z."""
    for form in _FORMS:
        try:
            parsed = datetime.strptime(when.strip(), form)
        except ValueError:
            continue
        if "%H" not in form:
            parsed = parsed.replace(hour=23, minute=59, second=59)
        return parsed.replace(tzinfo=UTC) if form.endswith("Z") else parsed.astimezone(UTC)
    raise WrongUse(when, msg("is no day or time"), next_step="write 2026-01-31 or '2026-01-31 14:00'")
