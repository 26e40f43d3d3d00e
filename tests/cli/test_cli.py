"""The commands as a user meets them: exit codes, what goes to stdout and what to stderr, and that nothing is lost."""

import csv
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from support.project import CORPUS, Kodetre, call

from kodetre.store import Store

COMMAND = [sys.executable, "-m", "kodetre"]


def lines(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


def test_init_makes_a_project_and_says_what_to_do_next(kodetre: Kodetre, tmp_path: Path) -> None:
    ran = kodetre("init", str(tmp_path / "min"), "--language", "nn")
    assert ran.code == 0
    assert "kodetre ingest corpus/" in ran.out
    assert {path.name for path in (tmp_path / "min").iterdir()} == {"kodetre.yaml", "codebooks", "corpus", "kodetre.db"}
    assert "language: nn" in (tmp_path / "min" / "kodetre.yaml").read_text("utf-8")
    for template in ("tom", "rusarbeid"):
        folder = str(tmp_path / template)
        assert kodetre("init", folder, "--template", template).code == 0
        assert kodetre("codebook", "check", "--project", folder).code == 0


def test_init_never_touches_what_is_there(kodetre: Kodetre, project: Path) -> None:
    before = {path: path.read_bytes() for path in project.rglob("*") if path.is_file()}
    ran = kodetre("init", ".")
    assert ran.code == 3
    assert "nothing was changed" in ran.err
    assert {path: path.read_bytes() for path in project.rglob("*") if path.is_file()} == before


def test_init_keeps_a_name_that_yaml_would_misread(kodetre: Kodetre, tmp_path: Path) -> None:
    folder = tmp_path / "Kari's: #1"
    assert kodetre("init", str(folder)).code == 0
    assert kodetre("codebook", "show", "--project", str(folder)).code == 0


def test_a_project_is_found_from_a_folder_inside_it(
    kodetre: Kodetre, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(project / "corpus")
    assert kodetre("documents").code == 0
    monkeypatch.chdir(project.parent)
    ran = kodetre("documents")
    assert ran.code == 3
    assert "kodetre init DIR" in ran.err
    assert kodetre("documents", "--project", str(project)).code == 0
    assert kodetre("documents", "--project", str(project.parent)).code == 3


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "is empty"),
        ("codebook: x\nlangage: nb\n", ":2:1: unknown key 'langage'; did you mean 'language'?"),
        ("codebook: x\nlanguage: norsk\n", ":2:11: 'language' is 'norsk', expected one of: nb, nn, en"),
        ("codebook: [x\n", "YAML cannot be read"),
        ("language: nb\n", "'codebook' is missing"),
    ],
)
def test_a_mistake_in_the_settings_is_told_with_its_place(
    kodetre: Kodetre, project: Path, settings: str, said: str
) -> None:
    (project / "kodetre.yaml").write_text(settings, "utf-8")
    ran = kodetre("documents")
    assert ran.code == 3
    assert said in ran.err
    assert ran.out == ""


def test_a_codebook_that_is_gone_or_wrong_says_so(kodetre: Kodetre, project: Path) -> None:
    codebook = project / "codebooks/kommunalt-rusarbeid.yaml"
    codebook.write_text("dimensions:\n  d:\n    codes:\n      a: x\n      b:\n        keywords: ['(']\n", "utf-8")
    ran = kodetre("suggest")
    assert ran.code == 5
    assert ran.err.count("kommunalt-rusarbeid.yaml:") >= 3
    codebook.unlink()
    ran = kodetre("suggest")
    assert ran.code == 4
    assert "change 'codebook:'" in ran.err


