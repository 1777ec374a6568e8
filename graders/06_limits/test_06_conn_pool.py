"""A pool of connections whose callers fail and vanish: what is asked."""

import asyncio

import pytest

from asynclings.errors import DeadlockError
from asynclings.probes import Rendezvous, Service, cancel_at, proves

#: Two instants closer than this are one.
MICROSECOND = 1e-6


class Server:
    """Makes connections; counts how many there were, are, and were at most."""

    def __init__(self, connecting=0.5, answering=1.0, *, raises=None, meets=None):
        self.opened = self.open = self.peak = 0
        self._connecting = Service("connect", connecting, raises=raises)
        self.answer = Service("answer to", answering, meets=meets)

    async def connect(self):
        """Make a connection, which takes a while."""
        await self._connecting()
        self.opened += 1
        self.open += 1
        self.peak = max(self.peak, self.open)
        return Connection(self)


class Connection:
    """Gives its answers in the order of the requests, to whoever comes for them."""

    def __init__(self, server):
        self._server = server
        self._requests = []

    async def send(self, request):
        """Send *request*; its answer is on its way."""
        self._requests.append(request)

    async def receive(self):
        """Return the next answer that comes in."""
        await self._server.answer(self._requests[0])
        return f"answer to {self._requests.pop(0)}"

    async def close(self):
        """Close it, whatever is still in it."""
        self._server.open -= 1


async def ask(pool, request, after=0.0):
    """Borrow a connection, send *request*, return the answer that comes."""
    await asyncio.sleep(after)
    async with pool.acquire() as connection:
        await connection.send(request)
        return await connection.receive()


async def ask_together(pool, requests):
    """Send all *requests*, each over a connection that it borrows for itself."""
    return await asyncio.gather(*(ask(pool, request) for request in requests))


async def fail(pool):
    """Borrow a connection, and fail with it."""
    async with pool.acquire():
        raise ValueError("not today")


async def keep_until(pool, gate):
    """Borrow a connection, and give it back when *gate* is set."""
    async with pool.acquire():
        await gate.wait()


async def make_trouble(pool):
    """Let four callers fail, four be cancelled and four come through."""
    soon = [cancel_at(0.25 * n, ask(pool, f"no {n}")) for n in range(1, 5)]
    fine = [ask(pool, f"yes {n}") for n in range(1, 5)]
    bad = [fail(pool) for _ in range(4)]
    await asyncio.gather(*soon, *fine, *bad, return_exceptions=True)


async def test_callers_connect_at_the_same_time(submission, timeline, pace):
    """Callers who need a new one connect at the same time."""
    connecting, answering, both = pace(0.5, 1.0, 1.5)
    server = Server(connecting, answering)

    await ask_together(submission.Pool(server.connect, 2), "ab")

    assert timeline == {
        "connect": [(0, connecting), (0, connecting)],
        "answer to a": (connecting, both),
        "answer to b": (connecting, both),
    }


async def test_at_most_size_connections_are_open(submission):
    """At most `size` connections are open at any time."""
    server = Server()
    pool = submission.Pool(server.connect, 2)

    await asyncio.gather(ask_together(pool, "abcdef"), ask(pool, "g", after=0.75))

    assert server.peak == 2, "how many connections were open for seven callers, with size 2"


async def test_none_is_made_before_it_is_needed(submission):
    """None is made before somebody needs it."""
    server = Server()

    await ask(submission.Pool(server.connect, 3), "a")

    assert server.opened == 1, "connections made for one caller"


async def test_connections_are_lent_again(submission):
    """Lends connections, and keeps those that come back for the next caller."""
    server = Server()

    await ask_together(submission.Pool(server.connect, 2), "abcdef")

    assert server.opened == 2, "connections made for six callers, with size 2"


async def test_a_caller_waits_until_one_is_free(submission, timeline):
    """Lend a connection for the length of an `async with` block; wait until one is free."""
    server = Server()

    await ask_together(submission.Pool(server.connect, 1), "ab")

    assert timeline == {
        "connect": (0, 0.5),
        "answer to a": (0.5, 1.5),
        "answer to b": (1.5, 2.5),
    }


async def test_an_interrupted_exchange_harms_nobody_else(submission):
    """When the block ends with an error or a cancellation, its connection is closed and never
    lent again, for an answer to the last request may still be in it.
    """
    server = Server()
    pool = submission.Pool(server.connect, 1)

    await cancel_at(1.0, ask(pool, "a"))
    answer = await ask(pool, "b")

    assert (answer, server.opened, server.open) == ("answer to b", 2, 1), (
        "what b got, connections made, connections open"
    )


