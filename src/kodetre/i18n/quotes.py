"""Text in quotation marks, and quotations inside it with the marks that a language has for those."""

from kodetre.i18n.messages import word

_INNER = {"nb": ("«»", "‹›"), "nn": ("«»", "‹›"), "en": ("“”", "‘’")}
"""The marks of each language that a quotation has, and those of a quotation inside it."""
_TABLES = {language: str.maketrans(outer, inner) for language, (outer, inner) in _INNER.items()}


def inner_marks(language: str) -> str:
    """The two marks of a quotation, and after them those that they become inside it: «»‹›."""
    return "".join(_INNER[language])


def in_quotes(text: str, language: str) -> str:
    """A text as it is quoted in a language: «si ‹ja› til det», in English “say ‘yes’ to it”."""
    return word(language, "quote", text=inside_quotes(text, language))


def inside_quotes(text: str, language: str) -> str:
    """The same without the outer marks: what stands inside a quotation has its own marks."""
    marks = _INNER[language][0]
    if marks[0] not in text and marks[1] not in text:  # to translate a text takes longer than to write all of its row
        return text
    return text.translate(_TABLES[language])
