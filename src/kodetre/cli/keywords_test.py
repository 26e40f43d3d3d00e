"""`kodetre keywords test`: the keywords held against passages that somebody has coded."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, talk
from kodetre.cli.options import CodeFilter, CoderOption, DocumentFilter, GroupFilter, JsonOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import by_number, counted, msg

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kodetre.document.filters import Filters
    from kodetre.services.keywords_test import KeywordsTest, PlacedExcerpt
    from kodetre.suggestions.estimate import Estimate
    from kodetre.suggestions.measure import KeywordScore, Score

_LONGEST = 240
"""Characters of an excerpt that are shown."""


@dataclass(frozen=True, slots=True)
class TestSelection:
    """What counts as the measure, and where."""

    codings: Annotated[bool, typer.Option("--codings", help="Against what you have coded, or --coder has.")] = False
    judged: Annotated[
        bool, typer.Option("--judged", help="A suggestion is wrong only where the passages say so (decision reject).")
    ] = False
    code: CodeFilter = None
    document: DocumentFilter = None
    group: GroupFilter = None
    limit: Annotated[int, typer.Option(min=0, help="At most so many missed and so many wrong; 0 shows all.")] = 20

    def filters(self) -> "Filters":
        """Which codes and documents are meant."""
        from kodetre.document.filters import Filters

        return Filters(code=tuple(self.code or ()), document=tuple(self.document or ()), group=tuple(self.group or ()))


@grouped
def test(
    *,
    gold: Annotated[
        Path | None, typer.Argument(metavar="[GOLD.csv]", help="Passages with their codes, as for kodetre apply.")
    ] = None,
    selection: TestSelection,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Hold the keywords against passages that belong to their codes: precision, recall, F1; what is missed, what is wrong."""
    from kodetre.project.project import find
    from kodetre.services.keywords_test import KeywordsTestRequest, hold_against

    of_codings = selection.codings or coder is not None
    if (gold is None) == (not of_codings):
        step = msg("for example: kodetre keywords test gold.csv, or: kodetre keywords test --codings")
        raise WrongUse("keywords test", msg("takes a file of passages, or --codings or --coder NAME"), next_step=step)
    request = KeywordsTestRequest(gold, coder, selection.filters(), selection.judged)
    result = hold_against(find(project), request, talk.say)
    if result.unread:
        talk.say(
            msg("{codings} made by keywords and read by nobody: left out.", codings=counted(result.unread, "coding"))
        )
    if json:
        _print_json(result, selection.limit)
    else:
        _draw(result, selection.limit)


def _print_json(result: "KeywordsTest", limit: int) -> None:
    measured = result.measured
    for code, score in measured.codes:
        out.json_line({"row": "code", "code": code, **_score_as_json(score)})
    for keyword in measured.keywords:
        beside = {"against": keyword.against, "alone": keyword.alone}
        named = {"code": keyword.code, "keyword": keyword.keyword}
        out.json_line({"row": "keyword", **named, **_score_as_json(keyword.score), **beside})
    out.json_line({"row": "total", "documents": list(result.documents), **_score_as_json(measured.total)})
    for row, excerpts in (("missed", result.missed), ("wrong", result.wrong)):
        for excerpt in excerpts[: limit or None]:
            out.json_line({"row": row, **_excerpt_as_json(excerpt)})


def _score_as_json(score: "Score") -> dict[str, object]:
    values: dict[str, object] = {
        "right": score.right,
        "wrong": score.wrong,
        "found": score.found,
        "missed": score.missed,
    }
    for name, estimate in (("precision", score.precision), ("recall", score.recall), ("f1", score.f1)):
        values[name] = round(estimate.value, 4) if estimate else None
        values[f"{name}_low"] = round(estimate.low, 4) if estimate else None
        values[f"{name}_high"] = round(estimate.high, 4) if estimate else None
    return values


def _excerpt_as_json(excerpt: "PlacedExcerpt") -> dict[str, object]:
    return {
        "document": excerpt.document,
        "start": excerpt.span.start,
        "end": excerpt.span.end,
        "text": excerpt.text,
        "code": excerpt.code,
        "keywords": list(excerpt.keywords),
        "page": excerpt.page,
        "label": excerpt.label,
    }


def _draw(result: "KeywordsTest", limit: int) -> None:
    measured = result.measured
    documents = ", ".join(result.documents)
    out.line(
        msg(
            "The keywords against {source}, in {documents}. In brackets: 95 % intervals (Wilson).",
            source=result.source,
            documents=documents,
        )
    )
    scores = [*measured.codes, ("all", measured.total)] if len(measured.codes) > 1 else list(measured.codes)
    of_codes = (
        msg("code"),
        msg("right of suggested"),
        msg("precision"),
        msg("found of passages"),
        msg("recall"),
        msg("F1"),
    )
    out.table(of_codes, [(code, *_cells(score), written(score.f1)) for code, score in scores])
    hitting = [keyword for keyword in measured.keywords if keyword.score.right or keyword.score.wrong]
    of_keywords = (
        msg("code"),
        msg("keyword"),
        msg("right of suggested"),
        msg("precision"),
        msg("found of passages"),
        msg("recall"),
        msg("alone"),
    )
    out.table(of_keywords, [_keyword_row(keyword) for keyword in hitting])
    if silent := len(measured.keywords) - len(hitting):
        out.line(
            by_number(
                silent,
                "{number} further keyword of these codes suggests nothing here.",
                "{number} further keywords of these codes suggest nothing here.",
            )
        )
    _draw_excerpts(msg("Missed: passages that no keyword finds"), result.missed, limit)
    _draw_excerpts(msg("Wrong: what keywords suggest and the passages have not"), result.wrong, limit)
    out.line(msg("A code counts with those under it."))


def _keyword_row(keyword: "KeywordScore") -> tuple[object, ...]:
    return keyword.code, keyword.keyword, *_cells(keyword.score), keyword.alone


def _cells(score: "Score") -> tuple[str, ...]:
    suggested, passages = score.right + score.wrong, score.found + score.missed
    precision, recall = written(score.precision), written(score.recall)
    return (
        msg("{right} of {suggested}", right=score.right, suggested=suggested),
        precision,
        msg("{found} of {passages}", found=score.found, passages=passages),
        recall,
    )


def written(estimate: "Estimate | None") -> str:
    """A share with its interval: 0.68 (0.50–0.82); a dash for none."""
    if estimate is None:
        return "–"
    return f"{estimate.value:.2f} ({estimate.low:.2f}–{estimate.high:.2f})"


def _draw_excerpts(title: str, excerpts: "Sequence[PlacedExcerpt]", limit: int) -> None:
    from rich.text import Text

    from kodetre.cli.excerpt import short

    if not excerpts:
        return
    shown = excerpts[: limit or None]
    count = (
        msg("{shown} of {total}", shown=len(shown), total=len(excerpts))
        if len(shown) < len(excerpts)
        else str(len(excerpts))
    )
    out.rich(Text(phrase(msg("\n{title} ({count})", title=title, count=count)), style="bold"))
    for excerpt in shown:
        page = f", s. {excerpt.label}" if excerpt.label else ""
        because = f"  {'; '.join(excerpt.keywords)}" if excerpt.keywords else ""
        out.rich(Text.assemble((f"{excerpt.code}  {excerpt.document}{page}", "cyan"), (because, "dim")))
        out.line(short(excerpt.text, _LONGEST))
