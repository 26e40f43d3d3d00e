"""Which pages of a document somebody has read: signed for, or seen on the screen. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from kodetre.document.location import Locator
from kodetre.document.spreads import Spreads, plain_label
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.documents import Document, Page, Span
from kodetre.model.read_pages import OnScreen, SignedPages


@dataclass(frozen=True, slots=True)
class Reader:
    """What a coder has read of a document: physical numbers of pages signed for, of those that stood on the screen whole, and of
    those of which only a part did; and when last. `outdated` are pages signed for in another file of the document.
    """

    coder: str
    signed: tuple[int, ...] = ()
    shown: tuple[int, ...] = ()
    partly: tuple[int, ...] = ()
    outdated: tuple[int, ...] = ()
    last: datetime | None = None


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """Who has read what of a document, by coder."""

    document: str
    pages: tuple[Page, ...]
    paged: bool
    readers: tuple[Reader, ...]

    def labels(self, numbers: Iterable[int]) -> str:
        """The printed labels of pages: iv, 1–40. Of a document without pages nothing."""
        return page_ranges(self.pages, numbers) if self.paged else ""


def reading_of(document: Document, signed: Sequence[SignedPages], shown: Sequence[OnScreen]) -> DocumentReading:
    """Who has read what of a document, from what was signed for, oldest first, and what stood on the screen, of any document."""
    pages = document.reading.pages
    own_signed = [each for each in signed if each.document == document.id]
    own_shown = [each for each in shown if each.document == document.id]
    coders = sorted({each.coder for each in own_signed} | {each.coder for each in own_shown})
    readers: list[Reader] = []
    for coder in coders:
        reader = _reader(document, coder, own_signed, own_shown)
        if reader.signed or reader.shown or reader.partly or reader.outdated:
            readers.append(reader)
    return DocumentReading(document.id, tuple(pages), document.reading.paged, tuple(readers))


def _reader(document: Document, coder: str, signed: Sequence[SignedPages], shown: Sequence[OnScreen]) -> Reader:
    pages = document.reading.pages
    current: set[int] = set()
    outdated: set[int] = set()
    times: list[datetime] = []
    for each in signed:
        if each.coder == coder:
            of_file = current if each.current else outdated
            numbers = range(each.first, each.last + 1)
            of_file.difference_update(numbers) if each.state == "withdrawn" else of_file.update(numbers)
            times += [each.created] if each.created is not None else []
    own = [each for each in shown if each.coder == coder]
    times += [each.created for each in own]
    whole, partly = _on_screen(document, [each.span for each in own])
    there = {page.number for page in pages}
    return Reader(
        coder,
        tuple(sorted(current & there)),
        whole,
        partly,
        tuple(sorted(outdated - current)),
        max(times, default=None),
    )


def _on_screen(document: Document, spans: Iterable[Span]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The pages of which every letter stood on the screen, and those of which some did; white space counts for nothing."""
    merged = together(spans)
    whole: list[int] = []
    partly: list[int] = []
    for page in document.reading.pages:
        letters = len("".join(document.text[page.start : page.end].split()))
        seen = 0
        for span in merged:
            start, end = max(span.start, page.start), min(span.end, page.end)
            seen += len("".join(document.text[start:end].split())) if start < end else 0
        if letters and seen >= letters:
            whole.append(page.number)
        elif seen:
            partly.append(page.number)
    return tuple(whole), tuple(partly)


def together(spans: Iterable[Span]) -> list[Span]:
    """Spans with those that overlap or touch as one, in their order."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return merged


def page_ranges(pages: Sequence[Page], numbers: Iterable[int]) -> str:
    """Pages by their labels, those that follow one another from first to last: i–iv, 3, 7–9; sheets with two, 4–5 and 6–7, as
    their pages: 4–7.
    """
    spreads = Spreads(pages)
    printed = {page.number: spreads.printed(page) for page in pages}
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    parts: list[str] = []
    for run in runs:
        first, last = printed.get(run[0], (str(run[0]),))[0], printed.get(run[-1], (str(run[-1]),))[-1]
        parts.append(first if len(run) == 1 and first == last else f"{first}–{last}")
    return ", ".join(parts)


def pages_named(locator: Locator, written: str) -> list[tuple[int, int]]:
    """Pages as somebody names them by printed labels, 1-40 or iv,1-12: first and last physical number of each range.

    Raises NotPossible for a page that the document has not, for a range that runs backwards or ends in the middle of a sheet with
    two pages, and in a document without pages.
    """
    document = locator.document
    if not document.reading.paged:
        how = msg("sign for all of it: kodetre read {id} --all", id=document.id)
        raise NotPossible(document.id, msg("has no pages"), next_step=how)
    ranges: list[tuple[int, int]] = []
    for part in (part.strip() for part in written.split(",")):
        if not part:
            continue
        own = [page.number for page in document.reading.pages if plain_label(page.label) == plain_label(part)]
        if own:  # a sheet with two pages is labelled 62–63
            ranges.append((own[0], own[0]))
            continue
        first, dash, last = part.replace("–", "-").partition("-")
        if not dash:
            first = last = part
        begin, end = _sheet(locator, first.strip()), _sheet(locator, last.strip())
        if end.number < begin.number:
            how = msg("write the first page first")
            raise NotPossible(part, msg("runs backwards"), next_step=how)
        _refuse_half_a_sheet(document, part, (begin, first), (end, last))
        ranges.append((begin.number, end.number))
    if not ranges:
        raise NotPossible("--pages", msg("names no page"), next_step=msg("for example: --pages 1-40"))
    return ranges


def _sheet(locator: Locator, label: str) -> Page:
    sheet = locator.find_sheet(label)
    if sheet is None:
        raise _no_page(locator.document, label)
    return sheet


def _refuse_half_a_sheet(document: Document, part: str, first: tuple[Page, str], last: tuple[Page, str]) -> None:
    """Raise NotPossible where one page of a sheet with two is named without the other: nobody has said that it was read."""
    spreads = Spreads(document.reading.pages)
    (begin, first_label), (end, last_label) = first, last
    from_second = len(spreads.printed(begin)) > 1 and plain_label(first_label) == spreads.printed(begin)[1]
    to_first = len(spreads.printed(end)) > 1 and plain_label(last_label) == spreads.printed(end)[0]
    if from_second or to_first:
        pages = page_ranges(document.reading.pages, range(begin.number, end.number + 1))
        what = msg("is a part of sheets with two printed pages, and a sheet is read whole or not")
        raise NotPossible(part, what, next_step=msg("sign for whole sheets: {pages}", pages=pages))


def _no_page(document: Document, label: str) -> NotPossible:
    pages = document.reading.pages
    how = msg("its pages are {first} to {last}", first=pages[0].label, last=pages[-1].label)
    what = msg("is no page of {id}", id=document.id)
    return NotPossible(label, what, next_step=how)
