"""`kodetre words`: what a keyword takes in the corpus, and words that go with what has been coded."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, DocumentSelection, JsonOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.plurals import counted

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.matching.forms import FormCount
    from kodetre.services.words import KeywordForms, KeyWords, WordForms

_HOW = {
    "inflection": "the word and its inflections",
    "first": "first part of a compound",
    "middle": "in the middle of a compound",
    "last": "last part of a compound",
    "family": "of the same family, derived of the same stem",
}
_MOST_FORMS = 6
"""Forms of a suggested word that are shown."""


@dataclass(frozen=True, slots=True)
class SuggestedWords:
    """Words that go with a code, instead of the forms of a keyword."""

    suggest: Annotated[
        str,
        typer.Option(
            metavar="CODE", help="Instead: words that go with what has been coded with this code, strongest first."
        ),
    ] = ""
    limit: Annotated[int, typer.Option(min=0, help="At most so many suggested words; 0 shows all.")] = 30


@grouped
def words(
    *,
    keyword: Annotated[str, typer.Argument(metavar="[KEYWORD]", help="A keyword pattern.")] = "",
    suggested: SuggestedWords,
    selection: DocumentSelection,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """List every form in the corpus that a keyword takes, how and how often; or suggest words for a code.

    What stands here is what the keyword meant. A form that should not count goes under the code's but_not.
    """
    from kodetre.project.project import find
    from kodetre.services.words import FormsRequest, KeyWordsRequest, key_words_of, keyword_forms

    if bool(keyword) == bool(suggested.suggest):
        raise WrongUse("words", "takes a keyword or --suggest CODE", next_step="for example: kodetre words tilskudd")
    opened = find(project)
    if keyword:
        forms = keyword_forms(opened, FormsRequest(keyword, selection.filters()), talk.say)
        _show_forms(forms, json=json)
        return
    filters = selection.filters([coder] if coder else ())
    request = KeyWordsRequest(suggested.suggest, filters, suggested.limit)
    _show_key_words(key_words_of(opened, request, talk.say), json=json)


def _show_forms(result: "KeywordForms", *, json: bool) -> None:
    for word in result.words:
        if not json:
            _draw_forms(word, result)
            continue
        for form in word.forms:
            out.json_line(
                {
                    "keyword": word.word,
                    "form": form.form,
                    "how": form.how,
                    "count": form.count,
                    "documents": form.documents,
                    "but_not": form.form in result.but_not,
                    "kin": form.kin,
                }
            )


def _draw_forms(word: "WordForms", result: "KeywordForms") -> None:
    from rich.text import Text

    total, forms = counted(word.total(result.but_not), "time"), counted(len(word.forms), "form")
    documents = counted(result.documents, "document")
    out.rich(Text.assemble((word.word, "bold"), f"  {total}, {forms}, in {documents}"))
    rows: list[tuple[str | int | Text, ...]] = []
    before = ""
    for form in word.forms:
        rows.append(_form_row(form, word.word, result, repeated=form.how == before))
        before = form.how
    out.table(("", "form", "times", "documents", ""), rows, numeric=(2, 3))


def _form_row(
    form: "FormCount", keyword: str, result: "KeywordForms", *, repeated: bool
) -> "tuple[str | int | Text, ...]":
    from rich.text import Text

    left_out = form.form in result.but_not
    notes = [f"kin of {keyword}: {form.kin}"] if form.kin else []
    if left_out:
        notes.append("but_not")
    how = "" if repeated else _HOW[form.how]
    return how, Text(form.form, style="strike" if left_out else ""), form.count, form.documents, ", ".join(notes)


def _show_key_words(result: "KeyWords", *, json: bool) -> None:
    if json:
        for key in result.words:
            out.json_line(
                {
                    "word": key.word,
                    "forms": list(key.forms),
                    "inside": key.inside,
                    "outside": key.outside,
                    "log_likelihood": key.strength,
                }
            )
        return
    out.line(f"Words that go with {counted(result.excerpts, 'excerpt')} of {result.code}, beside its keywords:")
    rows = [
        (key.word, ", ".join(key.forms[:_MOST_FORMS]), key.inside, key.outside, f"{key.strength:.1f}")
        for key in result.words
    ]
    out.table(("word", "forms", "in the excerpts", "elsewhere", "log-likelihood"), rows, numeric=(2, 3, 4))
    talk.say("Nothing is added by itself: write those that fit under the code's keywords.")