def test_ingest_says_what_was_taken_in_and_skips_what_is_there(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("ingest", "corpus")
    assert ran.code == 0
    assert "Taken in: 0 documents" in ran.out
    assert ran.err.count("is there already as D") == 3
    shutil.copy(project / "corpus/lindvik-alkohol-2024.pdf", project / "corpus/kopi.pdf")
    assert "is there already as D2" in kodetre("ingest", "corpus/kopi.pdf").err


def test_the_same_file_twice_in_one_run_is_one_document(kodetre: Kodetre, project: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (project / "corpus" / name).write_text("Det samme står her.", "utf-8")
    ran = kodetre("ingest", "corpus", "--json")
    result = json.loads(ran.out)
    assert [taken["file"] for taken in result["taken"]] == ["corpus/a.txt"]
    assert {"file": "corpus/b.txt", "reason": "has the same content as D4"} in result["skipped"]


def test_another_text_under_the_path_of_a_document_is_a_document_of_its_own(kodetre: Kodetre, coded: Path) -> None:
    before = kodetre("codings", "--json").out
    shutil.copy(CORPUS / "lindvik-revisjon-2024.pdf", coded / "corpus/lindvik-alkohol-2024.pdf")
    ran = kodetre("ingest", "corpus", "--json")
    (taken,) = json.loads(ran.out)["taken"]
    assert taken["id"] == "D4"
    assert "the path of D2, but" in taken["notes"][0]
    assert kodetre("codings", "--json").out == before


def test_a_file_that_cannot_be_read_does_not_stop_the_others(kodetre: Kodetre, project: Path) -> None:
    (project / "corpus/tom.pdf").write_bytes(b"")
    (project / "corpus/kuttet.pdf").write_bytes((CORPUS / "lindvik-alkohol-2024.pdf").read_bytes()[:500])
    (project / "corpus/notat.txt").write_text("Et notat om rusarbeidet.", "utf-8")
    ran = kodetre("ingest", "corpus", "finnes-ikke.pdf")
    assert ran.code == 4
    assert "Taken in: 1 document, 0 pages, 4 words." in ran.out
    assert "tom.pdf: is empty" in ran.err
    assert "kuttet.pdf: is a broken PDF" in ran.err
    assert "finnes-ikke.pdf: is not there" in ran.err
    assert "Traceback" not in ran.err


def test_a_folder_without_documents_says_so(kodetre: Kodetre, project: Path) -> None:
    (project / "tom").mkdir()
    ran = kodetre("ingest", "tom")
    assert ran.code == 6
    assert "no documents here" in ran.err


def test_what_was_taken_out_of_a_document_is_shown_with_its_page(kodetre: Kodetre, project: Path) -> None:
    name = "lindvik-alkohol-2024.pdf"
    (listed,) = lines(kodetre("documents", "show", name, "--furniture", "--json", "--page", "3").out)
    assert [(line["label"], line["place"], line["text"]) for line in listed["furniture"]] == [
        ("3", "header", "Alkoholpolitiske retningslinjer"),
        ("3", "footer", "Lindvik kommune"),
        ("3", "footer", "Side 3"),
    ]
    assert "Side 3" in kodetre("documents", "show", name, "--furniture").out
    refused = kodetre("documents", "show", name, "--furniture", "--image", "--page", "3")
    assert (refused.code, "draws nothing" in refused.err) == (2, True)


def test_metadata_comes_from_the_file_the_list_and_the_user(kodetre: Kodetre, project: Path) -> None:
    first = lines(kodetre("documents", "--json").out)[1]
    assert (first["author"], first["year"], first["group"]) == ("Lindvik kommune", "2024", "Lindvik kommune")
    assert first["title"] == "Alkoholpolitiske retningslinjer 2024–2028"
    (project / "liste.csv").write_text("file;group;year\nlindvik-alkohol-2024.pdf;Tangen;2023\n", "utf-8")
    assert kodetre("ingest", "corpus", "--metadata", "liste.csv").code == 0
    assert lines(kodetre("documents", "--json").out)[1]["group"] == "Tangen"
    assert kodetre("documents", "set", "lindvik-alkohol-2024.pdf", "group=Østmarka", "year=2021").code == 0
    kodetre("ingest", "corpus", "--metadata", "liste.csv")
    set_by_hand = lines(kodetre("documents", "--json").out)[1]
    assert (set_by_hand["group"], set_by_hand["year"]) == ("Østmarka", "2021")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("m.csv", "fil,year\na,2020\n", "m.csv:1: unknown column 'fil'"),
        ("m.csv", "file,year\na,2020,x\n", "m.csv:2: 3 values for 2 columns"),
        ("m.yaml", "a.pdf:\n  yaer: 2020\n", "m.yaml:2:3: unknown key 'yaer'; did you mean 'year'?"),
    ],
)
def test_a_mistake_in_a_metadata_list_stops_before_anything_is_taken_in(
    kodetre: Kodetre, project: Path, name: str, content: str, said: str
) -> None:
    (project / name).write_text(content, "utf-8")
    (project / "corpus/notat.txt").write_text("Et notat.", "utf-8")
    ran = kodetre("ingest", "corpus", "--metadata", name)
    assert ran.code == 4
    assert said in ran.err
    assert len(lines(kodetre("documents", "--json").out)) == 3


