"""What can be done in a session: one table with names, keys and labels, for the prompt, the app and scripts alike."""

from dataclasses import dataclass
from typing import Literal

Topic = Literal["suggestions", "codes", "excerpt", "codings", "memos", "moving", "session"]
Asks = Literal["", "code", "codes", "excerpt", "memo", "number", "pattern", "place", "new", "parent"]


@dataclass(frozen=True, slots=True)
class ActionKind:
    """Something that can be done: its name, its key, what it says, what it asks for, and what it is about."""

    name: str
    key: str
    label: str
    asks: Asks = ""
    topic: Topic = "suggestions"
    optional: bool = False
    """Whether it can do without what it asks for."""


ACTIONS: tuple[ActionKind, ...] = (
    ActionKind("accept", "a", "accept: code the excerpt as suggested"),
    ActionKind("reject", "r", "reject: it does not belong here, and does not come back"),
    ActionKind("defer", "d", "defer: decide later; it comes again at the end"),
    ActionKind("section", "A", "accept all that is suggested for this code in this section"),
    ActionKind("next", "n", "next suggestion, without deciding"),
    ActionKind("back", "b", "back to the one before"),
    ActionKind(
        "recode", "c", "code it: a suggestion or a coding gets another code, a selection its first", "codes", "codes"
    ),
    ActionKind("add", "+", "add a further code to the same excerpt, and stay here", "codes", "codes"),
    ActionKind("last", "l", "one of the codes used last, by its number", "number", "codes"),
    ActionKind("new", "N", "a new code in the codebook: key and label", "new", "codes"),
    ActionKind("in_vivo", "i", "a new code in the excerpt's own words", "parent", "codes", optional=True),
    ActionKind("span", "x", "adjust the excerpt: s sentence, p paragraph, or from–to words", "excerpt", "excerpt"),
    ActionKind("select", "S", "select by its words: first … last", "excerpt", "excerpt"),
    ActionKind("word", "w", "select the word", topic="excerpt"),
    ActionKind("sentence", "s", "select the sentence", topic="excerpt"),
    ActionKind("paragraph", "p", "select the paragraph", topic="excerpt"),
    ActionKind("again", "v", "the last selection again", topic="excerpt"),
    ActionKind("drop", "z", "let go of the selection or the coding", topic="excerpt"),
    ActionKind("copy", "y", "copy the excerpt with its citation", topic="excerpt"),
    ActionKind("coding", "e", "go to a coding of this document, by its number", "number", "codings", optional=True),
    ActionKind("later", ">", "next coding", topic="codings"),
    ActionKind("earlier", "<", "coding before", topic="codings"),
    ActionKind("uncode", "-", "take the coding away", topic="codings"),
    ActionKind("merge", "j", "join the coding with another one, by its number", "number", "codings", optional=True),
    ActionKind("memo", "m", "memo: on the coding, or accept the suggestion with one", "memo", "memos"),
    ActionKind("memo_document", "M", "memo on the document", "memo", "memos"),
    ActionKind("memo_code", "K", "memo on the code", "memo", "memos"),
    ActionKind("go", "g", "go to a page (57), a document (D2) or a heading (3.1)", "place", "moving"),
    ActionKind("find", "f", "find a pattern in the documents", "pattern", "moving"),
    ActionKind("next_hit", ".", "next hit", topic="moving"),
    ActionKind("hit_before", ",", "hit before", topic="moving"),
    ActionKind("undo", "u", "undo the last action, again and again", topic="session"),
    ActionKind("redo", "U", "do again what was undone", topic="session"),
    ActionKind("overview", "o", "how far you are, and how often each code is used", topic="session"),
    ActionKind("help", "?", "show the keys", topic="session"),
    ActionKind("quit", "q", "quit; everything is saved", topic="session"),
)
BY_NAME = {kind.name: kind for kind in ACTIONS}
TOPICS: dict[Topic, str] = {
    "suggestions": "Suggestions", "codes": "Codes", "excerpt": "The excerpt", "codings": "Codings", "memos": "Memos",
    "moving": "Moving", "session": "The session",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Action:
    """An action with what it asked for."""

    name: str
    argument: str = ""
