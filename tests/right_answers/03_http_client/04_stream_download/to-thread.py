"""Writes each chunk in a worker thread."""

import asyncio
import hashlib


async def download(session, url, dest, *, on_bytes=lambda n: None, chunk_size=65536):
    part = dest.with_suffix(".tmp")
    digest = hashlib.sha256()
    async with session.get(url) as response:
        response.raise_for_status()
        file = await asyncio.to_thread(open, part, "wb")
        try:
            async for chunk in response.content.iter_chunked(chunk_size):
                await asyncio.to_thread(file.write, chunk)
                digest.update(chunk)
                on_bytes(len(chunk))
            file.close()
            part.rename(dest)
        finally:
            file.close()
            part.unlink(missing_ok=True)
    return digest.hexdigest()
