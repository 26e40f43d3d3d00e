"""What stands around the running text and is never suggested: contents, references, captions, sources, running titles. Pure.

It is told from the blocks as they are stored, so that a document that was read by an earlier kodetre gains from it too. What is
doubtful is running text: a heading too many among the suggestions costs a key, a lost paragraph costs a finding.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kodetre.document.location import heading_trails, is_heading
from kodetre.language.lexicon import is_lemma
from kodetre.model.documents import Block, Reading

_FINITE = frozenset(
    """er var har hadde blir ble blei vart vert kan kunne skal skulle må måtte vil ville bør burde får fikk fekk gir gav ga gjev
    tar tok tek går gikk gjekk står stod sto kommer kom kjem ser så sier sa seier viser viste syner betyr betydde gjør gjorde
    gjer finnes fins finst fantes ligger låg lå ligg mener meiner mente innebærer inneber gjelder gjeld omfatter omfattar
    omhandler handler handlar bruker brukar brukte arbeider arbeidde jobber jobbar ønsker ønskjer trenger treng krever krev
    foreslår foreslås foreslåes består bidrar bidreg bidro fører øker aukar økte auka synker sank vedtok vedtar vedtek
    anbefaler tilrår mangler manglar opplever opplevde lever bor bur deltar deltek driver driv utfører
    is are was were has have had will shall must can should may""".split()
)
"""Frequent verbs in the forms that make a sentence, bokmål, nynorsk, English."""
_SENTENCE_END = re.compile(r"[.!?…][\"'»”’)\]]*\d{0,2}$")
_BETWEEN_SENTENCES = re.compile(r"(?<=[.!?])\s+(?=[A-ZÆØÅ])")
_WORD = re.compile(r"[^\W\d_]+")
_LEADERS = re.compile(r"(?:[.·…_‥]\s?){4,}\s*(?:\d{1,4}|[ivxlc]{1,6})(?=\s|$)", re.IGNORECASE)
_DOTS = ("....", "…", "____", ". .", "·")
"""What a line with leaders has at least one of."""
_LAST_NUMBER = re.compile(r"[^\W\d_].*?[\s.…·]+(\d{1,3})$", re.DOTALL)
_GLUED = re.compile(r"\s(\d{1,3})(?:\s+(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?(?=[A-ZÆØÅ])|\s*$)")
_NUMBERING = re.compile(
    r"^(?:(?:kap(?:ittel|\.)?|del)\s+)?(?:\d{1,2}(?:\.\d{1,2})*\.?|[IVX]{1,4}\.|[A-Za-z][.)])\s+", re.IGNORECASE
)
_CONTENTS = re.compile(
    r"^(?:innhold(?:sfortegnelse|soversikt)?|innhald(?:sliste|soversyn)?|(?:table of )?contents)\W*$", re.IGNORECASE
)
_REFERENCES = frozenset(
    """referanser referansar referanseliste litteratur litteraturen litteraturliste litteraturoversikt litteraturtilvisingar
    kilder kjelder kildeliste kjeldeliste kildehenvisninger kildehenvisning kjeldetilvisingar bibliografi lenker lenkjer
    references bibliography sources""".split()
)
_BESIDE_REFERENCES = frozenset(
    """og and relevante relevant aktuelle nyttige nyttege brukte anvendt brukt anna annen vedlegg videre vidare lovverk til i
    for""".split()
)
_CAPTION = re.compile(
    r"^(?:tabell|figur|diagram|kart|bilde|bilete|foto|illustrasjon|boks|graf|table|figure|fig\.|tab\.)\s*\d+(?:[.\-–]\d+)*[a-z]?"
    r"\s*(?:[.:–—-]\s*(?=\S)|(?=[A-ZÆØÅ]))",
    re.IGNORECASE,
)
_CAPTION_SAYS = re.compile(r"^\S+\s*[\d.\-–]+[a-z]?\s+(?:[a-zæøå]+)\b")
"""Running text that begins as a caption does: «Tabell 5.2 viser …»."""
_SOURCE = re.compile(
    r"^[(\[*]?(?:kilder?|kjelder?|datakilde|datakjelde|sources?|foto(?:graf)?|bilde|photo|illustrasjon|grafikk)\s*:",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|doi:)\S+", re.IGNORECASE)
_YEAR = r"(?:(?:19|20)\d\d[a-z]?(?:[-–/]\d{2,4})?|u\.?å\.?|n\.?d\.?)"
_ENTRY = re.compile(
    rf"""^(?:\[\d{{1,3}}\]\s*|\d{{1,3}}[.)]\s+)?
    (?: [A-ZÆØÅ][\w'’-]+(?:[ ][A-ZÆØÅ][\w'’-]+)?,[ ](?:[A-ZÆØÅ]\.|[A-ZÆØÅ]\w+).{{0,160}}?\b{_YEAR}   # Hansen, A. B. … 2020
      | [A-ZÆØÅ][^.:!?()]{{1,90}}?\.?[ ]\({_YEAR}(?:,[^)]*)?\)\s*[.:,]\s*\S                            # Helsedirektoratet (2019).
      | (?:NOU|Meld\.?[ ]?St\.?|St\.?[ ]?meld\.?|Prop\.?|Ot\.?[ ]?prp\.?|Innst\.?|Rundskriv|LOV|FOR|IS)[ -]\S*\d
      | (?:Lov|Forskrift)[ ]\d{{1,2}}\.[ ]\w+[ ]\d{{4}}
      | (?:https?://|www\.)\S+\s*$ )""",
    re.VERBOSE,
)
_REFERS = re.compile(
    rf"(?:https?://|www\.|doi|ISBN|ISSN|§|\bNOU\b|Meld\.? ?St|St\.? ?meld|Prop\.|Ot\.? ?prp|Innst\.|[Rr]undskriv|\bIS-\d"
    r"|\b[Ll]ov(?:en)?\b|[Ff]orskrift"
    rf"|\b{_YEAR}\b|\bs\. ?\d|\b[Ii]bid|op\. ?cit|\bsak \d+/\d+|\btabell \d+|\b[Hh]ent[ea]t\b|\b[Ll]est\b)"
)
_BEGINS_NOTE = re.compile(r"^(?:\d{1,3}|[*†])\W{0,2}\s*(?=\S)")
_POINTS = re.compile(
    r"^(?:se|sjå|jf|jfr|jamfør|kilde|kjelde|source|see|cf|ibid|samme sted|hentet|henta)\b", re.IGNORECASE
)
_DIGIT = re.compile(r"\d")
_FIGURES = re.compile(r"^[-–+=]?[\d.,:/%]*\d[\d.,:/%]*$|^[-–]$")

