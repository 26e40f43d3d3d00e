"""The language in which commands, errors and the app speak: bokmål, nynorsk or English.

The catalogues are gettext's: `locale/nb.po` is what a translator edits, `locale/nb/LC_MESSAGES/kodetre.mo` what is read.
"""

import gettext
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kodetre.i18n.message import Capital, Count, Message, Pattern, Series
from kodetre.i18n.plurals import plural

LANGUAGES = ("nb", "nn", "en")
LOCALE = Path(__file__).parent / "locale"
_BY_NAME = {"nb": "nb", "no": "nb", "nn": "nn", "en": "en"}
_VALUE, _LETTERS = re.compile(r"\{[^{}]*\}"), re.compile(r"[^\W\d_]{2}")
_PSEUDO = "xx"
"""No language: every sentence of the interface in brackets, so that a test sees what is not one."""

_speaking = "en"


def speak(language: str) -> None:
    """Say everything from here on in a language: nb, nn or en."""
    global _speaking
    _speaking = language if language in (*LANGUAGES, _PSEUDO) else "en"


def spoken() -> str:
    """The language that everything is said in."""
    return _speaking


def language_of(name: str) -> str | None:
    """The language of the interface that a name of a language or a locale means, e.g. `nb_NO.UTF-8`; None for another one."""
    return _BY_NAME.get(name.replace("-", "_").partition("_")[0].partition(".")[0].casefold())


def phrase(text: str) -> str:
    """A text for a person: a message in the language that is spoken, anything else as it is."""
    if _speaking == "en" or not isinstance(text, Message):
        return text
    return localized(text, _speaking)


def localized(text: str, language: str) -> str:
    """A message in a language; anything else as it is."""
    if not isinstance(text, Message):
        return text
    match text.told:
        case Pattern(pattern, values):
            return _formatted(translated(pattern, language), values, language)
        case Count(number, noun):
            return f"{number} {translated_noun(noun, number, language)}"
        case Series(parts, between, last):
            said = [localized(part, language) for part in parts]
            if last and len(said) > 1:
                said[-2:] = [said[-2] + localized(last, language) + said[-1]]
            return localized(between, language).join(said)
        case Capital(of):
            whole = localized(of, language)
            return whole[:1].upper() + whole[1:]


def translated(pattern: str, language: str) -> str:
    """A pattern, or a help text, in a language; in English where the catalogue does not have it."""
    if language == "en" or not pattern.strip():
        return pattern
    if language == _PSEUDO:
        return f"⟦{pattern}⟧" if _LETTERS.search(_VALUE.sub("", pattern)) else pattern
    said = _catalogue(language).gettext(pattern)
    return (
        said if said != pattern else _catalogue(language).ngettext(pattern, pattern, 1)
    )  # a noun that is counted, too


def translated_noun(noun: str, number: int, language: str) -> str:
    """A noun, given in the English singular, in the form that a number asks for."""
    if language == _PSEUDO:
        return f"⟦{noun}⟧"
    if language == "en":
        return noun if number == 1 else plural(noun)
    return _catalogue(language).ngettext(noun, plural(noun), number)


def _formatted(pattern: str, values: Mapping[str, object], language: str) -> str:
    if not values:
        return pattern.format()
    return pattern.format(**{name: _value(value, language) for name, value in values.items()})


def _value(value: object, language: str) -> object:
    return localized(value, language) if isinstance(value, str) else value


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    return gettext.translation("kodetre", LOCALE, [language], fallback=True)
