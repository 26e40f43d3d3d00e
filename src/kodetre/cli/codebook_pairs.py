"""`kodetre codebook pairs`: nynorsk words for bokmål keywords, from what stands in the corpus."""

from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.errors import NothingMatched

if TYPE_CHECKING:
    from kodetre.matching.pairs import Proposed


def pairs(json: JsonOption = False, project: ProjectOption = None) -> None:
    """Propose nynorsk words for the bokmål keywords of the codebook, where the corpus has them. Nothing is added by itself."""
    from kodetre.matching.pairs import propose
    from kodetre.matching.patterns import words_in
    from kodetre.project.project import find
    from kodetre.services.corpus import open_corpus

    opened = find(project)
    codebook = opened.codebook()
    with opened.store() as store:
        corpus = open_corpus(store, codebook, opened.analyser(), talk.say)
    keywords = [word for code in codebook.codes() for keyword in code.keywords for word in words_in(keyword.pattern)]
    found = propose(corpus.matcher, dict.fromkeys(word.word.lower() for word in keywords))
    if json:
        for one in found:
            out.json_line({"bokmål": one.word, "nynorsk": one.other, "forms": dict(one.forms), "count": one.count})
    if not found:
        raise NothingMatched(
            "",
            "no nynorsk word in the documents answers a keyword without one",
            next_step="is there a document in nynorsk?",
        )
    if not json:
        _draw(found)


def _draw(found: "list[Proposed]") -> None:
    out.table(
        ("bokmål", "nynorsk", "times", "as it stands in the documents"),
        [
            (one.word, one.other, one.count, ", ".join(f"{form} {count}" for form, count in one.forms[:5]))
            for one in found
        ],
        numeric=(2,),
    )
    out.line("For the pairs of the codebook, those that are right:")
    out.line("pairs:")
    for one in found:
        out.line(f"  - {one.word} = {one.other}")
    talk.say("Nothing is added by itself. A pair makes a keyword match both words.")
