"""Text recognition for pages that are pictures, by OCRmyPDF and Tesseract where they are installed."""

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Literal

from kodetre.errors import DamagedFile
from kodetre.i18n.message import msg

Ocr = Literal["off", "auto"]
"""Whether the text of pages that are pictures is recognised."""

LANGUAGES = ("nor", "nno", "eng")
"""Tesseract's names of what is recognised, those that are installed: bokmål (and nynorsk near enough), English."""
SECONDS_PER_PAGE = 120
INSTALL = msg(
    "install OCRmyPDF and Tesseract with Norwegian: sudo apt install ocrmypdf tesseract-ocr-nor "
    "(macOS: brew install ocrmypdf tesseract-lang; Windows: pip install ocrmypdf, and Tesseract from "
    "its own installer)"
)


def missing() -> str:
    """What of it is not installed, in words; empty when all is there."""
    if _command() is None:
        return msg("OCRmyPDF is not installed")
    if shutil.which("tesseract") is None:
        return msg("Tesseract is not installed")
    return "" if "nor" in _installed() else msg("Tesseract has no Norwegian (nor)")


def _command() -> list[str] | None:
    if importlib.util.find_spec("ocrmypdf") is not None:
        return [sys.executable, "-m", "ocrmypdf"]
    program = shutil.which("ocrmypdf")
    return [program] if program else None


@cache
def _installed() -> frozenset[str]:
    listed = subprocess.run(
        ["tesseract", "--list-langs"],  # noqa: S607
        capture_output=True,
        text=True,
        check=False,
    )
    return frozenset(listed.stdout.split())


@contextmanager
def recognised(path: Path, pages: Sequence[int]) -> Iterator[Path]:
    """A copy of a PDF whose given pages (1-based) have text under their pictures; gone when the block ends.

    The original is not touched. Raises DamagedFile when OCRmyPDF fails or takes too long.
    """
    command = _command()
    assert command is not None
    languages = "+".join(language for language in LANGUAGES if language in _installed())
    with tempfile.TemporaryDirectory(prefix="kodetre-ocr-") as folder:
        target = Path(folder) / "recognised.pdf"
        arguments = [
            *command, "--quiet", "--jobs", "1", "--output-type", "pdf", "--optimize", "0", "--force-ocr", "--language",
            languages, "--pages", _ranges(pages), str(path.absolute()), str(target),
        ]  # fmt: skip
        try:
            ran = subprocess.run(  # noqa: S603 - a list of arguments, no shell
                arguments,
                capture_output=True,
                text=True,
                errors="replace",
                check=False,
                timeout=SECONDS_PER_PAGE * len(pages),
                stdin=subprocess.DEVNULL,
            )
        except subprocess.TimeoutExpired as error:
            raise DamagedFile(
                path,
                msg("took more than {seconds_per_page} seconds a page to recognise", seconds_per_page=SECONDS_PER_PAGE),
                next_step=_SCAN,
            ) from error
        if ran.returncode != 0 or not target.exists():
            last_line = (ran.stderr.strip().splitlines() or ["nothing"])[-1]
            raise DamagedFile(
                path,
                msg("OCRmyPDF could not recognise its text; it says: {last_line}", last_line=last_line),
                next_step=_SCAN,
            )
        yield target


_SCAN = msg("take it in without --ocr, or try OCRmyPDF on it by hand to see more")


def _ranges(pages: Sequence[int]) -> str:
    """Pages as OCRmyPDF wants them: 1-3,7."""
    ranges: list[list[int]] = []
    for page in sorted(pages):
        if ranges and page == ranges[-1][1] + 1:
            ranges[-1][1] = page
        else:
            ranges.append([page, page])
    return ",".join(str(first) if first == last else f"{first}-{last}" for first, last in ranges)
