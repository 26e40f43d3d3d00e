"""Codes that the codebook repeats under several codes: folded together, or side by side. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain

from kodetre.codebook.tree import Code, Repeated
from kodetre.report.data import Excerpt, ReportData
from kodetre.report.table import Indented

Under = Callable[[str], list[Excerpt]]


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a table of codes: the key and label of a code, or of all that a repeated code is, and the excerpts of it."""

    key: str
    label: Indented
    excerpts: Callable[[], list[Excerpt]]


def repeated_codes(data: ReportData, dimension: str | None = None) -> dict[Repeated, Code]:
    """Each code that is repeated, once, in the order of the file: the first of those that it is."""
    codes: dict[Repeated, Code] = {}
    for code in data.codebook.codes():
        if code.repeated is not None and (dimension is None or code.dimension == dimension):
            codes.setdefault(code.repeated, code)
    return codes


def folded(data: ReportData, codes: Sequence[tuple[str, Indented]], under: Under) -> list[Line]:
    """The lines of a dimension's codes with each repeated code once, after the others; what it counts is all that it is. The codes
    above go on counting what stands under each.
    """
    lines: list[Line] = []
    of_key = {code.key: code for code in data.codebook.codes()}
    repeats: dict[Repeated, Code] = {}
    for key, label in codes:
        code = of_key.get(key)
        if code is None or code.repeated is None:
            lines.append(Line(key, label, _all_of((key,), under)))
        else:
            repeats.setdefault(code.repeated, code)
    for repeated, code in repeats.items():
        depth = repeated.key.count(".")
        name = code.label if depth else f"{code.label} ({_told(data, repeated)})"
        excerpts = _all_of(repeated.keys, under)
        lines.append(Line(f"*.{repeated.key}", Indented(name, depth), excerpts))
    return lines


def _told(data: ReportData, repeated: Repeated) -> str:
    labels = [data.codebook.label_path(parent) for parent in repeated.under]
    return data.say("repeated_under", codes=", ".join(labels))


def _all_of(keys: Sequence[str], under: Under) -> Callable[[], list[Excerpt]]:
    def excerpts() -> list[Excerpt]:
        return list(chain.from_iterable(map(under, keys)))

    return excerpts


def of_parents(codes: Sequence[Repeated], under: Under) -> list[list[Excerpt]]:
    """The excerpts of some repeated codes under each code that they stand under, and then all of them."""
    parts: list[list[Excerpt]] = []
    for parent in codes[0].under:
        keys = [f"{parent}.{code.key}" for code in codes]
        parts.append(list(chain.from_iterable(map(under, keys))))
    return [*parts, list(chain.from_iterable(parts))]
