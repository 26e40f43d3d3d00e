"""How numbers, days and times are written in each language."""

from dataclasses import dataclass

from kodetre.i18n.messages import word


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
    """A day, as ISO 8601 has it (2026-11-21); empty for none."""

    iso: str

    def format(self, language: str) -> str:
        """As it is written in a language: 21.11.2026, in English 21 Nov 2026."""
        if not self.iso:
            return ""
        year, month, day = self.iso.split("-")
        if language == "en":
            return f"{int(day)} {word('en', 'months').split()[int(month) - 1]} {year}"
        return f"{int(day)}.{int(month)}.{year}"


def whole(number: int, language: str) -> str:
    """A whole number as it is written in a language: 12 345, in English 12,345."""
    return f"{number:,}" if language == "en" else f"{number:,}".replace(",", "\u00a0")


def moment(iso: str, language: str) -> str:
    """A time of the store (ISO 8601, UTC) as it is written in a language: 21.11.2026 kl. 14.10 UTC."""
    day, clock = Day(iso[:10]).format(language), iso[11:16]
    return f"{day}, {clock} UTC" if language == "en" else f"{day} kl. {clock.replace(':', '.')} UTC"
