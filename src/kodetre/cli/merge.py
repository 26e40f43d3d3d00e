"""`kodetre merge`: what a colleague has done, taken in."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, joined, msg

if TYPE_CHECKING:
    from kodetre.model.merged import Merged
    from kodetre.services.merge import CodeConflict, MergeResult

_LONGEST = 70
"""Characters of what a code means that are shown."""
_COUNTS = (
    "documents",
    "versions",
    "codings",
    "known",
    "near",
    "adrift",
    "removed",
    "changed",
    "decisions",
    "memos",
    "judgements",
    "assignments",
    "cases",
    "speakers",
    "signed",
    "shown",
    "searches",
    "cells",
)


@dataclass(frozen=True, slots=True)
class Manner:
    """How it is taken in."""

    code: Annotated[
        list[str] | None,
        typer.Option("--code", metavar="THEIRS=OURS", help="Their code is this one here. Can be repeated."),
    ] = None
    anyway: Annotated[
        bool, typer.Option("--anyway", help="Also where a code of the same key says something else here.")
    ] = False
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would come.")] = False


@grouped
def merge(
    other: Annotated[Path, typer.Argument(metavar="OTHER.db", help="The kodetre.db of a colleague's project.")],
    manner: Manner,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take in what a colleague has done in a project with the same documents: codings, decisions, memos, with whose they are.

    Documents are known by their content; where a text is another, codings are found again in it. Twice changes nothing, and one
    undo takes all of it back. Where codebooks disagree, that is listed and nothing is written.
    """
    from kodetre.project.project import find
    from kodetre.services.merge import MergeRequest
    from kodetre.services.merge import merge as take_in

    request = MergeRequest(
        other, coder, tuple(_pair(text) for text in manner.code or ()), manner.anyway, manner.dry_run
    )
    result = take_in(find(project), request)
    done = msg("Taken in: {file}", file=other) if result.merged is not None and result.merged.step else ""
    with out.telling(done):
        if json:
            out.json_line(_as_json(result))
        else:
            _draw(result)
    if (refusal := result.refusal()) is not None:
        raise refusal


def _pair(text: str) -> tuple[str, str]:
    theirs, equals, ours = text.partition("=")
    if not (equals and theirs.strip() and ours.strip()):
        how = msg("for example: --code okonomi.penger=okonomi.tilskudd")
        raise WrongUse(f"--code {text}", msg("says no pair of codes"), next_step=how)
    return theirs.strip(), ours.strip()


def _as_json(result: "MergeResult") -> dict[str, object]:
    merged = result.merged
    conflicts = [
        {
            "code": each.code,
            "label": each.label,
            "codings": each.codings,
            "missing": each.is_missing,
            "fields": _fields(each),
        }
        for each in result.conflicts
    ]
    counts = {name: getattr(merged, name) for name in _COUNTS} if merged is not None else {}
    step = merged.step if merged is not None else 0
    return {
        "taken_in": bool(step),
        "step": step,
        **counts,
        "conflicts": conflicts,
        "left_there": dict(result.left_there),
    }


def _fields(conflict: "CodeConflict") -> dict[str, dict[str, str]]:
    return {name: {"here": here, "there": there} for name, here, there in conflict.fields}


def _draw(result: "MergeResult") -> None:
    for conflict in result.conflicts:
        _draw_conflict(conflict)
    merged = result.merged
    if merged is None:
        return
    if not merged.is_new:
        out.line(msg("Nothing is new: all of it is here already."))
        _draw_left(result)
        return
    beginning = msg("Would take in") if result.request.dry_run else msg("Taken in")
    out.line(msg("{beginning}: {parts}.", beginning=beginning, parts=joined(_parts(merged), ", ")))
    if merged.adrift:
        number = counted(merged.adrift, "coding")
        talk.say(msg("{codings} of these stand nowhere in the texts of here: kodetre adrift", codings=number))
    if not result.request.dry_run:
        out.line(msg("How far you agree: kodetre report agreement. Take it back: kodetre undo"))
    _draw_left(result)


def _draw_left(result: "MergeResult") -> None:
    """What that project has and is not taken in."""
    left = result.left_there
    parts = [
        (left.get("searches", 0), counted(left.get("searches", 0), "search")),
        (left.get("candidates", 0), counted(left.get("candidates", 0), "candidate")),
        (left.get("appraisals", 0), counted(left.get("appraisals", 0), "appraisal")),
        (left.get("discussed", 0), counted(left.get("discussed", 0), "discussed place")),
    ]
    present = [part for number, part in parts if number]
    if not present:
        return
    talk.say(msg("Not taken in, and kept in that project alone: {parts}.", parts=joined(present, ", ")))


def _parts(merged: "Merged") -> list[str]:
    """What came, in words."""
    came = (
        (merged.documents, counted(merged.documents, "new document")),
        (merged.versions, counted(merged.versions, "newer text")),
        (merged.codings, counted(merged.codings, "coding")),
        (merged.decisions, counted(merged.decisions, "decision")),
        (merged.memos, counted(merged.memos, "memo")),
        (merged.judgements, counted(merged.judgements, "judgement")),
        (merged.cases, counted(merged.cases, "case")),
        (merged.speakers, counted(merged.speakers, "speaker")),
        (merged.signed, counted(merged.signed, "signature")),
        (merged.searches, counted(merged.searches, "kept search")),
        (merged.cells, counted(merged.cells, "cell")),
    )
    parts = [part for number, part in came if number]
    if merged.removed:
        parts.append(msg("{codings} taken back there", codings=counted(merged.removed, "coding")))
    if merged.changed:
        parts.append(msg("{codings} changed there", codings=counted(merged.changed, "coding")))
    if merged.known:
        parts.append(msg("{codings} here already", codings=counted(merged.known, "coding")))
    return parts


def _draw_conflict(conflict: "CodeConflict") -> None:
    number = counted(conflict.codings, "coding")
    if conflict.is_missing:
        talk.say(
            msg(
                "{code} ({label}): not in the codebook of here; {codings}",
                code=conflict.code,
                label=conflict.label,
                codings=number,
            )
        )
        return
    for name, here, there in conflict.fields:
        talk.say(
            msg(
                "{code}: another {field}; {codings}\n  here:  {here}\n  there: {there}",
                code=conflict.code, field=name.replace("_", " "), codings=number, here=_short(here), there=_short(there),
            )
        )  # fmt: skip


def _short(text: str) -> str:
    one_line = " ".join(text.split()) or "–"
    return one_line if len(one_line) <= _LONGEST else one_line[: _LONGEST - 2] + " …"
