"""What figures of cases are set against: per 10000 innbyggere. Pure."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kodetre.document.case_values import checked_attribute, number
from kodetre.document.metadata_values import BadValue
from kodetre.errors import InvalidReport, NotPossible
from kodetre.i18n.message import msg

_RATE = re.compile(r"(?:(\S+)\s+)?per\s+([0-9][0-9\s.,]*?)\s*([^\W\d_][\w-]*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class FigureRate:
    """A rate: of one figure (of all where none is named), per so many of another figure or of a number that cases have."""

    figure: str
    base: Decimal
    against: str


def rates_in(written: Sequence[str]) -> tuple[FigureRate, ...]:
    """Rates, each written as [FIGURE] per NUMBER NAME. Raises InvalidReport."""
    rates: list[FigureRate] = []
    for text in written:
        parts = _RATE.fullmatch(text.strip())
        try:
            if parts is None or Decimal(number(parts[2])) <= 0:
                raise _no_rate(text)
            figure = checked_attribute(parts[1]) if parts[1] else ""
            rates.append(FigureRate(figure, Decimal(number(parts[2])), checked_attribute(parts[3])))
        except (BadValue, NotPossible) as error:
            raise _no_rate(text) from error
    return tuple(rates)


def _no_rate(text: str) -> InvalidReport:
    how = msg('write [FIGURE] per NUMBER NAME, as in --rate "per 10000 innbyggere"')
    return InvalidReport(f"--rate {text}", msg("is no rate"), next_step=how)
