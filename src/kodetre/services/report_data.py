"""What a report is made from, asked of the store and, where it tells what keywords hit, of the index over the words."""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, partial

from kodetre.actors.gather import Actor
from kodetre.codebook.tree import Codebook, Keyword
from kodetre.document.asked import Asked, asked_spans
from kodetre.document.citation import Citer, year_letters
from kodetre.document.filters import Filters, Selection
from kodetre.document.location import Locator
from kodetre.i18n.formats import moment
from kodetre.i18n.messages import word, word_for
from kodetre.matching.parse import parse
from kodetre.matching.searched import words_searched
from kodetre.model.coding_columns import CodingColumns
from kodetre.model.codings import Coding, Decision
from kodetre.model.documents import DocumentInfo, Span
from kodetre.model.suggestions import Suggestion
from kodetre.model.synthesis import SynthesisData
from kodetre.project.project import Project
from kodetre.report.data import CodeReading, Excerpt, ReportData, counted
from kodetre.services.actors import actors_of
from kodetre.services.cases import all_cases, project_cases
from kodetre.services.citing import CaseFields, case_fields, citer_of
from kodetre.services.coders import CodersRequest, compared_coders
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.services.keywords_sample import estimates_of
from kodetre.services.read_pages import readings_in
from kodetre.services.report_hits import Hits, Wanted, answered, counted_by_document, keywords_of
from kodetre.services.selection import select_in
from kodetre.store import Store
from kodetre.store.kept_index import KeptIndex
from kodetre.store.kept_units import blank_pages, kept_blank_pages
from kodetre.store.lazy import Shelf, WordStarts
from kodetre.suggestions.learner import Learner
from kodetre.suggestions.read_so_far import ReadSoFar
from kodetre.suggestions.rows import KeywordSuggestions
from kodetre.suggestions.sampling import SampleEstimate
from kodetre.suggestions.stopping import share_found


@dataclass(frozen=True, slots=True)
class DataRequest:
    """Which codings are meant, and what besides: hits of the codebook's keywords, or of patterns instead of them."""

    filters: Filters = field(default_factory=Filters)
    hits: bool = False
    patterns: tuple[str, ...] = ()
    recall: float | None = None
    """The recall at which reading may stop; without it, the project's."""
    attributes: frozenset[str] = frozenset()
    """Attributes of cases that the report is by; others are not read."""
    only_counts: bool = False
    """Whether codings are only counted: where all are meant, they are read as columns."""


def load_report_data(
    project: Project, store: Store, request: DataRequest, on_progress: Callable[[str], None]
) -> ReportData:
    """Everything that is asked for, from one look at the store; documents are read when something asks for them.

    `on_progress` is told when an analyser reads words first. Raises MissingAnalyser, BadPattern, SlowPattern, CodebookError,
    and for filters that nothing in the project has NothingMatched and UnknownDocument.
    """
    codebook, shelf = project.codebook(), Shelf(store)
    data = _codings(project, store, codebook, request, shelf)
    cases = cache(partial(project_cases, project, store, store.documents.all(), request.attributes))
    data = replace(data, cases=cases)
    recall = request.recall if request.recall is not None else project.settings.recall
    data = replace(data, recall=recall)
    patterns = [Wanted(Keyword(written, parse(written))) for written in dict.fromkeys(request.patterns)]
    if not patterns and not request.hits:
        return data
    corpus = open_corpus(store, codebook, project.analyser(), on_progress, shelf)
    shown = frozenset(document.id for document in data.documents)
    if patterns:
        looked_for = {
            wanted.keyword.written: words_searched(wanted.keyword.pattern, corpus.matcher.pairs) for wanted in patterns
        }
        searched = Hits(corpus, patterns, shown, asked_in(store, shelf))
        return replace(data, searched=searched, looked_for=looked_for, blank_pages=_blank_pages(corpus, shelf, data))
    hits = Hits(corpus, keywords_of(codebook), shown, asked_in(store, shelf))
    by_keywords = corpus.keyword_suggestions(codebook)
    suggested = by_keywords.in_documents(shown)
    coders = request.filters.coder
    every = store.codings.decisions()
    decisions = [decision for decision in every if not coders or decision.coder in coders]
    columns = data.columns if data.columns is not None else store.codings.columns()
    return replace(
        data,
        searched=hits,
        hits_in=hits.by_document,
        estimates=tuple(_estimates(store, codebook, corpus, suggested, request.filters, shown)),
        readings=partial(_readings, by_keywords, data, columns, every),
        suggested_in=counted_by_document(suggested),
        suggestions=tuple(answered(suggested, decisions, columns)),
        blank_pages=_blank_pages(corpus, shelf, data),
    )


