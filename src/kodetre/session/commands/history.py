"""What was done: taking it back, doing it again, and how far the coder is."""

from typing import TYPE_CHECKING

from kodetre.i18n.plurals import counted
from kodetre.session.steps import told

if TYPE_CHECKING:
    from kodetre.model.codings import Step
    from kodetre.session.state import SessionState
    from kodetre.suggestions.stopping import ShareFound


def undo(state: "SessionState", _: str) -> str:
    """Take back the last step."""
    step = state.journal.undo(state.coder, coding_only=True)
    return _turned(state, step, "Taken back")


def redo(state: "SessionState", _: str) -> str:
    """Do again what was taken back last."""
    return _turned(state, state.journal.redo(state.coder), "Done again")


def _turned(state: "SessionState", step: "Step", what: str) -> str:
    """Take over what a step that was taken back or done again has changed; a step of the codebook may have changed all."""
    if step.kind is not None and step.kind.changes_codebook:
        state.refresh()
        state.read_codebook()
    else:
        state.codings_mirror.replace(state.codings.touched(step.number))
        state.codings_mirror.read_memos(state.codings.memos())
        state.reopen(state.codings_mirror.live(), state.codings.decisions())
    return f"{what}: {told(step)}."


def overview(state: "SessionState", _: str) -> str:
    """How far the coder is, and how often each code is used: a line each."""
    progress = state.progress()
    here, in_all = state.codings_mirror.counts_in(state.document), state.codings_mirror.counts
    used = [code.key for code in state.codebook.codes() if in_all[code.key]]
    time = f", about {counted(progress.minutes, 'minute')} at your pace" if progress.minutes is not None else ""
    lines = [
        f"{key}: {here[key]} in {state.document}, {in_all[key]} in all{_found(state.share_found(key))}" for key in used
    ]
    return "\n".join([f"{progress.decided} decided, {progress.left} left{time}.", *lines])


def _found(share: "ShareFound | None") -> str:
    """How much of a code is found, and whether reading for it may stop."""
    if share is None:
        return ""
    stop = (
        f"; at least {share.target:.0%} is found (p = {share.p:.3f}), you may stop"
        if share.may_stop
        else f"; not yet sure of {share.target:.0%} (p = {share.p:.2f})"
    )
    return f"; probably {share.estimate:.0%} of it found (95 % interval {share.low:.0%} to {share.high:.0%}){stop}"
