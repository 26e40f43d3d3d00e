"""`kodetre suggest`: what the keywords point at."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CodeFilter, CoderOption, DocumentFilter, GroupFilter, JsonOption, ProjectOption

if TYPE_CHECKING:
    from kodetre.document.location import Locator
    from kodetre.model.suggestions import Suggestion
    from kodetre.services.corpus import Corpus


class By(StrEnum):
    """What a list of suggestions is ordered by."""

    code = "code"
    document = "document"


def suggest(
    by: Annotated[By, typer.Option(help="List by code or by document, best first.")] = By.code,
    code: CodeFilter = None,
    document: DocumentFilter = None,
    group: GroupFilter = None,
    min_score: Annotated[float, typer.Option(min=0, help="Only suggestions with at least this score.")] = 0.0,
    limit: Annotated[int, typer.Option(min=0, help="At most so many for each code or document; 0 shows all.")] = 0,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """List what the codebook's keywords suggest and you have not decided on, best first."""
    from kodetre.document.filters import Filters
    from kodetre.project.project import find
    from kodetre.services.suggest import SuggestRequest, nothing_suggested, open_queue

    filters = Filters(code=tuple(code or ()), group=tuple(group or ()), document=tuple(document or ()))
    queue = open_queue(find(project), SuggestRequest(filters, min_score, coder), talk.say)
    shown = _limited(queue.open, by, limit)
    if json:
        locators = _locators(shown, queue.corpus)
        for suggestion in shown:
            out.json_line(_as_json(suggestion, locators[suggestion.document]))
    if not shown:
        raise nothing_suggested(queue)
    if not json:
        _draw(shown, by, queue.corpus, len(queue.open))


def _limited(suggestions: "list[Suggestion]", by: By, limit: int) -> "list[Suggestion]":
    gathered: dict[str, list[Suggestion]] = {}
    for suggestion in suggestions:
        gathered.setdefault(suggestion.code if by is By.code else suggestion.document, []).append(suggestion)
    return [s for found in gathered.values() for s in (found[:limit] if limit else found)]


def _locators(shown: "list[Suggestion]", corpus: "Corpus") -> "dict[str, Locator]":
    from kodetre.document.location import Locator

    return {id: Locator.of(corpus.documents[id]) for id in dict.fromkeys(s.document for s in shown)}


def _as_json(suggestion: "Suggestion", locator: "Locator") -> dict[str, object]:
    page, _ = locator.pages(suggestion.span)
    return {
        "document": suggestion.document, "start": suggestion.span.start, "end": suggestion.span.end,
        "text": suggestion.span.of(locator.document.text), "code": suggestion.code, "keywords": list(suggestion.keywords),
        "score": suggestion.score, "page": page.number, "label": page.label,
    }  # fmt: skip


def _draw(shown: "list[Suggestion]", by: By, corpus: "Corpus", total: int) -> None:
    from rich.text import Text

    from kodetre.cli.excerpt import marked

    console = out.console()
    locators = _locators(shown, corpus)
    current = ""
    for suggestion in shown:
        head = suggestion.code if by is By.code else suggestion.document
        document = corpus.documents[suggestion.document]
        if head != current:
            current = head
            title = head if by is By.code else f"{head}  {document.info.metadata.title}"
            console.print(Text(f"\n{talk.printable(title)}", style="bold"))
        label = locators[suggestion.document].page_label(suggestion.span)
        where = suggestion.document if by is By.code else suggestion.code
        console.print(
            Text.assemble(
                (f"{suggestion.score:5.2f}  {where}{', s. ' + label if label else ''}  ", "cyan"),
                ("; ".join(suggestion.reasons), "dim"),
            )
        )
        console.print(marked(document.text, suggestion.span, [hit.span for hit in suggestion.hits], most=400), "")
    console.print(Text(f"{len(shown)} of {total} suggestions that are not decided.", style="dim"))