def _codings(project: Project, store: Store, codebook: Codebook, request: DataRequest, shelf: Shelf) -> ReportData:
    """The codings that the filters let through, as excerpts, with all that says where they come from; as columns where they are
    only counted and all are meant.

    Year letters are given over all documents, so that a source is cited alike in every report.
    """
    language = project.settings.language
    infos = tuple(store.documents.all())  # each is made once
    asked = asked_in(store, shelf)
    as_columns = request.only_counts and request.filters == Filters() and not asked
    kept = [] if as_columns else store.codings.kept()
    selection = select_in(project, store, codebook, request.filters, kept)
    filters, groups = selection.filters, dict(selection.groups)
    years = year_letters(infos, language)
    let = kept if selection.lets_everything else [coding for coding in kept if selection.lets(coding)]
    wanted = [coding for coding in let if not asked.codes(coding)] if asked else let
    excerpts = _excerpts(project, store, shelf, wanted, infos, years)
    columns = store.codings.columns() if as_columns else None
    memos = tuple(memo for memo in store.codings.memos() if not filters.coder or memo.coder in filters.coder)
    words = WordStarts(store)
    data = ReportData(
        language, codebook, selection.documents, years, groups, excerpts, columns, memos=memos, words=words
    )
    data = replace(
        data, selected_spans=_selected_spans(selection, words), lets_case=selection.lets_case, known=tuple(infos)
    )
    data = replace(
        data,
        reading=partial(readings_in, store, shelf, [document.id for document in selection.documents]),
        may_be_read=bool(store.read_log.signed() or store.read_log.shown()),
        synthesis=partial(synthesis_of, project, store),
        kept_searches=tuple(store.read_log.searches()),
        coded=frozenset(coding.document for coding in kept),
        actors=partial(_actors, project, store, selection),
        sources=store.sources.log(),
        discussions=tuple(store.discussions.live()),
        criteria=dict(project.settings.criteria),
        compared=partial(compared_coders, store, CodersRequest(filters, selection.documents, kept, excerpts, language)),
    )
    near, adrift = sum(coding.found == "near" for coding in wanted), len(wanted) - len(excerpts)
    if columns is not None:
        near, adrift = columns.near, columns.adrift
    footer = list(_footer(store, data, filters, near, adrift))
    if uncounted := len(let) - len(wanted):
        footer.append(word_for(language, "asked", uncounted))
    return replace(data, footer=tuple(footer))


def _excerpts(
    project: Project,
    store: Store,
    shelf: Shelf,
    codings: Sequence[Coding],
    infos: Sequence[DocumentInfo],
    years: Mapping[str, str],
) -> tuple[Excerpt, ...]:
    """Those of some codings that stand in their text, with who cites them."""
    if not codings:
        return ()
    by_id, cases = {document.id: document for document in infos}, case_fields(project, store)
    citers = {document.id: citer_for(project, document, years[document.id], store, shelf, cases) for document in infos}
    return tuple(
        Excerpt(coding, by_id[coding.document], citers[coding.document])
        for coding in codings
        if coding.found != "adrift"
    )


def asked_in(store: Store, shelf: Shelf) -> Asked:
    """What interviewers say in the documents of a store."""
    documents = {document for document, _ in store.speakers.asking()}
    return Asked({id: asked_spans(shelf[id]) for id in documents if id in shelf})


def _selected_spans(selection: Selection, words: Mapping[str, Sequence[int]]) -> dict[str, Sequence[Span]]:
    """What a condition on cases lets through of documents of which it lets only stretches through."""
    condition = selection.condition
    if condition is None:
        return {}
    parted = [document.id for document in selection.documents if condition.is_parted(document.id)]
    return {id: condition.spans(id, max(words[id], default=0) + 1) for id in parted}


def synthesis_of(project: Project, store: Store) -> SynthesisData:
    """What is said of the cells of the analysis, with the cases and verdicts of the project."""
    settings = project.settings
    cases = tuple(all_cases(project, store, (), figures=False))
    return SynthesisData(tuple(store.synthesis.live()), cases, settings.group_kind, settings.verdicts)


