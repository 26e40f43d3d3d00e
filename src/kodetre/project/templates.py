"""The shipped codebooks, which a new project can begin with. They stand in `codebooks/`, at the top of the repository, and the
package carries them from there.
"""

from pathlib import Path

from kodetre.errors import NotPossible
from kodetre.i18n.message import msg

EMPTY = "tom"
_SHORT = {"kommunalt-rusarbeid": "rusarbeid", "kodebok": EMPTY}
"""Names to type for files that have a longer one in the project."""


def templates() -> dict[str, Path]:
    """Every shipped codebook by the name that it is asked for by, the empty one first."""
    package = Path(__file__).parent.parent / "codebooks"
    folder = package if package.is_dir() else Path(__file__).parents[3] / "codebooks"
    by_name = {_SHORT.get(path.stem, path.stem): path for path in sorted(folder.glob("*.yaml"))}
    return dict(sorted(by_name.items(), key=lambda entry: (entry[0] != EMPTY, entry[0])))


def template(name: str) -> Path:
    """The file of a shipped codebook. Raises NotPossible when there is none of this name."""
    shipped = templates()
    if name not in shipped:
        raise NotPossible(
            f"--template {name}",
            msg("is no shipped codebook"),
            next_step=msg("there are: {shipped}", shipped=", ".join(shipped)),
        )
    return shipped[name]
