"""Comments that a reader wrote in a report's page, as the one file that the page saves: read, checked, and made memos.

The file is written by a page that anybody can change, and comes by mail: nothing of it is believed before it is looked at.
"""

import json
import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from kodetre.errors import BadDecisions
from kodetre.i18n.message import msg
from kodetre.model.codings import Change, Memo, MemoTarget

Target = Literal["coding", "document", "report"]
"""What a comment can be on; one on the report as a whole becomes a memo on the project."""
VERSION = 1
"""The version of the file that is written and read."""
_MOST = 100_000
"""Comments in a file."""
_LONGEST = 100_000
"""Letters of a comment; of what says where it stands a tenth, of a name a thousandth."""
_BEGINNING = re.compile(r'\s*\{\s*"kodetre"\s*:\s*"comments"')
_TARGETS: Mapping[str, MemoTarget] = {"coding": "coding", "document": "document", "report": "project"}
_AGAIN = msg("let the reader save the comments anew from the page")


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment: its number in the file (1-based), what it is on, what was written, and what the page showed of the place.

    `subject` is the id of a coding, or the SHA-256 of a document's file; empty of a report.
    """

    number: int
    target: Target
    subject: str
    text: str
    place: str
    reader: str = ""
    """Whose it is, where the file says that of each comment."""
    created: datetime | None = None


@dataclass(frozen=True, slots=True)
class CommentFile:
    """What a reader saved: who read, empty where the file does not say, and the comments.

    `elsewhere` are comments on nothing that a memo can be on, each by its number with what is told of it.
    """

    reader: str
    comments: tuple[Comment, ...]
    elsewhere: tuple[tuple[int, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of the comments: one change to record, and for each its number and what is said of it.

    `known` are there already; `gone` are on codings and documents that the project has not.
    """

    change: Change
    taken: tuple[tuple[int, str], ...]
    known: tuple[tuple[int, str], ...]
    gone: tuple[tuple[int, str], ...]


def is_comments(text: str) -> bool:
    """Whether a file is one of comments: it says so where it begins, as the page writes it, or anywhere in its object."""
    if _BEGINNING.match(text):
        return True
    if not text.lstrip().startswith("{"):
        return False
    try:
        values = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(values, dict) and values.get("kodetre") == "comments"


