"""A flow of boxes drawn with matplotlib: steps from top to bottom, and beside each what leaves there."""

import textwrap
from collections.abc import Sequence
from typing import Any

from kodetre.i18n.formats import whole
from kodetre.report.figure import Flow, FlowStep
from kodetre.report.render.xml_text import clean

_LINE = 0.19
"""Inches that a line of a box takes."""
_PADDING, _GAP = 0.22, 0.42
_LETTERS = 46
"""Letters on a line of a box."""
_EDGE = "#444444"


def height_of(flow: Flow) -> float:
    """Inches that a flow needs."""
    return 0.35 + sum(_height(step) + _GAP for step in flow.steps) - _GAP


def _lines(label: str, count: int, details: Sequence[str], language: str) -> list[str]:
    lines = textwrap.wrap(clean(f"{label} (n = {whole(count, language)})"), _LETTERS)
    for detail in details:
        lines += textwrap.wrap(clean(detail), _LETTERS)
    return lines


def _height(step: FlowStep) -> float:
    """Inches of the higher of the two boxes of a step; a number does not change how many lines there are."""
    own = len(_lines(step.label, step.count, step.details, "en"))
    beside = len(_lines(step.leaving, step.left, step.reasons, "en")) if step.leaving else 0
    return _PADDING + _LINE * max(own, beside)


def draw_flow(axes: Any, flow: Flow, language: str) -> None:  # noqa: ANN401
    """Draw it on axes of their own, from (0, 0) to (1, the flow's height in inches)."""
    total = height_of(flow)
    axes.set_xlim(-0.005, 1.005)
    axes.set_ylim(0, total)
    axes.axis("off")
    top = total - 0.05
    for number, step in enumerate(flow.steps):
        height = _height(step)
        middle = top - height / 2
        _box(axes, (0.0, top, height), _lines(step.label, step.count, step.details, language))
        if step.leaving:
            _box(axes, (0.54, top, height), _lines(step.leaving, step.left, step.reasons, language))
            _arrow(axes, (0.46, middle), (0.54, middle))
        if number + 1 < len(flow.steps):
            _arrow(axes, (0.23, top - height), (0.23, top - height - _GAP))
        top -= height + _GAP


def _box(axes: Any, place: tuple[float, float, float], lines: Sequence[str]) -> None:  # noqa: ANN401
    left, top, height = place
    right, bottom = left + 0.46, top - height
    axes.fill([left, right, right, left], [top, top, bottom, bottom], facecolor="white", edgecolor=_EDGE, linewidth=1)
    axes.text(left + 0.015, top - height / 2, "\n".join(lines), va="center", ha="left", fontsize=8, linespacing=1.3)


def _arrow(axes: Any, start: tuple[float, float], end: tuple[float, float]) -> None:  # noqa: ANN401
    axes.annotate("", xy=end, xytext=start, arrowprops={"arrowstyle": "-|>", "color": _EDGE, "linewidth": 1})
