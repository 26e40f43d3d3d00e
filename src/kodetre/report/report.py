"""A report before it has a look. Pure."""

from dataclasses import dataclass
from pathlib import Path

from kodetre.report.figure import Figure
from kodetre.report.page_data import PageData
from kodetre.report.summary import Summary
from kodetre.report.table import Table


@dataclass(frozen=True, slots=True)
class Template:
    """A file that says how a Word document looks: where it is, and its bytes."""

    path: Path
    data: bytes


@dataclass(frozen=True, slots=True)
class Report:
    """The tables and figures of a report, and what a reader may look into from them."""

    tables: tuple[Table, ...]
    language: str
    title: str = ""
    """What all of it is called, where it is more than one table."""
    figures: tuple[Figure, ...] = ()
    page: PageData | None = None
    """The excerpts and documents that a web page lets its reader go through; None where it has none."""
    chapter: str = ""
    """The chapter of the thesis that tables and figures are numbered in: Tabell 5.3."""
    width: int = 80
    """How many columns a terminal has that it is shown in."""
    basis: tuple[str, ...] = ()
    """What all of it was made from: notes that stand once where there are several tables."""
    summary: Summary | None = None
    """What a web page begins with; None for reports that are one thing."""
    template: Template | None = None
    """The document whose looks Word takes; None for those of reports."""
