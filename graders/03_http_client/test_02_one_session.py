"""Twenty services, one session: all at once, and everything closed afterwards."""

import asyncio

from asynclings.probes import Web, proves


def twenty_urls(web):
    """Return the addresses of twenty services."""
    return [web.url(f"/status?service={number}") for number in range(20)]


async def test_the_answers_come_in_the_order_of_the_urls(submission, web, pace):
    """Fetch every page and return their JSON, in the order of `urls`."""
    slow, fast = pace(3.0, 1.0)
    web.answers("/slow", json="first", seconds=slow)
    web.answers("/fast", json="second", seconds=fast)

    answers = await submission.fetch_all([web.url("/slow"), web.url("/fast")])

    assert answers == ["first", "second"], "the order of the urls, not that of the answers"


async def test_all_requests_are_in_flight_at_the_same_time(submission, web, timeline, pace):
    """All requests are in flight at the same time."""
    second = pace(1.0)
    web.answers("/status", json="fine", seconds=second)

    await submission.fetch_all(twenty_urls(web))

    assert timeline == {"GET /status": [(0, second)] * 20}, "twenty take as long as one"


async def test_one_session_serves_all_the_requests(submission, web):
    """One session serves all the requests."""
    web.answers("/status", json="fine", seconds=1)

    await submission.fetch_all(twenty_urls(web))

    assert submission.sessions_opened == 1, "how many sessions were opened for twenty requests"


async def fetch_two(submission):
    """Return what the answer fetches from a server of its own."""
    async with Web() as web:
        web.answers("/status", json="fine")
        return await submission.fetch_all([web.url("/status?a"), web.url("/status?b")])


def test_it_works_again_in_another_event_loop(submission):
    """Another call in another event loop works as well."""
    first = asyncio.run(fetch_two(submission))
    second = asyncio.run(fetch_two(submission))

    assert [first, second] == [["fine", "fine"]] * 2


async def test_all_connections_are_closed_at_the_end(submission, web):
    """When this returns, all connections are closed."""
    web.answers("/status", json="fine")

    await submission.fetch_all(twenty_urls(web))
    await asyncio.sleep(1)

    assert web.open_connections == 0, "the server has seen every connection being closed"


@proves("session-per-request", next_step="Open one session, and hand it to every request.")
def more_sessions_than_one(seen):
    """Return how many sessions there were."""
    if seen.rule == "one_session_serves_all_the_requests" and isinstance(seen.happened, int):
        return seen.happened > 1 and f"{seen.happened} sessions were opened for 20 requests."
    return False


@proves("order-by-completion", next_step="Keep the order of the urls, as gather does.")
def the_fast_answer_came_first(seen):
    """The answers are in the order in which they arrived."""
    in_order = seen.rule == "the_answers_come_in_the_order_of_the_urls"
    return in_order and seen.happened == ["second", "first"]


@proves("loop-mixing", next_step="Open the session inside the function, not outside it.")
def the_second_call_used_the_session_of_the_first(seen):
    """The second call failed, because it went on with the session of the first."""
    again = seen.rule == "it_works_again_in_another_event_loop"
    return again and isinstance(seen.error, RuntimeError) and "closed" in str(seen.error)


@proves("unclosed-session", next_step="`async with` closes the session, whatever happens.")
def connections_stayed_open(seen):
    """Return how many connections the server still had."""
    if seen.rule == "all_connections_are_closed_at_the_end" and isinstance(seen.happened, int):
        return seen.happened > 0 and f"{seen.happened} connections were still open a second later."
    return False
