"""How dates, durations and numbers of answers are said to people."""

from __future__ import annotations

from datetime import datetime, timedelta, tzinfo

from asynclings.batch.policy import Score


def date_in(moment: datetime | None, zone: tzinfo) -> str:
    """Return *moment* as it is read in *zone*: ``2026-10-16 23:59 CEST``; empty without one."""
    return moment.astimezone(zone).strftime("%Y-%m-%d %H:%M %Z") if moment else ""


def duration(length: timedelta) -> str:
    """Return *length* in its two largest units: ``1 day 3 h``, ``20 min``."""
    minutes = max(1, round(length.total_seconds() / 60))
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    units = [(days, "day" if days == 1 else "days"), (hours, "h"), (minutes, "min")]
    return " ".join([f"{number} {unit}" for number, unit in units if number][:2])


def lateness(score: Score) -> str:
    """Return ``yes``, ``no`` or ``unknown``; empty where nothing was ever due."""
    if score.due is None:
        return ""
    if score.late_by is None:
        return "unknown"
    return "yes" if score.is_late else "no"