_SHORT = 150
"""A line of a contents page has fewer letters than this, in code points."""
_ENTRIES = 4
"""This many lines that look like a contents page's make one."""
_REFERENCES_IN_A_ROW = 3
"""This many entries make a reference list that has no heading."""
_LONGEST_WORD = 40
"""Letters of a single word that says nothing by itself; more of them without a space are another script's sentence."""
_LONG_CELL = 6
"""This many words in a cell are text, whether a verb is known in them or not."""
_FRONT = 0.2
"""A contents page that nothing else tells is looked for in the first fifth of the text."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A block with its number and its words in one line."""

    number: int
    block: Block
    text: str

    @property
    def is_text(self) -> bool:
        """Whether it is a paragraph or a list item of the body."""
        return self.block.part == "body" and self.block.kind in ("paragraph", "list_item")

    @property
    def ends_sentence(self) -> bool:
        return _SENTENCE_END.search(self.text) is not None


def apparatus(reading: Reading) -> frozenset[int]:
    """The numbers of the blocks of a document that are not its running text, beside headings.

    They are what ingest has marked as contents page or reference list, and contents lines, entries of reference lists,
    captions, lines that name a source, running titles, bare headings, footnotes that only refer, and rows of figures. Keywords
    hit in them, and nothing in them is suggested.
    """
    pieces = [
        _Piece(number, block, " ".join(reading.text[block.start : block.end].split()))
        for number, block in enumerate(reading.blocks)
    ]
    marked = {piece.number for piece in pieces if piece.block.part != "body"}
    marked.update(_contents(reading, pieces))
    marked.update(_reference_list(reading, pieces))
    marked.update(piece.number for piece in pieces if _stands_beside(piece))
    marked.update(_running_titles(reading, pieces))
    marked.update(_bare_headings(pieces, marked))
    return frozenset(marked)


