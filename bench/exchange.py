"""How long 100,000 codings take out and in as REFI-QDA, beside the bare XML; what memory; and what damaged files do.

    python bench/exchange.py [CODINGS] [DAMAGED]

Everything is made here: texts of made-up words, four coders, forty codes. Memory is the most that a process of its own held.
"""

import random
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory

from lxml import etree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

WORDS = (
    "kommune tilskudd plan samarbeid mål økonomi årlig rus tjeneste bruker følge råd skal og på til med er av".split()
)
PER_SOURCE = 500


def made(path: Path, codings: int) -> None:
    """A project with so many codings, as a .qdpx."""
    from kodetre.exchange.qda import QdaCode, QdaCoding, QdaProject, QdaSelection, QdaSource, QdaUser
    from kodetre.exchange.refi.write import write_project
    from kodetre.model.exchanged import derived_guid as guid
    from kodetre.model.moments import read_moment

    chosen = random.Random(1)
    users = [QdaUser(guid("u", str(n)), f"Koder {n}") for n in range(4)]
    codes = [QdaCode(guid("c", str(n)), f"Kode {n}") for n in range(40)]
    sources: list[QdaSource] = []
    when = read_moment("2025-01-31T12:00:00Z")
    for number in range(max(1, codings // PER_SOURCE)):
        words = [chosen.choice(WORDS) for _ in range(4000)]
        text = "\n\n".join(" ".join(words[place : place + 40]) for place in range(0, 4000, 40))
        places = sorted(chosen.sample(range(0, len(text) - 60), PER_SOURCE))
        selections: list[QdaSelection] = []
        for place in places:
            user, code = chosen.choice(users), chosen.choice(codes)
            end = place + chosen.randrange(10, 60)
            coding = QdaCoding(guid("k", str(number), str(place)), code.guid, user.guid, when)
            own = guid("s", str(number), str(place))
            selections.append(QdaSelection(own, place, end, text[place:end], "", user.guid, when, (coding,)))
        sources.append(QdaSource(guid("d", str(number)), f"t{number}.txt", "text", text, selections=tuple(selections)))
    project = QdaProject("stor", "bench", users=tuple(users), codes=tuple(codes), sources=tuple(sources))
    with path.open("wb") as file:
        write_project(file, project, {})


def run(*command: str) -> tuple[float, float, float]:
    """Seconds, seconds of the processor, and megabytes of a kodetre command in a process of its own."""
    code = (
        "import resource, sys; from kodetre.cli.main import app\n"
        "try: app(sys.argv[1:])\n"
        "finally: used = resource.getrusage(resource.RUSAGE_SELF); "
        "print(used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)"
    )
    began = time.perf_counter()
    ran = subprocess.run([sys.executable, "-c", code, *command], capture_output=True, text=True)
    seconds = time.perf_counter() - began
    if ran.returncode:
        sys.exit(ran.stderr)
    busy, kilobytes = ran.stderr.strip().splitlines()[-1].split()
    return seconds, float(busy), int(kilobytes) / 1024


def times(codings: int, folder: Path) -> None:
    """Out and in, and the bare XML beside."""
    big, out = folder / "stor.qdpx", folder / "ut.qdpx"
    made(big, codings)
    for name in ("a", "b"):
        run("init", str(folder / name), "--template", "tom")
    rows = [("in, to an empty project", run("import", str(big), "--project", str(folder / "a")))]
    rows.append(("out", run("export", str(out), "--project", str(folder / "a"))))
    rows.append(("in again, all there already", run("import", str(out), "--project", str(folder / "a"))))
    rows.append(("in, what went out", run("import", str(out), "--project", str(folder / "b"))))
    began = time.perf_counter()
    with zipfile.ZipFile(out) as archive:
        data = archive.read("project.qde")
        root = etree.fromstring(data, etree.XMLParser(huge_tree=True))
    parsing = time.perf_counter() - began
    began = time.perf_counter()
    etree.tostring(root)
    print(f"{codings} codings, {len(data) / 1e6:.0f} MB of XML")
    for name, (seconds, busy, megabytes) in rows:
        print(f"  {name:30} {seconds:6.1f} s, of the processor {busy:5.1f} s {megabytes:6.0f} MB")
    print(f"  {'bare XML: parse, write':30} {parsing:6.1f} s, {time.perf_counter() - began:.1f} s")


def hostile(count: int, folder: Path) -> None:
    """Damaged files: how many are read, how many refused, and the longest that one took."""
    from support.damage import damaged

    from kodetre.errors import UnreadableInput
    from kodetre.exchange.refi.read import read_qda

    sound, path = folder / "liten.qdpx", folder / "skadet.qdpx"
    made(sound, PER_SOURCE)
    data = sound.read_bytes()
    read = refused = 0
    longest = 0.0
    for seed in range(count):
        path.write_bytes(damaged(data, random.Random(seed)))
        began = time.perf_counter()
        try:
            read_qda(path)
            read += 1
        except UnreadableInput:
            refused += 1
        longest = max(longest, time.perf_counter() - began)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{count} damaged files: {read} read, {refused} refused, none else; the longest {longest:.2f} s; {most:.0f} MB"
    )


def main() -> None:
    """Print both."""
    codings, count = (int(given) for given in (*sys.argv[1:], "100000", "5000")[:2])
    if len(sys.argv) == 2:
        count = 5000
    with TemporaryDirectory() as temporary:
        folder = Path(temporary)
        if codings:
            times(codings, folder)
        if count:
            hostile(count, folder)


if __name__ == "__main__":
    main()
