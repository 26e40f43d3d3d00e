"""The coding session: what is looked at, what is next, what was decided. It is driven and never calls a screen.

`view()` gives what to show; `do(action)` has saved before it returns.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Code, Codebook
from kodetre.coding.actions import ACTIONS, Action
from kodetre.coding.marks import Marks
from kodetre.coding.places_in import PlacesIn
from kodetre.coding.progress import Progress, minutes_left
from kodetre.coding.queue import Queue
from kodetre.coding.selection import By, End, by_words, from_to, moved, sentence_at, word_at
from kodetre.errors import NothingMatched, WrongUse
from kodetre.language.analysis import Split, splitter
from kodetre.model import (
    Change,
    Coding,
    Decision,
    Document,
    Hit,
    Memo,
    MemoTarget,
    NewCoding,
    Recorded,
    Span,
    Step,
    Suggestion,
    Verdict,
)

Focus = Literal["suggestion", "selection", "coding", "nothing"]
LAST_USED = 9
"""How many of the codes used last are numbered."""


class Codings(Protocol):
    """What a session asks of the store's codings."""

    def record(
        self, name: str, coder: str, change: Change, *, codebook: Codebook | None = None, detail: str = ""
    ) -> Recorded:
        """Write one step."""

    def live(self) -> list[Coding]:
        """Every coding."""

    def touched(self, step: int) -> dict[str, Coding | None]:
        """The codings that a step changed, by id, as they are now."""

    def decisions(self) -> list[Decision]:
        """The last decision on each suggestion."""

    def memos(self) -> list[Memo]:
        """Every memo."""


class Journal(Protocol):
    """What a session asks of the journal."""

    def undo(self, coder: str, *, coding_only: bool = False) -> Step:
        """Take back the last step; with `coding_only` never one that brought documents in."""

    def redo(self, coder: str) -> Step:
        """Do again the step that was taken back last."""


def _no_search(pattern: str) -> list[Hit]:
    raise WrongUse(pattern, "cannot be looked for here")


def _no_codebook(_key: str, _label: str) -> Codebook:
    raise WrongUse("", "the codebook cannot be changed here")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a session is given beside the store: how documents are divided into sentences, how a pattern is found, how an
    excerpt is cited, how a code is added to the codebook (key, label), how the codebook reads now, and a number that is
    another one when somebody else has changed the store.
    """

    splits: Mapping[str, Split] = field(default_factory=dict)
    search: Callable[[str], list[Hit]] = _no_search
    cite: Callable[[Document, Span], str] = lambda document, span: f"({document.id}, s. {page_label(document, span)})"
    new_code: Callable[[str, str], Codebook] = _no_codebook
    codebook: Callable[[], Codebook] | None = None
    changes: Callable[[], int] = lambda: 0
    blind: bool = False
    """Whether other coders' work is hidden."""


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


