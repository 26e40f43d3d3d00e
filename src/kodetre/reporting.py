"""A report made from a project: what is wanted, asked of the store, with what the keywords hit where that is told."""

import gc
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from kodetre.codebook.tree import Codebook
from kodetre.corpus import Corpus, open_corpus
from kodetre.errors import NothingMatched, WrongUse
from kodetre.ingest.frame import Box
from kodetre.ingest.highlight import Highlight, boxes_of
from kodetre.ingest.picture import Picture, pictures
from kodetre.matching.patterns import Pattern, parse
from kodetre.model import Decision, Document, DocumentInfo, Suggestion, WordBoxes
from kodetre.originals import is_pdf, pdf_of
from kodetre.project import Project
from kodetre.report.basis import Answered, Basis, Excerpt, Searched
from kodetre.report.explorer import SHOWN, Explorer, PageImage, chosen, explorer
from kodetre.report.gather import Filters, gather
from kodetre.report.kinds import searches
from kodetre.report.options import Options
from kodetre.shelf import Shelf
from kodetre.store import Store

_TINT = 0.35
"""How much of a code's colour its highlight has."""


@contextmanager
def collecting_nothing() -> Iterator[None]:
    """Keep Python from looking for garbage: a report keeps all that it reads, and looking takes half the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def basis_of(
    project: Project,
    store: Store,
    codebook: Codebook,
    kind: str,
    filters: Filters,
    options: Options,
    said: Callable[[str], None],
) -> Basis:
    """Everything that a kind of report needs; `said` is told when an analyser reads words first.

    Raises MissingAnalyser, BadPattern, and for filters that nothing in the project has NothingMatched and UnknownDocument.
    """
    settings = project.settings
    shelf = Shelf(store)
    basis = gather(store, codebook, settings.language, settings.group_by, filters, shelf)
    patterns = {written: parse(written) for written in options.patterns}
    if not patterns and not searches(kind, options):
        return basis
    corpus = open_corpus(store, codebook, project.analyser(), said, shelf)
    shown = {document.id for document in basis.documents}
    if patterns:
        found = _hits(corpus, ((("", written), pattern) for written, pattern in patterns.items()))
        return replace(basis, searched=tuple(one for one in found if one.document in shown))
    keywords = [(code, keyword) for code in codebook.codes() for keyword in code.keywords]
    corpus.matcher.prepare(keyword.pattern for _, keyword in keywords)
    but_not = {code.key: code.but_not for code in codebook.codes()}
    found = _hits(corpus, (((code.key, keyword.written), keyword.pattern) for code, keyword in keywords), but_not)
    decisions = [d for d in store.codings.decisions() if not filters.coder or d.coder in filters.coder]
    return replace(
        basis,
        searched=tuple(one for one in found if one.document in shown),
        suggestions=tuple(_answered((s for s in corpus.suggestions(codebook) if s.document in shown), decisions)),
        unread=tuple((d.id, _blank(shelf[d.id], d)) for d in basis.documents),
    )


def _hits(
    corpus: Corpus,
    patterns: Iterator[tuple[tuple[str, str], Pattern]],
    but_not: Mapping[str, frozenset[str]] | None = None,
) -> Iterator[Searched]:
    """Where patterns (by code and how they are written) hit, in headings, contents pages and reference lists too."""
    barred = but_not or {}
    for (code, written), pattern in patterns:
        for indexed in corpus.matcher.candidates(pattern):
            found = [
                (" ".join(hit.span.of(indexed.text).lower().split()), hit.span.start)
                for hit in corpus.matcher.hits(indexed, pattern, written)
            ]
            kept = [(form, start) for form, start in found if form not in barred.get(code, ())]
            forms = Counter(form for form, _ in kept)
            if kept:
                starts = tuple(start for _, start in kept)
                yield Searched(code, written, indexed.id, tuple(sorted(forms.items())), starts)


def _answered(suggestions: Iterator[Suggestion], decisions: list[Decision]) -> Iterator[Answered]:
    verdicts: dict[tuple[str, int, int, str], list[tuple[str, str]]] = {}
    for d in decisions:
        verdicts.setdefault((d.document, d.span.start, d.span.end, d.code), []).append((d.coder, d.verdict))
    for suggestion in suggestions:
        said = tuple(verdicts.get(suggestion.key, ()))
        yield Answered(suggestion.document, suggestion.code, suggestion.keywords, said)


def _blank(document: Document, info: DocumentInfo) -> tuple[str, ...]:
    """The labels of the pages that gave no text."""
    if not info.paged:
        return ()
    return tuple(page.label for page in document.reading.pages if not document.text[page.start : page.end].strip())


def explorer_of(
    project: Project, store: Store, basis: Basis, kind: str, options: Options, *, pages: bool
) -> Explorer | None:
    """What a web page of a report lets its reader look into; with `pages`, pictures of the pages too.

    Raises NothingMatched when there are no pages to show, MissingFile, DamagedFile.
    """
    if not chosen(kind, options, basis.excerpts):
        if pages and kind in SHOWN and not basis.excerpts:
            raise NothingMatched("", "no codings to show on their pages", next_step="make some with kodetre code")
        if pages:
            raise WrongUse("--pages", f"{kind} shows no excerpts", next_step="use it with excerpts or everything")
        return None
    images = {}
    if pages:
        for id in dict.fromkeys(one.document.id for one in basis.excerpts):
            own = [one for one in basis.excerpts if one.document.id == id]
            document = own[0].where.document()
            if is_pdf(document):
                images[id] = _images(pdf_of(project, document), document, own, store.documents.boxes(id))
    return explorer(basis, images)


def _images(path: Path, document: Document, own: Sequence[Excerpt], words: WordBoxes) -> list[PageImage]:
    """The pages of a PDF that excerpts stand on."""
    found = {one.coding.id: boxes_of(words, one.coding.span) for one in own}
    wanted = sorted({page for boxes in found.values() for page in boxes})
    drawn = pictures(path, wanted)
    labels = {page.number: page.label for page in document.reading.pages}
    return [
        PageImage(
            labels[page], drawn[page].jpeg, drawn[page].width, drawn[page].height,
            {id: [_share(box, drawn[page]) for box in boxes[page]] for id, boxes in found.items() if page in boxes},
        )
        for page in wanted
    ]  # fmt: skip


def _share(box: Box, page: Picture) -> tuple[float, float, float, float]:
    """A box in tenths of a point as left, top, width and height in shares of the page."""
    left, top, right, bottom = box
    across, down = 10 * page.width, 10 * page.height
    shares = (left / across, top / down, (right - left) / across, (bottom - top) / down)
    return tuple(round(share, 4) for share in shares)  # type: ignore[return-value]


def highlights_of(basis: Basis, words: WordBoxes) -> list[Highlight]:
    """The excerpts of one document as highlights: the code and the memo in the note. Those on no page are left out."""
    colours = {code.key: _light(code.colour) for code in basis.codebook.codes()}
    found = []
    for one in basis.excerpts:
        coding = one.coding
        if boxes := boxes_of(words, coding.span):
            path = basis.codebook.label_path(coding.code)
            memo = f"\n\n{coding.memo}" if coding.memo else ""
            colour = colours.get(coding.code, _light(""))
            found.append(Highlight(boxes, colour, coding.coder, path + memo, coding.id, coding.created))
    return found


def _light(colour: str) -> tuple[int, int, int]:
    """A colour (#0072b2; grey for none) most of the way to white: what is under several highlights can still be read."""
    digits = colour.lstrip("#") or "999999"
    red, green, blue = (round(255 - _TINT * (255 - int(digits[place : place + 2], 16))) for place in (0, 2, 4))
    return red, green, blue
