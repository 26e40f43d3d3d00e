"""What was done: taking it back, doing it again, and how far the coder is."""

from typing import TYPE_CHECKING

from kodetre.i18n.message import counted, joined, msg
from kodetre.session.steps import told
from kodetre.suggestions.recall import per_cent

if TYPE_CHECKING:
    from kodetre.model.codings import Step
    from kodetre.session.state import SessionState
    from kodetre.suggestions.stopping import ShareFound


def undo(state: "SessionState", _: str) -> str:
    """Take back the last step."""
    step = state.journal.undo(state.coder, coding_only=True)
    return _turned(state, step, msg("Taken back"))


def redo(state: "SessionState", _: str) -> str:
    """Do again what was taken back last."""
    return _turned(state, state.journal.redo(state.coder), msg("Done again"))


def _turned(state: "SessionState", step: "Step", what: str) -> str:
    """Take over what a step that was taken back or done again has changed; a step of the codebook may have changed all."""
    if step.kind is not None and step.kind.changes_codebook:
        state.refresh()
        state.read_codebook()
    else:
        state.codings_mirror.replace(state.codings.touched(step.number))
        state.codings_mirror.read_memos(state.codings.memos())
        state.reopen(state.codings_mirror.live(), state.codings.decisions())
    return msg("{what}: {step}.", what=what, step=told(step))


def overview(state: "SessionState", _: str) -> str:
    """How far the coder is, and how often each code is used: a line each."""
    progress = state.progress()
    here, in_all = state.codings_mirror.counts_in(state.document), state.codings_mirror.counts
    used = [code.key for code in state.codebook.codes() if in_all[code.key]]
    time = (
        msg(", about {minutes} at your pace", minutes=counted(progress.minutes, "minute"))
        if progress.minutes is not None
        else ""
    )
    lines = [
        msg(
            "{key}: {here} in {document}, {in_all} in all{found}",
            key=key,
            here=here[key],
            document=state.document,
            in_all=in_all[key],
            found=_found(state.share_found(key)),
        )
        for key in used
    ]
    first = msg("{decided} decided, {left} left{time}.", decided=progress.decided, left=progress.left, time=time)
    return joined((first, *lines), "\n")


def _found(share: "ShareFound | None") -> str:
    """How much of a code is found, and whether reading for it may stop."""
    if share is None:
        return ""
    target = per_cent(share.target)
    stop = (
        msg("; at least {target}% is found (p = {p:.3f}), you may stop", target=target, p=share.p)
        if share.may_stop
        else msg("; not yet sure of {target}% (p = {p:.2f})", target=target, p=share.p)
    )
    return msg(
        "; probably {estimate}% of it found (95 % interval {low}% to {high}%){stop}",
        estimate=round(100 * share.estimate),
        low=round(100 * share.low),
        high=round(100 * share.high),
        stop=stop,
    )
