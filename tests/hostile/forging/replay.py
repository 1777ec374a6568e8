"""Record the answers to the judge, and send each of them twice."""

from asynclings.rooms.wire import Wire

send = Wire.send


def twice(self, frame, sockets=()):
    send(self, frame, sockets)
    send(self, frame)


Wire.send = twice


async def run_both(foo, bar):
    return await foo(), await bar()
