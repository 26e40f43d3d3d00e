"""Names of the standard that both reading and writing need."""

from datetime import UTC, datetime

PROJECT = "urn:QDA-XML:project:1.0"
CODEBOOK = "urn:QDA-XML:codebook:1.0"
MEMBERS = "sources"
INTERNAL = "internal://"
VALUE_OF = {
    "Text": "TextValue", "Boolean": "BooleanValue", "Integer": "IntegerValue", "Float": "FloatValue", "Date": "DateValue",
    "DateTime": "DateTimeValue",
}  # fmt: skip


def moment(written: str | None) -> datetime | None:
    """A time as it is written in XML, to the second, in UTC; None where it is none. One without a zone is taken for UTC."""
    if not written:
        return None
    try:
        read = datetime.fromisoformat(written.strip())
    except ValueError:
        return None
    try:
        aware = read if read.tzinfo is not None else read.replace(tzinfo=UTC)
        return aware.astimezone(UTC).replace(microsecond=0)
    except OverflowError:
        return None
