"""Which words a highlight lies on, when it was made, and which code its colour or its first word stands for."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

from kodetre.errors import BadColourMap
from kodetre.i18n.message import joined, msg
from kodetre.model.documents import Span, WordBoxes
from kodetre.userfile import read_text
from kodetre.yamlfile import Checker, MappingNode, parse

Box = tuple[int, int, int, int]
_COVERED = 0.4
"""The share of a word's width that must lie in a highlight for the word to be meant."""
_GAP = 3
_TAG = re.compile(r"#([^\W\d_][\w.-]*)")
_DATE = re.compile(r"D:(\d{4})(\d\d)?(\d\d)?(\d\d)?(\d\d)?(\d\d)?(?:([-+])(\d\d)'?(\d\d)?)?")
_COLOUR = re.compile("#[0-9a-f]{6}")


@dataclass(frozen=True, slots=True)
class ColourMap:
    """What colours, tags and names of authors stand for, as a person says it; an empty code means that a colour is left out."""

    colours: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    authors: Mapping[str, str] = field(default_factory=dict)


def read_map(path: Path) -> ColourMap:
    """The map in a YAML file. Raises BadColourMap with every mistake, MissingFile, BadEncoding."""
    checker = Checker(str(path))
    root = parse(read_text(path), str(path), checker.problems)
    parts: dict[str, dict[str, str]] = {"colours": {}, "tags": {}, "authors": {}}
    if root is not None and (top := checker.mapping(root, msg("a map of colours"), tuple(parts))) is not None:
        for name, values in parts.items():
            node = top.get(name)
            if not isinstance(node, MappingNode):
                continue
            for key, _ in node.entries:
                if name == "colours" and not _COLOUR.fullmatch(key.text.lower()):
                    checker.note(key, msg("'{key}' is no colour; write it as '#ffd400', in quotes", key=key.text))
                values[key.text.lower() if name == "colours" else key.text] = checker.text(node, key.text)
    if checker.problems:
        problems = joined((problem.told() for problem in sorted(checker.problems)), "\n")
        raise BadColourMap(
            path, msg("has mistakes\n{problems}", problems=problems), next_step=msg("mend them; nothing was taken in")
        )
    return ColourMap(parts["colours"], parts["tags"], parts["authors"])


def written_map(colours: Iterable[tuple[str, int, str]], tags: Iterable[str], authors: Iterable[str]) -> str:
    """A map to be filled in: each colour with how many highlights it has and the words of one."""
    lines = [
        "# Which code each colour stands for: the key of a code after the colon. Empty: it is left out.",
        "colours:",
    ]
    for colour, count, words in colours:
        lines.append(f"  '{colour}':  # {count} × «{' '.join(words.split())[:60]}»")
    if not lines[2:]:
        lines[1] = "colours: {}"
    listed = sorted(set(tags))
    lines += [
        "",
        "# Tags at the beginning of a comment (#tilskudd) that are no codes by themselves.",
        *_entries("tags", listed),
    ]
    lines += [
        "",
        "# Who the authors are here, where they have another name.",
        *_entries("authors", sorted(set(authors))),
    ]
    return "\n".join([*lines, ""])


def _entries(name: str, keys: Sequence[str]) -> list[str]:
    if not keys:
        return [f"{name}: {{}}"]
    return [f"{name}:", *(f"  '{key.replace(chr(39), 2 * chr(39))}':" for key in keys)]


def tag_of(comment: str) -> tuple[str, str]:
    """The tag that a comment begins with, and the rest of it."""
    match = _TAG.match(comment)
    return (match[1].rstrip(".-"), comment[match.end() :].lstrip(" :,–-\n")) if match else ("", comment)


def moment_of(written: str) -> datetime | None:
    """A time as PDF writes it (ISO 32000-2, 7.9.4), in UTC; one without a zone is taken for UTC."""
    match = _DATE.match(written.strip())
    if match is None:
        return None
    year, month, day, hour, minute, second = (int(part) if part else None for part in match.groups()[:6])
    try:
        zone = UTC
        if match[7]:
            offset = timedelta(hours=int(match[8]), minutes=int(match[9] or 0))
            zone = timezone(offset if match[7] == "+" else -offset)
        local = datetime(year or 1, month or 1, day or 1, hour or 0, minute or 0, second or 0, tzinfo=zone)
        return local.astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def spans_under(boxes: Sequence[Box], page: int, words: WordBoxes) -> list[Span]:
    """The stretches of text under some boxes of a page: one, unless much that is not under them stands between."""
    on_page = [place for place in range(len(words)) if words.page[place] == page]
    under = [place for place in on_page if _is_under(boxes, words, place)]
    runs: list[list[int]] = []
    for place in under:
        if runs and place - runs[-1][-1] <= _GAP + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    return [Span(words.start[run[0]], words.end[run[-1]]) for run in runs]


def _is_under(boxes: Sequence[Box], words: WordBoxes, place: int) -> bool:
    return any(_is_in(box, words, place) for box in boxes)


def _is_in(box: Box, words: WordBoxes, place: int) -> bool:
    left, top, right, bottom = box
    middle = (words.top[place] + words.bottom[place]) / 2
    if not top <= middle <= bottom:
        return False
    shared = min(right, words.right[place]) - max(left, words.left[place])
    width = max(1, words.right[place] - words.left[place])
    return shared >= _COVERED * width or (shared > 0 and shared >= 0.9 * max(1, right - left))
