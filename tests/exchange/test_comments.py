"""Files of comments: what a page saves is taken in, what is no such file is told, and nothing is lost."""

import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from support.project import Kodetre

from kodetre.errors import BadDecisions
from kodetre.exchange.comments import Comment, is_comments, read_comments, take_comments
from kodetre.model.codings import Memo

FILE = Path("comments.json")
ONE = {"on": "coding", "id": "c1", "text": "Bra", "quote": "«Et ord»", "code": "Økonomi"}


def text_of(*comments: object, **changed: object) -> str:
    values: Mapping[str, object] = {
        "kodetre": "comments", "version": 1, "reader": "Vold", "comments": list(comments), **changed,
    }  # fmt: skip
    return json.dumps(values)


BAD = {
    "cut off": (text_of(ONE)[:-9], "is no JSON"),
    "deep": ('{"kodetre": "comments", "comments": ' + "[" * 200_000, "is nested too deep"),
    "a number without end": ('{"kodetre": "comments", "version": ' + "9" * 5000 + "}", "is no JSON that can be read"),
    "no version": (text_of(version=None), "does not say which version"),
    "a version that is true": (text_of(version=True), "does not say which version"),
    "another version": (text_of(version=2), "has comments of version 2"),
    "no list": (text_of(comments={"a": 1}), "has no list of comments"),
    "too many": (text_of(comments=[0] * 100_001), "has more than 100000 comments"),
    "no object": (text_of(ONE, "Bra"), "comment 2 is no JSON object"),
    "on a code": (text_of({**ONE, "on": "code"}), "comment 1 is on none of"),
    "on a list": (text_of({**ONE, "on": []}), "comment 1 is on none of"),
    "no id": (text_of({**ONE, "id": ""}), "does not say what it is on"),
    "an id that is a list": (text_of({**ONE, "id": ["c1"]}), "'id' is no text"),
    "no text": (text_of({**ONE, "text": None}), "'text' is no text"),
    "a long text": (text_of({**ONE, "text": "a" * 100_001}), "is longer than 100000 letters"),
    "a reader that is a number": (text_of(ONE, reader=3), "'reader' is no text"),
    "a long name": (text_of(ONE, reader="a" * 101), "'reader' is longer than"),
}


@pytest.mark.parametrize("what", BAD)
def test_a_file_that_is_not_as_the_page_writes_it_is_told(what: str) -> None:
    text, said = BAD[what]
    with pytest.raises(BadDecisions, match=said) as refused:
        read_comments(FILE, text)
    assert refused.value.next_step


def test_a_file_of_comments_is_known_by_what_it_says() -> None:
    assert is_comments(text_of(ONE))
    assert is_comments(text_of(ONE)[:40])
    assert is_comments(json.dumps({"version": 1, "kodetre": "comments"}))
    assert not is_comments('{"document": "D1", "code": "okonomi", "quote": "kodetre comments"}')
    assert not is_comments('{"document": "D1"}\n{"document": "D2"}')
    assert not is_comments("document,code\n")


def test_text_is_kept_as_it_is_but_for_what_no_text_has() -> None:
    (comment,) = read_comments(FILE, text_of({**ONE, "text": " <b>a</b>\r\nb\x00 \ud800 [/b] "})).comments
    assert comment.text == "<b>a</b>\nb ? [/b]"


def test_comments_without_words_are_none() -> None:
    assert read_comments(FILE, text_of({**ONE, "text": " \n"})).comments == ()


def one(text: str, subject: str = "c1", number: int = 1) -> Comment:
    return Comment(number, "coding", subject, text, "«Et ord»")


def test_a_comment_is_put_below_the_memo_that_its_reader_has() -> None:
    memos = [Memo("coding", "c1", "Før", "Vold"), Memo("coding", "c1", "En annens", "Kari")]
    heard = take_comments([one("Bra")], "Vold", {"c1"}, {}, memos)
    assert heard.change.memos == (Memo("coding", "c1", "Før\n\nBra", "Vold"),)


def test_a_comment_that_is_there_is_known_and_one_that_is_part_of_a_word_is_not() -> None:
    memos = [Memo("coding", "c1", "Før\n\nBra\n\nEtter", "Vold"), Memo("coding", "c2", "Brannmur", "Vold")]
    heard = take_comments([one("Bra"), one("Bra", "c2", 2)], "Vold", {"c1", "c2"}, {}, memos)
    assert [number for number, _ in heard.known] == [1]
    assert heard.change.memos == (Memo("coding", "c2", "Brannmur\n\nBra", "Vold"),)


def test_two_comments_on_one_coding_are_one_memo() -> None:
    heard = take_comments([one("Bra"), one("Og mer", number=2), one("Bra", number=3)], "Vold", {"c1"}, {}, [])
    assert heard.change.memos == (Memo("coding", "c1", "Bra\n\nOg mer", "Vold"),)
    assert [number for number, _ in heard.known] == [3]


def test_a_comment_on_a_coding_that_is_gone_is_told_with_all_it_says() -> None:
    heard = take_comments([one("Langt\nog viktig", "borte")], "Vold", {"c1"}, {}, [])
    assert heard.change.memos == ()
    assert "«Et ord»" in heard.gone[0][1] and "Langt\nog viktig" in heard.gone[0][1]


def test_the_other_comments_are_taken_when_a_coding_is_gone(kodetre: Kodetre, coded: Path) -> None:
    id = json.loads(kodetre("codings", "--json").lines[0])["id"]
    there, gone = {**ONE, "id": id, "text": "Bra [/b]"}, {**ONE, "id": "borte", "text": "Viktig <b>"}
    (coded / "comments.json").write_text(text_of(there, gone), "utf-8")
    ran = kodetre("apply", "comments.json")
    assert ran.code == 4
    assert "Viktig <b>" in ran.out
    assert "1 of 2 comments on what the project has not" in ran.err
    rows = json.loads(kodetre("report", "memos", "--format", "json").out)["rows"]
    assert ("Bra [/b]", "Vold") in {(row["memo"], row["coder"]) for row in rows}
    results = [json.loads(line)["result"] for line in kodetre("apply", "comments.json", "--json").lines]
    assert results == ["known", "gone"]


def test_nothing_of_a_bad_file_is_taken_and_a_reader_without_a_name_is_asked_for(kodetre: Kodetre, coded: Path) -> None:
    id = json.loads(kodetre("codings", "--json").lines[0])["id"]
    before = kodetre("journal", "--json").out
    (coded / "comments.json").write_text(text_of({**ONE, "id": id}, 3), "utf-8")
    assert kodetre("apply", "comments.json").code == 4
    (coded / "comments.json").write_text(text_of({**ONE, "id": id}, reader=" "), "utf-8")
    ran = kodetre("apply", "comments.json")
    assert ran.code == 4
    assert "kodetre apply comments.json --coder NAME" in ran.err
    assert kodetre("journal", "--json").out == before
    assert kodetre("apply", "comments.json", "--coder", "Vold").code == 0


def test_a_memo_of_the_coder_is_not_the_readers_to_change(kodetre: Kodetre, coded: Path) -> None:
    coding = json.loads(kodetre("codings", "--json").lines[0])
    (coded / "comments.json").write_text(text_of({**ONE, "id": coding["id"]}), "utf-8")
    assert kodetre("apply", "comments.json").code == 0
    assert json.loads(kodetre("codings", "--json").lines[0])["memo"] == coding["memo"]
