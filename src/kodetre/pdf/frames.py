"""Where the pages of a PDF are in PDF space, for boxes that go to other programs and come from them."""

from contextlib import closing
from pathlib import Path

from kodetre.pdf.file import pdfium_document
from kodetre.pdf.frame import Frame
from kodetre.pdf.words import frame_of


def frames_of(path: Path) -> list[Frame]:
    """The visible part of each page. Raises DamagedFile."""
    with pdfium_document(path, "cannot be opened to see where its pages are") as document:
        frames: list[Frame] = []
        for index in range(len(document)):
            with closing(document[index]) as page:
                frames.append(frame_of(page))
        return frames
