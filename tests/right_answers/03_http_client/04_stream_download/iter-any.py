"""Takes what is there and cuts it to size itself."""

import hashlib
import os
import tempfile


async def download(session, url, dest, *, on_bytes=lambda n: None, chunk_size=65536):
    digest = hashlib.sha256()
    async with session.get(url) as response:
        response.raise_for_status()
        with tempfile.NamedTemporaryFile(dir=dest.parent, delete=False) as file:
            try:
                async for data in response.content.iter_any():
                    for start in range(0, len(data), chunk_size):
                        chunk = data[start : start + chunk_size]
                        file.write(chunk)
                        digest.update(chunk)
                        on_bytes(len(chunk))
            except BaseException:
                os.unlink(file.name)
                raise
        os.replace(file.name, dest)
    return digest.hexdigest()
