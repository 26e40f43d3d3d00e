"""No text of anybody's ever drives the terminal, whatever it stands in and whichever command shows it."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer.main
from support.doors import bytes_of, in_a_terminal
from support.hostile import EVIL, NAME, driving, quoted
from support.material import material_for
from support.project import call

from kodetre.cli.main import app
from kodetre.report.tables import NAMES

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="its file names cannot hold such characters")
_COLOURS = re.compile(r"\x1b\[[0-9;]*m")
"""How kodetre colours what it shows in a terminal (SGR, ECMA-48)."""


COMMANDS: dict[str, list[tuple[str, ...]]] = {
    "init": [(".",), (f"ny{EVIL}",), (f"ny{EVIL}", "--template", EVIL)],
    "ingest": [("corpus", "--again", "--jobs", "1"), (f"borte{EVIL}",), ("corpus", "--metadata", f"m{EVIL}.csv"),
               ("corpus", "--replaces", EVIL), ("corpus", "--json")],
    "documents": [(), ("--json",)],
    "documents show": [("D1",), ("D1", "--json"), (EVIL,), ("D1", "--page", EVIL), (NAME,)],
    "documents set": [("D1", f"title=x{EVIL}"), ("D1", f"{EVIL}=x"), ("D1", EVIL), (EVIL, "title=x")],
    "documents check": [(), ("--json",)],
    "documents diff": [("D1",), ("D1", "--json"), (EVIL,), ("D1", "--versions", EVIL)],
    "speakers": [(), ("--json",), (EVIL,), ("D1", "--interviewer", EVIL)],
    "pseudonyms": [(), ("--json",)],
    "pseudonyms init": [(), ("--key", f"../nokkel{EVIL}.yaml"), ("--key", f"nokkel{EVIL}.yaml"), ("--key", f"gale{EVIL}.csv")],
    "pseudonyms add": [(), ("--from", f"gale{EVIL}.csv"), ("--from", f"borte{EVIL}.csv")],
    "pseudonyms find": [(), ("--json",), (f"borte{EVIL}.txt",), ("corpus", "--output", f"navn{EVIL}.csv")],
    "pseudonyms apply": [()],
    "pseudonyms check": [(), (f"borte{EVIL}",)],
    "codebook": [()],
    "codebook show": [(), ("--keywords",), ("--json",), ("okonomi",), (EVIL,)],
    "codebook check": [(), (f"borte{EVIL}",), (f"feil{EVIL}.yaml",), ("--corpus",), ("--corpus", "--json")],
    "codebook adopt": [(), ("--json",), (EVIL,), (EVIL, "--to", EVIL)],
    "codebook add": [(EVIL,), ("nyt", "--label", EVIL, "--definition", EVIL, "--dimension", "kategori"),
                     ("nyt", "--keyword", f"({EVIL}", "--dimension", "kategori"), ("nyt", "--dimension", EVIL)],
    "codebook rename": [("okonomi", "--label", f"ny{EVIL}"), ("okonomi", "--key", EVIL), (EVIL, "--key", "x")],
    "codebook move": [("okonomi", "--under", EVIL), (EVIL, "--under", "okonomi"), ("okonomi", "--under", "samarbeid")],
    "codebook merge": [("okonomi", EVIL), ("okonomi", "samarbeid", "--dry-run")],
    "codebook split": [("okonomi", f"{EVIL}={EVIL}"), ("okonomi", f"stat={EVIL}")],
    "codebook delete": [(EVIL,), ("okonomi", "--to", EVIL), ("okonomi", "--to", "samarbeid", "--dry-run")],
    "codebook colour": [("okonomi", EVIL), (EVIL, "#0072b2")],
    "codebook import": [(f"m{EVIL}.csv",), (f"gale{EVIL}.csv", "--column", f"label={EVIL}"), (EVIL, "--column", EVIL),
                        (f"gale{EVIL}.csv", "--column", "label=code", "--dry-run", "--json")],
    "codebook diff": [(), ("--json",), (EVIL,)],
    "codebook pairs": [(), ("--json",)],
    "actors": [(), ("--json",), ("--kind", EVIL), ("--min", "99")],
    "actors ask": [()],
    "actors set": [(EVIL, "--kind", "person"), ("Lindvik", "--join", EVIL), (EVIL, "--not")],
    "search": [("kommune",), ("kommune", "--json"), ("kommune", "--count"), ("kommune", "--count", "--by", "group"),
               ("kommune", "--sentence"),
               (EVIL, "--record"), ("kommune", "--record", "--json"),
               ("kommune", "--plot"), (EVIL,), (f"/{EVIL}(/",), ("kommune", "--group", EVIL)],
    "words": [("tilskudd",), ("tilskudd", "--json"), (EVIL,), ("--suggest", EVIL), ("--suggest", "okonomi")],
    "keywords test": [(f"gale{EVIL}.csv",), (f"borte{EVIL}",), ("--codings", "--coder", EVIL), ("--codings", "--code", EVIL)],
    "keywords sample": [("5", "--plain"), ("5", "--plain", "--coder", EVIL), ("--json",), (), ("--code", EVIL)],
    "suggest": [("--coder", "Per"), ("--coder", "Per", "--json"), ("--coder", "Per", "--by", "document"),
                ("--code", EVIL), ("--document", EVIL), ("--group", EVIL), ("--coder", EVIL)],
    "case": [(), ("--json",)],
    "case list": [(), ("--json",), ("--kind", EVIL)],
    "case show": [(EVIL,), (EVIL, "--kind", EVIL)],
    "case add": [(EVIL,), ("Drammen", f"x{EVIL}=1"), ("Bergen", f"navn=x{EVIL}"), ("Oslo", "--kind", EVIL), ("Oslo", EVIL)],
    "case set": [(EVIL, "x=1"), ("Drammen", f"navn={EVIL}"), ("Drammen", EVIL)],
    "case link": [(EVIL, "D1"), ("Drammen", EVIL), ("Drammen", "D1", "--quote", EVIL), ("Drammen", "D1", "--speaker", EVIL)],
    "case unlink": [(EVIL, "D1"), ("Drammen", "D1", "--span", EVIL), ("Drammen", "D1", "--speaker", EVIL)],
    "case rename": [(EVIL, "x"), ("Drammen", EVIL)],
    "case delete": [(EVIL,), (EVIL, "--kind", EVIL)],
    "case import": [(f"borte{EVIL}.csv",), (f"gale{EVIL}.csv", "--dry-run"), (f"m{EVIL}.csv", "--column", EVIL),
                    (f"m{EVIL}.csv", "--case", EVIL, "--dry-run")],
    "case figure": [(EVIL, "a", "2021", "1"), ("Drammen", EVIL, "2021", "1"), ("Drammen", "a", EVIL, EVIL),
                    ("Drammen", "a", "2021", "1", "--source", EVIL, "--unit", EVIL)],
    "code": [("--plain",), ("--plain", "--coder", EVIL), ("--plain", "--code", EVIL),
             ("--accept-all", "--min-probability", "0", "--coder", EVIL)],
    "apply": [(f"rader{EVIL}.jsonl",), (f"borte{EVIL}",), (f"gale{EVIL}.csv",), (f"gale{EVIL}.jsonl",)],
    "codings": [(), ("--json",), ("--code", EVIL), ("--document", EVIL), ("--group", EVIL), ("--coder", EVIL),
                ("--origin", EVIL)],
    "adrift": [(), ("--json",)],
    "adrift place": [(EVIL,), ("ID", "--quote", EVIL), ("ID", "--span", EVIL), ("ID", "--quote", "tilskudd")],
    "adrift confirm": [("--all",), (EVIL,)],
    "adrift drop": [(EVIL,), ("ID",)],
    "report": [("excerpts",), (EVIL,), ("excerpts", "--output", f"ut{EVIL}.md"), ("--recipe", f"borte{EVIL}"),
               ("--recipe", f"oppskrift{EVIL}.yaml"), ("matrix", "--rows", EVIL), ("timeline", "--pattern", EVIL),
               ("absence", "--pattern", EVIL),
               ("excerpts", "--code", EVIL), ("pdf", EVIL), ("excerpts", "--output", f"corpus/{NAME}"),
               ("excerpts", "--output", "notat.md"), ("excerpts", "--format", EVIL), ("excerpts", "--typical", EVIL),
               ("excerpts", f"--{EVIL}"), ("excerpts", EVIL), ("excerpts", "--where", EVIL), ("figures",),
               ("frequencies", "--by", EVIL), ("frequencies", "--periods", EVIL), ("figures", "--rate", EVIL)],
    "import": [(f"borte{EVIL}.qdpx",), (f"m{EVIL}.csv",), (f"gale{EVIL}.jsonl", "--json"), ("highlights", f"borte{EVIL}.pdf"),
               (EVIL, EVIL), (f"ut{EVIL}.qdpx", "--dry-run"), (f"ut{EVIL}.qdpx", "--json")],
    "export": [(f"ut{EVIL}.qdpx",), (f"ut{EVIL}.qdc", "--json"), (f"ut{EVIL}",), (f"tabeller{EVIL}", "--to", "csv"),
               (f"koder{EVIL}.csv", "--to", "taguette-codebook")],
    "archive": [(f"ut{EVIL}.zip",), (f"ut{EVIL}.zip", "--document", EVIL),
                (f"arkiv{EVIL}.zip", "--licence", EVIL, "--annotate", "--json")],
    "read": [(), ("--json",), ("D1", "--pages", EVIL), (EVIL, "--all"), ("D1", "--all", "--coder", EVIL),
             ("D1", "--all", "--withdraw")],
    "assign": [(), ("--json",), (EVIL, "--document", "D1"), (EVIL, "--document", EVIL),
               ("Per", "--share", "0.5", "--group", EVIL)],
    "merge": [(f"borte{EVIL}.db",), (f"gale{EVIL}.csv",), ("kodetre.db",), (f"borte{EVIL}.db", "--code", EVIL)],
    "discuss": [("--plain",), ("--plain", "--coders", f"{EVIL},Per"), ("--plain", "--code", EVIL),
                ("--json", "--document", EVIL)],
    "synthesis": [(), ("--json",), ("okonomi", "instrumentelt"), (EVIL,), ("okonomi", "--case", EVIL), ("okonomi", "--text", EVIL),
                  ("okonomi", "--verdict", EVIL), ("okonomi", "--expected", EVIL, "--json"),
                  ("okonomi", "--file", f"borte{EVIL}"), ("--edit",)],
    "sources": [()],
    "sources search": [(), ("--json",)],
    "sources search add": [("--where", EVIL, "--query", EVIL), ("--where", EVIL, "--query", EVIL, "--date", EVIL)],
    "sources add": [(EVIL, "--author", EVIL, "--search", "S1"), (EVIL, "--search", EVIL), (EVIL, "--found-in", EVIL)],
    "sources import": [(f"borte{EVIL}.json",), (f"gale{EVIL}.csv",)],
    "sources decide": [("C1", "--exclude", EVIL), (EVIL, "--include", "D1"), ("C1", "--include", EVIL),
                       ("C1", "--duplicate", EVIL)],
    "sources appraise": [("D1", "meaning", "good", EVIL), (EVIL, "meaning", "good", "x"), ("D1", EVIL, EVIL, EVIL)],
    "undo": [(), ("--coder", EVIL)],
    "redo": [(), ("--coder", EVIL)],
    "journal": [(), ("--json",)],
    "backup": [(f"kopi{EVIL}.db",), ("corpus",), ("notat.md",)],
    "rescue": [(f"borte{EVIL}.db",), ("kodetre.db", f"reddet{EVIL}.db"), (f"gale{EVIL}.csv",)],
}  # fmt: skip
ALL = [(name, arguments) for name, ways in COMMANDS.items() for arguments in ways]
SESSION = "?\no\nc\n" + "\n".join(
    [EVIL, f"c {EVIL}", f"m memo{EVIL}", f"g {EVIL}", f"f {EVIL}", f"S {EVIL}", f"i {EVIL}", f"N {EVIL} {EVIL}", f"K {EVIL}",
     f"M {EVIL}", "s", "c okonomi", f"m {EVIL}", "p", "l 1", "y", "a", "r", "u", "U", "v", "1", "w", f"x {EVIL}", "q"]
) + "\n"  # fmt: skip


def names_of_commands() -> Iterator[str]:
    """Every command as it is typed."""

    def below(command: object, name: str) -> Iterator[str]:
        children: dict[str, object] = getattr(command, "commands", {})
        if name and (not children or getattr(command, "invoke_without_command", False)):
            yield name
        for key, child in children.items():
            yield from below(child, f"{name} {key}".strip())

    return below(typer.main.get_command(app), "")


def test_every_command_is_tried_with_such_text() -> None:
    assert set(names_of_commands()) - set(COMMANDS) == set()


def faulty_files(root: Path) -> None:
    """Files with such text, and with mistakes that are told with it."""
    (root / f"m{EVIL}.csv").write_text(f"file,{EVIL}\n{NAME},x\n", "utf-8")
    (root / f"feil{EVIL}.yaml").write_text(
        f"title: {quoted(EVIL)}\n{quoted(EVIL)}: x\ndimensions: {quoted(EVIL)}\n", "utf-8"
    )
    (root / f"gale{EVIL}.csv").write_text(f"document,code,{EVIL}\nD1,x\n", "utf-8")
    row = {"document": EVIL, "code": EVIL, "quote": EVIL, "decision": EVIL, "created": EVIL}
    (root / f"gale{EVIL}.jsonl").write_text(json.dumps(row), "utf-8")
    (root / f"oppskrift{EVIL}.yaml").write_text(
        f"- report: {quoted(EVIL)}\n  output: {quoted(EVIL)}\n  {quoted(EVIL)}: x\n", "utf-8"
    )
    (root / "notat.md").write_text("mitt", "utf-8")
    book = root / "codebooks" / "bok.yaml"
    book.write_text(book.read_text("utf-8").replace("      samarbeid:", "      samspill:"), "utf-8")


@pytest.mark.parametrize(("name", "arguments"), ALL, ids=[f"{name} {n}" for n, (name, _) in enumerate(ALL)])
def test_nothing_that_drives_a_terminal_leaves_a_command(hostile: Path, name: str, arguments: tuple[str, ...]) -> None:
    if name in (
        "apply",
        "codebook check",
        "codebook adopt",
        "documents check",
        "ingest",
        "keywords test",
        "report",
        "rescue",
        "backup",
    ):
        faulty_files(hostile)
    id = json.loads(call("adrift", "--json").lines[0])["id"] if "ID" in arguments else ""
    given = [id if argument == "ID" else argument for argument in arguments]
    ran = bytes_of(*name.split(), *given, answers=SESSION)
    assert ran.out + ran.err
    assert b"defect" not in ran.err
    assert (driving(ran.out), driving(ran.err)) == (set(), set())


@pytest.mark.parametrize(
    "arguments", [("codings",), ("documents",), ("codebook", "show"), ("search", "kommune"), ("journal",)]
)
def test_nor_where_it_is_a_terminal_and_kodetre_colours_it(hostile: Path, arguments: tuple[str, ...]) -> None:
    code, shown = in_a_terminal(*arguments, typed="")
    assert code == 0
    assert "slutt" in shown.replace("\n", "")
    assert driving(_COLOURS.sub("", shown).encode()) == set()


def test_nor_the_bar_of_a_long_command(hostile: Path) -> None:
    (hostile / "corpus" / f"ny{EVIL}.txt").write_text("Kommunen vil styrke tilbudet.", "utf-8")
    code, shown = in_a_terminal("ingest", "corpus", "--jobs", "1", typed="")
    assert code == 0
    assert "ny\ufffd" in shown
    bar = re.compile(r"\x1b\[[?0-9;]*[a-zA-Z]|\r")
    assert driving(bar.sub("", shown).encode()) == set()
    assert "\x1b]0;" not in shown


def test_nor_a_command_that_there_is_not(hostile: Path) -> None:
    for arguments in ((EVIL,), (f"--{EVIL}",), ("documents", EVIL)):
        ran = bytes_of(*arguments)
        assert ran.err
        assert (driving(ran.out), driving(ran.err)) == (set(), set())


TEXT_FORMATS = ("md", "csv", "html", "json", "tex")


@pytest.mark.parametrize("format", TEXT_FORMATS)
def test_nor_a_report_that_holds_all_reports(hostile: Path, format: str) -> None:
    ran = call("report", "everything", "--format", format, "--output", f"ut.{format}")
    assert ran.code == 0, ran.err
    assert driving(Path(f"ut.{format}").read_bytes()) == set()
    shown = bytes_of("report", "everything", "--format", format)
    assert (driving(shown.out), driving(shown.err)) == (set(), set())


@pytest.mark.parametrize("kind", NAMES)
def test_nor_a_report_in_csv(hostile: Path, kind: str) -> None:
    material_for(call, kind, EVIL)
    ran = bytes_of("report", kind, "--format", "csv")
    assert ran.code == 0, ran.err
    assert (driving(ran.out), driving(ran.err)) == (set(), set())


@pytest.mark.parametrize("format", ["ris", "bib"])
def test_nor_a_list_of_sources(hostile: Path, format: str) -> None:
    ran = bytes_of("report", "documents", "--format", format)
    assert ran.code == 0, ran.err
    assert driving(ran.out) == set()


def test_json_holds_the_very_text_by_its_numbers(hostile: Path) -> None:
    ran = bytes_of("codings", "--json")
    memos = {json.loads(line)["memo"] for line in ran.out.decode("utf-8").splitlines()}
    assert f"Memo{EVIL}" in memos
