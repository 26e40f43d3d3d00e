"""kodetre read, search --record and report absence --pattern: what was read and looked for, so that it can be cited."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest
from support.project import Kodetre

from kodetre.document.location import Locator
from kodetre.document.reading import page_ranges, pages_named, reading_of
from kodetre.errors import NotPossible
from kodetre.model.documents import Page, Span
from kodetre.model.moments import now
from kodetre.model.read_pages import OnScreen
from kodetre.project.project import find
from kodetre.services.read_pages import Display


def readers(kodetre: Kodetre, document: str) -> dict[str, Any]:
    row = json.loads(kodetre("read", document, "--json").out)
    return {reader["coder"]: reader for reader in row["readers"]}


def tables(kodetre: Kodetre, *arguments: str) -> dict[str, list[dict[str, Any]]]:
    ran = kodetre("report", "absence", *arguments, "--format", "json")
    assert ran.code == 0, ran.err
    return {table["title"]: table["rows"] for table in json.loads(ran.out)}


def test_pages_are_signed_for_by_their_printed_numbers(kodetre: Kodetre, project: Path) -> None:
    with find(project).store() as store:
        pages = store.documents.get("D1").reading.pages
    ran = kodetre("read", "D1", "--pages", f"{pages[0].label}-{pages[1].label},{pages[3].label}")
    assert ran.code == 0, ran.err
    assert readers(kodetre, "D1")["Kari"]["signed"] == [1, 2, 4]


def test_one_undo_takes_a_signature_back(kodetre: Kodetre, project: Path) -> None:
    kodetre("read", "D1", "--all")
    assert kodetre("undo").code == 0
    assert kodetre("read", "D1").code == 6
    assert kodetre("redo").code == 0
    assert readers(kodetre, "D1")["Kari"]["signed"] == [1, 2, 3, 4]


def test_a_signature_can_be_withdrawn_for_a_page(kodetre: Kodetre, project: Path) -> None:
    with find(project).store() as store:
        label = store.documents.get("D1").reading.pages[2].label
    kodetre("read", "D1", "--all")
    assert kodetre("read", "D1", "--pages", label, "--withdraw").code == 0
    assert readers(kodetre, "D1")["Kari"]["signed"] == [1, 2, 4]


def test_signing_twice_is_no_step(kodetre: Kodetre, project: Path) -> None:
    kodetre("read", "D1", "--all")
    before = kodetre("journal").out
    assert "Nothing is new" in kodetre("read", "D1", "--all").out
    assert kodetre("journal").out == before


def test_each_coder_signs_for_himself(kodetre: Kodetre, project: Path) -> None:
    kodetre("read", "D1", "--all", "--coder", "Ola")
    assert set(readers(kodetre, "D1")) == {"Ola"}


@pytest.mark.parametrize(
    ("written", "told"), [("900", "900"), ("1-900", "900"), ("4-1", "backwards"), (",", "names no page")]
)
def test_pages_that_there_are_not_are_refused(kodetre: Kodetre, project: Path, written: str, told: str) -> None:
    with find(project).store() as store:
        document = store.documents.get("D1")
        first, last = document.reading.pages[0].label, document.reading.pages[-1].label
        backwards = f"{last}-{first}" if written == "4-1" else written
        with pytest.raises(NotPossible) as refused:
            pages_named(Locator.of(document), backwards)
    assert told in f"{refused.value.where} {refused.value.what}"


def test_pages_in_a_row_are_told_as_a_range() -> None:
    pages = [Page(number, label, 0, 0) for number, label in enumerate(("i", "ii", "1", "2", "3"), start=1)]
    assert page_ranges(pages, {1, 2, 4, 5}) == "i–ii, 2–3"
    assert page_ranges(pages, {3}) == "1"


def test_a_page_is_whole_on_the_screen_only_when_all_of_its_text_has_been(project: Path) -> None:
    with find(project).store() as store:
        document = store.documents.get("D1")
    first, second, third = document.reading.pages[:3]
    text = document.text
    until = text.rindex(" ", second.start, second.end - 1)
    shown = [OnScreen("D1", Span(first.start, until), "Kari", now())]
    assert reading_of(document, [], shown).readers[0].shown == (1,)
    assert reading_of(document, [], shown).readers[0].partly == (2,)
    rest = [*shown, OnScreen("D1", Span(until, third.start), "Kari", now())]
    assert reading_of(document, [], rest).readers[0].shown == (1, 2)


class Clock:
    """A time that a test sets."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_scrolled_past_was_not_on_the_screen(project: Path) -> None:
    clock = Clock()
    with find(project).store() as store:
        version = store.documents.get("D1").info.version
        display = Display(store.read_log, "Kari", clock)
        display.shows("D1", version, [Span(0, 40)])
        clock.now = 0.4
        display.shows("D1", version, [Span(40, 80)])
        clock.now = 3.0
        display.shows("D1", version, [Span(60, 90)])
        clock.now = 4.5
        display.end()
        assert [each.span for each in store.read_log.shown()] == [Span(40, 90)]


