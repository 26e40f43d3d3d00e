"""`kodetre codebook diff`: how the codebook and its use have changed since a time."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from kodetre.cli import out
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.errors import WrongUse

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
    from collections import Counter

    from kodetre.codebook.compare import differences
    from kodetre.codebook.load import from_text
    from kodetre.model.moments import write_moment
    from kodetre.project.project import find

    opened = find(project)
    with opened.store() as store:
        codebook = opened.codebook()
        past = store.history.at(_moment(when) if when else None)
        now = Counter(coding.code for coding in store.codings.live())
    since = write_moment(past.since)
    old = from_text(past.source, f"the codebook of {since}")
    changed = differences(old, codebook)
    keys = [code.key for code in old.codes()] + [code.key for code in codebook.codes()]
    used = [(key, past.counts.get(key, 0), now[key]) for key in dict.fromkeys([*keys, *past.counts, *now])]
    used = [row for row in used if row[1] != row[2]]
    if json:
        for one in changed:
            out.json_line({"code": one.code, "field": one.field, "before": one.before, "after": one.after})
        for key, before, after in used:
            out.json_line({"code": key, "field": "codings", "before": before, "after": after})
        return
    if not changed and not used:
        out.line(f"Nothing has changed since {since}.")
        return
    out.line(f"Since {since}:")
    if changed:
        out.table(("code", "what", "before", "now"), [(one.code, one.field, one.before, one.after) for one in changed])
    if used:
        out.table(("code", "codings then", "now"), used, numeric=(1, 2))


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
    raise WrongUse(when, "is no day or time", next_step="write 2026-01-31 or '2026-01-31 14:00'")
