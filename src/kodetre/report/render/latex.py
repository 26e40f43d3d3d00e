"""Tables as LaTeX: longtables with booktabs, to be taken into a thesis with \\input."""

import re
from collections.abc import Iterator, Sequence

from kodetre.report.render.shape import SHARES, Section, caption_of, on_paper, said, sections_of
from kodetre.report.tables import Column, Table

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"\textless{}", ">": r"\textgreater{}", "|": r"\textbar{}",
    '"': r"\textquotedbl{}", "`": r"\textasciigrave{}", "'": r"'", "\u2003": r"\quad{}", "\u00a0": "~", "«": r"\guillemotleft{}",
    "»": r"\guillemotright{}", "–": "--", "—": "---", "…": r"\ldots{}", "•": r"\textbullet{}", "§": r"\S{}",
    "−": r"\textminus{}", "-": "{-}", "[": "{[}", "]": "{]}", "*": "{*}",
}  # fmt: skip
"""What TeX would read as a command, and what the T1 encoding has only by name. A hyphen by itself never joins another."""
_INVISIBLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufeff\ufffe\uffff]")
_HEAD = (
    "% In the preamble: \\usepackage[T1]{fontenc} \\usepackage[utf8]{inputenc} \\usepackage{booktabs,longtable,array,textcomp}",
    "% For wide tables put \\begin{landscape} (package pdflscape) around the \\input.",
)


def escaped(text: str) -> str:
    """Text as LaTeX that shows just that text."""
    plain = _INVISIBLE.sub("", text.replace("\n", " ").replace("\t", " "))
    return "".join(_SPECIAL.get(letter, letter) for letter in plain)


def render(tables: Sequence[Table], language: str) -> str:
    """The tables one after another."""
    return "\n".join([*_HEAD, *(line for table in tables for line in _table(table, language))]) + "\n"


def _table(table: Table, language: str) -> Iterator[str]:
    places = on_paper(table)
    columns = [table.columns[place] for place in places]
    yield ""
    yield f"% {_INVISIBLE.sub('', table.title)}"
    for section in sections_of(table, places):
        if section.rows:
            yield from _longtable(columns, section, caption_of(table, section), language)
    for note in table.notes:
        yield rf"\par\noindent{{\footnotesize\emph{{{escaped(note)}}}}}"


def _longtable(columns: Sequence[Column], section: Section, caption: str, language: str) -> Iterator[str]:
    head = " & ".join(rf"\textbf{{{escaped(column.label)}}}" for column in columns) + r" \\"
    yield r"{\small\setlength{\tabcolsep}{4pt}"
    yield rf"\begin{{longtable}}{{@{{}}{_layout(columns)}@{{}}}}"
    yield rf"\caption{{{escaped(caption)}}}\\"
    yield rf"\toprule {head} \midrule \endfirsthead"
    yield rf"\toprule {head} \midrule \endhead"
    yield r"\bottomrule \endfoot"
    for row in section.rows:
        yield (
            " & ".join(escaped(said(value, column, language)) for value, column in zip(row, columns, strict=True))
            + r" \\"
        )
    yield r"\end{longtable}}"


def _layout(columns: Sequence[Column]) -> str:
    """Numbers to the right, short; text in columns that share the rest of the line."""
    text = [SHARES.get(column.key, 1.0) for column in columns if not column.numeric]
    room = max(0.3, 0.92 - 0.08 * sum(column.numeric for column in columns))
    parts = []
    for column in columns:
        if column.numeric:
            parts.append("r")
        else:
            share = room * SHARES.get(column.key, 1.0) / sum(text)
            parts.append(rf">{{\raggedright\arraybackslash}}p{{{share:.3f}\linewidth}}")
    return "".join(parts)
