"""One file to a `Reading`, whatever its kind, and what is done to each of them afterwards."""

import unicodedata
from dataclasses import replace
from pathlib import Path

from kodetre.errors import MissingFile, UnknownKind
from kodetre.i18n.message import msg
from kodetre.ingest.dating import dated
from kodetre.ingest.readers.ocr import Ocr
from kodetre.ingest.turns import Speakers, with_speakers
from kodetre.language.standards import leaning, together
from kodetre.model.documents import METADATA_FIELDS, Block, Metadata, Reading, Strike

KINDS = {
    ".pdf": "PDF", ".docx": "DOCX", ".odt": "ODT", ".rtf": "RTF", ".html": "HTML", ".htm": "HTML", ".xhtml": "HTML",
    ".txt": "TXT", ".md": "MD", ".vtt": "VTT", ".srt": "SRT",
}  # fmt: skip
"""The endings that are read, in lower case, and what kind of file each is."""

_TRANSCRIPTS = frozenset(("ODT", "RTF", "MD"))
"""What turns are looked for in by themselves, beside the kinds whose readers do it."""
_TELLS = 2.5
"""How much a paragraph must speak for a language (see `leaning`) for it to be told without the document's."""

_REFERENCES = frozenset(
    "referanser referansar litteratur litteraturliste litteraturoversikt kilder kjelder kildeliste kjeldeliste "
    "referanseliste bibliografi references bibliography".split()
)


def read(path: Path, ocr: Ocr = "off", strike: Strike = "mark", speakers: Speakers = "auto") -> Reading:
    """What a file says; with `ocr` "auto" the text of a PDF's pages that are pictures is recognised, and `strike` says what
    becomes of struck words; `speakers` whether turns of speakers are looked for.

    Raises UnreadableInput, one of its kinds, when it cannot be read or is of a kind that kodetre does not read.
    """
    ending = path.suffix.lower()
    if ending not in KINDS:
        raise UnknownKind(
            path,
            msg("is of a kind that kodetre does not read"),
            next_step=msg("save it as PDF, DOCX, ODT, RTF, HTML, TXT, MD, VTT or SRT"),
        )
    try:
        match KINDS[ending]:
            case "PDF":
                from kodetre.ingest.readers.pdf import read as read_pdf

                def reader(path: Path) -> Reading:
                    return read_pdf(path, ocr, strike)
            case "DOCX":
                from kodetre.ingest.readers.docx import read as read_docx

                def reader(path: Path) -> Reading:
                    return read_docx(path, speakers, strike)
            case "ODT":
                from kodetre.ingest.readers.odt import read as read_odt

                def reader(path: Path) -> Reading:
                    return read_odt(path, strike)
            case "RTF":
                from kodetre.ingest.readers.rtf import read as read_rtf

                def reader(path: Path) -> Reading:
                    return read_rtf(path, strike)
            case "HTML":
                from kodetre.ingest.readers.html import read as read_html

                def reader(path: Path) -> Reading:
                    return read_html(path, strike)
            case "MD":
                from kodetre.ingest.readers.text import read_markdown as reader
            case "VTT" | "SRT":
                from kodetre.ingest.readers.captions import read as read_captions

                def reader(path: Path) -> Reading:
                    return read_captions(path, speakers)
            case _:
                from kodetre.ingest.readers.text import read as read_text

                def reader(path: Path) -> Reading:
                    return read_text(path, speakers)

        reading = reader(path)
    except OSError as error:
        raise MissingFile(path, (error.strerror or msg("cannot be read")).lower()) from error
    if speakers == "yes" or KINDS[ending] in _TRANSCRIPTS:
        reading = with_speakers(reading, speakers)
    metadata = reading.metadata
    if not metadata.title:
        metadata = replace(metadata, title=_first_heading(reading) or path.stem)
    blocks, language = languages(reading)
    return replace(
        reading,
        blocks=references(blocks, reading.text),
        metadata=dated(_cleaned(metadata), reading, path.stem),
        language=language,
    )


def _cleaned(metadata: Metadata) -> Metadata:
    """What the file says of itself, each on one line and without signs that drive a terminal."""
    cleaned = [" ".join(_clean(getattr(metadata, name)).split()) for name in METADATA_FIELDS]
    return Metadata(*cleaned, year_guessed=metadata.year_guessed)


def _clean(value: str) -> str:
    return "".join(
        " " if unicodedata.category(letter)[0] == "C" else letter for letter in unicodedata.normalize("NFC", value)
    )


def _first_heading(reading: Reading) -> str:
    for block in reading.blocks[:12]:
        if block.kind == "heading" and block.part == "body":
            return reading.text[block.start : block.end][:200]
    return ""


def languages(reading: Reading) -> tuple[tuple[Block, ...], str]:
    """The blocks with the language of those that say enough to tell, and the language of the whole."""
    leanings = [leaning(reading.text[block.start : block.end]) for block in reading.blocks]
    whole = together(leanings).language("nb")
    spoken = [each.language("", _TELLS) for each in leanings]
    blocks = [
        replace(block, language=language) if language else block
        for block, language in zip(reading.blocks, spoken, strict=True)
    ]
    return tuple(blocks), whole


def references(blocks: tuple[Block, ...], text: str) -> tuple[Block, ...]:
    """The blocks, with those of the reference list marked: from its heading to the next of its level."""
    level = 0
    marked = []
    for block in blocks:
        if block.kind == "heading":
            title = text[block.start : block.end].lower().strip(" .:0123456789")
            if title in _REFERENCES:
                level = block.level
            elif level and block.level <= level:
                level = 0
        marked.append(replace(block, part="references") if level and block.part == "body" else block)
    return tuple(marked)
