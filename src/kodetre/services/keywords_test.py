"""How well the keywords do, held against a file of passages, or against what a coder has coded."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kodetre.document.filters import Filters, no_queries
from kodetre.document.location import Locator
from kodetre.errors import BadDecisions, NothingMatched
from kodetre.exchange.apply import Library, take
from kodetre.exchange.rows import read_rows
from kodetre.i18n.message import counted, joined, msg
from kodetre.model.codings import Decision
from kodetre.model.documents import Span
from kodetre.project.project import Project
from kodetre.services.places import locator_of, words_on_spreads
from kodetre.services.selection import SelectedCorpus, open_selected
from kodetre.store import Store
from kodetre.suggestions.measure import Gold, Measured, Passage, measure

_MOST_TOLD = 3
"""Rows that cannot be read and are told."""


@dataclass(frozen=True, slots=True)
class KeywordsTestRequest:
    """A file of passages, or, without one, the coder whose codings are the measure; which codes and documents; and whether only
    what was judged counts as wrong.
    """

    file: Path | None = None
    coder: str | None = None
    filters: Filters = field(default_factory=Filters)
    judged_only: bool = False


@dataclass(frozen=True, slots=True)
class PlacedExcerpt:
    """A stretch of a document that was missed or wrong: its words, its page, the code, and the keywords that hit it."""

    document: str
    span: Span
    text: str
    page: int
    label: str
    code: str
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KeywordsTest:
    """The scores; what was missed and what was wrong; the documents that count; what the passages are, in words; and how many
    codings were left out because nobody has read them.
    """

    measured: Measured
    missed: tuple[PlacedExcerpt, ...]
    wrong: tuple[PlacedExcerpt, ...]
    documents: tuple[str, ...]
    source: str
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Judged:
    """Passages with what they are, in words, and how many codings are none of them because nobody has read them."""

    gold: Gold
    source: str
    unread: int = 0


def hold_against(
    project: Project, request: KeywordsTestRequest, on_progress: Callable[[str], None] = lambda _: None
) -> KeywordsTest:
    """Hold what the keywords suggest against passages that belong to their codes.

    Documents without a passage do not count unless they are asked for. `on_progress` is told when an analyser reads words first.
    Raises BadDecisions for a file with rows that cannot be read, MissingFile, BadEncoding, SlowKeyword; NothingMatched where there
    are no passages, and what `open_selected` raises.
    """
    filters = Filters(request.filters.code, request.filters.group, request.filters.document)
    with project.store() as store:
        selected = open_selected(project, store, filters, on_progress)
        no_queries(selected.selection, "keywords test")
        judged = _from_file(request, store, selected) if request.file else _from_codings(project, request, store)
        on_spreads = words_on_spreads(store, selected.corpus.documents.values())
    gold = _within(judged.gold, selected)
    passages = (*gold.passages, *gold.rejected, *gold.doubtful)
    if not passages:
        what = msg("{source} has no passages {within}", source=judged.source, within=selected.selection.within())
        raise NothingMatched("", what, next_step=msg("code some by reading, or name a file of passages"))
    asked_for_documents = bool(filters.document or filters.group)
    wanted = selected.selection.ids if asked_for_documents else frozenset(passage.document for passage in passages)
    every = selected.corpus.suggestions(selected.codebook)
    suggestions = [suggestion for suggestion in every if suggestion.document in wanted]
    codes = {passage.code for passage in (*gold.passages, *gold.rejected)} | set(selected.selection.filters.code)
    measured = measure(selected.codebook, suggestions, gold, codes)
    locators = {
        id: locator_of(selected.corpus.documents[id], on_spreads) for id in wanted if id in selected.corpus.documents
    }
    missed = [_placed(locators[each.document], each.span, each.code) for each in measured.missed]
    wrong = [_placed(locators[each.document], each.span, each.code, each.keywords) for each in measured.wrong]
    documents = tuple(document.id for document in selected.selection.documents if document.id in wanted)
    return KeywordsTest(measured, tuple(missed), tuple(wrong), documents, judged.source, judged.unread)


def _from_file(request: KeywordsTestRequest, store: Store, selected: SelectedCorpus) -> _Judged:
    assert request.file is not None
    rows = [(row.line, row.values) for row in read_rows(request.file)]
    library = Library(store.documents.all(), selected.corpus.documents)
    verdicts = take(rows, library, selected.codebook, "", (), ())
    if verdicts.refused:
        lines = [msg("line {line}: {why}", line=line, why=why) for line, why in verdicts.refused]
        told = joined(lines[:_MOST_TOLD], "; ")
        what = msg("{rows} cannot be read: {told}", rows=counted(len(lines), "row"), told=told)
        raise BadDecisions(request.file, what, next_step=msg("mend them; the columns are those of kodetre apply"))
    passages = [Passage(coding.document, coding.span, coding.code) for coding in verdicts.change.codings]
    rejected, doubtful = _decided(verdicts.change.decisions)
    return _Judged(Gold(tuple(passages), rejected, doubtful, request.judged_only), request.file.name)


def _from_codings(project: Project, request: KeywordsTestRequest, store: Store) -> _Judged:
    coder = project.coder(request.coder)
    own = [coding for coding in store.codings.live() if coding.coder == coder]
    read = [coding for coding in own if coding.origin != "keyword"]
    passages = [Passage(coding.document, coding.span, coding.code) for coding in read]
    rejected, doubtful = _decided(decision for decision in store.codings.decisions() if decision.coder == coder)
    gold = Gold(tuple(passages), rejected, doubtful, request.judged_only)
    return _Judged(gold, msg("what {coder} has coded", coder=coder), len(own) - len(read))


def _decided(decisions: Iterable[Decision]) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """What was rejected, and what was deferred."""
    by_verdict: dict[str, list[Passage]] = {"accept": [], "reject": [], "defer": []}
    for decision in decisions:
        by_verdict[decision.verdict].append(Passage(decision.document, decision.span, decision.code))
    return tuple(by_verdict["reject"]), tuple(by_verdict["defer"])


def _within(gold: Gold, selected: SelectedCorpus) -> Gold:
    """The passages of the documents and codes that are selected."""
    ids, filters = selected.selection.ids, selected.selection.filters
    known = {code.key for code in selected.codebook.codes()}

    def let(passages: Sequence[Passage]) -> tuple[Passage, ...]:
        return tuple(p for p in passages if p.document in ids and filters.lets_code(p.code) and p.code in known)

    return Gold(let(gold.passages), let(gold.rejected), let(gold.doubtful), gold.judged_only)


def _placed(locator: Locator, span: Span, code: str, keywords: tuple[str, ...] = ()) -> PlacedExcerpt:
    first, _ = locator.pages(span)
    document = locator.document
    text = span.of(document.text)
    return PlacedExcerpt(document.id, span, text, first.number, locator.page_label(span), code, keywords)
