"""`kodetre search`: every hit of a pattern in its context."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, DocumentSelection, JsonOption, ProjectOption, grouped
from kodetre.controls import shown
from kodetre.errors import WrongUse
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.model.documents import Document
    from kodetre.services.search import FoundHit, HitCount, SearchResult

_AROUND = 60
"""Characters on either side of a hit that programs are given."""
_LONGEST_TITLE = 40
"""Characters of a title that stand beside a row of signs."""


class By(StrEnum):
    """What hits are counted by."""

    document = "document"
    group = "group"
    year = "year"


@dataclass(frozen=True, slots=True)
class SearchView:
    """How hits are shown."""

    count: Annotated[bool, typer.Option("--count", help="Only how many, absolute and per 1,000 words.")] = False
    by: Annotated[By, typer.Option(help="What --count counts by.")] = By.document
    sentence: Annotated[bool, typer.Option("--sentence", help="Show the whole sentence around each hit.")] = False
    plot: Annotated[bool, typer.Option("--plot", help="Draw where in each document the hits stand.")] = False
    record: Annotated[
        bool,
        typer.Option("--record", help="Keep the search with what it gave, hits or none, for report absence."),
    ] = False


@grouped
def search(
    pattern: Annotated[
        str, typer.Argument(help="A keyword pattern. One that begins with a hyphen follows --: search -- -tilskudd")
    ],
    view: SearchView,
    selection: DocumentSelection,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Show every hit of a pattern with the words around it (KWIC), its document and page."""
    from kodetre.project.project import find
    from kodetre.services.search import SearchRequest, counts
    from kodetre.services.search import search as search_for

    if view.record and (view.count or view.plot):
        raise WrongUse("--record", msg("keeps a search and shows its hits; leave out --count and --plot"))
    if view.count and view.plot:
        raise WrongUse("", msg("--count and --plot are two views; choose one"))
    if coder is not None and not view.record:
        raise WrongUse("--coder", msg("says who keeps a search"), next_step=msg("add --record"))
    request = SearchRequest(pattern, selection.filters(), view.sentence, view.record, coder)
    result = search_for(find(project), request, talk.say)
    if view.record:
        with out.telling(msg("the search is kept as step {step}", step=result.step)):
            if json:
                out.json_line(_kept_as_json(pattern, result))
                return
            if result.hits:
                _draw(result)
            _tell_kept(result)
        return
    if view.count and json:
        _print_counts(counts(result, view.by.value), view.by)
    elif view.count:
        _draw_counts(result, counts(result, view.by.value), view.by)
    elif json:
        for found in result.hits:
            out.json_line(_as_json(found, result.documents[found.hit.document]))
    elif view.plot:
        _plot(result)
    else:
        _draw(result)


def _kept_as_json(pattern: str, result: "SearchResult") -> dict[str, object]:
    hits = {id: result.hits.by_document.get(id, 0) for id in result.documents}
    return {"pattern": pattern, "hits": len(result.hits), "documents": hits, "step": result.step}


def _tell_kept(result: "SearchResult") -> None:
    searched = counted(len(result.documents), "document")
    if result.hits:
        out.line(
            msg("The search is kept: {hits} in {documents}.", hits=counted(len(result.hits), "hit"), documents=searched)
        )
    else:
        out.line(msg("It stands nowhere in {documents}; the search is kept.", documents=searched))
    out.line(msg("See it in: kodetre report absence. Take it back: kodetre undo"))


def _print_counts(rows: "list[HitCount]", by: By) -> None:
    for row in rows:
        out.json_line({by.value: row.name, "hits": row.hits, "words": row.words, "per_1000": round(row.per_1000, 3)})


def _draw_counts(result: "SearchResult", rows: "list[HitCount]", by: By) -> None:
    every = result.selection.documents if by is By.document else ()
    shown = {info.id: f"{info.id}  {info.metadata.title}" for info in every}
    out.table(
        (by.value, msg("hits"), msg("per 1,000 words")),
        [(shown.get(row.name, row.name) or "–", row.hits, f"{row.per_1000:.2f}") for row in rows],
        numeric=(1, 2),
    )
    hits, documents = counted(len(result.hits), "hit"), counted(len(result.selection.documents), "document")
    out.line(
        msg(
            "{hits} in {documents_hit} of {documents}.",
            hits=hits,
            documents_hit=result.documents_hit,
            documents=documents,
        )
    )


def _plot(result: "SearchResult") -> None:
    from kodetre.cli.dispersion import strip
    from kodetre.services.search import dispersion

    width = max(20, min(80, out.width() - 60))
    rows: list[tuple[object, ...]] = []
    for spread in dispersion(result):
        document = spread.document
        row = strip(spread.starts, spread.length, width)
        rows.append((document.id, document.metadata.title[:_LONGEST_TITLE], row, len(spread.starts)))
    out.table(("", msg("document"), msg("from the first page to the last"), msg("hits")), rows, numeric=(3,))


def _as_json(found: "FoundHit", document: "Document") -> dict[str, object]:
    text, span = document.text, found.hit.span
    return {
        "document": found.hit.document,
        "start": span.start,
        "end": span.end,
        "text": span.of(text),
        "page": found.page.number,
        "label": found.page.label,
        "before": text[max(0, span.start - _AROUND) : span.start],
        "after": text[span.end : span.end + _AROUND],
        "keyword": found.hit.keyword,
    }


def _draw(result: "SearchResult") -> None:
    """Each hit on a line, or in its sentence where that was asked for."""
    width = max(20, (out.width() - 26) // 2)
    current = ""
    for found in result.hits:
        document = result.documents[found.hit.document]
        if document.id != current:
            current = document.id
            out.styled((f"\n{document.id}  {document.info.metadata.title}", "bold"))
        if found.sentence is not None:
            out.rich(_in_sentence(found, document))
        else:
            out.styled(*_in_context(found, document.text, width), in_one_line=True)
    hits, documents = counted(len(result.hits), "hit"), counted(result.documents_hit, "document")
    out.styled((phrase(msg("\n{hits} in {documents}.", hits=hits, documents=documents)), "dim"))


def _page(found: "FoundHit") -> tuple[str, str]:
    """The margin with the page."""
    return f"{'s. ' + found.label if found.label else '':>9}  ", "dim"


def _in_sentence(found: "FoundHit", document: "Document") -> "Text":
    """The sentence that a hit stands in, with the page before."""
    from rich.text import Text

    from kodetre.cli.excerpt import marked

    assert found.sentence is not None
    return Text.assemble(_page(found), marked(document.text, found.sentence, [found.hit.span]))


def _in_context(found: "FoundHit", text: str, width: int) -> tuple[str | tuple[str, str], ...]:
    """A hit in the middle of a line, so that hits stand under one another: the parts of the line."""
    span = found.hit.span
    before = _one_line(text[max(0, span.start - 2 * width) : span.start])
    after = _one_line(text[span.end : span.end + 2 * width])
    hit = _one_line(span.of(text))
    left = before[-(width - 2) :].rjust(width - 2)
    right = after[: max(10, width - len(hit) + 8)]
    return _page(found), left, (hit, "bold red"), right


def _one_line(text: str) -> str:
    return shown(text).replace("\n", " ").replace("\t", " ")
