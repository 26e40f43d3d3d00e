"""When a source was issued, asked in this order: its first page, its file's name, and last its file's date of creation, a guess.

A date with a word before it (Vedtatt, Dato, Publisert) comes first, then a day or month that stands alone (Oslo, mai 2019), then a
plan's period, which gives its first year, then the year in a heading. A report on a year (årsmelding) is issued after it, and
a session of the Storting (Meld. St. 15 (2020–2021)) is no period: neither says the year. A year that is still to
come is not believed; the file's date of creation bounds nothing, for programs write down false ones.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

from kodetre.document.metadata_values import MONTHS
from kodetre.model.documents import Metadata, Reading

_MOST_BLOCKS = 40
"""Blocks of the first page that are asked."""
_MOST_UNPAGED = 8
"""Blocks of a text without pages that are asked."""
_SHORT = 90
"""Letters of a line that stands alone, as on a title page."""
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_DAY = (
    r"(?:(?P<d1>\d{1,2})\s?[./]\s?(?P<m1>\d{1,2})\s?[./]\s?(?P<y1>(?:19|20)\d\d)"
    r"|(?P<y2>(?:19|20)\d\d)-(?P<m2>\d\d)-(?P<d2>\d\d)"
    rf"|(?:(?P<d3>\d{{1,2}})\.?\s+)?(?P<m3>{_MONTH})\.?,?\s+(?P<y3>(?:19|20)\d\d)"
    rf"|(?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}}),\s+(?P<y4>(?:19|20)\d\d))(?!\d)"
)
_LABEL = (
    r"(?<!deres )(?<!dykkar )(?<!your )\b(?:vedtatt|vedteken|vedteke|godkjent|godkjend|utgitt|utgjeve|utgjeven|publisert|"
    r"adopted|approved|published|issued|dokumentdato|rapportdato|dato|date)\b(?!\s*for\b)"
)
_LABELLED = re.compile(rf"{_LABEL}[^.\d\n]{{0,60}}?[:\s]\s*(?:\w+dag\s+)?{_DAY}", re.IGNORECASE)
_ALONE = re.compile(rf"(?:[^\W\d][\w .-]{{1,40}},?\s+)?(?:den\s+)?{_DAY}\.?", re.IGNORECASE)
_DEADLINE = re.compile(r"frist|deadline|gjelder fra|gjeld frå|sist endr|trykk|lest|hentet|henta", re.IGNORECASE)
_PERIOD = re.compile(r"(?<![\d./-])(?P<first>(?:19|20)\d\d)\s?[-–—−/]\s?(?P<last>(?:19|20)?\d\d)(?![\d./-])")
_SESSION = re.compile(r"\b(?:meld|prop|innst|st\.\s?meld|ot\.\s?prp|dok)\b", re.IGNORECASE)
_YEARLY = re.compile(
    r"\b(?:å|aa|a)rs(?:melding|rapport|beretning|rekneskap|regnskap|oppgj)|annual report|tertial", re.IGNORECASE
)
_DRAFT = re.compile(r"forslag|utkast|framlegg|høringsutg|høyringsutg|\bdraft\b|\bproposal\b", re.IGNORECASE)
"""A draft is issued before the period that it is for."""
_TOWARDS = re.compile(r"(?:mot|fram til|fremtil|til|innen|innan|towards|by)\s+$", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d./-])((?:19|20)\d\d)(?![\d./-])")
_IN_NAMES = re.compile(r"_|(?<=\D)-|-(?=\D)")
"""What parts the words of a file's name; a hyphen between digits may be a date's or a period's."""
_COMPACT = re.compile(r"(?<!\d)((?:19|20)\d\d)[-_.]?(0[1-9]|1[0-2])[-_.]?(0[1-9]|[12]\d|3[01])(?!\d)")


