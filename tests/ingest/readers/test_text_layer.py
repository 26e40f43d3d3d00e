"""Pages without text, and pages whose text cannot be read or was recognised by a program."""

from pathlib import Path

from kodetre.ingest.read import read


def test_a_page_that_is_a_picture_is_said_so(tmp_path: Path) -> None:
    from PIL import Image
    from reportlab.lib.utils import ImageReader
    from reportlab.pdfgen.canvas import Canvas

    path = tmp_path / "skannet.pdf"
    canvas = Canvas(str(path))
    canvas.drawImage(ImageReader(Image.new("RGB", (60, 80), "grey")), 0, 0, 595, 842)
    canvas.showPage()
    canvas.drawString(72, 700, "Denne siden har tekst som kan leses av alle.")
    canvas.save()
    reading = read(path)
    assert reading.status == "partly"
    assert reading.notes == ("page 1 is a picture without text (scanned)",)
