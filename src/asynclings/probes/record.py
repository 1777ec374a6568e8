"""Values with named fields that cross between a grader and an answer."""

from __future__ import annotations

import dataclasses
from typing import Any


class Record:
    """A read-only value; equal to a record or dataclass of the same name and fields.

    Args:
        name: What the type is called, as in the stub.
        **fields: Its attributes.
    """

    __slots__ = ("_fields", "_name")

    def __init__(self, name: str, /, **fields: Any) -> None:
        object.__setattr__(self, "_name", name)
        object.__setattr__(self, "_fields", fields)

    def __getattr__(self, name: str) -> Any:
        try:
            return self._fields[name]
        except KeyError:
            raise AttributeError(f"{self._name} has no attribute {name!r}") from None

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"{self._name} is read-only; {name!r} cannot be set")

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Record):
            return (self._name, self._fields) == (other._name, other._fields)
        if not dataclasses.is_dataclass(other) or type(other).__name__ != self._name:
            return False
        theirs = {f.name: getattr(other, f.name, None) for f in dataclasses.fields(other)}
        return bool(self._fields == theirs)

    def __hash__(self) -> int:
        return hash((self._name, tuple(self._fields)))

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={value!r}" for name, value in self._fields.items())
        return f"{self._name}({fields})"
