"""What was read of a file, without names: text, pages, blocks, tables, words' places, metadata. Pure."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import fields, replace

from kodetre.model.documents import METADATA_FIELDS, Block, Metadata, ReadFile, Reading, Span, WordBoxes
from kodetre.pseudonyms.edits import Replaced, replaced, without_names
from kodetre.pseudonyms.names import Names

_BETWEEN_CELLS = re.compile(r"[\t\n]")


def stretches_of(text: str, blocks: Iterable[tuple[int, int, bool]]) -> list[Span]:
    """What names are looked for in, piece by piece: blocks (start, end, whether it is a table), tables by their cells, and whatever
    stands between.
    """
    stretches: list[Span] = []
    place = 0
    for start, end, is_table in blocks:
        if start > place:
            stretches.append(Span(place, start))
        cells = [match.start() + start for match in _BETWEEN_CELLS.finditer(text[start:end])] if is_table else []
        begins = start
        for cell in (*cells, end):
            stretches.append(Span(begins, cell))
            begins = cell + 1
        place = max(place, end)
    stretches.append(Span(place, len(text)))
    return [stretch for stretch in stretches if stretch.end > stretch.start]


def replaced_in(text: str, blocks: Iterable[tuple[int, int, bool]], names: Names) -> Replaced:
    """A document's text with pseudonyms in the place of names; none goes over the end of a block or a cell."""
    return replaced(text, names, stretches_of(text, blocks))


def pseudonymised(read: ReadFile, names: Names) -> ReadFile:
    """What was read, its path and the metadata that a list gives, with pseudonyms in the place of names."""
    reading = read.reading
    done = replaced_in(reading.text, [(b.start, b.end, b.kind == "table") for b in reading.blocks], names)
    count = len(done.names)

    def plain(text: str) -> str:
        nonlocal count
        own = replaced(text, names)
        count += len(own.names)
        return own.text

    metadata = replace(
        Metadata(*(plain(getattr(reading.metadata, name)) for name in METADATA_FIELDS)),
        year_guessed=reading.metadata.year_guessed,
    )
    file = plain(read.file)
    listed = {name: plain(value) for name, value in read.listed.items()}
    furniture = tuple(replace(each, text=plain(each.text)) for each in reading.furniture)
    notes = tuple(plain(note) if names.any(note) else note for note in reading.notes)
    new = replace(
        reading,
        text=done.text,
        pages=tuple(
            replace(p, start=done.start(p.start), end=done.end(p.end), label=plain(p.label)) for p in reading.pages
        ),
        blocks=tuple(_block(block, done, names) for block in reading.blocks),
        metadata=metadata,
        furniture=furniture,
        boxes=moved_boxes(reading.boxes, done),
        notes=notes,
        times=tuple((done.start(start), at) for start, at in reading.times),
        pseudonyms=count,
    )
    return ReadFile(_whole_pages(new), read.sha256, file, listed)


def _whole_pages(reading: Reading) -> Reading:
    """The pages one after another: a name that goes over the end of one stands wholly on it."""
    pages = list(reading.pages)
    for place in range(1, len(pages)):
        begins = max(pages[place].start, pages[place - 1].end)
        pages[place] = replace(pages[place], start=begins, end=max(begins, pages[place].end))
    return replace(reading, pages=tuple(pages))


def _block(block: Block, done: Replaced, names: Names) -> Block:
    rows = block.rows
    if rows is not None:
        rows = tuple(_row(row, names) for row in rows)
    speaker = without_names(block.speaker, names) if block.speaker else ""
    return replace(block, start=done.start(block.start), end=done.end(block.end), rows=rows, speaker=speaker)


def _row(row: tuple[str, ...], names: Names) -> tuple[str, ...]:
    return tuple(without_names(cell, names) for cell in row)


def moved_boxes(boxes: WordBoxes, done: Replaced) -> WordBoxes:
    """Where words stand on their pages, with where they stand in the new text."""
    if not done.names or not len(boxes):
        return boxes
    rest = {each.name: getattr(boxes, each.name) for each in fields(boxes)}
    rest["start"] = array("I", map(done.start, boxes.start))
    rest["end"] = array("I", map(done.end, boxes.end))
    return WordBoxes(**rest)
