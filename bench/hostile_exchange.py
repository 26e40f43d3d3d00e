"""What thousands of damaged and hostile .qdpx files do to `kodetre import`: clear errors, clean imports, crashes; memory, time.

    python bench/hostile_exchange.py [COUNT] [FIRST SEED]

Every file is made of a right one, by its seed: the same seed is the same file. Each is taken in whole into an empty project, in
a process of its own for each part of a hundred; what was taken in is taken back, and the project must then be as empty as
before. One file in two hundred is large: a million codings, a bomb, a text of 45 MB. Memory is the most that a process held.
"""

import random
import re
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections import Counter
from io import BytesIO
from pathlib import Path
from types import FrameType

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

PART = 100
"""Files that one process takes."""
SECONDS = 120
"""After which a file hangs."""
PDF = "sources/00000000-0000-4000-8000-000000000009.pdf"


def right(folder: Path, *, pdf: bool) -> bytes:
    """A right file: texts with codings by several coders, memos, a case, and where it is wanted a PDF with a coded box."""
    from reportlab.pdfgen import canvas
    from support.damage import members, packed

    from kodetre.exchange.qda import (
        QdaArea,
        QdaCase,
        QdaCode,
        QdaCoding,
        QdaNote,
        QdaProject,
        QdaSelection,
        QdaSource,
        QdaUser,
        QdaValue,
        QdaVariable,
    )
    from kodetre.exchange.refi.write import write_project
    from kodetre.model.exchanged import derived_guid as guid
    from kodetre.model.moments import read_moment

    when = read_moment("2025-01-31T12:00:00Z")
    users = [QdaUser(guid("u", str(n)), f"Koder {n}") for n in range(3)]
    codes = [QdaCode(guid("c", str(n)), f"Kode {n}", guid("c", str(n // 2)) if n > 2 else "") for n in range(9)]
    notes = [QdaNote(guid("n", str(n)), "", f"Notat {n}", users[0].guid, when) for n in range(4)]
    sources: list[QdaSource] = []
    for number in range(2):
        text = "\n".join(f"Kommunen 😀 gir tilskudd nr. {n} til å følge råd." for n in range(20))
        selections: list[QdaSelection] = []
        for place in range(10):
            start, own = text.index(f"nr. {place} "), guid("s", str(number), str(place))
            coding = QdaCoding(
                guid("k", own), codes[place % 9].guid, users[place % 3].guid, when, (notes[place % 4].guid,)
            )
            selections.append(QdaSelection(own, start, start + 5, text[start : start + 5], codings=(coding,)))
        sources.append(QdaSource(guid("d", str(number)), f"t{number}.txt", "text", text, selections=tuple(selections)))
    page = BytesIO()
    drawn = canvas.Canvas(page, invariant=1)
    drawn.drawString(72, 700, "Samarbeid mellom kommunen og frivillige")
    drawn.save()
    coded = QdaCoding(guid("k", "pdf"), codes[0].guid, users[0].guid, when)
    area = QdaArea(guid("a", "pdf"), 0, (70, 690, 200, 715), codings=(coded,))
    paged = QdaSource(guid("d", "pdf"), "plan.pdf", "pdf", "", Path(PDF).name, areas=(area,))
    variable = QdaVariable(guid("v", ""), "folketall", "Integer")
    case = QdaCase(
        guid("g", ""), "Lindvik", values=(QdaValue(variable.guid, "Integer", "7"),), sources=(sources[0].guid,)
    )
    project = QdaProject(
        "rett", "bench", users=tuple(users), codes=tuple(codes), variables=(variable,), cases=(case,),
        sources=(*sources, paged) if pdf else tuple(sources), notes=tuple(notes),
    )  # fmt: skip
    path = folder / "plan.pdf"
    path.write_bytes(page.getvalue())
    target = BytesIO()
    write_project(target, project, {Path(PDF).name: path} if pdf else {})
    whole: bytes = packed(members(target.getvalue()))
    return whole


def hostile(data: bytes, seed: int) -> tuple[str, bytes]:
    """A file made of a right one by a seed, and what was done to it."""
    from support.damage import damaged, members, packed

    chosen = random.Random(seed)
    if seed % 200 == 199:
        return large(data, chosen)
    if chosen.random() < 0.6:
        return "damage", damaged(data, chosen)
    files = members(data)
    xml = files["project.qde"]
    kind = chosen.choice([*KINDS] if PDF in files else [one for one in KINDS if "PDF" not in one])
    match kind:
        case "offsets":
            xml = re.sub(rb'(start|end)Position="\d+"', lambda found: b'%sPosition="%d"' % (
                found[1], chosen.choice([-5, 0, 3, 90, 10**6, 2**31, chosen.randrange(2000)])), xml)  # fmt: skip
        case "boxes":
            xml = re.sub(rb'(first|second)(X|Y)="\d+"', lambda found: b'%s%s="%d"' % (
                found[1], found[2], chosen.choice([-9, 0, 10**9, 2**40, chosen.randrange(900)])), xml)  # fmt: skip
            xml = re.sub(rb'page="\d+"', b'page="%d"' % chosen.choice([-1, 1, 10**7, 2**60]), xml)
        case "a broken PDF":
            broken = bytearray(files[PDF])
            for _ in range(chosen.randrange(1, 40)):
                broken[chosen.randrange(len(broken))] = chosen.randrange(256)
            files[PDF] = bytes(broken[: chosen.randrange(20, len(broken) + 1)])
        case "another file as PDF":
            files[PDF] = chosen.choice([b"", b"PK\x03\x04", b"%PDF-1.7\n%%EOF", b"<html>", xml, bytes(range(256))])
        case "deep codes":
            deep = chosen.choice([30, 150, 190, 250, 5000])
            code = b'<Code guid="%s" name="x" isCodable="true">'
            opened = b"".join(code % str_guid(chosen) for _ in range(deep))
            xml = xml.replace(b"<Codes>", b"<Codes>" + opened + b"</Code>" * deep, 1)
        case "many codes":
            code = b'<Code guid="%s" name="%d" isCodable="true"/>'
            more = b"".join(code % (str_guid(chosen), n) for n in range(chosen.choice([500, 4000, 6000])))
            xml = xml.replace(b"<Codes>", b"<Codes>" + more, 1)
        case "odd names":
            strange = chosen.choice(
                ["../../x", "CON", "a\u202eb", "x" * 5000, "\u200b", "[/b]", "a&#10;b", "=1+1", "&#x1F600;" * 90]
            )
            xml = re.sub(rb'name="[^"]*"', b'name="%s"' % strange.encode(), xml)
        case "an encoding":
            body = xml.decode().replace("utf-8", "utf-16").replace("UTF-8", "utf-16")
            xml = chosen.choice([body.encode("utf-16"), b"\xef\xbb\xbf" + xml, xml.replace(b"utf-8", b"ebcdic-x")])
        case "paths":
            odd = chosen.choice(
                [b"../../../etc/passwd", b"/etc/passwd", b"C:\\x.txt", b"file:///etc/passwd", b"http://x.no/a"]
            )
            xml = re.sub(rb'((?:plainTextPath|path)=")[^"]*', rb"\1" + odd.replace(b"\\", b"\\\\"), xml)
        case "members":
            files |= {f"sources/{n}": b"" for n in range(chosen.choice([100, 3000, 21_000]))}
        case "texts":
            names = [name for name in files if name.endswith(".txt")]
            for name in names:
                letter = chosen.choice(["a", "\u0301", "\r", "\x00", "\ud7ff", "😀", "\ufeff", "\u2028"])
                files[name] = (letter * chosen.choice([1, 1000, 300_000])).encode()
        case "times":
            odd = chosen.choice(
                [b"0000-00-00T00:00:00Z", b"9999-12-31T23:59:59-23:59", b"yesterday", b"0001-01-01T00:00:00+14:00"]
            )
            xml = re.sub(rb'DateTime="[^"]*"', b'DateTime="%s"' % odd, xml)
        case "guids":
            odd = chosen.choice([b"", b"x", b"{" + b"0" * 36 + b"}", b"00000000-0000-0000-0000-000000000000"])
            xml = re.sub(rb'guid="[^"]*"', b'guid="%s"' % odd, xml, count=chosen.choice([0, 5]))
    files["project.qde"] = xml
    return kind, packed(files)


KINDS = (
    "offsets", "boxes", "a broken PDF", "another file as PDF", "deep codes", "many codes", "odd names", "an encoding", "paths",
    "members", "texts", "times", "guids",
)  # fmt: skip


def str_guid(chosen: random.Random) -> bytes:
    """A GUID."""
    digits = f"{chosen.getrandbits(128):032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:])).encode()


def large(data: bytes, chosen: random.Random) -> tuple[str, bytes]:
    """A file that unpacks to much."""
    from support.damage import members, packed

    files = members(data)
    xml = files["project.qde"]
    text = next(name for name in files if name.endswith(".txt"))
    kind = chosen.choice(["a million codings", "400,000 codings", "a bomb", "a text of 45 MB", "a million elements"])
    if kind == "a bomb":
        files["sources/stor.bin"] = b"\x00" * 300_000_000
    elif kind == "a text of 45 MB":
        files[text] = b"kommunen gir " * 3_500_000
    elif kind == "a million elements":
        xml = xml.replace(b"<Notes>", b"<Notes>" + b'<Note guid="%s" name="x"/>' % str_guid(chosen) * 1_000_000, 1)
    else:
        code = re.search(rb'<Code guid="([^"]*)"', xml)
        assert code is not None
        count = 1_000_000 if kind == "a million codings" else 400_000
        place = b'<PlainTextSelection guid="%s" startPosition="%d" endPosition="%d">'
        one = place + b'<Coding guid="%s"><CodeRef targetGUID="%s"/></Coding></PlainTextSelection>'
        more = (one % (str_guid(chosen), n % 800, n % 800 + 9, str_guid(chosen), code[1]) for n in range(count))
        xml = xml.replace(b"</TextSource>", b"".join(more) + b"</TextSource>", 1)
    files["project.qde"] = xml
    return kind, packed(files)


class _Hung(BaseException):
    """A file takes too long."""


def _hung(signal: int, frame: FrameType | None) -> None:
    raise _Hung


def part(first: int, count: int) -> None:
    """Take some files in, and print what became of each kind, and what went wrong."""
    from support.qda import told

    from kodetre.errors import KodetreError
    from kodetre.project.project import find
    from kodetre.services.import_project import ImportRequest, import_project

    signal.signal(signal.SIGALRM, _hung)
    with tempfile.TemporaryDirectory(prefix="kodetre-hostile-") as temporary:
        folder = Path(temporary)
        with_pdf, without = right(folder, pdf=True), right(folder, pdf=False)
        _kodetre("init", str(folder / "p"), "--template", "tom")
        project = find(folder / "p")
        empty = told(project)
        for seed in range(first, first + count):
            kind, file = hostile(with_pdf if seed % 10 == 0 else without, seed)
            path = folder / "fil.qdpx"
            path.write_bytes(file)
            outcome = "clean"
            began = time.monotonic()
            signal.alarm(SECONDS)
            try:
                imported = import_project(project, ImportRequest(path, "Kari"))
                if imported.step:
                    _kodetre("undo", "--coder", "Kari", "--project", str(folder / "p"))
                if told(project) != empty:
                    outcome = "left something"
            except KodetreError as error:
                outcome = "error" if error.what and told(project) == empty else "unclear error"
                if error.exit_code == 1:
                    outcome = "unclear error"
            except _Hung:
                outcome = "hung"
            except BaseException:  # noqa: BLE001 - a crash is what is looked for
                outcome = "crash"
                print(f"seed {seed}: {kind}\n{traceback.format_exc(limit=-4)}", file=sys.stderr)
            signal.alarm(0)
            seconds = time.monotonic() - began
            if outcome not in ("clean", "error"):
                print(f"seed {seed}: {kind}: {outcome}", file=sys.stderr)
            print(
                f"{outcome}\t{kind}\t{seconds:.2f}\t{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024}",
                flush=True,
            )


def _kodetre(*arguments: str) -> None:
    from support.project import call

    ran = call(*arguments)
    if ran.code:
        raise RuntimeError(ran.err)


def main() -> None:
    """Take all of them in, part after part, and print the sums."""
    arguments = sys.argv[1:]
    if arguments[:1] == ["--part"]:
        part(int(arguments[1]), int(arguments[2]))
        return
    count = int(arguments[0]) if arguments else 5000
    first = int(arguments[1]) if len(arguments) > 1 else 0
    outcomes: Counter[str] = Counter()
    by_kind: Counter[tuple[str, str]] = Counter()
    memory, slowest = (0, ""), (0.0, "")
    began = time.monotonic()
    for start in range(first, first + count, PART):
        size = min(PART, first + count - start)
        command = [sys.executable, __file__, "--part", str(start), str(size)]
        ran = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
        rows = [line.split("\t") for line in ran.stdout.splitlines() if line.count("\t") == 3]
        outcomes["died"] += size - len(rows)
        for outcome, kind, seconds, held in rows:
            outcomes[outcome] += 1
            by_kind[kind, outcome] += 1
            memory, slowest = max(memory, (int(held), kind)), max(slowest, (float(seconds), kind))
        told = ", ".join(f"{name} {number}" for name, number in outcomes.items() if number)
        print(f"{start + size - first} of {count}: {told}; most memory {memory[0]} MB", file=sys.stderr, flush=True)
    for (kind, outcome), number in sorted(by_kind.items()):
        print(f"{kind:22} {outcome:14} {number:6}")
    names = ("clean", "error", "unclear error", "left something", "hung", "crash", "died")
    print(", ".join(f"{name} {outcomes[name]}" for name in names))
    print(f"most memory {memory[0]} MB ({memory[1]}), slowest {slowest[0]} s ({slowest[1]})")
    print(f"{count} files in {time.monotonic() - began:.0f} s")


if __name__ == "__main__":
    main()
