"""Ways in which a file can be damaged or hostile, each made of its bytes and a source of chance."""

import io
import os
import random
import re
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

Damage = Callable[[bytes, random.Random], bytes]

FORBIDDEN = (
    *("\x1b[31m", "\x9b", "\u202e", "\x00", "\r", "\ufeff", "\ud7ff", "\U0010ffff", "\x85", "\u2028"),
    *("'", '"', "%", "\\"),
)
OPENINGS = (
    *("[", "{", "(", "<div>", "<table><tr><td>", "> ", "- ", "  - ", "*", "`", "&lt;", "[a](", "# ", "?: "),
    "!!python/object:",
)
NUMBERS = (0, 1, 99_999_999, 2**31, 2**63, -5)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Cut off."""
    return data[: chance.randrange(len(data) + 1)]


def changed(data: bytes, chance: random.Random) -> bytes:
    """Some bytes are others."""
    damaged = bytearray(data)
    for _ in range(chance.choice((1, 10, 200)) if data else 0):
        damaged[chance.randrange(len(damaged))] = chance.randrange(256)
    return bytes(damaged)


def flipped(data: bytes, chance: random.Random) -> bytes:
    """A bit is the other one."""
    damaged = bytearray(data)
    if damaged:
        damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
    return bytes(damaged)


def gone(data: bytes, chance: random.Random) -> bytes:
    """A stretch is gone."""
    start = chance.randrange(len(data) + 1)
    return data[:start] + data[start + chance.choice((1, 10, 1000, 50_000)) :]


def blank(data: bytes, chance: random.Random) -> bytes:
    """A stretch is of one byte, as after a failed disk."""
    start = chance.randrange(len(data) + 1)
    length = min(chance.choice((16, 512, 4096)), len(data) - start)
    return data[:start] + chance.choice((b"\x00", b"\xff", b" ")) * length + data[start + length :]


def doubled(data: bytes, chance: random.Random) -> bytes:
    """A stretch stands several times."""
    start = chance.randrange(len(data) + 1)
    stretch = data[start : start + chance.choice((3, 40, 2000))]
    return data[:start] + stretch * chance.choice((2, 5, 50)) + data[start:]


def swapped(data: bytes, chance: random.Random) -> bytes:
    """Stretches stand in another order."""
    first, second = sorted((chance.randrange(len(data) + 1), chance.randrange(len(data) + 1)))
    return data[second:] + data[first:second] + data[:first]


def renumbered(data: bytes, chance: random.Random) -> bytes:
    """Numbers are others."""
    places = list(re.finditer(rb"\d+", data))
    damaged = bytearray(data)
    for place in sorted(chance.sample(places, min(5, len(places))), key=lambda match: -match.start()):
        damaged[place.start() : place.end()] = str(chance.choice(NUMBERS)).encode()
    return bytes(damaged)


def streams_cut(data: bytes, chance: random.Random) -> bytes:
    """The streams of a PDF end too early."""
    damaged = bytearray(data)
    ends = [match.start() for match in re.finditer(rb"endstream", data)]
    for end in ends[:: chance.choice((1, 3, 10))][::-1]:
        del damaged[max(0, end - chance.randrange(1, 400)) : end]
    return bytes(damaged)


def inside_zip(data: bytes, chance: random.Random) -> bytes:
    """A file in a ZIP is damaged, and the ZIP is whole around it."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, OSError, ValueError):  # it was damaged before
        return changed(data, chance)
    name = chance.choice(sorted(members))
    members[name] = chance.choice(BYTES)(members[name], chance)
    if chance.random() < 0.2:
        del members[chance.choice(sorted(members))]
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return target.getvalue()


def forbidden(data: bytes, chance: random.Random) -> bytes:
    """Characters that drive a terminal, turn text round or mean something to a format stand anywhere in it."""
    for _ in range(chance.randint(1, 10)):
        place = chance.randrange(len(data) + 1)
        data = data[:place] + chance.choice(FORBIDDEN).encode("utf-8", "surrogatepass") + data[place:]
    return data


def lines_shuffled(data: bytes, chance: random.Random) -> bytes:
    """Lines stand in another order, at another depth, or are gone."""
    lines = data.split(b"\n")
    for _ in range(chance.randint(1, 5)):
        place = chance.randrange(len(lines))
        match chance.randrange(3):
            case 0:
                lines.insert(place, lines.pop(chance.randrange(len(lines))))
            case 1:
                lines[place] = b" " * chance.randrange(9) + lines[place].strip()
            case _ if len(lines) > 1:
                lines.pop(place)
    return b"\n".join(lines)


def other_letters(data: bytes, chance: random.Random) -> bytes:
    """In another encoding, with or without a mark of its own, or with that of yet another."""
    text = data.decode("utf-8", "replace")
    encoded = text.encode(chance.choice(("utf-16", "utf-16-le", "utf-32", "utf-32-be", "cp1252", "utf-7")), "replace")
    return chance.choice((b"", b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")) + encoded


def line_ends(data: bytes, chance: random.Random) -> bytes:
    """Lines end as on another system, or as on none."""
    return data.replace(b"\n", chance.choice((b"\r", b"\r\n", b"\n\r", b"\x0b", b"\x0c", b"\xe2\x80\xa8", b"")))


def nested(data: bytes, chance: random.Random) -> bytes:
    """Something is opened again and again and never closed."""
    place = chance.randrange(len(data) + 1)
    return data[:place] + chance.choice(OPENINGS).encode() * chance.choice((50, 500, 2000)) + data[place:]


def emptied(data: bytes, chance: random.Random) -> bytes:
    """Nothing, or only what looks like nothing."""
    return chance.choice(
        (b"", b"\n", b"\xef\xbb\xbf", b"\xff\xfe", b" \t\n" * 100, b"\x00" * 100, b"---\n", b"{}", b"[]")
    )


BYTES: tuple[Damage, ...] = (cut, changed, flipped, gone, blank, doubled, swapped)
"""Damage to any file."""
TEXT: tuple[Damage, ...] = (forbidden, lines_shuffled, other_letters, line_ends, nested, renumbered, emptied)
"""Damage to a file of text."""
PDF: tuple[Damage, ...] = (*BYTES, renumbered, streams_cut)
DOCX: tuple[Damage, ...] = (*BYTES, inside_zip, inside_zip, inside_zip, inside_zip)


def flood(chance: random.Random, opening: bytes) -> bytes:
    """Far more than anybody writes: of depth, of lines, of keys, or one long line."""
    match chance.randrange(4):
        case 0:
            return opening + b"[" * 20_000
        case 1:
            return opening + b"".join(b"k%d: v\n" % number for number in range(200_000))
        case 2:
            return opening + b"a" * 5_000_000
        case _:
            return opening + b"- a\n" * 300_000


def no_file(path: Path, chance: random.Random) -> str:
    """What stands at a path is no regular file; what it is."""
    path.unlink()
    kinds = ["folder", "dangling link", "link to itself", "device"]
    if hasattr(os, "mkfifo"):
        kinds.append("pipe")
    kind = chance.choice(kinds)
    match kind:
        case "folder":
            path.mkdir()
        case "dangling link":
            path.symlink_to(path.with_name("no such file"))
        case "link to itself":
            path.symlink_to(path)
        case "device":
            path.symlink_to("/dev/zero")
        case _:
            os.mkfifo(path)
    return kind
