"""`kodetre codebook pairs`: nynorsk words for bokmål keywords, from what stands in the corpus."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from kodetre.matching.pairs import Proposed

_MOST_FORMS = 5
"""Forms of a proposed word that are shown."""


def pairs(json: JsonOption = False, project: ProjectOption = None) -> None:
    """Propose nynorsk words for the bokmål keywords of the codebook, where the corpus has them. Nothing is added by itself."""
    from kodetre.project.project import find
    from kodetre.services.pairs import propose_pairs

    proposed = propose_pairs(find(project), talk.say)
    if json:
        for pair in proposed:
            out.json_line({"bokmål": pair.word, "nynorsk": pair.other, "forms": dict(pair.forms), "count": pair.count})
    else:
        _draw(proposed)


def _draw(proposed: "Sequence[Proposed]") -> None:
    columns = (msg("bokmål"), msg("nynorsk"), msg("times"), msg("as it stands in the documents"))
    out.table(columns, [_row(pair) for pair in proposed], numeric=(2,))
    out.line(msg("For the pairs of the codebook, those that are right:"))
    out.line("pairs:")
    for pair in proposed:
        out.line(f"  - {pair.word} = {pair.other}")
    talk.say(msg("Nothing is added by itself. A pair makes a keyword match both words."))


def _row(pair: "Proposed") -> tuple[object, ...]:
    forms = ", ".join(f"{form} {count}" for form, count in pair.forms[:_MOST_FORMS])
    return pair.word, pair.other, pair.count, forms
