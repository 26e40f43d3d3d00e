"""The coding session: what is looked at, what is next, what was decided. It is driven and never calls a screen.

`view()` gives what to show; `do(action)` has saved before it returns.
"""

from collections.abc import Sequence

from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.session.actions import ACTIONS, Action, ActionKind
from kodetre.session.state import SessionState


class Session(SessionState):
    """A coder's work on the documents of a project."""

    actions: Sequence[ActionKind] = ACTIONS
    """What can be done in it; the faces read it here."""

    def do(self, action: Action) -> str:
        """Do an action; it is saved when this returns. What was done, in a sentence (of the overview, in lines).

        What others have changed meanwhile is taken over first. Raises NotPossible for an action that there is not, and when what
        is looked at is not what it was any more; and what the action raises: NotPossible, UnknownCode, BadPattern or SlowPattern
        for an argument that does not fit, CannotUndo, StaleText, StoreBusy, CodebookError; nothing is changed then.
        """
        before = self.looked_at
        if self.catch_up() and self.looked_at != before:
            raise NotPossible(
                "",
                msg("somebody else has changed the project, and with it what you were looking at"),
                next_step=msg("nothing was done; look again, and press the key once more"),
            )
        for kind in self.actions:
            if kind.name == action.name and kind.do is not None:
                return kind.do(self, action.argument.strip())
        names = ", ".join(kind.name for kind in self.actions)
        raise NotPossible(
            "",
            msg("'{action_name}' is no action", action_name=action.name),
            next_step=msg("actions: {names}", names=names),
        )
