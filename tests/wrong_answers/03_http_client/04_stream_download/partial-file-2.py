"""Rename the temporary file in `finally`, complete or not.

Rule: a broken connection leaves no file
Finding: partial-file
"""

import hashlib
import os


async def download(session, url, dest, *, on_bytes=lambda n: None, chunk_size=65536):
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
        finally:
            os.replace(part, dest)
    return digest.hexdigest()