def test_a_session_in_a_pipe_shows_nothing_to_anybody(kodetre: Kodetre, project: Path) -> None:
    assert kodetre("code", "--plain", answers="a\nr\nq\n").code == 0
    assert kodetre("read").code == 6


def test_a_search_without_hits_is_kept_and_told(kodetre: Kodetre, project: Path) -> None:
    ran = kodetre("search", "sjakkspill", "--record")
    assert ran.code == 0, ran.err
    kept = tables(kodetre)["Søk som er lagret"]
    assert [(row["pattern"], row["hits"], row["no_hits_in"]) for row in kept] == [("sjakkspill", 0, "D1, D2, D3")]
    assert kodetre("undo").code == 0
    assert "Søk som er lagret" not in kodetre("report", "absence").out


def test_a_kept_search_has_the_hits_of_the_same_search(kodetre: Kodetre, project: Path) -> None:
    found = [json.loads(line)["document"] for line in kodetre("search", "kommune", "--json").lines]
    kept = json.loads(kodetre("search", "kommune", "--record", "--json").out)
    assert kept["documents"] == {id: found.count(id) for id in ("D1", "D2", "D3")}


def test_absence_of_a_pattern_has_the_hits_of_a_search_document_by_document(kodetre: Kodetre, project: Path) -> None:
    found = [json.loads(line)["document"] for line in kodetre("search", "tilskudd", "--json").lines]
    rows = tables(kodetre, "--pattern", "tilskudd", "--pattern", "sjakkspill")["Søkt etter"]
    assert {row["document"]: row["hits"] for row in rows if row["pattern"] == "tilskudd"} == {
        id: found.count(id) for id in ("D1", "D2", "D3")
    }
    absent = [row for row in rows if row["pattern"] == "sjakkspill"]
    assert {row["finding"] for row in absent} == {"ikke funnet"}


def test_absence_tells_the_forms_that_were_searched_in_both_standards(kodetre: Kodetre, project: Path) -> None:
    forms = tables(kodetre, "--pattern", "tilskudd", "--pattern", "=leder", "--pattern", "overdose*")[
        "Former som er søkt"
    ]
    told = {row["pattern"]: row["searched"] for row in forms}
    assert {"tilskudd", "tilskuddet", "tilskot"} <= set(told["tilskudd"].replace(" og", "").split(", "))
    assert "sammensetninger" in told["tilskudd"]
    assert "lederen" in told["=leder"]
    assert "sammensetninger" not in told["=leder"]
    assert told["overdose*"] == "overdose*"


def test_absence_says_who_has_signed_for_which_pages(kodetre: Kodetre, project: Path) -> None:
    kodetre("read", "D1", "--all", "--coder", "Ola")
    rows = tables(kodetre, "--pattern", "sjakkspill")["Søkt etter"]
    read_by = {row["document"]: row["read_by"] for row in rows}
    assert read_by["D1"].startswith("Ola (")
    assert read_by["D2"] == ""


def test_a_colleagues_signatures_screens_and_searches_come_with_the_work(kodetre: Kodetre, project: Path) -> None:
    other = project.parent / "kollega"
    shutil.copytree(project, other)
    kodetre("read", "D1", "--all", "--coder", "Ola", "--project", str(other))
    kodetre("search", "sjakkspill", "--record", "--coder", "Ola", "--project", str(other))
    with find(other).store() as store:
        store.read_log.show({("D2", store.documents.get("D2").info.version): [Span(0, 50)]}, "Ola")
    told = json.loads(kodetre("merge", str(other / "kodetre.db"), "--json").out)
    assert (told["signed"], told["shown"], told["searches"]) == (1, 1, 1)
    assert readers(kodetre, "D1")["Ola"]["signed"] == [1, 2, 3, 4]
    assert readers(kodetre, "D2")["Ola"]["partly_on_screen"] == [1]
    assert not json.loads(kodetre("merge", str(other / "kodetre.db"), "--json").out)["taken_in"]
    assert kodetre("undo").code == 0
    assert kodetre("read").code == 6
