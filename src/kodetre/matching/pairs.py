"""Which words of a corpus are keywords in the other written standard."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from kodetre.language import lexicon
from kodetre.language.correspondences import nynorsk
from kodetre.matching.find import Matcher
from kodetre.matching.forms import taken
from kodetre.matching.patterns import WordPattern


@dataclass(frozen=True, slots=True)
class Proposed:
    """A nynorsk word for a bokmål keyword, with the forms of it that stand in the corpus, the most frequent first."""

    word: str
    other: str
    forms: tuple[tuple[str, int], ...]

    @property
    def count(self) -> int:
        """How often it stands there in all its forms."""
        return sum(count for _, count in self.forms)


def propose(matcher: Matcher, keywords: Iterable[WordPattern]) -> list[Proposed]:
    """For each keyword without a pair the likeliest nynorsk word that stands in the corpus and that it does not take yet."""
    takes_kin = {word.word.lower(): word.kin for word in keywords}
    wanted = [word for word in takes_kin if word.isalpha() and word not in matcher.pairs]
    candidates = {word: list(nynorsk(word)) for word in wanted}
    matcher.prepare([WordPattern(word, kin=takes_kin[word]) for word in wanted])
    matcher.prepare([WordPattern(other, "inflected") for other in chain.from_iterable(candidates.values())])
    proposed = []
    for word in wanted:
        own = {form.lower() for form in matcher.forms(WordPattern(word, kin=takes_kin[word]))}
        for other in candidates[word]:
            counts = taken(matcher, WordPattern(other, "inflected"))
            forms = [(count.form, count.count) for count in counts if count.form not in own]
            if forms and _is_word(other, forms):
                proposed.append(Proposed(word, other, tuple(sorted(forms, key=lambda pair: (-pair[1], pair[0])))))
                break
    return sorted(proposed, key=lambda pair: (-pair.count, pair.word))


def _is_word(other: str, forms: list[tuple[str, int]]) -> bool:
    """Whether a made-up word is one: the lists have it, or it stands in the corpus just so, in more than one form."""
    return lexicon.known(other) or len(forms) > 1
