"""Plain text and Markdown to a `Reading`."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.errors import BadEncoding, EmptyFile
from kodetre.ingest.layout.drafts import Draft, clean, compose, pages_of
from kodetre.model.documents import Reading
from kodetre.userfile import read_bytes

if TYPE_CHECKING:
    from markdown_it.token import Token

_NUMBERED = re.compile(r"^(\d{1,2}(?:\.\d{1,2}){0,4})\.?\s+[A-ZÆØÅ][^.!?]{1,100}$")
_ITEM = re.compile(r"^\s*(?:[-*•–▪]|\(?[a-zæøå\d]{1,2}\))\s+")
_BLANK_LINES = re.compile(r"\n[^\S\n]*\n+")


def decoded(path: Path) -> tuple[str, tuple[str, ...]]:
    """The text of a file and what to say of its encoding. Raises EmptyFile or BadEncoding."""
    data = read_bytes(path)
    if not data.strip():
        raise EmptyFile(path, "is empty", next_step="fetch it again")
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if data.startswith(mark):
            try:
                return data.decode(encoding), ()
            except UnicodeDecodeError as error:
                raise BadEncoding(path, f"says it is {encoding} and is not", next_step="save it as UTF-8") from error
    if b"\x00" in data:
        raise BadEncoding(path, "is not a text file (it holds NUL bytes)", next_step="save it as UTF-8 text")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace"), ("is not UTF-8 and was read as Windows-1252; look at æ, ø and å",)


def read(path: Path) -> Reading:
    """What a .txt file says: blank lines part paragraphs, form feeds part pages."""
    text, notes = decoded(path)
    text = clean(text)
    drafts = []
    leaves = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\f\n ").split("\f")
    for number, leaf in enumerate(leaves, start=1):
        for chunk in _BLANK_LINES.split(leaf):
            for draft in _chunk(chunk):
                draft.page = number
                drafts.append(draft)
    return _reading(drafts, notes, len(leaves))


def read_markdown(path: Path) -> Reading:
    """What a Markdown file says: headings, paragraphs, lists and tables."""
    from markdown_it import MarkdownIt

    text, notes = decoded(path)
    tokens = MarkdownIt("commonmark").enable("table").parse(clean(text))
    return _reading(list(_markdown(tokens)), notes, 1)


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


def _chunk(chunk: str) -> Iterator[Draft]:
    """A stretch between blank lines: wrapped lines are joined, list items and numbered headings stand alone."""
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
        if heading and (len(lines) == 1 or not current):
            yield from flush()
            yield Draft("heading", heading[1].count(".") + 1, text=" ".join(line.split()))
            continue
        item = _ITEM.match(line)
        if item or (current and len(current[-1]) < 0.6 * longest and current[-1].endswith((".", ":", "!", "?"))):
            yield from flush()
        if not current:
            kind_is_item = bool(item)
            line = line[item.end() :] if item and not line.strip()[0].isalnum() else line
        current.append(line.strip())
    yield from flush()


def _join(lines: list[str]) -> str:
    from kodetre.ingest.layout.hyphens import joint

    words = " ".join(lines[0].split())
    for line in lines[1:]:
        line = " ".join(line.split())
        how = joint(words.rpartition(" ")[2], line.partition(" ")[0], frozenset())
        if how == "join":
            words = words[:-1] + line
        else:
            words += ("" if how == "keep" else " ") + line
    return words


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
