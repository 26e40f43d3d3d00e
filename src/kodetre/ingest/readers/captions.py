"""Captions of a recording (WebVTT, SubRip) to a `Reading`: what somebody says in a row is a paragraph; every cue keeps its time.

WebVTT as https://www.w3.org/TR/webvtt1/ has it; SubRip has no standard, and is read as programs write it.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from kodetre.errors import DamagedFile
from kodetre.i18n.message import msg
from kodetre.ingest.layout.drafts import Draft, clean, compose, on_one_line, pages_of
from kodetre.ingest.readers.encoding import decoded
from kodetre.ingest.turns import Lead, Speakers, after_label, label_of, speakers_in
from kodetre.model.documents import Reading

_TIMES = re.compile(
    r"\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})\s*-->\s*(?:(\d{1,4}):)?(\d{1,2}):(\d{2})[.,](\d{1,3})(?:\s.*)?"
)
_VOICE = re.compile(r"<v(?:\.[^\s>]*)?\s+([^>]+)>")
_TAG = re.compile(r"</?[a-zA-Z][^>\n]*>|<\d[^>\n]*>|\{\\[^}\n]*\}")
_PAUSE = 2000
"""Milliseconds of silence that end a paragraph where nobody is named."""
_LONG = 500
"""Letters of a paragraph without a speaker that ends with the next sentence."""
_ENDS = (".", "?", "!", "…")


@dataclass(frozen=True, slots=True)
class _Cue:
    begins: int
    ends: int
    voice: str
    text: str


def read(path: Path, speakers: Speakers = "auto") -> Reading:
    """What was said in a recording. Raises DamagedFile when the file has no cue with a time."""
    text, notes = decoded(path)
    cues = [cue for cue in _cues(clean(text.replace("\r\n", "\n").replace("\r", "\n"))) if cue.text]
    if not cues:
        raise DamagedFile(
            path,
            msg("has no captions with times in it"),
            next_step=msg("export the captions anew, as .vtt or .srt; a transcript without times is a .txt"),
        )
    drafts = list(_paragraphs(_with_speakers(cues, speakers)))
    composed = compose(drafts)
    times: list[tuple[int, int]] = []
    for draft in drafts:
        begins = composed.blocks[draft.block].start if draft.block >= 0 else 0
        times += [(begins + offset, at) for offset, at in draft.times if draft.block >= 0]
    return Reading(
        text=composed.text,
        pages=pages_of(composed.page_starts, ["1"], len(composed.text)),
        blocks=composed.blocks,
        notes=notes,
        paged=False,
        times=tuple(times),
    )


def _cues(text: str) -> Iterator[_Cue]:
    """The cues of a file: what stands under a line with two times, until an empty line. Notes and styles have no such line."""
    lines = text.split("\n")
    place = 0
    while place < len(lines):
        times = _TIMES.fullmatch(lines[place])
        place += 1
        if times is None:
            continue
        said = []
        while place < len(lines) and lines[place].strip() and not _TIMES.fullmatch(lines[place]):
            said.append(lines[place])
            place += 1
        if place < len(lines) and _TIMES.fullmatch(lines[place]) and said and said[-1].strip().isdigit():
            said.pop()  # the number of the next cue, without an empty line before it
        yield from _voices(_milliseconds(times.groups()[:4]), _milliseconds(times.groups()[4:]), "\n".join(said))


def _milliseconds(parts: Sequence[str | None]) -> int:
    hours, minutes, seconds, rest = parts
    return (int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)) * 1000 + int(
        (rest or "0").ljust(3, "0")
    )


def _voices(begins: int, ends: int, said: str) -> Iterator[_Cue]:
    """A cue as one for each voice in it."""
    pieces = _VOICE.split(said)
    for voice, piece in zip(("", *pieces[1::2]), pieces[::2], strict=True):
        yield _Cue(begins, ends, on_one_line(html.unescape(voice)), on_one_line(html.unescape(_TAG.sub("", piece))))


def _with_speakers(cues: Sequence[_Cue], mode: Speakers) -> list[_Cue]:
    """The cues with who speaks: a voice as the file tags it, else a name with a colon, by the rules of transcripts."""
    if mode == "no":
        return [_Cue(cue.begins, cue.ends, "", cue.text) for cue in cues]
    names = speakers_in([Lead(cue.text) for cue in cues if not cue.voice], mode)
    told: list[_Cue] = []
    current = ""
    for cue in cues:
        key = label_of(cue.text).casefold()
        if cue.voice:
            current, text = cue.voice, cue.text
        elif key in names:
            current, text = names[key], after_label(cue.text)
        else:
            text = cue.text
        told.append(_Cue(cue.begins, cue.ends, current, text))
    return told


def _paragraphs(cues: Sequence[_Cue]) -> Iterator[Draft]:
    """What one person says in a row, with the name before it; without names, what is said without a pause."""
    for voice, turn in groupby(cues, key=lambda cue: cue.voice):
        draft = Draft("paragraph", text=f"{voice}:" if voice else "", speaker=voice)
        before: _Cue | None = None
        for cue in turn:
            if not voice and before is not None and _parts(before, cue, draft.text):
                yield draft
                draft = Draft("paragraph")
            offset = len(draft.text) + 1 if draft.text else 0
            draft.times.append((offset if draft.times else 0, cue.begins))
            draft.text = f"{draft.text} {cue.text}".strip()
            before = cue
        yield draft


def _parts(before: _Cue, cue: _Cue, text: str) -> bool:
    """Whether a paragraph without a speaker ends between two cues."""
    ends = text.endswith(_ENDS)
    return cue.begins - before.ends >= _PAUSE or (ends and len(text) > _LONG)
