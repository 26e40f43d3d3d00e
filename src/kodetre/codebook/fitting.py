"""The codes that somebody means who types a part of a name."""

from collections.abc import Iterable, Sequence

from kodetre.codebook.tree import Code

FITS = 60.0
"""How well a code must fit to be shown."""


def how_well_it_fits(code: Code, wanted: str) -> float:
    """How well a code fits what was typed: 100 when all its words begin a word of it, less for what is merely alike."""
    if not wanted:
        return 100.0
    name = f"{code.key} {code.label}".casefold()
    if wanted in name:
        return 100.0 + (
            20.0 if code.label.casefold().startswith(wanted) or code.key.rpartition(".")[2].startswith(wanted) else 0.0
        )
    parts = _parts(name)
    if all(_begins_one(word, parts) for word in wanted.split()):
        return 95.0
    if wanted in code.definition.casefold():
        return 80.0
    from rapidfuzz import fuzz

    alike = fuzz.partial_ratio(wanted, name)
    return alike * 0.8 if alike >= 75 and len(wanted) > 2 else 0.0


def fitting(codes: Iterable[Code], typed: str) -> list[Code]:
    """The codes that what was typed fits, the best first, else in their order; all of them when nothing was typed."""
    wanted = typed.strip().casefold()
    fits = [(how_well_it_fits(code, wanted), code) for code in codes]
    ordered = sorted(fits, key=lambda fit: -fit[0])
    return [code for fit, code in ordered if fit >= FITS]


def _begins_one(beginning: str, words: Iterable[str]) -> bool:
    return any(word.startswith(beginning) for word in words)


def _parts(name: str) -> Sequence[str]:
    return name.replace(".", " ").replace("_", " ").replace("-", " ").split()
