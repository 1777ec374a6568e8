"""Call content.read() without waiting for it.

Rule: the file is what the server sent
Finding: never-awaited
"""

import hashlib


async def download(session, url, dest, *, on_bytes=lambda n: None, chunk_size=65536):
    digest = hashlib.sha256()
    async with session.get(url) as response:
        response.raise_for_status()
        with open(dest, "wb") as file:
            while chunk := response.content.read(chunk_size):
                file.write(chunk)
                digest.update(chunk)
                on_bytes(len(chunk))
    return digest.hexdigest()
