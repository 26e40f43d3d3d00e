"""What a report is made of: tables of plain values that know how they are written in each language. Pure."""

from dataclasses import dataclass

from kodetre.i18n.formats import Day, Number, whole


@dataclass(frozen=True, slots=True)
class Marked:
    """A count and whether the codebook expects codings there."""

    count: int
    expected: bool

    def format(self, language: str) -> str:
        """The count, with an asterisk where it is expected."""
        return f"{whole(self.count, language)} *" if self.expected else whole(self.count, language)


@dataclass(frozen=True, slots=True)
class Runs:
    """A text of which parts are in italics: (text, in italics)."""

    parts: tuple[tuple[str, bool], ...]

    def format(self, language: str) -> str:
        """The letters alone."""
        return "".join(text for text, _ in self.parts)


@dataclass(frozen=True, slots=True)
class Indented:
    """A code's label and how deep the code stands in its tree; each format indents it in its own way, machines get none."""

    label: str
    depth: int

    def format(self, language: str) -> str:
        """The label alone."""
        return self.label


Value = str | int | Marked | Number | Day | Runs | Indented


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
    shaded: bool = False
    """Whether its counts are shaded on the web page, the darker the larger."""
    beside: str = ""
    """The key of a hidden column that people read in the same cell: a rate in brackets after its count."""


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
    above: tuple[tuple[str, ...], ...] = ()
    """For each section the headings that it stands under, the outermost first, where sections have some."""
    within: str = ""
    """What a place is where codes are counted in the same place."""
    stacked: tuple[str, ...] = ()
    """The keys of columns of text that stand under one another in one cell on paper, where there is no room for all of them."""
    once: str = ""
    """The key of a column that says the same wherever its code comes again: on paper it is told once for each code, at the end."""
