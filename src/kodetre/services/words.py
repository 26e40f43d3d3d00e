"""The words of the corpus: the forms that a keyword takes."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

from kodetre.codebook.tree import Codebook
from kodetre.document.filters import Filters
from kodetre.errors import NothingMatched, NotPossible
from kodetre.i18n.message import msg
from kodetre.matching.forms import FormCount, taken
from kodetre.matching.parse import parse
from kodetre.matching.patterns import words_in
from kodetre.project.project import Project
from kodetre.services.selection import open_selected


@dataclass(frozen=True, slots=True)
class FormsRequest:
    """The keyword pattern whose forms are wanted, and from which documents."""

    keyword: str
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True, slots=True)
class WordForms:
    """A word of a keyword, and the forms of it that stand in the documents; none when it stands in none."""

    word: str
    forms: tuple[FormCount, ...]

    def total(self, left_out: frozenset[str]) -> int:
        """How often the word stands there, in all forms that are not left out."""
        return sum(form.count for form in self.forms if form.form not in left_out)


@dataclass(frozen=True, slots=True)
class KeywordForms:
    """The forms of each word of a keyword in so many documents; `but_not` are those that a code with this keyword leaves
    out.
    """

    words: tuple[WordForms, ...]
    but_not: frozenset[str]
    documents: int


def keyword_forms(
    project: Project, request: FormsRequest, on_progress: Callable[[str], None] = lambda _: None
) -> KeywordForms:
    """Every form in the corpus that a keyword takes.

    Raises BadPattern; NotPossible for a pattern that goes by letters; NothingMatched when none of its forms is there, and what
    `open_selected` raises.
    """
    pattern = parse(unicodedata.normalize("NFC", request.keyword))
    words = list(dict.fromkeys(words_in(pattern)))
    if not words:
        next_step = msg("see: kodetre search '{keyword}'", keyword=request.keyword)
        raise NotPossible(request.keyword, msg("goes by letters and takes no other forms"), next_step=next_step)
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
    matcher, documents = selected.corpus.matcher, selected.selection.ids
    matcher.prepare([pattern])
    forms = tuple(WordForms(word.word, tuple(taken(matcher, word, documents))) for word in words)
    if not any(word.forms for word in forms):
        what = msg(
            "no form of '{keyword}' stands {within}", keyword=request.keyword, within=selected.selection.within()
        )
        raise NothingMatched("", what, next_step=msg("see: docs/patterns.md"))
    return KeywordForms(forms, _left_out(selected.codebook, request.keyword), len(documents))


def _left_out(codebook: Codebook, keyword: str) -> frozenset[str]:
    """The forms that the codes with this keyword leave out."""
    left_out: set[str] = set()
    for code in codebook.codes():
        if any(own.written == keyword for own in code.keywords):
            left_out |= code.but_not
    return frozenset(left_out)
