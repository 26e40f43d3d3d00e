"""Where the sentences of a text begin and end.

A full stop ends a sentence unless it belongs to an abbreviation, an initial, an ordinal or a date, or the next word
begins in lower case.
"""

import re
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    "adm adr aug avd avg bd bl bl.a bla bm ca cand dec d.d d.e dir div d.v.s dvs d.y e.kr e.l el eks ekskl etc "
    "evt f f.eks ff feb f.kr fork fre f.o.m forts fr frk gj.sn gl gnr gr hhv hr ifm iht ill inkl int innb istf "
    "jan jf jfr jnr jr jul jun kap kgl kl kr kst l lb lø m.a.o maks m.fl mill milj min m.m mnd mht mrk mtp mv m.v "
    "n.n nov nr o.a obs o.fl okt o.l oppl org osb osv ordf overs p p.a p.g.a pga pkt pr prof pst p.t r ref rev s "
    "s.d sek sen sept siv sign soc spes spm ss st.meld stk str særl t.d tdl tel temp tilsv tlf t.o.m ts tv u u.a "
    "u.å ukl utg ult v v.a vha vol voll vs w årg ø prop innst dok meld ot.prp ot rskr kgl.res resp m.h.t m.o.t "
    "m.t.p i.e ev lnr bnr dr ph.d cand.polit o.s.b o.s.v m.a jmf sjå f.v".split()
)
_ENDS_ANYWAY = frozenset("kr osv mv m.m m.fl o.l o.a e.l etc m.v o.s.v osb o.s.b u.å o.fl".split())
_STOP = re.compile(r"[.!?…]+[\"'»”’)\]]*(?:\[[\d,*†‡]{1,5}\])*(?=\s)|\n+")
_LAST_WORD = re.compile(r"[\w.-]*$")
_ROMAN = re.compile(r"[ivxlc]+", re.IGNORECASE)


def sentences(text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
    """The `(start, end)` of every sentence in `text[start:end]`, without the white space around it.

    A line break ends a sentence too: blocks are joined lines, so one inside a block parts rows or lines of a list.
    """
    stop = len(text) if end is None else end
    begin = start
    for mark in _STOP.finditer(text, start, stop):
        if text[mark.start()] != "\n" and not _ends_sentence(text, mark.start(), mark.end(), stop):
            continue
        yield from _trimmed(text, begin, mark.end())
        begin = mark.end()
    yield from _trimmed(text, begin, stop)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start < end:
        yield start, end


def _ends_sentence(text: str, mark: int, after: int, stop: int) -> bool:
    following = text[after : min(after + 60, stop)].lstrip(" \t")
    opening = following.lstrip("\"'«“‘([–-• ")
    if text[mark] != ".":
        return not opening[:1].islower()
    if text[mark : mark + 3] == "..." or text[mark] == "…":
        return not opening[:1].islower()
    before = _LAST_WORD.search(text, max(0, mark - 30), mark)
    word = before[0].lower() if before else ""
    if opening[:1].islower():
        return False
    if word in _ENDS_ANYWAY:
        return True
    if word in _ABBREVIATIONS:
        return False
    if len(word) == 1 and word.isalpha() and text[mark - 1].isupper():
        return False
    if word.isdigit() and len(word) <= 2:
        return (
            not (opening[:1].isdigit() or _is_month(opening))
            and bool(opening[:1].isupper())
            and not _is_title(text, mark)
        )
    return not (_ROMAN.fullmatch(word) and len(word) < 5 and opening[:1].islower())


def _is_month(following: str) -> bool:
    word = following[:12].lower()
    return word.startswith(
        (
            "januar",
            "februar",
            "mars",
            "april",
            "mai",
            "juni",
            "juli",
            "august",
            "september",
            "oktober",
            "november",
            "desember",
        )
    )


def _is_title(text: str, mark: int) -> bool:
    """Whether the number stands first on its line: "3. Samarbeid" is a numbered heading, not a sentence."""
    line = text.rfind("\n", 0, mark) + 1
    return text[line:mark].strip().isdigit()
