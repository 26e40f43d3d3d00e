"""`kodetre codebook`: draw the code tree, find mistakes in it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import (
    codebook_adopt,
    codebook_corpus,
    codebook_diff,
    codebook_edit,
    codebook_import,
    codebook_pairs,
    out,
    talk,
)
from kodetre.cli.options import JsonOption, ProjectOption
from kodetre.errors import WrongUse
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import counted, msg

if TYPE_CHECKING:
    from rich.text import Text

    from kodetre.codebook.tree import Code, Codebook

app = typer.Typer(
    help="Draw the code tree, find mistakes in it, change it together with what is coded, propose pairs of words.",
    no_args_is_help=True,
)
FileArgument = Annotated[
    Path | None, typer.Argument(metavar="[FILE]", help="A codebook file. Otherwise the project's.")
]


@app.command("show")
def show(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Only this code, with everything that is said of it.")
    ] = None,
    keywords: Annotated[bool, typer.Option("--keywords", help="With the keywords of every code.")] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Draw the code tree."""
    from kodetre.project.project import find

    codebook = find(project).codebook()
    if code is not None:
        from kodetre.codebook.find import find_code

        _describe(codebook, find_code(codebook, code))
    elif json:
        for every in codebook.codes():
            out.json_line(_as_json(every))
    else:
        _draw(codebook, keywords)


def _as_json(code: "Code") -> dict[str, object]:
    return {
        "code": code.key,
        "label": code.label,
        "dimension": code.dimension,
        "definition": code.definition,
        "use_when": code.use_when,
        "not_when": code.not_when,
        "examples": list(code.examples),
        "keywords": [keyword.written for keyword in code.keywords],
        "no_kin": list(code.without_kin),
        "colour": code.colour,
        "expects": list(code.expects),
    }


def _draw(codebook: "Codebook", keywords: bool) -> None:
    from rich.text import Text
    from rich.tree import Tree

    root = Tree(Text(f"{codebook.title} {codebook.version}".strip(), style="bold"), guide_style="dim")
    for dimension in codebook.dimensions:
        title = Text.assemble((dimension.label, "bold"), f" [{dimension.key}]", (f"  {dimension.question}", "italic"))
        branches = {"": root.add(title)}
        for code in dimension.codes:
            branches[code.key] = branches[code.parent].add(_line(code))
            if keywords and code.keywords:
                branches[code.key].add(Text(_keywords(code), style="dim"))
    out.rich(root)


def _line(code: "Code") -> "Text":
    """A code as it stands in the tree."""
    from rich.text import Text

    line = Text.assemble(("■ ", code.colour), code.label, (f"  {code.key}", "dim"))
    if code.keywords:
        line.append(phrase(msg("  {keywords}", keywords=counted(len(code.keywords), "keyword"))), style="dim")
    if code.expects:
        line.append(phrase(msg("  explains {codes}", codes=", ".join(code.expects))), style="dim italic")
    return line


def _keywords(code: "Code") -> str:
    return "; ".join(keyword.written for keyword in code.keywords)


def _describe(codebook: "Codebook", code: "Code") -> None:
    from rich.text import Text

    out.rich(Text.assemble(("■ ", code.colour), (codebook.label_path(code.key), "bold"), (f"  {code.key}", "dim")))
    for name, value in (
        ("Definition", code.definition),
        (msg("Use when"), code.use_when),
        (msg("Not when"), code.not_when),
        (msg("Example"), "\n".join(code.examples)),
        ("Keywords", _keywords(code)),
        (msg("No kin"), "; ".join(code.without_kin)),
        (msg("But not"), "; ".join(sorted(code.but_not))),
        (msg("Explains"), ", ".join(code.expects)),
    ):
        if value:
            out.rich(Text.assemble((phrase(msg("{name}: ", name=name)), "bold"), value))


@app.command("check")
def check(
    file: FileArgument = None,
    corpus: Annotated[
        bool, typer.Option("--corpus", help="Look at what the keywords do in the documents: which deserve a look.")
    ] = False,
    json: JsonOption = False,
    project: ProjectOption = None,
) -> None:
    """Find every mistake in the codebook, with file, line and column; try its regular expressions; find codings without a code."""
    from kodetre.codebook.load import load
    from kodetre.project.project import find

    if corpus:
        if file is not None:
            step = msg("leave out the file, or --corpus")
            raise WrongUse("codebook check", msg("--corpus looks at the project's own codebook"), next_step=step)
        codebook_corpus.check(project, json=json)
        return
    if json:
        raise WrongUse(
            "codebook check",
            msg("--json goes with --corpus"),
            next_step=msg("kodetre codebook check --corpus --json"),
        )
    opened = None
    if file is not None:
        codebook, path = load(file, tried=True), file
    else:
        opened = find(project)
        codebook, path = opened.codebook(tried=True), opened.codebook_path
    codes = list(codebook.codes())
    dimensions = counted(len(codebook.dimensions), "dimension")
    keywords = counted(sum(len(code.keywords) for code in codes), "keyword")
    out.line(
        msg(
            "{path}: no mistakes. {dimensions}, {codes}, {keywords}.",
            path=path,
            dimensions=dimensions,
            codes=counted(len(codes), "code"),
            keywords=keywords,
        )
    )
    for code in codes:
        if not code.definition:
            talk.warn(msg("code '{code_key}' has no definition", code_key=code.key))
    if opened is not None:
        codebook_adopt.check(opened, codebook)


app.command("adopt")(codebook_adopt.adopt)
app.command("import")(codebook_import.import_)
app.command("pairs")(codebook_pairs.pairs)
app.command("diff")(codebook_diff.diff)
for command in (
    codebook_edit.add,
    codebook_edit.rename,
    codebook_edit.move,
    codebook_edit.merge,
    codebook_edit.split,
    codebook_edit.delete,
    codebook_edit.colour,
):
    app.command(command.__name__)(command)
