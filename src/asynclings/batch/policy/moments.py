"""Dates of a policy: each in the time zone that it names, or in the one of the file."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, date, datetime, time, timedelta, tzinfo


class ZonelessError(ValueError):
    """A date names no time zone, and neither does the file."""


def written(value: date | time) -> str:
    """Return *value*, a date of TOML, as a text: what the schema knows."""
    return value.isoformat()


def moment(text: str, zone: tzinfo | None, *, end_of_day: bool) -> datetime:
    """Return the instant that *text* means, in UTC.

    Args:
        text: ``2026-10-16T23:59:00+02:00``, without the zone, or a day: ``2026-10-16``.
        zone: Holds where *text* names none.
        end_of_day: Whether a day means its end (something is due) or its beginning.

    Raises:
        ZonelessError: There is no time zone.
        ValueError: There is no such date.
    """
    when = datetime.fromisoformat(text)
    if len(text) == len("2026-10-16") and end_of_day:
        when += timedelta(days=1)
    if when.tzinfo is not None:
        return when.astimezone(UTC)
    if zone is None:
        raise ZonelessError(text)
    # Where clocks go back, an hour is there twice; where they go on, one is missing. Either
    # reading is right then: the later one is kinder.
    return max(when.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))


def zone_called(name: str) -> tzinfo | None:
    """Return the time zone *name*; None when there is none of that name on this machine."""
    if name == "UTC":
        return UTC
    try:
        return zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        return None


def zone_names() -> list[str]:
    """Return the names of all time zones that this machine knows."""
    return sorted({"UTC"} | zoneinfo.available_timezones())
