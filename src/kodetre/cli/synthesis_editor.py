"""A cell of the synthesis in the person's own editor."""

import os
import shlex
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.cli import talk
from kodetre.document.cited import SHORT
from kodetre.errors import KodetreError, NotPossible, WrongUse
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import msg
from kodetre.services.synthesis import CellEdit, CellRequest, check_edit, open_cell
from kodetre.userfile import read_text

if TYPE_CHECKING:
    from kodetre.project.project import Project
    from kodetre.report.cells import FilledCell
    from kodetre.services.synthesis import OpenSynthesis

_RULE = "---"
_LONGEST = 90


def edited(project: "Project", request: CellRequest, coder: str | None) -> CellEdit:
    """What a person makes of a cell in $VISUAL or $EDITOR. Raises WrongUse where neither is set, NotPossible where it fails.

    What cannot be kept (an excerpt that is not there) stays in a file that the error names: nothing that was written is lost.
    """
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        how = msg("set EDITOR, or use --text or --file")
        raise WrongUse("--edit", msg("needs an editor, and neither VISUAL nor EDITOR names one"), next_step=how)
    with open_cell(project, request) as (opened, each):
        asked = _written(opened, each)
    with tempfile.NamedTemporaryFile("w", suffix=".md", prefix="kodetre-", encoding="utf-8", delete=False) as file:
        file.write(asked)
    path = Path(file.name)
    try:
        code = subprocess.run([*shlex.split(command), str(path)], check=False).returncode  # noqa: S603 - the person's editor
    except OSError as error:
        path.unlink()
        raise NotPossible(
            command, msg("cannot be started"), next_step=msg("set EDITOR, or use --text or --file")
        ) from error
    if code:
        raise NotPossible(
            command, msg("ended with {code}; nothing was kept", code=code), next_step=msg("it is in {path}", path=path)
        )
    try:
        edit = _read(read_text(path), coder)
        check_edit(project, request, edit)
    except KodetreError:
        talk.say(msg("What you wrote is in {path}", path=path))
        raise
    path.unlink()
    return edit


def _written(opened: "OpenSynthesis", each: "FilledCell") -> str:
    """A cell as it is given to the editor: what it is, what there is to cite, and the text below a rule."""
    lines = [f"# {opened.name_of(each.cell)}", "#"]
    lines.append(f"# {phrase(msg('Verdicts: {verdicts}', verdicts=', '.join(opened.labels)))}")
    lines.append(
        f"# {phrase(msg('Cite an excerpt: [[ID]], with its words: [[ID quote]]. The text stands below the rule.'))}"
    )
    for excerpt in each.excerpts:
        quote = " ".join(excerpt.coding.anchor.quote.split())
        quote = quote if len(quote) <= _LONGEST else f"{quote[: _LONGEST - 1]}…"
        lines.append(f"#   {excerpt.coding.id[:SHORT]}  {excerpt.citation}  {quote}")
    said = each.text
    return "\n".join([*lines, f"verdict: {said.verdict}", f"expected: {said.expected}", _RULE, said.text, ""])


def _read(written: str, coder: str | None) -> CellEdit:
    """What a person made of it. Raises NotPossible where the rule is gone, for no one can tell then what is text."""
    head, rule, text = written.partition(f"\n{_RULE}\n")
    if not rule:
        raise NotPossible(
            "---", msg("the rule above the text is gone"), next_step=msg("put a line with --- above the text")
        )
    said = {"verdict": "", "expected": ""}
    for line in head.splitlines():
        name, colon, value = line.partition(":")
        if colon and name.strip() in said:
            said[name.strip()] = value.strip()
    return CellEdit(text, said["verdict"], said["expected"], coder)
