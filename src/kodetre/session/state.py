"""What a coder has in front of them: the document, what is looked at in it, what is coded and what is suggested."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from typing import Literal

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Code, Codebook
from kodetre.document.location import Locator
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.language.analysis import Split, splitter
from kodetre.model.codings import (
    Change,
    Coding,
    Decision,
    MemoTarget,
    NewCoding,
    Recorded,
    StepKind,
    SuggestionKey,
    Verdict,
)
from kodetre.model.documents import Document, Span
from kodetre.model.suggestions import Hit, Suggestion
from kodetre.session.digits import MOST, Digits
from kodetre.session.mirror import CodingsMirror
from kodetre.session.selection import Push, from_to, moved, sentence_at
from kodetre.session.services import SessionServices, SessionStore
from kodetre.suggestions.in_a_row import codes_of
from kodetre.suggestions.pace import Progress, minutes_left
from kodetre.suggestions.queue import Queue
from kodetre.suggestions.stopping import ShareFound

LEARN_EVERY = 5
"""After so many answers, something is learned from them."""

Focus = Literal["suggestion", "selection", "coding", "nothing"]


@dataclass(frozen=True, slots=True)
class View:
    """What a session shows of a suggestion: its excerpt, its paragraph and where it stands, and what is left."""

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


class SessionState:
    """A coder's place at the documents of a project. The actions are functions over it, in commands/.

    `suggestions` are given in the order to go through. What the coder decided before, in this or another session, is taken
    out; what was deferred comes last.
    """

    def __init__(
        self,
        suggestions: Sequence[Suggestion],
        documents: Mapping[str, Document],
        codebook: Codebook,
        coder: str,
        store: SessionStore,
        services: SessionServices | None = None,
    ) -> None:
        self.documents = documents
        self.codebook = codebook
        self.coder = coder
        self.codings = store.codings
        self.journal = store.journal
        self.services = services or SessionServices()
        self.changes_seen = self.services.changes()
        self.codings_mirror, decisions, live = self._read()
        self.decided_at = self._times(decisions)
        """When the coder decided, for guessing how long the rest will take."""
        self.queue = Queue(suggestions, live, decisions, coder)
        """The suggestions that were open when the session began, and those that were opened again."""
        self.codings_of: dict[SuggestionKey, tuple[str, ...]] = {}
        """The ids of the codings that this session's verdicts on a suggestion have made, by the suggestion's key."""
        self.adjusted_to: Span | None = None
        """The excerpt to code of the suggestion that is looked at, where it is not all of it."""
        self.selected: tuple[str, Span] | None = None
        self.last_selected: tuple[str, Span] | None = None
        self.coding_id = ""
        self._locators: dict[str, Locator] = {}
        self.hits: list[Hit] = []
        self.hit = -1
        self.document = next(iter(documents), "")
        self.offset = 0
        self.digits = Digits(self.codings_mirror.last_used(coder, MOST))
        """The digits of the codes used last: at the beginning 1 is the newest, and what is used then comes after."""
        self._answers_since_learning = 0
        self.show_current()

    @property
    def left(self) -> int:
        """How many suggestions are not decided on; deferred ones count."""
        return self.queue.left

    @property
    def focus(self) -> Focus:
        """What an action is done to."""
        if self.selected is not None:
            return "selection"
        if self.coding is not None:
            return "coding"
        return "suggestion" if self.queue.current is not None else "nothing"

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion to look at."""
        return self.queue.current

    @property
    def coding(self) -> Coding | None:
        """The coding that was gone to."""
        return self.codings_mirror.find(self.coding_id) if self.coding_id else None

    @property
    def excerpt(self) -> tuple[str, Span] | None:
        """The document and the stretch that an action is done to."""
        if self.selected is not None:
            return self.selected
        if (coding := self.coding) is not None:
            return coding.document, coding.span
        if (suggestion := self.queue.current) is not None:
            return suggestion.document, self.adjusted_to or suggestion.span
        return None

    def locator(self, document: str = "") -> Locator:
        """Where things stand in a document, the one that is open unless another is named."""
        id = document or self.document
        if id not in self._locators:
            self._locators[id] = Locator.of(self.documents[id], partial(self.services.boxes, id))
        return self._locators[id]

    def split(self, document: str = "") -> Split:
        """How a document is divided into sentences."""
        id = document or self.document
        return self.services.splits.get(id) or splitter(self.documents[id].text)

    def progress(self) -> Progress:
        """How far the coder is."""
        decided = len(self.queue.open) - self.left
        return Progress(decided, self.queue.deferred, self.left, minutes_left(self.decided_at, self.left))

    def view(self) -> View | None:
        """The suggestion to show now; None when everything is decided."""
        suggestion = self.queue.current
        if suggestion is None:
            return None
        document = self.documents[suggestion.document]
        excerpt = self.adjusted_to or suggestion.span
        locator = self.locator(suggestion.document)
        block = locator.block(suggestion.span.start)
        code = self.codebook.find(suggestion.code) or Code(suggestion.code, suggestion.code, "")
        return View(
            suggestion=suggestion,
            document=document,
            code=code,
            excerpt=excerpt,
            paragraph=block.span if block is not None and block.kind != "table" else suggestion.span,
            section=locator.section(suggestion.span.start),
            page=locator.page_label(excerpt),
            verdict=self.queue.verdicts.get(suggestion.key),
            left=self.left,
            deferred=self.queue.deferred,
            total=len(self.queue.open),
        )

    def verdict(self, suggestion: Suggestion) -> Verdict | None:
        """What the coder has decided on a suggestion; None when nothing yet."""
        return self.queue.verdicts.get(suggestion.key)

    def suggest(self, suggestions: Sequence[Suggestion]) -> None:
        """Take suggestions that have become ready since the session began, in the order to go through.

        It begins with the first; of those that were there before, with the one that was looked at. A reader who has gone
        somewhere else stays there.
        """
        if self.services.suggest is not None and not codes_of(suggestions) <= {
            code.key for code in self.codebook.codes()
        }:
            suggestions = self.services.suggest(self.codebook)  # the codebook was another when they were looked for
        nobody_moved = (self.document, self.offset) == (next(iter(self.documents), ""), 0) or self._at_current()
        after_current = self.queue.coming  # asked when the next queue is there
        self.queue = Queue(suggestions, self.codings.live(), self.codings.decisions(), self.coder)
        self.queue.go_on_from(after_current)
        self.codings_of.clear()
        if self.selected is None and not self.coding_id and nobody_moved:
            self.show_current()
        self.adjusted_to = None

    def _at_current(self) -> bool:
        """Whether the reader stands where the suggestion is."""
        suggestion = self.queue.current
        if suggestion is None or suggestion.document != self.document:
            return False
        return suggestion.span.start <= self.offset < suggestion.span.end

    def show_excerpt(self) -> None:
        """Stand where the excerpt is that an action would be done to."""
        if self.focus == "suggestion" and self.adjusted_to is None:
            self.show_current()
        elif (excerpt := self.excerpt) is not None:
            self.go_to(excerpt[0], excerpt[1].start)

    @property
    def learning_is_due(self) -> bool:
        """Whether so much was answered since something was last learned that it is worth learning anew."""
        return self.services.learning is not None and self._answers_since_learning >= LEARN_EVERY

    def what_was_answered(self) -> tuple[Sequence[Coding], Sequence[Decision]]:
        """All that can be learned from, to be handed to `services.learning`, in a thread where there is one."""
        self._answers_since_learning = 0
        return self.codings_mirror.live(), self.codings.decisions()

    def learn(self) -> None:
        """Learn from what was answered, here and now."""
        if self.services.learning is not None:
            self.take_learned(self.services.learning.suggestions(*self.what_was_answered()))

    def take_learned(self, suggestions: Sequence[Suggestion]) -> None:
        """Take suggestions with what was learned; what is looked at stays what is looked at, unless all was decided."""
        learning = self.services.learning
        if learning is None or not suggestions:
            return
        was_finished = self.queue.current is None
        live, decisions = self.codings_mirror.live(), self.codings.decisions()
        self.queue.renew(suggestions, live, decisions, in_place=learning.in_place)
        if was_finished and self.queue.current is not None and self.focus == "suggestion":
            self.queue.advance()
            self.show_current()

    def share_found(self, code: str) -> ShareFound | None:
        """How much of a code is probably found; None before anything was accepted, or where nothing is learned."""
        if self.services.learning is None:
            return None
        return self.services.learning.found(code, self.codings_mirror.live(), self.codings.decisions())

    def go_to(self, document: str, offset: int) -> None:
        """The reader looks at this place."""
        self.document, self.offset = document, offset

    def mark(self, document: str, span: Span) -> None:
        """Select a stretch of a document. Raises NotPossible when it is empty or outside the text."""
        if not 0 <= span.start < span.end <= len(self.documents[document].text):
            raise NotPossible(document, msg("has no text at [{start}, {end})", start=span.start, end=span.end))
        self.selected, self.last_selected = (document, span), (document, span)
        self.coding_id = ""
        self.go_to(document, span.start)

    def words(self, document: str, span: Span) -> str:
        """The words of an excerpt on one line."""
        return " ".join(span.of(self.documents[document].text).split())

    def take_up(self) -> None:
        """Make a selection of the excerpt that is looked at, so that its ends can be moved. Raises NotPossible."""
        excerpt = self.subject()
        if self.coding is not None:
            self.own_coding()
        self.selected = self.last_selected = excerpt

    def turn_to_code(self, key: str) -> bool:
        """Look at the next suggestion for a code, or one under it; whether there is one."""
        if not self.queue.turn_to_code(key):
            return False
        self.selected, self.coding_id = None, ""
        self.show_current()
        return True

    def push(self, push: Push) -> None:
        """Move an end of the selection, or of the excerpt that is looked at: a sentence can reach into the next block.

        Raises NotPossible when nothing is looked at.
        """
        document, span = self.subject()
        text, locator = self.documents[document].text, self.locator(document)
        first, last = locator.block_number(span.start), locator.block_number(span.end - 1)
        if push.end == "end" and push.by == "sentence" and push.step > 0:
            last = min(last + 1, len(locator.blocks) - 1)
        if push.end == "start" and push.by == "sentence" and push.step < 0:
            first = max(0, first - 1)
        around = Span(locator.blocks[first].start, locator.blocks[last].end)
        self.selected = self.last_selected = (document, moved(text, around, self.split(document), span, push))

    def catch_up(self) -> bool:
        """Take over what others have changed in the store since, and in the codebook; whether there was anything.

        Raises CodebookError or MissingFile when the codebook cannot be read any more; the session goes on with the one before.
        """
        if (number := self.services.changes()) == self.changes_seen:
            return False
        self.changes_seen = number
        self.refresh()
        self.read_codebook()
        return True

    def read_codebook(self) -> None:
        """Take over the codebook as it reads now, with what it suggests. Raises CodebookError, MissingFile."""
        if self.services.codebook is None:
            return
        codebook = self.services.codebook()
        if codebook.sha256 == self.codebook.sha256:
            return
        self.codebook = codebook
        if self.services.suggest is not None:
            place = self.document, self.offset
            self.suggest(self.services.suggest(codebook))
            if self.selected is not None or self.coding is not None:
                self.go_to(*place)

    @property
    def looked_at(self) -> tuple[object, ...]:
        """What an action would be done to: it says whether that is still what it was."""
        coding, suggestion = self.coding, self.queue.current
        return (
            self.selected,
            (coding.id, coding.span, coding.code) if coding is not None else None,
            (suggestion.key, self.adjusted_to) if suggestion is not None else None,
        )

    @property
    def code_in_focus(self) -> str:
        """The key of the code of what is looked at."""
        if (coding := self.coding) is not None:
            return coding.code
        return self.queue.current.code if self.queue.current is not None else ""

    def subject_of_memo(self, target: MemoTarget) -> str:
        """The id or key of what a memo would be on, where the coder stands; empty where there is no such thing."""
        match target:
            case "document":
                return self.document
            case "code":
                return self.code_in_focus
            case "coding":
                return self.coding_id if self.coding is not None else ""
            case "project":
                return ""

    def memo_on(self, target: MemoTarget, subject: str) -> str:
        """What the coder has written on something."""
        return self.codings_mirror.memo(target, subject, self.coder)

    def current_suggestion(self) -> Suggestion:
        """The suggestion that a verdict is about. Raises NotPossible when something else is looked at."""
        if self.coding is not None:
            raise NotPossible(
                "", msg("this is a coding and not a suggestion"), next_step=msg("n goes back to the suggestions")
            )
        suggestion = self.queue.current
        if suggestion is None:
            raise NotPossible(
                "", msg("there is nothing left to decide"), next_step=msg("u takes back the last action; q ends")
            )
        if self.selected is not None:
            document, span = self.selected
            if document != suggestion.document or not span.overlaps(suggestion.span):
                raise NotPossible(
                    "", msg("the selection is no part of the suggestion"), next_step=msg("c codes it; z lets it go")
                )
        return suggestion

    def subject(self) -> tuple[str, Span]:
        """The document and stretch that an action is done to. Raises NotPossible when nothing is looked at."""
        excerpt = self.excerpt
        if excerpt is None:
            raise NotPossible("", msg("nothing is selected"), next_step=msg("s selects the sentence, w the word"))
        return excerpt

    def own_coding(self) -> Coding:
        """The coding that is looked at, when it is the coder's own. Raises NotPossible."""
        coding = self.coding
        if coding is None:
            raise NotPossible("", msg("no coding is looked at"), next_step=msg("> goes to the next, e 3 to the third"))
        if coding.coder != self.coder:
            raise NotPossible(
                "",
                msg("this is {coder}'s coding, and stays as it is", coder=coding.coder),
                next_step=msg("code it yourself with +"),
            )
        return coding

    def named(self, argument: str) -> list[Code]:
        """Codes by their names with commas between. Raises UnknownCode, NotPossible for none."""
        names = [name for name in argument.split(",") if name.strip()]
        if not names:
            raise NotPossible("", msg("no code is named"))
        codes = [find_code(self.codebook, name) for name in names]
        return list({code.key: code for code in codes}.values())

    @staticmethod
    def as_new(document: str, span: Span, codes: Iterable[Code]) -> tuple[NewCoding, ...]:
        """A coding of an excerpt for each code."""
        return tuple(NewCoding(document, span, code.key, "manual") for code in codes)

    def decide(self, verdict: Verdict, code: str, memo: str, kind: StepKind, also: tuple[NewCoding, ...] = ()) -> None:
        """Write down a verdict on the suggestion, with the codings that it makes, in place of those of an earlier verdict.

        `code` is the key of the code that the excerpt gets, empty for none; `also` further codings.
        """
        suggestion = self.current_suggestion()
        excerpt = self.selected[1] if self.selected is not None else self.adjusted_to or suggestion.span
        codings = (NewCoding(suggestion.document, excerpt, code, "manual", memo), *also) if code else ()
        decisions = (Decision(suggestion.document, suggestion.span, suggestion.code, verdict),)
        earlier = self.codings_of.get(suggestion.key, ())
        removed = tuple(id for id in earlier if self.codings_mirror.find(id) is not None)
        recorded = self.record(kind, Change(codings, removed, decisions), code or suggestion.code)
        self.note(suggestion, verdict, [id for id in recorded.codings if id not in recorded.known], recorded)
        if code:
            self.digits.give(code)
        self.advance()

    def note(self, suggestion: Suggestion, verdict: Verdict, codings: Iterable[str], recorded: Recorded) -> None:
        """Remember a verdict that was written, and the ids of the codings that it made of the suggestion."""
        self.codings_of[suggestion.key] = (*self.codings_of.get(suggestion.key, ()), *codings)
        self.queue.decide(suggestion.key, verdict)
        self.decided_at.append(recorded.created)
        self._answers_since_learning += 1

    def record(self, kind: StepKind, change: Change, detail: str) -> Recorded:
        """Write a step; what it was read from goes with it, so that it cannot be put on a newer text."""
        named = [new.document for new in change.codings] + [decision.document for decision in change.decisions]
        placed = [coding.document for id, _ in change.placed if (coding := self.codings_mirror.find(id)) is not None]
        read = tuple((id, self.documents[id].info.version) for id in dict.fromkeys([*named, *placed]))
        change = replace(change, read=read)
        recorded = self.codings.record(kind, self.coder, change, codebook=self.codebook, detail=detail)
        documents = {id: self.documents[id] for id, _ in read}
        self.codings_mirror.apply(change, recorded, self.coder, documents)
        if recorded.known:
            self.codings_mirror.replace(self.codings.touched(recorded.step))
        return recorded

    def advance(self) -> None:
        """Go on to the next suggestion."""
        self.adjusted_to = self.selected = None
        self.queue.advance()
        self.show_current()

    def show_current(self) -> None:
        """Stand where the suggestion is."""
        self.adjusted_to = None
        if (suggestion := self.queue.current) is not None:
            at = suggestion.hits[0].span.start if suggestion.hits else suggestion.span.start
            self.go_to(suggestion.document, at)

    def _read(self) -> tuple[CodingsMirror, list[Decision], list[Coding]]:
        live, decisions = self.codings.live(), self.codings.decisions()
        return CodingsMirror(live, self.codings.memos(), self.coder if self.services.blind else ""), decisions, live

    def _times(self, decisions: Sequence[Decision]) -> list[datetime]:
        mine = [decision.created for decision in decisions if decision.coder == self.coder]
        return [created for created in mine if created is not None]

    def refresh_codings(self) -> None:
        """Take over the codings and memos that the store has now; what is open stays as it is."""
        self.codings_mirror, _, _ = self._read()

    def turn_to_coding(self, document: str, span: Span, code: str) -> None:
        """Look at the coder's coding of an excerpt with a code, where there is one."""
        for coding in self.codings_mirror.of(document):
            if (coding.span, coding.code, coding.coder) == (span, code, self.coder):
                self.selected, self.coding_id = None, coding.id

    def refresh(self) -> None:
        """What the store has now; the place is kept where it can be."""
        self.codings_mirror, decisions, live = self._read()
        self.reopen(live, decisions)

    def reopen(self, live: Sequence[Coding], decisions: Sequence[Decision]) -> None:
        """What is open and coded after steps were taken back or done again."""
        before = self.queue.current
        self.decided_at = self._times(decisions)
        self.queue.reopen(live, decisions)
        self.adjusted_to = None
        if self.queue.current != before and self.selected is None and self.coding is None:
            self.show_current()

    def adjusted(self, wanted: str, document: str, span: Span, hits: Sequence[Hit] = ()) -> Span:
        """An excerpt of the same paragraph: sentence, paragraph, or words by number or letters. Raises NotPossible."""
        locator = self.locator(document)
        block = locator.block(span.start)
        around = block.span if block is not None else span
        if wanted in ("p", "paragraph"):
            return around
        if wanted in ("s", "sentence"):
            return sentence_at(self.split(document), around, hits[0].span.start if hits else span.start)
        return from_to(self.documents[document].text, around, wanted)