def dated(metadata: Metadata, reading: Reading, name: str) -> Metadata:
    """The metadata with what the first page, or else the file's name (without its ending), says of when it was issued.

    A year that the file states itself stays; one from its date of creation is kept, as a guess, when nothing else says any.
    """
    if metadata.year and not metadata.year_guessed:
        return metadata
    latest = datetime.now(UTC).year
    issued = _of_page(_first_page(reading), latest) or _of_name(_IN_NAMES.sub(" ", name), latest)
    if not issued:
        return metadata
    return replace(metadata, year=issued[:4], issued=issued if len(issued) > len("2021") else "", year_guessed=False)


def _first_page(reading: Reading) -> list[tuple[str, bool]]:
    """The blocks of the first page that says anything, and whether each is a heading."""
    blocks = [block for block in reading.blocks if block.part == "body"]
    page = blocks[0].page_first if blocks else 0
    first = [block for block in blocks[:_MOST_BLOCKS] if block.page_first == page]
    margin = [(piece.text, False) for piece in reading.furniture if piece.page == page and piece.place != "margin"]
    if not reading.paged:
        first = first[:_MOST_UNPAGED]
    return [(block.span.of(reading.text), block.kind == "heading") for block in first] + margin


def _of_page(blocks: list[tuple[str, bool]], latest: int) -> str:
    """The date that a first page gives; empty when it gives none."""
    lines = list(_lines(blocks))
    for text, _ in blocks:
        for labelled in _LABELLED.finditer(text):
            if issued := _believed(labelled, latest):
                return issued
    for line, _ in lines:
        alone = _ALONE.fullmatch(line)
        if alone is not None and not _DEADLINE.search(line) and (issued := _believed(alone, latest)):
            return issued
    titles = [line for line, is_title in lines if is_title]
    return _period_or_year(titles, latest)


def _lines(blocks: list[tuple[str, bool]]) -> Iterator[tuple[str, bool]]:
    """The lines of the page, and whether each can be a title: short, and a heading or without a full stop."""
    for text, is_heading in blocks:
        for line in text.splitlines():
            plain = " ".join(line.split())
            yield plain, len(plain) <= _SHORT and (is_heading or not plain.endswith("."))


def _of_name(name: str, latest: int) -> str:
    """The date that a file's name gives; empty when it gives none."""
    day = re.search(_DAY, name, re.IGNORECASE)
    if day is not None and (issued := _believed(day, latest)):
        return issued
    compact = _COMPACT.search(name)
    if compact is not None and int(compact[1]) <= latest + 1 and (issued := _iso(compact[1], compact[2], compact[3])):
        return issued
    return _period_or_year([name], latest)


def _period_or_year(titles: list[str], latest: int) -> str:
    """The first year of a plan's period, or the year in a title, when it can be when the source was issued."""
    if any(_YEARLY.search(title) or (_DRAFT.search(title) and _PERIOD.search(title)) for title in titles):
        return ""
    for title in titles:
        period = _PERIOD.search(title)
        if period is not None and not _SESSION.search(title):
            first, last = period["first"], period["last"]
            end = int(last) if len(last) == len(first) else int(first[:2] + last)
            if int(first) < end and int(first) <= latest + 1:
                return first
    for title in titles:
        if _SESSION.search(title):
            continue
        for year in _YEAR.finditer(_PERIOD.sub(" ", title)):
            if int(year[1]) <= latest and not _TOWARDS.search(title[: year.start()]):
                return year[1]
    return ""


def _believed(found: re.Match[str], latest: int) -> str:
    """A date as ISO 8601 has it, when there is such a day and its year is not still to come."""
    parts = found.groupdict()
    year = next((parts[name] for name in ("y1", "y2", "y3", "y4") if parts[name]), "")
    month = next((parts[name] for name in ("m1", "m2", "m3", "m4") if parts[name]), "")
    day = next((parts[name] for name in ("d1", "d2", "d3", "d4") if parts[name]), "")
    number = month if month.isdigit() else str(MONTHS[month.lower()])
    return _iso(year, number, day) if int(year) <= latest else ""


def _iso(year: str, month: str, day: str) -> str:
    try:
        when = date(int(year), int(month), int(day or 1))
    except ValueError:
        return ""
    return when.isoformat() if day else f"{when:%Y-%m}"
