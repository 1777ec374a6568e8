"""What a border needs of the room that it belongs to."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol


class Room(Protocol):
    """What a border needs of its room."""

    #: What can be asked for, by name; notes begin with ``post:``.
    operations: dict[str, Callable[..., Any]]
    #: Module of the answer, to which its own objects belong.
    home_name: str
    #: Whether the other room wants to know which arguments a function takes.
    tells_signatures: bool

    def unwrap(self, thing: Any) -> Any:
        """Return what a wrapper of this room stands for."""

    def is_mine(self, thing: Any) -> bool:
        """Tell whether *thing* is of a type of the answer."""

    def loop_number(self, loop: Any) -> int:
        """Return the number by which both rooms know *loop*."""

    def loop_of(self, number: int) -> Any:
        """Return the loop that both rooms know by *number*."""

    def state(self) -> list[Any]:
        """Return what the other room must know before it goes on."""

    def heed(self, state: list[Any]) -> None:
        """Take note of the other room's state."""

    def context(self) -> list[Any]:
        """Return in which loop and task something is asked for."""

    def ask_from_a_thread(self, body: list[Any]) -> Any:
        """Have the room's own thread ask the other room."""

    def within(self, context: list[Any]) -> AbstractContextManager[None]:
        """Be in the loop and task of the other room's *context*."""
