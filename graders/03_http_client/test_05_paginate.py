"""A tracker's issues, three a page: asked for when they are wanted, not before."""

import asyncio

import aiohttp
import pytest

from asynclings.errors import DeadlockError, TimeCapError
from asynclings.probes import Answer, proves


def serve_eleven_issues(web):
    """Serve four pages at /issues, each of which takes 10 s and names the next."""

    async def page(request):
        number = int(request.query.get("page", 1))
        issues = [{"id": n} for n in range(3 * number - 2, 3 * number + 1) if n <= 11]
        link = f'<{web.url("/issues")}?page={number + 1}>; rel="next"'
        return Answer(json=issues, seconds=10, headers={"Link": link} if number < 4 else {})

    web.answers("/issues", page)


async def ids_of(issues, into=None):
    """Return the ids of all *issues*, also in the list *into* as far as they have come."""
    ids = [] if into is None else into
    async for issue in issues:
        ids.append(issue["id"])
    return ids


async def test_the_issues_of_all_pages_come(submission, web):
    """Yield the issues of the page at `url` and of all pages after it."""
    serve_eleven_issues(web)

    async with submission.client_session() as session:
        ids = await ids_of(submission.iter_issues(session, web.url("/issues")))

    assert ids == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]


async def test_the_page_without_a_next_one_is_the_last(submission, web):
    """The page without a next one is the last."""
    serve_eleven_issues(web)

    async with submission.client_session() as session:
        await ids_of(submission.iter_issues(session, web.url("/issues")))

    assert len(web.requests) == 4, "requests for four pages"


async def test_a_page_is_asked_for_only_when_it_is_wanted(submission, web):
    """A page is asked for only when its first issue is wanted."""
    serve_eleven_issues(web)

    async with submission.client_session() as session:
        issues = submission.iter_issues(session, web.url("/issues"))
        asked = [(await anext(issues), len(web.requests))[1] for _ in range(7)]

    assert asked == [1, 1, 1, 2, 2, 2, 3], "requests made when each of seven issues has come"


async def test_the_next_page_is_the_one_that_the_answer_names(submission, web):
    """The next page is the one that the answer names, wherever that is."""
    link = {"Link": f'<{web.url("/old/4f2a")}>; rel="next"'}
    web.answers("/issues", json=[{"id": 30}, {"id": 29}], seconds=10, headers=link)
    web.answers("/old/4f2a", json=[{"id": 7}], seconds=10)

    async with submission.client_session() as session:
        ids = await ids_of(submission.iter_issues(session, web.url("/issues")))

    assert ids == [30, 29, 7]


async def test_the_connection_is_free_while_the_caller_works(submission, web):
    """While the caller works on an issue, the connection is free for other requests."""
    issues = [{"id": 1}, {"id": 2, "text": "long" * 500_000}, {"id": 3}]
    web.answers("/issues", json=issues, seconds=30)
    web.answers("/comments", json=[])

    async with submission.client_session(limit=1) as session:
        async for _ in submission.iter_issues(session, web.url("/issues")):
            async with session.get(web.url("/comments")) as comments:
                await comments.read()

    assert web.connections == 1, "one connection serves the pages and the comments"


async def test_a_slow_caller_is_not_disturbed(submission, web):
    """However long the caller works, nothing disturbs it."""
    serve_eleven_issues(web)

    async with submission.client_session() as session:
        issues = submission.iter_issues(session, web.url("/issues"))
        await anext(issues)
        await asyncio.sleep(400)
        second = await anext(issues)

    assert second == {"id": 2}


async def first_of(issues):
    """Return the first of *issues* and stop there."""
    async for issue in issues:
        return issue
    return None


async def test_stopping_early_causes_no_further_request(submission, web):
    """A caller that stops early causes no further request."""
    serve_eleven_issues(web)

    async with submission.client_session() as session:
        await first_of(submission.iter_issues(session, web.url("/issues")))
        await asyncio.sleep(60)

    assert len(web.requests) == 1, "the first page is all that was asked for"


async def test_the_issues_before_a_broken_page_come_first(submission, web):
    """If a page fails, the issues before it are yielded first and then ClientResponseError is
    raised.
    """
    link = {"Link": f'<{web.url("/broken")}>; rel="next"'}
    web.answers("/issues", json=[{"id": 1}, {"id": 2}], seconds=10, headers=link)
    web.answers("/broken", status=500, json=[{"id": "oops"}], seconds=10)
    ids = []

    async with submission.client_session() as session:
        with pytest.raises(aiohttp.ClientResponseError):
            await ids_of(submission.iter_issues(session, web.url("/issues")), into=ids)

    assert ids == [1, 2]


@proves("over-parallelised", next_step="Ask for one page; its answer names the next one.")
def pages_were_asked_for_together(seen):
    """Return how many pages were asked for at the same time."""
    peak = seen.timeline.peak("GET /issues")
    return peak > 1 and f"{peak} pages were asked for at the same time, before anybody named them."


@proves("eager-pagination", next_step="Yield the issues of a page before you ask for the next.")
def all_pages_were_asked_for_at_once(seen):
    """All four pages had been asked for when the first issue came."""
    return seen.rule == "a_page_is_asked_for_only_when_it_is_wanted" and seen.happened == [4] * 7


@proves("unterminated-loop", next_step="Stop when the answer names no next page.")
def the_last_page_was_not_noticed(seen):
    """Return what happened after the last page."""
    asked = len(seen.calls("GET /issues"))
    if isinstance(seen.error, KeyError) and asked == 4:
        return f"After the last page, which names no next one, came KeyError: {seen.error}."
    endless = isinstance(seen.error, TimeCapError) and asked > 4
    return endless and f"The last page names no next one, but {asked} requests were made."


@proves("yield-holding-resource", next_step="Leave the `with` blocks before you yield.")
def something_was_held_at_the_yield(seen):
    """Return what the caller met while it worked on an issue."""
    cancelled = "nothing is cancelled that is not yours" in seen.laws
    if seen.rule == "a_slow_caller_is_not_disturbed" and cancelled:
        return "The caller was cancelled while it worked: a time limit was still open."
    stuck = seen.rule == "the_connection_is_free_while_the_caller_works"
    if stuck and isinstance(seen.error, DeadlockError):
        return "The only connection was still held by the page while the caller worked."
    return False


@proves("status-ignored", next_step="Call raise_for_status() before you read a page.")
def the_page_of_an_error_was_read(seen):
    """The page with status 500 was taken for a page of issues."""
    broken = seen.rule == "the_issues_before_a_broken_page_come_first"
    return broken and seen.error is not None and "DID NOT RAISE" in str(seen.error)
