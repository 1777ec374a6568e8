"""List a whole remote file system with a fixed crew of workers.

Check:  nox -s grade -- worker_pool
Read:   https://docs.python.org/3/library/asyncio-queue.html#examples
"""

from collections.abc import Awaitable, Callable


async def walk_tree(
    root: str,
    list_dir: Callable[[str], Awaitable[tuple[list[str], list[str]]]],
    workers: int,
) -> list[str]:
    """Return all files in `root` and in the folders below it, sorted.

    Never more than `workers` folders are listed at the same time. A folder is listed as
    soon as it is known and fewer than that are being listed, and it is listed once. With
    more workers than folders, some have nothing to do. When a listing fails, those in
    flight are cancelled, and once they have cleaned up, the error leaves, plain or in an
    ExceptionGroup. When the caller is cancelled, so are the listings in flight, and once
    they have cleaned up, the call ends cancelled.

    Note: `list_dir(folder)` gives the folders and the files that are directly in it, as
    two lists of full paths.
    """
    # TODO: who finds new work, and where do the others take it from?
    # TODO: how do you know that everything is listed? An empty queue is not enough.
    # TODO: what becomes of the workers then, and what when one of them fails?
    raise NotImplementedError