class Session:
    """A coder's work on the documents of a project.

    `queue` holds the suggestions in the order to go through. What a coder decided before, in this or another session, is
    taken out; what was deferred comes last.
    """

    def __init__(
        self,
        queue: Sequence[Suggestion],
        documents: Mapping[str, Document],
        codebook: Codebook,
        coder: str,
        codings: Codings,
        journal: Journal,
        surroundings: Surroundings | None = None,
    ) -> None:
        self.documents = documents
        self.codebook = codebook
        self.coder = coder
        self._codings = codings
        self._journal = journal
        self.around = surroundings or Surroundings()
        self._seen = self.around.changes()
        self._decided_at: list[str] = []
        self.marks, decisions, live = self._read()
        self._queue = Queue(queue, live, decisions, coder)
        self._made: dict[tuple[str, int, int, str], tuple[str, ...]] = {}
        self._excerpt: Span | None = None
        self._selected: tuple[str, Span] | None = None
        self._last: tuple[str, Span] | None = None
        self._coding = ""
        self._places: dict[str, PlacesIn] = {}
        self.hits: list[Hit] = []
        self._hit = -1
        self.document = next(iter(documents), "")
        self.offset = 0
        self.recent = self.marks.last_used(coder, LAST_USED)
        """The codes used last, the newest first."""
        self._come()

    # What is looked at

    @property
    def queue(self) -> list[Suggestion]:
        """The suggestions that were open when the session began, and those that were opened again."""
        return self._queue.open

    @property
    def left(self) -> int:
        """How many suggestions are not decided on; deferred ones count."""
        return self._queue.left

    @property
    def focus(self) -> Focus:
        """What an action is done to."""
        if self._selected is not None:
            return "selection"
        if self.coding is not None:
            return "coding"
        return "suggestion" if self._queue.current is not None else "nothing"

    @property
    def suggestion(self) -> Suggestion | None:
        """The suggestion to look at."""
        return self._queue.current

    @property
    def coding(self) -> Coding | None:
        """The coding that was gone to."""
        return self.marks.find(self._coding) if self._coding else None

    @property
    def excerpt(self) -> tuple[str, Span] | None:
        """The document and the stretch that an action is done to."""
        if self._selected is not None:
            return self._selected
        if (coding := self.coding) is not None:
            return coding.document, coding.span
        if (suggestion := self._queue.current) is not None:
            return suggestion.document, self._excerpt or suggestion.span
        return None

    def places(self, document: str = "") -> PlacesIn:
        """Where things stand in a document, the one that is open unless another is named."""
        id = document or self.document
        if id not in self._places:
            self._places[id] = PlacesIn(self.documents[id])
        return self._places[id]

    def split(self, document: str = "") -> Split:
        """How a document is divided into sentences."""
        id = document or self.document
        return self.around.splits.get(id) or splitter(self.documents[id].text)

    def progress(self) -> Progress:
        """How far the coder is."""
        decided = len(self._queue.open) - self.left
        return Progress(decided, self._queue.deferred, self.left, minutes_left(self._decided_at, self.left))

    def view(self) -> View | None:
        """The suggestion to show now; None when everything is decided."""
        suggestion = self._queue.current
        if suggestion is None:
            return None
        document = self.documents[suggestion.document]
        excerpt = self._excerpt or suggestion.span
        places = self.places(suggestion.document)
        block = places.block(suggestion.span.start)
        code = self.codebook.find(suggestion.code) or Code(suggestion.code, suggestion.code, "")
        return View(
            suggestion=suggestion,
            document=document,
            code=code,
            excerpt=excerpt,
            paragraph=block.span if block is not None and block.kind != "table" else suggestion.span,
            section=places.section(suggestion.span.start),
            page=page_label(document, excerpt),
            verdict=self._queue.verdicts.get(suggestion.key),
            left=self.left,
            deferred=self._queue.deferred,
            total=len(self._queue.open),
        )

    def verdict(self, suggestion: Suggestion) -> Verdict | None:
        """What was said of a suggestion."""
        return self._queue.verdicts.get(suggestion.key)

    # What is not an action, because nothing is changed by it

    def suggest(self, queue: Sequence[Suggestion]) -> None:
        """Take suggestions that have become ready since the session began."""
        self._queue = Queue(queue, self._codings.live(), self._codings.decisions(), self.coder)
        self._made.clear()
        if self._selected is None and not self._coding:
            self._queue.turn_to(self.document, self.offset)
            self._come()

    def stand(self, document: str, offset: int) -> None:
        """The reader looks at this place."""
        self.document, self.offset = document, offset

    def mark(self, document: str, span: Span) -> None:
        """Select a stretch of a document. Raises WrongUse when it is empty or outside the text."""
        if not 0 <= span.start < span.end <= len(self.documents[document].text):
            raise WrongUse(document, f"has no text at [{span.start}, {span.end})")
        self._selected, self._last = (document, span), (document, span)
        self._coding = ""
        self.stand(document, span.start)

    def take_up(self) -> None:
        """Make a selection of the excerpt that is looked at, so that its ends can be moved. Raises WrongUse."""
        found = self._subject()
        if self.coding is not None:
            self._own()
        self._selected = self._last = found

    def turn_to_code(self, key: str) -> bool:
        """Look at the next suggestion for a code, or one under it; whether there is one."""
        if not self._queue.turn_to_code(key):
            return False
        self._selected, self._coding = None, ""
        self._come()
        return True

    def push(self, end: End, by: By, step: int) -> None:
        """Move an end of the selection, or of the excerpt that is looked at, by a letter, a word or a sentence."""
        found = self.excerpt
        if found is None:
            raise WrongUse("", "nothing is selected", next_step="s selects the sentence, w the word")
        document, span = found
        text, places = self.documents[document].text, self.places(document)
        first, last = places.number(span.start), places.number(span.end - 1)
        if end == "end" and by == "sentence" and step > 0:
            last = min(last + 1, len(places.blocks) - 1)
        if end == "start" and by == "sentence" and step < 0:
            first = max(0, first - 1)
        around = Span(places.blocks[first].start, places.blocks[last].end)
        new = moved(text, around, self.split(document), span, end, by, step)
        self._selected = self._last = (document, new)

    def catch_up(self) -> bool:
        """Take over what others have changed in the store since; whether there was anything."""
        if (number := self.around.changes()) == self._seen:
            return False
        self._seen = number
        self._refresh()
        return True

    # What is done

    def do(self, action: Action) -> str:
        """Do an action; it is saved when this returns. What was done, in a sentence.

        Raises UnknownCode or WrongUse for an argument that does not fit, and CannotUndo; nothing is changed then.
        """
        doing = _DOING.get(action.name)
        if doing is None:
            names = ", ".join(kind.name for kind in ACTIONS)
            raise WrongUse("", f"'{action.name}' is no action", next_step=f"actions: {names}")
        return doing(self, action.argument.strip())

    def _accept(self, _: str) -> str:
        suggestion = self._asked()
        self._decide("accept", suggestion.code, "", "accept")
        return f"Coded with {suggestion.code}."

    def _reject(self, _: str) -> str:
        suggestion = self._asked()
        self._decide("reject", "", "", "reject")
        return f"Rejected for {suggestion.code}."

    def _defer(self, _: str) -> str:
        self._asked()
        self._decide("defer", "", "", "defer")
        return "Deferred; it comes again at the end."

    def _section(self, _: str) -> str:
        asked = self._asked()
        section = self.places(asked.document).section(asked.span.start)
        all_of = [
            s
            for s in self._queue.open
            if s.document == asked.document
            and s.code == asked.code
            and self._queue.verdicts.get(s.key) in (None, "defer")
            and self.places(s.document).section(s.span.start) == section
        ]
        if not all_of:
            raise WrongUse("", "everything suggested for this code in this section is decided on")
        change = Change(
            tuple(NewCoding(s.document, s.span, s.code, "manual") for s in all_of),
            decisions=tuple(Decision(s.document, s.span, s.code, "accept") for s in all_of),
        )
        recorded = self._record("accept section", change, f"{asked.code}, {len(all_of)}")
        for s, id in zip(all_of, recorded.codings, strict=True):
            self._made[s.key] = (*self._made.get(s.key, ()), id)
            self._queue.decide(s.key, "accept")
            self._decided_at.append(recorded.created)
        self._used(asked.code)
        self._onward()
        where = f" in «{section[-1]}»" if section else ""
        return f"Coded {len(all_of)} suggestions with {asked.code}{where}."

    def _recode(self, argument: str) -> str:
        codes = self._named(argument)
        if self.focus == "coding":
            coding = self._own()
            change = Change(recoded=((coding.id, codes[0].key),))
            also = self._as_new(coding.document, coding.span, codes[1:])
            self._record("recode", replace(change, codings=also), f"{coding.code} → {codes[0].key}")
            self._used(*(code.key for code in codes))
            return f"Coded with {_keys(codes)} instead of {coding.code}."
        if self.focus == "selection":
            return self._code_selection(codes)
        suggestion = self._asked()
        own = suggestion.code in {code.key for code in codes}
        also = self._as_new(suggestion.document, self._excerpt or suggestion.span, codes[1:])
        self._decide("accept" if own else "reject", codes[0].key, "", "recode", also)
        self._used(*(code.key for code in codes[1:]))
        return f"Coded with {_keys(codes)} instead of {suggestion.code}."

    def _code_selection(self, codes: Sequence[Code]) -> str:
        assert self._selected is not None
        document, span = self._selected
        recorded = self._record("code", Change(self._as_new(document, span, codes)), _keys(codes))
        self._used(*(code.key for code in codes))
        self._selected, self._coding = None, recorded.codings[0]
        return f"Coded with {_keys(codes)}."

    def _add(self, argument: str) -> str:
        codes = self._named(argument)
        if self.focus == "selection":
            return self._code_selection(codes)
        document, span = self._subject()
        there = {c.code for c in self.marks.of(document) if c.span == span and c.coder == self.coder}
        if (again := [code for code in codes if code.key in there]) and len(again) == len(codes):
            raise WrongUse(again[0].key, "stands on this excerpt already")
        new = [code for code in codes if code.key not in there]
        self._record("add", Change(self._as_new(document, span, new)), _keys(new))
        self._used(*(code.key for code in new))
        return f"Coded with {_keys(new)} too."

    def _last_used(self, argument: str) -> str:
        number = int(argument) if argument.isdecimal() and len(argument) < 3 else 0
        if not 1 <= number <= len(self.recent):
            listed = ", ".join(f"{place} {key}" for place, key in enumerate(self.recent, start=1))
            raise WrongUse("", f"'{argument}' is none of the codes used last", next_step=listed or "none was used yet")
        key = self.recent[number - 1]
        if self.focus == "suggestion" and self._queue.current is not None and self._queue.current.code == key:
            return self._accept("")
        return self._add(key)

    def _new(self, argument: str) -> str:
        key, _, label = argument.partition(" ")
        if not key:
            raise WrongUse("", "a new code wants a key", next_step="for example: okonomi.gaver Gaver")
        said = self._to_codebook(key, label.strip() or _label_of(key))
        return f"{said}; {self._add(key)}" if self.focus in ("selection", "coding") else f"{said}."

    def _in_vivo(self, argument: str) -> str:
        document, span = self._subject()
        words = " ".join(span.of(self.documents[document].text).split())
        last = "-".join(re.findall(r"[^\W_]+", words.lower())[:5])
        if not last:
            raise WrongUse("", "there are no words in the excerpt to make a code of")
        parent = find_code(self.codebook, argument).key if argument else ""
        key = f"{parent}.{last}" if parent else last
        said = self._to_codebook(key, words if len(words) <= 60 else words[:59].rsplit(" ", 1)[0] + " …")
        return f"{said}; {self._add(key)}"

    def _to_codebook(self, key: str, label: str) -> str:
        if self.codebook.find(key) is not None:
            raise WrongUse(key, "is a code already", next_step="choose another key")
        self.codebook = self.around.new_code(key, label)
        self._seen = self.around.changes()
        return f"{key} is in the codebook"

    def _span(self, argument: str) -> str:
        if self._selected is not None and self.coding is None and not argument:
            raise WrongUse("", "the selection is what it is; code it with c")
        if (coding := self.coding) is not None:
            self._own()
            span = (
                self._selected[1]
                if self._selected and not argument
                else self._adjusted(argument, coding.document, coding.span)
            )
            self._selected = None
            self._record("span", Change(placed=((coding.id, span),)), coding.code)
            return "The coding has another excerpt."
        if self._selected is not None:
            document, span = self._selected
            self.mark(document, self._adjusted(argument, document, span))
            return "The selection is adjusted."
        suggestion = self._asked()
        self._excerpt = self._adjusted(argument, suggestion.document, suggestion.span, suggestion.hits)
        return "The excerpt is adjusted."

    def _select(self, argument: str) -> str:
        document = self.documents[self.document]
        block = self.places().paragraph(self.offset)
        try:
            span = by_words(document.text, block, argument, "the paragraph")
        except WrongUse:
            try:
                span = by_words(document.text, Span(self.offset, len(document.text)), argument, "what follows")
            except WrongUse:
                span = by_words(document.text, Span(0, len(document.text)), argument, document.id)
        return self._marked(span)

    def _word(self, _: str) -> str:
        return self._marked(
            word_at(self.documents[self.document].text, self.places().paragraph(self.offset), self.offset)
        )

    def _sentence(self, _: str) -> str:
        return self._marked(sentence_at(self.split(), self.places().paragraph(self.offset), self.offset))

    def _paragraph(self, _: str) -> str:
        return self._marked(self.places().paragraph(self.offset))

    def _again(self, _: str) -> str:
        if self._last is None:
            raise WrongUse("", "nothing was selected yet")
        self.mark(*self._last)
        return self._said_of_selection()

    def _drop(self, _: str) -> str:
        self._selected, self._coding, self._excerpt = None, "", None
        return "Let go."

    def _marked(self, span: Span) -> str:
        self.mark(self.document, span)
        return self._said_of_selection()

    def _said_of_selection(self) -> str:
        assert self._selected is not None
        words = " ".join(self._selected[1].of(self.documents[self._selected[0]].text).split())
        return f"Selected: «{words if len(words) <= 80 else words[:40] + ' … ' + words[-38:]}»"

    def _copy(self, _: str) -> str:
        document, span = self._subject()
        words = " ".join(span.of(self.documents[document].text).split())
        return f"«{words}» {self.around.cite(self.documents[document], span)}"

    def _go_to_coding(self, argument: str) -> str:
        here = self.marks.of(self.document)
        if not here:
            raise WrongUse(self.document, "has no codings yet")
        if argument:
            number = int(argument) if argument.isdecimal() and len(argument) < 7 else 0
            if not 1 <= number <= len(here):
                raise WrongUse("", f"'{argument}' is no coding of {self.document}", next_step=f"1 to {len(here)}")
            return self._at_coding(here[number - 1])
        at = [c for c in here if c.span.start <= self.offset < c.span.end]
        if not at:
            return self._along(1)
        ids = [c.id for c in at]
        place = ids.index(self._coding) + 1 if self._coding in ids else 0
        return self._at_coding(at[place % len(at)])

    def _later(self, _: str) -> str:
        return self._along(1)

    def _earlier(self, _: str) -> str:
        return self._along(-1)

    def _along(self, step: int) -> str:
        here = self.marks.of(self.document)
        ids = [c.id for c in here]
        if self._coding in ids:
            place = ids.index(self._coding) + step
        else:
            starts = [c.span.start for c in here]
            place = bisect_right(starts, self.offset) if step > 0 else bisect_left(starts, self.offset) - 1
            if step > 0 and place and here[place - 1].span.start == self.offset:
                place -= 1
        if not 0 <= place < len(here):
            raise WrongUse("", f"there is no coding {'after' if step > 0 else 'before'} this in {self.document}")
        return self._at_coding(here[place])

    def _at_coding(self, coding: Coding) -> str:
        self._selected, self._coding = None, coding.id
        self.stand(coding.document, coding.span.start)
        number = [c.id for c in self.marks.of(coding.document)].index(coding.id) + 1
        memo = f" Memo: {coding.memo}" if coding.memo else ""
        return f"Coding {number}: {coding.code}, by {coding.coder}.{memo}"

    def _uncode(self, _: str) -> str:
        coding = self._own()
        self._record("uncode", Change(removed=(coding.id,)), coding.code)
        self._coding, self._selected = "", None
        return f"No longer coded with {coding.code}."

    def _merge(self, argument: str) -> str:
        coding = self._own()
        other = self._other(coding, argument)
        span = Span(min(coding.span.start, other.span.start), max(coding.span.end, other.span.end))
        memo = "\n\n".join(dict.fromkeys(text for text in (coding.memo, other.memo) if text))
        memos = (Memo("coding", coding.id, memo, self.coder),) if memo != coding.memo else ()
        placed = ((coding.id, span),) if span != coding.span else ()
        self._record("merge", Change(removed=(other.id,), placed=placed, memos=memos), coding.code)
        return f"Two codings with {coding.code} are one."

    def _other(self, coding: Coding, argument: str) -> Coding:
        """The coding to join with: by its number, else the nearest with the same code."""
        here = self.marks.of(coding.document)
        if argument:
            number = int(argument) if argument.isdecimal() and len(argument) < 7 else 0
            if not 1 <= number <= len(here):
                raise WrongUse("", f"'{argument}' is no coding of {coding.document}", next_step=f"1 to {len(here)}")
            other = here[number - 1]
        else:
            alike = [c for c in here if c.id != coding.id and c.code == coding.code and c.coder == self.coder]
            if not alike:
                raise WrongUse(coding.code, f"has no other coding of yours in {coding.document}")
            other = min(alike, key=lambda c: max(c.span.start - coding.span.end, coding.span.start - c.span.end))
        if other.id == coding.id or other.code != coding.code or other.coder != self.coder:
            raise WrongUse("", "two codings of yours with the same code can be joined", next_step="recode one first: c")
        return other

    def _memo(self, argument: str) -> str:
        if not argument:
            raise WrongUse("", "the memo is empty", next_step="write a text, or accept without one")
        if self.coding is not None:
            coding = self._own()
            self._record("memo", Change(memos=(Memo("coding", coding.id, argument, self.coder),)), coding.code)
            return f"Memo on the coding with {coding.code}."
        if self._selected is not None:
            raise WrongUse("", "a memo wants a coding", next_step="code the selection first (c), then m")
        suggestion = self._asked()
        self._decide("accept", suggestion.code, argument, "memo")
        return f"Coded with {suggestion.code} and a memo."

    def _memo_document(self, argument: str) -> str:
        return self._wrote("document", self.document, argument)

    def _memo_code(self, argument: str) -> str:
        key = self.code_in_focus
        if not key:
            raise WrongUse("", "no code is looked at", next_step="go to a suggestion or a coding first")
        return self._wrote("code", key, argument)

    @property
    def code_in_focus(self) -> str:
        """The key of the code of what is looked at."""
        if (coding := self.coding) is not None:
            return coding.code
        return self._queue.current.code if self._queue.current is not None else ""

    def memo_on(self, target: MemoTarget, subject: str) -> str:
        """What the coder has written on something."""
        return self.marks.memo(target, subject, self.coder)

    def _wrote(self, target: MemoTarget, subject: str, text: str) -> str:
        self._record("memo", Change(memos=(Memo(target, subject, text, self.coder),)), subject)
        return f"Memo on {subject}." if text else f"The memo on {subject} is empty now."

    def _go(self, argument: str) -> str:
        wanted = argument.strip()
        place = self._place(wanted)
        if place is None:
            raise WrongUse("", f"'{wanted}' is no page, document or heading", next_step="for example: 57, D2 or 3.1")
        self._selected, self._coding = None, ""
        self.stand(*place)
        self._queue.turn_to(*place)
        page = self.places().page(self.offset)
        return f"{self.document}{f', s. {page}' if page else ''}."

    def _place(self, wanted: str) -> tuple[str, int] | None:
        name = (
            re.sub(r"^s\.?\s*(?=\S)", "", wanted, flags=re.IGNORECASE)
            if re.match(r"s[. ]", wanted, re.IGNORECASE)
            else wanted
        )
        for id, document in self.documents.items():
            if wanted.casefold() in (
                id.casefold(),
                document.info.file.casefold(),
                document.info.file.rpartition("/")[2].casefold(),
            ):
                return id, 0
        if not name:
            return None
        if (offset := self.places().find_page(name)) is not None:
            return self.document, offset
        if (offset := self.places().find_heading(name)) is not None:
            return self.document, offset
        return None

    def _find(self, argument: str) -> str:
        self.hits = self.around.search(argument)
        self._hit = -1
        if not self.hits:
            raise NothingMatched("", f"'{argument}' stands nowhere in the documents")
        order = {id: place for place, id in enumerate(self.documents)}
        self.hits.sort(key=lambda hit: (order[hit.document], hit.span.start))
        here = (order[self.document], self.offset)
        self._hit = bisect_left([(order[hit.document], hit.span.start) for hit in self.hits], here) - 1
        if self._hit + 1 >= len(self.hits):
            self._hit = -1
        return self._hop(1)

    def _next_hit(self, _: str) -> str:
        return self._hop(1)

    def _hit_before(self, _: str) -> str:
        return self._hop(-1)

    def _hop(self, step: int) -> str:
        if not self.hits:
            raise WrongUse("", "nothing is looked for", next_step="f looks for a pattern")
        if not 0 <= self._hit + step < len(self.hits):
            raise WrongUse("", f"this is the {'last' if step > 0 else 'first'} of {len(self.hits)} hits")
        self._hit += step
        hit = self.hits[self._hit]
        self._selected, self._coding = None, ""
        self.stand(hit.document, hit.span.start)
        page = self.places().page(self.offset)
        return f"Hit {self._hit + 1} of {len(self.hits)}: {hit.document}{f', s. {page}' if page else ''}."

    def _next(self, _: str) -> str:
        if self.focus in ("selection", "coding"):
            self._selected, self._coding = None, ""
            self._come()
            return "Back to the suggestions."
        if not self._queue.step(1):
            raise WrongUse("", "this is the last one", next_step="a, r or d decides on it")
        self._come()
        return "The next one."

    def _back(self, _: str) -> str:
        if not self._queue.step(-1):
            raise WrongUse("", "this is the first one", next_step="u takes back the last action")
        self._come()
        return "Back to the one before."

    def _undo(self, _: str) -> str:
        step = self._journal.undo(self.coder, coding_only=True)
        return self._turned(step, "Taken back")

    def _redo(self, _: str) -> str:
        return self._turned(self._journal.redo(self.coder), "Done again")

    def _turned(self, step: Step, what: str) -> str:
        if step.name.startswith("codebook"):
            if self.around.codebook is not None:
                self.codebook = self.around.codebook()
            self._refresh()
        else:
            self.marks.replace(self._codings.touched(step.number))
            self.marks.read_memos(self._codings.memos())
            self._reopen(self.marks.live(), self._codings.decisions())
        return f"{what}: {step.name}{f' ({step.detail})' if step.detail else ''}."

    def _overview(self, _: str) -> str:
        progress = self.progress()
        here = self.marks.counts_in(self.document)
        rows = [
            f"{code.key}: {here[code.key]} in {self.document}, {self.marks.counts[code.key]} in all"
            for code in self.codebook.codes()
            if self.marks.counts[code.key]
        ]
        time = f", about {progress.minutes} minutes at your pace" if progress.minutes is not None else ""
        return "\n".join([f"{progress.decided} decided, {progress.left} left{time}.", *rows])

    # How it is done

    def _asked(self) -> Suggestion:
        """The suggestion that a verdict is about. Raises WrongUse when something else is looked at."""
        if self.coding is not None:
            raise WrongUse("", "this is a coding and not a suggestion", next_step="n goes back to the suggestions")
        suggestion = self._queue.current
        if suggestion is None:
            raise WrongUse("", "there is nothing left to decide", next_step="u takes back the last action; q ends")
        if self._selected is not None:
            document, span = self._selected
            if document != suggestion.document or not span.overlaps(suggestion.span):
                raise WrongUse("", "the selection is no part of the suggestion", next_step="c codes it; z lets it go")
        return suggestion

    def _subject(self) -> tuple[str, Span]:
        found = self.excerpt
        if found is None:
            raise WrongUse("", "nothing is selected", next_step="s selects the sentence, w the word")
        return found

    def _own(self) -> Coding:
        """The coding that is looked at, when it is the coder's own. Raises WrongUse."""
        coding = self.coding
        if coding is None:
            raise WrongUse("", "no coding is looked at", next_step="> goes to the next, e 3 to the third")
        if coding.coder != self.coder:
            raise WrongUse(
                "", f"this is {coding.coder}'s coding, and stays as it is", next_step="code it yourself with +"
            )
        return coding

    def _named(self, argument: str) -> list[Code]:
        """Codes by their names with commas between. Raises UnknownCode, WrongUse for none."""
        names = [name for name in argument.split(",") if name.strip()]
        if not names:
            raise WrongUse("", "no code is named")
        return list({code.key: code for code in (find_code(self.codebook, name) for name in names)}.values())

    @staticmethod
    def _as_new(document: str, span: Span, codes: Iterable[Code]) -> tuple[NewCoding, ...]:
        return tuple(NewCoding(document, span, code.key, "manual") for code in codes)

    def _decide(self, verdict: Verdict, code: str, memo: str, name: str, also: tuple[NewCoding, ...] = ()) -> None:
        suggestion = self._asked()
        excerpt = self._selected[1] if self._selected is not None else self._excerpt or suggestion.span
        codings = (NewCoding(suggestion.document, excerpt, code, "manual", memo), *also) if code else ()
        decisions = (Decision(suggestion.document, suggestion.span, suggestion.code, verdict),)
        removed = tuple(id for id in self._made.get(suggestion.key, ()) if self.marks.find(id) is not None)
        recorded = self._record(name, Change(codings, removed, decisions), code or suggestion.code)
        self._made[suggestion.key] = (*self._made.get(suggestion.key, ()), *recorded.codings)
        self._queue.decide(suggestion.key, verdict)
        self._decided_at.append(recorded.created)
        if code:
            self._used(code)
        self._onward()

    def _record(self, name: str, change: Change, detail: str) -> Recorded:
        """Write a step; what it was read from goes with it, so that it cannot be put on a newer text."""
        named = [new.document for new in change.codings] + [decision.document for decision in change.decisions]
        placed = [coding.document for id, _ in change.placed if (coding := self.marks.find(id)) is not None]
        read = tuple((id, self.documents[id].info.version) for id in dict.fromkeys([*named, *placed]))
        change = replace(change, read=read)
        recorded = self._codings.record(name, self.coder, change, codebook=self.codebook, detail=detail)
        documents = {id: self.documents[id] for id, _ in read}
        self.marks.apply(change, recorded, self.coder, documents)
        return recorded

    def _used(self, *codes: str) -> None:
        """Remember the codes used last. A code that is among them keeps its number."""
        for code in codes:
            if code not in self.recent:
                self.recent = [*self.recent, code][-LAST_USED:]

    def _onward(self) -> None:
        self._excerpt = self._selected = None
        self._queue.advance()
        self._come()

    def _come(self) -> None:
        """Stand where the suggestion is."""
        self._excerpt = None
        if (suggestion := self._queue.current) is not None:
            at = suggestion.hits[0].span.start if suggestion.hits else suggestion.span.start
            self.stand(suggestion.document, at)

    def _read(self) -> tuple[Marks, list[Decision], list[Coding]]:
        live, decisions = self._codings.live(), self._codings.decisions()
        self._decided_at = [d.created for d in decisions if d.coder == self.coder]
        return Marks(live, self._codings.memos(), self.coder if self.around.blind else ""), decisions, live

    def _refresh(self) -> None:
        """What the store has now; the place is kept where it can be."""
        self.marks, decisions, live = self._read()
        self._reopen(live, decisions)

    def _reopen(self, live: Sequence[Coding], decisions: Sequence[Decision]) -> None:
        standing = self._queue.current
        self._decided_at = [d.created for d in decisions if d.coder == self.coder]
        self._queue.reopen(live, decisions)
        self._excerpt = None
        if self._queue.current is not standing and self._selected is None and self.coding is None:
            self._come()

    def _adjusted(self, wanted: str, document: str, span: Span, hits: Sequence[Hit] = ()) -> Span:
        places = self.places(document)
        block = places.block(span.start)
        around = block.span if block is not None else span
        if wanted in ("p", "paragraph"):
            return around
        if wanted in ("s", "sentence"):
            return sentence_at(self.split(document), around, hits[0].span.start if hits else span.start)
        return from_to(self.documents[document].text, around, wanted)


