"""Whether every page reference in a report of excerpts is right, against the exact truth of typeset documents.

usage: python bench/page_references.py [PDF...]

For each PDF with its truth beside it (PDF name with .json; by default those in ../shared/ingest), a project is made,
the document taken in, coded by keywords and reported. Each excerpt is then looked for in the truth's own blocks, and the
page that the report cites must be the one the truth says. Prints for each document how many of how many are right, and
the same for a reading with pdfplumber's extract_text in which the excerpt's first words are looked for.
"""

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

SHARED = Path(__file__).resolve().parent.parent.parent / "shared" / "ingest"


def kodetre(project: Path, *arguments: str) -> str:
    """Run a command; it must succeed without a word on stderr that is a warning."""
    command = [
        sys.executable,
        "-W",
        "error::DeprecationWarning",
        "-m",
        "kodetre",
        *arguments,
        "--project",
        str(project),
    ]
    ran = subprocess.run(command, capture_output=True, text=True)
    if ran.returncode or "arning" in ran.stderr:
        sys.exit(f"kodetre {' '.join(arguments)}: exit {ran.returncode}\n{ran.stderr}")
    return ran.stdout


def squeezed(text: str) -> str:
    """Letters and digits only, so that hyphens and spaces do not matter."""
    return "".join(re.findall(r"\w", text.casefold()))


def plumbed(pdf: Path) -> list[str]:
    """The text of each page as pdfplumber's extract_text gives it."""
    import pdfplumber

    with pdfplumber.open(pdf) as document:
        return [squeezed(page.extract_text() or "") for page in document.pages]


def check(pdf: Path) -> bool:
    """Print the figures of one document; whether every reference is right."""
    truth = json.loads(pdf.with_suffix(".json").read_text(encoding="utf-8"))
    labels = {page["number"]: page["label"] for page in truth["pages"]}
    blocks = [(squeezed(b["text"]), labels[b["page_first"]], labels[b["page_last"]]) for b in truth["blocks"]]
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "p"
        subprocess.run(
            [sys.executable, "-m", "kodetre", "init", str(project), "--template", "rusarbeid"],
            check=True,
            capture_output=True,
        )
        kodetre(project, "ingest", str(pdf))
        kodetre(project, "suggest")
        kodetre(project, "code", "--accept-all", "--min-probability", "0")
        rows = json.loads(kodetre(project, "report", "excerpts", "--format", "json"))["rows"]
    pages = plumbed(pdf)
    right = wrong = unknown = alternative = 0
    for row in rows:
        excerpt = squeezed(row["excerpt"])
        places = {(first, last) for text, first, last in blocks if excerpt in text}
        if (
            not places
        ):  # several of the truth's blocks in one excerpt: it stands from the first page of them to the last
            inside = [(first, last) for text, first, last in blocks if len(text) > 20 and text in excerpt]
            places = {(inside[0][0], inside[-1][1])} if inside else set()
        cited = row["page"].split("–")
        found = (cited[0], cited[-1])
        if not places:
            unknown += 1
            print(f"   not in the truth: {row['page']}: {row['excerpt'][:80]}")
            continue
        if any(found == place or (len(cited) == 1 and found[0] in place) for place in places):
            right += 1
        else:
            wrong += 1
            print(f"   wrong: cited {row['page']}, truth {sorted(places)}: {row['excerpt'][:80]}")
        guess = next(
            (labels[n] for n, page in enumerate(pages, start=1) if excerpt[:40] in page and labels[n].isdigit()), ""
        )
        alternative += any(guess == first for first, _ in places)
    known = right + wrong
    print(
        f"{pdf.name}: {right} of {known} page references right, {unknown} excerpts not in the truth's blocks; "
        f"first 40 letters looked up in pdfplumber's pages: {alternative} of {known}"
    )
    return wrong == 0


def main(arguments: list[str]) -> int:
    """Check the documents; the exit code."""
    documents = [Path(a) for a in arguments] or sorted(SHARED.glob("*.pdf"))
    if not documents:
        print(f"nothing to measure on: no PDF was given, and there is no {SHARED.name} folder")
        return 0
    return min(1, sum(not check(pdf) for pdf in documents))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
