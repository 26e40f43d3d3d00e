"""`kodetre codebook check --corpus`: keywords that deserve a look before they are trusted."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.i18n.interface import phrase
from kodetre.i18n.message import by_number, counted, joined, msg

if TYPE_CHECKING:
    from kodetre.suggestions.check import Finding

_TITLES = {
    "most_hits": msg("Makes more than half of a code's hits: the code is this keyword"),
    "everywhere": msg("In more than a fifth of all paragraphs: only in company (NEAR, AND)?"),
    "other_word": msg("Takes forms that are another word's: look at them, and put what is wrong under but_not"),
    "same_hits": msg("Hits the same as another keyword of its code"),
    "label": msg("The code's own name is no keyword of it"),
    "self_pair": msg("A pair of a word with itself"),
    "kin": msg("Takes a word of the other written standard (kin): to see; no_kin turns it off for a keyword"),
    "no_hits": msg("Hits nothing in these documents"),
}
"""What is wrong, the worst first."""
_MOST_WORDS = 8
"""Forms of a keyword that are shown."""


def check(project: Path | None, *, json: bool) -> None:
    """Print what deserves a look."""
    from kodetre.project.project import find
    from kodetre.services.check_keywords import check_keywords

    findings = check_keywords(find(project), talk.say)
    if json:
        for finding in findings:
            out.json_line(_as_json(finding))
        return
    for kind, title in _TITLES.items():
        _draw(title, [finding for finding in findings if finding.kind == kind])
    if findings:
        out.line(
            msg(
                "What a keyword takes: kodetre words KEYWORD. What it does: kodetre keywords test, kodetre "
                "keywords sample."
            )
        )
    else:
        out.line(msg("No keyword stands out in these documents."))


def _as_json(finding: "Finding") -> dict[str, object]:
    return {
        "kind": finding.kind,
        "code": finding.code,
        "keyword": finding.keyword,
        "words": list(finding.words),
        "count": finding.count,
        "of": finding.of,
    }


def _draw(title: str, findings: "Sequence[Finding]") -> None:
    from rich.text import Text

    if not findings:
        return
    out.rich(Text(phrase(msg("{title} ({number})", title=title, number=len(findings))), style="bold"))
    if findings[0].kind == "no_hits":
        by_code: dict[str, list[str]] = {}
        for finding in findings:
            by_code.setdefault(finding.code, []).append(finding.keyword)
        rows = [(code, "; ".join(keywords)) for code, keywords in by_code.items()]
        out.table((msg("code"), msg("keywords")), rows)
        return
    out.table(
        (msg("code"), msg("keyword"), ""), [(finding.code, finding.keyword, _about(finding)) for finding in findings]
    )


def _about(finding: "Finding") -> str:
    """The words and numbers of a finding."""
    shown = list(finding.words[:_MOST_WORDS])
    if len(finding.words) > _MOST_WORDS:
        shown.append(msg("… ({count} more)", count=len(finding.words) - _MOST_WORDS))
    words = joined(shown, ", ")
    match finding.kind:
        case "most_hits":
            return msg(
                "in {count} of the {of} paragraphs that the code's keywords hit", count=finding.count, of=finding.of
            )
        case "everywhere":
            return msg("in {count} of all {of} paragraphs", count=finding.count, of=finding.of)
        case "same_hits":
            return msg("the same {hits} as {words}", hits=counted(finding.count, "hit"), words=words)
        case _:
            return words


def in_a_line(findings: "Sequence[Finding]") -> str:
    """What the hits tell, in a sentence for another command; empty where they tell nothing."""
    counts = Counter(finding.kind for finding in findings)
    most, everywhere, nothing = counts["most_hits"], counts["everywhere"], counts["no_hits"]
    parts: list[str] = []
    if most:
        parts.append(
            by_number(
                most, "{number} makes more than half of a code's hits", "{number} make more than half of a code's hits"
            )
        )
    if everywhere:
        parts.append(
            by_number(
                everywhere,
                "{number} is in more than a fifth of all paragraphs",
                "{number} are in more than a fifth of all paragraphs",
            )
        )
    if nothing:
        parts.append(by_number(nothing, "{number} hits nothing", "{number} hit nothing"))
    return msg("Of the keywords, {parts}: kodetre codebook check --corpus", parts=joined(parts, ", ")) if parts else ""
