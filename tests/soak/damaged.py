"""Damaged and hostile files of every kind that kodetre reads: each is read, or refused with a documented error."""

import random
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from functools import cache
from pathlib import Path

from support.project import CORPUS
from support.typesetting import check_offsets

from kodetre.errors import KodetreError
from kodetre.ingest.find import find
from kodetre.ingest.read import read
from soak.commands import MAKERS, change
from soak.damage import BYTES, DOCX, PDF, TEXT, Damage, flood, forbidden, no_file
from soak.invariants import ENDS_WELL, ON_A_DAMAGED_STORE, READING
from soak.programs import Command, here, wrong_with
from soak.projects import SENTENCES, codebook_of, copy_of, prepared, text_of
from soak.suite import Broken, Suite, Trial

READS_OR_REFUSES = "a damaged file is read or refused with a documented error"
OFFSETS = "what is read stands at its places"
NOT_WORSE = "a damaged store is not made worse"
UNTOUCHED = "a file that only is read stays as it is"
MEMORY = 4 << 30
"""Bytes of memory that a trial may ask for, where the system can say so."""
HTML = """<!doctype html><html lang="nb"><head><title>Plan</title><meta charset="utf-8"></head><body><article><h1>Plan</h1>
<p>{0}</p><h2>Tiltak</h2><ul><li>{1}</li><li>{2}</li></ul><table><tr><th>År</th><th>Kroner</th></tr><tr><td>2024</td>
<td>12 500</td></tr></table><p>{3}</p></article></body></html>"""
READS_CODEBOOK = (
    Command(("codebook", "check")),
    Command(("codebook", "show", "--keywords")),
    Command(("suggest",)),
    Command(("search", "tilskudd")),
    Command(("code", "--plain"), ("a", "q")),
    Command(("code", "--accept-all", "--min-probability", "0")),
    Command(("codebook", "diff")),
    Command(("codebook", "rename", "okonomi", "--key", "penger")),
    Command(("undo",)),
    Command(("report", "codebook")),
    Command(("documents",)),
)


def trial(seed: int, folder: Path) -> Trial:
    """One damaged file, of a kind that the seed says, in a process of its own with little memory."""
    _limit_memory()
    return tried(seed, folder)


def tried(seed: int, folder: Path) -> Trial:
    """The same in this process, with the memory that it has."""
    chance = random.Random(seed)
    match seed % 10:
        case 0 | 1 | 2 | 3 | 4 | 5:
            return Trial(1, tuple(_document(chance, folder)))
        case 6 | 7:
            return Trial(1, tuple(_store(chance, folder)))
        case 8:
            return Trial(1, tuple(_codebook_or_settings(chance, folder)))
        case _:
            return Trial(1, tuple(_list(chance, folder)))


def _limit_memory() -> None:
    if sys.platform == "linux":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, resource.getrlimit(resource.RLIMIT_AS)[1]))


_LISTS = {
    "rows.jsonl": '{"document": "D1", "start": 5, "end": 30, "code": "kultur", "memo": "sett"}\n' * 3,
    "rows.csv": "document,quote,code,coder,decision\nD2,Budsjettet,okonomi,Ola,accept\nplan-1.md,mai,styring,,\n",
    "corpus/documents.yaml": "plan-0.md:\n  title: Planen\n  year: '2024'\nplan-1.md: {author: Bø, group: Bø}\n",
    "metadata.csv": 'file,title,year,group\nplan-0.md,"Planen, ny",2024,Bø\nplan-1.md,Annen,2022,Ås\n',
    "reports.yaml": "- report: excerpts\n  code: [okonomi, kultur]\n  output: utdrag.md\n"
    "- report: timeline\n  pattern: [tilskudd, naloks*]\n  output: t.csv\n",
}
"""Files that people write, whole, by their paths in a project."""


