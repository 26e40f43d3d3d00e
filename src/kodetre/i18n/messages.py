"""The words that a report prints, a file for each language, and the form of them that a number asks for."""

from collections.abc import Mapping

from kodetre.i18n import en, nb, nn

_WORDS = {"nb": nb.WORDS, "nn": nn.WORDS, "en": en.WORDS}
_COUNTED = {"nb": nb.COUNTED, "nn": nn.COUNTED, "en": en.COUNTED}


def word(language: str, name: str, **values: object) -> str:
    """A word or sentence in nb, nn or en, with its values put in."""
    return _WORDS[language][name].format(**values)


def word_for(language: str, name: str, number: int, /, **values: object) -> str:
    """A phrase or sentence that depends on a number: 1 koding, 2 kodinger.

    All three languages have one form for 1 and another for all other numbers, 0 too. `{count}` in it is the number, unless
    `values` say otherwise.
    """
    singular, plural = _COUNTED[language][name]
    form = singular if number == 1 else plural
    return form.format(**{"count": number, **values})


def has(language: str, name: str) -> bool:
    """Whether a language has a word of its own for something."""
    return name in _WORDS[language]


def languages() -> Mapping[str, Mapping[str, str]]:
    """Every word of every language, for checking that none is missing."""
    return _WORDS


def words_by_number() -> Mapping[str, Mapping[str, tuple[str, str]]]:
    """Every phrase that depends on a number, by language: for one, and for any other number."""
    return _COUNTED
