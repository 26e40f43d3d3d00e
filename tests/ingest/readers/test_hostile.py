"""Files that are made to take forever, or to lose text, are read in time that grows with them; what is lost is said."""

from collections.abc import Callable
from pathlib import Path
from time import process_time

import pytest
from support.project import Kodetre

from kodetre.errors import TooLarge
from kodetre.ingest.read import read

SHAPES: dict[str, tuple[str, Callable[[int], str]]] = {
    "lines that end in hyphens": ("a.txt", lambda size: "ord-\n" * size),
    "lines of words": ("a.txt", lambda size: "a b\n" * size),
    "marks piled on a letter": ("a.txt", lambda size: "a" + "\u0301\u0323" * size),
    "attributes of an element": ("a.html", lambda size: f"<html><p {' '.join(f'a{n}=x' for n in range(4 * size))}>Teksten.</p>"),
    "elements in one another": ("a.html", lambda size: f"<html><body>{'<div>' * size}Teksten.{'</div>' * size}"),
    "emphasis that does not end": ("a.md", lambda size: "*a " * size),
    "quotes in one another": ("a.md", lambda size: "> " * size),
}  # fmt: skip


def seconds(path: Path, text: str) -> float:
    path.write_text(text, "utf-8")
    begin = process_time()
    read(path)
    return process_time() - begin


@pytest.mark.parametrize(("name", "shape"), SHAPES.values(), ids=SHAPES)
def test_time_grows_with_the_file_and_not_with_its_square(
    tmp_path: Path, name: str, shape: Callable[[int], str]
) -> None:
    seconds(tmp_path / name, shape(100))
    once, eight_times = seconds(tmp_path / name, shape(10_000)), seconds(tmp_path / name, shape(80_000))
    assert eight_times < 24 * max(once, 0.05)


def test_the_text_in_elements_deep_in_one_another_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<html><body>{'<div>' * 1000}Teksten står her.{'</div>' * 1000}</body>", "utf-8")
    reading = read(tmp_path / "a.html")
    assert reading.text == "Teksten står her."
    assert reading.notes == ()


def test_what_stands_too_deep_to_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(f"<body><p>Først.</p>{'<ul><li>' * 300}dypt</body>", "utf-8")
    assert "stand in one another more than 255 deep" in " ".join(read(tmp_path / "a.html").notes)


def test_a_page_of_more_markup_than_anybody_writes_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kodetre.ingest.readers.html._LARGEST", 1000)
    picture = f'<img src="data:image/png;base64,{"A" * 60_000}">'
    (tmp_path / "a.html").write_text(f"<body>{picture}<p>Et bilde og litt tekst.</p></body>", "utf-8")
    assert read(tmp_path / "a.html").text == "Et bilde og litt tekst."
    (tmp_path / "a.html").write_text(f"<body>{'<p>Tekst.</p>' * 100}</body>", "utf-8")
    with pytest.raises(TooLarge, match="of text and markup"):
        read(tmp_path / "a.html")


def test_a_list_in_markdown_is_read_as_deep_as_people_write(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("".join(f"{'  ' * depth}- punkt {depth}\n" for depth in range(30)), "utf-8")
    reading = read(tmp_path / "a.md")
    assert [(block.level, reading.text[block.start : block.end]) for block in reading.blocks] == [
        (depth + 1, f"punkt {depth}") for depth in range(30)
    ]
    assert reading.notes == ()


def test_what_stands_deeper_than_that_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("".join(f"{'  ' * depth}- punkt {depth}\n" for depth in range(60)), "utf-8")
    assert read(tmp_path / "a.md").notes == ("is nested more than 50 levels deep, and what stands deeper was left out",)


def test_a_footnote_of_one_word_is_no_address(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("Se kilden[^1].\n\n[^1]: https://kilde.no\n", "utf-8")
    reading = read(tmp_path / "a.md")
    assert [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks] == [
        ("paragraph", "Se kilden^1."),
        ("footnote", "https://kilde.no"),
    ]


def test_what_was_left_out_is_seen_when_the_document_is_taken_in_and_when_it_is_shown(
    kodetre: Kodetre, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kodetre("init", str(tmp_path / "p"))
    monkeypatch.chdir(tmp_path / "p")
    Path("corpus", "a.md").write_text("".join(f"{'  ' * depth}- punkt {depth}\n" for depth in range(60)), "utf-8")
    what = "is nested more than 50 levels deep"
    assert what in " ".join(kodetre("ingest", "corpus", "--json").out.split())
    assert what in kodetre("documents", "show", "D1").err
    assert what in kodetre("documents", "show", "D1", "--json").out
