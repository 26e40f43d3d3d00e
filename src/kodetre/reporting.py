"""What a report is made from, with what the keywords hit where a report wants to know."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace

from kodetre.codebook.tree import Codebook
from kodetre.corpus import Corpus, open_corpus
from kodetre.model import Decision, Document, DocumentInfo
from kodetre.project import Project
from kodetre.report.gather import Filters, gather
from kodetre.report.kinds import SEARCHES
from kodetre.report.tables import Answered, Basis, Searched
from kodetre.store import Store


def basis_of(
    project: Project, store: Store, codebook: Codebook, kind: str, filters: Filters, said: Callable[[str], None]
) -> Basis:
    """Everything that a kind of report needs; `said` is told when an analyser reads words first. Raises MissingAnalyser."""
    settings = project.settings
    basis = gather(store, codebook, settings.language, settings.group_by, filters)
    if kind not in SEARCHES:
        return basis
    corpus = open_corpus(store, codebook, project.analyser(), said)
    shown = {document.id for document in basis.documents}
    decisions = [d for d in store.codings.decisions() if not filters.coder or d.coder in filters.coder]
    return replace(
        basis,
        searched=tuple(one for one in _searched(corpus, codebook) if one.document in shown),
        suggestions=tuple(one for one in _answered(corpus, codebook, decisions) if one.document in shown),
        unread=tuple((d.id, _blank(corpus.documents[d.id], d)) for d in basis.documents),
    )


def _searched(corpus: Corpus, codebook: Codebook) -> Iterator[Searched]:
    """Every keyword in every document, hits in headings, contents pages and reference lists too."""
    corpus.matcher.prepare(keyword.pattern for code in codebook.codes() for keyword in code.keywords)
    for code in codebook.codes():
        for keyword in code.keywords:
            for indexed in corpus.matcher.index.documents:
                texts = [
                    " ".join(hit.span.of(indexed.text).lower().split())
                    for hit in corpus.matcher.hits(indexed, keyword.pattern, keyword.written)
                ]
                forms = Counter(text for text in texts if text not in code.but_not)
                yield Searched(code.key, keyword.written, indexed.id, tuple(sorted(forms.items())))


def _answered(corpus: Corpus, codebook: Codebook, decisions: list[Decision]) -> Iterator[Answered]:
    verdicts: dict[tuple[str, int, int, str], list[tuple[str, str]]] = {}
    for d in decisions:
        verdicts.setdefault((d.document, d.span.start, d.span.end, d.code), []).append((d.coder, d.verdict))
    for suggestion in corpus.suggestions(codebook):
        said = tuple(verdicts.get(suggestion.key, ()))
        yield Answered(suggestion.document, suggestion.code, suggestion.keywords, said)


def _blank(document: Document, info: DocumentInfo) -> tuple[str, ...]:
    """The labels of the pages that gave no text."""
    if not info.paged:
        return ()
    return tuple(page.label for page in document.reading.pages if not document.text[page.start : page.end].strip())
