"""What the app says of its keys: the foot line and the list of all of them."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg
from kodetre.session.actions import TOPICS, ActionKind, key_line
from kodetre.session.state import Focus
from kodetre.tui.typeset import shown

_ALWAYS = 2
"""Actions at the right end of the foot line that stand there however narrow it is."""
_MOVING = msg("""\
Reading
  ↑ ↓         a line up or down; PgUp, PgDn: a screen; Home, End: the first and the last page
  ← →         heading before, next heading
  t           the code tree
An excerpt being adjusted (after s, w, p, x or v)
  ← →         an end moves by a word; with Shift by a letter
  ↑ ↓         it moves by a sentence
  Tab         the other end
  the mouse marks, too
""")


def foot_line(actions: Sequence[ActionKind], focus: Focus, key_of: Mapping[str, str], width: int) -> Text:
    """The keys for what is looked at, as many as `width` columns have room for; the last two always.

    `key_of` is the key of each action, by its name.
    """
    entries = [(shown(key_of[kind.name]), phrase(kind.short_label)) for kind in key_line(actions, focus)]
    always = entries[-_ALWAYS:]
    room = width - sum(_width(entry) for entry in always)
    fitting = []
    for entry in entries[:-_ALWAYS]:
        room -= _width(entry)
        if room < 0:
            break
        fitting.append(entry)
    return Text("  ").join(Text.assemble((key, "bold"), " ", short) for key, short in [*fitting, *always])


def _width(entry: tuple[str, str]) -> int:
    """Columns of a key and its label with the spaces between and after."""
    key, short = entry
    return len(key) + len(short) + 3


def list_of_keys(actions: Sequence[ActionKind], key_of: Mapping[str, str]) -> Text:
    """Every action under its topic, and how to move; `key_of` is the key of each, by its name."""
    parts: list[tuple[str, str] | str] = []
    for topic, title in TOPICS.items():
        parts.append((f"{phrase(title)}\n", "bold"))
        parts.extend(f"  {shown(key_of[kind.name])}  {phrase(kind.label)}\n" for kind in actions if kind.topic == topic)
    return Text.assemble(*parts, phrase(_MOVING), phrase(msg("Ctrl+P: every action by name")))
