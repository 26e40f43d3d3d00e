"""What was looked for when a pattern was: the forms of each of its words, for a reader who wants to know what an absence means."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

from kodetre.language.inflection import inflect
from kodetre.language.kin import kin_of
from kodetre.matching.patterns import Exact, Pattern, Regex, Wildcard, WordPattern, format_pattern, terms_in


@dataclass(frozen=True, slots=True)
class SearchedWord:
    """A word of a pattern as it is written: the forms that the word lists give it, in both written standards, and whether
    compounds with it count. Of one by its letters, or exact, `forms` is empty: it is what is written.
    """

    written: str
    forms: tuple[str, ...] = ()
    compounds: bool = False


def words_searched(pattern: Pattern, pairs: Mapping[str, frozenset[str]]) -> tuple[SearchedWord, ...]:
    """What a pattern looks for, word by word; `pairs` gives the words that a codebook takes for the same."""
    terms = terms_in(pattern)
    words = [term for term in terms if isinstance(term, WordPattern)]
    inflected = inflect({word.word.lower() for word in words})
    searched: list[SearchedWord] = []
    for term in dict.fromkeys(terms):
        if isinstance(term, Wildcard):
            searched.append(SearchedWord(format_pattern(term)))
            continue
        own = term.word.lower()
        others = set(pairs.get(own, ()))
        if term.kin and term.mode != "inflected":
            others |= kin_of(own)
        forms = set(inflected[own].listed)
        forms.update(chain.from_iterable(each.listed for each in inflect(others).values()))
        ordered = sorted(forms, key=lambda form: (form != own, form))
        searched.append(SearchedWord(format_pattern(term), tuple(ordered), term.mode != "inflected"))
    if not searched and isinstance(pattern, Exact | Regex):
        searched.append(SearchedWord(format_pattern(pattern)))
    return tuple(searched)
