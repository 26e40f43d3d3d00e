"""Plain text and Markdown to a `Reading`."""

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kodetre.i18n.message import msg
from kodetre.ingest.layout.drafts import Draft, clean, compose, on_one_line, pages_of
from kodetre.ingest.readers.encoding import decoded
from kodetre.ingest.readers.told_turns import tell_speakers
from kodetre.ingest.turns import Lead, Speakers, label_of, speakers_in
from kodetre.model.documents import Reading

if TYPE_CHECKING:
    from markdown_it.token import Token

_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[A-ZÆØÅ][^.!?]{1,100}$")
_ITEM = re.compile(r"^\s*(?:[-*•–▪]|\(?[a-zæøå\d]{1,2}\))\s+")
_DEEPEST = 100
"""Quotes, lists and items in one another that are gone into: a level of a list is two."""
_LONGEST_WORD = 80
"""Letters of a word that are looked at where lines are joined."""
_LINE_BREAKS = re.compile(r"\n(?:[^\S\n\f]*\n)*")
_FEWEST_LINES = 6
_ALONE, _GOING_ON = 0.85, 0.25
"""The share of the stretches between empty lines that are one line, and of them that go on after it, in a double-spaced text."""
_FINAL = ".!?:"
_SHORT = 0.7
"""The share of the longest line under which a numbered line after a sentence is a heading."""
_ENDS = '.!?:;»"”)'
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n+")


def read(path: Path, speakers: Speakers = "auto") -> Reading:
    """What a .txt file says: blank lines part paragraphs, form feeds part pages, and in a transcript each turn is a paragraph."""
    text, notes = decoded(path)
    text = clean(text)
    drafts = []
    text = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\f\n ")
    if _is_double_spaced(text):
        text = _single_spaced(text)
        notes = (*notes, msg("has an empty line after every line, and its lines were joined"))
    leaves = text.split("\f")
    who = speakers_in([Lead(line) for line in text.replace("\f", "\n").split("\n") if line.strip()], speakers)
    for number, leaf in enumerate(leaves, start=1):
        for chunk in _BLANK_LINES.split(leaf):
            for draft in _chunk(chunk, who):
                draft.page = number
                drafts.append(draft)
    tell_speakers(drafts, who)
    return _reading(drafts, notes, len(leaves))


def read_markdown(path: Path) -> Reading:
    """What a Markdown file says: headings, paragraphs, lists, tables and footnotes of one line."""
    from markdown_it import MarkdownIt

    text, notes = decoded(path)
    found: dict[str, Any] = {}
    parser = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}).enable("table")
    tokens = parser.parse(clean(text), found)
    drafts = list(_markdown(tokens))
    if any(token.level >= _DEEPEST - 1 for token in tokens):
        notes = (
            *notes,
            msg(
                "is nested more than {deepest} levels deep, and what stands deeper was left out", deepest=_DEEPEST // 2
            ),
        )
    for label, target in found.get("references", {}).items():
        if label.startswith("^"):  # a footnote of one word looks like the address of a link
            drafts.append(Draft("footnote", text=on_one_line(f"{target['href']} {target['title']}")))
    return _reading(drafts, notes, 1)


def _is_double_spaced(text: str) -> bool:
    """Whether a text has an empty line after every line, as some programs write: then sentences go on over the empty lines."""
    chunks = [chunk for chunk in _BLANK_LINES.split(text) if chunk.strip()]
    if len(chunks) < _FEWEST_LINES or sum("\n" not in chunk.strip() for chunk in chunks) < _ALONE * len(chunks):
        return False
    pairs = pairwise(chunks)
    going_on = sum(before.rstrip()[-1] not in _ENDS and after.lstrip()[0].islower() for before, after in pairs)
    return bool(going_on >= _GOING_ON * len(chunks))


def _single_spaced(text: str) -> str:
    """A double-spaced text with half of its line breaks: what parts its paragraphs is an empty line more."""
    return _LINE_BREAKS.sub(lambda breaks: "\n" * max(1, breaks[0].count("\n") // 2), text)


def _reading(drafts: list[Draft], notes: tuple[str, ...], pages: int) -> Reading:
    composed = compose(drafts)
    labels = [str(number) for number in range(1, pages + 1)]
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, labels, len(composed.text)),
        blocks=composed.blocks,
        status="ok" if composed.text else "no text",
        notes=notes,
        paged=pages > 1,
    )


def _chunk(chunk: str, speakers: Mapping[str, str]) -> Iterator[Draft]:
    """A stretch between blank lines: wrapped lines are joined; list items, numbered headings and turns of speakers stand alone."""
    lines = [line.rstrip() for line in chunk.split("\n") if line.strip()]
    longest = max((len(line) for line in lines), default=0)
    current: list[str] = []
    kind_is_item = False

    def flush() -> Iterator[Draft]:
        nonlocal current
        if current:
            joined = _join(current)
            yield Draft("list_item", 1, text=joined) if kind_is_item else Draft("paragraph", text=joined)
        current = []

    for line in lines:
        heading = _NUMBERED.match(line.strip())
        alone = len(lines) == 1 or not current or (current[-1][-1] in _FINAL and len(line) < _SHORT * longest)
        if heading and alone:
            yield from flush()
            yield Draft("heading", heading[1].count(".") + 1, text=" ".join(line.split()))
            continue
        item = _ITEM.match(line)
        if (
            (speakers and label_of(line).casefold() in speakers)
            or item
            or (current and len(current[-1]) < 0.6 * longest and current[-1].endswith((".", ":", "!", "?")))
        ):
            yield from flush()
        if not current:
            kind_is_item = bool(item)
            line = line[item.end() :] if item and not line.strip()[0].isalnum() else line
        current.append(line.strip())
    yield from flush()


def _join(lines: list[str]) -> str:
    from kodetre.ingest.layout.hyphens import joint

    joined: list[str] = []
    last = ""  # the end of what is joined: a word with what hyphens have put before it
    for line in lines:
        words = line.split()
        how = joint(last, words[0], frozenset()) if last else "keep"
        if how == "join":
            joined[-1] = joined[-1][:-1]
            last = last[:-1]
        elif how != "keep":
            joined.append(" ")
        alone = len(words) == 1 and how in ("join", "keep")
        last = (last + words[0])[-_LONGEST_WORD:] if alone else words[-1]
        joined.append(" ".join(words))
    return "".join(joined)


def _markdown(tokens: "list[Token]") -> Iterator[Draft]:
    depth, level = 0, 0
    rows: list[list[str]] = []
    for token in tokens:
        match token.type:
            case "heading_open":
                level = int(token.tag[1])
            case "heading_close":
                level = 0
            case "list_item_open":
                depth += 1
            case "list_item_close":
                depth -= 1
            case "table_open":
                rows = []
            case "tr_open":
                rows.append([])
            case "table_close":
                yield Draft("table", rows=rows)
                rows = []
            case "fence" | "code_block" | "html_block":
                if text := " ".join(token.content.split()):
                    yield Draft("paragraph", text=text)
            case "inline":
                text = _plain(token)
                if rows:
                    rows[-1].append(text)
                elif text and level:
                    yield Draft("heading", level, text=text)
                elif text:
                    yield Draft("list_item", depth, text=text) if depth else Draft("paragraph", text=text)


def _plain(token: "Token") -> str:
    parts = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        elif child.type in ("text", "code_inline", "image"):
            parts.append(child.content)
    return " ".join("".join(parts).split())
