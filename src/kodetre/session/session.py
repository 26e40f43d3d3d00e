"""The coding session: what is looked at, what is next, what was decided. It is driven and never calls a screen.

`view()` gives what to show; `do(action)` has saved before it returns.
"""

from collections.abc import Callable

from kodetre.errors import NotPossible
from kodetre.model.codings import Step
from kodetre.session.actions import ACTIONS, Action
from kodetre.session.commands import annotate as writing
from kodetre.session.commands import codings as changing
from kodetre.session.commands import decide as deciding
from kodetre.session.commands import navigate as moving
from kodetre.session.commands import select as excerpts
from kodetre.session.state import SessionState


class Session(SessionState):
    """A coder's work on the documents of a project."""

    def do(self, action: Action) -> str:
        """Do an action; it is saved when this returns. What was done, in a sentence.

        Raises UnknownCode or NotPossible for an argument that does not fit, and CannotUndo; nothing is changed then.
        """
        doing = _DOING.get(action.name)
        if doing is None:
            names = ", ".join(kind.name for kind in ACTIONS)
            raise NotPossible("", f"'{action.name}' is no action", next_step=f"actions: {names}")
        return doing(self, action.argument.strip())


def undo(state: SessionState, _: str) -> str:
    """Take back the last step."""
    step = state.journal.undo(state.coder, coding_only=True)
    return _turned(state, step, "Taken back")


def redo(state: SessionState, _: str) -> str:
    """Do again what was undone last."""
    return _turned(state, state.journal.redo(state.coder), "Done again")


def _turned(state: SessionState, step: Step, what: str) -> str:
    if step.kind is not None and step.kind.changes_codebook:
        if state.services.codebook is not None:
            state.codebook = state.services.codebook()
        state.refresh()
    else:
        state.codings_mirror.replace(state.codings.touched(step.number))
        state.codings_mirror.read_memos(state.codings.memos())
        state.reopen(state.codings_mirror.live(), state.codings.decisions())
    return f"{what}: {step.name}{f' ({step.detail})' if step.detail else ''}."


def overview(state: SessionState, _: str) -> str:
    """How far the coder is, and how often each code is used."""
    progress = state.progress()
    here = state.codings_mirror.counts_in(state.document)
    rows = [
        f"{code.key}: {here[code.key]} in {state.document}, {state.codings_mirror.counts[code.key]} in all"
        for code in state.codebook.codes()
        if state.codings_mirror.counts[code.key]
    ]
    time = f", about {progress.minutes} minutes at your pace" if progress.minutes is not None else ""
    return "\n".join([f"{progress.decided} decided, {progress.left} left{time}.", *rows])


_DOING: dict[str, Callable[[SessionState, str], str]] = {
    "accept": deciding.accept, "reject": deciding.reject, "defer": deciding.defer, "section": deciding.section,
    "next": deciding.next_one, "back": deciding.back, "recode": deciding.recode, "add": deciding.add,
    "last": deciding.last_used, "new": writing.new, "in_vivo": writing.in_vivo, "span": excerpts.span,
    "select": excerpts.select, "word": excerpts.word, "sentence": excerpts.sentence, "paragraph": excerpts.paragraph,
    "again": excerpts.again, "drop": excerpts.drop, "copy": excerpts.copy, "coding": changing.go_to_coding,
    "later": changing.later, "earlier": changing.earlier, "uncode": changing.uncode, "merge": changing.merge,
    "memo": writing.memo, "memo_document": writing.memo_document, "memo_code": writing.memo_code, "go": moving.go,
    "find": moving.find, "next_hit": moving.next_hit, "hit_before": moving.hit_before, "undo": undo,
    "redo": redo, "overview": overview,
}  # fmt: skip
