"""The index that is kept on disk gives the answers of one that is made anew, and never those of another text."""

import os
import random
import stat
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from kodetre.codebook.load import from_text
from kodetre.matching.find import Matcher
from kodetre.matching.forms import taken
from kodetre.matching.index import Index
from kodetre.matching.parse import parse
from kodetre.matching.patterns import words_in
from kodetre.model.codings import Place
from kodetre.model.documents import Block, Page, ReadFile, Reading
from kodetre.model.suggestions import Suggestion
from kodetre.services.corpus import open_corpus
from kodetre.store import Store, document_columns, kept_index
from kodetre.store.kept_index import KeptIndex, open_kept
from kodetre.store.kept_units import kept_blank_pages

WORDS = (
    "og i det på av rus rusarbeid Rusarbeidet rus- omsorg omsorgstjeneste omsorgstjenester helse- helsetjenester kommune Kommunen "
    "kommunens kommunale plan planene planlegging tilskudd lønnstilskudd tilskuddsordninger frivillig frivillige organisasjon "
    "organisasjoner samarbeid samarbeidet veg vei vegen skule skolen skulen ung ungdom ungdommer barne- ungdomsskoler ﬁnans "
    "https://www.fhi.no/rus post@kommune.no -tilbud tilbud og/eller bil bilde åpen åpne dag dagen frustrasjon 2024 12,5 N95-maske "
    "vann vatn vannet selvhjelp sjølvhjelp teneste tjenesten mulighet moglegheit"
).split()
PATTERNS = (
    "rus|rusarbeid|omsorg|omsorgstjeneste|helsetjeneste|=kommune|kommune-|-tjeneste|tilskudd|tilskudd*|organis?sjon|frivillig "
    'organisasjon|frivillig NEAR/5 organisasjon|rus AND kommune|rus OR plan|samarbeid NOT rus|"Kommunen"|/\\b\\d+/|åpen dag|'
    "vei|skole|ungdom~|barneskole|omsorgstilbud|vann|mulighet|tjeneste|selvhjelp|rus- og|bil|finans|www.fhi.no|N95-maske"
).split("|")

CODEBOOK = """
dimensions:
  tema:
    label: Tema
    codes:
      rus: {label: Rus, keywords: [rus, rusarbeid, omsorg, "frivillig NEAR/5 organisasjon"], but_not: [rusarbeidet]}
      sted: {label: Sted, keywords: [kommune, vei, plan NOT rus]}
"""


def text_of(dice: random.Random, words: int) -> tuple[str, list[Block]]:
    """A text of some words, in headings and paragraphs."""
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    while words > 0:
        count = min(words, dice.randint(1, 40))
        signs = [" ", " ", " ", " ", ", ", ". ", "\n", " (", "- ", "/"]
        text = "".join(dice.choice(WORDS) + dice.choice(signs) for _ in range(count)).strip() or "plan"
        kind = "heading" if dice.random() < 0.2 else "paragraph"
        blocks.append(Block(kind, int(kind == "heading"), at, at + len(text), 1, 1))
        parts.append(text)
        at += len(text) + 2
        words -= count
    return "\n\n".join(parts), blocks


def read_of(dice: random.Random, number: int, words: int = 120) -> ReadFile:
    """A document that was read."""
    text, blocks = text_of(dice, words)
    reading = Reading(text, (Page(1, "1", 0, len(text)),), tuple(blocks))
    return ReadFile(reading, f"{number:064x}", f"corpus/{number}.pdf")


