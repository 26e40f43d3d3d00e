"""What may stand as a case's kind, name, attribute and value: read as people write it, kept in one form. Pure."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from kodetre.document.metadata_values import BadValue
from kodetre.errors import NotPossible
from kodetre.i18n.message import msg
from kodetre.model.cases import ATTRIBUTE_TYPES, AttributeType, AttributeValue

TYPE_WORDS: dict[str, AttributeType] = {
    **{type: type for type in ATTRIBUTE_TYPES}, "tekst": "text", "heltall": "whole", "heiltal": "whole", "tall": "number",
    "tal": "number", "dato": "date", "ja/nei": "yes/no",
}  # fmt: skip
"""What a type is called where it is declared, in each language."""
RESERVED = frozenset(
    {"code", "document", "year", "period", "dimension", "and", "or", "not", "og", "eller", "ikke", "ikkje"}
)
"""Words that no kind can be called: they mean something where cases are asked for."""
LONGEST = 10_000
"""Characters that a value may have."""
_YES, _NO = frozenset({"yes", "ja", "true", "sant"}), frozenset({"no", "nei", "false", "usant"})
_NAME = re.compile(r"[^\W\d_][\w-]*")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u202f\u2009](?=\d{3}(?!\d))")
"""Spaces between thousands."""
_WHOLE, _NUMBER = re.compile(r"[+-]?[0-9]+"), re.compile(r"[+-]?[0-9]+(?:[.,][0-9]+)?")
_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")
_NORWEGIAN = re.compile(r"([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})")
_LONGEST_NUMBER = 40


def checked_name(name: str) -> str:
    """A case's name, trimmed. Raises NotPossible for an empty one."""
    plain = unicodedata.normalize("NFC", " ".join(name.split()))
    if not plain or len(plain) > LONGEST or not plain.isprintable():
        raise NotPossible(name, msg("cannot be the name of a case"), next_step=msg("name it as it is called"))
    return plain


def checked_kind(kind: str) -> str:
    """A kind in small letters. Raises NotPossible for what is no word."""
    plain = unicodedata.normalize("NFC", kind.strip()).lower()
    if not _NAME.fullmatch(plain) or plain in RESERVED:
        raise NotPossible(
            kind,
            msg("cannot be a kind of case"),
            next_step=msg("use a word of letters, digits, - and _, such as kommune or informant"),
        )
    return plain


def checked_attribute(name: str) -> str:
    """An attribute's name in small letters. Raises NotPossible for what is no word."""
    plain = unicodedata.normalize("NFC", name.strip()).lower()
    if not _NAME.fullmatch(plain):
        raise NotPossible(
            name,
            msg("cannot be the name of an attribute"),
            next_step=msg("use a word of letters, digits, - and _, such as innbyggere"),
        )
    return plain


def typed(written: str, type: AttributeType) -> AttributeValue:
    """A value of a type, as it is kept. Raises BadValue for what is none."""
    plain = unicodedata.normalize("NFC", " ".join(written.split()))
    if len(plain) > LONGEST:
        raise BadValue(msg("has more than {longest:,} characters", longest=LONGEST), msg("write it as a memo"))
    match type:
        case "text":
            return AttributeValue(type, plain)
        case "whole":
            return AttributeValue(type, _whole(plain))
        case "number":
            return AttributeValue(type, number(plain))
        case "date":
            return AttributeValue(type, _date(plain))
        case "yes/no":
            return AttributeValue(type, _yes_or_no(plain))


def guessed(written: str) -> AttributeValue:
    """A value of the type that it looks like: what says yes or no, a whole number, a number, a day; all else is text.

    A number that begins with a zero (0301, as those of municipalities do) is text, for the zero says something.
    """
    plain = " ".join(written.split())
    if plain.casefold() in _YES | _NO:
        return typed(plain, "yes/no")
    parts = _ISO.fullmatch(plain)
    if _NORWEGIAN.fullmatch(plain) or (parts is not None and parts[2]):
        try:
            return typed(plain, "date")
        except BadValue:
            return typed(plain, "text")
    for type in ("whole", "number"):
        try:
            return typed(plain, type)
        except BadValue:
            continue
    return typed(plain, "text")


def common_type(types: Iterable[AttributeType]) -> AttributeType:
    """The type that all values of an attribute have together: of whole numbers and numbers, number; of others that differ, text."""
    several = set(types)
    if len(several) == 1:
        return several.pop()
    return "number" if several == {"whole", "number"} else "text"


def as_number(written: str) -> Decimal:
    """The number that a value of type whole or number is."""
    return Decimal(written)


def days_of(written: str) -> tuple[date, date]:
    """The first and the last day of a date as it is kept; of a year alone those of the year. Raises ValueError for what is none."""
    parts = _ISO.fullmatch(written)
    if parts is None:
        raise ValueError(f"'{written}' is no date")
    year, month, day = int(parts[1]), parts[2], parts[3]
    if day:
        exact = date(year, int(month), int(day))
        return exact, exact
    if month:
        following = date(year + int(month) // 12, int(month) % 12 + 1, 1) if year < date.max.year else date.max
        return date(year, int(month), 1), following - timedelta(days=1)
    return date(year, 1, 1), date(year, 12, 31)


def number(written: str) -> str:
    """A number as it is kept, from one as people write it: 1 234,50 gives 1234.5. Raises BadValue."""
    bare = _SPACES.sub("", written.replace("\u2212", "-"))
    if not _NUMBER.fullmatch(bare) or len(bare) > _LONGEST_NUMBER or _has_zero_before(bare):
        raise BadValue(msg("'{value}' is no number", value=written), msg("write 12, 12.5 or 12,5"))
    try:
        value = Decimal(bare.replace(",", "."))
    except InvalidOperation as error:
        raise BadValue(msg("'{value}' is no number", value=written), msg("write 12, 12.5 or 12,5")) from error
    plain = f"{value:f}"
    plain = plain.rstrip("0").rstrip(".") if "." in plain else plain
    return "0" if plain in ("-0", "+0") else plain


def _has_zero_before(bare: str) -> bool:
    return bool(re.match(r"[+-]?0[0-9]", bare))


def _whole(written: str) -> str:
    bare = _SPACES.sub("", written.replace("\u2212", "-"))
    if _has_zero_before(bare):
        raise BadValue(
            msg("'{value}' begins with a zero, which a number would lose", value=written),
            msg("declare the attribute as text in kodetre.yaml"),
        )
    if not _WHOLE.fullmatch(bare) or len(bare) > _LONGEST_NUMBER:
        raise BadValue(msg("'{value}' is no whole number", value=written), msg("write 12 or 102 273"))
    return str(int(bare))


def _date(written: str) -> str:
    if norwegian := _NORWEGIAN.fullmatch(written):
        day, month, year = (int(part) for part in norwegian.groups())
        written = f"{year:04}-{month:02}-{day:02}"
    try:
        days_of(written)
    except ValueError as error:
        how = msg("write 2014, 2014-08, 2014-08-24 or 24.8.2014")
        raise BadValue(msg("'{value}' is no date", value=written), how) from error
    return written


def _yes_or_no(written: str) -> str:
    plain = written.casefold()
    if plain not in _YES | _NO:
        raise BadValue(msg("'{value}' is neither yes nor no", value=written), msg("write yes or no (ja, nei)"))
    return "yes" if plain in _YES else "no"