def _actors(project: Project, store: Store, selection: Selection) -> list[Actor]:
    """Who is named in the documents that are shown; where actors are asked for, in the paragraphs that name one of them."""
    shown, every = selection.ids, actors_of(project, store)
    wanted: set[tuple[str, int]] = set()
    for actor in every:
        if actor.name in selection.filters.actor:
            wanted.update((mention.document, mention.paragraph) for mention in actor.mentions)
    actors: list[Actor] = []
    for actor in every:
        mentions = tuple(
            mention
            for mention in actor.mentions
            if mention.document in shown
            and (selection.named is None or (mention.document, mention.paragraph) in wanted)
        )
        if mentions:
            actors.append(replace(actor, mentions=mentions))
    return actors


def citer_for(
    project: Project, document: DocumentInfo, year: str, store: Store, shelf: Shelf, cases: CaseFields
) -> Citer:
    """Who cites the excerpts of a document, which is read when that is first asked."""
    locator = Locator(partial(shelf.__getitem__, document.id), partial(store.documents.boxes, document.id))
    return citer_of(document, locator, year, project.settings, cases)


def _footer(store: Store, data: ReportData, filters: Filters, near: int, adrift: int) -> Iterator[str]:
    """What the report was made from: the same store gives the same words."""
    language, codebook = data.language, data.codebook
    last = store.journal.last_step()
    yield word(
        language,
        "basis",
        documents=word_for(language, "documents", len(data.documents)),
        codings=word_for(language, "codings", len(data.excerpts if data.columns is None else data.columns)),
        codebook=f"{codebook.title} {codebook.version}".strip() + f" ({codebook.sha256[:8]})",
        changed=moment(last.created, language) if last else "–",
    )
    if in_words := filters.format(language):
        yield word(language, "filter", filter=in_words)
    if adrift:
        yield word_for(language, "adrift", adrift)
    if near:
        yield word_for(language, "near", near)


def _estimates(
    store: Store,
    codebook: Codebook,
    corpus: Corpus,
    suggestions: Sequence[Suggestion],
    filters: Filters,
    shown: Container[str],
) -> list[SampleEstimate]:
    """What was judged of the keywords, by the coders and for the codes that are meant, in the documents that are shown."""
    judgements = [
        judgement
        for judgement in store.judgements.live()
        if filters.lets_code(judgement.code) and (not filters.coder or judgement.coder in filters.coder)
    ]
    return estimates_of(codebook, corpus, judgements, shown, suggestions)


def _readings(
    by_keywords: KeywordSuggestions, data: ReportData, columns: CodingColumns, decisions: Sequence[Decision]
) -> tuple[CodeReading, ...]:
    """What each coder has read for each code in the documents that are shown, in the codebook's order, by all `columns`."""
    codebook, learner = by_keywords.codebook, Learner(by_keywords)
    coders = sorted({*counted(data).coders, *(decision.coder for decision in decisions)})
    inside = learner.units.within({document.id for document in data.documents})
    so_far = ReadSoFar(learner.units, by_keywords.finder, columns, decisions)
    readings: list[CodeReading] = []
    for coder in coders:
        for code, answers in so_far.answers(coder).items():
            if codebook.find(code) is None:
                continue
            reading = learner.reading_of(code, answers, inside)
            if (share := share_found(reading, data.recall)) is not None:
                accepted = sum(reading.accepted)
                readings.append(CodeReading(code, coder, len(reading.accepted), accepted, reading.total, share))
    place = data.code_order()
    return tuple(sorted(readings, key=lambda reading: (place(reading.code), reading.coder)))


def _blank_pages(corpus: Corpus, shelf: Shelf, data: ReportData) -> Mapping[str, tuple[str, ...]]:
    """The labels of the pages that gave no text, by document; of a large corpus they are kept."""
    index = corpus.matcher.index
    return (
        kept_blank_pages(index, corpus.documents)
        if isinstance(index, KeptIndex)
        else _BlankPages(shelf, data.documents)
    )


class _BlankPages(Mapping[str, tuple[str, ...]]):
    """The labels of the pages that gave no text, by document; looked for when they are asked for."""

    def __init__(self, shelf: Shelf, documents: Iterable[DocumentInfo]) -> None:
        self._shelf = shelf
        self._infos = {document.id: document for document in documents}
        self._known: dict[str, tuple[str, ...]] = {}

    def __getitem__(self, id: str) -> tuple[str, ...]:
        if id not in self._known:
            self._known[id] = tuple(blank_pages(self._shelf[id]))
        return self._known[id]

    def __iter__(self) -> Iterator[str]:
        return iter(self._infos)

    def __len__(self) -> int:
        return len(self._infos)
