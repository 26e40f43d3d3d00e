"""What can be done in a session: one table that has everything about each action, for the prompt, the app and scripts.

It is read by the project's settings too, so nothing that takes time to import stands behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from kodetre.i18n.message import msg, term, translatable
from kodetre.model.codings import MemoTarget
from kodetre.session.commands import annotate, codings, decide, history, navigate, select

if TYPE_CHECKING:
    from kodetre.session.state import SessionState

Topic = Literal["suggestions", "codes", "excerpt", "codings", "memos", "moving", "session"]
Wanted = Literal["codes", "digit", "coding", "excerpt", "memo", "line", "new_code"]
Shown = Literal["view", "selection", "place", "sentence", "lines", "citation", "keys", "end"]
KeyLine = Literal["suggestion", "selection", "coding", "nothing", "prompt"]

CODE_TREE_KEY = "t"
"""The key that opens the code tree in the app; no action can have it."""


@dataclass(frozen=True, slots=True)
class Question:
    """What an action asks for before it is done, as either face asks it."""

    wanted: Wanted
    """One or several codes; the digit of a code used last; a coding of the document by its number; an excerpt of the
    paragraph; a memo; a new code, by what it comes under, its label and its key; anything else on a line."""
    prompt: str
    """Line by line."""
    window: str = ""
    """The head of the app's window, `{on}` being what a memo is on. Empty where the app does it without a window: it takes
    the coding at the place, and its arrows move the ends of an excerpt."""
    optional: bool = False
    """Whether the action can do without an answer."""
    memo_on: MemoTarget = "coding"
    """What a memo is on."""


@dataclass(frozen=True, slots=True)
class ActionKind:
    """Something that can be done, with everything that the session and its faces know about it."""

    name: str
    """As scripts and kodetre.yaml call it."""
    key: str
    do: Callable[["SessionState", str], str] | None
    """Does it, saves it and says what was done; None for what a face does itself."""
    label: str
    """What it does, for the list of keys."""
    topic: Topic = "suggestions"
    """The heading in the list of keys."""
    question: Question | None = None
    """What it asks for; None when it asks for nothing."""
    shows: Shown = "view"
    """What there is to see afterwards: what is looked at now (a selection that arrows can move, a place at the top of the
    screen), only what was said (a sentence, lines to read, a citation for the clipboard), the list of keys, or the end."""
    short: str = ""
    """What a line of keys calls it, where that is not its name."""
    on_excerpt: bool = False
    """Whether it is done to what is looked at, which then has to be on the screen."""
    lines: Mapping[KeyLine, int] = field(default_factory=dict, hash=False)
    """The lines of keys that it stands in: the app's foot line for each thing that can be looked at, and the prompt of the
    session line by line; each with its place from the left, lower ones first."""

    @property
    def short_label(self) -> str:
        """Its name in a line of keys."""
        return self.short or term(self.name.replace("_", " "))


_CODES = msg("Which code? Several with commas; ?part lists those that fit. ")
_EXCERPT = msg("s, p, from–to, or first … last: ")

ACTIONS: tuple[ActionKind, ...] = (
    ActionKind(
        "accept",
        "a",
        decide.accept,
        msg("accept: code the excerpt as suggested"),
        lines={"suggestion": 10, "prompt": 10},
        on_excerpt=True,
    ),
    ActionKind(
        "reject",
        "r",
        decide.reject,
        msg("reject: it does not belong here, and does not come back"),
        lines={"suggestion": 20, "prompt": 20},
        on_excerpt=True,
    ),
    ActionKind(
        "defer",
        "d",
        decide.defer,
        msg("defer: decide later; it comes again at the end"),
        lines={"suggestion": 30, "prompt": 30},
        on_excerpt=True,
    ),
    ActionKind(
        "section",
        "A",
        decide.section,
        msg("accept all that is suggested for this code in this section"),
        on_excerpt=True,
    ),
    ActionKind(
        "next",
        "n",
        decide.go_on,
        msg("next suggestion, without deciding"),
        lines={"suggestion": 80, "coding": 100},
        on_excerpt=True,
    ),
    ActionKind(
        "back",
        "b",
        decide.back,
        msg("back to the one before"),
        lines={"suggestion": 90, "prompt": 90},
        on_excerpt=True,
    ),
    ActionKind(
        "recode",
        "c",
        decide.recode,
        msg("code it: a suggestion or a coding gets another code, a selection its first"),
        "codes",
        Question("codes", _CODES, msg("Code it.")),
        short=msg("code"),
        lines={"suggestion": 40, "selection": 10, "coding": 10, "prompt": 40},
        on_excerpt=True,
    ),
    ActionKind(
        "add",
        "+",
        decide.add,
        msg("add a further code to the same excerpt, and stay here"),
        "codes",
        Question("codes", _CODES, msg("Add a further code to the same excerpt, and stay here.")),
        short=msg("add code"),
        lines={"suggestion": 50, "selection": 20, "coding": 20, "prompt": 50},
        on_excerpt=True,
    ),
    ActionKind(
        "last",
        "l",
        decide.last_used,
        msg("one of the codes used last, by its number"),
        "codes",
        Question("digit", msg("Which number? "), msg("Codes used last")),
        on_excerpt=True,
    ),
    ActionKind(
        "new",
        "N",
        annotate.new,
        msg("a new code in the codebook: key and label"),
        "codes",
        Question(
            "new_code",
            msg("Key and label, e.g. okonomi.gaver Gaver; ?part lists codes that fit: "),
            msg("A new code"),
        ),
        on_excerpt=True,
    ),
    ActionKind(
        "in_vivo",
        "i",
        annotate.in_vivo,
        msg("a new code in the excerpt's own words"),
        "codes",
        Question(
            "new_code",
            msg("Under which code? Empty for the top; ?part lists those that fit; =KEY for a key of your own: "),
            msg("A code in these words"),
            optional=True,
        ),
        lines={"selection": 30},
        on_excerpt=True,
    ),
    ActionKind(
        "span",
        "x",
        select.span,
        msg("adjust the excerpt: s sentence, p paragraph, or from–to words"),
        "excerpt",
        Question("excerpt", _EXCERPT),
        short=msg("excerpt"),
        lines={"suggestion": 70, "coding": 50, "prompt": 60},
        on_excerpt=True,
    ),
    ActionKind(
        "select",
        "S",
        select.select,
        msg("select by its words: first … last"),
        "excerpt",
        Question("line", _EXCERPT, msg("Select by its words: first … last")),
        shows="selection",
    ),
    ActionKind("word", "w", select.word, msg("select the word"), "excerpt", shows="selection", lines={"nothing": 20}),
    ActionKind(
        "sentence",
        "s",
        select.sentence,
        msg("select the sentence"),
        "excerpt",
        shows="selection",
        lines={"nothing": 10},
    ),
    ActionKind("paragraph", "p", select.paragraph, msg("select the paragraph"), "excerpt", shows="selection"),
    ActionKind(
        "again",
        "v",
        select.again,
        msg("the last selection again"),
        "excerpt",
        shows="selection",
        short=msg("last one"),
        lines={"selection": 60},
    ),
    ActionKind(
        "drop",
        "z",
        select.drop,
        msg("let go of the selection or the coding"),
        "excerpt",
        short=msg("let go"),
        lines={"selection": 50},
    ),
    ActionKind(
        "copy",
        "y",
        select.copy,
        msg("copy the excerpt with its citation"),
        "excerpt",
        shows="citation",
        lines={"selection": 40, "coding": 90},
        on_excerpt=True,
    ),
    ActionKind(
        "coding",
        "e",
        codings.go_to_coding,
        msg("go to a coding of this document, by its number"),
        "codings",
        Question("coding", msg("Which number? "), optional=True),
    ),
    ActionKind(
        "later",
        ">",
        codings.later,
        msg("next coding"),
        "codings",
        short=msg("next coding"),
        lines={"coding": 70, "nothing": 30},
    ),
    ActionKind(
        "earlier", "<", codings.earlier, msg("coding before"), "codings", short=msg("one before"), lines={"coding": 80}
    ),
    ActionKind(
        "uncode", "-", codings.uncode, msg("take the coding away"), "codings", lines={"coding": 30}, on_excerpt=True
    ),
    ActionKind(
        "merge",
        "j",
        codings.merge,
        msg("join the coding with another one, by its number"),
        "codings",
        Question(
            "coding",
            msg("Which number? "),
            msg("Join with which coding? Enter: the nearest with the same code"),
            optional=True,
        ),
        short=msg("join"),
        lines={"coding": 60},
        on_excerpt=True,
    ),
    ActionKind(
        "memo",
        "m",
        annotate.memo,
        msg("memo: on the coding, or accept the suggestion with one"),
        "memos",
        Question("memo", "Memo: ", translatable("Memo on {on}")),
        lines={"suggestion": 60, "coding": 40, "prompt": 70},
        on_excerpt=True,
    ),
    ActionKind(
        "memo_document",
        "M",
        annotate.memo_document,
        msg("memo on the document"),
        "memos",
        Question("memo", "Memo: ", translatable("Memo on {on}"), memo_on="document"),
        shows="sentence",
    ),
    ActionKind(
        "memo_code",
        "K",
        annotate.memo_code,
        msg("memo on the code"),
        "memos",
        Question("memo", "Memo: ", translatable("Memo on {on}"), memo_on="code"),
        shows="sentence",
        on_excerpt=True,
    ),
    ActionKind(
        "go",
        "g",
        navigate.go,
        msg("go to a page (57), a document (D2) or a heading (3.1)"),
        "moving",
        Question(
            "line", msg("Page, document or heading: "), msg("Go to a page (57), a document (D2) or a heading (3.1)")
        ),
        shows="place",
        short=msg("go to"),
        lines={"nothing": 50},
    ),
    ActionKind(
        "find",
        "f",
        navigate.find,
        msg("find a pattern in the documents"),
        "moving",
        Question("line", "Find: ", msg("Find a keyword pattern in all documents")),
        lines={"nothing": 40},
    ),
    ActionKind("next_hit", ".", navigate.next_hit, msg("next hit"), "moving"),
    ActionKind("hit_before", ",", navigate.hit_before, msg("hit before"), "moving"),
    ActionKind(
        "undo",
        "u",
        history.undo,
        msg("undo the last action, again and again"),
        "session",
        lines={"suggestion": 100, "selection": 70, "coding": 110, "nothing": 70, "prompt": 80},
    ),
    ActionKind("redo", "U", history.redo, msg("do again what was undone"), "session"),
    ActionKind(
        "overview",
        "o",
        history.overview,
        msg("how far you are, and how often each code is used"),
        "session",
        shows="lines",
        lines={"nothing": 60},
    ),
    ActionKind(
        "help",
        "?",
        None,
        msg("show the keys"),
        "session",
        shows="keys",
        short=msg("all keys"),
        lines={"suggestion": 110, "selection": 80, "coding": 120, "nothing": 80},
    ),
    ActionKind(
        "quit",
        "q",
        None,
        msg("quit; everything is saved"),
        "session",
        shows="end",
        lines={"suggestion": 120, "selection": 90, "coding": 130, "nothing": 90, "prompt": 100},
    ),
)
TOPICS: dict[Topic, str] = {
    "suggestions": msg("Suggestions"),
    "codes": msg("Codes"),
    "excerpt": msg("The excerpt"),
    "codings": msg("Codings"),
    "memos": msg("Memos"),
    "moving": msg("Moving"),
    "session": msg("The session"),
}


@dataclass(frozen=True, slots=True)
class Action:
    """An action with what it asked for."""

    name: str
    argument: str = ""


def key_line(actions: Sequence[ActionKind], line: KeyLine) -> list[ActionKind]:
    """The actions of a line of keys, from the left."""
    named = [kind for kind in actions if line in kind.lines]
    return sorted(named, key=lambda kind: kind.lines[line])
