"""`kodetre words`: what a keyword takes in the corpus, and words that go with what has been coded."""

import unicodedata
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CoderOption, DocumentFilter, GroupFilter, JsonOption, ProjectOption
from kodetre.errors import NothingMatched, WrongUse

if TYPE_CHECKING:
    from kodetre.matching.forms import FormCount
    from kodetre.matching.index import IndexedDocument
    from kodetre.model.documents import Span
    from kodetre.project.project import Project
    from kodetre.services.corpus import Corpus
    from kodetre.store import Store

_HOW = {
    "inflection": "the word and its inflections",
    "first": "first part of a compound",
    "middle": "in the middle of a compound",
    "last": "last part of a compound",
}


def words(
    keyword: Annotated[str, typer.Argument(metavar="[KEYWORD]", help="A keyword pattern.")] = "",
    suggest: Annotated[
        str,
        typer.Option(
            metavar="CODE", help="Instead: words that go with what has been coded with this code, strongest first."
        ),
    ] = "",
    limit: Annotated[int, typer.Option(min=0, help="At most so many suggested words; 0 shows all.")] = 30,
    document: DocumentFilter = None,
    group: GroupFilter = None,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """List every form in the corpus that a keyword takes, how and how often; or suggest words for a code.

    What stands here is what the keyword meant. A form that should not count goes under the code's but_not.
    """
    from kodetre.project.project import find
    from kodetre.document.filters import Filters
    from kodetre.services.corpus import open_corpus
    from kodetre.services.selection import select_in

    if bool(keyword) == bool(suggest):
        raise WrongUse("words", "takes a keyword or --suggest CODE", next_step="for example: kodetre words tilskudd")
    opened = find(project)
    with opened.store() as store:
        filters = Filters(group=tuple(group or ()), document=tuple(document or ()), coder=(coder,) if suggest and coder else ())
        selection = select_in(store, opened.codebook(), opened.settings.group_by, filters, store.codings.live())
        ids = selection.ids
        corpus = open_corpus(store, opened.codebook(), opened.analyser(), talk.say)
        chosen = [indexed for indexed in corpus.matcher.index.documents if indexed.id in ids]
        if suggest:
            _suggest(opened, store, corpus, chosen, suggest, coder, limit, json)
        else:
            _taken(opened, corpus, chosen, keyword, json)


def _taken(project: "Project", corpus: "Corpus", chosen: "list[IndexedDocument]", keyword: str, json: bool) -> None:
    from kodetre.matching.forms import taken
    from kodetre.matching.patterns import parse, words_in

    pattern = parse(unicodedata.normalize("NFC", keyword))
    looked_for = list(dict.fromkeys(words_in(pattern)))
    if not looked_for:
        raise WrongUse(
            keyword, "goes by letters and takes no other forms", next_step=f"see: kodetre search '{keyword}'"
        )
    corpus.matcher.prepare([pattern])
    barred = {
        form
        for code in project.codebook().codes()
        if any(k.written == keyword for k in code.keywords)
        for form in code.but_not
    }
    found = {word: taken(corpus.matcher, word, chosen) for word in looked_for}
    if json:
        for word, forms in found.items():
            for one in forms:
                out.json_line({"keyword": word.word, "form": one.form, "how": one.how, "count": one.count,
                               "documents": one.documents, "but_not": one.form in barred})  # fmt: skip
    if not any(found.values()):
        raise NothingMatched("", f"no form of '{keyword}' stands in the documents", next_step="see: docs/patterns.md")
    if not json:
        for word, forms in found.items():
            _draw(word.word, forms, barred, len(chosen))


def _draw(word: str, forms: "list[FormCount]", barred: set[str], documents: int) -> None:
    from rich.text import Text

    total = sum(one.count for one in forms if one.form not in barred)
    out.rich(Text.assemble((word, "bold"), f"  {total} times, {len(forms)} forms, in {documents} documents"))
    rows = []
    before = ""
    for one in forms:
        how = _HOW[one.how] if one.how != before else ""
        before = one.how
        note = "but_not" if one.form in barred else ""
        rows.append(
            (how, Text(talk.printable(one.form), style="strike" if note else ""), one.count, one.documents, note)
        )
    out.table(("", "form", "times", "documents", ""), rows, numeric=(2, 3))


def _suggest(
    project: "Project",
    store: "Store",
    corpus: "Corpus",
    chosen: "list[IndexedDocument]",
    wanted: str,
    coder: str | None,
    limit: int,
    json: bool,
) -> None:
    from kodetre.codebook.find import find_code
    from kodetre.codebook.tree import stands_under
    from kodetre.matching.forms import key_words
    from kodetre.matching.patterns import words_in

    codebook = project.codebook()
    code = find_code(codebook, wanted)
    excerpts: dict[str, list[Span]] = {}
    for coding in store.codings.live():
        if stands_under(coding.code, code.key) and (coder is None or coding.coder == coder):
            excerpts.setdefault(coding.document, []).append(coding.span)
    if not excerpts:
        raise NothingMatched(code.key, "has no codings to learn from yet", next_step=f"kodetre code --code {code.key}")
    mine = [one for one in codebook.codes() if stands_under(one.key, code.key)]
    known = [word for one in mine for keyword in one.keywords for word in words_in(keyword.pattern)]
    corpus.matcher.prepare(keyword.pattern for one in mine for keyword in one.keywords)
    found = key_words(corpus.matcher, chosen, excerpts, known)
    if json:
        for key in found[: limit or None]:
            out.json_line({"word": key.word, "forms": list(key.forms), "inside": key.inside, "outside": key.outside,
                           "log_likelihood": key.strength})  # fmt: skip
    if not found:
        raise NothingMatched(
            code.key, "no word goes with its excerpts more than with the rest", next_step="code some more"
        )
    if json:
        return
    count = sum(map(len, excerpts.values()))
    out.line(f"Words that go with {count} excerpts of {code.key}, beside its keywords:")
    out.table(
        ("word", "forms", "in the excerpts", "elsewhere", "log-likelihood"),
        [
            (key.word, ", ".join(key.forms[:6]), key.inside, key.outside, f"{key.strength:.1f}")
            for key in found[: limit or None]
        ],
        numeric=(2, 3, 4),
    )
    talk.say("Nothing is added by itself: write those that fit under the code's keywords.")