def test_documents_set_refuses_what_is_no_field(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("documents", "set", "D1", "farge=blå").code == 2
    assert kodetre("documents", "set", "D9", "year=2020").code == 6


def test_a_document_is_shown_as_json_with_blocks_that_follow_one_another(kodetre: Kodetre, project: Path) -> None:
    shown = json.loads(kodetre("documents", "show", "D2", "--json").out)
    assert set(shown) == {"id", "sha256", "title", "author", "year", "group", "language", "notes", "pages", "blocks"}
    assert set(shown["pages"][0]) == {"number", "label", "start", "end"}
    assert len(shown["blocks"]) > 10
    end = 0
    for block in shown["blocks"]:
        assert {"kind", "level", "text", "start", "end", "page_first", "page_last"} <= set(block)
        assert ("rows" in block) == (block["kind"] == "table")
        assert block["end"] - block["start"] == len(block["text"])
        assert block["start"] >= end
        end = block["end"]


def test_a_document_is_read_in_the_terminal_by_the_label_of_its_pages(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("documents", "show", "lindvik-alkohol-2024.pdf", "--page", "3")
    assert ran.code == 0
    assert "[3]" in ran.out
    assert "[4]" not in ran.out
    assert kodetre("documents", "show", "D2", "--page", "99").code == 6


def test_text_of_documents_is_never_markup(kodetre: Kodetre, project: Path) -> None:
    text = "Han skrev [sic] og [/b] i [bold red]tilskuddet[/bold red] \x1b[31m her."
    (project / "corpus/klammer.txt").write_text(text, "utf-8")
    kodetre("ingest", "corpus")
    for ran in (kodetre("documents", "show", "D4"), kodetre("search", "tilskudd", "--document", "D4")):
        assert ran.code == 0
        assert "[bold red]tilskuddet[/bold red]" in ran.out
        assert "\x1b[31m" not in ran.out


def test_search_gives_every_hit_with_its_exact_place(kodetre: Kodetre, project: Path) -> None:
    hits = lines(kodetre("search", "tilskudd", "--json").out)
    assert [(hit["document"], hit["text"]) for hit in hits] == [
        ("D1", "Rammetilskotet"),
        ("D1", "tilskotet"),
        ("D3", "tilskudd"),
        ("D3", "tilskudd"),
        ("D3", "boligtilskudd"),
    ]
    documents = {
        str(d["id"]): json.loads(kodetre("documents", "show", str(d["id"]), "--json").out)
        for d in lines(kodetre("documents", "--json").out)
    }
    for hit in hits:
        assert list(hit) == ["document", "start", "end", "text", "page", "label", "before", "after", "keyword"]
        blocks = documents[str(hit["document"])]["blocks"]
        (block,) = [b for b in blocks if b["start"] <= hit["start"] and hit["end"] <= b["end"]]
        assert block["text"][hit["start"] - block["start"] : hit["end"] - block["start"]] == hit["text"]


def test_search_that_finds_nothing_cannot_be_read_or_begins_with_a_hyphen(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("search", "romskip").code == 6
    wrong = kodetre("search", "tilskudd AND (")
    assert wrong.code == 2
    assert "^" in wrong.err
    compounds = kodetre("search", "--json", "--", "-tilskudd")
    assert {hit["text"] for hit in lines(compounds.out)} == {"boligtilskudd", "Rammetilskotet"}


def test_suggest_lists_by_code_and_by_document(kodetre: Kodetre, project: Path) -> None:
    found = lines(kodetre("suggest", "--json").out)
    before = ["document", "start", "end", "text", "code", "keywords", "score", "page", "label"]
    assert list(found[0]) == [*before, "probability", "reasons"]
    only = lines(kodetre("suggest", "--json", "--code", "okonomi", "--document", "D2", "--min-score", "0.3").out)
    assert 0 < len(only) < len(found)
    assert {one["document"] for one in only} == {"D2"}
    assert all(str(one["code"]).startswith("okonomi") and float(str(one["score"])) >= 0.3 for one in only)
    scores = [float(str(one["score"])) for one in found if one["code"] == found[0]["code"]]
    assert scores == sorted(scores, reverse=True)
    by_document = lines(kodetre("suggest", "--json", "--by", "document", "--limit", "1").out)
    assert [one["document"] for one in by_document] == list(dict.fromkeys(one["document"] for one in by_document))
    assert kodetre("suggest").code == 0
    assert kodetre("suggest", "--code", "finnes-ikke").code == 6


def test_a_session_by_keys_leaves_and_goes_on_where_it_was(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("code", "--plain", answers="a\nr\nm et memo\nQ\n?\nq\n")
    assert ran.code == 0
    assert "'Q' is no answer" in ran.out
    assert "reject: it does not belong here" in ran.out
    total = int(ran.out.split(" suggestions to go through")[0].split()[-1])
    assert f"{total - 3} left to decide" in ran.out
    assert [one["memo"] for one in lines(kodetre("codings", "--json").out)] == ["", "et memo"]
    again = kodetre("code", answers="")
    assert f"{total - 3} suggestions to go through" in again.out


def test_accept_all_marks_what_nobody_has_read_and_is_undone_as_one(kodetre: Kodetre, project: Path) -> None:
    high = lines(kodetre("suggest", "--json", "--min-score", "0.8").out)
    assert kodetre("code", "--accept-all", "--min-score", "0.8").code == 0
    found = lines(kodetre("codings", "--json").out)
    assert len(found) == len(high)
    assert {one["origin"] for one in found} == {"keyword"}
    assert kodetre("code", "--accept-all", "--min-score", "0.8").out.startswith(
        "Everything that the keywords suggest is decided"
    )
    assert "accept all" in kodetre("undo").out
    assert kodetre("codings").code == 6
    assert kodetre("redo").code == 0
    assert len(lines(kodetre("codings", "--json").out)) == len(high)


def test_undo_goes_back_step_by_step_until_there_is_nothing(kodetre: Kodetre, project: Path) -> None:
    kodetre("code", answers="a\na\nq\n")
    assert "accept" in kodetre("undo").out
    assert "accept" in kodetre("undo").out
    assert "ingest" in kodetre("undo").out
    assert kodetre("undo").code == 6
    assert kodetre("documents").code == 6
    for _ in range(3):
        assert kodetre("redo").code == 0
    assert len(lines(kodetre("codings", "--json").out)) == 2
    assert [step["undone"] for step in lines(kodetre("journal", "--json").out)] == [False] * 3


def test_codings_can_be_filtered(kodetre: Kodetre, coded: Path) -> None:
    every = lines(kodetre("codings", "--json").out)
    assert list(every[0]) == [
        "id", "document", "start", "end", "quote", "code", "coder", "created", "origin", "memo", "page", "label",
    ]  # fmt: skip
    part = lines(kodetre("codings", "--json", "--code", "samarbeid", "--group", "Lindvik kommune").out)
    assert 0 < len(part) < len(every)
    assert all(str(one["code"]).startswith("samarbeid") and one["document"] in ("D2", "D3") for one in part)
    assert kodetre("codings", "--coder", "Ola").code == 6
    assert kodetre("codings", "--origin", "drøm").code == 2


def test_a_backup_can_take_the_place_of_the_store(kodetre: Kodetre, coded: Path) -> None:
    before = kodetre("codings", "--json").out
    assert kodetre("backup", "kopi.db").code == 0
    kodetre("undo")
    shutil.copy("kopi.db", "kodetre.db")
    assert kodetre("codings", "--json").out == before


def test_a_store_of_a_newer_kodetre_is_refused(kodetre: Kodetre, project: Path) -> None:
    raw = sqlite3.connect("kodetre.db")
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    ran = kodetre("codings")
    assert ran.code == 3
    assert "newer kodetre" in ran.err


def test_wrong_use_is_exit_two_and_help_is_there_for_every_command(kodetre: Kodetre, tmp_path: Path) -> None:
    assert kodetre("report").code == 2
    assert kodetre("report", "dikt").code == 2
    assert kodetre("kokekar").code == 2
    assert kodetre("init", str(tmp_path / "x"), "--language", "sv").code == 2
    assert kodetre("--version").out.startswith("kodetre ")


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name be no text")
def test_a_file_name_in_an_old_encoding_is_taken_in_and_shown(kodetre: Kodetre, project: Path) -> None:
    name = os.fsdecode(b"h\xf8ring.txt")
    (project / name).write_text("Kommunen vil styrke tilbudet til innbyggerne.", "utf-8")
    assert kodetre("ingest", name).code == 0
    assert json.loads(kodetre("documents", "--json").lines[-1])["file"] == "h\\xf8ring.txt"


def run_real(*arguments: str, cwd: Path, **options: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([*COMMAND, *arguments], cwd=cwd, capture_output=True, text=True, **options)  # type: ignore[call-overload,no-any-return]


def test_a_full_disk_while_writing_a_report_keeps_the_old_one(
    kodetre: Kodetre, coded: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (coded / "utdrag.md").write_text("den gamle", "utf-8")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = kodetre("report", "excerpts", "--output", "utdrag.md", "--force")
    assert ran.code == 7
    assert "the disk is full" in ran.err
    assert (coded / "utdrag.md").read_text("utf-8") == "den gamle"
    assert [path.name for path in coded.iterdir() if "utdrag" in path.name] == ["utdrag.md"]


def test_a_report_takes_the_place_of_the_old_one_in_one_move(kodetre: Kodetre, coded: Path) -> None:
    (coded / "utdrag.md").write_text("den gamle", "utf-8")
    with (coded / "utdrag.md").open(encoding="utf-8") as old:
        assert kodetre("report", "excerpts", "--output", "utdrag.md", "--force").code == 0
        assert old.read() == "den gamle", "who has the old one open still reads it whole"
    assert (coded / "utdrag.md").read_text("utf-8").startswith("# Kodede utdrag")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_behind_stdout_is_one_clear_message(coded: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ran = subprocess.run(
            [*COMMAND, "report", "excerpts"], cwd=coded, stdout=full, stderr=subprocess.PIPE, text=True, check=False
        )
    assert ran.returncode == 7
    assert "the disk is full" in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_reader_that_stops_reading_is_no_error(coded: Path) -> None:
    shell = f"{sys.executable} -m kodetre codings --json | head -1"
    ran = subprocess.run(
        ["bash", "-o", "pipefail", "-c", shell], cwd=coded, capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0
    assert ran.stderr == ""


def answers_interrupts() -> None:
    """In the child: Ctrl-C is heard, also where the tests themselves were started in the background and hear none."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def test_interrupting_ingest_keeps_what_is_whole_and_a_second_run_finishes(project: Path) -> None:
    whole = (CORPUS / "lindvik-handlingsplan-2023.pdf").read_bytes()
    for number in range(30):
        (project / "corpus" / f"plan-{number}.pdf").write_bytes(whole + b"\n%" + str(number).encode())
    running = subprocess.Popen(
        [*COMMAND, "ingest", "corpus", "--jobs", "1"],
        cwd=project,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=answers_interrupts,
    )
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        with Store(project / "kodetre.db") as store:
            if len(store.documents.all()) > 4:
                break
        time.sleep(0.05)
    running.send_signal(signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert running.returncode == 130, err
    assert "Interrupted" in err
    assert "Traceback" not in err
    with Store(project / "kodetre.db") as store:
        taken = len(store.documents.all())
        assert 4 < taken < 33
        for info in store.documents.all():
            assert store.documents.get(info.id).reading.blocks
    assert f"Taken in: {taken - 3} documents" in out
    ran = run_real("ingest", "corpus", cwd=project)
    assert ran.returncode == 0
    with Store(project / "kodetre.db") as store:
        assert len(store.documents.all()) == 33


def test_ingest_killed_at_once_leaves_a_store_that_opens(project: Path) -> None:
    whole = (CORPUS / "lindvik-alkohol-2024.pdf").read_bytes()
    for number in range(10):
        (project / "corpus" / f"plan-{number}.pdf").write_bytes(whole + b"\n%" + str(number).encode())
    running = subprocess.Popen([*COMMAND, "ingest", "corpus", "--jobs", "1"], cwd=project, stderr=subprocess.DEVNULL)
    time.sleep(1.0)
    running.kill()
    running.wait()
    ran = run_real("ingest", "corpus", cwd=project)
    assert ran.returncode == 0, ran.stderr
    with Store(project / "kodetre.db") as store:
        assert len(store.documents.all()) == 13


def test_a_defect_is_told_without_a_traceback(kodetre: Kodetre, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("dette skulle ikke skje")

    monkeypatch.setattr("kodetre.project.project.Project.store", broken)
    ran = kodetre("documents")
    assert ran.code == 1
    assert "this is a defect in kodetre" in ran.err
    assert "Traceback" not in ran.err


def test_the_report_of_a_fresh_project_says_there_is_nothing_yet(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("report", "excerpts")
    assert ran.code == 6
    assert ran.out == ""


def test_csv_out_is_csv(kodetre: Kodetre, coded: Path) -> None:
    rows = list(csv.reader(call("report", "excerpts", "--format", "csv").out.splitlines()))
    assert len({len(row) for row in rows}) == 1