_DOING: dict[str, Callable[[Session, str], str]] = {
    "accept": Session._accept, "reject": Session._reject, "defer": Session._defer, "section": Session._section,
    "next": Session._next, "back": Session._back, "recode": Session._recode, "add": Session._add,
    "last": Session._last_used, "new": Session._new, "in_vivo": Session._in_vivo, "span": Session._span,
    "select": Session._select, "word": Session._word, "sentence": Session._sentence, "paragraph": Session._paragraph,
    "again": Session._again, "drop": Session._drop, "copy": Session._copy, "coding": Session._go_to_coding,
    "later": Session._later, "earlier": Session._earlier, "uncode": Session._uncode, "merge": Session._merge,
    "memo": Session._memo, "memo_document": Session._memo_document, "memo_code": Session._memo_code, "go": Session._go,
    "find": Session._find, "next_hit": Session._next_hit, "hit_before": Session._hit_before, "undo": Session._undo,
    "redo": Session._redo, "overview": Session._overview,
}  # fmt: skip


def _keys(codes: Iterable[Code]) -> str:
    return ", ".join(code.key for code in codes)


def _label_of(key: str) -> str:
    last = key.rpartition(".")[2]
    return last[:1].upper() + last[1:].replace("_", " ").replace("-", " ")


def page_label(document: Document, span: Span) -> str:
    """The printed label of the page, or pages (57–58), that a span stands on; empty where there are no pages."""
    if not document.reading.paged:
        return ""
    first, last = document.pages_of(span)
    return first.label if first.label == last.label else f"{first.label}–{last.label}"
