"""Reports as LaTeX: longtables with booktabs, and figures, to be taken into a thesis with \\input."""

import re
from collections.abc import Iterator, Sequence

from kodetre import controls
from kodetre.report.figure import Figure
from kodetre.report.render import FIGURES
from kodetre.report.render.columns import WIDE, captioned, on_its_side, parts_of, widths
from kodetre.report.render.layout import Section, Shown, caption_of, depth_of, on_paper, printed, sections_of
from kodetre.report.render.paper import stacked, told_once
from kodetre.report.report import Report
from kodetre.report.table import Column, Runs, Table

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "'": r"'", "\u2003": r"\quad{}", "\u00a0": "~", "«": r"\guillemotleft{}",
    "»": r"\guillemotright{}", "–": "--", "—": "---", "…": r"\ldots{}", "•": r"\textbullet{}", "§": r"\S{}",
    "−": r"\textminus{}", "-": "{-}", "[": "{[}", "]": "{]}", "*": "{*}",
}  # fmt: skip
"""What TeX would read as a command, and what the T1 encoding has only by name. A hyphen by itself never joins another."""
_LETTERS = 88
_LETTERS_ACROSS = 150
"""Letters on a line of small print on A4, upright and on its side."""
_INVISIBLE = re.compile(r"[\x00-\x1f\u200c\u200d\ud800-\udfff\ufffe\uffff]")
"""What T1 has no letter for, beside what no report has."""
_HEAD = (
    "% In the preamble: \\usepackage[T1]{fontenc} \\usepackage[utf8]{inputenc}"
    " \\usepackage{booktabs,longtable,array,textcomp,graphicx,pdflscape}",
)


def escaped(text: str) -> str:
    """Text as LaTeX that shows just that text."""
    plain = _plain(text.replace("\n", " ").replace("\t", " "))
    return "".join(_SPECIAL.get(letter, letter) for letter in plain)


def _plain(text: str) -> str:
    return _INVISIBLE.sub("", controls.left_out(text))


def render(report: Report) -> str:
    """The tables one after another, long ones with headings, then the figures, which are taken from a folder beside."""
    several = len(report.tables) > 2
    lines = [*_HEAD]
    for table in report.tables:
        for part in told_once(table):
            lines += _table(part, report.language, several=several)
    for figure in report.figures:
        lines += _figure(figure)
    return "\n".join(lines) + "\n"


def _heading(table: Table, *, several: bool) -> Iterator[str]:
    """A heading that the contents page of the thesis has, for a report of several parts and for what is no table."""
    if several or table.prose:
        title = escaped(table.title)
        yield rf"\section*{{{title}}}\addcontentsline{{toc}}{{section}}{{{title}}}"


def _figure(figure: Figure) -> Iterator[str]:
    yield ""
    yield r"\begin{figure}[htbp]"
    yield r"\centering"
    yield rf"\includegraphics[width=\linewidth]{{{FIGURES}/{figure.name}.pdf}}"
    yield rf"\caption{{{escaped(figure.title)}}}"
    yield r"\end{figure}"


def _table(table: Table, language: str, *, several: bool) -> Iterator[str]:
    places = on_paper(table)
    columns = [table.columns[place] for place in places]
    wide = on_its_side(table, places, language, _LETTERS)
    yield ""
    yield f"% {_plain(table.title)}"
    if wide:
        yield r"\begin{landscape}"
    yield from _heading(table, several=several)
    if table.prose:
        yield from _paragraphs(table, places, language)
    for section in () if table.prose else sections_of(table, places):
        if section.rows:
            yield from _headings(section)
            kept, rows = stacked(table, columns, section, language)
            yield from _longtables(kept, rows, caption_of(table, section), language)
    for note in table.notes:
        yield rf"\par\noindent{{\footnotesize\emph{{{escaped(note)}}}}}"
    if wide:
        yield r"\end{landscape}"


def _headings(section: Section) -> Iterator[str]:
    """The headings that a section stands under, where there are several levels of them; its own is its caption."""
    for level, heading in section.above:
        yield rf"\{'sub' * min(level + 1, 2)}section*{{{escaped(heading)}}}"


def _longtables(columns: Sequence[Column], section: Section, caption: str, language: str) -> Iterator[str]:
    """A section's table, or several one after another where its columns do not fit on a line."""
    for part in parts_of(columns, section, language, _LETTERS_ACROSS):
        yield from _longtable(part.columns, part.section, captioned(caption, part, language), language)


def _longtable(columns: Sequence[Column], section: Section, caption: str, language: str) -> Iterator[str]:
    head = " & ".join(rf"\textbf{{{escaped(column.label)}}}" for column in columns) + r" \\"
    wide = len(columns) >= WIDE
    yield r"{\footnotesize\setlength{\tabcolsep}{3pt}" if wide else r"{\small\setlength{\tabcolsep}{4pt}"
    yield rf"\begin{{longtable}}{{@{{}}{_layout(columns, section, language)}@{{}}}}"
    yield rf"\caption{{{escaped(caption)}}}\\"
    yield rf"\toprule {head} \midrule \endfirsthead"
    yield rf"\toprule {head} \midrule \endhead"
    yield r"\bottomrule \endfoot"
    for row in section.rows:
        yield (" & ".join(_cell(value, column, language) for value, column in zip(row, columns, strict=True)) + r" \\")
    yield r"\end{longtable}}"


def _cell(value: Shown, column: Column, language: str) -> str:
    if isinstance(value, Runs):
        return "".join(rf"\emph{{{escaped(text)}}}" if italic else escaped(text) for text, italic in value.parts)
    return r"\quad{}" * depth_of(value) + escaped(printed(value, column, language))


def _paragraphs(table: Table, places: Sequence[int], language: str) -> Iterator[str]:
    """Rows as paragraphs: with a hanging indent as in a reference list, or as text under the headings that sections have."""
    for section in sections_of(table, places):
        headings = (*section.above, (len(section.path), section.heading))
        for level, heading in headings if section.heading else ():
            yield rf"\{'sub' * min(level + 1, 2)}section*{{{escaped(heading)}}}"
        for row in section.rows:
            text = " ".join(
                _cell(value, table.columns[place], language) for value, place in zip(row, places, strict=True)
            )
            yield text + "\n" if table.sections else rf"{{\par\noindent\hangindent=1.5em\hangafter=1 {text}\par}}"


def _layout(columns: Sequence[Column], section: Section, language: str) -> str:
    """Columns that share the line; numbers to the right."""
    shares = widths(columns, section.rows, language, _LETTERS_ACROSS if len(columns) >= WIDE else _LETTERS)
    gaps = (0.011 if len(columns) >= WIDE else 0.019) * (len(columns) - 1)
    parts = []
    for column, share in zip(columns, shares, strict=True):
        side = r"\raggedleft" if column.numeric else r"\raggedright"
        parts.append(rf">{{{side}\arraybackslash}}p{{{share * max(0.3, 1 - gaps):.3f}\linewidth}}")
    return "".join(parts)
