"""`datetime.now` and its like in virtual time.

The classes of `datetime` are written in C and cannot be changed. In their place go
stand-ins that tell virtual time but make nothing but real dates; so a date is the same
to everybody, wherever it comes from, and only the classes' names lead here.
"""

from __future__ import annotations

import copyreg
import datetime as dt
from typing import Any

from asynclings.clock.seams import now_if_virtual

_real_date = dt.date
_real_datetime = dt.datetime


class _StandIn(type):
    """Makes real dates instances, and their classes subclasses, of a stand-in."""

    real: type

    def __instancecheck__(cls, instance: object) -> bool:
        return type.__instancecheck__(cls, instance) or (
            "real" in vars(cls) and isinstance(instance, cls.real)
        )

    def __subclasscheck__(cls, subclass: type) -> bool:
        return type.__subclasscheck__(cls, subclass) or (
            "real" in vars(cls) and issubclass(subclass, cls.real)
        )

    def __eq__(cls, other: object) -> bool:
        return cls is other or vars(cls).get("real", cls) is other

    def __hash__(cls) -> int:
        return hash(vars(cls).get("real")) if "real" in vars(cls) else type.__hash__(cls)


class VirtualDate(_real_date, metaclass=_StandIn):
    """`datetime.date`, today in virtual time."""

    real = _real_date

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: D102
        made = _real_date if cls is VirtualDate else cls
        return _real_date.__new__(made, *args, **kwargs)

    @classmethod
    def today(cls) -> Any:
        """Return the local date."""
        now = now_if_virtual()
        return super().today() if now is None else cls.fromtimestamp(now)


class VirtualDatetime(_real_datetime, metaclass=_StandIn):
    """`datetime.datetime`, now in virtual time."""

    real = _real_datetime

    def __new__(cls, *args: Any, **kwargs: Any) -> Any:  # noqa: D102
        made = _real_datetime if cls is VirtualDatetime else cls
        return _real_datetime.__new__(made, *args, **kwargs)

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Any:
        """Return the local time, or that of *tz*."""
        now = now_if_virtual()
        return super().now(tz) if now is None else cls.fromtimestamp(now, tz)

    @classmethod
    def today(cls) -> Any:
        """Return the local time."""
        return cls.now()

    @classmethod
    def utcnow(cls) -> Any:
        """Return the time in UTC, without a time zone."""
        now = now_if_virtual()
        if now is None:
            return super().utcnow()  # with the warning that it gives
        return cls.fromtimestamp(now, dt.UTC).replace(tzinfo=None)


def install() -> None:
    """Put the stand-ins in the place of the real classes."""
    for real, stand_in in ((_real_date, VirtualDate), (_real_datetime, VirtualDatetime)):
        stand_in.__name__ = stand_in.__qualname__ = real.__name__
        stand_in.__module__, stand_in.__doc__ = "datetime", real.__doc__
        setattr(dt, real.__name__, stand_in)
        # pickle finds a class by its name, and the name now means the stand-in.
        copyreg.pickle(real, _reduce)


def _reduce(moment: Any) -> Any:
    stand_in = VirtualDatetime if type(moment) is _real_datetime else VirtualDate
    return (stand_in, *moment.__reduce__()[1:])