@cache
def _sources() -> tuple[tuple[str, bytes, tuple[Damage, ...]], ...]:
    """Whole files of every kind: a name, the bytes, and what can become of them."""
    sources: list[tuple[str, bytes, tuple[Damage, ...]]] = []
    for path in sorted(CORPUS.glob("*.pdf")):
        sources.append((path.name, path.read_bytes(), PDF))
    for path in sorted(CORPUS.glob("*.docx")):
        sources += [(path.name, path.read_bytes(), DOCX)] * 2
    chance = random.Random(1)
    for number in range(2):
        text = text_of(chance, f"Plan {number}")
        page = HTML.format(*chance.sample(SENTENCES, 4))
        sources.append((f"plan-{number}.md", text.encode(), (*BYTES, *TEXT)))
        sources.append((f"plan-{number}.txt", text.encode(), (*BYTES, *TEXT)))
        sources.append((f"plan-{number}.html", page.encode(), (*BYTES, *TEXT)))
    return tuple(sources)


def _damaged(chance: random.Random, data: bytes, damages: tuple[Damage, ...]) -> tuple[bytes, str]:
    """Bytes with one or two kinds of damage, and which."""
    names: list[str] = []
    for _ in range(chance.choice((1, 1, 1, 2))):
        damage = chance.choice(damages)
        names.append(damage.__name__)
        data = damage(data, chance)
    return data, " and ".join(names)


def _document(chance: random.Random, folder: Path) -> Iterator[Broken]:
    name, data, damages = chance.choice(_sources())
    path = folder / name
    if chance.random() < 0.1:  # two files in one
        _, other, _ = chance.choice(_sources())
        data = data[: chance.randrange(len(data))] + other[chance.randrange(len(other)) :]
        how = "spliced"
    else:
        data, how = _damaged(chance, data, damages)
    if chance.random() < 0.01:
        data, how = flood(chance, data[:100]), "flood"
    path.write_bytes(data)
    if chance.random() < 0.01:
        how = no_file(path, chance)
    if not find([path]).files:  # a pipe, a device or a folder: kodetre does not open it
        return
    try:
        reading = read(path)
    except KodetreError:
        return
    except Exception as error:  # noqa: BLE001 - whatever else is raised is what is looked for
        yield Broken(READS_OR_REFUSES, f"{name}, {how}: {type(error).__name__}: {error}"[:500])
        return
    try:
        check_offsets(reading)
    except AssertionError as error:
        yield Broken(OFFSETS, f"{name}, {how}: {' '.join(str(error).split())}"[:500])


def _store(chance: random.Random, folder: Path) -> Iterator[Broken]:
    project = copy_of(prepared(), folder / "prosjekt")
    store = project / "kodetre.db"
    data, how = _damaged_store(chance, store.read_bytes())
    store.write_bytes(data)
    if chance.random() < 0.1:
        store.with_name("kodetre.db-journal").write_bytes(chance.randbytes(chance.choice((10, 600, 5000))))
        how += " with a journal of something else"
    before = _readable(store)
    for arguments in READING:
        yield from _ends_well(Command(arguments), project, how, ON_A_DAMAGED_STORE)
    yield from _worse(before, store, how, "reading commands")
    for kind in chance.sample(tuple(MAKERS), 6):
        try:
            command = change(chance, project, kind).command
        except (sqlite3.Error, TypeError, ValueError):  # there is nothing to choose from in this store
            continue
        yield from _ends_well(command, project, how, ON_A_DAMAGED_STORE)
    yield from _worse(before, store, how, "changing commands")


def _damaged_store(chance: random.Random, data: bytes) -> tuple[bytes, str]:
    """A store with damage to any byte, to its first ones, or to whole pages."""
    size = 4096
    pages = [data[start : start + size] for start in range(0, len(data), size)]
    match chance.randrange(5):
        case 0:
            return _damaged(chance, data, BYTES)
        case 1:
            header = bytearray(data[:100])
            header[chance.randrange(100)] = chance.randrange(256)
            return bytes(header) + data[100:], "its header changed"
        case 2:
            first, second = chance.randrange(len(pages)), chance.randrange(len(pages))
            pages[first], pages[second] = pages[second], pages[first]
            return b"".join(pages), "pages in another order"
        case 3:
            pages[chance.randrange(len(pages))] = chance.choice((b"\x00", b"\xff")) * size
            return b"".join(pages), "a page of one byte"
        case _:
            place = chance.randrange(len(pages))
            pages[place] = chance.choice(BYTES)(pages[place], chance)[:size].ljust(size, b"\x00")
            return b"".join(pages), "a page damaged"


