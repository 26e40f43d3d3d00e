"""`kodetre words --suggest`: words that could be keywords, as a list, gone through with one key each, or taken by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Annotated

import typer

from kodetre.cli import answers, out, talk
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import counted, joined, msg, term

if TYPE_CHECKING:
    from kodetre.project.project import Project
    from kodetre.services.propose import CodeProposals, ProposeRequest
    from kodetre.services.suggest import PlacedSuggestion
    from kodetre.suggestions.proposals import Proposal

_MOST_FORMS = 6
"""Forms of a suggested word that are shown."""
_LONGEST = 300
"""Characters of a paragraph that are shown."""
_KEYS = {"y": "yes", "j": "yes", "n": "no", "q": "quit", "?": "help"}
_HELP = msg(
    "  y, j  make it a keyword of the code; undo takes it back\n  n     leave it\n  q     quit\n  ?     the keys"
)


@dataclass(frozen=True, slots=True)
class SuggestedWords:
    """Words that could be keywords of a code, instead of the forms of a keyword."""

    suggest: Annotated[
        bool,
        typer.Option(
            "--suggest",
            help="Instead: words that could be keywords of this code (of every code without one), best first, and paragraphs "
            "without a keyword that look like it.",
        ),
    ] = False
    limit: Annotated[int, typer.Option(min=0, help="At most so many suggested words of a code; 0 shows all.")] = 15
    ask: Annotated[
        bool, typer.Option("--ask", help="Go through the suggested words with one key each: y makes it a keyword.")
    ] = False
    take: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD", help="Make this suggested word a keyword of the code. Can be repeated."),
    ] = None


def suggest_words(project: "Project", request: "ProposeRequest", wanted: "SuggestedWords", *, json: bool) -> None:
    """Show what is proposed, ask about each word, or take some."""
    if wanted.take:
        _take(project, request, wanted.take, json=json)
        return
    from kodetre.services.propose import propose

    proposed = propose(project, request, talk.say)
    if wanted.ask:
        face = AskWords(project, request.coder)
        with out.telling(face.done):
            face.run(proposed)
        return
    for of_code in proposed:
        if json:
            _print_json(of_code)
        else:
            _draw(of_code)
    if not json:
        talk.say(msg("Nothing is added by itself. Take a word with --take WORD, or go through them with --ask."))


def _take(project: "Project", request: "ProposeRequest", words: Sequence[str], *, json: bool) -> None:
    from kodetre.cli.codebook_edit import show
    from kodetre.services.propose import take_words

    result = take_words(project, request, list(dict.fromkeys(words)), talk.say)
    if json:
        out.json_line({"kind": "taken", "code": request.code, "words": list(dict.fromkeys(words))})
    else:
        show(result, dry_run=False)


def _print_json(of_code: "CodeProposals") -> None:
    for proposal in of_code.words:
        key = proposal.key_word
        out.json_line(
            {
                "kind": "word",
                "code": proposal.code,
                "word": proposal.word,
                "forms": list(proposal.forms),
                "sources": [source.value for source in proposal.sources],
                "adds": len(proposal.adds),
                "coded": len(proposal.coded),
                "rejected": len(proposal.rejected),
                "inside": key.inside if key is not None else 0,
                "outside": key.outside if key is not None else None,
                "log_likelihood": key.strength if key is not None else None,
            }
        )
    for placed in of_code.paragraphs:
        suggestion = placed.suggestion
        out.json_line(
            {
                "kind": "paragraph",
                "code": suggestion.code,
                "document": suggestion.document,
                "start": suggestion.span.start,
                "end": suggestion.span.end,
                "text": suggestion.span.of(placed.document.text),
                "page": placed.page.number,
                "label": placed.label,
                "probability": suggestion.probability,
                "reasons": list(suggestion.reasons),
            }
        )


def _draw(of_code: "CodeProposals") -> None:
    from rich.text import Text

    out.rich(Text(f"{of_code.code.key}  {of_code.code.label}", style="bold"))
    if of_code.words:
        excerpts = counted(of_code.excerpts, "excerpt")
        out.line(
            msg(
                "Words that could be keywords; what each would add to its paragraphs ({excerpts} coded):",
                excerpts=excerpts,
            )
        )
        out.table(
            (msg("word"), msg("from"), msg("adds"), msg("coded"), msg("rejected"), msg("forms")),
            _rows(of_code.words),
            numeric=(2, 3, 4),
        )
    if of_code.paragraphs:
        out.line(msg("Paragraphs without a keyword that look like what you accepted:"))
        for placed in of_code.paragraphs:
            _draw_paragraph(placed)
    out.line("")


def _rows(words: "Sequence[Proposal]") -> list[tuple[str | int, ...]]:
    return [
        (
            proposal.word,
            joined(map(term, proposal.sources), ", "),
            len(proposal.adds),
            len(proposal.coded),
            len(proposal.rejected),
            _forms(proposal),
        )
        for proposal in words
    ]


def _forms(proposal: "Proposal") -> str:
    forms = [form for form in proposal.forms if form != proposal.word]
    more = " …" if len(forms) > _MOST_FORMS else ""
    return ", ".join(forms[:_MOST_FORMS]) + more


def _draw_paragraph(placed: "PlacedSuggestion") -> None:
    from kodetre.cli.excerpt import marked, why

    suggestion = placed.suggestion
    out.rich(why(placed, suggestion.document))
    out.rich(marked(placed.document.text, suggestion.span, (), most=_LONGEST))


class AskWords:
    """Goes through proposed words: one key for each in a terminal, otherwise a line each from stdin."""

    def __init__(self, project: "Project", coder: str | None) -> None:
        self._project = project
        self._coder = coder
        self._taken = 0

    def done(self) -> str:
        """What has been done so far, as a sentence without full stop; empty when nothing was."""
        return msg("{words} made a keyword", words=counted(self._taken, "word")) if self._taken else ""

    def run(self, proposed: "Sequence[CodeProposals]") -> None:
        """Go on until every word is answered, the person quits, or the answers end."""
        count = counted(sum(len(of_code.words) for of_code in proposed), "word")
        how = msg("one key") if answers.is_terminal() else msg("one key and Enter")
        out.line(msg("{count} to look at. Answer with {how}; ? helps.", count=count, how=how))
        for of_code in proposed:
            if not self._through(of_code):
                break
        kept = msg("{words} made a keyword, each a step of its own", words=counted(self._taken, "word"))
        out.line(
            msg("{kept}. Take the last back with: kodetre undo", kept=kept)
            if self._taken
            else msg("Nothing was added.")
        )

    def _through(self, of_code: "CodeProposals") -> bool:
        """The words of a code; False when the session ends."""
        from kodetre.services.propose import take

        hit: frozenset[int] = frozenset()
        for proposal in of_code.words:
            left = proposal.beside(hit)
            if not left.adds:  # a word taken before finds all that it would
                continue
            self._show(of_code, left)
            answer = self._answer()
            if answer == "quit":
                return False
            if answer == "yes":
                take(self._project, proposal.code, [proposal.word], self._coder)
                self._taken += 1
                hit |= proposal.adds
                out.line(msg("{word} is a keyword of {code} now.", word=proposal.word, code=proposal.code))
        return True

    def _show(self, of_code: "CodeProposals", proposal: "Proposal") -> None:
        from rich.text import Text

        out.line("")
        forms = _forms(proposal)
        out.rich(
            Text.assemble(
                (proposal.word, "bold"),
                phrase(msg("  for {code_label} ({code})", code_label=of_code.code.label, code=proposal.code)),
            )
        )
        out.line(
            msg(
                "  from: {sources}{of_forms}",
                sources=joined(map(term, proposal.sources), ", "),
                of_forms=msg("; forms: {forms}", forms=forms) if forms else "",
            )
        )
        added = counted(len(proposal.adds), "paragraph")
        out.line(
            msg(
                "  adds {added}: {coded} coded already, {rejected} rejected",
                added=added,
                coded=len(proposal.coded),
                rejected=len(proposal.rejected),
            )
        )

    def _answer(self) -> str:
        """What is answered; asks again until it is an answer."""
        while True:
            out.prompt("y/n/q> ")
            written = answers.key()
            out.line(written if written is not None and answers.is_terminal() else "")
            if written is None:
                return "quit"
            answer = _KEYS.get(written.lower(), "")
            if answer == "help":
                out.line(_HELP)
            elif answer:
                return answer
            else:
                out.line(
                    msg(
                        "'{written}' is no answer. The keys are: {keys}; ? says what each does.",
                        written=written,
                        keys=", ".join(_KEYS),
                    )
                )
