"""Web pages."""

from pathlib import Path

from kodetre.ingest.read import read


def test_a_web_page_is_read_without_its_menu(tmp_path: Path) -> None:
    path = tmp_path / "side.html"
    text = "Kommunen har vedtatt en ny plan for rusarbeidet, og den gjelder i fire år fra nyttår. " * 4
    path.write_text(
        f"<html><head><title>Ny plan</title></head><body><nav><a href='/'>Hjem</a> <a href='/k'>Kontakt oss</a></nav>"
        f"<article><h1>Ny plan</h1><h2>Bakgrunn</h2><p>{text}</p><p>{text}</p></article></body></html>",
        "utf-8",
    )
    reading = read(path)
    assert "Kontakt oss" not in reading.text
    assert "rusarbeidet" in reading.text
    assert not reading.paged
