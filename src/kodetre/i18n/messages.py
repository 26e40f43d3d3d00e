"""The words that a report prints, a file for each language."""

from typing import Any

from kodetre.i18n import en, nb, nn

_ALL = {"nb": nb.WORDS, "nn": nn.WORDS, "en": en.WORDS}


def word(language: str, name: str, **values: Any) -> str:  # noqa: ANN401
    """A word or sentence in nb, nn or en, with its values put in."""
    return _ALL[language][name].format(**values)


def has(language: str, name: str) -> bool:
    """Whether a language has a word of its own for something."""
    return name in _ALL[language]


def languages() -> dict[str, dict[str, str]]:
    """Every word of every language, for checking that none is missing."""
    return _ALL
