"""The code that somebody means, and what a new one is called. Pure."""

import re
from typing import TYPE_CHECKING

from kodetre.errors import UnknownCode
from kodetre.i18n.message import joined, msg
from kodetre.i18n.slips import did_you_mean, nearest

if TYPE_CHECKING:
    from kodetre.codebook.tree import Code, Codebook

_BETWEEN = re.compile(r"\s*[›>]\s*")
"""What stands between labels from the top to a code."""


def find_code(codebook: "Codebook", wanted: str) -> "Code":
    """The code with this key, or the only one whose key or label ends in or begins with it, or whose labels from the top end so
    (Økonomi › Styrke, Økonomi > Styrke). Raises UnknownCode.
    """
    name = wanted.strip().casefold()
    codes = list(codebook.codes())
    exact = [code for code in codes if code.key.casefold() == name]
    if exact:
        return exact[0]
    by_path = _by_path(codebook, name)
    last = by_path or [
        code for code in codes if name and name in (code.key.casefold().rpartition(".")[2], code.label.casefold())
    ]
    begun = [
        code
        for code in codes
        if name and (code.key.casefold().rpartition(".")[2].startswith(name) or code.label.casefold().startswith(name))
    ]
    for found in (last, begun):
        if len(found) == 1:
            return found[0]
        if len(found) > 1:
            keys = ", ".join(code.key for code in found)
            raise UnknownCode(wanted, msg("could be several codes"), next_step=msg("one of: {keys}", keys=keys))
    near = nearest(wanted, (code.key for code in codes))
    question = joined((did_you_mean(near), " ")) if near else ""
    raise UnknownCode(
        wanted,
        msg("is no code of the codebook"),
        next_step=msg("{question}see: kodetre codebook show", question=question),
    )


def _by_path(codebook: "Codebook", name: str) -> "list[Code]":
    """The codes whose labels from the top end as is written, where a sign stands between labels."""
    parts = [part.strip() for part in _BETWEEN.split(name)]
    if len(parts) < 2:
        return []
    found: list[Code] = []
    for code in codebook.codes():
        labels: list[str] = [part.strip().casefold() for part in codebook.label_path(code.key).split("›")]
        if labels[-len(parts) :] == parts:
            found.append(code)
    return found


def label_from(key: str) -> str:
    """What people read for a key that was given without a label: "rus_team" is "Rus team"."""
    last = key.rpartition(".")[2]
    return last[:1].upper() + last[1:].replace("_", " ").replace("-", " ")
