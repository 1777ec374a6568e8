"""Read the whole page, then write it.

Rule: a chunk is used before the next one is waited for
Finding: read-all-in-memory
"""

import hashlib


async def download(session, url, dest, *, on_bytes=lambda n: None, chunk_size=65536):
    async with session.get(url) as response:
        response.raise_for_status()
        body = await response.read()
    dest.write_bytes(body)
    for start in range(0, len(body), chunk_size):
        on_bytes(len(body[start : start + chunk_size]))
    return hashlib.sha256(body).hexdigest()