async def test_an_error_in_the_block_frees_its_place(submission):
    """The place of a connection that was closed is free for a new one."""
    server = Server()
    pool = submission.Pool(server.connect, 1)

    with pytest.raises(ValueError, match="not today"):
        await fail(pool)
    await ask(pool, "b")

    assert (server.opened, server.open) == (2, 1), "connections made, and still open"


async def test_a_connection_that_fails_frees_its_place(submission):
    """When `connect` fails, its error leaves and its place is free."""
    errors = [OSError("no route")]
    server = Server(raises=lambda: errors.pop() if errors else None)
    pool = submission.Pool(server.connect, 1)

    with pytest.raises(OSError, match="no route"):
        await ask(pool, "a")
    answer = await ask(pool, "b")

    assert answer == "answer to b"


async def test_a_cancelled_waiter_holds_nobody_up(submission, timeline):
    """A caller that is cancelled while it waits holds nobody up."""
    server = Server()
    pool = submission.Pool(server.connect, 1)

    await asyncio.gather(ask(pool, "a"), cancel_at(1.0, ask(pool, "b")), ask(pool, "c", after=0.75))

    assert timeline == {
        "connect": (0, 0.5),
        "answer to a": (0.5, 1.5),
        "cancelled": 1.0,
        "answer to c": (1.5, 2.5),
    }


async def test_after_much_trouble_it_still_lends_size_connections(submission):
    """Whatever happens to its callers, the pool goes on lending `size` connections."""
    server = Server()
    pool = submission.Pool(server.connect, 2)

    await make_trouble(pool)
    server.answer = Service("answer to", 1.0, meets=Rendezvous(2))
    await ask_together(pool, "ab")

    assert (server.answer.peak, server.open) == (2, 2), "in use together, and open"


async def test_aclose_closes_all_connections(submission):
    """Close all connections that are not lent; those that are lent close on their return."""
    server, gate = Server(), asyncio.Event()
    pool = submission.Pool(server.connect, 2)

    keeping = asyncio.create_task(keep_until(pool, gate))
    await ask(pool, "a")
    await pool.aclose()
    lent = server.open
    gate.set()
    await keeping

    assert (lent, server.open) == (1, 0), "connections open after aclose, and after the return"


@proves("lock-held-across-io", next_step="Let go of the lock before you connect.")
def one_connected_after_the_other(seen):
    """The second caller began to connect when the first one had its connection."""
    calls = seen.calls("connect")
    if not seen.rule.startswith("callers_connect") or len(calls) != 2 or calls[0].end is None:
        return False
    return abs(calls[0].end - calls[1].start) < MICROSECOND


@proves("over-size-race")
def all_saw_the_same_number(seen):
    """Say how many callers connected at the same instant."""
    starts = [call.start for call in seen.calls("connect")]
    # Whoever came later saw the number, and made none: there is a limit, and it was passed.
    race = seen.rule.startswith("at_most") and len(starts) > 2 and set(starts) == {0}
    return race and f"{len(starts)} callers began to connect at the same instant, with size 2."


@proves("desynced-resource")
def the_next_caller_read_an_old_answer(seen):
    """The answer to a, which nobody had read, went to the caller who had asked for b."""
    first = seen.happened[:1] if isinstance(seen.happened, tuple) else ()
    return seen.rule.startswith("an_interrupted") and first == ("answer to a",)


@proves("cleanup-missing", next_step="Close it on every way out: a cancellation is no Exception.")
def the_interrupted_connection_was_left_open(seen):
    """The connection of the cancelled caller was not lent again, but nobody closed it."""
    return seen.rule.startswith("an_interrupted") and seen.happened == ("answer to b", 2, 2)


@proves("slot-leak")
def a_place_was_never_free_again(seen):
    """A caller waited for a place, though nobody had a connection any more."""
    rules = ("an_interrupted", "an_error", "a_connection_that")
    stuck = seen.rule.startswith(rules) and isinstance(seen.error, DeadlockError)
    return stuck and all(call.end is not None for call in seen.calls())


@proves("slot-lost-on-cancel", next_step="Skip a waiter who was cancelled: ask future.done().")
def the_place_went_to_a_cancelled_waiter(seen):
    """The place of a went to b, who had been cancelled, and c waited on."""
    ended = [call for call in seen.calls("answer to a") if call.outcome == "returned"]
    stuck = seen.rule.startswith("a_cancelled") and isinstance(seen.error, DeadlockError)
    return stuck and ended
