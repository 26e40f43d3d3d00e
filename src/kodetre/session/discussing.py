"""The discussing session: places where two coders have coded otherwise, and what holds there. Saved at once; no screen in it."""

import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import dataclass

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Code, Codebook
from kodetre.document.location import Locator
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.codings import Coding, NewCoding
from kodetre.model.discussions import CodedPlace, Discussion, DiscussionDecision
from kodetre.model.documents import Document, Span
from kodetre.session.keys import SessionKey

KEYS = (
    SessionKey("1", "one", msg("the first coder is right")),
    SessionKey("2", "other", msg("the second coder is right")),
    SessionKey("b", "both", msg("both: each coding holds")),
    SessionKey("n", "neither", msg("neither: nothing is coded here")),
    SessionKey("s", "span", msg("other words of the text"), msg("Which words: ")),
    SessionKey("c", "code", msg("another code"), msg("Which code: ")),
    SessionKey("k", "skip", msg("skip it for now")),
    SessionKey("u", "undo", msg("undo the last decision, also of earlier sessions")),
    SessionKey("U", "redo", msg("do again what was undone")),
    SessionKey("?", "help", msg("show the keys")),
    SessionKey("q", "quit", msg("quit; everything is saved")),
)
"""All that can be done, in both faces."""
_DECISIONS: Mapping[str, DiscussionDecision] = {
    "one": "one", "other": "other", "both": "both", "neither": "neither", "span": "span", "code": "code",
}  # fmt: skip
REASON = msg("Why: ")
"""What is asked after each decision."""


