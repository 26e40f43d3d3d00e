"""The words of the corpus: the forms that a keyword takes, and words that go with what has been coded."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import chain

from kodetre.codebook.find import find_code
from kodetre.codebook.tree import Codebook, stands_under
from kodetre.document.filters import Filters
from kodetre.errors import NothingMatched, NotPossible
from kodetre.matching.forms import FormCount, KeyWord, key_words, taken
from kodetre.matching.patterns import parse, words_in
from kodetre.model.documents import Span
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
        next_step = f"see: kodetre search '{request.keyword}'"
        raise NotPossible(request.keyword, "goes by letters and takes no other forms", next_step=next_step)
    with project.store() as store:
        selected = open_selected(project, store, request.filters, on_progress)
    matcher, documents = selected.corpus.matcher, selected.indexed
    matcher.prepare([pattern])
    forms = tuple(WordForms(word.word, tuple(taken(matcher, word, documents))) for word in words)
    if not any(word.forms for word in forms):
        what = f"no form of '{request.keyword}' stands {selected.selection.within()}"
        raise NothingMatched("", what, next_step="see: docs/patterns.md")
    return KeywordForms(forms, _left_out(selected.codebook, request.keyword), len(documents))


def _left_out(codebook: Codebook, keyword: str) -> frozenset[str]:
    """The forms that the codes with this keyword leave out."""
    left_out: set[str] = set()
    for code in codebook.codes():
        if any(own.written == keyword for own in code.keywords):
            left_out |= code.but_not
    return frozenset(left_out)


@dataclass(frozen=True, slots=True)
class KeyWordsRequest:
    """The code whose excerpts words are to go with; in which documents, by which coders; and how many words at most (0 for
    all).
    """

    code: str
    filters: Filters = field(default_factory=Filters)
    limit: int = 0


@dataclass(frozen=True, slots=True)
class KeyWords:
    """The words that go with so many excerpts of a code (its key), beside its keywords, strongest first."""

    code: str
    excerpts: int
    words: tuple[KeyWord, ...]


def key_words_of(
    project: Project, request: KeyWordsRequest, on_progress: Callable[[str], None] = lambda _: None
) -> KeyWords:
    """Words that stand in the excerpts of a code, or of the codes under it, more often than elsewhere in the selection.

    Raises UnknownCode; NothingMatched for a code that has no codings, or with which no word goes; and what `open_selected`
    raises.
    """
    with project.store() as store:
        code = find_code(project.codebook(), request.code)
        selected = open_selected(project, store, request.filters, on_progress)
        excerpts: dict[str, list[Span]] = {}
        for coding in store.codings.live():
            if stands_under(coding.code, code.key) and selected.selection.lets(coding):
                excerpts.setdefault(coding.document, []).append(coding.span)
    if not excerpts:
        where = f" {selected.selection.within()}" if selected.selection.filters.described() else ""
        what = f"has no codings to learn from yet{where}"
        raise NothingMatched(code.key, what, next_step=f"kodetre code --code {code.key}")
    own_codes = [own for own in selected.codebook.codes() if stands_under(own.key, code.key)]
    keywords = chain.from_iterable(own.keywords for own in own_codes)
    patterns = [keyword.pattern for keyword in keywords]
    matcher = selected.corpus.matcher
    matcher.prepare(patterns)
    known = chain.from_iterable(words_in(pattern) for pattern in patterns)
    words = key_words(matcher, selected.indexed, excerpts, known)
    if not words:
        what = "no word goes with its excerpts more than with the rest"
        raise NothingMatched(code.key, what, next_step="code some more")
    count = sum(len(spans) for spans in excerpts.values())
    return KeyWords(code.key, count, tuple(words[: request.limit or None]))
