"""`kodetre suggest`: what the keywords point at."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, SuggestionSelection, grouped
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import by_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodetre.services.suggest import PlacedSuggestion, SuggestionList

_LONGEST = 400
"""Characters of a suggestion that are shown."""


class By(StrEnum):
    """What a list of suggestions is ordered by."""

    code = "code"
    document = "document"


@dataclass(frozen=True, slots=True)
class SuggestLimits:
    """How good suggestions must be, and how many are shown."""

    min_probability: Annotated[
        float, typer.Option(min=0, max=1, help="Only those that you accept with at least this probability, e.g. 0.7.")
    ] = 0.0
    min_score: Annotated[float, typer.Option(min=0, help="Only those whose keywords are together so rare.")] = 0.0
    limit: Annotated[int, typer.Option(min=0, help="At most so many for each code or document; 0 shows all.")] = 0


@grouped
def suggest(
    *,
    by: Annotated[By, typer.Option(help="List by code or by document, best first.")] = By.code,
    selection: SuggestionSelection,
    limits: SuggestLimits,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """List what is suggested and you have not decided on, the most probable first.

    *7 of 10* means: of ten such suggestions you would accept seven. Before you have decided on any, the keywords alone
    say it; then it is learned from your answers, and paragraphs without any keyword are suggested too (learn: no in
    kodetre.yaml turns these off).
    """
    from kodetre.project.project import find
    from kodetre.services.suggest import SuggestRequest, best_of, find_suggestions, nothing_suggested

    request = SuggestRequest(selection.filters(), limits.min_score, coder, limits.min_probability)
    suggested = find_suggestions(find(project), request, talk.say)
    shown = best_of(suggested, by.value, limits.limit)
    if not shown:
        raise nothing_suggested(suggested)
    if json:
        for placed in shown:
            out.json_line(_as_json(placed))
    else:
        _draw(shown, by, len(suggested.open))
        _tell_of_keywords(suggested)


def _tell_of_keywords(suggested: "SuggestionList") -> None:
    """Say which keywords deserve a look, in a line."""
    from kodetre.cli.codebook_corpus import in_a_line
    from kodetre.services.check_keywords import of_suggestions

    if line := in_a_line(of_suggestions(suggested)):
        talk.say(line)


def _as_json(placed: "PlacedSuggestion") -> dict[str, object]:
    suggestion = placed.suggestion
    return {
        "document": suggestion.document,
        "start": suggestion.span.start,
        "end": suggestion.span.end,
        "text": suggestion.span.of(placed.document.text),
        "code": suggestion.code,
        "keywords": list(suggestion.keywords),
        "score": suggestion.score,
        "page": placed.page.number,
        "label": placed.page.label,
        "probability": suggestion.probability,
        "reasons": list(suggestion.reasons),
    }


def _draw(shown: "Sequence[PlacedSuggestion]", by: By, total: int) -> None:
    from rich.text import Text

    from kodetre.cli.excerpt import marked, why

    last = ""
    for placed in shown:
        suggestion, document = placed.suggestion, placed.document
        heading = suggestion.code if by is By.code else f"{document.id}  {document.info.metadata.title}"
        if heading != last:
            last = heading
            out.rich(Text(f"\n{heading}", style="bold"))
        out.rich(why(placed, suggestion.document if by is By.code else suggestion.code))
        hits = [hit.span for hit in suggestion.hits]
        out.rich(marked(document.text, suggestion.span, hits, most=_LONGEST))

    out.rich(
        Text(
            phrase(
                by_number(
                    total,
                    "{shown} of {number} suggestion that is not decided.",
                    "{shown} of {number} suggestions that are not decided.",
                    shown=len(shown),
                )
            ),
            style="dim",
        )
    )
