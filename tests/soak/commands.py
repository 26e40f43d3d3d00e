"""Random commands that change a project, of every kind."""

import json
import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from kodetre.codebook.load import load
from soak.programs import Command
from soak.projects import CODERS, codebook_of, edited, text_of

KEYS = (
    "a",
    "r",
    "d",
    "n",
    "b",
    "m en tanke",
    "M om planen",
    "K om koden",
    "s",
    "w",
    "z",
    "-",
    ">",
    "<",
    "u",
    "U",
    "A",
    "x s",
    "j",
)
OUTPUTS = ("excerpts.md", "excerpts.csv", "excerpts.html", "excerpts.json")


@dataclass(frozen=True, slots=True)
class Change:
    """A command that changes a project; the shorter forms of it are what can be whole when it is killed in between."""

    kind: str
    command: Command
    shorter: tuple[Command, ...] = ()
    output: str = ""
    """The file that it writes beside what it changes, seen from the project."""


Maker = Callable[[random.Random, Path], Change]


def change(chance: random.Random, project: Path, kind: str = "") -> Change:
    """A random command for a project as it is; files that it is given are written."""
    return MAKERS[kind or chance.choice(tuple(MAKERS))](chance, project)


def _codes(project: Path) -> list[str]:
    return [code.key for code in load(codebook_of(project), parts=False).codes()]


def _two(chance: random.Random, project: Path) -> tuple[str, str]:
    codes = _codes(project)
    first, second = chance.sample(codes, 2) if len(codes) > 1 else ("okonomi", "kultur")
    return first, second


def _coder(chance: random.Random) -> tuple[str, str]:
    return "--coder", chance.choice(CODERS)


def _edit(kind: str, *arguments: str) -> Change:
    return Change(kind, Command(("codebook", *arguments)))


def _ingest_new(chance: random.Random, project: Path) -> Change:
    paths: list[str] = []
    for _ in range(chance.randint(1, 3)):
        path = project / "corpus" / f"ny-{chance.randrange(10**6):06}.md"
        path.write_text(text_of(chance, f"Ny {path.stem}"), "utf-8")
        paths.append(str(path))
    return _ingest("ingest new", sorted(paths))


def _ingest_changed(chance: random.Random, project: Path) -> Change:
    there = sorted((project / "corpus").glob("*.md"))
    paths = sorted(chance.sample(there, min(len(there), chance.randint(1, 2))))
    for path in paths:
        path.write_text(edited(chance, path.read_text("utf-8")), "utf-8")
    return _ingest("ingest changed", [str(path) for path in paths])


def _ingest(kind: str, paths: list[str]) -> Change:
    forms = [Command(("ingest", *paths[:number], "--jobs", "1")) for number in range(1, len(paths) + 1)]
    return Change(kind, forms[-1], tuple(forms[:-1]))


def _session(chance: random.Random, project: Path) -> Change:
    keys = list(chance.choices(KEYS, k=chance.randint(1, 6)))
    codes = _codes(project)
    for place in range(len(keys)):
        if codes and chance.random() < 0.3:
            keys[place] = f"{chance.choice(('c', '+'))} {chance.choice(codes)}"
        elif chance.random() < 0.1:
            keys[place] = f"N ny{chance.randrange(1000)} Ny kode"
    arguments = ("code", "--plain", *_coder(chance))
    forms = [Command(arguments, tuple(keys[:number])) for number in range(1, len(keys) + 1)]
    return Change("code --plain", forms[-1], tuple(forms[:-1]))


def _accept_all(chance: random.Random, project: Path) -> Change:
    return Change("code --accept-all", Command(("code", "--accept-all", "--min-probability", "0", *_coder(chance))))


def _apply(chance: random.Random, project: Path) -> Change:
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        texts = store.execute("SELECT document, text FROM live_version").fetchall()
    rows: list[dict[str, object]] = []
    for _ in range(chance.randint(1, 30) if texts else 0):
        document, text = chance.choice(texts)
        start = chance.randrange(max(1, len(text) - 20))
        code = chance.choice(_codes(project) or ["okonomi"])
        rows.append({"document": f"D{document}", "start": start, "end": start + 15, "code": code, "memo": "sett"})
    file = project / f"rader-{chance.randrange(10**6):06}.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return Change("apply", Command(("apply", str(file), "--partial", *_coder(chance))))


