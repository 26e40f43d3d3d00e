"""Comments in the margin of a Word file of excerpts come back as memos on the codings whose rows they are in."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn
from support.project import Kodetre

from kodetre.errors import BadDecisions, DamagedFile
from kodetre.exchange.word_comments import read_word_comments
from kodetre.model.row_marks import bookmark_name, mark_in, mark_of

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
WORD_15 = "http://schemas.microsoft.com/office/word/2012/wordml"
WORD_14 = "http://schemas.microsoft.com/office/word/2010/wordml"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"


@pytest.fixture
def excerpts(kodetre: Kodetre, coded: Path) -> Path:
    """The report of excerpts as a Word file, in the project that it is of."""
    ran = kodetre("report", "excerpts", "--format", "docx", "--output", "utdrag.docx")
    assert ran.code == 0, ran.err
    return coded / "utdrag.docx"


def cells(document: Any, number: int) -> Any:
    """The cells of a row of the first table; the heads of columns are row 0."""
    return document.tables[0].rows[number].cells


def mark_at(document: Any, number: int) -> str:
    """What the bookmark of a row says."""
    starts = document.tables[0].rows[number]._tr.iter(qn("w:bookmarkStart"))
    return next(mark for one in starts if (mark := mark_in(one.get(qn("w:name")))))


def commented(path: Path, write: Callable[[Any], object]) -> Path:
    document = Document(str(path))
    write(document)
    document.save(str(path))
    return path


def memos(kodetre: Kodetre) -> set[tuple[str, str, str]]:
    rows = json.loads(kodetre("report", "memos", "--format", "json").out)["rows"]
    return {(row["coder"], row["memo"], row["subject"]) for row in rows}


def by_mark(kodetre: Kodetre) -> dict[str, dict[str, str]]:
    listed = [json.loads(line) for line in kodetre("codings", "--json").out.splitlines()]
    return {mark_of(one["id"]): one for one in listed}


def test_every_row_of_an_excerpt_is_marked_as_its_codings(kodetre: Kodetre, excerpts: Path) -> None:
    names = [one.get(qn("w:name")) for one in Document(str(excerpts)).element.iter(qn("w:bookmarkStart"))]
    marks = [mark for name in names if (mark := mark_in(name))]
    assert sorted(marks) == sorted(by_mark(kodetre))
    assert len(set(names)) == len(names) and all(len(name) <= 40 for name in names)


def test_a_comment_on_a_range_is_a_memo_with_its_author_and_time_and_one_undo_takes_all_back(
    kodetre: Kodetre, excerpts: Path
) -> None:
    def write(document: Any) -> None:
        for number, text in ((1, "Godt funn.\nMen hvem?"), (2, "Dette er noe annet")):
            runs = cells(document, number)[0].paragraphs[0].runs
            document.add_comment(runs, text, "Vold, Å", "V")

    document = Document(str(commented(excerpts, write)))
    coding = by_mark(kodetre)[mark_at(document, 1)]
    before = memos(kodetre)
    told = kodetre("apply", "utdrag.docx", "--dry-run")
    assert told.code == 0 and "Taken: 2." in told.out and memos(kodetre) == before
    ran = kodetre("apply", "utdrag.docx")
    assert ran.code == 0, ran.err
    new = memos(kodetre) - before
    assert {(coder, memo) for coder, memo, _ in new} == {
        ("Vold, Å", "Godt funn.\nMen hvem?"), ("Vold, Å", "Dette er noe annet"),
    }  # fmt: skip
    (subject,) = [subject for _, memo, subject in new if memo.startswith("Godt")]
    assert coding["quote"][:20] in subject
    assert kodetre("undo").code == 0
    assert memos(kodetre) == before


def test_the_same_file_again_adds_nothing(kodetre: Kodetre, excerpts: Path) -> None:
    commented(excerpts, lambda document: document.add_comment(cells(document, 1)[1].paragraphs[0].runs, "Bra", "Vold"))
    kodetre("apply", "utdrag.docx")
    before = kodetre("journal", "--json").out
    ran = kodetre("apply", "utdrag.docx")
    assert ran.code == 0 and "Taken: 0. There already: 1." in ran.out
    assert kodetre("journal", "--json").out == before


def test_a_comment_at_a_point_alone_is_on_its_row(kodetre: Kodetre, excerpts: Path) -> None:
    def write(document: Any) -> None:
        document.add_comment(cells(document, 3)[0].paragraphs[0].runs, "Punkt", "Vold")
        for name in ("w:commentRangeStart", "w:commentRangeEnd"):
            for one in list(document.element.iter(qn(name))):
                one.getparent().remove(one)

    document = Document(str(commented(excerpts, write)))
    (comment,) = read_word_comments(excerpts)
    assert comment.marks == (mark_at(document, 3),)


def test_a_comment_over_two_rows_is_on_both(kodetre: Kodetre, excerpts: Path) -> None:
    def write(document: Any) -> None:
        first, last = (cells(document, number)[0].paragraphs[0].runs[0] for number in (1, 2))
        document.add_comment([first, last], "Slå sammen", "Vold")

    document = Document(str(commented(excerpts, write)))
    (comment,) = read_word_comments(excerpts)
    assert comment.marks == (mark_at(document, 1), mark_at(document, 2))


def test_a_comment_on_no_excerpt_is_told_with_all_it_says_and_the_others_are_taken(
    kodetre: Kodetre, excerpts: Path
) -> None:
    def write(document: Any) -> None:
        heading = document.paragraphs[0]
        document.add_comment(heading.runs, "Kapitlet er [b]for[/b] langt", "Vold")
        document.add_comment(cells(document, 1)[0].paragraphs[0].runs, "Bra", "Vold")

    commented(excerpts, write)
    ran = kodetre("apply", "utdrag.docx")
    assert ran.code == 0, ran.err
    assert "Kapitlet er [b]for[/b] langt" in ran.out and "On no excerpt: 1" in ran.out and "Taken: 1." in ran.out


def test_an_answer_is_a_memo_of_who_answers_and_names_whom(kodetre: Kodetre, excerpts: Path) -> None:
    def write(document: Any) -> None:
        runs = cells(document, 1)[0].paragraphs[0].runs
        for number, (text, author) in enumerate((("Hvorfor?", "Vold"), ("Fordi.", "Kari"), ("Nettopp", "Vold"))):
            comment = document.add_comment(runs, text, author)
            comment.paragraphs[-1]._p.set(f"{{{WORD_14}}}paraId", f"0000000{number + 1}")

    commented(excerpts, write)
    answers = "".join(f'<w15:commentEx w15:paraId="0000000{number}" w15:paraIdParent="00000001"/>' for number in (2, 3))
    threads = f'<w15:commentsEx xmlns:w15="{WORD_15}">{answers}</w15:commentsEx>'
    with_part(excerpts, "commentsExtended", threads)
    assert [(one.text, one.answers) for one in read_word_comments(excerpts)] == [
        ("Hvorfor?", ""), ("Fordi.", "Vold"), ("Nettopp", "Vold"),
    ]  # fmt: skip
    before = memos(kodetre)
    kodetre("apply", "utdrag.docx")
    assert {(coder, memo) for coder, memo, _ in memos(kodetre) - before} == {
        ("Vold", "Hvorfor?\n\nNettopp"), ("Kari", "@Vold: Fordi."),
    }  # fmt: skip


def with_part(path: Path, kind: str, xml: str) -> None:
    """A Word file with another part that its text has."""
    with zipfile.ZipFile(path) as file:
        parts = {info.filename: file.read(info) for info in file.infolist()}
    relations = "word/_rels/document.xml.rels"
    row = f'<Relationship Id="rIdX" Type="http://schemas.microsoft.com/office/2011/relationships/{kind}" Target="{kind}.xml"/>'
    parts[relations] = parts[relations].replace(b"</Relationships>", row.encode() + b"</Relationships>")
    parts[f"word/{kind}.xml"] = xml.encode()
    with zipfile.ZipFile(path, "w") as file:
        for name, data in parts.items():
            file.writestr(name, data)


def test_a_comment_on_a_coding_that_was_taken_back_is_told(kodetre: Kodetre, excerpts: Path) -> None:
    commented(excerpts, lambda document: document.add_comment(cells(document, 1)[0].paragraphs[0].runs, "Bra", "Vold"))
    while kodetre("undo").code == 0:
        pass
    ran = kodetre("apply", "utdrag.docx")
    assert ran.code == 4 and "the coding is gone" in ran.out and "Bra" in ran.out


def test_a_comment_of_nobody_asks_whose_it_is(kodetre: Kodetre, excerpts: Path) -> None:
    commented(excerpts, lambda document: document.add_comment(cells(document, 1)[0].paragraphs[0].runs, "Bra", ""))
    assert "who wrote" in kodetre("apply", "utdrag.docx").err
    assert kodetre("apply", "utdrag.docx", "--coder", "Vold").code == 0


def test_a_file_without_comments_and_one_of_another_kind_are_told(kodetre: Kodetre, excerpts: Path) -> None:
    assert "has no comments" in kodetre("apply", "utdrag.docx").err
    other = Document()
    other.add_comment(other.add_paragraph("Hei").runs, "Hva?", "Vold")
    other.save("annet.docx")
    with pytest.raises(BadDecisions, match="no rows that are known"):
        read_word_comments(Path("annet.docx"))
    Path("brutt.docx").write_bytes(excerpts.read_bytes()[:-500])
    with pytest.raises(DamagedFile):
        read_word_comments(Path("brutt.docx"))


def test_a_bookmark_says_whose_row_it_is_whatever_the_id_looks_like() -> None:
    for id in ("6e1f8f6c-0f0b-5c4e-9a55-6b6f64747265", "rad 7 <æ>", ""):
        assert mark_in(bookmark_name(id, 1)) == mark_in(bookmark_name(id, 12)) == mark_of(id)
    assert mark_in("_Toc123") == mark_in("del1") == ""
