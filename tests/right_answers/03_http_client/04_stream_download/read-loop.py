"""Reads in a `while` loop, writes to the final name, removes it after any failure."""

import hashlib


async def download(session, url, dest, *, on_bytes=lambda n: None, chunk_size=65536):
    digest = hashlib.sha256()
    async with session.get(url, raise_for_status=True) as response:
        try:
            with open(dest, "wb") as file:
                while chunk := await response.content.read(chunk_size):
                    file.write(chunk)
                    digest.update(chunk)
                    on_bytes(len(chunk))
        except BaseException:
            dest.unlink(missing_ok=True)
            raise
    return digest.hexdigest()
