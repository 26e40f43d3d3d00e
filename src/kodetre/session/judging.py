"""The judging session: paragraphs that were drawn, and whether each belongs to a code. Saved at once; no screen in it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from kodetre.codebook.tree import Code, Codebook
from kodetre.document.location import Locator
from kodetre.errors import NotPossible
from kodetre.i18n.message import capitalised, msg, term
from kodetre.model.documents import Document, Span
from kodetre.model.judgements import Answer, Judgement, UnitKey
from kodetre.session.keys import SessionKey


@dataclass(frozen=True, slots=True)
class Asked:
    """A paragraph that was drawn for a code."""

    code: str
    unit: UnitKey
    span: Span


KEYS = (
    SessionKey("y", "yes", msg("yes: it belongs to the code, or to one under it")),
    SessionKey("j", "yes", msg("ja: the same as y")),
    SessionKey("n", "no", msg("no: it does not")),
    SessionKey("d", "doubtful", msg("doubtful: it counts neither way")),
    SessionKey("b", "back", msg("back to the one before; a new answer replaces the old one")),
    SessionKey("u", "undo", msg("undo the last answer, also of earlier sessions")),
    SessionKey("U", "redo", msg("do again what was undone")),
    SessionKey("?", "help", msg("show the keys")),
    SessionKey("q", "quit", msg("quit; everything is saved")),
)
"""All that can be done, in both faces."""
_ANSWERS: Mapping[str, Answer] = {"yes": "yes", "no": "no", "doubtful": "doubtful"}


@dataclass(frozen=True, slots=True)
class JudgingServices:
    """What a session is given beside what was drawn: how an answer is kept, what takes the last one back and does it again (both
    raise CannotUndo), and all answers of the coder, by code and paragraph.
    """

    keep: Callable[[Judgement], None]
    undo: Callable[[], None]
    redo: Callable[[], None]
    answers: Callable[[], Mapping[tuple[str, UnitKey], Answer]]


@dataclass(frozen=True, slots=True)
class JudgingView:
    """What there is to judge now: where it stands, the code, how many are left, and what was answered before."""

    document: Document
    span: Span
    section: tuple[str, ...]
    page: str
    code: Code
    label: str
    left: int
    total: int
    answer: Answer | None


class Judging:
    """Goes through what was drawn; whoever shows it asks for the view, and does an action by its name."""

    def __init__(
        self,
        asked: Sequence[Asked],
        documents: Mapping[str, Document],
        codebook: Codebook,
        coder: str,
        services: JudgingServices,
        locator: Callable[[Document], Locator] = Locator.of,
    ) -> None:
        self.asked = list(asked)
        self.documents = documents
        self.codebook = codebook
        self.coder = coder
        self._services = services
        self._locator = locator
        self._answers = dict(services.answers())
        self._place = 0
        self._looking_back = False
        self._advance(0)

    @property
    def left(self) -> int:
        """How many are not answered."""
        return sum(self._answer_to(asked) is None for asked in self.asked)

    def view(self) -> JudgingView | None:
        """What to show; None when everything is answered."""
        if not self.asked or (not self.left and not self._looking_back):
            return None
        asked = self.asked[self._place]
        document, code = self.documents[asked.unit.document], self.codebook.find(asked.code)
        assert code is not None
        locator = self._locator(document)
        section, page = tuple(locator.section(asked.span.start)), locator.page_label(asked.span)
        label = self.codebook.label_path(code.key)
        answer = self._answer_to(asked)
        return JudgingView(document, asked.span, section, page, code, label, self.left, len(self.asked), answer)

    def do(self, name: str) -> str:
        """Do what a key is named for, and say what was done. Raises NotPossible, CannotUndo, and what the store raises."""
        if name in _ANSWERS:
            return self._judge(_ANSWERS[name])
        match name:
            case "back":
                return self._back()
            case "undo":
                self._services.undo()
                return self._after_undo(msg("Taken back."))
            case "redo":
                self._services.redo()
                return self._after_undo(msg("Done again."))
            case _:
                raise NotPossible(name, msg("is nothing that can be done here"))

    def _judge(self, answer: Answer) -> str:
        if self.view() is None:
            raise NotPossible("", msg("everything is answered"), next_step=msg("b goes back to the last one"))
        asked = self.asked[self._place]
        self._services.keep(Judgement(asked.unit, asked.code, answer, self.coder))
        self._answers[asked.code, asked.unit] = answer
        self._looking_back = False
        self._advance(self._place + 1)
        return msg("{answer}: {code}.", answer=capitalised(term(answer)), code=asked.code)

    def _back(self) -> str:
        finished = self.view() is None
        place = self._place if finished and not self._looking_back else self._place - 1
        if place < 0 or not self.asked:
            raise NotPossible("", msg("this is the first one"))
        self._place, self._looking_back = place, True
        return "Back."

    def _after_undo(self, done: str) -> str:
        before = self._answers
        self._answers = dict(self._services.answers())
        changed = [
            place
            for place, asked in enumerate(self.asked)
            if before.get((asked.code, asked.unit)) != self._answer_to(asked)
        ]
        self._looking_back = False
        self._advance(changed[0] if changed else self._place)
        return done

    def _advance(self, start: int) -> None:
        """Go to the first that is not answered from a place on, or before it; to the last where there is none."""
        count = len(self.asked)
        for step in range(count):
            place = (start + step) % count
            if self._answer_to(self.asked[place]) is None:
                self._place = place
                return
        self._place = max(0, count - 1)

    def _answer_to(self, asked: Asked) -> Answer | None:
        return self._answers.get((asked.code, asked.unit))
