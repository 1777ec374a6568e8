"""Download a file that is larger than the memory, and never leave half of it behind."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import aiohttp


async def download(
    session: aiohttp.ClientSession,
    url: str,
    dest: Path,
    *,
    on_bytes: Callable[[int], None] = lambda n: None,
    chunk_size: int = 65536,
) -> str:
    """Save the page at `url` as `dest` and return its SHA-256 in hexadecimal.

    The body comes in chunks of at most `chunk_size` bytes. Each chunk is written and then
    reported with on_bytes(its length) before the next one is waited for. If the status is
    400 or more, ClientResponseError is raised and no file is made. If the connection breaks,
    the error is raised and no file is left behind. If the download is cancelled, no file is
    left behind either.

    Note:
        Writing a chunk blocks the event loop for a moment; here that is accepted.
    """
    part = dest.with_name(dest.name + ".part")
    digest = hashlib.sha256()
    async with session.get(url) as response:
        response.raise_for_status()
        try:
            with part.open("wb") as file:
                async for chunk in response.content.iter_chunked(chunk_size):
                    file.write(chunk)
                    digest.update(chunk)
                    on_bytes(len(chunk))
            # In one step: nobody ever sees a file of that name that is not complete.
            os.replace(part, dest)  # noqa: PTH105 - says what it does
        finally:
            # Also for a cancellation, which `except Exception` would not see.
            part.unlink(missing_ok=True)
    return digest.hexdigest()
