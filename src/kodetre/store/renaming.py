"""Codes with new keys: what every coder has said of them follows."""

import sqlite3
import uuid
from collections.abc import Container, Iterable, Sequence

from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.store.open_step import OpenStep
from kodetre.store.standing import keys_of, settle
from kodetre.store.synthesis import rename_cells

_RENAME_CODINGS = """
INSERT INTO coding_code (coding, code, step) SELECT kept_coding.id, :new, :step FROM kept_coding WHERE code = :old
"""
_RENAME_DECISIONS = """
INSERT INTO decision_code (decision, code, step) SELECT live_decision.id, :new, :step FROM live_decision WHERE code = :old
"""
_RENAME_JUDGEMENTS = """
INSERT INTO judgement_code (judgement, code, step) SELECT live_judgement.id, :new, :step FROM live_judgement WHERE code = :old
"""
_MEMOS_OF = "SELECT subject, text, coder, created FROM live_memo WHERE target = 'code' AND text <> '' ORDER BY id"
_KEPT = "SELECT id FROM kept_coding WHERE uuid = ?"
_WITH_CODE = "SELECT id FROM kept_coding WHERE code = ?"
_RECODE = "INSERT INTO coding_code (coding, code, step) VALUES (?, ?, ?)"
_ALIKE = """
SELECT kept_coding.id, kept_coding.uuid, kept_coding.document, kept_coding.start, kept_coding.end, kept_coding.coder, (
  SELECT live_memo.text FROM live_memo
  WHERE live_memo.target = 'coding' AND live_memo.subject = kept_coding.uuid AND live_memo.coder = kept_coding.coder
) AS memo
FROM kept_coding WHERE kept_coding.code = ? AND kept_coding.start IS NOT NULL ORDER BY kept_coding.id
"""
_REMOVE = "INSERT INTO coding_removal (coding, step) VALUES (?, ?)"
_ADD_MEMO = "INSERT INTO memo (uuid, target, subject, text, coder, created, step) VALUES (?, ?, ?, ?, ?, ?, ?)"


def rename(
    connection: sqlite3.Connection,
    renamed: Sequence[tuple[str, str]],
    step: OpenStep,
    codes_before: Container[str] = (),
) -> None:
    """Give codings, decisions, judgements and memos of codes their new keys, all at once, so that two codes can change places.

    Judgements of a code that is taken up into another one, which was among the codes before, are not that one's: it was not asked
    for.

    The memo of a code that becomes another's, which has one too, is put below it. Where a coder has the same excerpt with both
    codes, one coding is left, with the memos of both.
    """
    memos: dict[tuple[str, str], list[sqlite3.Row]] = {}
    new = dict(renamed)
    for row in connection.execute(_MEMOS_OF).fetchall() if renamed else ():
        memos.setdefault((new.get(row["subject"], row["subject"]), row["coder"]), []).append(row)
    coded = _coded_with(connection, {*new, *new.values()})
    before = keys_of(connection, coded)
    aside = [(old, f"\x00{place}", key) for place, (old, key) in enumerate(renamed)]
    on_its_own = [(old, between, key) for old, between, key in aside if key in new or key not in codes_before]
    statements = ((_RENAME_CODINGS, aside), (_RENAME_DECISIONS, aside), (_RENAME_JUDGEMENTS, on_its_own))
    for statement, moved in statements:
        for old, between, _ in moved:
            connection.execute(statement, {"old": old, "new": between, "step": step.number})
        for _, between, key in moved:
            connection.execute(statement, {"old": between, "new": key, "step": step.number})
    for (key, coder), rows in memos.items():
        if any(row["subject"] != key for row in rows):
            text = "\n\n".join(row["text"] for row in rows)
            connection.execute(_ADD_MEMO, (str(uuid.uuid4()), "code", key, text, coder, step.written, step.number))
    for key in dict.fromkeys(new.values()):
        _one_of_each(connection, key, step)
    settle(connection, coded, before)
    if renamed:
        rename_cells(connection, renamed, step)


def recode(connection: sqlite3.Connection, recoded: Sequence[tuple[str, str]], step: OpenStep) -> None:
    """Give codings, by id, another code. Raises NothingMatched for one that is not there, AlreadyCoded."""
    numbers: dict[str, int] = {}
    for id, _ in recoded:
        if (row := connection.execute(_KEPT, (id,)).fetchone()) is None:
            raise NothingMatched(id, msg("is no coding of this project"))
        numbers[id] = row["id"]
    before = keys_of(connection, numbers.values())
    for id, code in recoded:
        connection.execute(_RECODE, (numbers[id], code, step.number))
    settle(connection, numbers.values(), before)


def _coded_with(connection: sqlite3.Connection, codes: Iterable[str]) -> list[int]:
    """The codings that have some codes, by row."""
    rows: list[int] = []
    for code in sorted(codes):
        rows.extend(row["id"] for row in connection.execute(_WITH_CODE, (code,)))
    return rows


def _one_of_each(connection: sqlite3.Connection, code: str, step: OpenStep) -> None:
    first: dict[tuple[object, ...], sqlite3.Row] = {}
    memos: dict[str, tuple[str, list[str]]] = {}
    for row in connection.execute(_ALIKE, (code,)).fetchall():
        place = row["document"], row["start"], row["end"], row["coder"]
        kept = first.setdefault(place, row)
        texts = memos.setdefault(kept["uuid"], (kept["coder"], []))[1]
        if row["memo"]:
            texts.append(row["memo"])
        if kept is not row:
            connection.execute(_REMOVE, (row["id"], step.number))
    for id, (coder, texts) in memos.items():
        if len(texts) > 1:
            memo = "\n\n".join(dict.fromkeys(texts))
            connection.execute(_ADD_MEMO, (str(uuid.uuid4()), "coding", id, memo, coder, step.written, step.number))
