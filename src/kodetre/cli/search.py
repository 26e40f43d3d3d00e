"""`kodetre search`: every hit of a pattern in its context."""

import unicodedata
from collections import Counter
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import DocumentFilter, GroupFilter, JsonOption, ProjectOption
from kodetre.errors import NothingMatched, WrongUse

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.document.location import Locator
    from kodetre.language.analysis import Split
    from kodetre.model.documents import Document
    from kodetre.model.suggestions import Hit

_AROUND = 60


class By(StrEnum):
    """What hits are counted by."""

    document = "document"
    group = "group"
    year = "year"


def search(
    pattern: Annotated[
        str, typer.Argument(help="A keyword pattern. One that begins with a hyphen follows --: search -- -tilskudd")
    ],
    count: Annotated[bool, typer.Option("--count", help="Only how many, absolute and per 1,000 words.")] = False,
    by: Annotated[By, typer.Option(help="What --count counts by.")] = By.document,
    sentence: Annotated[bool, typer.Option("--sentence", help="Show the whole sentence around each hit.")] = False,
    plot: Annotated[bool, typer.Option("--plot", help="Draw where in each document the hits stand.")] = False,
    document: DocumentFilter = None,
    group: GroupFilter = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show every hit of a pattern with the words around it (KWIC), its document and page."""
    from kodetre.document.filters import Filters
    from kodetre.document.location import Locator
    from kodetre.matching.patterns import parse
    from kodetre.project.project import find
    from kodetre.services.corpus import open_corpus
    from kodetre.services.selection import select_in

    if count and plot:
        raise WrongUse("", "--count and --plot are two views; choose one")
    pattern = unicodedata.normalize("NFC", pattern)
    parsed = parse(pattern)
    opened = find(project)
    with opened.store() as store:
        codebook, field = opened.codebook(), opened.settings.group_by
        filters = Filters(group=tuple(group or ()), document=tuple(document or ()))
        selection = select_in(store, codebook, field, filters)
        corpus = open_corpus(store, codebook, opened.analyser(), talk.say)
    ids = selection.ids
    documents = {id: one for id, one in corpus.documents.items() if id in ids}
    hits = [
        hit
        for indexed in corpus.matcher.index.documents
        if indexed.id in documents
        for hit in corpus.matcher.hits(indexed, parsed, pattern)
    ]
    locators = {id: Locator.of(one) for id, one in documents.items()}
    if json and not count:
        for hit in hits:
            out.json_line(_as_json(hit, locators[hit.document]))
    if not hits:
        raise NothingMatched(
            "", f"'{pattern}' stands nowhere {selection.within()}", next_step="see the pattern language: docs/patterns.md"
        )
    if count:
        _count(hits, documents, by, field, json)
    elif plot:
        _plot(hits, documents)
    elif not json:
        _draw(hits, locators, corpus.splits() if sentence else {})


def _count(hits: "list[Hit]", documents: "dict[str, Document]", by: By, field: str, json: bool) -> None:
    """How many hits, in documents that have none too: what is not there is a finding."""
    names = {
        id: {By.document: id, By.group: one.info.field(field), By.year: one.info.metadata.year}[by]
        for id, one in documents.items()
    }
    words: dict[str, int] = {}
    for id, one in documents.items():
        words[names[id]] = words.get(names[id], 0) + one.info.words
    found = Counter(names[hit.document] for hit in hits)
    order = sorted(words) if by is not By.document else list(words)
    rows = [(name, found[name], 1000 * found[name] / max(1, words[name])) for name in order]
    if json:
        for name, count, rate in rows:
            out.json_line({by.value: name, "hits": count, "words": words[name], "per_1000": round(rate, 3)})
        return
    shown = {id: f"{id}  {one.info.metadata.title}" for id, one in documents.items()} if by is By.document else {}
    out.table(
        (by.value, "hits", "per 1,000 words"),
        [(shown.get(name, name) or "–", count, f"{rate:.2f}") for name, count, rate in rows],
        numeric=(1, 2),
    )
    out.line(f"{len(hits)} hits in {len({hit.document for hit in hits})} of {len(documents)} documents.")


def _plot(hits: "list[Hit]", documents: "dict[str, Document]") -> None:
    from kodetre.cli.dispersion import strip

    width = max(20, min(80, out.console().width - 60))
    rows = []
    for id, document in documents.items():
        offsets = [hit.span.start for hit in hits if hit.document == id]
        rows.append((id, document.info.metadata.title[:40], strip(offsets, len(document.text), width), len(offsets)))
    out.table(("", "document", "from the first page to the last", "hits"), rows, numeric=(3,))


def _as_json(hit: "Hit", locator: "Locator") -> dict[str, object]:
    page, _ = locator.pages(hit.span)
    text, span = locator.document.text, hit.span
    return {
        "document": hit.document, "start": span.start, "end": span.end, "text": span.of(text), "page": page.number,
        "label": page.label, "before": text[max(0, span.start - _AROUND) : span.start],
        "after": text[span.end : span.end + _AROUND], "keyword": hit.keyword,
    }  # fmt: skip


def _in_sentence(locator: "Locator", hit: "Hit", split: "Split") -> "Text":
    """The sentences that a hit stands in, or its whole block where it is none, with the page before."""
    from rich.text import Text

    from kodetre.cli.excerpt import marked

    around = locator.sentences(hit.span, split)
    label = locator.page_label(hit.span)
    return Text.assemble(
        (f"{'s. ' + label if label else '':>9}  ", "dim"), marked(locator.document.text, around, [hit.span])
    )


def _draw(hits: "list[Hit]", locators: "dict[str, Locator]", splits: "dict[str, Split]") -> None:
    """Each hit on a line, or, where it is said how documents are divided, in its sentence."""
    from rich.text import Text

    console = out.console()
    width = max(20, (console.width - 26) // 2)
    current = ""
    for hit in hits:
        locator = locators[hit.document]
        document = locator.document
        if hit.document != current:
            current = hit.document
            console.print(Text(f"\n{document.id}  {talk.printable(document.info.metadata.title)}", style="bold"))
        text, span = document.text, hit.span
        if splits:
            console.print(_in_sentence(locator, hit, splits[document.id]), soft_wrap=False)
            continue
        before = (
            " ".join(text[max(0, span.start - 2 * width) : span.start].split(" ")).replace("\n", " ").replace("\t", " ")
        )
        after = text[span.end : span.end + 2 * width].replace("\n", " ").replace("\t", " ")
        found = talk.printable(span.of(text)).replace("\n", " ").replace("\t", " ")
        left = talk.printable(before)[-(width - 2) :].rjust(width - 2)
        right = talk.printable(after)[: max(10, width - len(found) + 8)]
        label = locator.page_label(span)
        console.print(Text.assemble((f"{'s. ' + label if label else '':>9}  ", "dim"), left, (found, "bold red"), right),
                      no_wrap=True, crop=True, overflow="crop")  # fmt: skip
    console.print(Text(f"\n{len(hits)} hits in {len({hit.document for hit in hits})} documents.", style="dim"))
