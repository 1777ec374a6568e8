"""Results that know whether anybody still keeps them."""

from __future__ import annotations

import gc
import weakref

from asynclings.clock import current_loop


class Keepsakes:
    """Makes results for jobs, without holding them: ``Service("job", returns=results.make)``.

    Later, *alive* tells how many of them somebody still holds. It is asked for after
    `collect_garbage`, because what is held only by a ring of references counts as gone.
    """

    def __init__(self) -> None:
        self._made: weakref.WeakSet[_Keepsake] = weakref.WeakSet()

    def make(self, *_args: object) -> object:
        """Return a new result; whoever gets it may keep it or drop it."""
        keepsake = _Keepsake()
        self._made.add(keepsake)
        return keepsake

    @property
    def alive(self) -> int:
        """How many of the results that were made are still held by somebody."""
        return len(self._made)


class _Keepsake:
    def __repr__(self) -> str:
        return "a result"


def collect_garbage() -> None:
    """Throw away what nobody holds any more, as Python does now and then by itself."""
    gc.collect()
    elsewhere = getattr(current_loop(), "collect_garbage", None)
    if elsewhere is not None:  # the answer lives in another process, and holds things of ours
        elsewhere()
        gc.collect()
