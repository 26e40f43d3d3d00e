"""`kodetre codebook check --corpus`: keywords that deserve a look before they are trusted."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from kodetre.cli import out, talk
from kodetre.i18n.plurals import counted

if TYPE_CHECKING:
    from kodetre.suggestions.check import Finding

_TITLES = {
    "most_hits": "Makes more than half of a code's hits: the code is this keyword",
    "everywhere": "In more than a fifth of all paragraphs: only in company (NEAR, AND)?",
    "other_word": "Takes forms that are another word's: look at them, and put what is wrong under but_not",
    "same_hits": "Hits the same as another keyword of its code",
    "label": "The code's own name is no keyword of it",
    "self_pair": "A pair of a word with itself",
    "kin": "Takes a word of the other written standard (kin): to see; no_kin turns it off for a keyword",
    "no_hits": "Hits nothing in these documents",
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
            "What a keyword takes: kodetre words KEYWORD. What it does: kodetre keywords test, kodetre keywords sample."
        )
    else:
        out.line("No keyword stands out in these documents.")


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
    out.rich(Text(f"{title} ({len(findings)})", style="bold"))
    if findings[0].kind == "no_hits":
        by_code: dict[str, list[str]] = {}
        for finding in findings:
            by_code.setdefault(finding.code, []).append(finding.keyword)
        rows = [(code, "; ".join(keywords)) for code, keywords in by_code.items()]
        out.table(("code", "keywords"), rows)
        return
    out.table(("code", "keyword", ""), [(finding.code, finding.keyword, _about(finding)) for finding in findings])


def _about(finding: "Finding") -> str:
    """The words and numbers of a finding."""
    shown = list(finding.words[:_MOST_WORDS])
    if len(finding.words) > _MOST_WORDS:
        shown.append(f"… ({len(finding.words) - _MOST_WORDS} more)")
    words = ", ".join(shown)
    match finding.kind:
        case "most_hits":
            return f"in {finding.count} of the {finding.of} paragraphs that the code's keywords hit"
        case "everywhere":
            return f"in {finding.count} of all {finding.of} paragraphs"
        case "same_hits":
            return f"the same {counted(finding.count, 'hit')} as {words}"
        case _:
            return words


def in_a_line(findings: "Sequence[Finding]") -> str:
    """What the hits tell, in a sentence for another command; empty where they tell nothing."""
    counts = Counter(finding.kind for finding in findings)
    most, everywhere, nothing = counts["most_hits"], counts["everywhere"], counts["no_hits"]
    parts: list[str] = []
    if most:
        parts.append(f"{most} {'makes' if most == 1 else 'make'} more than half of a code's hits")
    if everywhere:
        parts.append(f"{everywhere} {'is' if everywhere == 1 else 'are'} in more than a fifth of all paragraphs")
    if nothing:
        parts.append(f"{nothing} {'hits' if nothing == 1 else 'hit'} nothing")
    return f"Of the keywords, {', '.join(parts)}: kodetre codebook check --corpus" if parts else ""
