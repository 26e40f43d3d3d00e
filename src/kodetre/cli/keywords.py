"""`kodetre keywords`: how well the keywords do."""

import typer

from kodetre.cli import keywords_sample, keywords_test

app = typer.Typer(
    help="How well the keywords do: against passages that somebody has coded, or in a sample that you judge.",
    no_args_is_help=True,
)
app.command("test")(keywords_test.test)
app.command("sample")(keywords_sample.sample)
