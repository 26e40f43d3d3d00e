"""Which runs of a Word document are struck through: by themselves or by a style (ISO/IEC 29500-1, 17.3.2.9 and 17.3.2.37)."""

from itertools import chain
from typing import Any

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = (_W + "strike", _W + "dstrike")
_OFF = frozenset(("0", "false", "off"))
_DEEPEST = 30
"""Styles that stand on one another at most."""


class StruckRuns:
    """The struck runs of a document with this body and these styles (elements of lxml)."""

    def __init__(self, body: Any, styles: Any) -> None:  # noqa: ANN401
        self._any = next(chain(body.iter(*_KINDS), styles.iter(*_KINDS)), None) is not None
        self._styles = (
            {style.get(_W + "styleId", ""): style for style in styles.iter(_W + "style")} if self._any else {}
        )

    def holds(self, node: Any) -> bool:  # noqa: ANN401
        """Whether what stands in a run, or in one of its elements, is struck."""
        run = next(node.iterancestors(_W + "r"), None) if self._any else None
        if run is None:
            return False
        own = _said(run.find(_W + "rPr"))
        if own is not None:
            return own
        paragraph = next(run.iterancestors(_W + "p"), None)
        of_paragraph = paragraph.find(f"{_W}pPr/{_W}pStyle") if paragraph is not None else None
        return self._says(run.find(f"{_W}rPr/{_W}rStyle")) or self._says(of_paragraph)

    def _says(self, reference: Any) -> bool:  # noqa: ANN401
        """Whether a style, or one that it stands on, strikes its text."""
        for _ in range(_DEEPEST):
            style = self._styles.get(reference.get(_W + "val", "")) if reference is not None else None
            if style is None:
                return False
            own = _said(style.find(_W + "rPr"))
            if own is not None:
                return own
            reference = style.find(_W + "basedOn")
        return False


def _said(properties: Any) -> bool | None:  # noqa: ANN401
    """What properties say of striking; None where they do not."""
    if properties is None:
        return None
    said = [kind.get(_W + "val", "1") not in _OFF for kind in properties.iterchildren(*_KINDS)]
    return any(said) if said else None
