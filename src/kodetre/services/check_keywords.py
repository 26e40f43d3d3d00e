"""The codebook looked at in the corpus: keywords that deserve a look before they are trusted."""

from collections.abc import Callable

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters
from kodetre.project.project import Project
from kodetre.services.corpus import Corpus
from kodetre.services.selection import open_selected
from kodetre.services.suggest import SuggestionList
from kodetre.suggestions.check import Checked, Finding, of_hits, of_words


def check_keywords(project: Project, on_progress: Callable[[str], None] = lambda _: None) -> list[Finding]:
    """What deserves a look, in the order of the codebook; nothing where all is well.

    `on_progress` is told when an analyser reads words first. Raises SlowKeyword, and what `open_selected` raises.
    """
    with project.store() as store:
        selected = open_selected(project, store, Filters(), on_progress)
    codebook, corpus = selected.codebook, selected.corpus
    findings = _of_hits(codebook, corpus) + of_words(codebook, corpus.matcher)
    order = {code.key: place for place, code in enumerate(codebook.codes())}
    return sorted(findings, key=lambda finding: order.get(finding.code, len(order)))


def of_suggestions(suggested: SuggestionList) -> list[Finding]:
    """What the hits alone tell, where nothing was left out of what is suggested; nothing otherwise."""
    request = suggested.request
    if suggested.selection.filters != Filters() or request.min_score or request.min_probability or suggested.left_out:
        return []
    by_keywords = suggested.learner.by_keywords
    return of_hits(Checked(suggested.codebook, by_keywords, _paragraphs(suggested.codebook, suggested.corpus)))


def _of_hits(codebook: Codebook, corpus: Corpus) -> list[Finding]:
    return of_hits(Checked(codebook, corpus.keyword_suggestions(codebook), _paragraphs(codebook, corpus)))


def _paragraphs(codebook: Codebook, corpus: Corpus) -> int:
    """How many units of coding there are."""
    return int(corpus.units(codebook.unit).arrays.first[-1])
