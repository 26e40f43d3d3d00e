"""Names that a document lists itself: abbreviations with their long forms, participants, bodies that were consulted. Pure."""

import re
from collections.abc import Iterator

from kodetre.actors.kinds import UNKNOWN, proposed_kind
from kodetre.actors.names import Mention, is_acronym_of
from kodetre.model.documents import Block, Document, Span

_ABBREVIATION = re.compile(
    r"[ \t•*–-]*(?P<short>[^\W_][\w&-]{1,9})(?:\t+|[ ]{2,}|[ ]*[:=–—][ ]*|[ ]+-[ ]+)(?P<long>[^\W\d_][^\t\n]{3,90}?)[ \t.;]*"
)
_ABBREVIATIONS = re.compile(r"forkort|akronym|ordliste|ordforklaring|begrep|omgrep|abbreviation", re.IGNORECASE)
_NAMED = re.compile(
    r"h[øo](?:y)?ringsinstans|h[øo](?:y)?ringspart|deltaker|deltakar|medlem|arbeidsgruppe|styringsgruppe|prosjektgruppe"
    r"|referansegruppe|adressat|samarbeidspart|innspill fr[åa]|participants",
    re.IGNORECASE,
)
"""Headings of lists of those who took part or were asked."""
_FEW = 2
"""Lines of abbreviations from which they are a list where no heading says so."""
_LONGEST_NAME = 9
"""Words, beyond which an item tells something and does not name anybody."""
_MARKER = re.compile(r"[ \t]*(?:[•*–·▪○-]|\d+[.)]|[a-zA-Z]\))[ \t]+")
_NAME_ENDS = re.compile(r"[,;:(\t\n]| [–-] ")
_BODY = re.compile(
    r".*(?:organisasjon|forening|foreining|forbund|laget?|råd|rådet|utvalg|utval|utvalget|utvalet|senter|senteret|klinikk|sykehus"
    r"|sjukehus|menighet|kyrkjelyd|klubb|stiftelse|stiftinga?|selskap|nettverk|skole|skule|etat|avdeling|direktorat)"
    r"(?: (?:i|for|på|av|mot) .+)?",
    re.IGNORECASE,
)
"""How organisations are called by their own kind."""
_ROLE = re.compile(
    r"(?:navn|namn|rolle|stilling|tittel|virksomhet|verksemd|instans|organisasjon|etat|enhet|eining)", re.IGNORECASE
)
"""What stands in the head of such a table."""


def abbreviations_of(document: Document) -> Iterator[tuple[Mention, Mention]]:
    """Abbreviations in a list with their long forms, both where they stand: of tables, items and lines."""
    for heading, blocks in _sections(document):
        listed: list[tuple[Mention, Mention]] = []
        for number, block in blocks:
            for start, line in _lines(document.text, block):
                pair = _ABBREVIATION.fullmatch(line)
                if pair is not None and is_acronym_of(pair["short"], pair["long"]):
                    short = _mention(document, number, start + pair.start("short"), pair["short"])
                    listed.append((short, _mention(document, number, start + pair.start("long"), pair["long"])))
        if _ABBREVIATIONS.search(heading) or len(listed) >= _FEW:
            yield from listed


def listed_names(document: Document) -> Iterator[Mention]:
    """Those who are listed under a heading that says that they took part or were asked."""
    for heading, blocks in _sections(document):
        if not _NAMED.search(heading):
            continue
        for number, block in blocks:
            if block.kind not in ("list_item", "table"):
                continue
            for start, line in _lines(document.text, block):
                marker = _MARKER.match(line)
                begins = marker.end() if marker else len(line) - len(line.lstrip())
                name = _NAME_ENDS.split(line[begins:], maxsplit=1)[0].strip(" .")
                if _may_name(name):
                    yield _mention(document, number, start + begins, name)


def _may_name(text: str) -> bool:
    words = text.split()
    if not (0 < len(words) <= _LONGEST_NAME and text[0].isupper()) or _ROLE.fullmatch(words[0]):
        return False
    capitals = sum(word[0].isupper() for word in words)
    return capitals > 1 or text.isupper() or proposed_kind(text) != UNKNOWN or _BODY.fullmatch(text) is not None


def _sections(document: Document) -> Iterator[tuple[str, list[tuple[int, Block]]]]:
    """The blocks of a document's body below each heading, with their numbers."""
    heading, blocks = "", list[tuple[int, Block]]()
    for number, block in enumerate(document.reading.blocks):
        if block.kind == "heading":
            yield heading, blocks
            heading, blocks = document.text[block.start : block.end], []
        elif block.part == "body":
            blocks.append((number, block))
    yield heading, blocks


def _lines(text: str, block: Block) -> Iterator[tuple[int, str]]:
    at = block.start
    for line in text[block.start : block.end].split("\n"):
        yield at, line
        at += len(line) + 1


def _mention(document: Document, paragraph: int, start: int, written: str) -> Mention:
    return Mention(" ".join(written.split()), document.id, Span(start, start + len(written)), paragraph)