def _add(chance: random.Random, project: Path) -> Change:
    return _edit("codebook add", "add", f"ny{chance.randrange(1000)}", "--dimension", "kategori", *_coder(chance))


def _rename(chance: random.Random, project: Path) -> Change:
    code, _ = _two(chance, project)
    key = chance.choice(("penger", "annet", "okonomi", "kultur"))
    return _edit("codebook rename", "rename", code, "--key", key, *_coder(chance))


def _move(chance: random.Random, project: Path) -> Change:
    code, under = _two(chance, project)
    return _edit("codebook move", "move", code, "--under", under, *_coder(chance))


def _merge(chance: random.Random, project: Path) -> Change:
    code, into = _two(chance, project)
    return _edit("codebook merge", "merge", code, into, *_coder(chance))


def _split(chance: random.Random, project: Path) -> Change:
    code, _ = _two(chance, project)
    return _edit("codebook split", "split", code, f"del{chance.randrange(99)}=tilskudd", "resten=", *_coder(chance))


def _delete(chance: random.Random, project: Path) -> Change:
    code, to = _two(chance, project)
    return _edit("codebook delete", "delete", code, "--to", to, *_coder(chance))


def _colour(chance: random.Random, project: Path) -> Change:
    code, _ = _two(chance, project)
    return _edit("codebook colour", "colour", code, f"#{chance.randrange(16**6):06x}", *_coder(chance))


def _undo(chance: random.Random, project: Path) -> Change:
    return Change("undo", Command(("undo", *_coder(chance))))


def _redo(chance: random.Random, project: Path) -> Change:
    return Change("redo", Command(("redo", *_coder(chance))))


def _coding(chance: random.Random, project: Path) -> str:
    """The id of a coding, often of one that is adrift."""
    with closing(sqlite3.connect(project / "kodetre.db")) as store:
        ids = [id for (id,) in store.execute("SELECT uuid FROM kept_coding ORDER BY found, id").fetchall()]
    return chance.choice(ids[:10]) if ids else "0"


def _place(chance: random.Random, project: Path) -> Change:
    start = chance.randrange(40)
    span = f"{start}-{start + 9}"
    arguments = ("adrift", "place", _coding(chance, project), "--span", span, *_coder(chance))
    return Change("adrift place", Command(arguments))


def _drop(chance: random.Random, project: Path) -> Change:
    return Change("adrift drop", Command(("adrift", "drop", _coding(chance, project), *_coder(chance))))


def _documents_set(chance: random.Random, project: Path) -> Change:
    year = str(chance.randint(1990, 2030))
    return Change("documents set", Command(("documents", "set", "D1", f"year={year}", "group=Bø", *_coder(chance))))


def _backup(chance: random.Random, project: Path) -> Change:
    name = f"kopi-{chance.randrange(10**6):06}.db"
    return Change("backup", Command(("backup", str(project / name))), output=name)


def _report(chance: random.Random, project: Path) -> Change:
    name = chance.choice(OUTPUTS)
    kind, _, format = name.partition(".")
    output = f"rapporter/{name}"
    arguments = ("report", kind, "--format", format, "--output", str(project / output))
    return Change("report --output", Command(arguments), output=output)


MAKERS: dict[str, Maker] = {
    "ingest new": _ingest_new,
    "ingest changed": _ingest_changed,
    "code --plain": _session,
    "code --accept-all": _accept_all,
    "apply": _apply,
    "codebook add": _add,
    "codebook rename": _rename,
    "codebook move": _move,
    "codebook merge": _merge,
    "codebook split": _split,
    "codebook delete": _delete,
    "codebook colour": _colour,
    "undo": _undo,
    "redo": _redo,
    "adrift place": _place,
    "adrift drop": _drop,
    "documents set": _documents_set,
    "backup": _backup,
    "report --output": _report,
}
"""Every kind of command that changes a project or writes a file."""
