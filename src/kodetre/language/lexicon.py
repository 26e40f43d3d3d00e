"""What is known of Norwegian words: which forms there are in bokmål and nynorsk, and of which lemma.

The words are simplemma's (https://github.com/adbar/simplemma, MIT), which are lists of a form and its lemma. Both
written standards are asked for every word: a plan in one of them quotes the other.
"""

from collections.abc import Iterable
from functools import cache

from kodetre.language.wordlists import word_list

STANDARDS = ("nb", "nn")


@cache
def _dictionaries() -> tuple[dict[bytes, bytes], ...]:
    return tuple(word_list(standard) for standard in STANDARDS)


@cache
def _lemma_forms() -> frozenset[bytes]:
    return frozenset(lemma for words in _dictionaries() for lemma in words.values())


def _encoded(form: str) -> bytes:
    return form.encode("utf-8", "replace")


def known(form: str) -> bool:
    """Whether a lower-case form is in the word list of either standard."""
    encoded = _encoded(form)
    return any(encoded in words for words in _dictionaries())


def is_lemma(form: str) -> bool:
    """Whether a form is the dictionary form of a word, itself or of others."""
    return _encoded(form) in _lemma_forms()


def lemmas(form: str) -> frozenset[str]:
    """The lemmas that the word lists give a lower-case form; empty when neither has it."""
    encoded = _encoded(form)
    found = (words.get(encoded) for words in _dictionaries())
    return frozenset(lemma.decode() for lemma in found if lemma is not None)


def forms_of(wanted: Iterable[str]) -> dict[str, set[str]]:
    """Every listed form of each wanted lemma, itself included, found in one pass over the lists."""
    found: dict[bytes, set[bytes]] = {_encoded(lemma): set() for lemma in wanted}
    if found:
        for words in _dictionaries():
            for form, lemma in words.items():
                if lemma in found:
                    found[lemma].add(form)
    return {lemma.decode(): {lemma.decode(), *(form.decode() for form in forms)} for lemma, forms in found.items()}
