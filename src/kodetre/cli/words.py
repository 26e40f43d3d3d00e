"""`kodetre words`: what a keyword takes in the corpus, and words that could be keywords."""

from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, DocumentSelection, JsonOption, ProjectOption, grouped
from kodetre.cli.words_suggest import SuggestedWords, suggest_words
from kodetre.errors import WrongUse
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import counted, joined, msg

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.matching.forms import FormCount
    from kodetre.services.words import KeywordForms, WordForms

_HOW = {
    "inflection": msg("the word and its inflections"),
    "first": msg("first part of a compound"),
    "middle": msg("in the middle of a compound"),
    "last": msg("last part of a compound"),
    "family": msg("of the same family, derived of the same stem"),
}


@grouped
def words(
    *,
    keyword: Annotated[
        str, typer.Argument(metavar="[KEYWORD]", help="A keyword pattern; with --suggest, a code.")
    ] = "",
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

    _check(keyword, suggested, json=json)
    opened = find(project)
    if suggested.suggest:
        from kodetre.services.propose import ProposeRequest

        filters = selection.filters([coder] if coder else ())
        request = ProposeRequest(keyword, filters, coder, suggested.limit)
        suggest_words(opened, request, suggested, json=json)
        return
    from kodetre.services.words import FormsRequest, keyword_forms

    _show_forms(keyword_forms(opened, FormsRequest(keyword, selection.filters()), talk.say), json=json)


def _check(keyword: str, suggested: SuggestedWords, *, json: bool) -> None:
    """Refuse what cannot be meant. Raises WrongUse."""
    if not keyword and not suggested.suggest:
        step = msg("for example: kodetre words tilskudd")
        raise WrongUse("words", msg("takes a keyword or --suggest CODE"), next_step=step)
    if (suggested.take or suggested.ask) and not suggested.suggest:
        raise WrongUse(
            msg("--take and --ask"), msg("go with --suggest"), next_step=msg("kodetre words --suggest CODE --take WORD")
        )
    if suggested.take and not keyword:
        raise WrongUse("--take", msg("needs a code"), next_step=msg("kodetre words --suggest CODE --take WORD"))
    if suggested.ask and (json or suggested.take):
        raise WrongUse(
            "--ask", msg("goes with neither --json nor --take"), next_step=msg("kodetre words --suggest CODE --ask")
        )


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
    out.rich(
        Text.assemble(
            (word.word, "bold"),
            phrase(msg("  {total}, {forms}, in {documents}", total=total, forms=forms, documents=documents)),
        )
    )
    rows: list[tuple[str | int | Text, ...]] = []
    before = ""
    for form in word.forms:
        rows.append(_form_row(form, word.word, result, repeated=form.how == before))
        before = form.how
    out.table(("", msg("form"), msg("times"), msg("documents"), ""), rows, numeric=(2, 3))


def _form_row(
    form: "FormCount", keyword: str, result: "KeywordForms", *, repeated: bool
) -> "tuple[str | int | Text, ...]":
    from rich.text import Text

    left_out = form.form in result.but_not
    notes = [msg("kin of {keyword}: {kin}", keyword=keyword, kin=form.kin)] if form.kin else []
    if left_out:
        notes.append("but_not")
    how = "" if repeated else _HOW[form.how]
    return how, Text(form.form, style="strike" if left_out else ""), form.count, form.documents, joined(notes, ", ")
