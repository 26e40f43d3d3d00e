"""The places where two coders have coded alike, and where not. Pure."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from kodetre.agreement.unit import TOLERANCE
from kodetre.model.codings import Coding
from kodetre.model.discussions import CodedPlace
from kodetre.model.documents import Span, number_of


def coded_places(
    codings: Iterable[Coding], coders: tuple[str, str], read: Mapping[tuple[str, str], Span], tolerance: int = TOLERANCE
) -> list[CodedPlace]:
    """Codings of two coders that overlap and have one code, as places, by document and place. What one of them has not read is left
    out: `read` says what each has, by document and coder.
    """
    groups: dict[tuple[str, str], list[Coding]] = {}
    for coding in codings:
        if coding.coder in coders and coding.found != "adrift" and _both_read(coding, coders, read):
            groups.setdefault((coding.document, coding.code), []).append(coding)
    places: list[CodedPlace] = []
    for (document, code), own in groups.items():
        places += [_place(document, code, together, coders, tolerance) for together in _overlapping(own)]
    return sorted(places, key=lambda place: (number_of(place.document), place.span, place.code))


def _both_read(coding: Coding, coders: tuple[str, str], read: Mapping[tuple[str, str], Span]) -> bool:
    stretches = [read.get((coding.document, coder)) for coder in coders]
    return all(stretch is not None and stretch.overlaps(coding.span) for stretch in stretches)


def _overlapping(codings: Sequence[Coding]) -> list[list[Coding]]:
    """Codings in groups, each of which hangs together."""
    groups: list[list[Coding]] = []
    reach = -1
    for coding in sorted(codings, key=lambda each: (each.span, each.coder)):
        if coding.span.start >= reach:
            groups.append([])
        groups[-1].append(coding)
        reach = max(reach, coding.span.end)
    return groups


def _place(document: str, code: str, together: Sequence[Coding], coders: tuple[str, str], tolerance: int) -> CodedPlace:
    span = Span(min(each.span.start for each in together), max(each.span.end for each in together))
    one, other = _of(together, coders[0]), _of(together, coders[1])
    return CodedPlace(document, span, code, one, other, _alike(one, other, tolerance))


def _of(codings: Sequence[Coding], coder: str) -> tuple[Coding, ...]:
    return tuple(coding for coding in codings if coding.coder == coder)


def _alike(one: Sequence[Coding], other: Sequence[Coding], tolerance: int) -> bool:
    if len(one) != 1 or len(other) != 1:
        return False
    first, second = one[0].span, other[0].span
    return abs(first.start - second.start) <= tolerance and abs(first.end - second.end) <= tolerance


def worst_first(places: Sequence[CodedPlace]) -> list[CodedPlace]:
    """The places that differ, those of the codes first of whose places the smallest share is agreed on."""
    agreed, every = Counter[str](), Counter[str]()
    for place in places:
        every[place.code] += 1
        agreed[place.code] += place.agreed

    def order(place: CodedPlace) -> tuple[float, int, str, int, Span]:
        share = agreed[place.code] / every[place.code]
        return share, -every[place.code], place.code, number_of(place.document), place.span

    return sorted((place for place in places if not place.agreed), key=order)
