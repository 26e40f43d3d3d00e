"""`kodetre sources`: the way from a search to an included document."""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import out, sources_search, talk
from kodetre.cli.options import CoderOption, JsonOption, ProjectOption, grouped
from kodetre.errors import WrongUse
from kodetre.i18n.message import counted, msg
from kodetre.model.sources import CRITERIA, GRADES, Candidate

if TYPE_CHECKING:
    from kodetre.model.sources import SourceVerdict
    from kodetre.services.sources import SourcesOverview

    Criterion = str
    Grade = str
else:
    Criterion = StrEnum("Criterion", [(name, name) for name in CRITERIA])
    Grade = StrEnum("Grade", [(name, name) for name in GRADES])

app = typer.Typer(
    invoke_without_command=True,
    help="The way from a search to an included document: searches, candidates, decisions, appraisal.",
)
app.add_typer(sources_search.app, name="search")
_LONGEST = 60
"""Letters of a title that are shown."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where candidates are from."""

    search: Annotated[str, typer.Option("--search", metavar="ID", help="The search that gave it, S1.")] = ""
    found_in: Annotated[
        str,
        typer.Option(
            "--found-in", metavar="ID", help="The document of the corpus that refers to it, D1 (snowballing)."
        ),
    ] = ""

    def check(self) -> None:
        """Raises WrongUse for two origins."""
        if self.search and self.found_in:
            how = msg("leave one of them out")
            raise WrongUse("--found-in", msg("and --search are two origins"), next_step=how)


@app.callback()
def sources(context: typer.Context, json: JsonOption = False, project: ProjectOption = None) -> None:
    """List candidates and what was decided of them, and which documents of the corpus have no origin."""
    if context.invoked_subcommand is not None:
        return
    from kodetre.project.project import find
    from kodetre.services.sources import overview

    seen = overview(find(project))
    if json:
        for candidate in seen.log.candidates:
            out.json_line(_as_json(candidate))
        return
    _draw(seen)


def _draw(seen: "SourcesOverview") -> None:
    rows = [
        (
            each.id,
            each.search or each.found_in,
            each.fields.get("year", ""),
            _short(each.title),
            each.verdict,
            _what_for(each),
        )
        for each in seen.log.candidates
    ]
    if rows:
        out.table(("", msg("from"), msg("year"), msg("title"), msg("decided"), ""), rows)
    searches, candidates = counted(len(seen.log.searches), "search"), counted(len(rows), "candidate")
    undecided = sum(each.verdict == "open" for each in seen.log.candidates)
    out.line(
        msg("{searches}, {candidates}, {open} undecided.", searches=searches, candidates=candidates, open=undecided)
    )
    if seen.without_origin:
        names = ", ".join(info.id for info in seen.without_origin)
        how = msg("Say where each was found: kodetre sources decide C1 --include D1")
        talk.say(msg("Without origin: {documents}. {how}", documents=names, how=how))


def _what_for(candidate: Candidate) -> str:
    """What a candidate became, or why it did not."""
    return candidate.document or candidate.same_as or candidate.reason


def _short(title: str) -> str:
    return title if len(title) <= _LONGEST else title[: _LONGEST - 2] + " …"


def _as_json(candidate: Candidate) -> dict[str, object]:
    return {
        "id": candidate.id,
        "search": candidate.search,
        "found_in": candidate.found_in,
        **{name: candidate.fields.get(name, "") for name in ("title", "author", "year", "url", "doi")},
        "verdict": candidate.verdict,
        "document": candidate.document,
        "same_as": candidate.same_as,
        "reason": candidate.reason,
        "note": candidate.note,
    }


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of a candidate."""

    author: Annotated[str, typer.Option("--author", help="Who wrote it: Family, Given; or an institution.")] = ""
    year: Annotated[str, typer.Option("--year", help="When it was issued.")] = ""
    url: Annotated[str, typer.Option("--url", help="Its address.")] = ""
    doi: Annotated[str, typer.Option("--doi", help="Its DOI.")] = ""

    def fields(self, title: str) -> dict[str, str]:
        """By the names of metadata, without what is not known."""
        fields = {"title": title, "author": self.author, "year": self.year, "url": self.url, "doi": self.doi}
        return {name: value.strip() for name, value in fields.items() if value.strip()}


@app.command("add")
@grouped
def add(
    title: Annotated[str, typer.Argument(help="Its title.")],
    known: Known,
    origin: Origin,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Write a candidate down: a document that a search gave, or that another document refers to."""
    from kodetre.project.project import find
    from kodetre.services.sources import add_candidate

    origin.check()
    candidate = add_candidate(find(project), Candidate(known.fields(title), origin.search, origin.found_in), coder)
    done = msg("{id}: {title}", id=candidate.id, title=candidate.title)
    with out.telling(done):
        if json:
            out.json_line(_as_json(candidate))
            return
        out.line(done)
        if candidate.same_as:
            out.line(msg("It is the same as {other}, and marked as its duplicate.", other=candidate.same_as))


