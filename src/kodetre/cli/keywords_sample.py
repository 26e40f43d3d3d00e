"""`kodetre keywords sample`: paragraphs drawn for judging, and what the judgements say of the keywords."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.keyed import Screen, go_through
from kodetre.cli.keywords_test import written
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, SuggestionSelection, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import msg

if TYPE_CHECKING:
    from kodetre.session.judging import Judging
    from kodetre.suggestions.estimate import Estimate
    from kodetre.suggestions.sampling import SampleEstimate


@dataclass(frozen=True, slots=True)
class SampleView:
    """How a judging session is held, or that none is."""

    plain: Annotated[
        bool, typer.Option("--plain", help="Line by line, without a full screen: for SSH, screen readers and scripts.")
    ] = False


@grouped
def sample(
    *,
    count: Annotated[
        int,
        typer.Argument(metavar="[N]", min=0, help="Paragraphs to judge in all; without it, only what is known so far."),
    ] = 0,
    selection: SuggestionSelection,
    view: SampleView,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Draw paragraphs with and without hits, judge whether each belongs to a code, and learn what the keywords find and miss.

    Every answer is saved at once; the same command goes on where you stopped, and a larger N draws more. With --json what is known
    so far is printed, and nothing is asked.
    """
    from kodetre.project.project import find
    from kodetre.services.keywords_sample import SampleRequest, estimates, open_sample

    if selection.actor:
        raise WrongUse("--actor", msg("means nothing to a sample of all paragraphs"), next_step=msg("leave it out"))
    opened = find(project)
    if count and not json:
        request = SampleRequest(count, selection.filters(), coder)
        with open_sample(opened, request, talk.say) as session:
            _judge(session, plain=view.plain, theme=opened.settings.theme)
        mine = SampleRequest(0, selection.filters(), opened.coder(coder))
        _draw(estimates(opened, mine, talk.say))
        return
    known = estimates(opened, SampleRequest(0, selection.filters(), coder), talk.say)
    if json:
        for estimate in known:
            out.json_line(_as_json(estimate))
    else:
        _draw(known)


def _judge(session: "Judging", *, plain: bool, theme: str) -> None:
    def on_screen() -> Screen:
        from kodetre.tui.judge import JudgeApp

        return JudgeApp(session, theme=theme)

    from kodetre.cli.judge_plain import JudgePlain

    go_through(None if plain or not session.left else on_screen, lambda answers: JudgePlain(session, answers))


def _as_json(estimate: "SampleEstimate") -> dict[str, object]:
    return {
        "code": estimate.code,
        "coder": estimate.coder,
        "hits": estimate.hit.size,
        "hits_judged": estimate.hit.judged,
        "hits_right": estimate.hit.right,
        "rest": estimate.rest.size,
        "rest_judged": estimate.rest.judged,
        "rest_right": estimate.rest.right,
        "doubtful": estimate.doubtful,
        **_share("precision", estimate.precision),
        **_share("recall", estimate.recall),
        **_share("missed", estimate.missed),
    }


def _share(name: str, estimate: "Estimate | None") -> dict[str, object]:
    value, low, high = (estimate.value, estimate.low, estimate.high) if estimate else (None, None, None)
    shares = {name: value, f"{name}_low": low, f"{name}_high": high}
    return {key: round(share, 4) if share is not None else None for key, share in shares.items()}


def _draw(known: "Sequence[SampleEstimate]") -> None:
    columns = (
        msg("code"),
        msg("coder"),
        msg("with hits"),
        msg("precision"),
        msg("without hits"),
        msg("right without a hit"),
        msg("recall"),
    )
    out.table(columns, [_row(estimate) for estimate in known])
    if doubtful := sum(estimate.doubtful for estimate in known):
        out.line(msg("{doubtful} doubtful, which count neither way.", doubtful=doubtful))
    out.line(msg("2 of 20 of 300: 2 belong to the code, of 20 that were judged, of 300. In brackets: 95 % intervals."))


def _row(estimate: "SampleEstimate") -> tuple[str, ...]:
    hit, rest = estimate.hit, estimate.rest
    with_hits = msg("{right} of {judged} of {size}", right=hit.right, judged=hit.judged, size=hit.size)
    without = msg("{right} of {judged} of {size}", right=rest.right, judged=rest.judged, size=rest.size)
    precision, missed, recall = written(estimate.precision), written(estimate.missed), written(estimate.recall)
    return estimate.code, estimate.coder, with_hits, precision, without, missed, recall
