"""Keep each chunk until the next one has come, to know which is the last.

Rule: a chunk is used before the next one is waited for
Finding: none
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
                previous = await response.content.read(chunk_size)
                while previous:
                    following = await response.content.read(chunk_size)
                    file.write(previous)
                    digest.update(previous)
                    on_bytes(len(previous))
                    previous = following
            os.replace(part, dest)
        finally:
            part.unlink(missing_ok=True)
    return digest.hexdigest()