def says_something(row: str) -> bool:
    """Whether a table's row, cells parted by tabs, has a cell with a sentence, a measure (*Styrke samarbeidet*) or many words."""
    return any(_is_sentence(" ".join(cell.split())) for cell in row.split("\t"))


def _is_sentence(text: str) -> bool:
    words = _WORD.findall(text)
    if len(words) < 2:
        return False
    if _is_infinitive(words[0]) or len(words) >= _LONG_CELL:
        return True
    return len(words) > 2 and (_has_verb(words) or (len(words) > 3 and _SENTENCE_END.search(text) is not None))


def _has_verb(words: Sequence[str]) -> bool:
    return any(word.lower() in _FINITE and not word.isupper() for word in words)  # IS-1234 is no verb


def _is_infinitive(word: str) -> bool:
    """Whether a word can be what a measure begins with: *Styrke*, *Etablere*, *Arbeida*; nouns in -e are taken for it too."""
    return len(word) > 3 and word[-1] in "ea" and is_lemma(word.lower())


# Contents pages


def _contents(reading: Reading, pieces: Sequence[_Piece]) -> Iterator[int]:
    """Blocks of contents pages: by leaders, by page numbers that rise, by the headings that they name."""
    titles = {_title(piece.text): piece.number for piece in pieces if is_heading(piece.block)}
    for piece in pieces:
        if piece.block.part != "body":
            continue
        if _is_leader_line(piece.text) or (piece.is_text and _is_glued_contents(reading, piece)):
            yield piece.number
        elif piece.block.kind == "table":
            rows = [" ".join(row.split()) for row in reading.text[piece.block.start : piece.block.end].split("\n")]
            if _rises(reading, [row for row in rows if row], titles, piece.block.start):
                yield piece.number
    for run in _runs(pieces, _may_be_contents_line):
        lines = [piece.text for piece in run]
        if _rises(reading, lines, titles, run[0].block.start, _is_titled(pieces, run[0].number)):
            yield from (piece.number for piece in run)
    for run in _runs(pieces, lambda piece: titles.get(_title(piece.text), -1) > piece.number):
        named = [titles[_title(piece.text)] for piece in run]
        if len(run) >= _ENTRIES and named == sorted(named) and len(set(named)) == len(named):
            yield from (piece.number for piece in run)


def _runs(pieces: Sequence[_Piece], belongs: Callable[["_Piece"], bool]) -> Iterator[list[_Piece]]:
    """Stretches of blocks that follow one another and pass a test; headings that do not pass may stand between."""
    run: list[_Piece] = []
    for piece in pieces:
        if len(piece.text) < _SHORT and piece.block.kind != "table" and belongs(piece):
            run.append(piece)
        elif not is_heading(piece.block):
            if run:
                yield run
            run = []
    if run:
        yield run


def _may_be_contents_line(piece: _Piece) -> bool:
    return piece.text[-1:].isdigit() and _LAST_NUMBER.search(piece.text) is not None


def _is_leader_line(text: str) -> bool:
    if not any(dots in text for dots in _DOTS):
        return False
    leaders = len(_LEADERS.findall(text))
    return leaders > 0 and len(text) < _SHORT * (1 + leaders)


def _is_glued_contents(reading: Reading, piece: _Piece) -> bool:
    """Whether a block is several lines of a contents page that were read as one."""
    if piece.ends_sentence or not piece.text[-1:].isdigit():
        return False
    numbers = [int(number) for number in _GLUED.findall(piece.text)]
    if len(numbers) < _ENTRIES or _has_verb(_WORD.findall(piece.text)):
        return False
    front = piece.block.start < _FRONT * len(reading.text)
    return front and numbers == sorted(numbers) and len(set(numbers)) >= _ENTRIES and numbers[-1] <= _last_page(reading)


