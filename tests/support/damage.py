"""Damaged and hostile .qdpx files, made of a right one."""

import io
import random
import re
import zipfile

BOMB = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
) + b']><Project xmlns="urn:QDA-XML:project:1.0" name="&i;"/>'  # fmt: skip
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><Project name="&x;"/>'


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(files: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def damaged(data: bytes, chosen: random.Random) -> bytes:
    """A file that is damaged in one of many ways."""
    files = members(data)
    xml = files["project.qde"]
    match chosen.randrange(12):
        case 0:
            return data[: chosen.randrange(len(data))]
        case 1:
            broken = bytearray(data)
            for _ in range(chosen.randrange(1, 20)):
                broken[chosen.randrange(len(broken))] = chosen.randrange(256)
            return bytes(broken)
        case 2:
            return packed({chosen.choice(["../../a.qde", "/etc/b.txt", "C:\\x.txt", "sources/../c"]): b"x", **files})
        case 3:
            files["project.qde"] = chosen.choice([BOMB, OUTSIDE, b"", b"<a/>", b"\xff\xfe<", b"<Project>" * 5000])
        case 4:
            numbers = list(re.finditer(rb'(start|end)Position="(-?\d+)"', xml))
            for match in chosen.sample(numbers, min(3, len(numbers))):
                odd = chosen.choice([b"-1", b"99999999999999999999", b"1e9", b"", b"0", b"7"])
                xml = xml.replace(match[0], match[1] + b'Position="' + odd + b'"', 1)
            files["project.qde"] = xml
        case 5:
            guids = sorted(set(re.findall(rb'"([0-9a-f-]{36})"', xml)))
            files["project.qde"] = xml.replace(chosen.choice(guids), chosen.choice(guids))
        case 6:
            files["project.qde"] = xml[: chosen.randrange(len(xml))]
        case 7:
            texts = [name for name in files if name.endswith(".txt")]
            files[chosen.choice(texts)] = chosen.choice(
                [b"", b"\xff\xfea\x00b", b"\x00" * 500, bytes(range(256)), b"\xef\xbb\xbf"]
            )
        case 8:
            files.pop(chosen.choice(list(files)))
        case 9:
            broken = bytearray(xml)
            for _ in range(chosen.randrange(1, 6)):
                broken[chosen.randrange(len(broken))] = chosen.randrange(32, 127)
            files["project.qde"] = bytes(broken)
        case 10:
            start = chosen.randrange(len(xml))
            files["project.qde"] = xml[:start] + xml[start : start + chosen.randrange(400)] * 3 + xml[start:]
        case _:
            return packed({**files, "annet.qde": xml, "noe/annet/dypt.bin": b"x"})
    return packed(files)
