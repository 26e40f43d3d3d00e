"""A time limit that is looked at from within."""

import pytest

from kodetre import deadline
from kodetre.deadline import Deadline, TookTooLong


def test_a_deadline_is_over_when_its_seconds_have_passed(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 100.0
    monkeypatch.setattr(deadline, "monotonic", lambda: now)
    limit = Deadline(60)
    now = 160.0
    limit.check()
    now = 160.1
    with pytest.raises(TookTooLong):
        limit.check()
