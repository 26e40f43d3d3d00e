"""Documents that are edited at random: no coding ever lands on another place unnoticed."""

from support.edits import tried

EDITS = 600


def test_no_edit_of_a_document_moves_a_coding_to_another_place_unnoticed() -> None:
    made, seed, wrong, right, all_of = 0, 0, [], 0, 0
    while made < EDITS:
        edits = seed % 4 + 1
        outcome = tried(seed, edits)
        wrong += outcome.wrong
        right += outcome.right + outcome.rightly_adrift
        all_of += outcome.right + outcome.rightly_adrift + outcome.proposed + outcome.lost + len(outcome.wrong)
        made, seed = made + edits, seed + 1
    assert wrong == []
    assert right > 0.85 * all_of
