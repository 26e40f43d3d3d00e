"""Periods that time is parted into: before=..2014-08-24,after=2014-08-25.. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kodetre.document.case_values import days_of
from kodetre.errors import InvalidReport
from kodetre.i18n.message import msg


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch of time with its name, its first and its last day; None where it is open."""

    name: str
    first: date | None
    last: date | None

    def holds(self, days: tuple[date, date]) -> bool:
        """Whether all of some days lie in it."""
        first, last = days
        return (self.first is None or self.first <= first) and (self.last is None or last <= self.last)


def periods_in(text: str) -> tuple[Period, ...]:
    """The periods of a list with commas, each NAME=FROM..TO, where either may be left out.

    Raises InvalidReport for what is none, for a name twice, and for two that overlap.
    """
    periods: list[Period] = []
    for written in text.split(","):
        name, equals, days = written.strip().partition("=")
        first, dots, last = days.strip().partition("..")
        if not (equals and dots and name.strip()):
            raise _not_a_period(written)
        try:
            period = Period(
                name.strip(),
                days_of(first.strip())[0] if first.strip() else None,
                days_of(last.strip())[1] if last.strip() else None,
            )
        except ValueError as error:
            raise _not_a_period(written) from error
        if period.first is not None and period.last is not None and period.last < period.first:
            raise InvalidReport(f"--periods {written.strip()}", msg("ends before it begins"), next_step=_how())
        periods.append(period)
    _check_apart(periods)
    return tuple(periods)


def _not_a_period(written: str) -> InvalidReport:
    return InvalidReport(f"--periods {written.strip()}", msg("is no period"), next_step=_how())


def _how() -> str:
    return msg("write NAME=FROM..TO, as in before=..2014-08-24,after=2014-08-25..")


def _check_apart(periods: Sequence[Period]) -> None:
    names = [period.name for period in periods]
    for name in names:
        if names.count(name) > 1:
            raise InvalidReport(f"--periods {name}", msg("stands twice"), next_step=msg("name each once"))
    for place, period in enumerate(periods):
        for other in periods[place + 1 :]:
            starts_in_time = period.first is None or other.last is None or period.first <= other.last
            ends_in_time = other.first is None or period.last is None or other.first <= period.last
            if starts_in_time and ends_in_time:
                raise InvalidReport(
                    "--periods",
                    msg("'{name}' and '{other}' have days in common", name=period.name, other=other.name),
                    next_step=msg("let one begin the day after the other ends"),
                )


def period_of(periods: Sequence[Period], written: str) -> str:
    """The name of the period that a date (2014, 2014-08, 2014-08-24) lies in; empty where there is no date, none, or where it is
    not exact enough to tell.
    """
    if not written:
        return ""
    try:
        days = days_of(written)
    except ValueError:
        return ""
    return next((period.name for period in periods if period.holds(days)), "")
