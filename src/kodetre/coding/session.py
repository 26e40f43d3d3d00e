"""The coding session: what is next, what was decided, where we are. It is driven and never calls a screen.

`view()` gives what to show; `do(action)` has saved before it returns.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Code, Codebook
from kodetre.coding.suggestions import open_suggestions
from kodetre.errors import WrongUse
from kodetre.language.analysis import Split, splitter
from kodetre.language.tokens import tokens
from kodetre.model import (
    Change,
    Coding,
    Decision,
    Document,
    NewCoding,
    Recorded,
    Span,
    Step,
    Suggestion,
    Verdict,
)


class Codings(Protocol):
    """What a session asks of the store's codings."""

    def record(
        self, name: str, coder: str, change: Change, *, codebook: Codebook | None = None, detail: str = ""
    ) -> Recorded:
        """Write one step."""

    def live(self) -> list[Coding]:
        """Every coding."""

    def decisions(self) -> list[Decision]:
        """The last decision on each suggestion."""


class Journal(Protocol):
    """What a session asks of the journal."""

    def undo(self, coder: str, *, coding_only: bool = False) -> Step:
        """Take back the last step; with `coding_only` never one that brought documents in."""


@dataclass(frozen=True, slots=True)
class ActionKind:
    """Something that can be done in a session: its name, its key, what it says, and what it asks for."""

    name: str
    key: str
    label: str
    asks: str = ""


ACTIONS: tuple[ActionKind, ...] = (
    ActionKind("accept", "a", "accept: code the excerpt as suggested"),
    ActionKind("reject", "r", "reject: it does not belong here, and does not come back"),
    ActionKind("defer", "d", "defer: decide later; it comes again at the end"),
    ActionKind("recode", "c", "another code instead", "code"),
    ActionKind("add", "+", "add a further code to the same excerpt, and stay here", "code"),
    ActionKind("span", "x", "adjust the excerpt: s sentence, p paragraph, or from–to words", "excerpt"),
    ActionKind("memo", "m", "accept with a memo", "memo"),
    ActionKind("undo", "u", "undo the last action, again and again"),
    ActionKind("back", "b", "back to the one before"),
    ActionKind("help", "?", "show the keys"),
    ActionKind("quit", "q", "quit; everything is saved"),
)


