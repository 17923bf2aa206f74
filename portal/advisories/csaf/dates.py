"""Times of CSAF documents, brought to one form."""

from datetime import UTC, datetime

from .errors import SchemaViolation


def to_utc(text: str, path: str) -> str:
    """`2024-01-31T12:00:00Z` from an RFC 3339 time; fractions stay where they are not zero."""
    # A leap second has no datetime; the second before it is near enough for a date of issue.
    plain = text.upper().replace("Z", "+00:00").replace(":60", ":59")
    try:
        moment = datetime.fromisoformat(plain).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise SchemaViolation(path, message="This is no date with time and zone.") from error
    return moment.isoformat().replace("+00:00", "Z")
