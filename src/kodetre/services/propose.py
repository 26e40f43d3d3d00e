"""Words that could be keywords of codes, and taking them into the codebook."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

import numpy as np

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Code, stands_under
from kodetre.document.filters import Filters
from kodetre.errors import NothingMatched
from kodetre.i18n.message import joined, msg
from kodetre.i18n.slips import did_you_mean, nearest
from kodetre.matching.forms import KeyWord, key_words
from kodetre.matching.patterns import Pattern, words_in
from kodetre.model.codings import Coding, Decision
from kodetre.model.documents import Span
from kodetre.project.project import Project
from kodetre.services.edit_codebook import AddKeywords, EditRequest, EditResult, edit_codebook
from kodetre.services.suggest import PlacedSuggestion, SuggestionList, SuggestRequest, find_suggestions, placed
from kodetre.suggestions.proposals import Known, Proposal, WordSearch, proposals

_MOST_PARAGRAPHS = 5
"""Paragraphs without a keyword that are shown of each code."""


@dataclass(frozen=True, slots=True)
class ProposeRequest:
    """The code that words are wanted for (every code without one); from which documents and whose codings; for which coder; and
    how many words of each code at most (0 for all).
    """

    code: str = ""
    filters: Filters = field(default_factory=Filters)
    coder: str | None = None
    limit: int = 0


@dataclass(frozen=True, slots=True)
class CodeProposals:
    """What is proposed for a code: words, best first; so many excerpts were coded with it; and paragraphs that look like what was
    accepted though no keyword hits them, the most probable first.
    """

    code: Code
    excerpts: int
    words: tuple[Proposal, ...]
    paragraphs: tuple[PlacedSuggestion, ...]


def propose(
    project: Project, request: ProposeRequest, on_progress: Callable[[str], None] = lambda _: None
) -> list[CodeProposals]:
    """The words and paragraphs that are proposed for a code, or for every code of which there are any, in the codebook's
    order.

    Raises UnknownCode, NothingMatched when nothing is proposed, and what `find_suggestions` raises.
    """
    wanted = find_code(project.codebook(), request.code) if request.code else None
    suggested = find_suggestions(project, SuggestRequest(request.filters, coder=request.coder), on_progress)
    codes = [wanted] if wanted is not None else list(suggested.codebook.codes())
    corpus = _CorpusOfCodes(suggested)
    proposed = [corpus.proposals(code, request.limit) for code in codes]
    of_any = [each for each in proposed if each.words or each.paragraphs]
    if not of_any:
        where = suggested.selection.within()
        what = msg(
            "no word is proposed {where}: what its definition and codings say, its keywords find already", where=where
        )
        name = wanted.key if wanted is not None else ""
        raise NothingMatched(
            name,
            what,
            next_step=msg("code some more: kodetre code --code {name}", name=name)
            if name
            else msg("code some more: kodetre code"),
        )
    return of_any


def take_words(
    project: Project, request: ProposeRequest, words: Sequence[str], on_progress: Callable[[str], None] = lambda _: None
) -> EditResult:
    """Make proposed words keywords of the request's code, as one step of the journal.

    Raises UnknownCode; NothingMatched for a word that is not proposed; and what `edit_codebook` raises.
    """
    code = find_code(project.codebook(), request.code)
    (of_code,) = propose(project, replace(request, limit=0), on_progress)
    there = [proposal.word for proposal in of_code.words]
    for word in words:
        if word not in there:
            near = nearest(word, there)
            question = joined((did_you_mean(near), " ")) if near else ""
            step = msg("{question}see: kodetre words --suggest {code_key}", question=question, code_key=code.key)
            raise NothingMatched(
                word, msg("is not among the words proposed for {code_key}", code_key=code.key), next_step=step
            )
    return take(project, code.key, words, request.coder)


def take(project: Project, code: str, words: Sequence[str], coder: str | None) -> EditResult:
    """Make words keywords of a code (its key), as one step of the journal. Raises what `edit_codebook` raises."""
    return edit_codebook(project, EditRequest(AddKeywords(code, tuple(words)), coder))


class _CorpusOfCodes:
    """What is suggested in a corpus, asked code by code."""

    def __init__(self, suggested: SuggestionList) -> None:
        self._suggested = suggested
        ids = frozenset(suggested.selection.ids)
        self._search = WordSearch(suggested.corpus.matcher, suggested.learner.units, ids)
        self._indexed = [indexed for indexed in suggested.corpus.matcher.index.documents if indexed.id in ids]

    def proposals(self, code: Code, limit: int) -> CodeProposals:
        """What is proposed for a code."""
        suggested = self._suggested
        under = [own for own in suggested.codebook.codes() if stands_under(own.key, code.key)]
        keys = {own.key for own in under}
        codings = [c for c in suggested.work.codings if c.code in keys and suggested.selection.lets(c)]
        keywords = chain.from_iterable(own.keywords for own in under)
        patterns = [keyword.pattern for keyword in keywords]
        learning = suggested.learner.of_code(code.key, suggested.work)
        known = Known(
            code,
            patterns,
            self._hit(keys),
            self._units_of(codings),
            self._rejected(keys),
            learning.probability,
            self._key_words(codings, patterns),
            learning.looks_like_it if suggested.beyond_keywords else (),
        )
        words = proposals(known, self._search)
        of_code = np.array([own.key == code.key for own in suggested.open.table.codes], bool)
        alike = suggested.open.some(of_code[suggested.open.code] & ~suggested.open.is_of_keywords)
        count = len(codings)
        paragraphs = tuple(placed(suggested, alike[:_MOST_PARAGRAPHS]))
        return CodeProposals(code, count, tuple(words[: limit or None]), paragraphs)

    def _hit(self, keys: set[str]) -> frozenset[int]:
        """The paragraphs that keywords of some codes hit."""
        every = self._suggested.all
        wanted = np.array([code.key in keys for code in every.table.codes], bool)
        return frozenset(every.unit[wanted[every.code] & every.is_of_keywords].tolist())

    def _units_of(self, marked: Sequence[Coding] | Sequence[Decision]) -> frozenset[int]:
        units = self._search.units
        numbers = (units.overlapping(mark.document, mark.span) for mark in marked)
        return frozenset(chain.from_iterable(numbers))

    def _rejected(self, keys: set[str]) -> frozenset[int]:
        """The paragraphs that were rejected for some codes."""
        suggested = self._suggested
        coders = suggested.selection.filters.coder
        rejections = [
            decision
            for decision in suggested.work.decisions
            if decision.verdict == "reject" and decision.code in keys and (not coders or decision.coder in coders)
        ]
        return self._units_of(rejections)

    def _key_words(self, codings: Sequence[Coding], patterns: Sequence[Pattern]) -> list[KeyWord]:
        """The words that go with excerpts of a code."""
        if not codings:
            return []
        excerpts: dict[str, list[Span]] = {}
        for coding in codings:
            excerpts.setdefault(coding.document, []).append(coding.span)
        matcher = self._suggested.corpus.matcher
        matcher.prepare(patterns)
        known = chain.from_iterable(words_in(pattern) for pattern in patterns)
        return key_words(matcher, self._indexed, excerpts, known)
