"""Write to the final name and never tidy up.

Rule: a broken connection leaves no file
Finding: partial-file
"""

import hashlib


async def download(session, url, dest, *, on_bytes=lambda n: None, chunk_size=65536):
    digest = hashlib.sha256()
    async with session.get(url) as response:
        response.raise_for_status()
        with open(dest, "wb") as file:
            async for chunk in response.content.iter_chunked(chunk_size):
                file.write(chunk)
                digest.update(chunk)
                on_bytes(len(chunk))
    return digest.hexdigest()
