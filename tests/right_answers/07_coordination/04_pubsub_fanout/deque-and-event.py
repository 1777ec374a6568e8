"""A deque with a maxlen and an event for each subscriber, in a class of its own."""

import asyncio
from collections import deque


class Subscription:
    def __init__(self, topic, maxsize):
        self._topic = topic
        self.items = deque(maxlen=maxsize)
        self.news = asyncio.Event()

    async def __aenter__(self):
        self._topic.subscribers.append(self)
        return self

    async def __aexit__(self, *exc):
        self._topic.subscribers.remove(self)

    def __aiter__(self):
        return self

    async def __anext__(self):
        while not self.items:
            if self._topic.closed:
                raise StopAsyncIteration
            self.news.clear()
            await self.news.wait()
        return self.items.popleft()


class Topic:
    def __init__(self):
        self.subscribers = []
        self.closed = False

    def publish(self, item):
        for subscriber in self.subscribers:
            subscriber.items.append(item)
            subscriber.news.set()

    def subscribe(self, maxsize=16):
        return Subscription(self, maxsize)

    def close(self):
        self.closed = True
        for subscriber in self.subscribers:
            subscriber.news.set()

    def __len__(self):
        return len(self.subscribers)