@pytest.fixture(autouse=True)
def every_corpus_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Small corpora are kept too, with three documents to a segment."""
    monkeypatch.setattr(kept_index, "FEWEST_WORDS", 0)
    monkeypatch.setattr(document_columns, "PART", 3)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """A store of ten documents, one of them without words."""
    dice = random.Random(7)
    with Store(tmp_path / "kodetre.db", create=True) as store:
        for number in range(10):
            store.documents.add(read_of(dice, number, 0 if number == 4 else 120), "Kari")
        yield store


def scanned(store: Store) -> Matcher:
    """A matcher over an index that is made of all texts."""
    index = Index()
    for info in store.documents.all():
        document = store.documents.get(info.id)
        blocks = [(block.start, block.end) for block in document.reading.blocks]
        index.add(info.id, document.text, store.documents.words(info.id), blocks)
    return Matcher(index)


def kept(store: Store) -> Matcher:
    """A matcher over the index that is kept."""
    opened = open_kept(store, lambda _: None)
    assert opened is not None
    return Matcher(opened[0])


FEW = PATTERNS[:4]


def answers(matcher: Matcher, patterns: Sequence[str] = FEW) -> list[object]:
    """Everything that patterns are answered with, in order."""
    every: list[object] = [list(matcher.index.ids), list(matcher.index.forms), list(matcher.lower)]
    for written in patterns:
        pattern = parse(written)
        candidates = matcher.candidates(pattern)
        every.append((written, [document.id for document in candidates]))
        hits = matcher.everywhere.hits(pattern)
        every.append([hits.document.tolist(), hits.start.tolist(), hits.end.tolist()])
        for document in matcher.index.documents:
            every.append((document.id, [hit.span for hit in matcher.hits(document, pattern, written)]))
        for word in words_in(pattern):
            every += [list(matcher.taken(word).items()), list(matcher.only_kin(word).items())]
            every.append(taken(matcher, word))
    for document in matcher.index.documents:
        every += [document.text, document.form.tolist(), document.start.tolist(), document.end.tolist()]
        every += [document.block.tolist(), document.joined.tolist(), document.addresses, document.block_end.tolist()]
    return every


def test_it_answers_as_an_index_made_anew(store: Store) -> None:
    assert answers(kept(store), PATTERNS) == answers(scanned(store), PATTERNS)


@pytest.mark.parametrize("seed", range(3))
def test_it_answers_so_on_other_corpora_too(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    with Store(tmp_path / "kodetre.db", create=True) as store:
        for number in range(7):
            store.documents.add(read_of(dice, number, dice.randint(0, 300)), "Kari")
        assert answers(kept(store), PATTERNS) == answers(scanned(store), PATTERNS)


@pytest.mark.parametrize("seed", range(4))
def test_what_is_found_everywhere_is_what_is_found_document_by_document(tmp_path: Path, seed: int) -> None:
    dice = random.Random(100 + seed)
    with Store(tmp_path / "kodetre.db", create=True) as store:
        for number in range(8):
            store.documents.add(read_of(dice, number, dice.choice([0, 40, 300])), "Kari")
        for matcher in (kept(store), scanned(store)):
            matcher.everywhere.prepare(parse(written) for written in PATTERNS)
            for written in PATTERNS:
                hits = matcher.everywhere.hits(parse(written))
                everywhere = list(zip(hits.document.tolist(), hits.start.tolist(), hits.end.tolist(), strict=True))
                one_by_one: list[tuple[int, int, int]] = []
                for place, document in enumerate(matcher.index.documents):
                    one_by_one += [(place, *span) for span in matcher.spans(document, parse(written))]
                assert everywhere == one_by_one, written


def test_the_second_time_nothing_is_read(store: Store) -> None:
    kept(store)
    told: list[str] = []
    assert open_kept(store, told.append) is not None
    assert told == []


def test_what_was_decided_before_gives_the_same_answers(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    before = answers(kept(store), PATTERNS)
    monkeypatch.setattr("kodetre.matching.find.roles_in", None)  # nothing is decided again
    assert answers(kept(store), PATTERNS) == before


def test_letters_are_looked_for_in_the_texts_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    patterns = [parse('"Kommunen"'), parse("/plan[a-z]+/")]
    matcher = kept(store)
    before = [matcher.everywhere.hits(pattern) for pattern in patterns]
    matcher.index.keep_notes()
    monkeypatch.setattr(Matcher, "spans", lambda *_: pytest.fail("a text is gone through again"))
    again = kept(store)
    for pattern, hits in zip(patterns, before, strict=True):
        noted = again.everywhere.hits(pattern)
        assert len(noted)
        for name in ("document", "start", "end"):
            assert getattr(noted, name).tolist() == getattr(hits, name).tolist()


def test_what_is_undone_is_not_found_and_what_is_redone_is(store: Store) -> None:
    kept(store)
    store.journal.undo("Kari")
    assert answers(kept(store)) == answers(scanned(store))
    store.journal.redo("Kari")
    assert answers(kept(store)) == answers(scanned(store))


def test_a_newer_text_is_found_and_the_older_is_not(store: Store) -> None:
    kept(store)
    newer = read_of(random.Random(99), 2)
    store.documents.renew("D2", newer, "Kari", lambda old, new, anchors: [Place("adrift", None, None) for _ in anchors])
    matcher = kept(store)
    assert matcher.index.documents[1].text == newer.reading.text
    assert answers(matcher) == answers(scanned(store))


def test_an_index_of_another_store_is_not_believed(store: Store, tmp_path: Path) -> None:
    kept(store)
    other = tmp_path / "other"
    other.mkdir()
    (tmp_path / "kodetre.db.index").rename(other / "kodetre.db.index")
    dice = random.Random(8)
    with Store(other / "kodetre.db", create=True) as second:
        for number in range(10):
            second.documents.add(read_of(dice, number), "Kari")
        assert answers(kept(second)) == answers(scanned(second))


@pytest.mark.parametrize("damage", ["cut", "garbage", "empty", "swapped"])
def test_a_file_that_is_not_whole_is_made_again(store: Store, tmp_path: Path, damage: str) -> None:
    before = answers(kept(store))
    files = sorted((tmp_path / "kodetre.db.index").iterdir())
    whole = {file: file.read_bytes() for file in files}
    for file, other in zip(files, [*files[1:], files[0]], strict=True):
        data = whole[file]
        file.unlink()  # what is mapped is not written to
        file.write_bytes({"cut": data[:-40], "garbage": b"x" * 1000, "empty": b"", "swapped": whole[other]}[damage])
    assert answers(kept(store)) == before


def test_where_nothing_can_be_written_it_is_made_in_memory(store: Store, tmp_path: Path) -> None:
    (tmp_path / "kodetre.db.index").write_text("a file in the way", "utf-8")
    assert open_kept(store, lambda _: None) is None
    assert not isinstance(open_corpus(store, None).matcher.index, KeptIndex)


def suggested(store: Store) -> list[Suggestion]:
    """What a codebook suggests."""
    codebook = from_text(CODEBOOK, "codebook.yaml")
    return open_corpus(store, codebook).suggestions(codebook)


def test_the_same_is_suggested(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    once, again = suggested(store), suggested(store)
    assert isinstance(open_corpus(store, None).matcher.index, KeptIndex)
    monkeypatch.setattr(kept_index, "FEWEST_WORDS", 1_000_000)
    assert once == again == suggested(store) != []


@pytest.mark.skipif(sys.platform == "win32", reason="links want rights there")
def test_pages_without_text_are_known_without_reading_the_documents_again(store: Store) -> None:
    text = "Tilskudd.\n\n \n\nSlutt."
    pages = (Page(1, "i", 0, 9), Page(2, "1", 9, 13), Page(3, "2", 13, len(text)))
    reading = Reading(text, pages, (Block("paragraph", 0, 0, 9, 1, 1), Block("paragraph", 0, 14, 20, 3, 3)))
    store.documents.add(ReadFile(reading, "e" * 64, "corpus/blank.pdf"), "Kari")
    for documents in ({info.id: store.documents.get(info.id) for info in store.documents.all()}, {}):
        opened = open_kept(store, lambda _: None)
        assert opened is not None
        blank = kept_blank_pages(opened[0], documents)
        assert blank["D11"] == ("1",)
        assert set(blank) <= {"D5", "D11"}, "of the others only the one without words may have any"


def test_a_folder_that_is_a_link_is_left_alone(store: Store, tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "mine.words").write_text("mine", "utf-8")
    (tmp_path / "kodetre.db.index").symlink_to(tmp_path / "elsewhere")
    assert open_kept(store, lambda _: None) is None
    assert [file.name for file in (tmp_path / "elsewhere").iterdir()] == ["mine.words"]


def test_what_a_killed_writer_left_is_removed(store: Store, tmp_path: Path) -> None:
    kept(store)
    left = tmp_path / "kodetre.db.index" / f".kodetre-{'0' * 16}.part"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    Store(tmp_path / "kodetre.db").close()
    assert not left.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such permissions")
def test_nobody_else_may_read_it_than_may_read_the_store(store: Store, tmp_path: Path) -> None:
    (tmp_path / "kodetre.db").chmod(0o600)
    kept(store)
    assert stat.S_IMODE((tmp_path / "kodetre.db.index").stat().st_mode) == 0o700


def test_documents_are_read_when_the_store_is_closed(store: Store) -> None:
    corpus = open_corpus(store, None)
    texts = {id: store.documents.get(id) for id in corpus.documents}
    store.close()
    assert {id: corpus.documents[id] for id in corpus.documents} == texts


def test_files_of_what_is_not_live_are_removed(store: Store, tmp_path: Path) -> None:
    kept(store)
    before = {file.name for file in (tmp_path / "kodetre.db.index").iterdir()}
    store.documents.add(read_of(random.Random(5), 11), "Kari")
    kept(store)
    after = {file.name for file in (tmp_path / "kodetre.db.index").iterdir()}
    assert len(after) == len(before)
    assert len(before - after) == 2  # the last segment and the forms of all
