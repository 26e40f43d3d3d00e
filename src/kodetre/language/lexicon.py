"""What is known of Norwegian words: which forms there are in bokmål and nynorsk, and of which lemma.

The words are simplemma's (https://github.com/adbar/simplemma, MIT), which are lists of a form and its lemma. Both
written standards are asked for every word: a plan in one of them quotes the other.
"""

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import compress, count

from kodetre.language.wordlists import Forms, Lines, form_lines, lemma_lines, listed_forms, word_list

STANDARDS = ("nb", "nn")
_FEW = 3000
"""Questions that are answered from the lists as they lie in their files, before dictionaries are made of them."""
_asked = count()


@cache
def _dictionaries() -> tuple[dict[bytes, bytes], ...]:
    return tuple(word_list(standard) for standard in STANDARDS)


@cache
def _lemmas() -> tuple[frozenset[bytes], ...]:
    """The lemmas of each list."""
    return tuple(frozenset(words.values()) for words in _dictionaries())


@cache
def _listed_forms() -> tuple[Forms, ...]:
    return tuple(listed_forms(standard) for standard in STANDARDS)


@cache
def _kept(lemmas: bool) -> tuple[Lines, ...] | None:
    """The lists by lemma, or by form, as they lie in their files; None where they do not."""
    kept = [lemma_lines(standard) if lemmas else form_lines(standard) for standard in STANDARDS]
    there = tuple(lines for lines in kept if lines is not None)
    return there if len(there) == len(STANDARDS) else None


def _in_files(*, lemmas: bool) -> tuple[Lines, ...] | None:
    """The lists by lemma, or by form, while few words have been asked for and no dictionary is there; else None."""
    if _dictionaries.cache_info().currsize or next(_asked) >= _FEW:
        return None
    return _kept(lemmas)


def _listed(form: str) -> Iterator[bytes | None]:
    """The lemma that each list gives a form."""
    encoded = _encoded(form)
    kept = _in_files(lemmas=False)
    if kept is None:
        yield from (words.get(encoded) for words in _dictionaries())
    else:
        for lines in kept:
            listed = lines.get(encoded)
            yield listed[0] if listed else None


def _forms() -> tuple[Forms, ...] | tuple[dict[bytes, bytes], ...]:
    """The forms of each list: those of the dictionaries where these are there already."""
    return _dictionaries() if _dictionaries.cache_info().currsize else _listed_forms()


def _encoded(form: str) -> bytes:
    return form.encode("utf-8", "replace")


def known(form: str) -> bool:
    """Whether a lower-case form is in the word list of either standard."""
    encoded = _encoded(form)
    first, second = _forms()
    return encoded in first or encoded in second


def lemma_of(form: str) -> str:
    """One lemma of a lower-case form: itself where a word list says so or has it not, else the first in the alphabet."""
    encoded = _encoded(form)
    listed = tuple(_listed(form))
    if encoded in listed or listed == (None, None):
        return form
    return min(lemma for lemma in listed if lemma is not None).decode()


def is_lemma(form: str) -> bool:
    """Whether a form is the dictionary form of a word, itself or of others."""
    return any(is_lemma_in(standard, form) for standard in STANDARDS)


def known_in(standard: str, form: str) -> bool:
    """Whether the list of one standard (nb, nn) has a lower-case form."""
    return _encoded(form) in _forms()[STANDARDS.index(standard)]


def lemma_in(standard: str, form: str) -> str | None:
    """The lemma that the list of one standard (nb, nn) gives a lower-case form; None when it has not the form."""
    listed = tuple(_listed(form))[STANDARDS.index(standard)]
    return None if listed is None else listed.decode()


def is_lemma_in(standard: str, form: str) -> bool:
    """Whether a form is the dictionary form of a word in the list of one standard (nb, nn)."""
    lists = _in_files(lemmas=True) or _lemmas()
    return _encoded(form) in lists[STANDARDS.index(standard)]


def every_lemma() -> tuple[frozenset[bytes], ...]:
    """The dictionary forms of each list, as UTF-8."""
    return _lemmas()


@lru_cache(maxsize=400_000)
def lemmas(form: str) -> frozenset[str]:
    """The lemmas that the word lists give a lower-case form; empty when neither has it."""
    return frozenset(lemma.decode() for lemma in _listed(form) if lemma is not None)


def forms_of(wanted: Iterable[str]) -> dict[str, set[str]]:
    """Every listed form of each wanted lemma, itself included, found in one pass over the lists where they are many."""
    listed: dict[bytes, set[bytes]] = {lemma: {lemma} for lemma in map(_encoded, wanted)}
    kept = _in_files(lemmas=True) if len(listed) < _FEW else None
    if kept is not None:
        for lines in kept:
            for lemma, forms in listed.items():
                forms.update(lines.get(lemma) or ())
    elif listed:
        for words in _dictionaries():
            for form in compress(words, map(listed.__contains__, words.values())):
                listed[words[form]].add(form)
    return {lemma.decode(): set(map(bytes.decode, forms)) for lemma, forms in listed.items()}
