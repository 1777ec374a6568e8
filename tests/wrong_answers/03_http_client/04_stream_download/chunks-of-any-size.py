"""Take the chunks as they come, however large they are.

Rule: no chunk is larger than asked for
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
                async for chunk in response.content.iter_any():
                    file.write(chunk)
                    digest.update(chunk)
                    on_bytes(len(chunk))
            os.replace(part, dest)
        finally:
            part.unlink(missing_ok=True)
    return digest.hexdigest()
