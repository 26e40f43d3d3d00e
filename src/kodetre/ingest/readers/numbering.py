"""The numbers that Word writes before paragraphs and does not keep in their text (ECMA-376 part 1, 17.9): lists, headings, §."""

from dataclasses import dataclass, field
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LEVELS = 9
_MOST = 32_767
"""The largest number that Word counts to."""
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restarts: int = -1
    """The level (0-based) whose number begins this one anew; -1 for any that is higher."""
    never_restarts: bool = False


@dataclass(slots=True)
class _List:
    """A list definition: its levels, how far each has been counted, and which of the numberings have begun anew in it."""

    levels: dict[int, _Level]
    counts: dict[int, int] = field(default_factory=dict)
    begun: set[str] = field(default_factory=set)


class Numbering:
    """Counts a document's lists as its paragraphs go by. `root` is the root of its numbering part, `styles` that of its styles."""

    def __init__(self, root: Any, styles: Any) -> None:  # noqa: ANN401 - elements of lxml
        self._lists = {
            _value(a, None, "abstractNumId"): _List(_levels(a)) for a in root.iterchildren(_W + "abstractNum")
        }
        self._numberings: dict[str, tuple[str, dict[int, int], dict[int, _Level]]] = {}
        for number in root.iterchildren(_W + "num"):
            starts: dict[int, int] = {}
            levels: dict[int, _Level] = {}
            for override in number.iterchildren(_W + "lvlOverride"):
                level = _integer(_value(override, None, "ilvl"), 0)
                levels.update(_levels(override))
                if (start := _value(override, "startOverride")) is not None:
                    starts[level] = _integer(start, 1)
            self._numberings[_value(number, None, "numId") or ""] = (
                _value(number, "abstractNumId") or "",
                starts,
                levels,
            )
        self._linked = {
            _value(a, None, "abstractNumId"): link
            for a in root.iterchildren(_W + "abstractNum")
            if (link := _value(a, "numStyleLink")) is not None
        }
        self._styles = {_value(style, None, "styleId"): style for style in styles.iterchildren(_W + "style")}

    def place(self, paragraph: Any) -> tuple[str, int] | None:  # noqa: ANN401
        """The numbering that a paragraph has, itself or by its style, and its level (0-based); None for one without."""
        properties = paragraph.find(_W + "pPr")
        own = properties.find(_W + "numPr") if properties is not None else None
        number, level = _of(own)
        style = _value(properties, "pStyle")
        for _ in range(_LEVELS):
            if (number is not None and level is not None) or style is None or style not in self._styles:
                break
            by_style = self._styles[style].find(f"{_W}pPr/{_W}numPr")
            style_number, style_level = _of(by_style)
            number = style_number if number is None else number
            level = style_level if level is None else level
            style = _value(self._styles[style], "basedOn")
        if number is None or number == "0" or number not in self._numberings:
            return None
        return number, min(_LEVELS - 1, max(0, level or 0))

    def _meant(self, definition: str) -> str:
        """The definition of a list: that of the list style which a definition names, or itself."""
        style = self._styles.get(self._linked.get(definition))
        number = _of(style.find(f"{_W}pPr/{_W}numPr"))[0] if style is not None else None
        return self._numberings[number][0] if number in self._numberings else definition

    def label(self, paragraph: Any) -> str:  # noqa: ANN401
        """What Word writes before a paragraph, as 2.1 or a); empty for a bullet, and where there is nothing."""
        place = self.place(paragraph)
        if place is None:
            return ""
        number, level = place
        definition, starts, levels = self._numberings[number]
        definition = self._meant(definition)
        list_ = self._lists.get(definition)
        if list_ is None:
            return ""
        if number not in list_.begun:
            list_.begun.add(number)
            for other in starts:
                list_.counts.pop(other, None)
        merged = list_.levels | levels

        def first(of_level: int) -> int:
            return starts.get(of_level, merged.get(of_level, _Level()).start)

        list_.counts[level] = min(_MOST, list_.counts[level] + 1) if level in list_.counts else first(level)
        for deeper in [other for other in list_.counts if other > level]:
            how = merged.get(deeper, _Level())
            if not how.never_restarts and (how.restarts < 0 or level <= how.restarts):
                del list_.counts[deeper]
        how = merged.get(level, _Level())
        if how.format == "bullet":
            return ""
        text = how.text
        for other in range(_LEVELS):
            if f"%{other + 1}" in text:
                count = list_.counts.get(other, first(other))
                written = "decimal" if how.legal else merged.get(other, _Level()).format
                text = text.replace(f"%{other + 1}", numeral(count, written))
        return " ".join(text.split())


def numeral(number: int, format: str) -> str:
    """A number as a list of Word's or of a web page's writes it (17.18.59); those that are no digits or letters, in digits."""
    match format:
        case "none":
            return ""
        case "lowerLetter" | "upperLetter" if number > 0:
            letters = chr(ord("a") + (number - 1) % 26) * min(100, (number - 1) // 26 + 1)
            return letters if format == "lowerLetter" else letters.upper()
        case "lowerRoman" | "upperRoman" if 0 < number < 4000:
            return roman(number) if format == "lowerRoman" else roman(number).upper()
        case "decimalZero":
            return f"{number:02d}"
        case _:
            return str(number)


def roman(number: int) -> str:
    """A number in small roman numerals."""
    letters = []
    for value, sign in _ROMAN:
        letters.append(sign * (number // value))
        number %= value
    return "".join(letters)


def _levels(definition: Any) -> dict[int, _Level]:  # noqa: ANN401
    levels = {}
    for level in definition.iterchildren(_W + "lvl"):
        restart = _value(level, "lvlRestart")
        levels[_integer(_value(level, None, "ilvl"), 0)] = _Level(
            start=_integer(_value(level, "start"), 0 if level.find(_W + "start") is None else 1),
            format=_value(level, "numFmt") or "decimal",
            text=_value(level, "lvlText") or "",
            legal=level.find(_W + "isLgl") is not None,
            restarts=_integer(restart, 0) - 1 if restart is not None else -1,
            never_restarts=restart == "0",
        )
    return levels


def _of(properties: Any) -> tuple[str | None, int | None]:  # noqa: ANN401
    """The numbering and the level that are said in one place."""
    if properties is None:
        return None, None
    level = _value(properties, "ilvl")
    return _value(properties, "numId"), _integer(level, 0) if level is not None else None


def _value(element: Any, child: str | None, attribute: str = "val") -> str | None:  # noqa: ANN401
    """An attribute of an element, or of a child of it."""
    if element is not None and child is not None:
        element = element.find(_W + child)
    if element is None:
        return None
    value: str | None = element.get(_W + attribute)
    return value


def _integer(text: str | None, otherwise: int) -> int:
    try:
        return int(text) if text is not None else otherwise
    except ValueError:
        return otherwise
