"""A class with __aiter__ and __anext__ and a buffer."""

from collections import deque


class Issues:
    def __init__(self, session, url):
        self.session = session
        self.url = url
        self.buffer = deque()

    def __aiter__(self):
        return self

    async def __anext__(self):
        while not self.buffer:
            if self.url is None:
                raise StopAsyncIteration
            async with self.session.get(self.url) as response:
                response.raise_for_status()
                self.buffer.extend(await response.json())
                self.url = response.links.get("next", {}).get("url")
        return self.buffer.popleft()


def iter_issues(session, url):
    return Issues(session, url)
