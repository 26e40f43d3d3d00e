"""Messages: English for programs, any language for people."""

import pickle

import pytest

from kodetre.errors import NothingMatched
from kodetre.i18n.interface import localized, phrase, speak
from kodetre.i18n.message import by_number, capitalised, counted, joined, msg, msg_of, term, translatable


@pytest.fixture(autouse=True)
def english_again() -> object:
    yield
    speak("en")


def test_a_message_is_its_english_sentence() -> None:
    message = msg("{file} is empty", file="plan.pdf")
    assert message == "plan.pdf is empty"
    assert str(message) == "plan.pdf is empty"
    assert f"{message}!" == "plan.pdf is empty!"


def test_a_message_is_said_in_the_language_that_is_spoken() -> None:
    message = msg("is no document of this project")
    assert phrase(message) == "is no document of this project"
    speak("nb")
    assert phrase(message) == "er ikke noe dokument i dette prosjektet"
    speak("nn")
    assert phrase(message) == "er ikkje noko dokument i dette prosjektet"


def test_a_text_of_the_user_is_never_translated() -> None:
    speak("nb")
    assert phrase("is no document of this project") == "is no document of this project"


def test_values_are_said_in_the_language_too() -> None:
    message = msg("Suggestions for {chosen}.", chosen=counted(2, "code"))
    assert localized(message, "nn") == "Forslag for 2 kodar."


@pytest.mark.parametrize(("number", "nb", "nn"), [(1, "1 koding", "1 koding"), (3, "3 kodinger", "3 kodingar")])
def test_a_counted_noun_has_the_form_of_its_number(number: int, nb: str, nn: str) -> None:
    assert localized(counted(number, "coding"), "nb") == nb
    assert localized(counted(number, "coding"), "nn") == nn


def test_parts_put_together_are_each_said_in_the_language() -> None:
    several = joined((msg("yes"), msg("no"), msg("doubtful")), ", ", msg(" and "))
    assert several == "yes, no and doubtful"
    assert localized(several, "nb") == "ja, nei og tvilsomt"
    assert localized(capitalised(several) + ".", "nb") == "Ja, nei og tvilsomt."


def test_a_sentence_that_depends_on_a_number_has_two_patterns() -> None:
    one, several = translatable("{number} hits nothing"), translatable("{number} hit nothing")
    assert by_number(1, one, several) == "1 hits nothing"
    assert by_number(4, one, several) == "4 hit nothing"


def test_a_pattern_that_was_marked_is_put_to_use_later() -> None:
    assert localized(msg_of(translatable("Memo on {on}"), on=term("code")), "nb") == "Memo om kode"


def test_an_error_from_another_process_can_still_be_said_in_any_language() -> None:
    error = NothingMatched("D9", msg("is no document of this project"), next_step=msg("see: kodetre documents"))
    arrived = pickle.loads(pickle.dumps(error))
    assert str(arrived) == str(error)
    assert localized(arrived.told(), "nb") == "D9: er ikke noe dokument i dette prosjektet\n  se: kodetre documents"