_TABLES = (
    "step",
    "undo",
    "document",
    "version",
    "coding",
    "coding_place",
    "coding_code",
    "decision",
    "judgement",
    "memo",
    "metadata",
)


def _readable(store: Path) -> dict[str, int]:
    """How many rows of each table can be read whole."""
    counts: dict[str, int] = {}
    for table in _TABLES:
        counts[table] = 0
        try:
            with closing(sqlite3.connect(f"{store.as_uri()}?mode=ro&immutable=1", uri=True)) as raw:
                for _ in raw.execute(f"SELECT * FROM {table}"):
                    counts[table] += 1
        except (sqlite3.Error, ValueError):
            continue
    return counts


def _worse(before: dict[str, int], store: Path, how: str, after: str) -> Iterator[Broken]:
    now = _readable(store)
    for table, number in before.items():
        if now[table] < number:
            yield Broken(NOT_WORSE, f"{how}: {number} rows of {table} could be read, and {now[table]} after {after}")


def _ends_well(command: Command, project: Path, how: str, promise: str = ENDS_WELL) -> Iterator[Broken]:
    if complaint := wrong_with(command, here(command, project)):
        yield Broken(promise, f"{how}: {complaint}")


def _codebook_or_settings(chance: random.Random, folder: Path) -> Iterator[Broken]:
    project = copy_of(prepared(), folder / "prosjekt")
    path = chance.choice((codebook_of(project), codebook_of(project), project / "kodetre.yaml"))
    data, how = _damaged(chance, path.read_bytes(), (*BYTES, *TEXT, *TEXT))
    if chance.random() < 0.2:  # characters within values, so that the file reads
        data, how = forbidden(path.read_bytes(), chance), "forbidden characters"
    if chance.random() < 0.05:
        data, how = flood(chance, b""), "flood"
    path.write_bytes(data)
    regular = True
    if chance.random() < 0.05:
        how, regular = no_file(path, chance), False
    how = f"{path.name}, {how}"
    for command in READS_CODEBOOK[:4]:
        yield from _ends_well(command, project, how)
    if regular and path.read_bytes() != data:
        yield Broken(UNTOUCHED, how)
    for command in READS_CODEBOOK[4:]:
        yield from _ends_well(command, project, how)


def _list(chance: random.Random, folder: Path) -> Iterator[Broken]:
    """Files of rows and of metadata, and recipes."""
    project = copy_of(prepared(), folder / "prosjekt")
    kind = chance.choice(tuple(_LISTS))
    whole = _LISTS[kind].encode()
    data, how = _damaged(chance, whole, (*BYTES, *TEXT, *TEXT))
    if chance.random() < 0.05:
        data, how = flood(chance, whole), "flood"
    path = project / kind
    path.write_bytes(data)
    if chance.random() < 0.05:
        how = no_file(path, chance)
    match kind:
        case "rows.jsonl" | "rows.csv":
            commands = [Command(("apply", str(path))), Command(("apply", str(path), "--partial", "--json"))]
        case "reports.yaml":
            commands = [Command(("report", "--recipe", str(path)))]
        case "metadata.csv":
            commands = [Command(("ingest", str(project / "corpus"), "--metadata", str(path)))]
        case _:
            commands = [Command(("ingest", str(project / "corpus")))]
    for command in commands:
        yield from _ends_well(command, project, f"{kind}, {how}")


SUITE = Suite("damaged", "files", 5000, 120.0, trial)
