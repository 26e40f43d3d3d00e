"""What somebody probably meant who wrote a name that is not there, and what there is."""

from collections.abc import Iterable

from kodetre.i18n.message import joined, msg

_CLOSE = 70
"""How alike, of 100, a name must be to what was written to be a slip of the pen."""
_MOST_CLOSE = 3
_MOST_LISTED = 12


def nearest(written: str, names: Iterable[str]) -> list[str]:
    """The few names that are so like what was written that it looks like a slip, nearest first; no matter the case."""
    from rapidfuzz import fuzz, process  # only needed once something is wrong

    by_fold = {name.casefold(): name for name in names if name}
    alike = process.extract(
        written.strip().casefold(), list(by_fold), scorer=fuzz.WRatio, score_cutoff=_CLOSE, limit=_MOST_CLOSE
    )
    return [by_fold[folded] for folded, _, _ in alike]


def what_there_is(written: str, names: Iterable[str]) -> str:
    """The next step for a name that is not there: what was probably meant, and the other names that there are."""
    known = sorted({name for name in names if name})
    near = nearest(written, known)
    others = [name for name in known if name not in near]
    steps: list[str] = []
    if near:
        steps.append(did_you_mean(near))
    if others or not near:
        names = listed(others)
        steps.append(msg("there are also: {names}", names=names) if near else msg("there are: {names}", names=names))
    return joined(steps, " ")


def did_you_mean(names: Iterable[str]) -> str:
    """A question that names what was probably meant."""
    return msg("did you mean {names}?", names=joined((f"'{name}'" for name in names), ", ", msg(" or ")))


def listed(names: Iterable[str]) -> str:
    """Names after one another, the first dozen of them."""
    every = list(names)
    return ", ".join(every[:_MOST_LISTED]) + (" …" if len(every) > _MOST_LISTED else "") or msg("none yet")
