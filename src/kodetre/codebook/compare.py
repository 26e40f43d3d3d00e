"""What differs between two codebooks. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from kodetre.codebook.tree import Code, Codebook


@dataclass(frozen=True, slots=True)
class Difference:
    """A code that is new, gone, or says something else: which field, and what it said and says."""

    code: str
    field: str
    before: str
    after: str


_FIELDS = ("label", "definition", "use_when", "not_when", "colour")
_LISTS = ("keywords", "but_not", "examples", "expects")


def differences(before: Codebook, after: Codebook) -> list[Difference]:
    """Code by code, those of the older one first; `field` is "code" for one that is new or gone."""
    old = {code.key: code for code in before.codes()}
    new = {code.key: code for code in after.codes()}
    differences: list[Difference] = []
    for key in dict.fromkeys([*old, *new]):
        differences.extend(_between(key, old.get(key), new.get(key)))
    return differences


def _between(key: str, old: Code | None, new: Code | None) -> Iterator[Difference]:
    if old is None or new is None:
        yield Difference(key, "code", old.label if old else "", new.label if new else "")
        return
    for name in _FIELDS:
        was, is_now = str(getattr(old, name)), str(getattr(new, name))
        if was != is_now:
            yield Difference(key, name, was, is_now)
    for name in _LISTS:
        was_all, now_all = _texts(old, name), _texts(new, name)
        removed = [text for text in was_all if text not in now_all]
        added = [text for text in now_all if text not in was_all]
        if removed or added:
            yield Difference(key, name, "; ".join(removed), "; ".join(added))


def _texts(code: Code, name: str) -> list[str]:
    if name == "keywords":
        return [f"{keyword.written}{' (no kin)' if keyword.without_kin else ''}" for keyword in code.keywords]
    return sorted(getattr(code, name))