def _rises(reading: Reading, lines: Sequence[str], titles: dict[str, int], start: int, titled: bool = False) -> bool:
    """Whether lines end in page numbers that rise, and stand where a contents page does or name the headings that follow."""
    ends = [_LAST_NUMBER.search(line) for line in lines]
    numbers = [int(end[1]) for end in ends if end]
    if len(numbers) < _ENTRIES or len(numbers) * 5 < len(lines) * 4:
        return False
    if (
        numbers != sorted(numbers)
        or len(set(numbers)) < min(_ENTRIES, len(numbers))
        or numbers[-1] > _last_page(reading)
    ):
        return False
    known = sum(_title(line) in titles for line in lines)
    return titled or 2 * known >= len(lines) or start < _FRONT * len(reading.text)


def _last_page(reading: Reading) -> int:
    """The highest page number that a contents page can name."""
    if not reading.paged:
        return 999
    labels = [int(page.label) for page in reading.pages if page.label.isdecimal()]
    return max([len(reading.pages), *labels])


def _is_titled(pieces: Sequence[_Piece], number: int) -> bool:
    return any(_CONTENTS.match(piece.text) for piece in pieces[max(0, number - 3) : number + 1])


def _title(text: str) -> str:
    """A heading's words without its number and the page number behind."""
    without = _NUMBERING.sub("", text, count=1).casefold()
    return re.sub(r"[\s.…·]+\d{1,3}$", "", without).strip(" .:")


# Reference lists


def _reference_list(reading: Reading, pieces: Sequence[_Piece]) -> Iterator[int]:
    """Blocks of reference lists: by the heading above, and by entries that follow one another."""
    trails = heading_trails(reading.blocks)
    titles = {piece.number for piece in pieces if is_heading(piece.block) and _names_references(piece.text)}
    for piece in pieces:
        if titles.intersection(trails[piece.number]) and piece.block.kind != "heading" and not _argues(piece.text):
            yield piece.number
    run: list[_Piece] = []
    for piece in pieces:
        if piece.is_text and _is_entry(piece.text):
            run.append(piece)
            continue
        yield from _numbers_of_list(pieces, run)
        run = []
    yield from _numbers_of_list(pieces, run)


def _numbers_of_list(pieces: Sequence[_Piece], run: Sequence[_Piece]) -> Iterator[int]:
    if not run:
        return
    above = pieces[run[0].number - 1] if run[0].number else None
    titled = above is not None and _names_references(above.text)
    if len(run) >= _REFERENCES_IN_A_ROW or titled:
        yield from (piece.number for piece in run)
        if titled and above is not None and above.is_text:
            yield above.number


def _names_references(text: str) -> bool:
    if len(text) > 60:
        return False
    words = [word.lower() for word in _WORD.findall(text)]
    names = _REFERENCES.intersection(words)
    return bool(names) and all(word in _REFERENCES or word in _BESIDE_REFERENCES for word in words)


def _is_entry(text: str) -> bool:
    return len(text) < 600 and _ENTRY.match(text) is not None and not _argues(text)


def _argues(text: str) -> bool:
    """Whether a text that looks like an entry, a caption or a source is running text after all: two sentences with a verb."""
    without = _ADDRESS.sub("", text)
    sentences = _BETWEEN_SENTENCES.split(without)
    with_verb = [sentence for sentence in sentences if _has_verb(_WORD.findall(sentence)) and len(sentence) > 25]
    plain = [sentence for sentence in sentences if len(sentence) > 40 and not _REFERS.search(sentence)]
    return len(with_verb) >= 2 or (len(with_verb) == 1 and len(plain) >= 2)


# What stands beside the text


def _stands_beside(piece: _Piece) -> bool:
    """Whether a block by itself is a caption, a source line, a footnote that only refers, or a row of figures."""
    if piece.block.part != "body" or piece.block.kind in ("heading", "table"):
        return False
    is_short = len(piece.text) < 300
    if piece.block.kind == "caption" or (is_short and _CAPTION.match(piece.text) and not _argues(piece.text)):
        return not (_CAPTION_SAYS.match(piece.text) and _has_verb(_WORD.findall(piece.text)))
    if is_short and _SOURCE.match(piece.text) and not _argues(piece.text):
        return True
    return _only_refers(piece) or _is_figures(piece.text)


