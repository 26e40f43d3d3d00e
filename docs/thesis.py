"""A whole thesis in one run, on the shipped corpus: what docs/ describes piece by piece, one command after another.

usage: python docs/thesis.py FOLDER [DOCUMENTS…]

Makes a project in FOLDER/prosjekt with the documents of corpus/, a third municipality whose plan is printed two pages on a
sheet, a code of one's own, a first pass by keywords, decisions and memos made in the session, and writes every report of the
thesis to FOLDER/rapporter. It ends with the exit code of the first command that fails.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
SPREAD_OF = "hellefjord-plan-2022.pdf"
SPREAD = "storfjell-plan-2022.pdf"
SESSION = """\
f tilskudd
s
c okonomi.tilskudd
m Tilskuddet er grunnlaget for hele kapittelet.
n
a
r
d
N samarbeid.ideelle Ideelle aktører
u
n
o
q
"""
"""What is typed in `kodetre code --plain`: a sentence coded by hand, a memo, an answer of each kind, a code that is regretted."""


def main(folder: Path, documents: list[Path]) -> int:
    """Run the thesis; the exit code of the first command that fails, else 0."""
    project, reports = folder / "prosjekt", folder / "rapporter"
    kodetre = _Kodetre(project)
    if code := kodetre("init", str(project), "--template", "rusarbeid", inside=False):
        return code
    for path in documents or sorted(CORPUS.iterdir()):
        shutil.copy(path, project / "corpus" / path.name)
    two_on_a_sheet(CORPUS / SPREAD_OF, project / "corpus" / SPREAD)
    settings = project / "kodetre.yaml"
    settings.write_text(settings.read_text("utf-8").replace("coder: ''", "coder: Kari"), "utf-8")
    steps: list[tuple[tuple[str, ...], str]] = [
        (("ingest", "corpus"), ""),
        (("documents", "set", SPREAD, "group=Storfjell kommune", "author=Storfjell kommune", "type=Plan"), ""),
        (("documents", "set", SPREAD, "title=Plan for rusarbeid i Storfjell", "year=2022"), ""),
        (("documents",), ""),
        (("codebook", "add", "okonomi.gaver", "--label", "Gaver", "--keyword", "gave"), ""),
        (("codebook", "check", "--corpus"), ""),
        (("suggest", "--limit", "1"), ""),
        (("code", "--accept-all", "--min-probability", "0.6", "--coder", "nøkkelord"), ""),
        (("code", "--plain", "--order", "score"), SESSION),
        (("codings", "--coder", "Kari"), ""),
        (("journal",), ""),
        (("report", "everything", "--figures", "--pages", "--format", "docx", "--format", "html",
          "--output", str(reports)), ""),
        (("report", "excerpts", "--by", "perspektiv,kategori,group", "--format", "docx",
          "--output", str(reports / "utdrag.docx")), ""),
        (("report", "compare", "--format", "docx", "--output", str(reports / "sammenligning.docx")), ""),
        (("report", "frequencies", "--by", "group", "--format", "xlsx", "--output", str(reports / "frekvenser.xlsx")), ""),
        (("report", "references", "--format", "md", "--output", str(reports / "litteratur.md")), ""),
        (("backup", str(folder / "kopi.db")), ""),
    ]  # fmt: skip
    for arguments, answers in steps:
        if code := kodetre(*arguments, answers=answers):
            return code
    return 0


class _Kodetre:
    """The command, in a project."""

    def __init__(self, project: Path) -> None:
        self.project = project

    def __call__(self, *arguments: str, answers: str = "", inside: bool = True) -> int:
        """Show a command, run it, and give its exit code."""
        print(f"\n$ kodetre {' '.join(arguments)}", flush=True)
        command = [sys.executable, "-m", "kodetre", *arguments]
        ran = subprocess.run(command, cwd=self.project if inside else None, input=answers, encoding="utf-8")
        return ran.returncode


def two_on_a_sheet(source: Path, target: Path) -> None:
    """A copy of a PDF with two of its pages on each sheet, as a plan that was printed as a booklet."""
    document = pypdfium2.PdfDocument(source)
    width, height = document[0].get_size()
    raw = pypdfium2.raw.FPDF_ImportNPagesToOne(document.raw, 2 * width, height, 2, 1)
    sheets = pypdfium2.PdfDocument(raw)
    sheets.save(target)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    sys.exit(main(Path(sys.argv[1]).resolve(), [Path(name) for name in sys.argv[2:]]))
