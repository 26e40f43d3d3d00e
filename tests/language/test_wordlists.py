"""The unpacked word lists: the same as the packed ones, and passed over when they are not whole."""

from importlib import metadata
from pathlib import Path

import platformdirs
import pytest

from kodetre.language import wordlists


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(wordlists.CACHE, str(tmp_path / "ord"))
    return tmp_path / "ord"


def test_a_kept_list_is_the_list(folder: Path) -> None:
    first = wordlists.word_list("nn")
    (kept,) = folder.iterdir()
    assert kept.name.startswith("nn-") and kept.suffix == ".words"
    again = wordlists.word_list("nn")
    assert again == first == wordlists._unpacked("nn")
    assert again[b"tenestene"] == b"teneste"


@pytest.mark.parametrize("harm", [lambda data: data[:-7], lambda data: data[:50] + b"x" + data[51:], lambda data: b""])
def test_a_list_that_is_not_whole_is_made_anew(folder: Path, harm: object) -> None:
    whole = wordlists.word_list("nn")
    (kept,) = folder.iterdir()
    data = kept.read_bytes()
    kept.write_bytes(harm(data))  # type: ignore[operator]
    assert wordlists.word_list("nn") == whole
    assert kept.read_bytes() == data


def test_without_a_place_to_keep_it_the_list_is_unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("ingen mappe")
    monkeypatch.setenv(wordlists.CACHE, str(blocked))
    assert wordlists.word_list("nn")[b"tenestene"] == b"teneste"
    assert blocked.read_text() == "ingen mappe"


def test_the_lists_are_kept_where_the_system_keeps_what_can_be_made_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(wordlists.CACHE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, **_: tmp_path / name)
    place = wordlists._place("nn")
    assert place is not None
    assert place.parent == tmp_path / "kodetre"


def test_nothing_is_kept_where_there_is_no_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(wordlists.CACHE, raising=False)
    monkeypatch.setattr(platformdirs, "user_cache_path", lambda name, **_: Path("~/.cache") / name)
    assert wordlists._place("nn") is None


def test_the_forms_alone_have_what_the_list_has_and_nothing_else(folder: Path) -> None:
    words, forms = wordlists.word_list("nn"), wordlists.listed_forms("nn")
    every = list(words)
    asked = [every[0], every[-1], min(every), max(every), *every[:: len(every) // 500]]
    assert all(form in forms for form in asked)
    beside = [form + b"x" for form in asked] + [form[:-1] for form in asked] + [b"", b"\n", b"tenestene\nteneste"]
    assert [form in forms for form in beside] == [form in words for form in beside]


@pytest.mark.parametrize("harm", [lambda data: data[:-7], lambda data: data[:50] + b"x" + data[51:], lambda data: b""])
def test_forms_that_are_not_whole_are_made_anew(folder: Path, harm: object) -> None:
    wordlists.listed_forms("nn")
    (kept,) = folder.glob("*.forms")
    data = kept.read_bytes()
    kept.write_bytes(harm(data))  # type: ignore[operator]
    assert b"tenestene" in wordlists.listed_forms("nn")
    assert kept.read_bytes() == data


def test_a_few_words_are_found_in_their_files_as_in_the_dictionary(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(wordlists.CACHE, str(tmp_path))
    words = wordlists.word_list("nn")
    by_form, by_lemma = wordlists.form_lines("nn"), wordlists.lemma_lines("nn")
    again = wordlists.form_lines("nn")
    assert by_form is not None and by_lemma is not None and again is not None
    forms: dict[bytes, set[bytes]] = {}
    for form, lemma in words.items():
        forms.setdefault(lemma, set()).add(form)
    for form in [*list(words)[::97], b"finst ikkje", b"", b"zzz", "å".encode()]:
        assert again.get(form) == by_form.get(form) == ([words[form]] if form in words else None)
    for lemma in [*list(forms)[::97], b"finst ikkje"]:
        assert set(by_lemma.get(lemma) or ()) == forms.get(lemma, set())


def test_lists_that_cannot_be_kept_are_no_lines(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    blocked = tmp_path / "fil"
    blocked.write_text("")
    monkeypatch.setenv(wordlists.CACHE, str(blocked))
    assert wordlists.lemma_lines("nn") is None


@pytest.mark.parametrize("harm", [lambda data: data[:-7], lambda data: data[:50] + b"x" + data[51:], lambda data: b""])
def test_lines_that_are_not_whole_are_made_anew(folder: Path, harm: object) -> None:
    whole = wordlists.lemma_lines("nn")
    (kept,) = folder.glob("*.lemmas")
    data = kept.read_bytes()
    kept.write_bytes(harm(data))  # type: ignore[operator]
    again = wordlists.lemma_lines("nn")
    assert whole is not None and again is not None
    assert again.get(b"teneste") == whole.get(b"teneste")
    assert kept.read_bytes() == data


def test_the_version_in_a_name_is_that_of_the_installed_simplemma() -> None:
    assert wordlists.version() == metadata.version("simplemma")
