"""TODO"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters
from kodetre.matching.patterns import Pattern, parse
from kodetre.model.codings import Decision
from kodetre.model.documents import Document, DocumentInfo
from kodetre.model.suggestions import Suggestion
from kodetre.project.project import Project
from kodetre.report.data import Answered, ReportData, Searched
from kodetre.report.kinds import searches
from kodetre.report.options import Options
from kodetre.services.corpus import Corpus, open_corpus
from kodetre.services.gather import gather
from kodetre.store import Store
from kodetre.store.lazy import Shelf


def load_report_data(
    project: Project,
    store: Store,
    codebook: Codebook,
    kind: str,
    filters: Filters,
    options: Options,
    on_progress: Callable[[str], None],
) -> ReportData:
    """Everything that a kind of report needs; `on_progress` is told when an analyser reads words first.

    Raises MissingAnalyser, BadPattern, and for filters that nothing in the project has NothingMatched and UnknownDocument.
    """
    settings = project.settings
    shelf = Shelf(store)
    data = gather(store, codebook, settings.language, settings.group_by, filters, shelf)
    patterns = {written: parse(written) for written in options.patterns}
    if not patterns and not searches(kind, options):
        return data
    corpus = open_corpus(store, codebook, project.analyser(), on_progress, shelf)
    shown = {document.id for document in data.documents}
    if patterns:
        found = _hits(corpus, ((("", written), pattern) for written, pattern in patterns.items()))
        return replace(data, searched=tuple(one for one in found if one.document in shown))
    keywords = [(code, keyword) for code in codebook.codes() for keyword in code.keywords]
    corpus.matcher.prepare(keyword.pattern for _, keyword in keywords)
    but_not = {code.key: code.but_not for code in codebook.codes()}
    found = _hits(corpus, (((code.key, keyword.written), keyword.pattern) for code, keyword in keywords), but_not)
    decisions = [d for d in store.codings.decisions() if not filters.coder or d.coder in filters.coder]
    return replace(
        data,
        searched=tuple(one for one in found if one.document in shown),
        suggestions=tuple(_answered((s for s in corpus.suggestions(codebook) if s.document in shown), decisions)),
        unread=tuple((d.id, _blank(shelf[d.id], d)) for d in data.documents),
    )


def _hits(
    corpus: Corpus,
    patterns: Iterator[tuple[tuple[str, str], Pattern]],
    but_not: Mapping[str, frozenset[str]] | None = None,
) -> Iterator[Searched]:
    """Where patterns (by code and how they are written) hit, in headings, contents pages and reference lists too."""
    barred = but_not or {}
    for (code, written), pattern in patterns:
        for indexed in corpus.matcher.candidates(pattern):
            found = [
                (" ".join(hit.span.of(indexed.text).lower().split()), hit.span.start)
                for hit in corpus.matcher.hits(indexed, pattern, written)
            ]
            kept = [(form, start) for form, start in found if form not in barred.get(code, ())]
            forms = Counter(form for form, _ in kept)
            if kept:
                starts = tuple(start for _, start in kept)
                yield Searched(code, written, indexed.id, tuple(sorted(forms.items())), starts)


def _answered(suggestions: Iterator[Suggestion], decisions: list[Decision]) -> Iterator[Answered]:
    verdicts: dict[tuple[str, int, int, str], list[tuple[str, str]]] = {}
    for d in decisions:
        verdicts.setdefault((d.document, d.span.start, d.span.end, d.code), []).append((d.coder, d.verdict))
    for suggestion in suggestions:
        said = tuple(verdicts.get(suggestion.key, ()))
        yield Answered(suggestion.document, suggestion.code, suggestion.keywords, said)


def _blank(document: Document, info: DocumentInfo) -> tuple[str, ...]:
    """The labels of the pages that gave no text."""
    if not info.paged:
        return ()
    return tuple(page.label for page in document.reading.pages if not document.text[page.start : page.end].strip())
