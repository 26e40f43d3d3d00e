"""How far the journal has come, so that what was worked out from it is not written when it has gone on."""

import sqlite3

from kodetre.errors import Overtaken
from kodetre.i18n.message import msg
from kodetre.model.marks import Mark

_MARK = "SELECT (SELECT COALESCE(MAX(id), 0) FROM step), (SELECT COALESCE(MAX(id), 0) FROM undo)"


def mark_of(connection: sqlite3.Connection) -> Mark:
    """The newest step and the newest row of what was taken back or done again."""
    steps, undone = connection.execute(_MARK).fetchone()
    return Mark(steps, undone)


def check_mark(connection: sqlite3.Connection, seen: Mark | None) -> None:
    """Raises Overtaken when the journal has gone on since it was read; without a mark nothing is checked."""
    if seen is not None and mark_of(connection) != seen:
        raise Overtaken(
            "",
            msg("somebody else is changing the project"),
            next_step=msg("nothing was changed by this; try again when that is done"),
        )
