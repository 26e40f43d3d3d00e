"""What may stand in a document's metadata: dates that are real, DOIs and addresses in their form, types by CSL. Pure."""

import re
from collections.abc import Mapping
from datetime import date
from difflib import get_close_matches

from kodetre.i18n.message import msg
from kodetre.model.documents import CSL_TYPES

_CLOSE = 0.85
_DATE = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?")
_DOI = re.compile(r"10\.\d{4,9}/\S+")
_BEFORE_DOI = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_URL = re.compile(r"https?://[^\s/?#]+\.[^\s/?#.]+(?:[/?#]\S*)?", re.IGNORECASE)
_DATES = ("issued", "accessed")
_YEAR = re.compile(r"(?:1\d|20)\d\d(?:\s?[-–/]\s?(?:(?:1\d|20)\d\d|\d\d))?")
"""A year, or the years of a work that took several."""
_WITH_MONTH = re.compile(r"(?:(?P<day>\d{1,2})\.?\s+)?(?P<month>[^\W\d_]+)\.?\s+(?P<year>\d{4})")
_WITH_STOPS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")
MONTHS = {
    "januar": 1, "january": 1, "jan": 1, "februar": 2, "february": 2, "feb": 2, "mars": 3, "march": 3, "april": 4,
    "mai": 5, "may": 5, "juni": 6, "june": 6, "juli": 7, "july": 7, "august": 8, "aug": 8, "september": 9, "sept": 9,
    "oktober": 10, "october": 10, "okt": 10, "november": 11, "nov": 11, "desember": 12, "december": 12, "des": 12,
}  # fmt: skip
"""The months by their names in Norwegian and English."""
ALIASES = {"date": "issued", "dato": "issued"}
"""What fields are called too."""


class BadValue(ValueError):
    """A value that cannot be what its field is for; `what` says why, `next_step` how to write it."""

    def __init__(self, what: str, next_step: str) -> None:
        super().__init__(what)
        self.what = what
        self.next_step = next_step


def checked(field: str, value: str) -> str:
    """A value as it is kept: trimmed, a DOI without its address. An empty one is right for every field. Raises BadValue."""
    plain = " ".join(value.split())
    if not plain:
        return ""
    if field in _DATES:
        return _date(plain)
    if field == "year":
        return _year(plain)
    match field:
        case "doi":
            return _doi(plain)
        case "url":
            return _url(plain)
        case "type":
            return _type(plain)
    return plain


def checked_together(values: dict[str, str]) -> dict[str, str]:
    """The values, with the year that the date of issue gives. Raises BadValue when a year that is given says otherwise."""
    issued, year = values.get("issued", ""), values.get("year", "")
    if issued and year and issued[:4] != year:
        raise BadValue(
            msg("the year is {year}, and issued is {issued}", year=year, issued=issued),
            msg("leave the year out: it follows from issued"),
        )
    return {**values, "year": issued[:4]} if issued else values


def with_issued(values: Mapping[str, str], known: str) -> dict[str, str]:
    """The values, with a date of issue that the year in them does not gainsay: `known`, what is known of it, gives way to a year
    that is told without it.
    """
    year = values.get("year", "")
    gainsaid = year and not values.get("issued") and known and known[:4] != year
    return {**values, "issued": year} if gainsaid else dict(values)


def _year(value: str) -> str:
    if not _YEAR.fullmatch(value):
        raise BadValue(
            msg("'{value}' is no year", value=value), msg("write 2015; a day or month is a date: date=2015-11")
        )
    return value


def _in_words(value: str) -> str:
    """A date that is written with a month's name or with full stops, as 2015-11 or 2015-11-03; others as they are."""
    if named := _WITH_MONTH.fullmatch(value):
        month = MONTHS.get(named["month"].lower())
        if month is not None:
            day = f"-{int(named['day']):02}" if named["day"] else ""
            return f"{named['year']}-{month:02}{day}"
    if numbered := _WITH_STOPS.fullmatch(value):
        return f"{numbered[3]}-{int(numbered[2]):02}-{int(numbered[1]):02}"
    return value


def _date(value: str) -> str:
    value = _in_words(value)
    parts = _DATE.fullmatch(value)
    if parts is None:
        raise BadValue(msg("'{value}' is no date", value=value), "write 2021, 2021-12 or 2021-12-14")
    year, month, day = int(parts[1]), int(parts[2] or 1), int(parts[3] or 1)
    try:
        date(year, month, day)
    except ValueError as error:
        raise BadValue(msg("there is no day {value}", value=value), "write 2021, 2021-12 or 2021-12-14") from error
    return value


def _doi(value: str) -> str:
    plain = _BEFORE_DOI.sub("", value)
    if not _DOI.fullmatch(plain):
        raise BadValue(msg("'{value}' is no DOI", value=value), msg("a DOI looks like 10.1000/182"))
    return plain


def _url(value: str) -> str:
    if not _URL.fullmatch(value):
        raise BadValue(
            msg("'{value}' is no address of a page", value=value),
            msg("an address begins with https:// and has no spaces"),
        )
    return value


def _type(value: str) -> str:
    """A type of CSL, or the work's kind in one's own words; what is nearly a type of CSL is a slip."""
    lowered = value.lower()
    if lowered in CSL_TYPES:
        return lowered
    close = get_close_matches(lowered, CSL_TYPES, 1, _CLOSE)
    if close:
        raise BadValue(msg("'{value}' is no type of CSL", value=value), msg("did you mean {close}?", close=close[0]))
    return value
