"""The article's fetch_data: what its callers are promised."""

import asyncio

from asynclings.probes.canned import canned


async def test_the_data_comes_back(submission):
    """Fetch the page at `url` and return its JSON as Python data."""
    url = "http://status.example/"

    with canned(url, payload={"ok": True}):
        answer = await submission.fetch_data(url)

    assert answer == {"ok": True}, "the caller gets the data itself"


async def test_a_page_in_two_halves_is_read_to_its_end(submission, web, timeline, pace):
    """A page that comes in several pieces is read to its end."""
    pause = pace(0.5)
    web.answers("/status", json={"ok": True}, pieces=2, pause=pause)

    answer = await submission.fetch_data(web.url("/status"))

    assert answer == {"ok": True}, "both halves belong to the data"
    assert timeline == {"GET /status": (0, pause)}, "one request, as long as its page takes"


async def test_the_connection_is_closed_at_the_end(submission, web):
    """When this returns, its connection is closed."""
    web.answers("/status", json={"ok": True})

    await submission.fetch_data(web.url("/status"))
    await asyncio.sleep(1)

    assert web.open_connections == 0, "the server has seen the connection being closed"
