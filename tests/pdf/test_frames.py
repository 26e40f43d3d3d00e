"""What is shown of a page: boxes from any two corners, inherited, off the origin, or nonsense."""

from pathlib import Path

import pytest

from kodetre.ingest.readers.pdf import read

CONTENT = b"BT /F1 12 Tf 72 700 Td (Kommunen har en plan for rusarbeid og helse.) Tj ET"
A4 = "/MediaBox [0 0 595 842]"
SHOWN = {
    "as usual": (A4, ""),
    "from the upper right": ("/MediaBox [595 842 0 0]", ""),
    "from the upper left": ("/MediaBox [0 842 595 0]", ""),
    "from the lower right": ("/MediaBox [595 0 0 842]", ""),
    "with a crop box from the upper right": (f"{A4}/CropBox [595 842 0 0]", ""),
    "inherited": ("", A4),
    "inherited from the upper right": ("", "/MediaBox [595 842 0 0]"),
    "with a crop box over the edge": (f"{A4}/CropBox [-500 -500 5000 5000]", ""),
    "with a crop box elsewhere": (f"{A4}/CropBox [1000 1000 2000 2000]", ""),
    "with an empty crop box": (f"{A4}/CropBox [0 0 0 0]", ""),
    "turned by 45 degrees": (f"{A4}/Rotate 45", ""),
}


def written(folder: Path, page: str, pages: str = "") -> Path:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Kids[3 0 R]/Count 1 {pages}>>".encode(),
        f"<</Type/Page/Parent 2 0 R {page}/Resources<</Font<</F1 5 0 R>>>>/Contents 4 0 R>>".encode(),
        b"<</Length %d>>stream\n%s\nendstream" % (len(CONTENT), CONTENT),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, written_object in enumerate(objects, start=1):
        places.append(b"%010d 00000 n \n" % len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, written_object)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(places)
    end = b"trailer<</Root 1 0 R/Size 6>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
    (folder / "a.pdf").write_bytes(data + table + end)
    return folder / "a.pdf"


@pytest.mark.parametrize(("page", "pages"), SHOWN.values(), ids=SHOWN)
def test_a_word_stands_where_a_reader_shows_it(tmp_path: Path, page: str, pages: str) -> None:
    reading = read(written(tmp_path, page, pages))
    assert reading.text == "Kommunen har en plan for rusarbeid og helse."
    assert (reading.boxes.left[0], reading.boxes.top[0]) == (720, 1326)


@pytest.mark.parametrize(
    "page",
    [
        "/MediaBox [-100 -200 495 1000]", "/MediaBox [0 0 0 0]", "/MediaBox [0 0 1000000000 1000000000]", "/MediaBox [0 0 595]",
        "/MediaBox [/a 0 0 0]", f"{A4}/Rotate -90", f"{A4}/Rotate 450", "/MediaBox [595 842 0 0]/Rotate 90", "",
    ],
)  # fmt: skip
def test_text_is_read_from_whatever_page(tmp_path: Path, page: str) -> None:
    assert read(written(tmp_path, page)).text == "Kommunen har en plan for rusarbeid og helse."


def test_text_beside_the_page_is_said_to_be_left_out(tmp_path: Path) -> None:
    reading = read(written(tmp_path, "/MediaBox [0 0 50 50]"))
    assert reading.text == ""
    assert reading.notes[0] == "the text of page 1 stands beside what is shown of the page, and was left out"