@dataclass(frozen=True, slots=True)
class Action:
    """An action with what it asked for."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """What a session shows: the suggestion with its excerpt, its paragraph and where it stands, and what is left."""

    suggestion: Suggestion
    document: Document
    code: Code
    excerpt: Span
    paragraph: Span
    section: tuple[str, ...]
    page: str
    verdict: Verdict | None
    left: int
    deferred: int
    total: int


_NUMBERS = re.compile(r"\s*(\d{1,5})\s*[-–:]\s*(\d{1,5})\s*")
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.)\s*")


class Session:
    """A coder's way through a queue of suggestions.

    `queue` is in the order to go through. What a coder decided before, in this or another session, is taken out; what
    was deferred comes last.
    """

    def __init__(
        self,
        queue: Sequence[Suggestion],
        documents: Mapping[str, Document],
        codebook: Codebook,
        coder: str,
        codings: Codings,
        journal: Journal,
        splits: Mapping[str, Split] | None = None,
    ) -> None:
        self._all = list(queue)
        self.documents = documents
        self.codebook = codebook
        self.coder = coder
        self._codings = codings
        self._journal = journal
        self._splits = splits or {}
        self.queue = self._open()
        self._place = 0
        self._verdicts: dict[tuple[str, int, int, str], Verdict] = {}
        self._made: dict[tuple[str, int, int, str], tuple[str, ...]] = {}
        self._excerpt: Span | None = None
        self._looking_back = False
        self._refresh()

    @property
    def left(self) -> int:
        """How many suggestions are not decided on; deferred ones count."""
        return sum(1 for s in self.queue if self._verdicts.get(s.key) not in ("accept", "reject"))

    def view(self) -> View | None:
        """What to show now; None when everything is decided."""
        if not self.queue or (self.left == 0 and not self._looking_back):
            return None
        suggestion = self.queue[self._place]
        document = self.documents[suggestion.document]
        excerpt = self._excerpt or suggestion.span
        block = document.block_at(suggestion.span.start)
        verdicts = [self._verdicts.get(s.key) for s in self.queue]
        code = self.codebook.find(suggestion.code)
        assert code is not None
        return View(
            suggestion=suggestion,
            document=document,
            code=code,
            excerpt=excerpt,
            paragraph=block.span if block is not None and block.kind != "table" else suggestion.span,
            section=document.section_of(suggestion.span.start),
            page=page_label(document, excerpt),
            verdict=self._verdicts.get(suggestion.key),
            left=self.left,
            deferred=verdicts.count("defer"),
            total=len(self.queue),
        )

    def do(self, action: Action) -> str:
        """Do an action; it is saved when this returns. What was done, in a sentence.

        Raises UnknownCode or WrongUse for an argument that does not fit, and CannotUndo; nothing is changed then.
        """
        if action.name == "undo":
            return self._undo()
        if action.name == "back":
            return self._back()
        if self.view() is None:
            raise WrongUse("", "there is nothing left to decide", next_step="u takes back the last action; q ends")
        suggestion = self.queue[self._place]
        excerpt = self._excerpt or suggestion.span
        match action.name:
            case "accept" | "memo":
                if action.name == "memo" and not action.argument.strip():
                    raise WrongUse("", "the memo is empty", next_step="write a text, or accept without one")
                self._decide("accept", suggestion.code, excerpt, action.argument.strip(), action.name)
                return f"Coded with {suggestion.code}" + (" and a memo." if action.name == "memo" else ".")
            case "reject":
                self._decide("reject", "", excerpt, "", "reject")
                return f"Rejected for {suggestion.code}."
            case "defer":
                self._decide("defer", "", excerpt, "", "defer")
                return "Deferred; it comes again at the end."
            case "recode":
                code = find_code(self.codebook, action.argument)
                verdict: Verdict = "accept" if code.key == suggestion.code else "reject"
                self._decide(verdict, code.key, excerpt, "", "recode")
                return f"Coded with {code.key} instead of {suggestion.code}."
            case "add":
                code = find_code(self.codebook, action.argument)
                added = (NewCoding(suggestion.document, excerpt, code.key, "manual"),)
                change = Change(added, read=self._read(suggestion))
                self._codings.record("add", self.coder, change, codebook=self.codebook, detail=code.key)
                return f"Coded with {code.key} too."
            case "span":
                self._excerpt = self._adjusted(action.argument, suggestion)
                return "The excerpt is adjusted."
        raise WrongUse("", f"'{action.name}' is no action", next_step=f"actions: {', '.join(a.name for a in ACTIONS)}")

    def _decide(self, verdict: Verdict, code: str, excerpt: Span, memo: str, name: str) -> None:
        suggestion = self.queue[self._place]
        codings = (NewCoding(suggestion.document, excerpt, code, "manual", memo),) if code else ()
        decisions = (Decision(suggestion.document, suggestion.span, suggestion.code, verdict),)
        removed = tuple(self._made_for(suggestion))
        recorded = self._codings.record(
            name,
            self.coder,
            Change(codings, removed, decisions, read=self._read(suggestion)),
            codebook=self.codebook,
            detail=code or suggestion.code,
        )
        self._made[suggestion.key] = (*self._made.get(suggestion.key, ()), *recorded.codings)
        self._verdicts[suggestion.key] = verdict
        self._next()

    def _read(self, suggestion: Suggestion) -> tuple[tuple[str, int], ...]:
        """Which text of the suggestion's document this session shows."""
        return ((suggestion.document, self.documents[suggestion.document].info.version),)

    def _made_for(self, suggestion: Suggestion) -> list[str]:
        """Codings that an earlier decision on this suggestion made in this session and that still stand."""
        made = self._made.get(suggestion.key, ())
        if not made:
            return []
        live = {coding.id for coding in self._codings.live()}
        return [id for id in made if id in live]

    def _next(self) -> None:
        """Go on to the next that is not decided: first those not yet seen, then the deferred."""
        self._excerpt, self._looking_back = None, False
        count = len(self.queue)
        after = [(self._place + step) % count for step in range(1, count + 1)]
        for wanted in (None, "defer"):
            for place in after:
                if self._verdicts.get(self.queue[place].key) == wanted:
                    self._place = place
                    return

    def _back(self) -> str:
        if self._place == 0:
            raise WrongUse("", "this is the first one", next_step="u takes back the last action")
        if self.view() is not None or self.left:
            self._place -= 1
        self._excerpt, self._looking_back = None, True
        return "Back to the one before."

    def _undo(self) -> str:
        before = dict(self._verdicts)
        step = self._journal.undo(self.coder, coding_only=True)
        self._refresh()
        queued = {s.key for s in self.queue}
        again = [s for s in self._open() if s.key not in queued]  # decided before this session, and open once more
        self.queue[self._place : self._place] = again
        changed = [i for i, s in enumerate(self.queue) if before.get(s.key) != self._verdicts.get(s.key)]
        if changed or again:
            self._place = self._place if again else changed[0]
        self._excerpt, self._looking_back = None, False
        return f"Taken back: {step.name}{f' ({step.detail})' if step.detail else ''}."

    def _open(self) -> list[Suggestion]:
        return open_suggestions(self._all, self._codings.live(), self._codings.decisions(), self.coder)

    def _refresh(self) -> None:
        """What was decided, as the store has it."""
        mine = {
            (d.document, d.span.start, d.span.end, d.code): d.verdict
            for d in self._codings.decisions()
            if d.coder == self.coder
        }
        self._verdicts = {s.key: mine[s.key] for s in self.queue if s.key in mine}

    def _adjusted(self, wanted: str, suggestion: Suggestion) -> Span:
        document = self.documents[suggestion.document]
        block = document.block_at(suggestion.span.start)
        around = block.span if block is not None else suggestion.span
        wanted = wanted.strip()
        if wanted in ("p", "paragraph"):
            return around
        if wanted in ("s", "sentence"):
            hit = suggestion.hits[0].span if suggestion.hits else suggestion.span
            split = self._splits.get(document.id) or splitter(document.text)
            for start, end in split(around.start, around.end):
                if start <= hit.start < end:
                    return Span(start, end)
            return suggestion.span
        return from_to(document.text, around, wanted)


