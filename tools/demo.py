"""`make demo`: take corpus/ in, code it by keywords, and write the reports to out/.

Everything goes through the command line, as a user would do it; out/prosjekt is an ordinary project to try things in.
"""

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
PROJECT = OUT / "prosjekt"


def kodetre(*arguments: str) -> None:
    """Show a command and run it; ends the demo when it fails."""
    print(f"\n$ kodetre {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "kodetre", *arguments]
    code = subprocess.run(command, cwd=PROJECT if PROJECT.exists() else ROOT).returncode
    if code:
        sys.exit(code)


def main() -> None:
    """Run the demo from the beginning; the project of an earlier one is kept beside, its reports are made anew."""
    OUT.mkdir(exist_ok=True)
    if PROJECT.exists():
        number = next(n for n in range(1, 10_000) if not PROJECT.with_name(f"prosjekt-{n}").exists())
        kept = PROJECT.rename(PROJECT.with_name(f"prosjekt-{number}"))
        print(f"The project of the last demo is kept as out/{kept.name}, with everything you coded in it.")
    kodetre("init", "out/prosjekt", "--template", "rusarbeid")
    shutil.copytree(ROOT / "corpus", PROJECT / "corpus", dirs_exist_ok=True)
    kodetre("ingest", "corpus")
    kodetre("code", "--accept-all", "--min-probability", "0.3", "--coder", "demo")
    for kind, name in (
        ("excerpts", "utdrag"),
        ("frequencies", "frekvenser"),
        ("matrix", "matrise"),
        ("documents", "dokumenter"),
    ):
        for format in ("md", "csv", "html"):
            kodetre("report", kind, "--format", format, "--output", f"../{name}.{format}")
    kodetre(
        "report", "everything", "--figures", "--pages", "--format", "html", "--format", "docx", "--output", "../alt"
    )
    kodetre("report", "pdf", "lindvik-handlingsplan-2023.pdf", "--output", "../handlingsplan-kodet.pdf")
    kodetre("report", "matrix")
    print(_NEXT)


_NEXT = """\
The reports are in out/: utdrag.html is the coded excerpts with page references, alt/everything.html everything with figures,
handlingsplan-kodet.pdf the plan with its codings as highlights.
The project is in out/prosjekt. Every coding in it was made by keywords and read by nobody. Try:

  cd out/prosjekt && export PATH="$PWD/../../.venv/bin:$PATH"
  kodetre codebook show                       the code tree
  kodetre search tilskudd                     a word in every inflection and compound, in context
  kodetre undo --coder demo                   take the keyword coding back, and
  kodetre code                                go through the suggestions yourself
  kodetre report excerpts --code okonomi      the excerpts of one code
"""

if __name__ == "__main__":
    main()
