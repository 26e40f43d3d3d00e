"""Nynorsk words for the bokmål keywords of the codebook, from what stands in the corpus."""

from collections.abc import Callable
from itertools import chain

from kodetre.errors import NothingMatched
from kodetre.i18n.message import msg
from kodetre.matching.pairs import Proposed, propose
from kodetre.matching.patterns import words_in
from kodetre.project.project import Project
from kodetre.services.corpus import open_corpus


def propose_pairs(project: Project, on_progress: Callable[[str], None] = lambda _: None) -> list[Proposed]:
    """A nynorsk word for each keyword that has none and that the documents have one for, the most frequent first.

    `on_progress` is told when an analyser reads words first. Raises NothingMatched when there is none.
    """
    codebook = project.codebook()
    with project.store() as store:
        corpus = open_corpus(store, codebook, project.analyser(), on_progress)
    keywords = chain.from_iterable(code.keywords for code in codebook.codes())
    words = chain.from_iterable(words_in(keyword.pattern) for keyword in keywords)
    proposed = propose(corpus.matcher, words)
    if not proposed:
        what = msg("no nynorsk word in the documents answers a keyword without one")
        raise NothingMatched("", what, next_step=msg("is there a document in nynorsk?"))
    return proposed
