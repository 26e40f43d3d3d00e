"""`kodetre search`: every hit of a pattern in its context."""

import unicodedata
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import DocumentFilter, GroupFilter, JsonOption, ProjectOption
from kodetre.errors import NothingMatched

if TYPE_CHECKING:
    from kodetre.model import Document, Hit

_AROUND = 60


def search(
    pattern: Annotated[
        str, typer.Argument(help="A keyword pattern. One that begins with a hyphen follows --: search -- -tilskudd")
    ],
    document: DocumentFilter = None,
    group: GroupFilter = None,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Show every hit of a pattern with the words around it (KWIC), its document and page."""
    from kodetre.corpus import open_corpus
    from kodetre.matching.patterns import parse
    from kodetre.project import find

    pattern = unicodedata.normalize("NFC", pattern)
    parsed = parse(pattern)
    opened = find(project)
    with opened.store() as store:
        corpus = open_corpus(store, opened.codebook())
        wanted = {store.documents.find(name).id for name in document} if document else set(corpus.documents)
    by = opened.settings.group_by
    hits = [
        hit
        for indexed in corpus.matcher.index.documents
        if indexed.id in wanted and (not group or corpus.documents[indexed.id].info.field(by) in group)
        for hit in corpus.matcher.hits(indexed, parsed, pattern)
    ]
    if json:
        for hit in hits:
            out.json_line(_as_json(hit, corpus.documents[hit.document]))
    if not hits:
        raise NothingMatched(
            "", f"'{pattern}' stands nowhere in the documents", next_step="see the pattern language: docs/patterns.md"
        )
    if not json:
        _draw(hits, corpus.documents)


def _as_json(hit: "Hit", document: "Document") -> dict[str, object]:
    page, _ = document.pages_of(hit.span)
    text, span = document.text, hit.span
    return {
        "document": hit.document, "start": span.start, "end": span.end, "text": span.of(text), "page": page.number,
        "label": page.label, "before": text[max(0, span.start - _AROUND) : span.start],
        "after": text[span.end : span.end + _AROUND], "keyword": hit.keyword,
    }  # fmt: skip


def _draw(hits: "list[Hit]", documents: "dict[str, Document]") -> None:
    from rich.text import Text

    from kodetre.coding.session import page_label

    console = out.console()
    width = max(20, (console.width - 26) // 2)
    current = ""
    for hit in hits:
        document = documents[hit.document]
        if hit.document != current:
            current = hit.document
            console.print(Text(f"\n{document.id}  {talk.printable(document.info.metadata.title)}", style="bold"))
        text, span = document.text, hit.span
        before = (
            " ".join(text[max(0, span.start - 2 * width) : span.start].split(" ")).replace("\n", " ").replace("\t", " ")
        )
        after = text[span.end : span.end + 2 * width].replace("\n", " ").replace("\t", " ")
        found = talk.printable(span.of(text)).replace("\n", " ").replace("\t", " ")
        left = talk.printable(before)[-(width - 2) :].rjust(width - 2)
        right = talk.printable(after)[: max(10, width - len(found) + 8)]
        label = page_label(document, span)
        console.print(Text.assemble((f"{'s. ' + label if label else '':>9}  ", "dim"), left, (found, "bold red"), right),
                      no_wrap=True, crop=True, overflow="crop")  # fmt: skip
    console.print(Text(f"\n{len(hits)} hits in {len({hit.document for hit in hits})} documents.", style="dim"))
