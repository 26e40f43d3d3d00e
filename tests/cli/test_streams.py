"""Whatever becomes of stdout, what is done is done and told from what is not, and every command ends alike."""

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from reportlab.pdfgen.canvas import Canvas
from support.doors import at, into_a_pipe_that_fills, without_a_reader
from support.project import call, copied

FULL = "/dev/full"
needs_full = pytest.mark.skipif(not Path(FULL).exists(), reason="needs /dev/full")
unix = pytest.mark.skipif(sys.platform == "win32", reason="a shell of Unix")
ANSWERS = "s\nc region\nq\n"
NYNORSK = "Kommunen har ei ny verksemd, fleire tenester og ein bustad. Ho veit ikkje korleis det vert no."
REWORDED = "Budsjettet er økt mye."


def row(code: str, quote: str = "Budsjettet er økt.") -> str:
    return json.dumps({"document": "D1", "quote": quote, "code": code})


@pytest.fixture(scope="session")
def busy(small_and_coded: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project in which there is something to do for every command, to be copied and not changed."""
    root = tmp_path_factory.mktemp("busy") / "prosjekt"
    shutil.copytree(small_and_coded, root)
    where = ("--project", str(root))
    book = next((root / "codebooks").glob("*.yaml"))
    book.write_text(re.sub("  - (virksomhet|tjeneste|bolig) = .*\n", "", book.read_text("utf-8")), "utf-8")
    paragraphs = ["Budsjettet dekker sosialhjelp."] * 12 + ["Veien går gjennom dalen og over fjellet."] * 12
    paragraphs += ["Rusarbeidet har vart lenge."] * 2  # a word of the definition, where no keyword is
    (root / "corpus" / "lang.txt").write_text("\n\n".join(paragraphs), "utf-8")
    (root / "corpus" / "nynorsk.txt").write_text(NYNORSK, "utf-8")
    (root / "rows.jsonl").write_text(row("myte"), "utf-8")
    assert call("apply", str(root / "rows.jsonl"), *where).code == 0
    canvas = Canvas(str(root / "corpus" / "bilde.pdf"), invariant=1)
    canvas.drawString(72, 700, "Kommunen har et budsjett.")
    canvas.save()
    assert call("ingest", str(root / "corpus"), *where).code == 0
    assert call("code", "--accept-all", "--min-probability", "0", "--document", "lang.txt", *where).code == 0
    plan = root / "corpus" / "plan.txt"
    plan.write_text(plan.read_text("utf-8").replace("Budsjettet er økt.", REWORDED) + "\n\nBudsjettet er økt.", "utf-8")
    assert call("ingest", str(plan), *where).code == 0
    assert call("codebook", "rename", "okonomi", "--label", "Penger", *where).code == 0
    assert call("codebook", "rename", "okonomi", "--label", "Pengar", *where).code == 0
    assert call("undo", *where).code == 0
    (root / "more.jsonl").write_text(row("moteord", REWORDED), "utf-8")
    (root / "corpus" / "ny.txt").write_text("En plan med tilskudd.", "utf-8")
    return root


@pytest.fixture
def at_work(busy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return copied(busy, tmp_path, monkeypatch)


CHANGING = (
    ("init", "nytt"),
    ("ingest", "corpus/ny.txt", "--jobs", "1"),
    ("ingest", "corpus/ny.txt", "--jobs", "1", "--json"),
    ("documents", "set", "D1", "title=Rusplan"),
    ("documents", "show", "D2", "--image", "--page", "1"),
    ("codebook", "add", "okonomi.gaver"),
    ("codebook", "rename", "okonomi.tilskudd", "--key", "stotte"),
    ("codebook", "move", "okonomi.tilskudd", "--under", "samarbeid"),
    ("codebook", "merge", "okonomi.tilskudd", "okonomi"),
    ("codebook", "split", "okonomi.tilskudd", "stat=prosjektmiddel"),
    ("codebook", "delete", "okonomi.tilskudd", "--to", "okonomi"),
    ("codebook", "colour", "okonomi", "#0072b2"),
    ("codebook", "adopt", "--all"),
    ("code", "--accept-all", "--min-probability", "0"),
    ("apply", "more.jsonl"),
    ("adrift", "confirm", "--all"),
    ("adrift", "place", "OKONOMI", "--quote", REWORDED),
    ("adrift", "drop", "OKONOMI"),
    ("undo",),
    ("redo",),
    ("backup", "kopi.db"),
    ("rescue", "kodetre.db", "reddet.db"),
)
READING = (
    ("--help",),
    ("--version",),
    ("documents",),
    ("documents", "--json"),
    ("documents", "show", "D1"),
    ("documents", "show", "D1", "--json"),
    ("documents", "check"),
    ("documents", "diff", "D1"),
    ("codebook", "show"),
    ("codebook", "check"),
    ("codebook", "diff"),
    ("codebook", "pairs"),
    ("codebook", "rename", "okonomi", "--label", "Øk", "--dry-run"),
    ("search", "kommune"),
    ("search", "kommune", "--count"),
    ("search", "kommune", "--plot"),
    ("words", "kommune"),
    ("words", "--suggest", "okonomi"),
    ("suggest",),
    ("codings",),
    ("adrift",),
    ("journal",),
    ("report", "excerpts"),
    ("report", "everything", "--format", "html"),
)


def ready(arguments: tuple[str, ...]) -> tuple[str, ...]:
    """A command with the id of the coding that it is about; what it needs to find is made."""
    if arguments[:2] == ("codebook", "adopt"):
        book = next(Path("codebooks").glob("*.yaml"))
        book.write_text(book.read_text("utf-8").replace("      tilskudd:", "      stotte:"), "utf-8")
    if arguments == ("codebook", "pairs"):  # which are proposed for keywords without kin
        book = next(Path("codebooks").glob("*.yaml"))
        book.write_text(f"{book.read_text('utf-8')}\nkin: no\n", "utf-8")
    if "OKONOMI" not in arguments:
        return arguments
    listed = [json.loads(line) for line in call("adrift", "--json").lines]
    (id,) = [coding["id"] for coding in listed if coding["code"] == "okonomi"]
    return tuple(id if argument == "OKONOMI" else argument for argument in arguments)


def state(root: Path) -> dict[str, object]:
    """What a project holds."""
    with sqlite3.connect(root / "kodetre.db") as connection:
        steps = connection.execute("SELECT COUNT(*) FROM step").fetchone()
        undone = connection.execute("SELECT COUNT(*) FROM undo").fetchone()
    files = sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
    return {"steps": steps, "undone": undone, "files": files}


@needs_full
@pytest.mark.parametrize("arguments", CHANGING, ids=" ".join)
def test_what_is_done_and_cannot_be_told_is_done_and_says_so(at_work: Path, arguments: tuple[str, ...]) -> None:
    given, before = ready(arguments), state(at_work)
    ran = at(FULL, *given)
    err = ran.err.decode()
    assert ran.code == 8, err
    assert "It is saved, and could not be told on stdout: the disk is full" in err
    assert "it need not be done again" in err
    assert state(at_work) != before


@unix
def test_a_session_whose_screen_is_full_says_how_many_answers_are_saved(at_work: Path) -> None:
    ran = into_a_pipe_that_fills("code", "--plain", answers="s\nc region\n" + "?\n" * 20)
    assert ran.code == 8, ran.err
    assert b"2 answers of the session carried out. It is saved" in ran.err
    assert [json.loads(line)["code"] for line in call("codings", "--json").lines].count("geografi.region") == 1


@needs_full
@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_what_cannot_be_told_and_changes_nothing_is_not_done(at_work: Path, arguments: tuple[str, ...]) -> None:
    given, before = ready(arguments), (at_work / "kodetre.db").read_bytes()
    ran = at(FULL, *given)
    err = ran.err.decode()
    assert ran.code == 7, err
    assert "stdout: the disk is full" in err
    assert "It is saved" not in err
    assert (at_work / "kodetre.db").read_bytes() == before


@needs_full
@pytest.mark.parametrize("arguments", [("code", "--plain"), ("documents", "set", "D1", "title=plan")], ids=" ".join)
def test_a_command_that_changed_nothing_does_not_say_that_it_did(at_work: Path, arguments: tuple[str, ...]) -> None:
    assert call("documents", "set", "D1", "title=plan").code == 0
    assert at(FULL, *arguments, answers="q\n").code == 7


@unix
@pytest.mark.parametrize("arguments", [*READING, *CHANGING[::4]], ids=" ".join)
def test_a_reader_that_has_gone_is_no_error_of_any_command(at_work: Path, arguments: tuple[str, ...]) -> None:
    ran = without_a_reader(*ready(arguments), answers=ANSWERS)
    assert ran.code == 0
    assert b"kodetre:" not in ran.err


@unix
@pytest.mark.slow
def test_a_pipe_of_the_shell_ends_well(at_work: Path) -> None:
    shell = f"{sys.executable} -m kodetre report everything --format html | head -1"
    ran = subprocess.run(["bash", "-o", "pipefail", "-c", shell], capture_output=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, b"")
    assert ran.stdout


@unix
@pytest.mark.slow
@pytest.mark.parametrize(
    ("way", "code"),
    [
        ("documents show borte 2>&-", 6),
        ("codings >&-", 7),
        ("undo <&- >&- 2>&-", 8),
    ],
)
def test_a_stream_that_is_closed_is_no_defect(at_work: Path, way: str, code: int) -> None:
    ran = subprocess.run(["bash", "-c", f"{sys.executable} -m kodetre {way}"], capture_output=True, check=False)
    assert ran.returncode == code, ran.stderr
    assert b"defect" not in ran.stderr
    assert (b"stdout: is closed" in ran.stderr) == (code == 7)
    assert sqlite3.connect(at_work / "kodetre.db").execute("PRAGMA integrity_check").fetchone() == ("ok",)