@dataclass(frozen=True, slots=True)
class DiscussingServices:
    """What a session is given beside the places: how a decision is kept with its codings, what takes the last one back and does it
    again (both raise CannotUndo), which places are decided, and the codings of both on a document, to show what else is there.
    """

    keep: Callable[[Discussion, Sequence[NewCoding]], None]
    undo: Callable[[], None]
    redo: Callable[[], None]
    decided: Callable[[], Set[tuple[str, Span, str, tuple[str, str]]]]
    codings: Mapping[str, Sequence[Coding]]


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the two has coded at a place: with the code, and with which others."""

    coder: str
    codings: tuple[Coding, ...]
    others: tuple[Coding, ...]


@dataclass(frozen=True, slots=True)
class DiscussingView:
    """What there is to discuss now: where it stands, the code, both sides, and how many are left."""

    document: Document
    span: Span
    section: tuple[str, ...]
    page: str
    code: Code
    label: str
    one: Side
    other: Side
    left: int
    total: int


class Discussing:
    """Goes through the places; whoever shows it asks for the view, and does an action by its name."""

    def __init__(
        self,
        places: Sequence[CodedPlace],
        documents: Mapping[str, Document],
        codebook: Codebook,
        coders: tuple[str, str],
        services: DiscussingServices,
        locator: Callable[[Document], Locator] = Locator.of,
    ) -> None:
        self.places = list(places)
        self.documents = documents
        self.codebook = codebook
        self.coders = coders
        self._services = services
        self._locator = locator
        self._decided = services.decided()
        self._place = 0
        self._advance(0)

    @property
    def left(self) -> int:
        """How many are not decided."""
        return sum(not self._is_decided(place) for place in self.places)

    def view(self) -> DiscussingView | None:
        """What to show; None when everything is decided."""
        if not self.left:
            return None
        place = self.places[self._place]
        document, code = self.documents[place.document], self.codebook.find(place.code)
        locator = self._locator(document)
        one, other = (self._side(place, coder) for coder in self.coders)
        shown = code if code is not None else Code(place.code, place.code, "")
        section, page = tuple(locator.section(place.span.start)), locator.page_label(place.span)
        label = self.codebook.label_path(place.code)
        return DiscussingView(
            document, place.span, section, page, shown, label, one, other, self.left, len(self.places)
        )

    def do(self, name: str, answer: str = "", reason: str = "") -> str:
        """Do what a key is named for, with the words or code that were asked for, and say what was done.

        Raises NotPossible, UnknownCode, CannotUndo, and what the store raises.
        """
        if name in _DECISIONS:
            return self._decide(_DECISIONS[name], answer.strip(), reason.strip())
        match name:
            case "skip":
                self._advance(self._place + 1)
                return msg("Skipped.")
            case "undo":
                self._services.undo()
                return self._after_undo(msg("Taken back."))
            case "redo":
                self._services.redo()
                return self._after_undo(msg("Done again."))
            case _:
                raise NotPossible(name, msg("is nothing that can be done here"))

    def _decide(self, decision: DiscussionDecision, answer: str, reason: str) -> str:
        if self.view() is None:
            raise NotPossible("", msg("everything is decided"), next_step=msg("u takes the last decision back"))
        place = self.places[self._place]
        document = self.documents[place.document]
        codings, result = self._consensus(place, decision, answer)
        quote = place.span.of(document.text)
        discussion = Discussion(
            place.document,
            place.span,
            quote,
            place.code,
            self.coders,
            decision,
            "",
            result,
            reason,
            document.info.version,
        )
        self._services.keep(discussion, codings)
        self._decided = self._services.decided()
        self._advance(self._place + 1)
        return msg("{code}: {decision}.", code=place.code, decision=self._in_words(decision, result))

    def _in_words(self, decision: DiscussionDecision, result: str) -> str:
        one, other = self.coders
        words = {
            "one": one, "other": other, "both": msg("both"), "neither": msg("neither"), "agreed": msg("agreed"),
            "span": result, "code": result,
        }  # fmt: skip
        return words[decision]

    def _consensus(self, place: CodedPlace, decision: DiscussionDecision, answer: str) -> tuple[list[NewCoding], str]:
        """The codings that hold, and what was chosen instead of both. Raises NotPossible, UnknownCode."""
        if decision == "span":
            span = self._span(place, answer)
            return [_coding(place, span, place.code)], span.of(self.documents[place.document].text)
        if decision == "code":
            code = find_code(self.codebook, answer).key
            taken = (place.one or place.other)[0]
            return [_coding(place, taken.span, code)], code
        chosen = {"one": place.one, "other": place.other, "both": (*place.one, *place.other)}.get(decision, ())
        spans = dict.fromkeys(coding.span for coding in chosen)
        return [_coding(place, span, place.code) for span in spans], ""

    def _span(self, place: CodedPlace, words: str) -> Span:
        """Where some words stand, in the paragraph or around it: the one place that overlaps what was coded, or the nearest one."""
        text = self.documents[place.document].text
        wanted = r"\s+".join(map(re.escape, words.split()))
        whole = rf"(?<!\w){wanted}(?!\w)"
        found = [Span(*match.span()) for match in re.finditer(whole, text)] if wanted else []
        if not found:
            raise NotPossible(
                words,
                msg("stand nowhere in the document as whole words"),
                next_step=msg("copy the words as they stand"),
            )
        return min(found, key=lambda span: (not span.overlaps(place.span), abs(span.start - place.span.start)))

    def _side(self, place: CodedPlace, coder: str) -> Side:
        own = place.one if coder == self.coders[0] else place.other
        others = tuple(
            coding
            for coding in self._services.codings.get(place.document, ())
            if coding.coder == coder and coding.code != place.code and coding.span.overlaps(place.span)
        )
        return Side(coder, own, others)

    def _after_undo(self, done: str) -> str:
        before = self._decided
        self._decided = self._services.decided()
        changed = [place for place, each in enumerate(self.places) if self._key(each) in before ^ self._decided]
        self._advance(changed[0] if changed else self._place)
        return done

    def _advance(self, start: int) -> None:
        """Go to the first that is not decided from a place on, or before it."""
        count = len(self.places)
        for step in range(count):
            place = (start + step) % count
            if not self._is_decided(self.places[place]):
                self._place = place
                return

    def _is_decided(self, place: CodedPlace) -> bool:
        return self._key(place) in self._decided

    def _key(self, place: CodedPlace) -> tuple[str, Span, str, tuple[str, str]]:
        return place.document, place.span, place.code, self.coders


def _coding(place: CodedPlace, span: Span, code: str) -> NewCoding:
    return NewCoding(place.document, span, code, "manual")
