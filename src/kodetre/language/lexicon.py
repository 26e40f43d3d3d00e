"""What is known of Norwegian words: which forms there are in bokmål and nynorsk, and of which lemma.

The words are simplemma's (https://github.com/adbar/simplemma, MIT), which are lists of a form and its lemma. Both
written standards are asked for every word: a plan in one of them quotes the other.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

STANDARDS = ("nb", "nn")


@cache
def _dictionaries() -> tuple[Mapping[str, str], ...]:
    from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

    factory = DefaultDictionaryFactory()
    return tuple(factory.get_dictionary(standard) for standard in STANDARDS)


def _pairs(words: Mapping[str, str]) -> Iterator[tuple[bytes, bytes]]:
    """Every form with its lemma, as UTF-8. simplemma keeps them so; asking it for text takes twenty times as long."""
    kept = getattr(words, "_dict", None)
    if isinstance(kept, dict) and kept and isinstance(next(iter(kept)), bytes):
        yield from kept.items()
    else:
        for form, lemma in words.items():
            yield form.encode(), lemma.encode()


@cache
def _lemma_forms() -> frozenset[bytes]:
    return frozenset(lemma for words in _dictionaries() for _, lemma in _pairs(words))


def known(form: str) -> bool:
    """Whether a lower-case form is in the word list of either standard."""
    return any(form in words for words in _dictionaries())


def is_lemma(form: str) -> bool:
    """Whether a form is the dictionary form of a word, itself or of others."""
    return form.encode("utf-8", "replace") in _lemma_forms()


def lemmas(form: str) -> frozenset[str]:
    """The lemmas that the word lists give a lower-case form; empty when neither has it."""
    found = (words.get(form) for words in _dictionaries())
    return frozenset(lemma for lemma in found if lemma is not None)


def forms_of(wanted: Iterable[str]) -> dict[str, set[str]]:
    """Every listed form of each wanted lemma, itself included, found in one pass over the lists."""
    found: dict[bytes, set[bytes]] = {lemma.encode("utf-8", "replace"): set() for lemma in wanted}
    if found:
        for words in _dictionaries():
            for form, lemma in _pairs(words):
                if lemma in found:
                    found[lemma].add(form)
    return {lemma.decode(): {lemma.decode(), *(form.decode() for form in forms)} for lemma, forms in found.items()}
