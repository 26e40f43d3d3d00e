"""Codes with new keys: what every coder has said of them follows."""

import sqlite3
import uuid
from collections.abc import Sequence

from kodetre.store.database import now

_RENAME_CODINGS = """
INSERT INTO coding_code (coding, code, step) SELECT kept_coding.id, :new, :step FROM kept_coding WHERE code = :old
"""
_RENAME_DECISIONS = """
INSERT INTO decision_code (decision, code, step) SELECT live_decision.id, :new, :step FROM live_decision WHERE code = :old
"""
_MEMOS_OF = "SELECT subject, text, coder, created FROM live_memo WHERE target = 'code' AND text <> '' ORDER BY id"
_ADD_MEMO = "INSERT INTO memo (uuid, target, subject, text, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)"


def rename(connection: sqlite3.Connection, renamed: Sequence[tuple[str, str]], step: int) -> None:
    """Give codings, decisions and memos of codes their new keys, all at once, so that two codes can change places.

    The memo of a code that becomes another's, which has one too, is put below it.
    """
    memos: dict[tuple[str, str], list[sqlite3.Row]] = {}
    new = dict(renamed)
    for row in connection.execute(_MEMOS_OF).fetchall() if renamed else ():
        memos.setdefault((new.get(row["subject"], row["subject"]), row["coder"]), []).append(row)
    aside = [(old, f"\x00{place}", key) for place, (old, key) in enumerate(renamed)]
    for statement in (_RENAME_CODINGS, _RENAME_DECISIONS):
        for old, between, _ in aside:
            connection.execute(statement, {"old": old, "new": between, "step": step})
        for _, between, key in aside:
            connection.execute(statement, {"old": between, "new": key, "step": step})
    for (key, coder), rows in memos.items():
        if any(row["subject"] != key for row in rows):
            text = "\n\n".join(row["text"] for row in rows)
            connection.execute(_ADD_MEMO, (str(uuid.uuid4()), "code", key, text, coder, now(), step))
