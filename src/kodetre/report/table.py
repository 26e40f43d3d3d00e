"""What a report is made of: tables of plain values that know how they are written in each language. Pure."""

from dataclasses import dataclass

from kodetre.report.words import word


@dataclass(frozen=True, slots=True)
class Marked:
    """A count and whether the codebook expects codings there."""

    count: int
    expected: bool

    def said(self, language: str) -> str:
        """The count, with an asterisk where it is expected."""
        return f"{whole(self.count, language)} *" if self.expected else whole(self.count, language)


@dataclass(frozen=True, slots=True)
class Number:
    """A number with decimals, as many as are shown; machines get all of it."""

    value: float
    digits: int = 1

    def said(self, language: str) -> str:
        """As it is written in a language: 1 234,5, in English 1,234.5."""
        plain = f"{self.value:,.{self.digits}f}"
        if language == "en":
            return plain.replace("-", "−")
        return plain.replace(",", "\u00a0").replace(".", ",").replace("-", "−")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, as ISO 8601 has it (2026-11-21); empty for none."""

    iso: str

    def said(self, language: str) -> str:
        """As it is written in a language: 21.11.2026, in English 21 Nov 2026."""
        if not self.iso:
            return ""
        year, month, day = self.iso.split("-")
        if language == "en":
            return f"{int(day)} {word('en', 'months').split()[int(month) - 1]} {year}"
        return f"{int(day)}.{int(month)}.{year}"


@dataclass(frozen=True, slots=True)
class Runs:
    """A text of which parts are in italics: (text, in italics)."""

    parts: tuple[tuple[str, bool], ...]

    def said(self, language: str) -> str:
        """The letters alone."""
        return "".join(text for text, _ in self.parts)


Value = str | int | Marked | Number | Day | Runs


def count_of(value: Value) -> int:
    """The count that a cell holds; 0 for what is none."""
    if isinstance(value, Marked):
        return value.count
    return value if isinstance(value, int) else 0


@dataclass(frozen=True, slots=True)
class Column:
    """A column: a key that stays the same in every language, and a heading in the report's."""

    key: str
    label: str
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A part of a report: title, columns, rows, and what a reader needs to know beside.

    `sections` parts the rows: (heading, how many rows); without them the rows are one table. `hidden` columns are left
    out where people read (they say what the section's heading says), and are there for machines.
    """

    kind: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Value, ...], ...]
    sections: tuple[tuple[str, int], ...] = ()
    hidden: frozenset[str] = frozenset()
    notes: tuple[str, ...] = ()
    prose: bool = False
    """Whether people read each row as a paragraph, as in a reference list."""
    within: str = ""
    """What a place is where codes are counted in the same place."""


def whole(number: int, language: str) -> str:
    """A whole number as it is written in a language: 12 345, in English 12,345."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")


def moment(iso: str, language: str) -> str:
    """A time of the store (ISO 8601, UTC) as it is written in a language: 21.11.2026 kl. 14.10 UTC."""
    day, clock = Day(iso[:10]).said(language), iso[11:16]
    return f"{day}, {clock} UTC" if language == "en" else f"{day} kl. {clock.replace(':', '.')} UTC"
