"""What goes to a data archive."""

import hashlib
import io
import json
import zipfile
from pathlib import Path

import pandas
from support.project import Kodetre


def members(path: str) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_every_file_has_its_hash_and_the_same_project_gives_the_same_bytes(kodetre: Kodetre, coded: Path) -> None:
    assert kodetre("archive", "a.zip", "--licence", "CC BY 4.0").code == 0
    assert kodetre("archive", "b.zip", "--licence", "CC BY 4.0").code == 0
    assert Path("a.zip").read_bytes() == Path("b.zip").read_bytes()
    files = members("a.zip")
    sums = dict(reversed(line.split("  ", 1)) for line in files.pop("SHA256SUMS").decode().splitlines())
    assert sums == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}
    assert files["LICENCE.txt"] == b"CC BY 4.0\n"


def test_neither_store_nor_settings_are_in_it(kodetre: Kodetre, coded: Path) -> None:
    Path("actors.yaml").write_text("actors: {}\n", "utf-8")
    kodetre("archive", "a.zip")
    names = set(members("a.zip"))
    assert not {name for name in names if name.endswith((".db", "kodetre.yaml", "actors.yaml"))}
    assert str(coded.parent).encode() not in b"".join(members("a.zip").values())


def test_documents_that_are_not_chosen_leave_no_word_of_theirs(kodetre: Kodetre, coded: Path) -> None:
    assert kodetre("archive", "a.zip", "--document", "D1", "--annotate").code == 0
    files = members("a.zip")
    assert [name for name in files if name.startswith("texts/")] == ["texts/D1.txt"]
    left_out = kodetre("documents", "show", "D2", "--json").out
    sentence = next(block["text"] for block in json.loads(left_out)["blocks"] if len(block["text"]) > 80)
    assert not [name for name, data in files.items() if sentence[:60] in data.decode("utf-8", "replace")]
    for name in ("codings", "blocks", "decisions", "figures"):
        table = pandas.read_csv(io.BytesIO(files[f"data/{name}.csv"]))
        assert set(table["document"]) == {"D1"}


def test_an_annotation_quotes_the_words_that_stand_at_its_place(kodetre: Kodetre, coded: Path) -> None:
    kodetre("archive", "a.zip", "--annotate", "--texts-only")
    files = members("a.zip")
    assert not [name for name in files if name.startswith("documents/")]
    texts = [files[name].decode() for name in files if name.startswith("texts/")]
    collection = json.loads(files["annotations.jsonld"])
    assert collection["total"] == len(kodetre("codings", "--json").out.splitlines())
    for item in collection["first"]["items"]:
        selectors = {one["type"]: one for one in item["target"][0]["selector"]}
        quote, place = selectors["TextQuoteSelector"], selectors["TextPositionSelector"]
        around = quote["prefix"] + quote["exact"] + quote["suffix"]
        assert any(text[place["start"] : place["end"]] == quote["exact"] and around in text for text in texts)


def test_what_is_not_in_it_is_said(kodetre: Kodetre, coded: Path) -> None:
    (coded / "corpus" / "lindvik-alkohol-2024.pdf").unlink()
    ran = kodetre("archive", "a.zip", "--json")
    losses = {(one["count"], one["what"]) for one in json.loads(ran.out)["losses"]}
    assert losses == {(1, "files"), (1, "terms of use")}
