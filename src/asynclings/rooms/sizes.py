"""What is too large to cross."""

from __future__ import annotations

from typing import Any

from asynclings.rooms.wire import MAX_FRAME_BYTES, TooLargeError, pack

#: One value of a message that was too large; there may be some of them in it.
MAX_VALUE_BYTES = MAX_FRAME_BYTES // 4


def fits(written: Any) -> bool:
    """Tell whether *written* has its place in a message with other things."""
    try:
        return len(pack([written])) <= MAX_VALUE_BYTES
    except TooLargeError:
        return False


def without_large(posts: list[Any], why: str) -> list[Any]:
    """Return *posts*, in which whoever reads what a future gave finds *why* instead.

    Whoever only waits for its end goes on.
    """
    return [post if fits(post) else [*post[:3], why] for post in posts]
