"""How numbers, days and times are written in each language."""

import re
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from kodetre.i18n.messages import has, word

NO_BREAK = "\u00a0"
"""A space at which no line ends."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number with decimals, as many as are shown; machines get all of it."""

    value: float
    digits: int = 1

    def format(self, language: str) -> str:
        """As it is written in a language: 1 234,5, in English 1,234.5."""
        plain = f"{self.value:,.{self.digits}f}"
        if language == "en":
            return plain.replace("-", "−")
        return plain.replace(",", "\u00a0").replace(".", ",").replace("-", "−")


@dataclass(frozen=True, slots=True)
class Day:
    """A day, or none."""

    day: date | None

    @property
    def iso(self) -> str:
        """As ISO 8601 has it (2026-11-21); empty for none."""
        return self.day.isoformat() if self.day is not None else ""

    def format(self, language: str) -> str:
        """As it is written in a language: 21.11.2026, in English 21 Nov 2026."""
        if self.day is None:
            return ""
        day, month, year = self.day.day, self.day.month, self.day.year
        return (
            f"{day} {word('en', 'months').split()[month - 1]} {year}" if language == "en" else f"{day}.{month}.{year}"
        )


def written_date(issued: str, language: str) -> str:
    """A date of a source (2015, 2015-11, 2015-11-03) as it is written: 2015, november 2015, 3.11.2015. Empty for none."""
    parts = issued.split("-")
    if len(parts) < 2 or not all(part.isdigit() for part in parts):
        return issued
    if len(parts) > 2:
        return Day(date(*map(int, parts[:3]))).format(language)
    return f"{word(language, 'months_whole').split()[int(parts[1]) - 1]} {parts[0]}"


def whole(number: int, language: str) -> str:
    """A whole number as it is written in a language: 12 345, in English 12,345."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")


def moment(time: datetime, language: str) -> str:
    """A time (UTC) as it is written in a language: 21.11.2026 kl. 14.10 UTC."""
    day = Day(time.date()).format(language)
    return f"{day}, {time:%H:%M} UTC" if language == "en" else f"{day} kl. {time:%H.%M} UTC"


def unbroken(text: str, language: str) -> str:
    """A citation whose page stands on the line of its *s.*, with a no-break space between them."""
    return _before_places(language).sub(rf"\1{NO_BREAK}", text)


@cache
def _before_places(language: str) -> re.Pattern[str]:
    """What stands before the number of a page or a chapter in a citation, with the space after it."""
    names = [name for name in ("page_short", "pages_short", "chapter_short") if has(language, name)]
    shorts = {word(language, name, label="", number="").strip() for name in names}
    return re.compile(rf"(?<!\w)({'|'.join(sorted(map(re.escape, shorts)))}) (?=\w)")