def from_to(text: str, around: Span, wanted: str) -> Span:
    """The excerpt of a paragraph from one word to another: by number ("3-12") or by letters ("kommunen … tiltak").

    Raises WrongUse when the words are not there in this order.
    """
    words = [Span(around.start + start, around.start + end) for start, end in tokens(around.of(text))]
    if (numbers := _NUMBERS.fullmatch(wanted)) is not None:
        first, last = int(numbers[1]), int(numbers[2])
        if not 1 <= first <= last <= len(words):
            raise WrongUse("", f"the paragraph has words 1 to {len(words)}", next_step="for example: 3-12")
        return _with_stop(text, around, Span(words[first - 1].start, words[last - 1].end))
    ends = [part for part in _ELLIPSIS.split(wanted) if part]
    if len(ends) not in (1, 2):
        raise WrongUse(
            "", f"'{wanted}' is no excerpt", next_step="write s, p, word numbers (3-12), or: first words … last words"
        )
    paragraph = around.of(text).casefold()
    start = paragraph.find(ends[0].casefold())
    end = paragraph.find(ends[-1].casefold(), start) if start >= 0 else -1
    if start < 0 or end < 0:
        missing = ends[0] if start < 0 else ends[-1]
        raise WrongUse("", f"'{missing}' does not stand in the paragraph", next_step="copy the words as they stand")
    return Span(around.start + start, around.start + end + len(ends[-1]))


def _with_stop(text: str, around: Span, span: Span) -> Span:
    """The span with the full stop that ends its last word."""
    end = span.end
    while end < around.end and text[end] in ".!?»”)":
        end += 1
    return Span(span.start, end)


def page_label(document: Document, span: Span) -> str:
    """The printed label of the page, or pages (57–58), that a span stands on; empty where there are no pages."""
    if not document.reading.paged:
        return ""
    first, last = document.pages_of(span)
    return first.label if first.label == last.label else f"{first.label}–{last.label}"
