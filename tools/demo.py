"""`make demo`: take corpus/ in, code it by keywords, and write the reports to out/.

Everything goes through the command line, as a user would do it; out/prosjekt is an ordinary project to try things in.
"""

import json
import os
import shutil
import subprocess
import sys
from itertools import count
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
OUT = ROOT / "out"
PROJECT, COLLEAGUE = OUT / "prosjekt", OUT / "kollega"
INTERVIEWS = OUT / "intervjuprosjekt"


def kodetre(*arguments: str) -> None:
    """Show a command and run it; ends the demo when it fails."""
    print(f"\n$ kodetre {' '.join(arguments)}", flush=True)
    command = [sys.executable, "-m", "kodetre", *arguments]
    code = subprocess.run(command, cwd=PROJECT if PROJECT.exists() else ROOT).returncode
    if code:
        sys.exit(code)


def rows(*arguments: str) -> list[dict[str, Any]]:
    """What a command lists, as programs get it."""
    command = [sys.executable, "-m", "kodetre", *arguments, "--json"]
    told = subprocess.run(command, cwd=PROJECT, check=True, capture_output=True, encoding="utf-8").stdout
    return [json.loads(line) for line in told.splitlines()]


def second_coder() -> None:
    """A colleague's project with the same documents, coded by Ola: three of four of the demo's codings, each sixth of them
    shorter.
    """
    kodetre("init", str(COLLEAGUE), "--template", "rusarbeid")
    kodetre("ingest", "corpus", "--project", str(COLLEAGUE), "--coder", "Ola")
    made = []
    for number, row in enumerate(rows("codings")):
        if number % 4 != 3:
            end = row["end"] if number % 6 else max(row["start"] + 20, row["end"] - 60)
            about = {"document": Path(row["document"]).name, "start": row["start"], "end": end}
            made.append({**about, "code": row["code"], "coder": "Ola"})
    file = OUT / "ola.jsonl"
    file.write_text("\n".join(json.dumps(row) for row in made) + "\n", "utf-8")
    kodetre("apply", str(file), "--project", str(COLLEAGUE), "--coder", "Ola")


def searched() -> None:
    """A search that gave the documents of the corpus, as a reference manager has them, and what was decided of each."""
    kodetre(
        "sources", "search", "add", "--where", "kommunenes nettsider", "--query", "rusmiddelpolitisk handlingsplan",
        "--date", "2026-01-31", "--hits", "14", "--filter", "2018–2024", "--coder", "Kari",
    )  # fmt: skip
    kodetre("report", "documents", "--format", "ris", "--output", "../funn.ris")
    kodetre("sources", "import", "../funn.ris", "--search", "S1", "--coder", "Kari")
    kodetre("sources", "add", "Veileder i lokalt rusarbeid", "--found-in", "D1", "--year", "2019", "--coder", "Kari")
    documents = {row["title"]: row["id"] for row in rows("documents")}
    for candidate in rows("sources"):
        id = candidate["id"]
        if candidate["title"] in documents:
            kodetre("sources", "decide", id, "--include", documents[candidate["title"]], "--coder", "Kari")
        else:
            kodetre("sources", "decide", id, "--exclude", "veileder, ikke plan", "--coder", "Kari")
    kodetre("sources", "appraise", "D1", "authenticity", "good", "Hentet fra kommunens egne sider.", "--coder", "Kari")


def interviewed() -> None:
    """A project of its own with two interviews, in which nobody has their name. Its key lies beside it, and so do the settings that
    say where: the demo leaves those of the user alone.
    """
    os.environ["KODETRE_CONFIG"] = str(OUT / "innstillinger")
    here = ("--project", str(INTERVIEWS), "--coder", "Kari")
    kodetre("init", str(INTERVIEWS), "--template", "rusarbeid")
    with (INTERVIEWS / "kodetre.yaml").open("a", encoding="utf-8") as settings:
        settings.write('citations:\n  intervju: "(Intervju, {case}, {case.rolle}, {date}, {time})"\n')
    kodetre("pseudonyms", "init", *here)
    names = OUT / "innstillinger" / "navn.csv"
    names.write_text("name,pseudonym\nTorgeir,Informant 1\nRagnhild,Informant 2\n", "utf-8")
    kodetre("pseudonyms", "add", "--from", str(names), *here)
    kodetre("ingest", *map(str, sorted((ROOT / "intervjuer").glob("intervju-*"))), *here)
    kodetre("speakers", "--interviewer", "Forsker", *here)
    for id in ("D1", "D2"):
        kodetre("documents", "set", id, "type=Intervju", "date=november 2025", *here)
    with_roles = (("Informant 2", "miljøterapeut", "D1"), ("Informant 1", "leder", "D2"))
    for name, role, id in with_roles:
        kodetre("case", "add", name, "--kind", "informant", f"rolle={role}", *here)
        kodetre("case", "link", name, id, "--speaker", name, *here)
    kodetre("code", "--accept-all", "--min-probability", "0.1", *here)
    kodetre("report", "excerpts", "--output", str(OUT / "intervjuer.md"), "--project", str(INTERVIEWS))
    kodetre("pseudonyms", "check", str(OUT / "intervjuer.md"), "--project", str(INTERVIEWS))