@app.command("import")
@grouped
def take_in(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", help="CSL-JSON (.json, Zotero), RIS (.ris) or BibTeX (.bib).")
    ],
    origin: Origin,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would come.")] = False,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Take the works of a reference manager's export as candidates; those that are there already become duplicates."""
    from kodetre.project.project import find
    from kodetre.services.sources import ImportRequest, import_candidates, told

    origin.check()
    imported = import_candidates(find(project), ImportRequest(file, origin.search, origin.found_in, coder, dry_run))
    with out.telling(msg("Taken: {candidates}", candidates=told(imported)) if imported.ids else ""):
        rows = [
            (each.id, each.fields.get("year", ""), _short(each.title), each.same_as) for each in imported.candidates
        ]
        out.table(("", msg("year"), msg("title"), msg("the same as")), rows)
        for remark in imported.remarks:
            talk.say(remark)
        beginning = msg("Would take") if dry_run else msg("Taken")
        out.line(msg("{beginning}: {candidates}.", beginning=beginning, candidates=told(imported)))


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of it: one of these."""

    include: Annotated[
        str,
        typer.Option("--include", metavar="ID", help="It is in the corpus as this document (D1, or its file name)."),
    ] = ""
    exclude: Annotated[
        str,
        typer.Option("--exclude", metavar="REASON", help="It is left out, for one of the criteria in kodetre.yaml."),
    ] = ""
    duplicate: Annotated[
        str, typer.Option("--duplicate", metavar="ID", help="It is the same as this candidate, C1.")
    ] = ""
    reopen: Annotated[bool, typer.Option("--reopen", help="It is to be decided anew.")] = False
    note: Annotated[str, typer.Option("--note", help="Why, in a sentence.")] = ""

    def given(self) -> "tuple[SourceVerdict, str]":
        """The verdict, and what it names. Raises WrongUse for none or several."""
        named: list[tuple[SourceVerdict, str]] = [
            ("included", self.include), ("excluded", self.exclude), ("duplicate", self.duplicate),
            ("open", "-" if self.reopen else ""),
        ]  # fmt: skip
        chosen = [each for each in named if each[1].strip()]
        if len(chosen) != 1:
            how = msg("give one of --include ID, --exclude REASON, --duplicate ID and --reopen")
            raise WrongUse("sources decide", msg("wants one decision"), next_step=how)
        return chosen[0][0], chosen[0][1].strip()


@app.command("decide")
@grouped
def decide(
    candidate: Annotated[str, typer.Argument(metavar="CANDIDATE", help="C1; kodetre sources lists them.")],
    verdict: Verdict,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Say what becomes of a candidate: included as a document, excluded for a reason, or a duplicate."""
    from kodetre.model.sources import SourceDecision
    from kodetre.project.project import find
    from kodetre.services.sources import decide as decide_on

    what, name = verdict.given()
    decision = SourceDecision(
        candidate.upper(),
        what,
        name if what == "included" else "",
        name.upper() if what == "duplicate" else "",
        name if what == "excluded" else "",
        verdict.note,
    )
    decided = decide_on(find(project), decision, coder)
    done = msg("{candidate}: {verdict}", candidate=decided.candidate, verdict=what)
    with out.telling(done):
        if json:
            told = {"candidate": decided.candidate, "verdict": what, "document": decided.document}
            out.json_line({**told, "same_as": decided.same_as, "reason": decided.reason, "note": decided.note})
        else:
            out.line(done)


@dataclass(frozen=True, slots=True)
class Judged:
    """How a document does, and why."""

    criterion: Annotated[Criterion, typer.Argument(help="One of Scott's four criteria.")]
    grade: Annotated[Grade, typer.Argument(help="How it does.")]
    sentence: Annotated[str, typer.Argument(help="Why, in a sentence.")]


@app.command("appraise")
@grouped
def appraise(
    document: Annotated[str, typer.Argument(help="The document: id or file name.")],
    judged: Judged,
    json: JsonOption = False,
    coder: CoderOption = None,
    project: ProjectOption = None,
) -> None:
    """Appraise a document by one of Scott's criteria: a grade and a sentence."""
    from kodetre.model.sources import Appraisal
    from kodetre.project.project import find
    from kodetre.services.sources import appraise as write_down

    if not judged.sentence.strip():
        raise WrongUse("sources appraise", msg("wants a reason"), next_step=msg("say why, in a sentence"))
    criterion = next(name for name in CRITERIA if name == str(judged.criterion))
    grade = next(name for name in GRADES if name == str(judged.grade))
    written = write_down(find(project), Appraisal(document, criterion, grade, judged.sentence.strip()), coder)
    done = msg("{document}: {criterion} {grade}", document=written.document, criterion=criterion, grade=grade)
    with out.telling(done):
        if json:
            told = {"document": written.document, "criterion": criterion, "grade": grade}
            out.json_line({**told, "sentence": written.sentence})
        else:
            out.line(done)
