"""How long what is left may take."""

from datetime import UTC, datetime, timedelta

from kodetre.suggestions.pace import minutes_left

BEGUN = datetime(2026, 1, 31, 23, 58, tzinfo=UTC)


def decided(*seconds: int) -> list[datetime]:
    """The times of decisions with so many seconds between."""
    times = [BEGUN]
    for gap in seconds:
        times.append(times[-1] + timedelta(seconds=gap))
    return times


def test_the_pace_is_the_median_time_between_decisions_also_over_midnight() -> None:
    assert minutes_left(decided(30, 30, 30, 60, 200), 10) == 5


def test_a_pause_of_five_minutes_is_no_decision_that_took_long() -> None:
    assert minutes_left(decided(60, 60, 300, 4000, 60, 60, 60), 10) == 10


def test_nothing_is_said_before_five_times_between_decisions_are_known() -> None:
    assert minutes_left(decided(30, 30, 30, 30), 10) is None
    assert minutes_left(decided(30, 30, 30, 30, 300), 10) is None


def test_the_last_minute_is_never_none_and_nothing_left_takes_none() -> None:
    assert minutes_left(decided(1, 1, 1, 1, 1), 1) == 1
    assert minutes_left(decided(1, 1, 1, 1, 1), 0) == 0