def noted_figures() -> None:
    """The two municipalities as cases, with attributes, and figures of them with the pages they stand on."""
    settings = PROJECT / "kodetre.yaml"
    declared = "cases:\n  kommune:\n    group: yes\n    attributes: {innbyggere: heltall, interkommunalt: ja/nei}\n"
    settings.write_text(settings.read_text("utf-8") + declared, "utf-8")
    ids = {Path(row["file"]).name: row["id"] for row in rows("documents")}
    yearly, programme = ids["lindvik-arsmelding-2023.pdf"], ids["hellefjord-handlingsprogram-2024.pdf"]
    kodetre("case", "set", "Lindvik kommune", "innbyggere=24310", "interkommunalt=nei", "--coder", "Kari")
    kodetre("case", "set", "Hellefjord kommune", "innbyggere=4098", "interkommunalt=ja", "--coder", "Kari")
    for name, value, source in (
        ("Hellefjord kommune", "6,8", f"{programme}:1"),
        ("Lindvik kommune", "35,7", f"{yearly}:1"),
    ):
        about = ("--unit", "årsverk", "--source", source, "--topic", "Bemanning", "--coder", "Kari")
        kodetre("case", "figure", name, "årsverk", "2023", value, *about)
    kodetre(
        "report", "figures", "--rate", "årsverk per 10000 innbyggere", "--format", "html", "--output", "../tall.html"
    )
    kodetre("report", "figures", "--rate", "årsverk per 10000 innbyggere")
    kodetre("report", "frequencies", "--by", "kommune.innbyggere", "--code", "okonomi")


def synthesized() -> None:
    """What was found in two cells, one of which cites the excerpts that stand in it; the others are empty."""
    kodetre("read", "lindvik-handlingsplan-2023.pdf", "--all", "--coder", "Kari")
    kodetre("search", "sjakkspill", "--record", "--coder", "Kari")
    cell = ("okonomi", "instrumentelt", "--case", "Lindvik kommune")
    cited = rows("synthesis", *cell)[0]["excerpts"]
    text = (
        "I Lindvik er penger et middel: planen sier hva de skal brukes til før den sier hvor mye. "
        f"Revisjonen ser det motsatte [[{cited[-1][:8]}]].\n\nI egne ord: [[{cited[0][:8]} quote]]."
    )
    kodetre(
        "synthesis", *cell, "--verdict", "wanted", "--expected", "Tilskudd er midler til mål som er satt på forhånd.",
        "--text", text, "--coder", "Kari",
    )  # fmt: skip
    hellefjord = ("okonomi", "instrumentelt", "--case", "Hellefjord kommune")
    kodetre("synthesis", *hellefjord, "--verdict", "unknown", "--text", "To utdrag er for lite.", "--coder", "Kari")


def main() -> None:
    """Run the demo from the beginning; what an earlier one made is kept beside, with all that was done in it."""
    OUT.mkdir(exist_ok=True)
    earlier = [path for path in OUT.iterdir() if not path.name.startswith("tidligere-")]
    if earlier:
        kept = next(path for number in count(1) if not (path := OUT / f"tidligere-{number}").exists())
        kept.mkdir()
        for path in earlier:
            path.rename(kept / path.name)
        print(
            f"The project and the reports of the last demo are kept as out/{kept.name}, with everything you did in them."
        )
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
    noted_figures()
    kodetre("assign", "Ola", "--share", "0.5", "--coder", "Kari")
    second_coder()
    kodetre("merge", "../kollega/kodetre.db", "--coder", "Kari")
    searched()
    interviewed()
    synthesized()
    for kind in ("agreement", "inclusion", "synthesis"):
        figures = ("--figures",) if kind == "inclusion" else ()
        kodetre("report", kind, *figures, "--format", "html", "--format", "docx", "--output", f"../{kind}")
    kodetre("report", "matrix")
    kodetre("report", "agreement", "--code", "okonomi")
    kodetre("report", "inclusion")
    kodetre("report", "compare", "--coder", "demo", "--margin", "2.5")
    kodetre("report", "absence", "--pattern", "FACT", "--pattern", "overdose*")
    kodetre("synthesis")
    print(_NEXT)


_NEXT = """\
The reports are in out/: utdrag.html is the coded excerpts with page references, alt/everything.html everything with figures,
handlingsplan-kodet.pdf the plan with its codings as highlights, tall.html figures of the two municipalities with their pages.
agreement/ tells how far the demo and its second coder, Ola, agree;
inclusion/ the way from a search to the documents, with a figure; synthesis/ the chapter that is written of two cells.
intervjuer.md is from two interviews whose informants have pseudonyms.
The project is in out/prosjekt. Every coding in it was made by keywords and read by nobody. Try:

  cd out/prosjekt && export PATH="$PWD/../../.venv/bin:$PATH"
  kodetre codebook show                       the code tree
  kodetre search tilskudd                     a word in every inflection and compound, in context
  kodetre discuss --plain                     decide where the two have coded otherwise
  kodetre undo --coder demo                   take the keyword coding back, and
  kodetre code                                go through the suggestions yourself
  kodetre report excerpts --code okonomi      the excerpts of one code
"""

if __name__ == "__main__":
    main()