def _only_refers(piece: _Piece) -> bool:
    """Whether a footnote, or a paragraph with a footnote's number, says nothing but where something stands."""
    note = _BEGINS_NOTE.match(piece.text)
    if piece.block.kind != "footnote" and (note is None or piece.block.kind == "list_item" or len(piece.text) > 250):
        return False
    text = piece.text[note.end() :] if note else piece.text
    rest = _ADDRESS.sub(" ", text)
    if any(_adds(sentence) for sentence in _BETWEEN_SENTENCES.split(rest)):
        return False
    if piece.block.kind != "footnote":
        return rest != text or _POINTS.match(rest) is not None
    return _POINTS.match(text) is not None or _REFERS.search(text) is not None


def _adds(sentence: str) -> bool:
    """Whether a sentence of a footnote says something beside where to look."""
    words = _WORD.findall(sentence)
    if _has_verb(words):
        return True
    return len(words) > 3 and not (_REFERS.search(sentence) or _POINTS.match(sentence))


def _is_figures(text: str) -> bool:
    """Whether a block is a row of a table that was read as text: at least as many figures as words, and no verb."""
    if len(text) > 200 or _DIGIT.search(text) is None:
        return False
    pieces = text.split()
    figures = sum(_FIGURES.match(piece) is not None for piece in pieces)
    return figures >= 2 and 2 * figures >= len(pieces) and not _is_sentence(text)


def _running_titles(reading: Reading, pieces: Sequence[_Piece]) -> Iterator[int]:
    """Blocks that say what is printed on every page: as furniture does, or the same on three pages or more."""
    furniture = {_without_figures(furniture.text) for furniture in reading.furniture} - {""}
    pages: dict[str, set[int]] = defaultdict(set)
    short = [piece for piece in pieces if piece.is_text and len(piece.text) < 100 and not piece.ends_sentence]
    for piece in short:
        if piece.block.kind == "paragraph":
            pages[_without_figures(piece.text)].add(piece.block.page_first)
    for piece in short:
        words = _without_figures(piece.text)
        again = len(words) > 3 and len(pages[words]) >= 3
        if piece.block.kind == "paragraph" and (words in furniture or again) and not _has_verb(words.split()):
            yield piece.number


def _without_figures(text: str) -> str:
    return " ".join(_WORD.findall(text.casefold()))


def _bare_headings(pieces: Sequence[_Piece], marked: set[int]) -> Iterator[int]:
    """Short paragraphs without a sentence that stand alone over running text: headings that do not look like any.

    Several in a row are a list of goals without bullets, and stay; so do those that begin as a measure does. A single word is
    left out wherever it stands.
    """
    texts = [piece for piece in pieces if piece.number not in marked]
    for place, piece in enumerate(texts):
        if (
            piece.block.kind != "paragraph"
            or len(piece.text) > 70
            or piece.ends_sentence
            or not _looks_like_heading(piece.text)
        ):
            continue
        if len(piece.text) < _LONGEST_WORD and len(_WORD.findall(piece.text)) == 1:
            yield piece.number  # whatever stands around it
            continue
        above = texts[place - 1] if place else None
        below = texts[place + 1] if place + 1 < len(texts) else None
        if (
            below is None
            or below.block.kind == "table"
            or not below.ends_sentence
            or len(below.text) <= len(piece.text)
        ):
            continue
        if below.text[:1].islower():
            continue  # the words go on there
        if above is None or above.block.kind != "paragraph" or above.ends_sentence:
            yield piece.number


def _looks_like_heading(text: str) -> bool:
    words = _WORD.findall(text)
    begins = text[:1].isupper() or text[:1].isdigit()
    if not words or not begins or len(words) > 6 or text[-1] in ":,;–-":
        return False
    return not _has_verb(words) and not (len(words) > 2 and _is_infinitive(words[0]))
