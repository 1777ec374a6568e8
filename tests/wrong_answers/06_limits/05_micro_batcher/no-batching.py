"""One load_many for each key.

Rule: ten keys make one query
Finding: no-batching
"""


class Batcher:
    def __init__(self, load_many, *, max_size, max_delay):
        self._load_many = load_many

    async def load(self, key):
        return (await self._load_many([key]))[key]

    async def aclose(self):
        pass