def read_comments(path: Path, text: str) -> CommentFile:
    """The comments of a file. Raises BadDecisions where anything in it is not as the page writes it: nothing of it is taken."""
    values = _parsed(path, text)
    version = values.get("version")
    if isinstance(version, bool) or not isinstance(version, int):
        raise BadDecisions(path, msg("does not say which version of comments it is"), next_step=_AGAIN)
    if version != VERSION:
        what = msg("has comments of version {version}, and this kodetre reads {known}", version=version, known=VERSION)
        raise BadDecisions(path, what, next_step=msg("take them in with the kodetre that made the page"))
    listed = values.get("comments")
    if not isinstance(listed, list):
        raise BadDecisions(path, msg("has no list of comments"), next_step=_AGAIN)
    if len(listed) > _MOST:
        raise BadDecisions(path, msg("has more than {count} comments", count=_MOST), next_step=_AGAIN)
    reader = _text(path, 0, values, "reader", _LONGEST // 1000)
    comments = [_comment(path, number, value) for number, value in enumerate(listed, start=1)]
    return CommentFile(" ".join(reader.split()), tuple(comment for comment in comments if comment.text))


def take_comments(
    comments: Sequence[Comment],
    reader: str,
    codings: Collection[str],
    documents: Mapping[str, str],
    memos: Sequence[Memo],
) -> Heard:
    """Comments as memos of the reader, or of whom each one names.

    `codings` are the ids that there are, `documents` their ids by the SHA-256 of a file. A memo that the reader
    has there already is kept, and the comment put below it; a comment that it holds is known.
    """
    present = {(memo.target, memo.subject, memo.coder): memo.text for memo in memos}
    changed: dict[tuple[MemoTarget, str, str], Memo] = {}
    taken: list[tuple[int, str]] = []
    known: list[tuple[int, str]] = []
    gone: list[tuple[int, str]] = []
    for comment in comments:
        subject = _subject(comment, codings, documents)
        if subject is None:
            gone.append((comment.number, _lost(comment)))
            continue
        key = (_TARGETS[comment.target], subject, comment.reader or reader)
        before = changed[key].text if key in changed else present.get(key, "")
        if _holds(before, comment.text):
            known.append((comment.number, msg("{place}: is there already", place=_named(comment))))
            continue
        text = f"{before}\n\n{comment.text}" if before else comment.text
        changed[key] = Memo(*key[:2], text, key[2], comment.created)
        taken.append((comment.number, _named(comment)))
    return Heard(Change(memos=tuple(changed.values())), tuple(taken), tuple(known), tuple(gone))


def _subject(comment: Comment, codings: Collection[str], documents: Mapping[str, str]) -> str | None:
    """What the memo is on; None where the project has it not."""
    if comment.target == "coding":
        return comment.subject if comment.subject in codings else None
    if comment.target == "document":
        return documents.get(comment.subject)
    return ""


def _holds(memo: str, text: str) -> bool:
    """Whether a memo is a text, or has it among the texts that were put below one another."""
    return f"\n\n{text}\n\n" in f"\n\n{memo}\n\n"


def _named(comment: Comment) -> str:
    """What a comment is on, in words."""
    if comment.target == "report":
        return msg("on the report")
    if comment.target == "document":
        return msg("on the document {place}", place=comment.place)
    return msg("on {place}", place=comment.place or comment.subject)


def _lost(comment: Comment) -> str:
    """What is told of a comment that nothing in the project answers to: all of it, so that it is not lost."""
    if comment.target == "document":
        return msg(
            "{place}: no such document in this project. It says: {text}", place=_named(comment), text=comment.text
        )
    return msg("{place}: the coding is gone. The comment says: {text}", place=_named(comment), text=comment.text)


def _parsed(path: Path, text: str) -> Mapping[str, object]:
    try:
        values = json.loads(text)
    except RecursionError as error:
        raise BadDecisions(path, msg("is nested too deep to be comments"), next_step=_AGAIN) from error
    except json.JSONDecodeError as error:
        where = f"{path}:{error.lineno}:{error.colno}"
        raise BadDecisions(where, msg("is no JSON: the file is cut off or was changed"), next_step=_AGAIN) from error
    except ValueError as error:  # a number with thousands of digits
        raise BadDecisions(path, msg("is no JSON that can be read"), next_step=_AGAIN) from error
    if not isinstance(values, dict):
        raise BadDecisions(path, msg("is no JSON object"), next_step=_AGAIN)
    return values


def _comment(path: Path, number: int, value: object) -> Comment:
    if not isinstance(value, dict):
        raise BadDecisions(path, msg("comment {number} is no JSON object", number=number), next_step=_AGAIN)
    target = value.get("on")
    if target not in ("coding", "document", "report"):
        what = msg("comment {number} is on none of: coding, document, report", number=number)
        raise BadDecisions(path, what, next_step=_AGAIN)
    name = {"coding": "id", "document": "sha256", "report": ""}[target]
    subject = _text(path, number, value, name, _LONGEST // 1000) if name else ""
    if name and not subject:
        what = msg("comment {number} does not say what it is on ({name})", number=number, name=name)
        raise BadDecisions(path, what, next_step=_AGAIN)
    parts = [_text(path, number, value, part, _LONGEST // 10) for part in ("title", "code", "quote", "citation")]
    place = " ".join(" ".join(part.split()) for part in parts if part)
    return Comment(number, target, subject, _text(path, number, value, "text", _LONGEST, needed=True).strip(), place)


def _text(
    path: Path, number: int, values: Mapping[str, object], name: str, longest: int, *, needed: bool = False
) -> str:
    """A text of an object, without what no text has; number 0 is the file itself."""
    where = msg("comment {number}: ", number=number) if number else ""
    value = values.get(name)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise BadDecisions(path, where + msg("'{name}' is no text", name=name), next_step=_AGAIN)
    if len(value) > longest:
        what = msg("'{name}' is longer than {count} letters", name=name, count=longest)
        raise BadDecisions(path, where + what, next_step=_AGAIN)
    plain = value.replace("\r\n", "\n").replace("\r", "\n").replace("\x00", "")
    return plain.encode("utf-8", "replace").decode("utf-8")
