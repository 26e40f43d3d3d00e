"""A session while somebody else changes the project: it goes on with what is there now, and a key never does what nobody meant."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.project import with_codebook

from kodetre.codebook import edit
from kodetre.errors import NotPossible
from kodetre.model.codings import Change, NewCoding, StepKind
from kodetre.model.documents import Span
from kodetre.project.project import Project
from kodetre.services.accept_all import accept_all
from kodetre.services.code import SessionRequest, open_session
from kodetre.services.recode import EditStep, carry_out
from kodetre.services.suggest import SuggestRequest
from kodetre.session.actions import Action
from kodetre.session.session import Session

SOURCE = """title: Bok
dimensions:
  k:
    label: K
    codes:
      penger:
        label: Penger
        keywords: [tilskudd, årsverk]
      folk:
        label: Folk
        keywords: [kommune]
"""


@pytest.fixture
def mine(project: Path) -> Project:
    return with_codebook(project, SOURCE)


@pytest.fixture
def session(mine: Project) -> Iterator[Session]:
    with open_session(SessionRequest(mine, SuggestRequest(coder="Kari")), lambda _: None) as opened:
        opened.turn_to_code("penger")
        yield opened


def rename(project: Project, old: str, new: str) -> None:
    """What Ola does in another window."""
    codebook = project.codebook()
    with project.store() as store:
        edited = edit.rename(codebook, str(project.codebook_path), old, new)
        carry_out(store, codebook, edited, EditStep("Ola", StepKind.CODEBOOK_RENAME, old))


def codes(project: Project, coder: str = "Kari") -> list[str]:
    with project.store() as store:
        return [coding.code for coding in store.codings.live() if coding.coder == coder]


def test_a_key_does_nothing_when_its_suggestion_has_another_code_now(mine: Project, session: Session) -> None:
    looked_at = session.queue.current
    assert looked_at is not None and looked_at.code == "penger"
    rename(mine, "penger", "midler")
    with pytest.raises(NotPossible, match="somebody else has changed"):
        session.do(Action("accept"))
    assert codes(mine) == []
    assert session.queue.current is not None and session.queue.current.code == "midler"
    session.do(Action("accept"))
    assert codes(mine) == ["midler"]


def test_what_was_decided_before_a_rename_is_not_asked_again(mine: Project, session: Session) -> None:
    first = session.queue.current
    assert first is not None
    session.do(Action("accept"))
    session.do(Action("reject"))
    left = session.left
    rename(mine, "penger", "midler")
    assert session.catch_up()
    assert session.left == left
    assert all(s.code in ("midler", "folk") for s in session.queue.open)
    assert (first.document, first.span) not in {(s.document, s.span) for s in session.queue.open if s.code == "midler"}


def test_a_coding_that_was_renamed_stays_when_its_suggestion_is_looked_at_again(
    mine: Project, session: Session
) -> None:
    session.do(Action("accept"))
    rename(mine, "penger", "midler")
    session.catch_up()
    session.do(Action("reject"))
    assert codes(mine) == ["midler"]


def test_undo_takes_back_ones_own_coding_also_when_its_code_is_renamed(mine: Project, session: Session) -> None:
    session.do(Action("accept"))
    rename(mine, "penger", "midler")
    session.catch_up()
    session.do(Action("undo"))
    assert codes(mine) == []


def test_what_another_window_has_coded_is_not_coded_again(mine: Project, session: Session) -> None:
    suggestion = session.queue.current
    assert suggestion is not None
    with mine.store() as store:
        new = NewCoding(suggestion.document, suggestion.span, suggestion.code, "manual")
        store.codings.record(StepKind.CODE, "Kari", Change((new,)), codebook=mine.codebook())
    session.do(Action("accept"))
    assert codes(mine) == ["penger"]
    session.do(Action("undo"))
    session.do(Action("reject"))
    assert codes(mine) == ["penger"]  # it is the other window's, and no verdict here takes it away


def test_a_selection_stays_selected_and_is_coded_with_the_code_as_it_is_named_now(
    mine: Project, session: Session
) -> None:
    session.mark("D1", Span(0, 9))
    rename(mine, "folk", "personer")
    session.catch_up()
    assert session.selected == ("D1", Span(0, 9))
    session.do(Action("recode", "personer"))
    assert codes(mine) == ["personer"]


def test_a_codebook_that_cannot_be_read_is_told_and_the_session_goes_on(mine: Project, session: Session) -> None:
    rename(mine, "folk", "personer")
    mine.codebook_path.write_text("dimensions: [", "utf-8")
    with pytest.raises(Exception, match="codebook"):
        session.do(Action("reject"))
    mine.codebook_path.write_text(SOURCE, "utf-8")
    session.do(Action("reject"))
    assert codes(mine) == []


def test_accepting_all_beside_a_rename_codes_with_the_new_code(mine: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other window renames between the search for suggestions and the writing."""
    from kodetre.services import accept_all as service

    search = service.find_suggestions
    renamed: list[bool] = []

    def search_and_be_overtaken(*arguments: object) -> object:
        suggested = search(*arguments)  # type: ignore[arg-type]
        if not renamed:
            renamed.append(True)
            rename(mine, "penger", "midler")
        return suggested

    monkeypatch.setattr(service, "find_suggestions", search_and_be_overtaken)
    accept_all(mine, SuggestRequest(coder="Kari"))
    assert set(codes(mine)) == {"midler", "folk"}
